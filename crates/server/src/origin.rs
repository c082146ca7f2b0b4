//! Which pages of other sites may ask the API, by the headers of CORS.

use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::{Layer as _, ServiceExt as _};
use tower_http::cors::{Any, CorsLayer};

use crate::ask::is_api;

/// A site whose pages may ask the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Every site: `*`.
    All,
    /// One site, as browsers name it: `https://portal.example`.
    Site(HeaderValue),
}

/// Why a text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no origin: write scheme and host, and nothing behind them, as in https://portal.example, or *"
)]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if text == "*" {
            return Ok(Self::All);
        }
        let wrong = || OriginError(text.to_owned());
        let address: Uri = text.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(host)) = (address.scheme_str(), address.authority()) else {
            return Err(wrong());
        };
        // Browsers send an origin in small letters and without a path: any other would never match.
        let written = format!("{scheme}://{host}").to_lowercase();
        if written != text || host.as_str().contains('@') {
            return Err(wrong());
        }
        HeaderValue::from_str(text)
            .map(Self::Site)
            .map_err(|_| wrong())
    }
}

/// The headers for pages of these sites; `None` where there is no site.
pub(crate) fn layer(origins: &[Origin]) -> Option<CorsLayer> {
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            HeaderName::from_static("x-request-id"),
        ]);
    if origins.contains(&Origin::All) {
        return Some(layer.allow_origin(Any));
    }
    let sites = origins.iter().filter_map(|origin| match origin {
        Origin::All => None,
        Origin::Site(site) => Some(site.clone()),
    });
    let sites: Vec<HeaderValue> = sites.collect();
    (!sites.is_empty()).then(|| layer.allow_origin(sites))
}

/// Lets pages of other sites ask the API, and read its failures. What a browser asks before has no token yet, so that this
/// stands before whatever refuses a request. Pages are for people: no other site reads them.
pub(crate) async fn admit(
    State(layer): State<Arc<CorsLayer>>,
    request: Request,
    next: Next,
) -> Response {
    if !is_api(request.uri()) {
        return next.run(request).await;
    }
    let Ok(answer) = layer.layer(next).oneshot(request).await;
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_send_it() {
        for good in [
            "*",
            "https://portal.example",
            "http://localhost:8080",
            "https://[::1]:8443",
        ] {
            assert!(good.parse::<Origin>().is_ok(), "{good}");
        }
        for wrong in [
            "https://portal.example/",
            "https://portal.example/path",
            "portal.example",
            "https://Portal.example",
            "https://user@portal.example",
            "null",
            "",
            "https://a b",
        ] {
            let error = wrong.parse::<Origin>().expect_err(wrong);
            assert!(
                error.to_string().contains("https://portal.example, or *"),
                "{error}"
            );
        }
    }
}
