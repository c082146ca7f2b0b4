//! What whoever runs a server decides: who may ask, how often, from where; what is said of requests.

mod common;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::http::{Method, StatusCode, header};
use common::Site;
use renvoi_index::memory::Memory;
use renvoi_query::Engine;
use renvoi_server::Settings;

fn site(settings: &Settings) -> Site {
    let text = "# Rapport\n\nVoir COM(2020) 605.\n";
    let document = renvoi_ingest::read_bytes("rapport.md", text.as_bytes()).expect("a document");
    Site::with(vec![document], settings)
}

#[tokio::test]
async fn tokens_open_the_api_and_nothing_else_is_closed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tokens");
    // SHA-256 of "secret".
    let line = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b  portal\n";
    std::fs::write(&file, line).expect("written");
    let site = site(&Settings {
        tokens: Some(file),
        ..Settings::default()
    });
    for uri in [
        "/api/v1/search?q=a",
        "/api/v1/index",
        "/metrics",
        "/api/v1/none",
    ] {
        let refused = site.send("GET", uri).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{uri}");
        assert_eq!(
            refused.headers()[header::WWW_AUTHENTICATE],
            "Bearer",
            "{uri}"
        );
        assert_eq!(
            refused.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
        let wrong = [("authorization", "Bearer other")];
        let wrong = site.send_with("GET", uri, &wrong).await;
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED, "{uri}");
        let right = [("authorization", "Bearer secret")];
        let right = site.send_with("GET", uri, &right).await;
        assert_ne!(right.status(), StatusCode::UNAUTHORIZED, "{uri}");
    }
    // Feeds say no more than the pages, and what reads them has no tokens.
    let feed = "/api/v1/feed?ref=COM(2020)%20605";
    for uri in [
        "/",
        "/?q=rapport",
        "/d/rapport",
        "/healthz",
        "/readyz",
        feed,
    ] {
        assert_eq!(
            site.send("GET", uri).await.status(),
            StatusCode::OK,
            "{uri}"
        );
    }
}

