//! The binary as users run it.
//!
//! 1. Ingest, then find: counts, JSON, exit codes; data on standard output and
//!    words on standard error.
//! 2. Bad input: each file has its error, which names it and says what to do;
//!    the rest of the run is done and nothing that was there is lost.
//! 3. Runs do not disturb each other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, bytes).expect("written");
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renvoi"));
        command
            .args(args)
            .env("RENVOI_INDEX", self.path("index"))
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("renvoi runs")
    }

    fn ingest(&self, folder: &str) -> Output {
        let path = self.path(folder);
        self.run(&["ingest", path.to_str().expect("a path")])
    }

    fn json(&self, args: &[&str]) -> Value {
        let out = self.run(args);
        assert!(out.status.success(), "{args:?}: {}", stderr(&out));
        serde_json::from_slice(&out.stdout).expect("one JSON object")
    }
}

fn stdout(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned()
}

fn stderr(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn dump(reference: &str) -> String {
    format!("1. Titre\nLe réseau est protégé[footnoteRef:2]. [2: Voir {reference}.]\n")
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample")
}

#[test]
fn the_sample_is_ingested_and_found() {
    let place = Place::new();
    let sample = sample();
    let sample = sample.to_str().expect("a path");
    let out = place.run(&["ingest", sample]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(stdout(&out).is_empty(), "words belong on standard error");
    assert!(
        stderr(&out).starts_with("10 added, 0 replaced, 0 unchanged, 0 failed"),
        "{}",
        stderr(&out)
    );

    let again = place.json(&["ingest", sample, "--json"]);
    assert_eq!(
        (&again["added"], &again["unchanged"]),
        (&0.into(), &10.into())
    );

    let cited = place.json(&["cite", "com 2020 607", "--json"]);
    assert_eq!(cited["key"], "COM(2020) 607");
    assert_eq!(cited["total"], 3);
    for place in cited["cited_by"].as_array().expect("places") {
        assert!(place["passage"].is_string() && !place["text"].as_str().unwrap_or("").is_empty());
    }
    let found = place.json(&["search", "--json", "résilience des entités critiques"]);
    assert_eq!(found["hits"][0]["document"]["id"], "fiche-cer");

    let export = stdout(&place.run(&["export"]));
    let mut notes = 0;
    for line in export.lines() {
        let document: Value = serde_json::from_str(line).expect("a document a line");
        for note in document["footnotes"].as_array().expect("notes") {
            assert!(
                note["text"].is_string() && note["called_from"].is_string(),
                "{note}"
            );
            notes += 1;
        }
        assert_eq!(
            document["warnings"].as_array().map(Vec::len),
            Some(0),
            "{}",
            document["id"]
        );
    }
    assert_eq!((export.lines().count(), notes), (10, 135));
}

#[test]
fn a_changed_file_replaces_its_document() {
    let place = Place::new();
    place.write("in/a.txt", dump("COM(2020) 605"));
    place.write("in/b.txt", dump("COM(2020) 606"));
    assert!(place.ingest("in").status.success());
    place.write("in/a.txt", dump("COM(2020) 607"));
    let out = place.ingest("in");
    assert!(
        stderr(&out).starts_with("0 added, 1 replaced, 1 unchanged"),
        "{}",
        stderr(&out)
    );
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 0);
    assert_eq!(place.json(&["cite", "COM(2020) 607", "--json"])["total"], 1);
}

#[test]
fn metadata_comes_from_sources_toml() {
    let place = Place::new();
    place.write("in/a.txt", dump("COM(2020) 605"));
    place.write(
        "in/sources.toml",
        "[[document]]\nfile = \"a.txt\"\nreference = \"COM(2022) 745\"\ntitle = \"Un rapport\"\ndate = \"2022-12-13\"\n",
    );
    assert!(place.ingest("in").status.success());
    let shown = place.json(&["show", "com 2022 745", "--json"]);
    assert_eq!(shown["id"], "com-2022-745");
    assert_eq!(shown["reference"], "COM(2022) 745");
    assert_eq!(
        (&shown["title"], &shown["date"]),
        (&"Un rapport".into(), &"2022-12-13".into())
    );
    let passage = place.json(&["show", "com-2022-745/n1", "--json"]);
    assert_eq!(passage["content"]["footnote"]["label"], "2");
}

#[test]
fn bad_files_are_named_and_the_rest_is_done() {
    let place = Place::new();
    place.write("in/good.txt", dump("COM(2020) 605"));
    place.write("in/binary.txt", b"PK\x03\x04rest");
    place.write("in/nul.txt", b"abc\0def");
    place.write("in/latin.txt", b"caf\xe9 du mus\xe9e");
    place.write(
        "in/mixed.txt",
        b"caf\xe9 du mus"
            .iter()
            .chain("é".as_bytes())
            .copied()
            .collect::<Vec<u8>>(),
    );
    place.write("in/empty.txt", "");
    place.write("in/blank.txt", " \n\n \t\n");
    place.write("in/utf16.txt", b"\xff\xfeC\0d");
    let long = place.path("in/long.txt");
    fs::File::create(&long)
        .expect("made")
        .set_len(100 << 20)
        .expect("100 MB");
    place.write("in/picture.png", b"\x89PNG");
    let out = place.ingest("in");
    let said = stderr(&out);
    assert_eq!(out.status.code(), Some(3), "partly done: {said}");
    for (file, remedy) in [
        ("binary.txt", "neither DOCX nor Formex: unpack it"),
        ("nul.txt", "NUL"),
        ("mixed.txt: damaged text: not UTF-8 at byte 3", "iconv"),
        ("empty.txt", "no text"),
        ("blank.txt", "no text"),
        ("utf16.txt", "UTF-8"),
        ("long.txt", "split it"),
    ] {
        let line = said
            .lines()
            .find(|l| l.contains(file))
            .unwrap_or_else(|| panic!("{file} in {said}"));
        assert!(line.contains(remedy), "{line}");
    }
    // One was written in the encoding of Windows, beyond doubt.
    assert!(
        said.contains("2 added") && said.contains("7 failed, 1 left out"),
        "{said}"
    );
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 1);
}

