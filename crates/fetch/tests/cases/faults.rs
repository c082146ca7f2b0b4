//! What servers do wrong, and what becomes of it.

use std::io::Write;
use std::time::{Duration, Instant};

use renvoi_fetch::{Format, State};

use super::{ITEM, code, config, files, html, names, one, pdf, xhtml};
use crate::server::{Framing, Reply, Server, item};

/// What one format is answered with always; and what becomes of the reference when it is the only format asked for,
/// after how many requests.
fn check(cases: Vec<(&str, Format, Reply, &str, usize)>) {
    for (name, format, reply, expected, requests) in cases {
        let server = Server::start(move |_| reply.clone());
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&server, folder.path());
        config.formats = vec![format];
        let outcome = one(&config, "32016L1148");
        assert_eq!(
            (code(&outcome), server.log().len()),
            (expected, requests),
            "{name}: {outcome:?}"
        );
        assert!(
            files(folder.path()).is_empty(),
            "{name}: {:?}",
            files(folder.path())
        );
    }
}

#[test]
fn bodies_that_are_no_document_are_not_kept() {
    let waf = "<html><head><script>window.gokuProps = {};</script></head><body></body></html>";
    let gone = html(9).replace("Règlement des phares", "Page introuvable");
    let notice = "<rdf:RDF></rdf:RDF>";
    let filter = Reply::new(405, "").with("x-amzn-waf-action", "captcha");
    check(vec![
        ("empty", Format::Xhtml, Reply::new(200, ""), "damaged", 4),
        (
            "an error page",
            Format::Xhtml,
            Reply::new(200, gone),
            "damaged",
            1,
        ),
        (
            "a page of nothing",
            Format::Html,
            Reply::new(200, "<html></html>"),
            "damaged",
            1,
        ),
        (
            "a page for people",
            Format::Xhtml,
            Reply::new(200, waf),
            "challenged",
            1,
        ),
        (
            "a script",
            Format::Xhtml,
            Reply::new(202, ""),
            "challenged",
            1,
        ),
        ("a filter's header", Format::Xhtml, filter, "challenged", 1),
        (
            "text",
            Format::Xhtml,
            Reply::new(200, "Internal error"),
            "not_available",
            1,
        ),
        (
            "a notice",
            Format::Xhtml,
            Reply::new(200, notice),
            "not_available",
            1,
        ),
        (
            "a PDF for HTML",
            Format::Html,
            Reply::new(200, pdf(9)),
            "not_available",
            1,
        ),
        (
            "HTML for a PDF",
            Format::Pdf,
            Reply::new(200, html(9)),
            "not_available",
            1,
        ),
    ]);
}

#[test]
fn bodies_that_are_not_whole_are_not_kept() {
    let cut = xhtml(9).replace("</body></html>\n", "et le phare");
    let whole = || Reply::new(200, xhtml(9));
    let half = Reply::new(200, &gzip(&xhtml(9))[..60]).with("Content-Encoding", "gzip");
    check(vec![
        (
            "no end",
            Format::Xhtml,
            Reply::new(200, cut).framed(Framing::Close),
            "damaged",
            4,
        ),
        (
            "half a PDF",
            Format::Pdf,
            Reply::new(200, &b"%PDF-1.4 abc"[..]),
            "damaged",
            4,
        ),
        (
            "cut",
            Format::Xhtml,
            whole().framed(Framing::CutAfter(99)),
            "damaged",
            4,
        ),
        (
            "shorter",
            Format::Xhtml,
            whole().framed(Framing::TooLong(9)),
            "damaged",
            4,
        ),
        (
            "garbage",
            Format::Xhtml,
            whole().with("Content-Encoding", "gzip"),
            "damaged",
            4,
        ),
        ("half of a gzip body", Format::Xhtml, half, "damaged", 4),
        (
            "brotli",
            Format::Xhtml,
            whole().with("Content-Encoding", "br"),
            "damaged",
            1,
        ),
    ]);
}

