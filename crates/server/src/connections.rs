//! Connections: how many there may be, and how long one may take to say what it wants.
//!
//! axum's own server waits for as long as a client likes; here hyper serves each connection, with its time-outs.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt as _;

use crate::client::Peer;

/// What a connection may cost.
#[derive(Clone, Copy)]
struct Limits {
    /// Connections at once. Each holds a file of the system's and some kilobytes.
    most: usize,
    /// A request must have said all of its head by then; between two requests a connection is kept as long.
    head: Duration,
    /// How long a connection may go on with one request after the other; the one that is under way then is the last.
    whole: Duration,
    /// How long the last request may take to finish, then or once the server is stopped: one that sends its body byte by
    /// byte, or reads its answer so, is cut off.
    last: Duration,
}

const LIMITS: Limits = Limits {
    most: 4_096,
    head: Duration::from_secs(10),
    whole: Duration::from_mins(2),
    last: Duration::from_secs(5),
};

/// The longest head of a request, in bytes: a query has 1,024, written as an address three times as many.
const LONGEST_HEAD: usize = 16 << 10;

/// After what could not be accepted, as when the system has no file left for it.
const PAUSE: Duration = Duration::from_millis(50);

/// Connections that the system keeps until they are accepted: one that it drops is tried again after a whole second.
const BACKLOG: u32 = 4_096;

/// Listens on an address.
///
/// # Errors
/// The address is another's, or not of this machine.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // A server that was stopped may start again at once.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves until `stop` ends; requests under way are finished.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    within(LIMITS, listener, router, stop).await;
}

async fn within(
    limits: Limits,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let places = Arc::new(Semaphore::new(limits.most));
    let (stopping, _) = watch::channel(());
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
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
        let connection = connection(stream, peer, router.clone(), limits.head);
        let mut stopped = stopping.subscribe();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = std::pin::pin!(connection);
            // A connection that breaks is the client's affair.
            tokio::select! {
                _ = connection.as_mut() => return,
                () = tokio::time::sleep(limits.whole) => {}
                _ = stopped.changed() => {}
            }
            connection.as_mut().graceful_shutdown();
            let _ = tokio::time::timeout(limits.last, connection).await;
        });
    }
    drop((listener, stopping));
    // All places are free when all connections have ended.
    let all = u32::try_from(limits.most).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(limits.last, places.acquire_many(all)).await;
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head: Duration,
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
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request.map(axum::body::Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;

    use super::*;

    const QUICK: Limits = Limits {
        most: 4,
        head: Duration::from_millis(200),
        whole: Duration::from_millis(600),
        last: Duration::from_millis(300),
    };

    /// A server with narrow limits, and what stops it.
    async fn server() -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let router = Router::new()
            .route("/", get(|| async { "here" }))
            .route(
                "/slow",
                get(|| tokio::time::sleep(Duration::from_millis(100))),
            )
            .route("/endless", get(std::future::pending::<()>))
            .route("/body", axum::routing::post(|body: String| async { body }));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(within(QUICK, listener, router, async {
            let _ = stopped.await;
        }));
        (address, stop, task)
    }

    /// What comes back until the server ends the connection, and how long that took.
    async fn answer(address: SocketAddr, request: &str) -> (String, Duration) {
        let start = Instant::now();
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = Vec::new();
        // A connection that is reset is one that ended.
        let _ = stream.read_to_end(&mut answer).await;
        (
            String::from_utf8_lossy(&answer).into_owned(),
            start.elapsed(),
        )
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_sent_by_halves_times_out() {
        let (address, _stop, _task) = server().await;
        for (request, wanted, most) in [
            (
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200",
                100,
            ),
            ("", "", 400),
            ("GET /", "", 400),
            ("GET / HTTP/1.1\r\nHost: ", "", 400),
            // The next request never comes.
            ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200", 400),
            (
                "POST /body HTTP/1.1\r\nContent-Length: 9\r\n\r\nhal",
                "",
                900,
            ),
            ("GET /endless HTTP/1.1\r\n\r\n", "", 900),
        ] {
            let (answer, took) = answer(address, request).await;
            assert!(answer.starts_with(wanted), "{request:?}: {answer}");
            assert_eq!(wanted.is_empty(), !answer.contains("200"), "{answer}");
            // Other tests run beside this one.
            let most = Duration::from_millis(3 * most);
            assert!(took < most, "{request:?} took {took:?}");
        }
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(LONGEST_HEAD));
        let (answer, _) = answer(address, &long).await;
        assert!(!answer.contains("200"), "{answer}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn connections_are_bounded() {
        let (address, _stop, _task) = server().await;
        let mut held = Vec::new();
        for _ in 0..QUICK.most {
            held.push(TcpStream::connect(address).await.expect("a connection"));
        }
        // They are accepted in turn.
        tokio::time::sleep(Duration::from_millis(50)).await;
        let request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\n";
        let (refused, took) = answer(address, request).await;
        assert_eq!(refused, "");
        assert!(took < QUICK.head, "{took:?}");
        drop(held);
        tokio::time::sleep(Duration::from_millis(50)).await;
        let (answer, _) = answer(address, request).await;
        assert!(answer.ends_with("here"), "{answer}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_connection_ends_between_two_requests() {
        let (address, _stop, _task) = server().await;
        let start = Instant::now();
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        loop {
            let request = b"GET /slow HTTP/1.1\r\n\r\n";
            stream.write_all(request).await.expect("sent");
            let mut answer = vec![0; 1024];
            let read = stream.read(&mut answer).await.expect("an answer");
            let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer:?}");
            if answer.contains("connection: close") {
                break;
            }
            assert!(start.elapsed() < 3 * QUICK.whole, "it goes on");
        }
        assert!(start.elapsed() >= QUICK.whole);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn requests_under_way_are_finished() {
        let (address, stop, task) = server().await;
        let slow = tokio::spawn(async move { answer(address, "GET /slow HTTP/1.1\r\n\r\n").await });
        let endless =
            tokio::spawn(async move { answer(address, "GET /endless HTTP/1.1\r\n\r\n").await });
        tokio::time::sleep(Duration::from_millis(30)).await;
        stop.send(()).expect("stopped");
        task.await.expect("ended");
        assert!(slow.await.expect("an answer").0.contains("200"));
        let _ = endless.await;
        assert!(TcpStream::connect(address).await.is_err());
    }
}