#[test]
fn a_long_line_is_read() {
    let place = Place::new();
    place.write("in/line.txt", "mot ".repeat(250_000) + "COM(2020) 605");
    assert_eq!(place.ingest("in").status.code(), Some(0));
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 1);
}

#[test]
fn faults_of_sources_toml_are_named() {
    let place = Place::new();
    for name in ["a", "b", "c"] {
        place.write(&format!("in/{name}.txt"), dump("COM(2020) 605"));
    }
    place.write(
        "in/sources.toml",
        "[[document]]\nfile = \"a.txt\"\nrefrence = \"COM(2022) 745\"\n\
         [[document]]\nfile = \"absent.txt\"\ntitle = \"x\"\n\
         [[document]]\nfile = \"b.txt\"\nreference = \"n’importe quoi\"\n",
    );
    let out = place.ingest("in");
    let said = stderr(&out);
    assert_eq!(out.status.code(), Some(3), "{said}");
    for expected in [
        "`a.txt`: unknown field `refrence`",
        "`absent.txt`: there is no such file",
        "`b.txt`: `n’importe quoi` is not a reference",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    assert!(said.contains("1 added"), "{said}");

    place.write("in/sources.toml", "[[document]\nfile = 3");
    let out = place.ingest("in");
    assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
    assert!(
        stderr(&out).contains("sources.toml: TOML parse error at line 1"),
        "{}",
        stderr(&out)
    );
}

#[test]
fn two_files_do_not_share_an_id() {
    let place = Place::new();
    let ids = |place: &Place| -> Vec<String> {
        let export = stdout(&place.run(&["export"]));
        let ids = export.lines().map(|line| {
            let document: Value = serde_json::from_str(line).expect("a document");
            document["id"].as_str().expect("an id").to_owned()
        });
        ids.collect()
    };
    for folder in ["one", "two", "three"] {
        place.write(&format!("in/{folder}/a.txt"), dump("COM(2020) 605"));
    }
    assert_eq!(place.ingest("in").status.code(), Some(0));
    let first = ids(&place);
    assert_eq!(first, ["a", "three-a", "two-a"]);
    assert_eq!(place.ingest("in").status.code(), Some(0));
    assert_eq!(ids(&place), first, "ids are permanent");

    // An id that was asked for is given to one file or none.
    let entry = |file| format!("[[document]]\nfile = \"{file}\"\nid = \"x\"\n");
    place.write("named/b.txt", dump("COM(2020) 605"));
    place.write("named/c.txt", dump("COM(2020) 606"));
    place.write("named/sources.toml", entry("b.txt") + &entry("c.txt"));
    let out = place.ingest("named");
    assert_eq!(out.status.code(), Some(3));
    assert!(
        stderr(&out).contains("give one of them another `id` in sources.toml"),
        "{}",
        stderr(&out)
    );
}

#[test]
fn a_document_is_one_however_its_folder_is_named() {
    let place = Place::new();
    let file = place.write("in/deep/a.txt", dump("COM(2020) 605"));
    let file = file.to_str().expect("a path");
    let folder = place.path("in/deep");
    let out = place.run(&["ingest", file, folder.to_str().expect("a path"), file]);
    assert!(
        stderr(&out).starts_with("1 added, 0 replaced, 0 unchanged, 0 failed"),
        "{}",
        stderr(&out)
    );
    let out = place.ingest("in");
    assert!(
        stderr(&out).starts_with("0 added, 0 replaced, 1 unchanged, 0 failed"),
        "{}",
        stderr(&out)
    );
    place.write("in/deep/a.txt", dump("COM(2020) 606"));
    let out = place.ingest("in");
    assert!(
        stderr(&out).starts_with("0 added, 1 replaced"),
        "{}",
        stderr(&out)
    );
}

#[test]
fn a_file_of_the_same_name_does_not_overwrite_another() {
    let place = Place::new();
    place.write("one/a.txt", dump("COM(2020) 605"));
    place.write("two/a.txt", dump("COM(2020) 606"));
    assert!(place.ingest("one").status.success());
    assert!(place.ingest("two").status.success());
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 1);
    assert_eq!(place.json(&["cite", "COM(2020) 606", "--json"])["total"], 1);

    // A document whose file is gone stays until it is asked to go.
    fs::remove_file(place.path("one/a.txt")).expect("removed");
    assert!(place.ingest("two").status.success());
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 1);
    let one = place.path("one");
    place.write("one/b.txt", dump("COM(2020) 607"));
    let would = place.json(&[
        "ingest",
        "--prune",
        "--dry-run",
        "--json",
        one.to_str().expect("a path"),
    ]);
    assert_eq!((&would["pruned"], &would["added"]), (&1.into(), &1.into()));
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 1);
    let did = place.json(&["ingest", "--prune", "--json", one.to_str().expect("a path")]);
    assert_eq!((&did["pruned"], &did["added"]), (&1.into(), &1.into()));
    assert_eq!(place.json(&["cite", "COM(2020) 605", "--json"])["total"], 0);
    assert_eq!(place.json(&["cite", "COM(2020) 606", "--json"])["total"], 1);
}

