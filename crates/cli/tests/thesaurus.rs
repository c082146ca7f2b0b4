//! A thesaurus of one's own, from its import to a search.
//!
//! 1. What was imported tags passages, and filters, suggestions and searches know
//!    it, without an option.
//! 2. An index is never tagged with two thesauri.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const TABLE: &str = "id\tpref_fr\talt_fr\tbroader\n1\touvrage d’art\t\t\n2\tpont suspendu\tpasserelle haubanée\t1\n";

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        place.write("eurovoc.tsv", TABLE);
        place.write(
            "texts/a.txt",
            "1. Titre\nLa passerelle haubanée tient[footnoteRef:2]. [2: Ibid.]\n",
        );
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_renvoi"))
            .args(args)
            .current_dir(self.0.path())
            .env_remove("RENVOI_INDEX")
            .env_remove("RENVOI_THESAURUS")
            .stdin(Stdio::null())
            .output()
            .expect("renvoi runs")
    }

    fn done(&self, args: &[&str]) -> Output {
        let out = self.run(args);
        assert!(out.status.success(), "{args:?}: {}", said(&out));
        out
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_slice(&self.done(args).stdout).expect("one JSON object")
    }

    fn tagged(&self) -> u64 {
        let results = self.json(&["search", "--json", "theme:\"Passerelle haubanée\""]);
        results["total"].as_u64().expect("a count")
    }
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

#[test]
fn what_was_imported_is_used_from_then_on() {
    let place = Place::new();
    let report = place.json(&["thesaurus", "import", "eurovoc.tsv", "--json"]);
    assert_eq!(report["added"], 2);
    place.done(&["ingest", "texts"]);
    assert_eq!(place.tagged(), 1);
    let results = place.json(&["search", "--json", "--facets", "pont suspendu"]);
    assert_eq!(results["total"], 1, "found by a synonym alone");
    assert_eq!(
        results["interpretation"]["expansions"][0]["topic"],
        "pont-suspendu"
    );
    assert_eq!(results["facets"]["topic"][0]["value"], "pont-suspendu");
    let suggestions = place.json(&["suggest", "--json", "pont s"]);
    assert_eq!(suggestions["topics"][0]["id"], "pont-suspendu");
    // The index has its own copy.
    fs::remove_file(place.path("index/thesaurus.toml")).expect("removed");
    place.done(&["ingest", "texts"]);
    place.done(&["ingest", "--rebuild", "texts"]);
    assert_eq!(place.tagged(), 1);
}

#[test]
fn another_thesaurus_needs_a_rebuild() {
    let place = Place::new();
    place.done(&["ingest", "texts"]);
    assert_eq!(place.tagged(), 0);
    place.done(&[
        "thesaurus",
        "import",
        "eurovoc.tsv",
        "--output",
        "new/own.toml",
    ]);
    place.done(&["ingest", "texts"]);
    for args in [
        &["ingest", "--thesaurus", "new/own.toml", "texts"][..],
        &[
            "ingest",
            "--dry-run",
            "--thesaurus",
            "new/own.toml",
            "texts",
        ],
    ] {
        let refused = place.run(args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(said(&refused).contains("--rebuild"), "{}", said(&refused));
    }
    assert_eq!(place.tagged(), 0, "the index is as it was");
    place.done(&[
        "ingest",
        "--rebuild",
        "--thesaurus",
        "new/own.toml",
        "texts",
    ]);
    assert_eq!(place.tagged(), 1);
    place.done(&["ingest", "--thesaurus", "new/own.toml", "texts"]);
    // What says which generation is live is lost: its topics are not.
    place.write("index/current.json", "{");
    let out = place.done(&["ingest", "--rebuild", "texts"]);
    assert!(said(&out).contains("--dictionary"), "{}", said(&out));
    assert_eq!(place.tagged(), 1);
}

#[test]
fn a_thesaurus_that_cannot_be_used_is_named() {
    let place = Place::new();
    place.write("bad.toml", "[[topic]]\nid = 3\n");
    for (args, name) in [
        (&["ingest", "--thesaurus", "bad.toml", "texts"], "bad.toml"),
        (
            &["ingest", "--thesaurus", "gone.toml", "texts"],
            "gone.toml",
        ),
        (&["thesaurus", "import", "bad.toml", "--json"], "bad.toml"),
    ] {
        let out = place.run(args);
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        assert!(said(&out).contains(name), "{args:?}: {}", said(&out));
        assert!(out.stdout.is_empty());
    }
}
