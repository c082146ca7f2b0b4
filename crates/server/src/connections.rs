//! Connections: how many there may be, and how long one may take to say what it wants.
//!
//! axum's own server waits for as long as a client likes; here hyper serves each connection, with its time-outs.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// Connections at once. Each holds a file of the system's and some kilobytes.
const MOST_CONNECTIONS: usize = 4_096;

/// A request must have said all of its head by then; between two requests a connection is kept as long.
const HEAD: Duration = Duration::from_secs(10);

/// The longest head of a request, in bytes: a query has 1,024, written as an address three times as many.
const LONGEST_HEAD: usize = 16 << 10;

/// How long a connection may take for one request after the other: one that sends its body byte by byte, or reads its
/// answer so, ends then.
const CONNECTION: Duration = Duration::from_mins(2);

/// After what could not be accepted, as when the system has no file left for it.
const PAUSE: Duration = Duration::from_millis(50);

/// How long requests under way may take to finish once the server is stopped;
/// a connection that never ends its request does not hold it longer.
const LAST_REQUESTS: Duration = Duration::from_secs(5);

/// Serves until `stop` ends; requests under way are finished.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        // Who comes when there is no place is let go at once, and not kept waiting.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let connection = connection(stream, router.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            // A connection that breaks is the client's affair.
            let _ = tokio::time::timeout(CONNECTION, connection).await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_REQUESTS, graceful.shutdown()).await;
}

fn connection(
    stream: TcpStream,
    router: Router,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    >,
> {
    // Answers are written at once, and small.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        router.clone().oneshot(request.map(axum::body::Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}
