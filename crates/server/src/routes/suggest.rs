//! `GET /api/v1/suggest?q=…`

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use renvoi_query::{Suggestions, suggest};
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
) -> Result<Json<Suggestions>, ApiFailure> {
    let Query(Parameters { q }) =
        parameters.map_err(|rejection| Failure::Parameter(reason(&rejection)))?;
    let suggestions = app
        .gate
        .run(&app.engine, move |index| suggest(index, &q))
        .await?;
    Ok(Json(suggestions))
}
