//! `GET /api/v1/index`: how much the index holds, and when it was last changed.

use axum::extract::State;
use axum::response::Response;
use renvoi_query::Size;
use serde::Serialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::{None as NoParameters, Parameters};

/// An index.
#[derive(Debug, Serialize)]
struct Answer {
    #[serde(flatten)]
    size: Size,
    /// When the last run that changed it ended, in UTC; none before the end of the first.
    last_run: Option<String>,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Response, Failure> {
    app.json(ask, move |view| {
        Ok(Answer {
            size: view.size()?,
            last_run: view.last_run()?.map(|run| run.ended.to_string()),
        })
    })
    .await
}
