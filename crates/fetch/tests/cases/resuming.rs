//! Runs that were stopped, and runs that look for what changed.

use std::fs;
use std::path::Path;

use renvoi_fetch::{Format, Manifest, Mode, State};

use super::{ITEM, code, config, files, html, names, one, pdf, with_mode, xhtml};
use crate::server::{Framing, Reply, Request, Server, item};

const PART: &str = "32016L1148.pdf.part";

/// A Cellar with a PDF that is cut the first times it is asked for.
fn cut_pdf(times: usize, etag: impl Fn(&Request) -> String + Send + Sync + 'static) -> Server {
    Server::start(move |request| {
        if request.path != ITEM {
            return Reply::see(ITEM);
        }
        let reply = item(request, "application/pdf", &etag(request), &pdf(5000));
        if request.nth < times {
            reply.framed(Framing::CutAfter(1000))
        } else {
            reply
        }
    })
}

fn only_pdf(server: &Server, folder: &Path, attempts: u32) -> renvoi_fetch::Config {
    let mut config = config(server, folder);
    config.formats = vec![Format::Pdf];
    config.retry.attempts = attempts;
    config
}

#[test]
fn a_cut_download_goes_on_within_a_run() {
    let server = cut_pdf(3, |_| "\"1\"".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = one(&only_pdf(&server, folder.path(), 4), "32016L1148");
    assert_eq!(outcome.outcome, State::Resumed);
    let ranges: Vec<_> = server
        .log()
        .iter()
        .map(|r| r.header("range").to_owned())
        .filter(|r| !r.is_empty())
        .collect();
    assert_eq!(ranges, ["bytes=1000-", "bytes=2000-", "bytes=3000-"]);
    assert_eq!(
        fs::read(folder.path().join("32016L1148.pdf")).expect("the file"),
        pdf(5000)
    );
    assert_eq!(files(folder.path()), ["32016L1148.pdf"]);
}

#[test]
fn a_cut_download_goes_on_in_the_next_run() {
    let server = cut_pdf(1, |_| "\"1\"".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    let config = only_pdf(&server, folder.path(), 1);
    assert_eq!(code(&one(&config, "32016L1148")), "damaged");
    assert_eq!(files(folder.path()), [PART]);
    let outcome = one(&config, "32016L1148");
    assert_eq!(outcome.outcome, State::Resumed);
    let last = server.log().pop().expect("a request");
    assert_eq!(
        (last.header("range"), last.header("if-range")),
        ("bytes=1000-", "\"1\"")
    );
    assert_eq!(last.header("accept-encoding"), "identity");
    assert_eq!(
        fs::read(folder.path().join("32016L1148.pdf")).expect("the file"),
        pdf(5000)
    );
}

/// What the second run finds, and what it must come to: the whole file, whatever the server makes of the range.
#[test]
fn a_download_that_cannot_go_on_starts_over() {
    let other = |request: &Request| format!("\"{}\"", request.nth);
    for (name, server) in [
        ("another version", cut_pdf(1, other)),
        ("a weak mark", cut_pdf(1, |_| "W/\"1\"".to_owned())),
        ("no mark", plain(|_, reply| reply)),
        ("another range", ranged("bytes 900-5014/5015")),
        ("no range said", ranged("")),
        ("another size", ranged("bytes 1000-9999/10000")),
        ("a range refused", ranged("416")),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(
            code(&one(&only_pdf(&server, folder.path(), 1), "32016L1148")),
            "damaged",
            "{name}"
        );
        let outcome = one(&only_pdf(&server, folder.path(), 3), "32016L1148");
        assert_eq!(names(&outcome), ["32016L1148.pdf"], "{name}: {outcome:?}");
        let file = fs::read(folder.path().join("32016L1148.pdf")).expect("the file");
        assert!(file == pdf(5000), "{name}: {} bytes", file.len());
        assert_eq!(files(folder.path()), ["32016L1148.pdf"], "{name}");
    }
}

/// Serves the PDF without validators, cut the first time.
fn plain(change: fn(&Request, Reply) -> Reply) -> Server {
    Server::start(move |request| {
        let reply = Reply::new(200, pdf(5000));
        change(
            request,
            if request.nth == 0 {
                reply.framed(Framing::CutAfter(1000))
            } else {
                reply
            },
        )
    })
}

/// Serves the PDF with a validator, cut the first time, and answers ranges wrongly.
fn ranged(content_range: &'static str) -> Server {
    Server::start(move |request| {
        let whole = Reply::new(200, pdf(5000)).with("ETag", "\"1\"");
        match (request.nth, request.header("range"), content_range) {
            (0, ..) => whole.framed(Framing::CutAfter(1000)),
            (_, "", _) => whole,
            (_, _, "416") => Reply::new(416, ""),
            (_, _, range) => Reply::new(206, &pdf(5000)[900..]).with("Content-Range", range),
        }
    })
}

#[test]
fn whole_files_are_left_alone_and_damaged_ones_are_not() {
    let server = Server::start(|request| {
        item(
            request,
            "application/xhtml+xml",
            "\"1\"",
            xhtml(9).as_bytes(),
        )
    });
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(&server, folder.path());
    let file = folder.path().join("32016L1148.xhtml");
    for (name, damage, asked) in [
        ("first", None, 1),
        ("whole", None, 1),
        ("changed", Some(xhtml(9).replace("phares", "arbres")), 2),
        ("cut", Some("<html".to_owned()), 3),
    ] {
        if let Some(damage) = damage {
            fs::write(&file, damage).expect("a file");
        }
        assert_eq!(code(&one(&config, "32016L1148")), "", "{name}");
        assert_eq!(server.log().len(), asked, "{name}");
        assert_eq!(
            fs::read_to_string(&file).expect("the file"),
            xhtml(9),
            "{name}"
        );
    }
    fs::remove_file(&file).expect("a file");
    assert_eq!(one(&config, "32016L1148").outcome, State::Fetched);
    assert_eq!(
        one(&with_mode(config, Mode::Force), "32016L1148").outcome,
        State::Fetched
    );
    assert_eq!(server.log().len(), 5);
}

#[test]
fn refreshing_asks_whether_something_changed() {
    let server = Server::start(|request| match (request.path.as_str(), request.nth) {
        (ITEM, 0..2) => item(
            request,
            "application/xhtml+xml",
            "\"1\"",
            xhtml(9).as_bytes(),
        ),
        (ITEM, _) => item(
            request,
            "application/xhtml+xml",
            "\"2\"",
            xhtml(19).as_bytes(),
        ),
        _ => Reply::see(ITEM),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let config = with_mode(config(&server, folder.path()), Mode::Refresh);
    for expected in [
        State::Fetched,
        State::Unchanged,
        State::Fetched,
        State::Unchanged,
    ] {
        assert_eq!(one(&config, "32016L1148").outcome, expected);
    }
    let log = server.log();
    let asked: Vec<_> = log.iter().map(|r| r.header("if-none-match")).collect();
    assert_eq!(
        asked,
        ["", "", "", "\"1\"", "", "\"1\"", "", "\"2\""],
        "the mark goes to the item only"
    );
    assert_eq!(
        log[3].header("if-modified-since"),
        "Mon, 05 Jan 2026 10:00:00 GMT"
    );
    let file = folder.path().join("32016L1148.xhtml");
    assert_eq!(fs::read_to_string(file).expect("the file"), xhtml(19));
}

#[test]
fn the_same_bytes_are_no_change_and_another_format_replaces_the_old() {
    let server =
        Server::start(
            |request| match (request.accepts("application/xhtml+xml"), request.nth) {
                (true, 2..) => Reply::new(200, xhtml(9)),
                (true, _) => Reply::not_found(),
                _ => Reply::new(200, html(9)),
            },
        );
    let folder = tempfile::tempdir().expect("a folder");
    let config = with_mode(config(&server, folder.path()), Mode::Refresh);
    for (expected, file) in [
        (State::Fetched, "32016L1148.html"),
        (State::Unchanged, "32016L1148.html"),
        (State::Fetched, "32016L1148.xhtml"),
    ] {
        assert_eq!(one(&config, "32016L1148").outcome, expected);
        assert_eq!(files(folder.path()), [file]);
    }
    let manifest = Manifest::read(folder.path())
        .expect("a record")
        .expect("a record");
    let document = manifest.documents.values().next().expect("a document");
    assert!(document.complete && document.format == Format::Xhtml);
    assert_eq!(document.files[0].size, xhtml(9).len() as u64);
}

#[test]
fn a_refresh_that_fails_leaves_what_is_there() {
    let server = Server::start(|request| match request.nth {
        0 => Reply::new(200, xhtml(9)),
        1 => Reply::new(200, xhtml(99)).framed(Framing::CutAfter(500)),
        _ => Reply::new(503, ""),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let config = with_mode(config(&server, folder.path()), Mode::Refresh);
    assert_eq!(code(&one(&config, "32016L1148")), "");
    assert_eq!(code(&one(&config, "32016L1148")), "server_busy");
    let file = folder.path().join("32016L1148.xhtml");
    assert_eq!(fs::read_to_string(file).expect("the file"), xhtml(9));
    let missing = with_mode(config, Mode::Missing);
    assert_eq!(one(&missing, "32016L1148").outcome, State::Unchanged);
}
