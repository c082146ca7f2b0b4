//! `GET /api/v1/index`: how much the index holds, and when it was last changed.

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_query::Size;
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::kept;
use crate::parameters::{None as NoParameters, Parameters};

/// What the index holds, and since when.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Index")]
pub(crate) struct Answer {
    #[serde(flatten)]
    size: Size,
    /// When the last run that changed it ended, in UTC; none before the end of the first.
    last_run: Option<String>,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Json<Answer>, Failure> {
    app.json(ask, move |view| {
        Ok(Answer {
            size: view.size()?,
            last_run: view.last_run()?.map(|run| run.ended.to_string()),
        })
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("index")
        .summary("How much the index holds, and when it was last changed");
    kept(operation)
}
