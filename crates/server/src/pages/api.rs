//! `/api`: what the API answers, for people; made of its description, which programs read at `/api/v1/openapi.json`.

use aide::openapi::{
    Operation, Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr, StatusCode,
};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form_urlencoded::Serializer;
use schemars::Schema;
use serde_json::Value;

use crate::App;
use crate::ask::{Ask, DESCRIPTION};
use crate::error::Failure;
use crate::openapi::Description;
use crate::parameters::{None as NoParameters, Parameters};
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    ui: Ui,
    /// Where programs read the same.
    address: &'static str,
    about: Vec<Run>,
    operations: Vec<Shown>,
    types: Vec<Type>,
}

/// An operation.
struct Shown {
    id: String,
    method: &'static str,
    path: String,
    summary: String,
    /// A request that may be followed, where it needs nothing else.
    example: Option<String>,
    parameters: Vec<Field>,
    /// What is sent.
    body: Vec<Field>,
    answers: Vec<Answer>,
}

struct Answer {
    status: String,
    about: Vec<Run>,
    kind: Vec<Part>,
}

/// A type of answers.
struct Type {
    name: String,
    about: Vec<Run>,
    fields: Vec<Field>,
    /// Of a choice: its values.
    values: Vec<Field>,
    /// Of a type that is another: which.
    is: Vec<Part>,
}

struct Field {
    name: String,
    is_required: bool,
    kind: Vec<Part>,
    about: Vec<Run>,
}

/// A part of the name of a type: a word, or the name of a type that is described on the page.
struct Part {
    text: String,
    is_named: bool,
}

/// A part of a description: code or prose.
struct Run {
    text: String,
    is_code: bool,
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Response, Failure> {
    let ui = ask.ui();
    let description = std::sync::Arc::clone(&app.description);
    app.page(ask, move |view| {
        let latest = view.latest(0, 1)?.items.into_iter().next();
        let latest = latest.map(|listed| listed.summary.id.to_string());
        Ok(ApiPage::new(ui, &description, latest.as_deref()))
    })
    .await
}

impl ApiPage {
    /// `document` is the id of one that the index has.
    fn new(ui: Ui, description: &Description, document: Option<&str>) -> Self {
        let api = &description.api;
        let paths = api.paths.iter().flat_map(|paths| &paths.paths);
        let operations = paths.flat_map(|(path, item)| {
            let item = item.as_item();
            let get = item.and_then(|item| item.get.as_ref());
            let post = item.and_then(|item| item.post.as_ref());
            [("GET", get), ("POST", post)]
                .into_iter()
                .filter_map(move |(method, operation)| {
                    Some(Shown::new(path, method, operation?, document))
                })
        });
        let schemas = api.components.iter().flat_map(|parts| &parts.schemas);
        let mut types: Vec<Type> = schemas
            .map(|(name, schema)| Type::new(name, &schema.json_schema))
            .collect();
        types.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            ui,
            address: DESCRIPTION,
            about: runs(api.info.description.as_deref().unwrap_or_default()),
            operations: operations.collect(),
            types,
        }
    }
}

impl Shown {
    fn new(
        path: &str,
        method: &'static str,
        operation: &Operation,
        document: Option<&str>,
    ) -> Self {
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter_map(|parameter| parameter.as_item());
        let parameters: Vec<&ParameterData> =
            parameters.map(Parameter::parameter_data_ref).collect();
        let body = operation
            .request_body
            .as_ref()
            .and_then(ReferenceOr::as_item);
        let body = body.and_then(|body| body.content.values().next()?.schema.as_ref());
        let answers = operation.responses.iter();
        let answers = answers.flat_map(|responses| &responses.responses);
        Self {
            id: operation.operation_id.clone().unwrap_or_default(),
            method,
            path: path.to_owned(),
            summary: operation.summary.clone().unwrap_or_default(),
            example: (method == "GET")
                .then(|| example(path, &parameters, document))
                .flatten(),
            parameters: parameters.into_iter().map(Field::of_parameter).collect(),
            body: body.map_or_else(Vec::new, |body| fields(&body.json_schema)),
            answers: answers
                .filter_map(|(status, response)| {
                    let response = response.as_item()?;
                    let (media, body) = response.content.iter().next().unzip();
                    let schema = body.and_then(|body| body.schema.as_ref());
                    let mut kind =
                        schema.map_or_else(Vec::new, |schema| parts(schema.json_schema.as_value()));
                    if let Some(media) = media {
                        kind.insert(0, Part::word(&format!("{media} ")));
                    }
                    Some(Answer {
                        status: match status {
                            StatusCode::Code(code) => code.to_string(),
                            StatusCode::Range(range) => format!("{range}xx"),
                        },
                        about: runs(&response.description),
                        kind,
                    })
                })
                .collect(),
        }
    }
}

/// The document of the examples, in whose place stands one that the index has.
const EXAMPLE: &str = "com-2020-605";

