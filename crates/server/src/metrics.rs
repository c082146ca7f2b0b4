//! Counts and times of requests for Prometheus, in the text format of `OpenMetrics`.

use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The media type of [`Metrics::written`].
pub(crate) const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Bounds of times, in seconds: a search takes some milliseconds, and two seconds at most.
const BOUNDS: [f64; 12] = [
    0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
];

/// What a request is counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    /// The route as it is declared, never the address: that has queries, and there is no end of them.
    route: String,
    method: String,
    /// `2xx`, `4xx`.
    class: String,
}

/// Counts of one server.
pub(crate) struct Metrics {
    registry: Registry,
    times: Family<Labels, Histogram>,
    under_way: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("renvoi");
        let times = Family::<Labels, Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        let under_way = Gauge::default();
        registry.register_with_unit(
            "http_request_duration",
            "Time from a request to the head of its answer",
            Unit::Seconds,
            times.clone(),
        );
        registry.register(
            "http_requests_under_way",
            "Requests without an answer yet",
            under_way.clone(),
        );
        Self {
            registry,
            times,
            under_way,
        }
    }

    pub(crate) fn begin(&self) {
        self.under_way.inc();
    }

    pub(crate) fn end(&self) {
        self.under_way.dec();
    }

    /// Counts an answer.
    pub(crate) fn count(&self, route: &str, method: &str, status: u16, took: Duration) {
        let labels = Labels {
            route: route.to_owned(),
            method: method.to_owned(),
            class: format!("{}xx", status / 100),
        };
        self.times
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// All of it, as it is served.
    pub(crate) fn written(&self) -> Option<String> {
        let mut written = String::new();
        text::encode(&mut written, &self.registry).ok()?;
        Some(written)
    }
}
