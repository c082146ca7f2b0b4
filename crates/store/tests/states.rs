//! A request sees one state of the index, however often it is written meanwhile: updates, and rebuilds too.

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use renvoi_document::Document;
use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Options, Part, View, cite, search};

use common::{engine, now, run};

/// Documents of the index that is written in a loop.
const DOCUMENTS: usize = 6;

/// Times that it is written.
const WRITES: usize = 12;

/// A document of which every passage says which state it is of.
fn of_state(number: usize, state: usize) -> Document {
    let mut text = String::from("1. Les menaces\n");
    for passage in 0..4 {
        let _ = writeln!(
            text,
            "Les menaces hybrides visent l’état{state} des réseaux, point {passage}, d’après le COM(2020) 605[footnoteRef:{}]. [{}: Note de l’état{state}.]",
            passage + 2,
            passage + 2
        );
    }
    read_bytes(&format!("d{number}.txt"), text.as_bytes()).expect("a document")
}

fn write(folder: &Path, state: usize) {
    let mode = if state % 3 == 2 {
        Mode::Rebuild
    } else {
        Mode::Update
    };
    let run = run(folder, mode);
    for number in 0..DOCUMENTS {
        let document = of_state(number, state);
        let origin = document.id.to_string();
        run.put(document, &format!("digest{state}"), &origin)
            .expect("put");
    }
    run.commit().expect("commit");
}

/// The states that texts are of.
fn states(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut states: Vec<String> = texts
        .filter_map(|text| {
            let (_, rest) = text.split_once("l’état")?;
            Some(rest.chars().take_while(char::is_ascii_digit).collect())
        })
        .collect();
    states.sort();
    states.dedup();
    states
}

/// All that one view shows is of one state; returns which.
fn seen(view: &View) -> String {
    let page = Options {
        page: renvoi_query::Page {
            offset: 0,
            limit: 100,
        },
        ..Options::default()
    };
    let found = search(view, "menaces hybrides réseaux", page).expect("results");
    // The four passages of each and its heading.
    assert_eq!(found.total, Some(5 * DOCUMENTS));
    let mut texts: Vec<String> = found.hits.iter().map(|hit| hit.text.clone()).collect();
    let notes = found.hits.iter().flat_map(|hit| &hit.footnotes);
    texts.extend(notes.map(|note| note.text.clone()));
    let cited = cite(view, "COM(2020) 605", Part::WHOLE).expect("places");
    let renvoi_query::Cited::By(cited) = cited else {
        panic!("an instrument");
    };
    assert_eq!(cited.total, 4 * DOCUMENTS);
    texts.extend(cited.cited_by.iter().map(|place| place.text.clone()));
    for number in 0..DOCUMENTS {
        let id = renvoi_document::DocumentId::from_name(&format!("d{number}"));
        let document = view.document(&id).expect("an answer").expect("a document");
        texts.extend(document.passages.iter().map(|p| p.text.clone()));
    }
    let states = states(texts.into_iter());
    assert_eq!(states.len(), 1, "{states:?}");
    // A word of this state alone is known, and no other.
    let word = format!("état{}", states[0]);
    let found = search(view, &word, page).expect("results");
    assert_eq!(found.total, Some(4 * DOCUMENTS), "{word}");
    states.into_iter().next().unwrap_or_default()
}

#[test]
fn a_request_sees_one_state_while_the_index_is_rewritten() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), 0);
    let engine = engine(folder.path());
    let is_over = AtomicBool::new(false);
    let mut seen_states = thread::scope(|scope| {
        scope.spawn(|| {
            for state in 1..=WRITES {
                write(folder.path(), state);
            }
            is_over.store(true, Relaxed);
        });
        scope.spawn(|| {
            while !is_over.load(Relaxed) {
                engine.refresh().expect("refreshed");
            }
        });
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut states = Vec::new();
                    while !is_over.load(Relaxed) {
                        states.push(seen(&now(&engine)));
                    }
                    states
                })
            })
            .collect();
        let of_reader = readers
            .into_iter()
            .map(|reader| reader.join().expect("one state"));
        of_reader.flatten().collect::<Vec<String>>()
    });
    seen_states.sort();
    seen_states.dedup();
    assert!(seen_states.len() > 3, "{seen_states:?}");
    engine.refresh().expect("refreshed");
    assert_eq!(seen(&now(&engine)), WRITES.to_string());
}
