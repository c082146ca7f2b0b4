//! `GET /api/v1/similar?id=…&limit=…`

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_query::{Hit, LARGEST_PAGE, similar};
use schemars::JsonSchema;
use serde::Deserialize;

use super::search::within_limits;
use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::{kept, problems};
use crate::parameters::Parameters;

/// Parameters; others are refused by name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Id of the passage.
    #[schemars(example = &"com-2020-605/p42")]
    id: String,
    /// Passages wanted.
    #[schemars(range(min = 1, max = LARGEST_PAGE))]
    limit: Option<usize>,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(Asked { id, limit }): Parameters<Asked>,
) -> Result<Json<Vec<Hit>>, Failure> {
    let limit = within_limits(limit, None)?.limit;
    app.json(ask, move |view| {
        similar(view, &id, limit)?.ok_or(Failure::NoPassage(id))
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation.id("similar").summary("Passages like one");
    problems(kept(operation), &["no-passage"])
}