#[tokio::test]
async fn other_sites_ask_where_they_are_named() {
    let origin = [("origin", "https://portal.example")];
    let allowed = |answer: &axum::http::Response<axum::body::Body>| {
        let value = answer.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        value.map(|value| value.to_str().expect("text").to_owned())
    };
    let closed = site(&Settings::default());
    let answer = closed.send_with("GET", "/api/v1/index", &origin).await;
    assert_eq!(allowed(&answer), None);
    let open = site(&Settings {
        origins: vec!["https://portal.example".parse().expect("an origin")],
        ..Settings::default()
    });
    let answer = open.send_with("GET", "/api/v1/index", &origin).await;
    assert_eq!(allowed(&answer).as_deref(), Some("https://portal.example"));
    let other = [("origin", "https://other.example")];
    assert_eq!(
        allowed(&open.send_with("GET", "/api/v1/index", &other).await),
        None
    );
    // Pages are for people.
    assert_eq!(allowed(&open.send_with("GET", "/", &origin).await), None);
    let asked = [
        ("origin", "https://portal.example"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let flight = open
        .send_with(Method::OPTIONS.as_str(), "/api/v1/citations", &asked)
        .await;
    assert!(flight.status().is_success(), "{}", flight.status());
    let methods = flight.headers()[header::ACCESS_CONTROL_ALLOW_METHODS]
        .to_str()
        .expect("text");
    assert!(methods.contains("POST"), "{methods}");
    // What a browser asks before has no token, and failures are readable where answers are.
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    std::fs::write(&tokens, "").expect("written");
    let guarded = site(&Settings {
        origins: vec!["https://portal.example".parse().expect("an origin")],
        tokens: Some(tokens),
        ..Settings::default()
    });
    let flight = guarded.send_with("OPTIONS", "/api/v1/search", &asked).await;
    assert!(flight.status().is_success(), "{}", flight.status());
    let refused = guarded.send_with("GET", "/api/v1/index", &origin).await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    assert!(allowed(&refused).is_some());
    let wrong = open
        .send_with("GET", "/api/v1/search?limit=0", &origin)
        .await;
    assert!(allowed(&wrong).is_some());
    let exposed = wrong.headers()[header::ACCESS_CONTROL_EXPOSE_HEADERS].to_str();
    assert!(exposed.expect("text").contains("retry-after"));
    // Answers are kept apart by language, with and without other sites.
    for site in [&closed, &open] {
        let answer = site.send_with("GET", "/api/v1/search?q=a", &origin).await;
        let by = answer.headers().get_all(header::VARY).iter();
        let by: Vec<&str> = by.map(|by| by.to_str().expect("text")).collect();
        assert!(by.join(",").contains("accept-language"), "{by:?}");
    }
    let all = site(&Settings {
        origins: vec!["*".parse().expect("an origin")],
        ..Settings::default()
    });
    assert_eq!(
        allowed(&all.send_with("GET", "/api/v1/index", &other).await).as_deref(),
        Some("*")
    );
}

#[tokio::test]
async fn requests_have_names() {
    let site = site(&Settings::default());
    let name = async |given: &[(&str, &str)]| {
        let answer = site.send_with("GET", "/healthz", given).await;
        answer.headers()["x-request-id"]
            .to_str()
            .expect("text")
            .to_owned()
    };
    assert_eq!(name(&[("x-request-id", "abc-1.2_3")]).await, "abc-1.2_3");
    let (first, second) = (name(&[]).await, name(&[]).await);
    assert_ne!(first, second);
    for hostile in ["a b", "a\"b", &"a".repeat(65), ""] {
        assert_ne!(name(&[("x-request-id", hostile)]).await, hostile);
    }
}

#[tokio::test]
async fn requests_are_counted_by_route() {
    let site = site(&Settings::default());
    for uri in [
        "/?q=rapport",
        "/?q=autre",
        "/d/rapport",
        "/d/absent",
        "/nowhere",
        "/api/v1/search?q=secret",
    ] {
        site.send("GET", uri).await;
    }
    // Anyone may make up methods: they are counted together.
    site.send("MADEUP", "/").await;
    let (status, text) = site.text("/metrics").await;
    assert!(text.contains("method=\"other\""), "{text}");
    assert!(!text.contains("MADEUP"), "{text}");
    assert_eq!(status, StatusCode::OK);
    for line in [
        "renvoi_http_request_duration_seconds_count{route=\"/\",method=\"GET\",class=\"2xx\"} 2",
        "renvoi_http_request_duration_seconds_count{route=\"/d/{*id}\",method=\"GET\",class=\"4xx\"} 1",
        "renvoi_http_request_duration_seconds_count{route=\"none\",method=\"GET\",class=\"4xx\"} 1",
        "renvoi_http_requests_under_way 1",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(
        !text.contains("secret") && !text.contains("absent"),
        "{text}"
    );
    assert!(text.trim_end().ends_with("# EOF"));
}

/// A server on a real socket: clients are told apart by their addresses.
#[tokio::test(flavor = "multi_thread")]
async fn clients_that_ask_too_often_wait() {
    let settings = Settings {
        rate: NonZeroU32::new(5),
        proxies: vec!["127.0.0.1/32".parse().expect("a network")],
        ..Settings::default()
    };
    let engine = Arc::new(Engine::new(Box::new(Memory::default())));
    let address = "127.0.0.1:0".parse().expect("an address");
    let listener = renvoi_server::listen(address).expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        renvoi_server::serve(listener, engine, &settings, async {
            let _ = stopped.await;
        })
        .await;
    });
    let ask = move |path: &str, client: &str| {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: renvoi.example\r\nX-Forwarded-For: {client}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    tokio::task::spawn_blocking(move || {
        for _ in 0..5 {
            assert!(ask("/api/v1/index", "198.51.100.1").starts_with("HTTP/1.1 200"));
        }
        let refused = ask("/api/v1/index", "198.51.100.1");
        assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");
        assert!(
            refused.to_lowercase().contains("retry-after: "),
            "{refused}"
        );
        assert!(refused.contains("urn:renvoi:problem:too-many"), "{refused}");
        // What the client itself wrote in front makes it no other one.
        let again = ask("/api/v1/index", "203.0.113.1, x, 198.51.100.1");
        assert!(again.starts_with("HTTP/1.1 429"), "{again}");
        // Another client, and whoever watches the server.
        assert!(ask("/api/v1/index", "198.51.100.2").starts_with("HTTP/1.1 200"));
        assert!(ask("/healthz", "198.51.100.1").starts_with("HTTP/1.1 200"));
        // A proxy that is trusted says how it was asked.
        let feed = ask("/api/v1/feed?q=a", "198.51.100.3");
        assert!(feed.contains("https://renvoi.example/"), "{feed}");
    })
    .await
    .expect("asked");
    stop.send(()).expect("stopped");
    server.await.expect("ended");
}
