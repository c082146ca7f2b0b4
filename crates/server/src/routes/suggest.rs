//! `GET /api/v1/suggest?q=…`

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_query::{Suggestions, suggest};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::kept;
use crate::parameters::Parameters;

/// Parameters of a suggestion; others are refused by name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// What was typed so far.
    #[serde(default)]
    #[schemars(example = &"cyber")]
    q: String,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(Asked { q }): Parameters<Asked>,
) -> Result<Json<Suggestions>, Failure> {
    app.json(ask, move |view| Ok(suggest(view, &q)?)).await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("suggest")
        .summary("What may follow the beginning of a query");
    kept(operation)
}
