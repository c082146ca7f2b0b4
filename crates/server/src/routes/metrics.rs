//! `GET /metrics`: counts and times of requests for Prometheus.

use aide::transform::TransformOperation;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::error::Failure;
use crate::metrics::KIND;
use crate::openapi::text;
use crate::parameters::{None as NoParameters, Parameters};

pub(crate) async fn get(
    State(app): State<App>,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Response, Failure> {
    let written = app.follower.metrics.written().ok_or(Failure::Internal)?;
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static(KIND)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((head, written).into_response())
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("metrics")
        .summary("Counts and times of requests for Prometheus");
    text(operation, KIND, "The text format of OpenMetrics.")
}
