//! `GET /api/v1/search?q=…&limit=…&offset=…&sort=…&by_document=…&explain=…`

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renvoi_query::{DEFAULT_LIMIT, LARGEST_PAGE, Options, Order, Page, WINDOW, search};
use serde::Deserialize;

use crate::App;
use crate::error::{ApiFailure, Failure};

/// Parameters of a search; others are refused by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    #[serde(default)]
    pub(crate) q: String,
    pub(crate) limit: Option<usize>,
    pub(crate) offset: Option<usize>,
    #[serde(default)]
    pub(crate) sort: Sort,
    #[serde(default)]
    pub(crate) by_document: bool,
    #[serde(default)]
    pub(crate) explain: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest document first.
    Newest,
    /// Oldest document first.
    Oldest,
}

impl Parameters {
    /// Parameters within their limits.
    pub(crate) fn check(
        parameters: Result<Query<Self>, QueryRejection>,
    ) -> Result<(String, Options), Failure> {
        let Query(parameters) =
            parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)))?;
        let page = Page {
            offset: parameters.offset.unwrap_or(0),
            limit: parameters.limit.unwrap_or(DEFAULT_LIMIT),
        };
        if !(1..=LARGEST_PAGE).contains(&page.limit) {
            return Err(Failure::Parameter(format!("limit : de 1 à {LARGEST_PAGE}")));
        }
        if page.offset.saturating_add(page.limit) > WINDOW {
            return Err(Failure::Parameter(format!(
                "offset et limit : les {WINDOW} premiers résultats seulement peuvent être lus"
            )));
        }
        let order = match parameters.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        };
        let Self {
            by_document,
            explain,
            ..
        } = parameters;
        let options = Options {
            page,
            order,
            by_document,
            explain,
            without: None,
        };
        Ok((parameters.q, options))
    }
}

pub(super) fn reason(rejection: &QueryRejection) -> String {
    let mut cause: &dyn std::error::Error = rejection;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

pub(crate) async fn get(
    State(app): State<App>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, ApiFailure> {
    let (text, options) = Parameters::check(parameters)?;
    app.json(move |view| Ok(search(view, &text, options)?))
        .await
}

/// The parameters of an address that has none; all are refused by name.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

impl NoParameters {
    pub(crate) fn check(parameters: Result<Query<Self>, QueryRejection>) -> Result<(), Failure> {
        let checked = parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)));
        checked.map(|_| ())
    }
}
