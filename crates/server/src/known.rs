//! Whether the one who asks has the answer already.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whether one who sends these headers has the answer with this tag (RFC 9110, 13.1.2: tags are compared weakly).
pub(crate) fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let Ok(tag) = tag.to_str().map(opaque) else {
        return false;
    };
    let known = headers.get_all(header::IF_NONE_MATCH);
    let known = known.iter().filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || opaque(known) == tag)
}
