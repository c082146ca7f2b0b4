//! Searches for instruments and inside them, as users run them. The documents are written for this test.
//!
//! 1. `dans:` with an instrument looks in its newest version, and in the recitals of the act.
//! 2. `section:` knows the titles of numbered articles and chapters.
//! 3. An issue of the Journal without its day is the one that texts cite.
//! 4. What finds nothing says why.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const ACT: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml"><body>
<p class="oj-doc-ti">RÈGLEMENT (UE) 2031/12 DU CONSEIL</p><p class="oj-doc-ti">du 3 mars 2031</p><p class="oj-doc-ti">sur les ponts</p>
<p class="oj-normal">considérant ce qui suit:</p>
<table><tr><td><p>(1)</p></td><td><p>Les ponts relient les rives.</p></td></tr></table>
<p class="oj-ti-section-1">CHAPITRE II</p><p class="oj-ti-section-2">Gestion des risques</p>
<p class="oj-ti-art">Article 6</p><p class="oj-sti-art">Surveillance des piles</p>
<p class="oj-normal">Les ponts sont contrôlés chaque année.</p></body></html>"#;

const CONSOLIDATED: &str = r#"<html><body><p class="reference">02031R0012 — FR — 01.01.2032 — 001.001</p>
<p class="title-doc-first">RÈGLEMENT (UE) 2031/12 DU CONSEIL</p><p class="title-doc-first">du 3 mars 2031</p>
<p class="title-article-norm">Article 6</p><p class="stitle-article-norm">Surveillance des piles</p>
<p class="norm">Les ponts sont contrôlés deux fois par an.</p></body></html>"#;

const NOTE: &str = "# Fiche\n\nLe règlement sur les ponts a paru au JO L 99 du 4.5.2031, p. 1.\n\nLa \
    communication COM(2031) 5 y renvoie.\n\nLe rapport COM(2031) 6 parle des rives.\n";

struct Index(tempfile::TempDir);

impl Index {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("written");
        };
        write("act.html", ACT);
        write("consolidated.html", CONSOLIDATED);
        write("note.md", NOTE);
        let index = Self(folder);
        let out = index.run(&["ingest", "."]);
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        index
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, args: &[&str]) -> std::process::Output {
        Command::new(env!("CARGO_BIN_EXE_renvoi"))
            .args(args)
            .current_dir(self.path())
            .env("RENVOI_INDEX", self.path().join("index"))
            .output()
            .expect("renvoi runs")
    }

    fn search(&self, query: &str) -> Value {
        let out = self.run(&["search", "--json", query]);
        serde_json::from_slice(&out.stdout).expect("an answer")
    }
}

fn texts(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().expect("hits").iter();
    hits.filter_map(|hit| hit["text"].as_str()).collect()
}

fn said(answer: &Value) -> String {
    answer["interpretation"]["diagnostics"].to_string()
}

#[test]
fn instruments_are_searched_as_a_reader_would() {
    let index = Index::new();
    let found = index.search("dans:32031R0012 ponts rives genre:considérant");
    assert_eq!(texts(&found), ["(1) Les ponts relient les rives."]);
    let found = index.search("dans:32031R0012 contrôlés");
    assert_eq!(
        texts(&found),
        ["Les ponts sont contrôlés deux fois par an."]
    );
    let found = index.search("dans:32031R0012 contrôlés versions:toutes");
    assert_eq!(texts(&found).len(), 2);

    let found = index.search("section:\"gestion des risques\" contrôlés versions:toutes");
    assert_eq!(texts(&found), ["Les ponts sont contrôlés chaque année."]);
    let found = index.search("section:surveillance contrôlés");
    assert_eq!(
        texts(&found),
        ["Les ponts sont contrôlés deux fois par an."]
    );

    for issue in [
        "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=OJ:L:2031:099:TOC",
        "JO 2031, L 99, p. 1",
        "ref:\"JO L 99, 2031\"",
        "JO L 99 du 4.5.2031",
    ] {
        assert_eq!(index.search(issue)["total"], 1, "{issue}");
    }
    let cited = index.run(&["cite", "--json", "JO 2031, L 99"]);
    let cited: Value = serde_json::from_slice(&cited.stdout).expect("an answer");
    assert_eq!(
        (&cited["key"], &cited["total"]),
        (&"JO L 99, 4.5.2031".into(), &1.into())
    );
}

#[test]
fn what_finds_nothing_says_why() {
    let index = Index::new();
    let both = index.search("COM(2031) 5 COM(2031) 6");
    assert_eq!(both["total"], 0);
    assert!(
        said(&both).contains("COM(2031) 5 OU COM(2031) 6"),
        "{}",
        said(&both)
    );
    let phrase = index.search("\"parle des rives\" annee:1999");
    assert!(
        !said(&phrase).contains("aucun passage ne contient"),
        "{}",
        said(&phrase)
    );
    let phrase = index.search("\"rives des parle\"");
    assert!(
        said(&phrase).contains("aucun passage ne contient"),
        "{}",
        said(&phrase)
    );
}

#[test]
fn numbers_are_not_completed() {
    let index = Index::new();
    let suggested = |beginning: &str| -> Value {
        let out = index.run(&["suggest", "--json", beginning]);
        serde_json::from_slice(&out.stdout).expect("suggestions")
    };
    assert_eq!(suggested("com(2031) 20")["terms"], Value::Array(Vec::new()));
    assert_eq!(suggested("les riv")["terms"][0]["text"], "les rives");
}
