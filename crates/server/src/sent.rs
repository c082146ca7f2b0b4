//! What is sent with a request: JSON, within a bound.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::error::Failure;

/// Bytes of a request: a long draft.
pub(crate) const LONGEST: usize = 1 << 20;

/// The body of a request.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let is_json = is_json(request.headers());
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge(LONGEST),
            // The client went away, or what it sent is no body.
            _ => Failure::Body(error.to_string()),
        })?;
        if !is_json {
            return Err(Failure::MediaType);
        }
        let sent = serde_json::from_slice(&body);
        sent.map(Self)
            .map_err(|error| Failure::Body(error.to_string()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}
