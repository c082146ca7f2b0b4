//! HTTP: the API under `/api/v1`, three pages, and `/healthz`.
//!
//! This is the only crate that knows HTTP, and it knows the index only as a
//! [`Engine`]. Searches run on blocking threads, a bounded number at
//! once; whoever finds no place in time is told to come back.
//!
//! ```no_run
//! # fn f(engine: std::sync::Arc<renvoi_query::Engine>) {
//! let router = renvoi_server::router(engine, &renvoi_server::Settings::default());
//! # }
//! ```

mod answer;
mod ask;
mod assets;
mod client;
mod connections;
mod error;
mod follow;
mod gate;
mod guard;
mod headers;
mod known;
mod metrics;
mod pages;
mod parameters;
mod routes;
mod settings;
mod shown;
mod tokens;
mod ui;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use renvoi_query::Engine;
use tower_http::cors::{Any, CorsLayer};

pub use connections::listen;
use follow::Follower;
use gate::Gate;
use guard::Guard;
pub use settings::Settings;

/// What every request may use.
#[derive(Clone)]
struct App {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
    follower: Arc<Follower>,
}

/// Serves an index until `stop` ends; requests under way are finished.
pub async fn serve(
    listener: tokio::net::TcpListener,
    engine: Arc<Engine>,
    settings: &Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    connections::serve(listener, router(engine, settings), stop).await;
}

/// All routes over an index.
pub fn router(engine: Arc<Engine>, settings: &Settings) -> Router {
    ask::prepare();
    let follower = Arc::new(Follower::new(settings.log_queries));
    let app = App {
        engine,
        gate: Arc::new(Gate::new()),
        follower: Arc::clone(&follower),
    };
    let guard = Arc::new(Guard::new(settings.clone()));
    pages()
        .method_not_allowed_fallback(error::method_not_allowed)
        .merge(
            // What other sites ask first has a method of its own: the layer must see it before it is refused.
            api()
                .method_not_allowed_fallback(error::method_not_allowed)
                .layer(cors(settings)),
        )
        .fallback(error::no_such_address)
        .layer(from_fn_with_state(guard, guard::admit))
        .layer(from_fn(shown::failures))
        .layer(from_fn(headers::add))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(from_fn_with_state(follower, follow::follow))
        .with_state(app)
}

/// The pages, and the files that they load.
fn pages() -> Router<App> {
    Router::new()
        .route("/", get(pages::search::page))
        .route("/r/{*key}", get(pages::instrument::page))
        .route("/d/{*id}", get(pages::reader::page))
        .route("/d", get(pages::documents::page))
        .route("/aide", get(pages::help::page))
        .route("/instruments/{*key}", get(pages::moved::instrument))
        .route("/documents/{*id}", get(pages::moved::document))
        .route("/static/{file}", get(routes::files::get))
}

/// What programs ask for.
fn api() -> Router<App> {
    let drafts =
        post(routes::citations::post).layer(DefaultBodyLimit::max(routes::citations::LONGEST));
    Router::new()
        .route("/api/v1/search", get(routes::search::get))
        .route("/api/v1/similar", get(routes::similar::get))
        .route("/api/v1/suggest", get(routes::suggest::get))
        .route("/api/v1/references/{*key}", get(routes::references::get))
        .route("/api/v1/documents", get(routes::documents::list))
        .route("/api/v1/documents/{*id}", get(routes::documents::get))
        .route("/api/v1/passages/{*id}", get(routes::passages::get))
        .route("/api/v1/citations", drafts)
        .route("/api/v1/feed", get(routes::feed::get))
        .route("/api/v1/index", get(routes::index::get))
        .route("/healthz", get(routes::health::get))
        .route("/readyz", get(routes::health::ready))
        .route("/metrics", get(routes::metrics::get))
}

/// Which pages of other sites may ask the API: none unless settings name them.
fn cors(settings: &Settings) -> CorsLayer {
    let origins = settings.origins.iter();
    if settings.origins.iter().any(|origin| origin == "*") {
        return allowed(CorsLayer::new().allow_origin(Any));
    }
    let origins: Vec<HeaderValue> = origins.filter_map(|origin| origin.parse().ok()).collect();
    if origins.is_empty() {
        return CorsLayer::new();
    }
    allowed(CorsLayer::new().allow_origin(origins))
}

fn allowed(layer: CorsLayer) -> CorsLayer {
    layer
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
        ])
        .expose_headers([header::ETAG, header::RETRY_AFTER])
}
