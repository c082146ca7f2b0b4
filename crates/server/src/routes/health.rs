//! `GET /healthz`: the process answers. `GET /readyz`: the index answers, too.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::App;
use crate::error::Failure;
use crate::parameters::{None, Parameters};

pub(crate) async fn get(Parameters(None {}): Parameters<None>) -> Result<Json<Value>, Failure> {
    Ok(Json(json!({"status": "ok"})))
}

pub(crate) async fn ready(
    State(app): State<App>,
    Parameters(None {}): Parameters<None>,
) -> Result<Response, Failure> {
    app.unkept(|view| {
        view.last_run()?;
        Ok(json!({"status": "ok"}))
    })
    .await
}