#[test]
fn a_new_id_takes_the_place_of_the_old_one() {
    let place = Place::new();
    place.write("in/a.txt", dump("COM(2020) 605"));
    place.write("in/b.txt", dump("COM(2020) 605"));
    let name = |a: &str, b: &str| {
        let entry = |file, id| format!("[[document]]\nfile = \"{file}.txt\"\nid = \"{id}\"\n");
        place.write("in/sources.toml", entry("a", a) + &entry("b", b));
        assert!(place.ingest("in").status.success());
        let mut ids: Vec<String> = stdout(&place.run(&["export"]))
            .lines()
            .map(|line| {
                let document: Value = serde_json::from_str(line).expect("a document");
                format!("{} from {}", document["id"], document["source"]["file"])
            })
            .collect();
        ids.sort();
        ids.join(", ")
    };
    assert_eq!(name("x", "y"), "\"x\" from \"a.txt\", \"y\" from \"b.txt\"");
    assert_eq!(name("z", "y"), "\"y\" from \"b.txt\", \"z\" from \"a.txt\"");
}

#[test]
fn hostile_texts_take_no_time() {
    let place = Place::new();
    place.write("in/hyphens.txt", "mot-\n\n".repeat(40_000));
    place.write("in/headings.txt", "1. Titre\n\n".repeat(20_000));
    place.write("in/numbers.txt", "1\n\n".repeat(40_000));
    place.write("in/calls.txt", "mot1 mot2\n1 Note\n\n\n\n".repeat(10_000));
    place.write("in/brackets.txt", "a[footnoteRef:2] [2: ".repeat(20_000));
    let start = std::time::Instant::now();
    assert_eq!(place.ingest("in").status.code(), Some(0));
    // Each was minutes when a step was quadratic; the build is not optimised.
    assert!(start.elapsed().as_secs() < 90, "{:?}", start.elapsed());
}

