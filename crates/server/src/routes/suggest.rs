//! `GET /api/v1/suggest?q=…`

use axum::extract::State;
use axum::response::Response;
use renvoi_query::suggest;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;

/// Parameters of a suggestion; others are refused by name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// What was typed so far.
    #[serde(default)]
    q: String,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(Asked { q }): Parameters<Asked>,
) -> Result<Response, Failure> {
    app.json(ask, move |view| Ok(suggest(view, &q)?)).await
}
