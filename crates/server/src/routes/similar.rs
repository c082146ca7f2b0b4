//! `GET /api/v1/similar?id=…&limit=…`

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renvoi_query::{DEFAULT_LIMIT, LARGEST_PAGE, similar};
use serde::Deserialize;

use super::search::reason;
use crate::App;
use crate::error::{ApiFailure, Failure};

/// Parameters; others are refused by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    id: String,
    limit: Option<usize>,
}

pub(crate) async fn get(
    State(app): State<App>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Response, ApiFailure> {
    let Query(Parameters { id, limit }) =
        parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)))?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        let refused = Failure::Parameter(format!("limit : de 1 à {LARGEST_PAGE}"));
        return Err(refused.into());
    }
    app.json(move |view| similar(view, &id, limit)?.ok_or(Failure::NoPassage(id)))
        .await
}
