//! Runs over folders, as users run them.
//!
//! 1. A run killed at any moment leaves an index that opens, holds whole
//!    documents only, and is completed by the next run.
//! 2. `--watch` follows a folder.
//! 3. What is no file, or cannot be written, is said and harms nothing.
//! 4. `--prune` takes out what is gone, and nothing that moved or is closed.
//! 5. A format is told by content, whatever the file is called.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renvoi"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env("RENVOI_INDEX", self.path("index"))
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("renvoi runs")
    }

    /// The documents of the index; none where there is no index yet.
    fn documents(&self) -> Vec<Value> {
        let out = self.run(&["export"]);
        if !out.status.success() {
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(said.contains("no index in"), "{said}");
            return Vec::new();
        }
        let export = String::from_utf8(out.stdout).expect("text");
        let lines = export.lines();
        lines
            .map(|l| serde_json::from_str(l).expect("a document"))
            .collect()
    }
}

/// An act with a number of its own and as many recitals as that says.
fn act(number: usize) -> String {
    let mut page = format!(
        "<html><body><p class=\"oj-doc-ti\">DIRECTIVE (UE) 2031/{number} DU CONSEIL</p>\
         <p class=\"oj-normal\">considérant ce qui suit:</p>"
    );
    for recital in 1..=number {
        page += "<table><tr><td>(";
        page += &recital.to_string();
        page += ")</td><td>Le pont tient.</td></tr></table>";
    }
    page + "</body></html>"
}

fn is_whole(document: &Value) -> bool {
    let reference = document["reference"].as_str().expect("a reference");
    let number: usize = reference[6..].parse().expect("a number");
    let passages = document["passages"].as_array().expect("passages");
    passages.iter().filter(|p| p["kind"] == "recital").count() == number
}

fn kill(mut child: Child) {
    child.kill().expect("killed");
    child.wait().expect("ended");
}

#[test]
fn a_run_killed_at_any_moment_is_completed_by_the_next() {
    const FILES: usize = 60;
    let place = Place::new();
    for number in 1..=FILES {
        place.write(&format!("in/{number}.html"), &act(number));
    }
    // As long as a whole run takes, so that the kills fall all over it.
    let start = Instant::now();
    assert!(
        place
            .run(&["--index", "whole", "ingest", "in"])
            .status
            .success()
    );
    let whole = start.elapsed().max(Duration::from_millis(50));
    let mut seen = Vec::new();
    for kills in 0..14_u32 {
        // A checkpoint after every file: each kill may fall into a commit.
        let args: &[&str] = match kills % 3 {
            0 => &["ingest", "in", "--checkpoint", "0"],
            1 => &["ingest", "in"],
            _ => &["ingest", "in", "--rebuild"],
        };
        let child = self::spawn(&place, args);
        std::thread::sleep(whole * (kills * 7 % 15) / 12);
        kill(child);
        let documents = place.documents();
        assert!(documents.iter().all(is_whole), "after kill {kills}");
        seen.push(documents.len());
    }
    let out = place.run(&["ingest", "in"]);
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let documents = place.documents();
    assert_eq!(documents.len(), FILES, "{seen:?}");
    assert!(documents.iter().all(is_whole));
    let again = place.run(&["ingest", "in", "--json"]);
    let report: Value = serde_json::from_slice(&again.stdout).expect("a report");
    assert_eq!(report["unchanged"], FILES);
}