/// An address with the example of each parameter that has one.
fn example(path: &str, parameters: &[&ParameterData], document: Option<&str>) -> Option<String> {
    let mut address = path.to_owned();
    let mut query = Serializer::new(String::new());
    for parameter in parameters {
        let example = schema_of(parameter).and_then(|schema| schema.get("examples")?.get(0));
        let Some(example) = example.and_then(Value::as_str) else {
            continue;
        };
        let example = match example.strip_prefix(EXAMPLE) {
            None => example.to_owned(),
            Some("") => document?.to_owned(),
            Some(_) => format!("{}/p1", document?),
        };
        let place = format!("{{{}}}", parameter.name);
        if address.contains(&place) {
            let encoded: String = form_urlencoded::byte_serialize(example.as_bytes()).collect();
            address = address.replace(&place, &encoded.replace('+', "%20"));
        } else {
            query.append_pair(&parameter.name, &example);
        }
    }
    Some(match query.finish() {
        query if query.is_empty() => address,
        query => format!("{address}?{query}"),
    })
}

fn schema_of(parameter: &ParameterData) -> Option<&Schema> {
    match &parameter.format {
        ParameterSchemaOrContent::Schema(schema) => Some(&schema.json_schema),
        ParameterSchemaOrContent::Content(_) => None,
    }
}

impl Field {
    fn of_parameter(parameter: &ParameterData) -> Self {
        let schema = schema_of(parameter).map(Schema::as_value);
        Self {
            name: parameter.name.clone(),
            is_required: parameter.required,
            kind: schema.map_or_else(Vec::new, parts),
            about: runs(parameter.description.as_deref().unwrap_or_default()),
        }
    }
}

impl Type {
    fn new(name: &str, schema: &Schema) -> Self {
        let values = schema.get("oneOf").and_then(Value::as_array);
        let values = values.into_iter().flatten().filter_map(|value| {
            Some(Field {
                name: value.get("const")?.to_string(),
                is_required: false,
                kind: Vec::new(),
                about: runs(about(value)),
            })
        });
        let values: Vec<Field> = values.collect();
        let fields = fields(schema);
        let is = if fields.is_empty() && values.is_empty() {
            parts(schema.as_value())
        } else {
            Vec::new()
        };
        Self {
            name: name.to_owned(),
            about: runs(about(schema.as_value())),
            fields,
            values,
            is,
        }
    }
}

/// The fields of an object.
fn fields(schema: &Schema) -> Vec<Field> {
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    let properties = properties.into_iter().flatten();
    properties
        .map(|(name, property)| Field {
            name: name.clone(),
            is_required: required
                .is_some_and(|required| required.iter().any(|other| other == name.as_str())),
            kind: parts(property),
            about: runs(about(property)),
        })
        .collect()
}

fn about(schema: &Value) -> &str {
    let said = schema.get("description").and_then(Value::as_str);
    said.unwrap_or_default()
}

impl Part {
    fn word(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            is_named: false,
        }
    }
}

/// What a value is, as JSON has it: `array of Hit`, `string or null`, `"newest" or "oldest"`.
fn parts(schema: &Value) -> Vec<Part> {
    let get = |name: &str| schema.get(name);
    if let Some(named) = get("$ref").and_then(Value::as_str) {
        let name = named.rsplit('/').next().unwrap_or_default();
        return vec![Part {
            text: name.to_owned(),
            is_named: true,
        }];
    }
    if let Some(value) = get("const") {
        return vec![Part::word(&value.to_string())];
    }
    let choices = get("anyOf")
        .or_else(|| get("oneOf"))
        .or_else(|| get("allOf"));
    if let Some(choices) = choices.and_then(Value::as_array) {
        let mut all = Vec::new();
        for choice in choices {
            if !all.is_empty() {
                all.push(Part::word(" or "));
            }
            all.extend(parts(choice));
        }
        return all;
    }
    let kinds: Vec<&str> = match get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let mut all = vec![Part::word(&kinds.join(" or "))];
    let items = get("items").or_else(|| get("prefixItems")?.get(0));
    if let Some(items) = items {
        all.push(Part::word(" of "));
        all.extend(parts(items));
    }
    match (get("minimum"), get("maximum")) {
        (Some(first), Some(last)) if kinds.contains(&"integer") && get("format").is_some() => {
            all.push(Part::word(&format!(", {first} to {last}")));
        }
        _ if kinds.contains(&"string") => {
            let format = get("format").and_then(Value::as_str);
            all.extend(format.map(|format| Part::word(&format!(", {format}"))));
        }
        _ => {}
    }
    all
}

/// Prose with code between backticks.
fn runs(text: &str) -> Vec<Run> {
    let parts = text.split('`').enumerate();
    parts
        .filter(|(_, part)| !part.is_empty())
        .map(|(at, part)| Run {
            text: part.to_owned(),
            is_code: at % 2 == 1,
        })
        .collect()
}
