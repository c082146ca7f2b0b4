//! How failures are shown: as problem documents (RFC 9457) to programs, as pages to people, in their language.

use std::sync::Arc;

use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use renvoi_query::Instrument;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answer::{HTML, html};
use crate::ask::{Ask, is_api};
use crate::error::Failure;
use crate::ui::{Locale, Ui};

/// The media type of a problem document.
pub(crate) const PROBLEM: &str = "application/problem+json";

/// Shows the failures of what stands behind it.
pub(crate) async fn failures(request: Request, next: Next) -> Response {
    let ask = Ask::of(request.headers(), request.uri());
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() else {
        return response;
    };
    let (kind, body) = if is_api(&ask.uri) {
        (PROBLEM, problem(&failure, ask.locale))
    } else {
        (HTML, page(&failure, ask.ui()))
    };
    let mut shown = (failure.status(), body).into_response();
    let headers = shown.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = failure.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if failure.status() == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    // A method that is refused comes with those that are not.
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        headers.insert(header::ALLOW, allow);
    }
    shown
}

/// Why a request was not answered as asked (RFC 9457).
#[derive(Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// `urn:renvoi:problem:` and the kind of problem, which does not change.
    r#type: String,
    /// What happened, in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What happened to what, and what to do.
    detail: String,
    /// The instruments that may be meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Instrument>,
}

fn problem(failure: &Failure, locale: Locale) -> Vec<u8> {
    let problem = Problem {
        r#type: format!("urn:renvoi:problem:{}", failure.kind()),
        title: failure.title(locale),
        status: failure.status().as_u16(),
        detail: failure.detail(locale),
        candidates: failure.candidates().to_vec(),
    };
    serde_json::to_vec(&problem).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'f> {
    ui: Ui,
    title: String,
    detail: String,
    candidates: &'f [Instrument],
}

fn page(failure: &Failure, ui: Ui) -> Vec<u8> {
    let page = ErrorPage {
        title: failure.title(ui.locale),
        detail: failure.detail(ui.locale),
        candidates: failure.candidates(),
        ui,
    };
    html(&page).unwrap_or_default()
}
