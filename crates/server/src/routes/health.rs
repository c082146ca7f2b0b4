//! `GET /healthz`: the process answers. `GET /readyz`: the index answers, too.

use aide::transform::TransformOperation;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::answer::Json;
use crate::error::Failure;
use crate::parameters::{None, Parameters};

/// Whatever answers so is well.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
}

const WELL: Health = Health { status: "ok" };

pub(crate) async fn get(Parameters(None {}): Parameters<None>) -> Result<Json<Health>, Failure> {
    Json::now(&WELL)
}

pub(crate) async fn ready(
    State(app): State<App>,
    Parameters(None {}): Parameters<None>,
) -> Result<Json<Health>, Failure> {
    app.unkept(|view| {
        view.last_run()?;
        Ok(WELL)
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("health")
        .summary("Whether the process answers")
}

pub(crate) fn ready_described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("ready").summary("Whether the index answers")
}
