//! HTTP: the API under `/api/v1`, the pages, the files that they load, and what whoever runs the server asks
//! (`/healthz`, `/readyz`, `/metrics`).
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
mod origin;
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
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use renvoi_query::Engine;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

pub use connections::listen;
use follow::Follower;
use gate::Gate;
use guard::Guard;
use openapi::Description;
pub use origin::{Origin, OriginError};
pub use settings::Settings;

/// What every request may use.
#[derive(Clone)]
struct App {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
    follower: Arc<Follower>,
    description: Arc<Description>,
    /// The API wants a token: pages do not lead there.
    wants_tokens: bool,
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
        wants_tokens: settings.tokens.is_some(),
    };
    let guard = Arc::new(Guard::new(settings.clone()));
    let mut router = pages()
        .merge(api)
        .method_not_allowed_fallback(error::method_not_allowed)
        .fallback(error::no_such_address)
        .layer(from_fn_with_state(guard, guard::admit))
        .layer(from_fn(shown::failures))
        .layer(from_fn(headers::add));
    if let Some(layer) = origin::layer(&settings.origins) {
        router = router.layer(from_fn_with_state(Arc::new(layer), origin::admit));
    }
    // Fonts are packed by their format.
    let worth_packing = DefaultPredicate::new().and(NotForContentType::new("font/"));
    router
        .layer(CompressionLayer::new().compress_when(worth_packing))
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