#[test]
fn what_is_missing_is_said() {
    let place = Place::new();
    let fails = |args: &[&str], said: &str| {
        let out = place.run(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        assert!(stderr(&out).contains(said), "{args:?}: {}", stderr(&out));
        assert!(stdout(&out).is_empty(), "{args:?}");
    };
    fails(&["search", "x"], "make one with `renvoi ingest PATH…`");
    fails(
        &["ingest", "/nowhere/at/all"],
        "/nowhere/at/all: cannot be read",
    );
    fs::create_dir(place.path("vide")).expect("made");
    fails(
        &["ingest", place.path("vide").to_str().expect("a path")],
        "no document in this folder",
    );
    place.write("in/a.txt", dump("COM(2020) 605"));
    assert!(place.ingest("in").status.success());
    fails(&["cite", "rien"], "`rien` is not a reference");
    fails(&["show", "rien"], "it holds a");
    fails(&["show", "a/p99"], "no passage or note `a/p99`");
    fails(&["refs", "/nowhere"], "/nowhere");
    assert_eq!(place.run(&["search"]).status.code(), Some(2), "usage");
    assert_eq!(
        place.run(&["search", "a", "--limit", "0"]).status.code(),
        Some(2),
        "usage"
    );

    let current = place.path("index/current.json");
    let text = fs::read_to_string(&current).expect("current.json");
    fs::write(&current, text.replace("\"analysis\":", "\"analysis\":9")).expect("written");
    fails(
        &["search", "x"],
        "rebuild it with `renvoi ingest --rebuild PATH…`",
    );
    let path = place.path("in");
    let rebuilt = place.run(&["ingest", "--rebuild", path.to_str().expect("a path")]);
    assert!(rebuilt.status.success(), "{}", stderr(&rebuilt));
    assert!(place.run(&["search", "réseau"]).status.success());
}

#[test]
fn references_are_listed_with_offsets_over_the_whole_input() {
    let place = Place::new();
    let text = "Où ? Voir COM(2020) 605.\n\nPuis la directive (UE) 2022/2555 et le JO L 333 du 27.12.2022, p. 80.\n";
    let file = place.write("texte.txt", text);
    let out = place.run(&["refs", "--json", file.to_str().expect("a path")]);
    let chars: Vec<char> = text.chars().collect();
    let keys: Vec<String> = stdout(&out)
        .lines()
        .map(|line| {
            let citation: Value = serde_json::from_str(line).expect("one object a line");
            let at = |key: &str| {
                usize::try_from(citation[key].as_u64().expect("an offset")).expect("fits")
            };
            let slice: String = chars[at("start")..at("end")].iter().collect();
            assert_eq!(citation["text"], Value::String(slice));
            citation["key"].as_str().expect("a key").to_owned()
        })
        .collect();
    assert_eq!(
        keys,
        ["COM(2020) 605", "32022L2555", "JO L 333, 27.12.2022"]
    );
}

#[test]
fn nobody_need_read_what_is_said() {
    let place = Place::new();
    let file = place.write("texte.txt", "COM(2020) 605. ".repeat(20_000));
    let file = file.to_str().expect("a path");
    let spawn = |args: &[&str]| {
        let mut command = place.command(args);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("renvoi runs")
    };
    let mut child = spawn(&["refs", file]);
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("it ends");
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), ""));
    place.write("in/a.pdf", "%PDF-1.7 et rien de plus");
    let folder = place.path("in");
    let folder = folder.to_str().expect("a path");
    for (args, code) in [
        (&["ingest", file, folder, "-vvv"][..], 3),
        (&["ingest", folder], 1),
        (&["show", "rien"], 1),
    ] {
        let mut child = spawn(args);
        drop(child.stderr.take());
        let out = child.wait_with_output().expect("it ends");
        assert_eq!(out.status.code(), Some(code), "{args:?}");
    }
}

#[test]
fn latency_is_measured_by_class() {
    let place = Place::new();
    place.write("in/a.txt", dump("COM(2020) 605"));
    assert!(place.ingest("in").status.success());
    let queries = place.write(
        "q.txt",
        "# essai\nréseau\nréseau protégé\n\"réseau est\"\nCOM(2020) 605\nréseau note:oui\n",
    );
    let queries = queries.to_str().expect("a path");
    let report = place.json(&["bench", "--queries", queries, "--rounds", "3", "--json"]);
    assert_eq!(report["queries"], 5);
    assert_eq!(report["classes"]["all"]["count"], 15);
    for class in ["word", "words", "phrase", "reference", "filter"] {
        let latency = &report["classes"][class];
        assert_eq!(latency["count"], 3, "{class}");
        assert!(
            latency["p50_us"].as_u64() <= latency["max_us"].as_u64(),
            "{class}"
        );
    }
    let table = stdout(&place.run(&["bench", "--queries", queries, "--rounds", "1"]));
    assert!(
        table.contains("p99 µs") && table.contains("reference"),
        "{table}"
    );
}
