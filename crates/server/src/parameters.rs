//! Parameters of addresses: those that an address does not know are refused by name, and values that it cannot use, too.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::ask::is_api;
use crate::error::Failure;
use crate::ui::CHOICE;

/// The parameters of a request.
pub(crate) struct Parameters<T>(pub(crate) T);

/// The parameters of an address that has none.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct None {}

impl<T: DeserializeOwned + JsonSchema, S: Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        // Every page may be asked for in a language.
        let is_page = !is_api(&parts.uri);
        read(query, is_page).map(Self)
    }
}

/// What the end of an address names.
pub(crate) struct InPath<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for InPath<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        let Path(named) = path.map_err(|_| Failure::NotText)?;
        Ok(Self(named))
    }
}

fn read<T: DeserializeOwned + JsonSchema>(query: &str, is_page: bool) -> Result<T, Failure> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let pairs = pairs.filter(|(name, _)| !(is_page && name == CHOICE));
    let pairs: Vec<_> = pairs.collect();
    let known = names::<T>();
    if pairs
        .iter()
        .any(|(name, _)| !known.contains(&name.to_string()))
    {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let mut unknown: Vec<String> = pairs.into_iter().map(|(name, _)| name.into()).collect();
        unknown.retain(|name| !known.contains(&name.as_str()));
        return Err(Failure::unknown(unknown, &known));
    }
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    encoded.extend_pairs(pairs.iter());
    let encoded = encoded.finish();
    let deserializer =
        serde_urlencoded::Deserializer::new(form_urlencoded::parse(encoded.as_bytes()));
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let name = error.path().to_string();
        let mut values = pairs.iter().filter(|(known, _)| *known == name);
        match (values.next(), values.next()) {
            (Some((name, value)), Option::None) => Failure::Value {
                name: name.to_string(),
                value: value.to_string(),
            },
            (Some((name, _)), Some(_)) => Failure::Twice(name.to_string()),
            // The path is empty where a name is missing or said twice.
            (Option::None, _) => lacking(&known, &pairs),
        }
    })
}

/// What is wrong with parameters none of whose values is at fault.
fn lacking(known: &[String], pairs: &[(impl AsRef<str>, impl AsRef<str>)]) -> Failure {
    let count = |name: &str| {
        pairs
            .iter()
            .filter(|(said, _)| said.as_ref() == name)
            .count()
    };
    let twice = known.iter().find(|name| count(name) > 1);
    let missing = known.iter().find(|name| count(name) == 0);
    match (twice, missing) {
        (Some(name), _) => Failure::Twice(name.clone()),
        (_, Some(name)) => Failure::Missing(name.clone()),
        _ => Failure::Internal,
    }
}

type Names = HashMap<&'static str, Arc<[String]>>;

/// The names of parameters by the name of their type: a schema is made once, and not for each request.
static NAMES: LazyLock<RwLock<Names>> = LazyLock::new(RwLock::default);

/// The names of parameters, as their type declares them.
fn names<T: JsonSchema>() -> Arc<[String]> {
    let of = std::any::type_name::<T>();
    let known = NAMES
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(of)
        .cloned();
    known.unwrap_or_else(|| {
        let names: Arc<[String]> = declared::<T>().into();
        let mut known = NAMES.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(of).or_insert(names))
    })
}

fn declared<T: JsonSchema>() -> Vec<String> {
    let schema = schemars::schema_for!(T);
    let properties = schema.get("properties").and_then(|value| value.as_object());
    properties.map_or_else(Vec::new, |properties| properties.keys().cloned().collect())
}

/// An address without parameters that was given some.
pub(crate) fn none(query: Option<&str>) -> Result<(), Failure> {
    read::<None>(query.unwrap_or_default(), false).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, JsonSchema)]
    struct Asked {
        id: String,
        limit: Option<usize>,
    }

    #[test]
    fn what_is_wrong_is_named() {
        let asked: Asked = read("id=a%20b&limit=3&lang=en", true).expect("parameters");
        assert_eq!((asked.id.as_str(), asked.limit), ("a b", Some(3)));
        let fault = |query: &str| format!("{:?}", read::<Asked>(query, false).expect_err(query));
        assert!(fault("id=a&lang=en").starts_with("Unknown"));
        assert!(fault("id=a&limite=3").contains("limite"));
        assert!(fault("id=a&limit=x").starts_with("Value"));
        assert!(fault("id=a&limit=").starts_with("Value"));
        assert!(fault("limit=3").starts_with("Missing"));
        assert!(fault("id=a&id=b").starts_with("Twice"));
        assert!(fault("id=a&%FF=b").starts_with("Unknown"));
    }
}
