//! How gently a run asks, and when it stops asking.

use std::net::TcpListener;
use std::time::Duration;

use renvoi_fetch::Event;

use super::{code, config, one, run, xhtml};
use crate::server::{Reply, Server};

#[test]
fn requests_are_spaced() {
    let server = Server::start(|request| {
        if request.path == "/item" {
            Reply::new(200, xhtml(9))
        } else {
            Reply::see("/item")
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.interval = Duration::from_millis(60);
    assert_eq!(run(&config, &["32016L1148", "32016R0679"]).fetched, 2);
    let log = server.log();
    assert_eq!(log.len(), 4);
    for pair in log.windows(2) {
        let between = pair[1].at.duration_since(pair[0].at);
        // The server's clock starts when it has read the request.
        assert!(between >= Duration::from_millis(50), "{between:?}");
    }
}

#[test]
fn retry_after_is_heard_up_to_a_limit() {
    for (after, expected, requests) in [("1", "", 2), ("3600", "asked_to_wait", 1), ("soon", "", 2)]
    {
        let server = Server::start(move |request| match request.nth {
            0 => Reply::new(429, "").with("Retry-After", after),
            _ => Reply::new(200, xhtml(9)),
        });
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = one(&config(&server, folder.path()), "32016L1148");
        let log = server.log();
        assert_eq!((code(&outcome), log.len()), (expected, requests), "{after}");
        if after == "1" {
            assert!(log[1].at.duration_since(log[0].at) >= Duration::from_millis(950));
        }
    }
}

#[test]
fn a_run_stops_asking_a_server_that_does_not_answer() {
    let all = [
        "32016L1148",
        "C(2017) 6100",
        "32016R0679",
        "32016R0001",
        "32016R0002",
    ];
    for (name, reply, codes) in [
        (
            "busy",
            Reply::new(503, ""),
            [
                "server_busy",
                "no_celex",
                "server_busy",
                "given_up",
                "given_up",
            ],
        ),
        (
            "asks to wait",
            Reply::new(503, "").with("Retry-After", "900"),
            [
                "asked_to_wait",
                "no_celex",
                "given_up",
                "given_up",
                "given_up",
            ],
        ),
        (
            "checks for a person",
            Reply::new(202, ""),
            ["challenged", "no_celex", "given_up", "given_up", "given_up"],
        ),
    ] {
        let server = Server::start(move |_| reply.clone());
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&server, folder.path());
        config.retry.give_up_after = 2;
        config.retry.attempts = 2;
        let report = run(&config, &all);
        let found: Vec<_> = report.references.iter().map(code).collect();
        assert_eq!(found, codes, "{name}");
        assert_eq!(report.failed, 5);
    }
}

#[test]
fn a_server_that_is_not_there_says_what_to_do() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let server = Server::start(|_| Reply::not_found());
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.source = format!("http://{address}/resource/celex");
    config.retry.attempts = 2;
    let outcome = one(&config, "32016L1148");
    let message = outcome.error.expect("an error").to_string();
    assert!(message.contains("no answer after 2 tries"), "{message}");
    assert!(message.contains("check the connection"), "{message}");
}

#[test]
fn protected_connections_are_tried_and_not_given_up_for_open_ones() {
    let server = Server::start(|_| Reply::new(200, xhtml(9)));
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.source = server.source().replace("http://", "https://");
    config.retry.attempts = 1;
    // The server speaks no TLS: that is an answer to nothing, and no panic for want of a provider.
    assert_eq!(code(&one(&config, "32016L1148")), "unreachable");
}

#[test]
fn a_run_says_what_happens_as_it_happens() {
    let server = Server::start(|request| match request.nth {
        0 => Reply::new(503, ""),
        _ => Reply::new(200, xhtml(9)),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let mut said = Vec::new();
    let references = ["32016L1148".to_owned()];
    renvoi_fetch::fetch(&config(&server, folder.path()), &references, &mut |event| {
        said.push(match event {
            Event::Started {
                reference,
                done,
                total,
            } => format!("started {reference} {done}/{total}"),
            Event::Waiting { why, .. } => format!("waiting {}", why.contains("503")),
            Event::Received { name, bytes, of } => format!("received {name} {}", of == Some(bytes)),
            Event::Finished { outcome } => format!("finished {:?}", outcome.outcome),
            _ => String::new(),
        });
    })
    .expect("a report");
    assert_eq!(
        said,
        [
            "started 32016L1148 0/1",
            "waiting true",
            "received 32016L1148 true",
            "finished Fetched"
        ]
    );
}