#[test]
fn only_faults_that_may_pass_are_tried_again() {
    check(vec![
        (
            "forbidden",
            Format::Xhtml,
            Reply::new(403, "no"),
            "refused",
            1,
        ),
        (
            "a teapot",
            Format::Xhtml,
            Reply::new(418, "no"),
            "unexpected",
            1,
        ),
        (
            "no content",
            Format::Xhtml,
            Reply::new(204, ""),
            "unexpected",
            1,
        ),
        (
            "unchanged",
            Format::Xhtml,
            Reply::new(304, ""),
            "unexpected",
            1,
        ),
        (
            "unavailable",
            Format::Xhtml,
            Reply::new(503, ""),
            "server_busy",
            4,
        ),
        (
            "broken",
            Format::Xhtml,
            Reply::new(500, ""),
            "server_busy",
            4,
        ),
        ("nothing", Format::Xhtml, Reply::hang_up(), "unreachable", 4),
    ]);
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn faults_that_pass_are_waited_out() {
    for (name, fault) in [
        ("busy", Reply::new(503, "")),
        ("too many", Reply::new(429, "").with("Retry-After", "0")),
        ("a gateway", Reply::new(502, "")),
        ("hung up", Reply::hang_up()),
        (
            "cut",
            Reply::new(200, xhtml(9)).framed(Framing::CutAfter(50)),
        ),
        ("empty", Reply::new(200, "")),
        (
            "late",
            Reply::new(200, xhtml(9)).after(Duration::from_millis(500)),
        ),
    ] {
        let server = Server::start(move |request| {
            if request.nth < 2 {
                fault.clone()
            } else {
                Reply::new(200, xhtml(9))
            }
        });
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&server, folder.path());
        config.timeouts.first_byte = Duration::from_millis(200);
        let outcome = one(&config, "32016L1148");
        assert_eq!(outcome.outcome, State::Fetched, "{name}: {outcome:?}");
        assert_eq!(server.log().len(), 3, "{name}");
    }
}

#[test]
fn bodies_come_in_every_framing() {
    let text = xhtml(300);
    for (name, reply) in [
        ("length", Reply::new(200, text.clone())),
        (
            "chunks",
            Reply::new(200, text.clone()).framed(Framing::Chunked(701)),
        ),
        (
            "until closed",
            Reply::new(200, text.clone()).framed(Framing::Close),
        ),
        (
            "gzip",
            Reply::new(200, gzip(&text)).with("Content-Encoding", "gzip"),
        ),
        (
            "gzip in chunks",
            Reply::new(200, gzip(&text))
                .with("Content-Encoding", "GZIP")
                .framed(Framing::Chunked(99)),
        ),
        (
            "identity",
            Reply::new(200, text.clone()).with("Content-Encoding", "identity"),
        ),
    ] {
        let server = Server::start(move |_| reply.clone());
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(
            names(&one(&config(&server, folder.path()), "32016L1148")),
            ["32016L1148.xhtml"],
            "{name}"
        );
        let file = folder.path().join("32016L1148.xhtml");
        assert_eq!(
            std::fs::read_to_string(file).expect("the file"),
            text,
            "{name}"
        );
    }
}

