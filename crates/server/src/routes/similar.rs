//! `GET /api/v1/similar?id=…&limit=…`

use axum::extract::State;
use axum::response::Response;
use renvoi_query::similar;
use schemars::JsonSchema;
use serde::Deserialize;

use super::search::within_limits;
use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;

/// Parameters; others are refused by name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Id of the passage.
    id: String,
    /// Passages wanted.
    limit: Option<usize>,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(Asked { id, limit }): Parameters<Asked>,
) -> Result<Response, Failure> {
    let limit = within_limits(limit, None)?.limit;
    app.json(ask, move |view| {
        similar(view, &id, limit)?.ok_or(Failure::NoPassage(id))
    })
    .await
}
