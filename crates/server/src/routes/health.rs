//! `GET /healthz`: the process answers.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde_json::{Value, json};

use super::search::NoParameters;
use crate::error::ApiFailure;

pub(crate) async fn get(
    parameters: Result<Query<NoParameters>, QueryRejection>,
) -> Result<Json<Value>, ApiFailure> {
    NoParameters::check(parameters)?;
    Ok(Json(json!({"status": "ok"})))
}
