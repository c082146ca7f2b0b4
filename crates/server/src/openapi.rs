//! The description of the API (`OpenAPI` 3.1), made from the routes: parameters and bodies from the types that read them,
//! answers from the types that handlers return, problems from the failures.

use std::any::type_name;

use aide::axum::ApiRouter;
use aide::generate::{GenContext, in_context};
use aide::openapi::{
    Info, MediaType, OpenApi, Operation, ReferenceOr, RequestBody, Response, Responses,
    SchemaObject, SecurityScheme, Server, StatusCode,
};
use aide::operation::{
    OperationInput, OperationOutput, ParamLocation, add_parameters, parameters_from_schema,
    set_body,
};
use aide::transform::{TransformOpenApi, TransformOperation};
use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderValue;
use indexmap::IndexMap;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};

use crate::App;
use crate::answer::{JSON, Json};
use crate::ask::{Ask, is_open};
use crate::error::{Failure, status_of};
use crate::parameters::{InPath, Parameters};
use crate::sent::Sent;
use crate::settings::Settings;
use crate::shown::{PROBLEM, Problem};
use crate::ui::{Locale, message};

/// The name of the scheme by which tokens are sent.
const TOKEN: &str = "token";

/// What is said of the API as a whole.
const ABOUT: &str = "Search and citations of EU documents. Offsets into texts count Unicode code points. Answers have an \
`ETag`, and `If-None-Match` is answered 304 while the index has not changed. Errors are problem documents (RFC 9457). Messages \
are in French, or in English where `Accept-Language` prefers it. Parameters that an address does not know are refused.";

/// The description of the API.
pub(crate) struct Description {
    pub(crate) api: OpenApi,
    /// The same as JSON.
    pub(crate) json: Bytes,
    /// Names this JSON (RFC 9110, 8.8.3); weak, since its packing differs.
    pub(crate) tag: HeaderValue,
}

/// Readies the description of routes that are made after this, by this thread.
pub(crate) fn begin() {
    in_context(|context| {
        // Answers alone are described by the context: what is never left out of them is required.
        let settings = SchemaSettings::draft2020_12().for_serialize();
        context.schema = SchemaGenerator::new(settings.with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        }));
    });
}

/// The routes, and their description.
pub(crate) fn finish(routes: ApiRouter<App>, settings: &Settings) -> (Router<App>, Description) {
    let mut api = OpenApi {
        info: Info {
            title: "Renvoi".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            description: Some(ABOUT.to_owned()),
            ..Info::default()
        },
        servers: vec![Server {
            url: "/".to_owned(),
            ..Server::default()
        }],
        ..OpenApi::default()
    };
    let routes = routes.finish_api_with(&mut api, |api| whole(api, settings));
    let json = serde_json::to_vec(&api).unwrap_or_else(|error| {
        tracing::error!(%error, "the description of the API cannot be written");
        Vec::new()
    });
    let hash = blake3::hash(&json).to_hex();
    let tag = format!("W/\"{}\"", hash.get(..24).unwrap_or_default());
    let description = Description {
        tag: HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"\"")),
        json: json.into(),
        api,
    };
    (routes, description)
}

/// What holds for every operation, whatever it answers.
fn whole<'t>(api: TransformOpenApi<'t>, settings: &Settings) -> TransformOpenApi<'t> {
    let mut api = api;
    if settings.tokens.is_some() {
        let said = "A token whose SHA-256 is in the server's file of tokens.";
        let scheme = SecurityScheme::Http {
            scheme: "bearer".to_owned(),
            bearer_format: None,
            description: Some(said.to_owned()),
            extensions: IndexMap::default(),
        };
        api = api.security_scheme(TOKEN, scheme);
    }
    let Some(paths) = &mut api.inner_mut().paths else {
        return api;
    };
    let made = std::mem::take(&mut paths.paths);
    for (path, mut item) in made {
        if let ReferenceOr::Item(item) = &mut item {
            for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
                guarded(operation, &path, settings);
            }
        }
        // A parameter that is the rest of an address has a star in axum, and none in the description.
        paths.paths.insert(path.replace("{*", "{"), item);
    }
    api
}

/// Says who may ask for an operation, and which problems any operation has.
fn guarded(operation: &mut Operation, path: &str, settings: &Settings) {
    let mut kinds = vec!["parameter", "internal"];
    if !matches!(path, "/healthz" | "/metrics") {
        // The index is asked.
        kinds.extend(["busy", "late"]);
    }
    // Whatever watches the server is always let in.
    if !is_open(path) {
        if settings.rate.is_some() {
            kinds.push("too-many");
        }
        if settings.tokens.is_some() {
            kinds.push("unauthorized");
            operation.security = vec![[(TOKEN.to_owned(), Vec::new())].into()];
        }
    }
    in_context(|context| add_problems(context, operation, &kinds));
}

