//! `GET /api/v1/openapi.json`: what the API answers, for programs that read it.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::answer::JSON;
use crate::error::Failure;
use crate::known::is_known;
use crate::parameters::{None as NoParameters, Parameters};

pub(crate) async fn get(
    State(app): State<App>,
    headers: HeaderMap,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Response, Failure> {
    let described = &app.description;
    let kept = [
        (header::ETAG, described.tag.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    if is_known(&headers, &described.tag) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(JSON))];
    Ok((kept, kind, described.json.clone()).into_response())
}
