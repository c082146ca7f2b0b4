//! Languages beside French: a table of passages, and of queries in all languages.
//!
//! 1. Every query of `queries.tsv` finds what it should and nothing else.
//! 2. What matched is marked, letter by letter, in forms of the text's language.
//! 3. A text of a rare language is judged by what it says.
//! 4. What is similar is found in English and in Japanese.

#[path = "../common/mod.rs"]
mod common;

use std::path::Path;

use renvoi_analysis::detect_language;
use renvoi_document::Language;
use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Hit, Page, Results, View, search, similar};

use common::{rows, run, view};

const PASSAGES: &str = include_str!("passages.tsv");
const QUERIES: &str = include_str!("queries.tsv");

fn index(folder: &Path) -> View {
    let writer = run(folder, Mode::Update);
    for row in rows(PASSAGES) {
        let [id, language, text] = row[..] else {
            panic!("three columns: {row:?}");
        };
        let told = detect_language(text, Language::Fr).as_str();
        assert_eq!(told, language, "{id}");
        let document = read_bytes(&format!("{id}.md"), text.as_bytes()).expect("a document");
        writer.put(document, "digest", id).expect("put");
    }
    writer.commit().expect("commit");
    view(folder)
}

fn asked(store: &View, query: &str) -> Results {
    let page = Page {
        offset: 0,
        limit: 100,
    };
    search(store, query, page).expect("results")
}

fn id(hit: &Hit) -> &str {
    hit.document.id.as_str()
}

/// What is marked in a hit, by code points.
fn marked(hit: &Hit) -> String {
    let letters: Vec<char> = hit.text.chars().collect();
    let marks = hit.highlights.iter();
    let marks: Vec<String> = marks
        .map(|(from, to)| letters[*from..*to].iter().collect())
        .collect();
    marks.join("|")
}

#[test]
fn the_table_of_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = index(folder.path());
    let order: Vec<&str> = rows(PASSAGES).map(|row| row[0]).collect();
    for row in rows(QUERIES) {
        let [query, expected, marks] = row[..] else {
            panic!("three columns: {row:?}");
        };
        let hits = asked(&store, query).hits;
        let mut found: Vec<&str> = hits.iter().map(id).collect();
        if let Some(others) = found.get_mut(1..) {
            others.sort_by_key(|id| order.iter().position(|known| known == id));
        }
        assert_eq!(found.join(" "), expected, "{query}");
        let best = hits.first().map(marked).unwrap_or_default();
        assert_eq!(best, marks, "{query}");
    }
}

#[test]
fn the_rarer_language_has_no_advantage_and_no_drawback() {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = run(folder.path(), Mode::Update);
    let put = |id: &str, text: &str| {
        let document = read_bytes(&format!("{id}.md"), text.as_bytes()).expect("a document");
        writer.put(document, "digest", id).expect("put");
    };
    put(
        "best",
        "From port to port: of all the coast this is the port for the fleet.",
    );
    let other = "and the nets that were left on the quay are for the boats of the next tide ";
    put("worst", &format!("The port is closed {}.", other.repeat(8)));
    // More than the first stage hands on.
    for number in 0..400 {
        let text = format!("Le port {number} est un port que la flotte connaît bien.");
        put(&format!("fr-{number}"), &text);
    }
    writer.commit().expect("commit");
    let store = view(folder.path());
    let hits = asked(&store, "port").hits;
    assert_eq!(hits.first().map(id), Some("best"));
    assert!(!hits.iter().any(|hit| id(hit) == "worst"));
}

#[test]
fn what_is_similar_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = run(folder.path(), Mode::Update);
    for (name, text) in [
        (
            "a",
            "The ports were screened for drones by the police, which reports to the harbour master.",
        ),
        (
            "b",
            "A port that is screening its waters with a drone tells the police of the harbour so.",
        ),
        (
            "c",
            "The bakers of the town have been baking with rye, which is dearer than the wheat.",
        ),
        ("d", "停電に備えた訓練を毎年行う。"),
        ("e", "毎年の訓練は停電を想定する。"),
    ] {
        let document = read_bytes(&format!("{name}.md"), text.as_bytes()).expect("a document");
        writer.put(document, "digest", name).expect("put");
    }
    writer.commit().expect("commit");
    let store = view(folder.path());
    for (of, like) in [("a/p1", "b"), ("d/p1", "e")] {
        let hits = similar(&store, of, 10)
            .expect("an answer")
            .expect("a passage");
        assert_eq!(hits.first().map(id), Some(like));
        assert!(!hits.iter().any(|hit| id(hit) == "c"));
    }
}
