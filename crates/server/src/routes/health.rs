//! `GET /healthz`: the process answers.

use axum::Json;
use serde_json::{Value, json};

pub(crate) async fn get() -> Json<Value> {
    Json(json!({"status": "ok"}))
}