fn spawn(place: &Place, args: &[&str]) -> Child {
    place
        .command(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("renvoi runs")
}

fn wait_for(place: &Place, what: &str, met: impl Fn(&[Value]) -> bool) {
    let end = Instant::now() + Duration::from_secs(40);
    loop {
        let documents = place.documents();
        if met(&documents) {
            return;
        }
        assert!(
            Instant::now() < end,
            "{what}: {} documents",
            documents.len()
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_watched_folder_is_followed() {
    let place = Place::new();
    place.write("in/1.html", &act(1));
    let child = spawn(&place, &["ingest", "in", "--watch", "--prune"]);
    wait_for(&place, "the first run", |d| d.len() == 1);
    place.write("in/deep/2.html", &act(2));
    wait_for(&place, "a new file in a new folder", |d| d.len() == 2);
    let deep = place.documents();
    let names: Vec<&str> = deep
        .iter()
        .filter_map(|d| d["source"]["file"].as_str())
        .collect();
    assert!(names.contains(&"deep/2.html"), "{names:?}");
    place.write("in/1.html", &act(3));
    wait_for(&place, "a changed file", |d| {
        d.iter().any(|d| d["reference"] == "32031L0003") && d.len() == 2
    });
    fs::remove_file(place.path("in/deep/2.html")).expect("removed");
    wait_for(&place, "a removed file", |d| d.len() == 1);
    kill(child);
}

#[test]
fn the_index_below_what_is_ingested_is_left_out() {
    let place = Place::new();
    place.write("1.html", &act(1));
    place.write(".git/2.html", &act(2));
    for run in ["a first run", "one over the index of the first"] {
        let out = place.run(&["ingest", ".", "--json"]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(0), "{run}: {said}");
        let report: Value = serde_json::from_slice(&out.stdout).expect("a report");
        let files = report["files"].as_array().expect("files");
        assert_eq!(files.len(), 1, "{run}: {report}");
    }
    // An index that another program left, and one that a kill left without a
    // live generation.
    fs::rename(place.path("index"), place.path("old")).expect("moved");
    fs::remove_file(place.path("old/current.json")).expect("removed");
    let out = place.run(&["ingest", "."]);
    assert_eq!(out.status.code(), Some(0));
    let out = place.run(&["ingest", "index"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("an index: name the folder"), "{said}");
    // A folder that has files of such names is none.
    place.write("mine/lock", "Le pont tient.");
    place.write("mine/current.json", "{}");
    place.write("mine/3.html", &act(3));
    assert!(place.run(&["ingest", "mine"]).status.success());
    let documents = place.documents();
    assert!(documents.iter().any(|d| d["reference"] == "32031L0003"));
}

#[test]
fn a_commit_is_no_change_to_a_watched_folder() {
    let place = Place::new();
    place.write("1.html", &act(1));
    let mut child = place
        .command(&["ingest", ".", "--watch", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("renvoi runs");
    wait_for(&place, "the first run", |d| d.len() == 1);
    std::thread::sleep(Duration::from_millis(1500));
    place.write("2.html", &act(2));
    place.write(".git/3.html", &act(3));
    wait_for(&place, "a new file", |d| d.len() == 2);
    std::thread::sleep(Duration::from_millis(2500));
    child.kill().expect("killed");
    let out = child.wait_with_output().expect("ended");
    // One object a run, also of a run that changed nothing.
    let report = String::from_utf8_lossy(&out.stdout).into_owned();
    let mut files = Vec::new();
    for run in report.lines() {
        let run: Value = serde_json::from_str(run).expect("one JSON object");
        files.extend(run["files"].as_array().expect("files").clone());
    }
    let of = |what| files.iter().filter(|f| f["file"] == what).count();
    // The run and the one at the watch's beginning; the new file in one or two.
    let (first, second) = (of("./1.html"), of("./2.html"));
    assert_eq!((first, files.len()), (2, first + second), "{report}");
    assert!(second <= 2, "{report}");
}

#[test]
fn what_is_no_file_is_left_out_and_said() {
    let place = Place::new();
    place.write("in/1.html", &act(1));
    place.write("in/style.css", "p { color: red }");
    place.write("in/page_files/logo.svg", "<svg></svg>");
    let fifo = Command::new("mkfifo")
        .arg(place.path("in/pipe.txt"))
        .status();
    assert!(fifo.expect("mkfifo runs").success());
    std::os::unix::fs::symlink(place.path("in"), place.path("in/loop")).expect("a link");
    std::os::unix::fs::symlink("nowhere", place.path("in/broken.txt")).expect("a link");
    let out = place.run(&["ingest", "in", "--report"]);
    let (report, said) = (
        String::from_utf8_lossy(&out.stdout).into_owned(),
        String::from_utf8_lossy(&out.stderr).into_owned(),
    );
    assert_eq!(out.status.code(), Some(3), "{said}");
    for (outcome, file) in [
        ("added", "1.html"),
        ("skipped", "style.css"),
        ("skipped", "logo.svg"),
        ("skipped", "pipe.txt"),
        ("failed", "loop"),
        ("failed", "broken.txt"),
    ] {
        let line = report.lines().find(|l| l.contains(file));
        let line = line.unwrap_or_else(|| panic!("{file} in\n{report}"));
        assert!(line.starts_with(outcome), "{line}");
    }
    assert!(said.contains("1 added"), "{said}");
    // A pipe that was named is refused at once.
    let pipe = place.path("in/pipe.txt");
    let out = place.run(&["ingest", pipe.to_str().expect("a path")]);
    assert_eq!(out.status.code(), Some(1));
}

/// What `renvoi fetch` saves of an act in several parts: its list is no failure.
#[test]
fn the_list_of_a_publication_is_left_out() {
    let place = Place::new();
    place.write(
        "in/32031L0031.DOC_1.fmx4.xml",
        "<DOC><BIB.DOC/><FMX><DOC.MAIN.PUB><REF.PHYS FILE=\"a.xml\"/></DOC.MAIN.PUB></FMX></DOC>",
    );
    place.write(
        "in/32031L0031.DOC_2.fmx4.xml",
        "<ACT><TITLE><TI><P>Directive (UE) 2031/31 du Conseil</P></TI></TITLE></ACT>",
    );
    place.write("in/fetched.json", "{}");
    let out = place.run(&["ingest", "in"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(0), "{said}");
    assert_eq!(place.documents()[0]["reference"], "32031L0031");
    let out = place.run(&["ingest", "in/32031L0031.DOC_1.fmx4.xml"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("ingest a.xml instead"), "{said}");
}

/// Root may read everything: as root the binary is run as another user.
#[test]
fn what_may_not_be_read_is_named_with_a_remedy() {
    let place = Place::new();
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("allowed");
    };
    place.write("in/1.html", &act(1));
    let file = place.write("in/2.html", &act(2));
    place.write("in/deep/3.html", &act(3));
    let folder = place.path("in/deep");
    allow(&file, 0o000);
    allow(&folder, 0o000);
    let is_root = fs::read(&file).is_ok();
    // The folder that the binary was built in may be root's alone.
    let binary = place.path("renvoi");
    fs::copy(env!("CARGO_BIN_EXE_renvoi"), &binary).expect("copied");
    allow(place.0.path(), 0o777);
    let run = |args: &[&str]| {
        if !is_root {
            return place.run(args);
        }
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
        Command::new("setpriv")
            .args(nobody)
            .arg(&binary)
            .args(args)
            .current_dir(place.0.path())
            .env("RENVOI_INDEX", place.path("index"))
            .output()
            .expect("setpriv of util-linux runs")
    };
    let out = run(&["ingest", "in", "--report"]);
    allow(&folder, 0o755);
    assert_eq!(run(&["ingest", "in"]).status.code(), Some(3));
    let before = place.documents().len();
    allow(&folder, 0o000);
    let pruned = run(&["ingest", "in", "--prune", "--report"]);
    let kept = place.documents().len();
    allow(&file, 0o600);
    allow(&folder, 0o700);
    let rows = String::from_utf8_lossy(&pruned.stdout).into_owned();
    assert!(
        !rows.contains("pruned"),
        "a closed folder is not gone: {rows}"
    );
    assert_eq!((before, kept), (2, 2));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(3), "{said}");
    for name in ["in/2.html", "in/deep"] {
        let line = said.lines().find(|l| l.contains(name));
        let line = line.unwrap_or_else(|| panic!("{name} in {said}"));
        assert!(line.contains("cannot be read"), "{line}");
        assert!(line.contains("chmod a+r"), "{line}");
    }
    let report = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        report
            .lines()
            .any(|l| l.starts_with("added") && l.contains("1.html")),
        "{report}"
    );
}

#[test]
fn what_moved_is_not_pruned() {
    let place = Place::new();
    place.write(
        "in/a/note.txt",
        "Le pont tient encore, et la route qui y mène est ouverte.\n",
    );
    place.write("in/a/act.html", &act(7));
    assert!(place.run(&["ingest", "in"]).status.success());
    fs::create_dir(place.path("in/b")).expect("made");
    for (from, to) in [
        ("in/a/note.txt", "in/b/note.txt"),
        ("in/a/act.html", "in/b/other.html"),
    ] {
        fs::rename(place.path(from), place.path(to)).expect("moved");
    }
    let dry = place.run(&["ingest", "in", "--prune", "--dry-run", "--report"]);
    let out = place.run(&["ingest", "in", "--prune", "--report"]);
    for out in [dry, out] {
        let rows = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(!rows.contains("pruned"), "{rows}");
    }
    assert_eq!(place.documents().len(), 2);
    fs::remove_file(place.path("in/b/note.txt")).expect("removed");
    assert!(place.run(&["ingest", "in", "--prune"]).status.success());
    assert_eq!(place.documents().len(), 1);
}

#[test]
fn names_that_are_no_text_are_names() {
    use std::os::unix::ffi::OsStringExt as _;
    let place = Place::new();
    place.write("in/0.html", &act(1));
    for byte in [0xfe, 0xff] {
        let name = std::ffi::OsString::from_vec(vec![b'a', byte, b'.', b't', b'x', b't']);
        let text = format!("Le pont {byte} tient encore, et la route y mène.\n");
        fs::write(place.path("in").join(name), text).expect("written");
    }
    for _ in 0..2 {
        let out = place.run(&["ingest", "in", "--prune", "--json"]);
        assert!(out.status.success());
        assert_eq!(place.documents().len(), 3);
    }
    let out = place.run(&["ingest", "in", "--json"]);
    let report: Value = serde_json::from_slice(&out.stdout).expect("a report");
    assert_eq!(report["unchanged"], 3);
}

#[test]
fn a_format_is_told_by_content() {
    let act_text = "DIRECTIVE (UE) 2031/5 DU CONSEIL\n\ndu 3 mars 2031\n\nrelative aux ponts\n\n\
        LE CONSEIL DE L’UNION EUROPÉENNE,\n\nvu le traité, et sur proposition de la Commission,\n\n\
        A ADOPTÉ LA PRÉSENTE DIRECTIVE:\n\nArticle premier\n\nLes ponts sont contrôlés par les \
        autorités de chaque État membre, qui en rendent compte à la Commission dans les trois mois \
        de chaque contrôle, et qui publient ce qu’elles ont trouvé sous une forme que chacun peut \
        lire, conformément à la directive sur les infrastructures (1).\n\nFait à Bruxelles, le 3 mars 2031.\n\n\
        (1) Directive 2008/114/CE du Conseil.\n";
    let word = "Les ponts sont sûrs pour qui les passe, et les routes le sont aussi[footnoteRef:2].\n\
        [2: Rapport de la Commission sur les ponts.]\n";
    let note = "# Les ponts\n\nLes ponts de la ville sont contrôlés par les autorités[^1], qui en \
        rendent compte à la Commission dans les trois mois.\n\n[^1]: Rapport annuel.\n";
    let texts = [
        ("pasted", act_text),
        ("word-dump", word),
        ("markdown", note),
        ("eurlex-html", &act(4)),
    ];
    for name in [
        "x.html", "x.pdf", "x.docx", "x.css", "x.json", "x.zip", "x", "x.xml", "x.md",
    ] {
        for (format, text) in texts {
            let place = Place::new();
            place.write(&format!("in/{name}"), text);
            let out = place.run(&["ingest", "in"]);
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(out.status.success(), "{format} as {name}: {said}");
            assert_eq!(
                place.documents()[0]["source"]["format"],
                format,
                "as {name}"
            );
        }
    }
    let place = Place::new();
    place.write(
        "in/a.css",
        "/* The colours of the page. */\nbody { color: red; margin: 0 }\n",
    );
    place.write("in/a.rs", "fn main() {\n    println!(\"the pont\");\n}\n");
    place.write("in/a.html", &act(4));
    let out = place.run(&["ingest", "in", "--json"]);
    let report: Value = serde_json::from_slice(&out.stdout).expect("a report");
    assert_eq!(
        (&report["added"], &report["skipped"]),
        (&1.into(), &2.into())
    );
}

#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let place = Place::new();
    place.write("in/1.html", &act(1));
    assert!(place.run(&["ingest", "in"]).status.success());
    for number in 100..140 {
        place.write(&format!("in/{number}.html"), &act(number));
    }
    // A limit on the size of files answers as a disk without room does.
    let limited = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' ingest in",
        env!("CARGO_BIN_EXE_renvoi")
    );
    let out = Command::new("bash")
        .args(["-c", &limited])
        .current_dir(place.0.path())
        .env("RENVOI_INDEX", place.path("index"))
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("disk is not full"), "{said}");
    assert_eq!(place.documents().len(), 1, "what was there is there");
    assert!(place.run(&["ingest", "in"]).status.success());
    assert_eq!(place.documents().len(), 41);
}

#[test]
fn a_pdf_that_is_none_is_refused_and_the_rest_is_done() {
    let place = Place::new();
    place.write("in/1.html", &act(1));
    place.write("in/cut.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog");
    place.write("in/word.docx", "PK\u{3}\u{4} word/document.xml");
    let out = place.run(&["ingest", "in", "--json"]);
    assert_eq!(out.status.code(), Some(3));
    let report: Value = serde_json::from_slice(&out.stdout).expect("a report");
    assert_eq!(
        (&report["added"], &report["failed"]),
        (&1.into(), &2.into())
    );
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    for (file, format) in [("cut.pdf", "PDF"), ("word.docx", "DOCX")] {
        let line = said.lines().find(|l| l.contains(file)).expect(file);
        assert!(line.contains(format), "{line}");
    }
    assert!(Path::new(&place.path("index/current.json")).exists());
}