#[test]
fn a_server_that_does_not_know_a_type_may_know_another() {
    let server = Server::start(|request| {
        if request.accepts("application/xhtml+xml") {
            Reply::new(500, "")
        } else {
            Reply::new(200, html(9))
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = one(&config(&server, folder.path()), "32016L1148");
    assert_eq!(names(&outcome), ["32016L1148.html"]);
    assert_eq!(outcome.tried[0].answer, "500");
}

/// A server that answers 500 to everything is asked once for each format that is left.
#[test]
fn a_server_that_fails_is_not_asked_for_ever() {
    let server = Server::start(|_| Reply::new(500, ""));
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.formats = vec![Format::Xhtml, Format::Html];
    assert_eq!(code(&one(&config, "32016R0679")), "server_busy");
    let attempts = usize::try_from(config.retry.attempts).expect("few");
    assert_eq!(server.log().len(), attempts + 1);
}

#[test]
fn size_is_bounded_while_it_streams() {
    let filler = vec![b'a'; 1 << 14];
    let bomb = gzip(&"a".repeat(1 << 22));
    for (name, reply) in [
        ("said", Reply::new(200, pdf(1 << 20))),
        ("endless", Reply::new(200, filler).framed(Framing::Endless)),
        (
            "a bomb",
            Reply::new(200, bomb).with("Content-Encoding", "gzip"),
        ),
    ] {
        let server = Server::start(move |_| reply.clone());
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&server, folder.path());
        config.largest = 1 << 19;
        assert_eq!(code(&one(&config, "32016L1148")), "too_large", "{name}");
        assert!(files(folder.path()).is_empty(), "{name}");
        assert_eq!(server.log().len(), 1, "{name}");
    }
}

#[test]
fn slow_servers_are_left() {
    for (name, reply, expected) in [
        (
            "no head",
            Reply::new(200, xhtml(9)).after(Duration::from_secs(3)),
            "unreachable",
        ),
        (
            "drip",
            Reply::new(200, xhtml(9)).framed(Framing::Drip(Duration::from_millis(20))),
            "damaged",
        ),
        (
            "pause",
            Reply::new(200, xhtml(9)).framed(Framing::Drip(Duration::from_secs(2))),
            "damaged",
        ),
    ] {
        let server = Server::start(move |_| reply.clone());
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = config(&server, folder.path());
        config.timeouts.first_byte = Duration::from_millis(150);
        config.timeouts.idle = Duration::from_millis(150);
        config.timeouts.body = Duration::from_millis(300);
        config.retry.attempts = 2;
        config.formats = vec![Format::Xhtml];
        let start = Instant::now();
        assert_eq!(code(&one(&config, "32016L1148")), expected, "{name}");
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn redirections_are_followed_within_reason() {
    let server = Server::start(|request| match request.path.as_str() {
        "/resource/celex/32016L1148" => Reply::new(301, "").with("Location", "/a?b=c"),
        "/a?b=c" => Reply::new(302, "").with("Location", "d"),
        "/d" => Reply::new(307, "").with("Location", ITEM),
        ITEM => item(
            request,
            "application/xhtml+xml",
            "\"1\"",
            xhtml(9).as_bytes(),
        ),
        "/resource/celex/32016R0001" => Reply::see("/resource/celex/32016R0001"),
        "/resource/celex/32016R0002" => Reply::see("file:///etc/passwd"),
        "/resource/celex/32016R0003" => Reply::new(303, ""),
        "/resource/celex/32016R0004" => Reply::see("http://user:secret@127.0.0.1/"),
        _ => Reply::new(300, "<a href='ftp://h/a/DOC_1'>1</a>"),
    });
    for (number, expected, requests) in [
        ("32016L1148", "", 4),
        ("32016R0001", "too_many_redirects", 11),
        ("32016R0002", "bad_redirect", 1),
        ("32016R0003", "bad_redirect", 1),
        ("32016R0004", "bad_redirect", 1),
        ("32016R0005", "bad_redirect", 1),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let before = server.log().len();
        let outcome = one(&config(&server, folder.path()), number);
        assert_eq!(
            (code(&outcome), server.log().len() - before),
            (expected, requests),
            "{number}"
        );
    }
}

#[test]
fn other_hosts_are_reached() {
    let other = Server::start(|request| {
        item(
            request,
            "application/xhtml+xml",
            "\"1\"",
            xhtml(9).as_bytes(),
        )
    });
    let location = format!("{}{ITEM}", other.address.replace("127.0.0.1", "localhost"));
    let server = Server::start(move |_| Reply::see(location.clone()));
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = one(&config(&server, folder.path()), "32016L1148");
    assert!(
        outcome.files[0].url.starts_with("http://localhost:"),
        "{outcome:?}"
    );
}
