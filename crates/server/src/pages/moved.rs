//! Addresses of before, which links elsewhere have: they lead on.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

pub(crate) async fn instrument(uri: Uri) -> Response {
    moved(&uri, "/instruments/", "/r/")
}

pub(crate) async fn document(uri: Uri) -> Response {
    moved(&uri, "/documents/", "/d/")
}

/// The same address under another beginning, as it was encoded.
fn moved(uri: &Uri, before: &str, now: &str) -> Response {
    let rest = uri.path().strip_prefix(before).unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}"));
    let address = format!("{now}{rest}{}", query.unwrap_or_default());
    match HeaderValue::from_str(&address) {
        Ok(address) => {
            (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, address)]).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
