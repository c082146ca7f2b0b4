//! The two seed documents, against a key made by hand.
//!
//! `data/seed-notes.tsv` has one line a footnote: document, number, the keys it
//! cites, the number of its words, and two short hashes: of its text, and of
//! the letters around its call. Hashes, because the texts are not ours to
//! publish; the test prints each line that differs as it is read now, to be
//! held against the document by eye before it goes into the key.
//!
//! 1. Every note has its number, its whole text and exactly its references.
//! 2. Every note is called where the document calls it.
//! 3. The words of passages and notes are the words of the source, in order.
//! 4. Pages have the numbers that the document prints.

mod common;

use std::collections::HashMap;
use std::fmt::Write;

use common::{shared, squeeze};
use renvoi_document::{Document, Footnote};
use renvoi_ingest::read_file;

const SEEDS: [&str; 2] = [
    "corpus/seeds/000_97dde31c724d2fdb.txt",
    "corpus/seeds/002_d3d641cb4958971e.txt",
];

fn seeds() -> Option<Vec<Document>> {
    SEEDS
        .iter()
        .map(|path| shared(path).map(|path| read_file(&path).expect("a seed is read")))
        .collect()
}

fn hash(text: &str) -> String {
    blake3::hash(squeeze(text).as_bytes()).to_hex()[..10].to_owned()
}

/// Fifteen letters before a call and five after it, of what stands in its
/// paragraph: a paragraph split for its length is put together again.
fn around_call(document: &Document, note: &Footnote) -> Option<String> {
    let at = document
        .passages
        .iter()
        .position(|p| Some(&p.id) == note.called_from.as_ref())?;
    let passage = &document.passages[at];
    let call = passage.calls.iter().find(|c| c.id == note.id)?;
    let before: String = passage.text.chars().take(call.at).collect();
    let after: String = passage.text.chars().skip(call.at).collect();
    let before: String = squeeze(&before).chars().rev().take(15).collect();
    let after: String = squeeze(&after).chars().take(5).collect();
    Some(format!("{before}|{after}"))
}

fn keys(note: &Footnote) -> String {
    let mut keys: Vec<String> = Vec::new();
    // The key was made by hand of what the notes say by number; names and short forms are another matter.
    let formal = note.citations.iter().filter(|c| !c.attributes.resolved);
    for citation in formal {
        let key = citation.key.to_string();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.join("; ")
}

fn line(document: &Document, note: &Footnote) -> String {
    let text = note.text.as_deref().unwrap_or_default();
    let call = around_call(document, note).map_or_else(|| "-".to_owned(), |c| hash(&c));
    let words = text.split_whitespace().count();
    format!(
        "{}\t{}\t{}\t{words}\t{}\t{call}",
        document.id,
        note.number,
        keys(note),
        hash(text)
    )
}

#[test]
fn every_note_is_as_the_key_has_it() {
    let Some(seeds) = seeds() else { return };
    let key: HashMap<(&str, &str), &str> = include_str!("data/seed-notes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let id = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
            (id, line)
        })
        .collect();
    let mut wrong = String::new();
    let mut notes = 0;
    for document in &seeds {
        for note in &document.footnotes {
            notes += 1;
            let number = note.number.to_string();
            let line = line(document, note);
            if key.get(&(document.id.as_str(), number.as_str())) != Some(&line.as_str()) {
                let _ = writeln!(wrong, "{line}\n  {:?}", note.text);
            }
        }
    }
    assert!(wrong.is_empty(), "notes that differ from the key:\n{wrong}");
    assert_eq!((notes, key.len()), (246, 246));
}

#[test]
fn lost_and_missing_notes_are_reported() {
    let Some(seeds) = seeds() else { return };
    let pdf = &seeds[0];
    let missing: Vec<u32> = pdf
        .footnotes
        .iter()
        .filter(|n| n.text.is_none())
        .map(|n| n.number)
        .collect();
    assert_eq!(missing, [130, 131]);
    for number in [124, 127, 129, 130, 131] {
        let warning = format!("note {number}:");
        assert!(
            pdf.warnings.iter().any(|w| w.starts_with(&warning)),
            "{number}"
        );
    }
    let word = &seeds[1];
    assert!(
        word.footnotes
            .iter()
            .all(|n| n.label.as_deref() == Some(&(n.number + 1).to_string()))
    );
    assert!(word.warnings.is_empty(), "{:?}", word.warnings);
}

/// Letters only: calls, page numbers and note numbers are digits, and a hyphen
/// at a line end may go.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

