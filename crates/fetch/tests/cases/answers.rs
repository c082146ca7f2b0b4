//! What the Publications Office answers when all is well: formats, languages, numbers, parts.

use std::fs;

use renvoi_fetch::{Format, State};

use super::{ITEM, code, config, files, html, names, one, pdf, run, xhtml};
use crate::server::{Reply, Request, Server, item};

/// A Cellar that has one document in one format.
fn cellar(number: &'static str, media_type: &'static str, body: Vec<u8>) -> Server {
    Server::start(move |request| {
        if request.path == format!("/resource/celex/{number}") && request.accepts(media_type) {
            Reply::see(ITEM)
        } else if request.path == ITEM && request.accepts(media_type) {
            item(request, media_type, "\"1\"", &body)
        } else {
            Reply::not_found()
        }
    })
}

#[test]
fn a_document_is_found_in_whatever_format_it_has() {
    let zip = b"PK\x03\x04 L_2016119FR.xml PK\x05\x06".to_vec();
    let docx = b"PK\x03\x04 word/document.xml PK\x05\x06".to_vec();
    let formex = b"<?xml version=\"1.0\"?><ACT><P>Le phare</P></ACT>".to_vec();
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (media_type, body, file, format, asked) in [
        (
            "application/xhtml+xml",
            xhtml(9).into_bytes(),
            "32016R0679.xhtml",
            Format::Xhtml,
            1,
        ),
        (
            "text/html",
            html(9).into_bytes(),
            "32016R0679.html",
            Format::Html,
            2,
        ),
        (
            "application/xml;type=fmx4",
            formex,
            "32016R0679.fmx4.xml",
            Format::Formex,
            3,
        ),
        (
            "application/zip;mtype=fmx4",
            zip,
            "32016R0679.fmx4.zip",
            Format::Formex,
            4,
        ),
        (
            "application/pdf;type=pdfa1a",
            pdf(99),
            "32016R0679.pdf",
            Format::Pdf,
            5,
        ),
        (word, docx, "32016R0679.docx", Format::Docx, 6),
    ] {
        let server = cellar("32016R0679", media_type, body.clone());
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = one(&config(&server, folder.path()), "règlement (UE) 2016/679");
        assert_eq!(
            (names(&outcome), outcome.format),
            (vec![file], Some(format))
        );
        assert_eq!(outcome.outcome, State::Fetched);
        assert_eq!(fs::read(folder.path().join(file)).expect("the file"), body);
        assert_eq!(server.count("/32016R0679"), asked, "{media_type}");
        assert_eq!(outcome.tried.len(), asked - 1);
        assert!(outcome.tried.iter().all(|attempt| attempt.answer == "404"));
        assert_eq!(files(folder.path()), [file], "nothing else stays");
    }
}

#[test]
fn requests_say_what_they_want_and_who_asks() {
    let server = cellar("32016R0679", "application/pdf", pdf(9));
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.contact = Some("mailto:veille@example.org".to_owned());
    config.language = "de".parse().expect("a language");
    assert_eq!(code(&one(&config, "32016R0679")), "");
    let agent = format!(
        "renvoi/{} (+mailto:veille@example.org)",
        env!("CARGO_PKG_VERSION")
    );
    for request in server.log() {
        assert_eq!(request.header("accept-language"), "deu");
        assert_eq!(request.header("user-agent"), agent);
        assert!(
            !request.header("accept").contains(' '),
            "Cellar answers 500 to spaces"
        );
    }
}

#[test]
fn only_the_formats_asked_for_are_tried() {
    let server = cellar("32016R0679", "application/xhtml+xml", xhtml(9).into_bytes());
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    config.formats = vec![Format::Pdf];
    let outcome = one(&config, "32016R0679");
    assert_eq!((code(&outcome), server.log().len()), ("not_available", 1));
    let message = outcome.error.expect("an error").to_string();
    assert!(
        message.contains("no French text of 32016R0679 as pdf"),
        "{message}"
    );
    assert!(files(folder.path()).is_empty());
}

#[test]
fn the_numbers_of_a_reference_are_tried_in_turn() {
    for (reference, number, path) in [
        ("COM(2020) 605", "52020DC0605", "/52020DC0605"),
        ("com 2020 605", "52020PC0605", "/52020PC0605"),
        ("2022/2555", "32022D2555", "/32022D2555"),
        ("32016R0679R(02)", "32016R0679R(02)", "/32016R0679R%2802%29"),
        (
            "02016R0679-20160504",
            "02016R0679-20160504",
            "/02016R0679-20160504",
        ),
    ] {
        let server = Server::start(move |request| match request.path.as_str() {
            _ if !request.accepts("application/xhtml+xml") => Reply::not_found(),
            ITEM => item(
                request,
                "application/xhtml+xml",
                "\"1\"",
                xhtml(9).as_bytes(),
            ),
            p if p.ends_with(path) => Reply::see(ITEM),
            _ => Reply::not_found(),
        });
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = one(&config(&server, folder.path()), reference);
        assert_eq!(outcome.celex.expect(reference).to_string(), number);
        assert_eq!(files(folder.path()), [format!("{number}.xhtml")]);
    }
}

