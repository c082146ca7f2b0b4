//! Headers of every answer.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::ask::is_api;
use crate::ui::{CHOICE, Locale};

/// Nothing is loaded but what this server serves, nothing is written into a page, and nothing frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

pub(crate) async fn add(request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri());
    let chosen = Locale::chosen(request.uri()).filter(|_| !is_api);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Files are the same in every language.
    if !headers.contains_key(header::VARY) {
        let by = if is_api {
            "accept-language"
        } else {
            "accept-language, cookie"
        };
        headers.insert(header::VARY, HeaderValue::from_static(by));
    }
    if let Some(locale) = chosen {
        let kept = format!(
            "{CHOICE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
            locale.code()
        );
        if let Ok(kept) = HeaderValue::from_str(&kept) {
            headers.append(header::SET_COOKIE, kept);
        }
    }
    response
}