#[test]
fn no_word_is_lost_added_or_moved() {
    let Some(seeds) = seeds() else { return };
    let passages = |d: &Document| {
        d.passages
            .iter()
            .map(|p| letters(&p.text))
            .collect::<String>()
    };
    let notes = |d: &Document| {
        let texts = d.footnotes.iter().filter_map(|n| n.text.as_deref());
        texts.map(letters).collect::<String>()
    };

    // PDF: each line of the source is next in the text or next in the notes.
    let source = std::fs::read_to_string(shared(SEEDS[0]).expect("the seed")).expect("the seed");
    let (text, notes_text) = (passages(&seeds[0]), notes(&seeds[0]));
    let (mut text, mut notes_text) = (text.as_str(), notes_text.as_str());
    let mut links = 0;
    for raw in source.lines() {
        let line = letters(raw);
        if let Some(rest) = text.strip_prefix(line.as_str()) {
            text = rest;
        } else if let Some(rest) = notes_text.strip_prefix(line.as_str()) {
            notes_text = rest;
        } else {
            assert!(
                raw.starts_with("http"),
                "a line that is not in its place: {raw:?}"
            );
            links += 1;
        }
    }
    assert_eq!(
        (text, notes_text),
        ("", ""),
        "text that is not in the source"
    );
    assert!((15..30).contains(&links), "{links} repeated links dropped");

    // Word: the source without its marks is the text; the bodies are the notes.
    let source = std::fs::read_to_string(shared(SEEDS[1]).expect("the seed")).expect("the seed");
    let (mut text, mut bodies) = (String::new(), String::new());
    for line in source.lines() {
        let (running, notes) = match line.find('[').and_then(|_| first_body(line)) {
            Some(at) => line.split_at(at),
            None => (line, ""),
        };
        text.push_str(&letters(
            &running
                .replace("[footnoteRef:", "")
                .replace("[bookmark: _Hlk", ""),
        ));
        bodies.push_str(&letters(notes));
    }
    assert_eq!(passages(&seeds[1]), text);
    assert_eq!(notes(&seeds[1]), bodies);
}

/// Where the first `[12: ` of a line stands.
fn first_body(line: &str) -> Option<usize> {
    line.match_indices('[').map(|(at, _)| at).find(|at| {
        let rest = &line[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && rest[digits..].starts_with(": ")
    })
}

#[test]
fn pages_have_their_numbers() {
    let Some(seeds) = seeds() else { return };
    let pages: Vec<u32> = seeds[0].passages.iter().filter_map(|p| p.page).collect();
    assert!(pages.is_sorted());
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&33)));
    let page_of = |text: &str| {
        let found = seeds[0].passages.iter().find(|p| p.text.starts_with(text));
        found.and_then(|p| p.page)
    };
    // The document prints 13 and 23 on these pages.
    assert_eq!(page_of("Prochaines étapes en vue"), Some(13));
    assert_eq!(page_of("V. Conclusions"), Some(33));
    for passage in &seeds[0].passages {
        assert!(
            !matches!(passage.text.trim(), "13" | "23"),
            "a page number in the text"
        );
    }
    assert!(seeds[1].passages.iter().all(|p| p.page.is_none()));
}

#[test]
fn headings_lists_and_boxes_are_found() {
    let Some(seeds) = seeds() else { return };
    let tree = |d: &Document| -> Vec<(u8, String)> {
        d.sections
            .iter()
            .map(|s| (s.level, s.number.clone().unwrap_or_default()))
            .collect()
    };
    let numbered = |d: &Document| -> Vec<String> {
        tree(d)
            .into_iter()
            .filter(|(_, n)| !n.is_empty())
            .map(|(l, n)| format!("{l}:{n}"))
            .collect()
    };
    assert_eq!(
        numbered(&seeds[0]),
        [
            "1:I.", "1:II.", "1:III.", "1:IV.", "2:1.", "2:2.", "2:3.", "2:4.", "1:V."
        ]
    );
    assert_eq!(
        numbered(&seeds[1]),
        ["1:2.", "1:3.", "1:4.", "1:4.", "1:5.", "1:6."],
        "the number printed twice stays as it is"
    );
    let items = |d: &Document| {
        d.passages
            .iter()
            .filter(|p| p.kind.as_str() == "list-item")
            .count()
    };
    assert_eq!(items(&seeds[0]), 3 + 9 + 6 + 9 + 9, "the five lists");
    assert!(
        seeds[0]
            .passages
            .iter()
            .all(|p| p.kind.as_str() != "list-item" || p.introduced_by.is_some())
    );
    let boxed = seeds[1]
        .passages
        .iter()
        .filter(|p| p.kind.as_str() == "box")
        .count();
    assert_eq!(boxed, 2 + 2 + 2 + 1 + 1);
}
