//! Every request has a name, a line in the log, and is counted.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::metrics::Metrics;

/// The header with the name of a request.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// Letters of a name that another server gave.
const LONGEST_ID: usize = 64;

/// What requests are followed with.
pub(crate) struct Follower {
    pub(crate) metrics: Metrics,
    /// Whether the log has what was asked.
    pub(crate) log_queries: bool,
}

impl Follower {
    pub(crate) fn new(log_queries: bool) -> Self {
        Self {
            metrics: Metrics::new(),
            log_queries,
        }
    }
}

/// Names a request, says in the log what became of it, and counts it.
pub(crate) async fn follow(
    State(follower): State<Arc<Follower>>,
    request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let id = id(request.headers());
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned());
    let asked = follower.log_queries.then(|| request.uri().to_string());
    let under_way = UnderWay::begin(&follower.metrics);
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span).await;
    let took = start.elapsed();
    let status = response.status().as_u16();
    follower.metrics.count(&route, method, status, took);
    drop(under_way);
    let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(id, method, route, status, took_us, asked, "answered");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(ID, id);
    }
    response
}

/// A method as it is counted. Anyone may make up others, and each would be counted apart for good.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A request without an answer yet; one whose client went away ends with it.
struct UnderWay<'m>(&'m Metrics);

impl<'m> UnderWay<'m> {
    fn begin(metrics: &'m Metrics) -> Self {
        metrics.begin();
        Self(metrics)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// The name that a request came with, where it is one that a log can hold; else a new one.
fn id(headers: &HeaderMap) -> String {
    let given = headers.get(&ID).and_then(|id| id.to_str().ok());
    let is_name = |id: &&str| {
        let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(is_letter)
    };
    given
        .filter(is_name)
        .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}
