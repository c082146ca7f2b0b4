//! The folder: one run at a time, nothing of others overwritten, no name that leaves it.

use std::fs;
use std::time::Duration;

use renvoi_fetch::{MANIFEST, Mode, RunError, State, fetch};

use super::{code, config, files, names, one, with_mode, xhtml};
use crate::server::{Reply, Server, item};

fn cellar() -> Server {
    Server::start(|request| {
        item(
            request,
            "application/xhtml+xml",
            "\"1\"",
            xhtml(9).as_bytes(),
        )
    })
}

#[test]
fn two_runs_do_not_share_a_folder() {
    let server = Server::start(|_| Reply::new(200, xhtml(9)).after(Duration::from_millis(400)));
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(&server, folder.path());
    std::thread::scope(|scope| {
        let first = scope.spawn(|| one(&config, "32016L1148"));
        while server.log().is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let second = fetch(&config, &["32016R0679".to_owned()], &mut |_| {});
        assert!(matches!(second, Err(RunError::InUse { .. })), "{second:?}");
        assert_eq!(code(&first.join().expect("the first run")), "");
    });
    assert_eq!(
        code(&one(&config, "32016R0679")),
        "",
        "the folder is free again"
    );
}

#[test]
fn files_of_others_are_not_overwritten_unasked() {
    let server = cellar();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("32016L1148.xhtml");
    fs::write(&file, "mine").expect("a file");
    let config = config(&server, folder.path());
    assert_eq!(code(&one(&config, "32016L1148")), "in_the_way");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "mine");
    assert_eq!(files(folder.path()), ["32016L1148.xhtml"]);
    let outcome = one(&with_mode(config, Mode::Force), "32016L1148");
    assert_eq!(outcome.outcome, State::Fetched);
    assert_eq!(fs::read_to_string(&file).expect("the file"), xhtml(9));
}

#[test]
fn no_name_of_the_server_is_used() {
    let server = Server::start(|request| match request.path.as_str() {
        p if p.ends_with("DOC_1") => item(request, "text/html", "\"1\"", xhtml(9).as_bytes()),
        p if p.ends_with("evil.html") => Reply::new(200, xhtml(9)),
        _ => Reply::new(
            300,
            "<a href='/c/../../../../evil.html'>1</a><a href='/c/../../../../DOC_1'>2</a>",
        ),
    });
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("a/b");
    let outcome = one(&config(&server, &folder), "52020PC0605");
    let expected = ["52020PC0605.DOC_1.xhtml", "52020PC0605.DOC_2.xhtml"];
    assert_eq!(names(&outcome), expected);
    assert_eq!(files(&folder), expected);
    assert_eq!(files(parent.path()), ["a"]);
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let server = cellar();
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "32016R0679.pdf.part",
        "52020PC0605.DOC_2.html.part",
        "notes.part",
        "3.part",
    ] {
        fs::write(folder.path().join(name), "%PDF").expect("a file");
    }
    assert_eq!(
        code(&one(&config(&server, folder.path()), "32016L1148")),
        ""
    );
    assert_eq!(
        files(folder.path()),
        ["3.part", "32016L1148.xhtml", "notes.part"]
    );
}

#[test]
fn a_folder_has_one_language() {
    let server = cellar();
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = config(&server, folder.path());
    assert_eq!(code(&one(&config, "32016L1148")), "");
    config.language = "en".parse().expect("a language");
    let error = fetch(&config, &["32016R0679".to_owned()], &mut |_| {}).expect_err("a refusal");
    assert!(
        error
            .to_string()
            .contains("documents in French: choose another folder for English"),
        "{error}"
    );
}

#[test]
fn records_that_no_run_wrote_are_not_believed() {
    let outside = tempfile::NamedTempFile::new().expect("a file");
    let name = outside.path().display().to_string();
    let file = |name: &str| {
        format!(
            "{{\"name\":{name:?},\"url\":\"http://h/\",\"media_type\":\"\",\"size\":0,\"blake3\":\"\",\
             \"fetched\":\"2026-01-05T10:00:00Z\"}}"
        )
    };
    for (record, refused) in [
        (String::new(), true),
        ("{".to_owned(), true),
        (
            "{\"version\":9,\"language\":\"fr\",\"documents\":{}}".to_owned(),
            true,
        ),
        (
            "{\"version\":1,\"language\":\"xx\",\"documents\":{}}".to_owned(),
            true,
        ),
        (
            "{\"version\":1,\"language\":\"fr\",\"documents\":{\"../a\":null}}".to_owned(),
            true,
        ),
        (
            format!(
                "{{\"version\":1,\"language\":\"fr\",\"cut\":{{\"../{name}\":{{\"url\":\"\",\"validator\":\"\"}}}},\
                 \"documents\":{{\"32016L1148\":{{\"format\":\"html\",\"complete\":true,\"files\":[{}]}}}}}}",
                file(&name)
            ),
            false,
        ),
    ] {
        let server = cellar();
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(MANIFEST), &record).expect("a record");
        let config = with_mode(config(&server, folder.path()), Mode::Refresh);
        let report = fetch(&config, &["32016L1148".to_owned()], &mut |_| {});
        if refused {
            let error = report.expect_err("a refusal").to_string();
            assert!(
                error.contains("remove it and fetch with --force"),
                "{error}"
            );
        } else {
            assert_eq!(report.expect("a report").fetched, 1);
            assert!(outside.path().exists(), "a file elsewhere is left alone");
        }
    }
}

#[test]
fn what_cannot_work_is_refused_before_anything_is_done() {
    let server = cellar();
    let parent = tempfile::tempdir().expect("a folder");
    let config = || config(&server, &parent.path().join("new"));
    for (name, wrong) in [
        ("a source", {
            let mut wrong = config();
            wrong.source = "ftp://h/".to_owned();
            wrong
        }),
        ("no format", {
            let mut wrong = config();
            wrong.formats.clear();
            wrong
        }),
        ("a contact", {
            let mut wrong = config();
            wrong.contact = Some("a\r\nX-Evil: 1".to_owned());
            wrong
        }),
    ] {
        let error = fetch(&wrong, &["32016L1148".to_owned()], &mut |_| {});
        assert!(matches!(error, Err(RunError::Config { .. })), "{name}");
        assert!(files(parent.path()).is_empty(), "{name}");
    }
    let mut wrong = config();
    wrong.into = parent.path().join("file");
    fs::write(&wrong.into, "").expect("a file");
    let error = fetch(&wrong, &[], &mut |_| {});
    assert!(matches!(error, Err(RunError::Folder { .. })));
    assert!(server.log().is_empty());
}
