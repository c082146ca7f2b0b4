//! The contract, as tests: any back end must pass them. They are run on the index in memory and on the embedded one.
//!
//! ```text
//! lists      what queries match, in which order, how it is counted
//! looks      words, values, documents and records by name; rows
//! writes     what is seen when, and by whom
//! ```

mod lists;
mod looks;
mod writes;

use std::sync::Arc;

use renvoi_document::DocumentId;

use crate::deadline::Deadline;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::field::{Field, Number, scope, state};
use crate::find::{Find, Found};
use crate::memory::Memory;
use crate::query::Query;
use crate::snapshot::{Index, Snapshot};
use crate::write::{Mode, Writer};

/// Where an index is: how it is written, how it is read.
pub trait Place {
    /// The one writer.
    ///
    /// # Errors
    /// Another one writes, or nothing can be written.
    fn write(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError>;

    /// The index.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    fn open(&self) -> Result<Box<dyn Index>, IndexError>;
}

impl Place for Memory {
    fn write(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
        Self::write(self, mode)
    }

    fn open(&self) -> Result<Box<dyn Index>, IndexError> {
        Ok(Box::new(self.clone()))
    }
}

/// Runs every test, each on a fresh place.
///
/// # Panics
/// The back end does not do what the contract says.
pub fn run<P: Place>(fresh: impl Fn() -> P) {
    let tests: &[fn(&dyn Place)] = &[
        lists::queries_match_what_they_say,
        lists::rare_and_repeated_words_score_more,
        lists::scopes_and_versions_are_looked_at,
        lists::lists_are_ordered_counted_and_grouped,
        lists::evidence_says_where_words_stand,
        looks::words_are_looked_up,
        looks::documents_and_records_are_looked_up,
        looks::rows_come_in_pages,
        looks::nothing_is_answered_behind_the_deadline,
        writes::a_run_is_seen_whole_or_not_at_all,
        writes::one_writes_at_a_time,
        writes::a_snapshot_stays_what_it_is,
        writes::documents_are_replaced_and_taken_out,
        writes::a_new_generation_is_built_beside_and_swapped,
        writes::notes_and_texts_are_kept,
    ];
    for test in tests {
        test(&fresh());
    }
}

/// The id of a document.
fn id(document: &str) -> DocumentId {
    DocumentId::from_name(document)
}

/// An entry of a document, with its words one a space.
fn entry(document: &str, ordinal: u64, of: &[&str], words: &[(Field, &str)]) -> Entry {
    let own = match ordinal {
        0 => document.to_owned(),
        ordinal => format!("{document}/p{ordinal}"),
    };
    let mut entry = Entry::new(own.clone(), format!("stored {own}"));
    entry.add(Field::Document, document);
    entry.set(Number::Ordinal, ordinal);
    for scope in of {
        entry.add(Field::Scope, *scope);
    }
    for (field, words) in words {
        entry.add(*field, words.replace(' ', "\n"));
    }
    entry
}

/// A small law, an older version of it, and a report with a note.
fn library() -> Vec<(DocumentId, Vec<Entry>)> {
    let place = &[scope::PLACE][..];
    let head = |document: &str, of: &str, day: u64| {
        let mut head = entry(document, 0, &[scope::HEAD], &[]);
        head.add(Field::State, of);
        head.add(Field::About, format!("about {document}"));
        head.add(Field::Origin, format!("/files/{document}"));
        head.set(Number::Day, day);
        head
    };
    let dated = |mut entry: Entry, day: u64| {
        entry.set(Number::Day, day);
        entry.set(Number::Year, day / 10_000);
        entry
    };
    let exact = |words| [(Field::Exact, words), (Field::Stemmed, words)];
    let mut law = head("law", state::CURRENT, 20_310_605);
    law.add(Field::Key, "32031L0077");
    let mut old = head("old-law", state::REPLACED, 20_310_604);
    old.add(Field::Key, "32031L0077");
    let mut cites = entry(
        "report",
        1,
        &[scope::PLACE, scope::NOTED],
        &exact("le gardien cite la loi la loi"),
    );
    for (field, value) in [
        (Field::Cites, "32031L0077"),
        (Field::Cites, "32030R0005"),
        (Field::Topic, "1"),
        (Field::Topic, "1"),
        (Field::Kind, "paragraph"),
    ] {
        cites.add(field, value);
    }
    cites.add(Field::Notes, "voir\nphare");
    cites.add(Field::ExactNotes, "voir\nphare");
    cites.add(Field::ExactNotes, "\n\nmer");
    let mut note = entry("report", 3, &[scope::NOTE], &exact("voir le phare"));
    note.add(Field::Kind, "footnote");
    let mut last = entry("report", 2, place, &exact("la mer est calme"));
    last.add(Field::Kind, "paragraph");
    vec![
        (
            id("law"),
            vec![
                law,
                dated(
                    entry("law", 1, place, &exact("le phare éclaire la mer")),
                    20_310_605,
                ),
                dated(
                    entry("law", 2, place, &exact("phare rouge phare")),
                    20_310_605,
                ),
            ],
        ),
        (
            id("old-law"),
            vec![
                old,
                dated(
                    entry(
                        "old-law",
                        1,
                        &[scope::PLACE, scope::LASTING],
                        &exact("considérant le phare"),
                    ),
                    20_310_604,
                ),
                dated(
                    entry("old-law", 2, place, &exact("le phare bleu")),
                    20_310_604,
                ),
            ],
        ),
        (
            id("report"),
            vec![
                head("report", state::CURRENT, 20_330_101),
                dated(cites, 20_330_101),
                dated(last, 20_330_101),
                dated(note, 20_330_101),
            ],
        ),
    ]
}

/// Writes the library.
fn fill(place: &dyn Place) {
    let writer = place.write(Mode::Update).expect("a writer");
    for (document, entries) in library() {
        writer.put(&document, entries).expect("put");
    }
    writer.finish().expect("finished");
}

/// What a place holds now.
fn seen(place: &dyn Place) -> Arc<dyn Snapshot> {
    let index = place.open().expect("an index");
    index.snapshot(Deadline::NONE).expect("a snapshot")
}

/// One list.
fn list(snapshot: &dyn Snapshot, asked: Find) -> Found {
    let found = snapshot.find(&[asked]).expect("an answer");
    found.into_iter().next().expect("one list for each")
}

/// The ids of what a query matches, sorted.
fn matching(snapshot: &dyn Snapshot, asked: Find) -> Vec<String> {
    let found = list(snapshot, Find { top: 100, ..asked });
    let mut ids = ids(snapshot, &found);
    ids.sort();
    ids
}

/// The ids of the hits of a list, in their order.
fn ids(snapshot: &dyn Snapshot, found: &Found) -> Vec<String> {
    let hits: Vec<_> = found.hits.iter().map(|hit| hit.address).collect();
    let stored = snapshot.stored(&hits).expect("stored");
    let ids = stored.iter().map(|text| {
        let id = text.strip_prefix("stored ").expect("as it was written");
        id.to_owned()
    });
    ids.collect()
}

/// A query for a word of the texts.
fn word(word: &str) -> Query {
    Query::word(Field::Exact, word)
}
