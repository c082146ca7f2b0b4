//! HTTP: the API under `/api/v1`, three pages, and `/healthz`.
//!
//! This is the only crate that knows HTTP, and it knows the index only as a
//! [`Engine`]. Searches run on blocking threads, a bounded number at
//! once; whoever finds no place in time is told to come back.
//!
//! ```no_run
//! # fn f(engine: std::sync::Arc<renvoi_query::Engine>) {
//! let router = renvoi_server::router(engine);
//! # }
//! ```

mod answer;
mod ask;
mod assets;
mod connections;
mod error;
mod gate;
mod headers;
mod known;
mod pages;
mod parameters;
mod routes;
mod shown;
mod ui;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use renvoi_query::Engine;

pub use connections::listen;
use gate::Gate;

/// What every request may use.
#[derive(Clone)]
struct App {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
}

/// Serves an index until `stop` ends; requests under way are finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    engine: Arc<Engine>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    connections::serve(listener, router(engine), stop).await;
}

/// All routes over an index.
pub fn router(engine: Arc<Engine>) -> Router {
    ask::prepare();
    let app = App {
        engine,
        gate: Arc::new(Gate::new()),
    };
    Router::new()
        .route("/", get(pages::search::page))
        .route("/r/{*key}", get(pages::instrument::page))
        .route("/d/{*id}", get(pages::reader::page))
        .route("/d", get(pages::documents::page))
        .route("/aide", get(pages::help::page))
        .route("/instruments/{*key}", get(pages::moved::instrument))
        .route("/documents/{*id}", get(pages::moved::document))
        .route("/static/{file}", get(routes::files::get))
        .route("/api/v1/search", get(routes::search::get))
        .route("/api/v1/similar", get(routes::similar::get))
        .route("/api/v1/suggest", get(routes::suggest::get))
        .route("/api/v1/references/{*key}", get(routes::references::get))
        .route("/api/v1/documents", get(routes::documents::list))
        .route("/api/v1/passages/{*id}", get(routes::passages::get))
        .route(
            "/api/v1/citations",
            axum::routing::post(routes::citations::post)
                .layer(DefaultBodyLimit::max(routes::citations::LONGEST)),
        )
        .route("/api/v1/documents/{*id}", get(routes::documents::get))
        .route("/api/v1/feed", get(routes::feed::get))
        .route("/api/v1/index", get(routes::index::get))
        .route("/healthz", get(routes::health::get))
        .route("/readyz", get(routes::health::ready))
        .fallback(error::no_such_address)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(axum::middleware::from_fn(shown::failures))
        .layer(axum::middleware::from_fn(headers::add))
        .layer(tower_http::compression::CompressionLayer::new())
        .with_state(app)
}