#[test]
fn answers_that_mean_not_here_lead_to_the_next_format() {
    for status in [400, 404, 406, 410] {
        let server = Server::start(move |request| {
            if request.accepts("text/html") {
                Reply::new(200, html(9))
            } else {
                Reply::new(status, "no")
            }
        });
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = one(&config(&server, folder.path()), "32016R0679");
        assert_eq!(names(&outcome), ["32016R0679.html"], "{status}");
        assert_eq!(outcome.tried[0].answer, status.to_string());
    }
}

fn list(parts: &[(u32, &str)]) -> String {
    let items: Vec<_> = parts
        .iter()
        .map(|(number, stream)| {
            format!(
                "<li title=\"item\"><a href=\"/resource/cellar/a.0010.03/DOC_{number}\"><span>x</span></a><ul>\
                 <li title=\"stream_name\">{stream}</li><li title=\"stream_order\">{number}</li></ul></li>"
            )
        })
        .collect();
    let items = items.concat();
    format!(
        "<html><head><title>300 Multiple-Choice Response</title></head><body>List of URI's:<ul>\
         <li title=\"manifestation\">cellar:a<ul>{items}</ul></li></ul></body></html>"
    )
}

fn cellar_of_parts(parts: &'static [(u32, &'static str)]) -> Server {
    Server::start(move |request: &Request| {
        let number = request
            .path
            .rsplit("DOC_")
            .next()
            .and_then(|n| n.parse::<usize>().ok());
        match number {
            Some(3) => item(request, "application/pdf", "\"3\"", &pdf(9)),
            Some(4) => item(request, "image/png", "\"4\"", b"\x89PNG\r\n"),
            Some(n) => item(
                request,
                "application/xhtml+xml",
                &format!("\"{n}\""),
                xhtml(n * 9).as_bytes(),
            ),
            None if request.accepts("application/xhtml+xml") => Reply::new(300, list(parts)),
            None => Reply::not_found(),
        }
    })
}

#[test]
fn all_parts_of_a_document_are_taken_and_named() {
    let server = cellar_of_parts(&[
        (2, "1_FR_annexe.html"),
        (1, "1_FR_ACT_part1_v3.html"),
        (3, "1_FR_impact.pdf"),
        (4, "1_FR_carte"),
        (5, "figure.png"),
        (6, "1_EN_ACT_part1_v3.html"),
    ]);
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = one(&config(&server, folder.path()), "52020PC0605");
    let expected = [
        "52020PC0605.DOC_1.xhtml",
        "52020PC0605.DOC_2.xhtml",
        "52020PC0605.DOC_3.pdf",
    ];
    assert_eq!(names(&outcome), expected, "{outcome:?}");
    assert_eq!(files(folder.path()), expected);
    assert_eq!(server.count("DOC_5") + server.count("DOC_6"), 0);
    // Nothing is asked for again.
    let before = server.log().len();
    assert_eq!(
        one(&config(&server, folder.path()), "52020PC0605").outcome,
        State::Unchanged
    );
    assert_eq!(server.log().len(), before);
}

#[test]
fn a_list_of_one_part_is_a_document_without_a_number() {
    let server = cellar_of_parts(&[(7, "1_FR_ACT.html")]);
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(
        names(&one(&config(&server, folder.path()), "52020PC0605")),
        ["52020PC0605.xhtml"]
    );
}

#[test]
fn a_list_without_parts_says_so() {
    let server = Server::start(|_| Reply::new(300, "<html>List of URI's: none</html>"));
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(
        code(&one(&config(&server, folder.path()), "52020PC0605")),
        "no_parts"
    );
}

#[test]
fn a_part_that_is_not_there_fails_the_document_and_the_next_run_goes_on() {
    let server = Server::start(|request| match request.path.as_str() {
        p if p.ends_with("DOC_1") => item(request, "text/html", "\"1\"", html(9).as_bytes()),
        p if p.ends_with("DOC_2") && request.nth == 0 => Reply::not_found(),
        p if p.ends_with("DOC_2") => item(request, "text/html", "\"2\"", html(19).as_bytes()),
        _ => Reply::new(300, list(&[(1, "1_FR_ACT.html"), (2, "1_FR_annexe.html")])),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(&server, folder.path());
    assert_eq!(code(&one(&config, "52020PC0605")), "part_missing");
    let outcome = one(&config, "52020PC0605");
    assert_eq!(outcome.files[0].state, State::Unchanged);
    assert_eq!(outcome.files[1].state, State::Fetched);
    assert_eq!(
        server.count("DOC_1"),
        1,
        "the part that was there is left alone"
    );
}

#[test]
fn one_document_in_two_spellings_is_asked_for_once() {
    let server = cellar("32016R0679", "application/xhtml+xml", xhtml(9).into_bytes());
    let folder = tempfile::tempdir().expect("a folder");
    let report = run(
        &super::with_mode(config(&server, folder.path()), renvoi_fetch::Mode::Force),
        &[
            "32016R0679",
            "règlement (UE) 2016/679",
            "C(2017) 6100",
            "bonjour",
        ],
    );
    assert_eq!((report.fetched, report.unchanged, report.failed), (1, 1, 2));
    assert_eq!((report.requests, server.log().len()), (2, 2));
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(json["references"][0]["celex"], "32016R0679");
    assert_eq!(json["references"][0]["files"][0]["state"], "fetched");
    assert_eq!(json["references"][2]["error"]["code"], "no_celex");
    assert_eq!(json["references"][2]["key"], "C(2017) 6100");
    assert_eq!(json["references"][3]["key"], serde_json::Value::Null);
}
