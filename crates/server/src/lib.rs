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
mod openapi;
mod pages;
mod parameters;
mod routes;
mod sent;
mod settings;
mod shown;
mod tokens;
mod ui;

use std::sync::Arc;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use renvoi_query::Engine;
use tower_http::cors::{Any, CorsLayer};

pub use connections::listen;
use follow::Follower;
use gate::Gate;
use guard::Guard;
use openapi::Description;
pub use settings::Settings;

/// What every request may use.
#[derive(Clone)]
struct App {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
    follower: Arc<Follower>,
    description: Arc<Description>,
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
    openapi::begin();
    let (api, description) = openapi::finish(api(), settings);
    let app = App {
        engine,
        gate: Arc::new(Gate::new()),
        follower: Arc::clone(&follower),
        description: Arc::new(description),
    };
    let guard = Arc::new(Guard::new(settings.clone()));
    pages()
        .method_not_allowed_fallback(error::method_not_allowed)
        .merge(
            // What other sites ask first has a method of its own: the layer must see it before it is refused.
            api.method_not_allowed_fallback(error::method_not_allowed)
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
        .route("/api", get(pages::api::page))
        .route("/instruments/{*key}", get(pages::moved::instrument))
        .route("/documents/{*id}", get(pages::moved::document))
        .route("/static/{file}", get(routes::files::get))
}

/// What programs ask for.
fn api() -> ApiRouter<App> {
    use routes::{
        citations, documents, feed, health, index, metrics, passages, references, search, similar,
        suggest,
    };
    let drafts = post_with(citations::post, citations::described)
        .layer(DefaultBodyLimit::max(sent::LONGEST));
    let list = get_with(documents::list, documents::list_described);
    let routes = [
        ("search", get_with(search::get, search::described)),
        ("suggest", get_with(suggest::get, suggest::described)),
        ("similar", get_with(similar::get, similar::described)),
        (
            "references/{*key}",
            get_with(references::get, references::described),
        ),
        ("documents", list),
        (
            "documents/{*id}",
            get_with(documents::get, documents::described),
        ),
        (
            "passages/{*id}",
            get_with(passages::get, passages::described),
        ),
        ("citations", drafts),
        ("feed", get_with(feed::get, feed::described)),
        ("index", get_with(index::get, index::described)),
    ];
    routes
        .into_iter()
        .fold(ApiRouter::new(), |router, (address, methods)| {
            router.api_route(&format!("/api/v1/{address}"), methods)
        })
        .route(ask::DESCRIPTION, get(crate::routes::openapi::get))
        .api_route("/healthz", get_with(health::get, health::described))
        .api_route("/readyz", get_with(health::ready, health::ready_described))
        .api_route("/metrics", get_with(metrics::get, metrics::described))
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
