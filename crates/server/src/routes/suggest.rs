//! `GET /api/v1/suggest?q=…`

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renvoi_query::suggest;
use serde::Deserialize;

use super::search::reason;
use crate::App;
use crate::error::{ApiFailure, Failure};

/// Parameters of a suggestion; others are refused by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    #[serde(default)]
    q: String,
}

pub(crate) async fn get(
    State(app): State<App>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, ApiFailure> {
    let Query(Parameters { q }) =
        parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)))?;
    app.json(move |view| Ok(suggest(view, &q)?)).await
}