/// Says which problems an operation has of its own, by their kinds.
pub(crate) fn problems<'t>(
    mut operation: TransformOperation<'t>,
    kinds: &[&str],
) -> TransformOperation<'t> {
    in_context(|context| add_problems(context, operation.inner_mut(), kinds));
    operation
}

fn add_problems(context: &mut GenContext, operation: &mut Operation, kinds: &[&str]) {
    let schema = context.schema.subschema_for::<Problem>();
    let responses = &mut operation.responses.get_or_insert_default().responses;
    for kind in kinds {
        let title = message(Locale::English, &format!("problem-{kind}"), &[]);
        let said = format!("`{kind}`: {title}");
        let status = StatusCode::Code(status_of(kind).as_u16());
        if let Some(ReferenceOr::Item(response)) = responses.get_mut(&status) {
            response.description = format!("{}; {said}", response.description);
        } else {
            let response = response(said, PROBLEM, schema.clone());
            responses.insert(status, ReferenceOr::Item(response));
        }
    }
    responses.sort_keys();
}

fn response(description: String, kind: &str, schema: Schema) -> Response {
    Response {
        description,
        content: [(kind.to_owned(), media(schema))].into(),
        ..Response::default()
    }
}

/// A body that is not JSON, of this media type.
pub(crate) fn text<'t>(
    mut operation: TransformOperation<'t>,
    kind: &str,
    description: &str,
) -> TransformOperation<'t> {
    let kind = kind.split(';').next().unwrap_or_default();
    let schema = schemars::json_schema!({"type": "string"});
    let response = response(description.to_owned(), kind, schema);
    let responses = operation.inner_mut().responses.get_or_insert_default();
    let found = ReferenceOr::Item(response);
    responses.responses.insert(StatusCode::Code(200), found);
    operation
}

/// Says that an operation may be answered that nothing changed.
pub(crate) fn kept(mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let responses = operation.inner_mut().responses.get_or_insert_default();
    not_modified(responses);
    operation
}

fn not_modified(responses: &mut Responses) {
    let response = Response {
        description: "The answer that `If-None-Match` names still holds.".to_owned(),
        ..Response::default()
    };
    let not_modified = StatusCode::Code(304);
    responses
        .responses
        .insert(not_modified, ReferenceOr::Item(response));
}

fn media(schema: Schema) -> MediaType {
    MediaType {
        schema: Some(SchemaObject {
            json_schema: schema,
            external_docs: None,
            example: None,
        }),
        ..MediaType::default()
    }
}

/// The schema of what is read: what has a default need not be given.
fn read_schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    SchemaGenerator::new(settings).into_root_schema_for::<T>()
}

impl OperationInput for Ask {}

impl<T: JsonSchema> OperationInput for Parameters<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameters = parameters_from_schema(context, read_schema::<T>(), ParamLocation::Query);
        add_parameters(context, operation, parameters);
    }
}

impl<T: JsonSchema> OperationInput for InPath<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameters = parameters_from_schema(context, read_schema::<T>(), ParamLocation::Path);
        add_parameters(context, operation, parameters);
    }
}

impl<T: JsonSchema> OperationInput for Sent<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let body = RequestBody {
            content: [(JSON.to_owned(), media(read_schema::<T>()))].into(),
            required: true,
            ..RequestBody::default()
        };
        set_body(context, operation, body);
    }
}

impl<T: JsonSchema> OperationOutput for Json<T> {
    type Inner = T;

    fn operation_response(context: &mut GenContext, _: &mut Operation) -> Option<Response> {
        let schema = context.schema.subschema_for::<T>();
        let about = described::<T>();
        Some(response(about, JSON, schema))
    }

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<StatusCode>, Response)> {
        let response = Self::operation_response(context, operation);
        response
            .map(|response| (Some(StatusCode::Code(200)), response))
            .into_iter()
            .collect()
    }
}

/// What a type says of itself.
fn described<T: JsonSchema>() -> String {
    let schema = read_schema::<T>();
    let said = schema
        .get("description")
        .or_else(|| schema.get("items")?.get("description"));
    let said = said.and_then(|said| said.as_str());
    said.unwrap_or(type_name::<T>()).to_owned()
}

/// The problems of an operation are named by [`problems`].
impl OperationOutput for Failure {
    type Inner = Self;
}
