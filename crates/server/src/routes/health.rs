//! `GET /healthz`: the process answers.

use axum::Json;
use serde_json::{Value, json};

use crate::error::Failure;
use crate::parameters::{None, Parameters};

pub(crate) async fn get(Parameters(None {}): Parameters<None>) -> Result<Json<Value>, Failure> {
    Ok(Json(json!({"status": "ok"})))
}
