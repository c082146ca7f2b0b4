//! Words, values, documents and records by name; rows; the deadline.

use std::time::Duration;

use renvoi_document::DocumentId;

use super::{Place, fill, id, seen, word};
use crate::deadline::Deadline;
use crate::error::IndexError;
use crate::field::{Field, Number};
use crate::find::Find;
use crate::look_up::{LookUps, Samples, Terms, Which};
use crate::query::Query;
use crate::rows::Rows;

/// A field, which of its words are asked for, how many at most; and what they are.
type Asked = (Field, Which, usize, &'static [(&'static str, u64)]);

pub(super) fn words_are_looked_up(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let is = |text: &str| text.to_owned();
    let cases: Vec<Asked> = vec![
        (Field::Exact, Which::Is(is("phare")), 9, &[("phare", 5)]),
        (Field::Exact, Which::Is(is("phar")), 9, &[]),
        (
            Field::Exact,
            Which::Beginning(is("c")),
            9,
            &[("calme", 1), ("cite", 1), ("considérant", 1)],
        ),
        (Field::Exact, Which::Beginning(is("l")), 1, &[("le", 5)]),
        (
            Field::Exact,
            Which::Pattern(is("c*e")),
            9,
            &[("calme", 1), ("cite", 1)],
        ),
        (
            Field::Exact,
            Which::Pattern(is("l?")),
            9,
            &[("le", 5), ("la", 3)],
        ),
        (
            Field::Exact,
            Which::Near(is("phrae"), 1),
            9,
            &[("phare", 5)],
        ),
        (Field::Exact, Which::Near(is("xyz"), 2), 9, &[]),
        (
            Field::Exact,
            Which::Begun(is("l"), None),
            9,
            &[("le", 5), ("la", 3), ("loi", 1)],
        ),
        // *loi* and *la* stand with *cite*, as *le* does.
        (
            Field::Exact,
            Which::Begun(is("l"), Some(is("mer"))),
            1,
            &[("la", 3)],
        ),
        (
            Field::Cites,
            Which::Beginning(is("3203")),
            9,
            &[("32030R0005", 1), ("32031L0077", 1)],
        ),
    ];
    let asked = LookUps {
        terms: cases
            .iter()
            .map(|(field, which, limit, _)| Terms {
                field: *field,
                which: which.clone(),
                limit: *limit,
            })
            .collect(),
        samples: vec![Samples {
            field: Field::Exact,
            word: is("phare"),
            limit: 2,
        }],
        present: vec![
            (Field::Cites, is("32030R0005")),
            (Field::Cites, is("32030R0006")),
        ],
        ..LookUps::default()
    };
    let found = snapshot.look_up(&asked).expect("answers");
    for ((_, which, _, expected), found) in cases.iter().zip(&found.terms) {
        let found: Vec<(&str, u64)> = found.iter().map(|(w, n)| (w.as_str(), *n)).collect();
        assert_eq!(found, *expected, "{which:?}");
    }
    assert_eq!(found.terms.len(), cases.len());
    let samples = &found.samples[0];
    assert!((1..=2).contains(&samples.len()), "{samples:?}");
    assert!(samples.iter().all(|sample| sample.starts_with("stored ")));
    assert_eq!(found.present, [true, false]);
}

pub(super) fn documents_and_records_are_looked_up(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let record = |text: &str| text.parse().expect("an id");
    let asked = LookUps {
        about: vec![
            (Field::Key, "32031L0077".to_owned()),
            (Field::Id, "report".to_owned()),
            (Field::Key, "32031L0078".to_owned()),
        ],
        heads: vec![(Field::Origin, "/files/law".to_owned())],
        records: vec![record("report/p2"), record("report/p9"), record("law/p1")],
        documents: vec![id("report"), id("none")],
        ..LookUps::default()
    };
    let mut found = snapshot.look_up(&asked).expect("answers");
    found.about[0].sort();
    assert_eq!(found.about[0], ["about law", "about old-law"]);
    assert_eq!(found.about[1], ["about report"]);
    assert!(found.about[2].is_empty());
    assert_eq!(found.heads, [["stored law"]]);
    assert_eq!(found.records, ["stored report/p2", "stored law/p1"]);
    let (head, records) = found.documents[0].clone().expect("a document");
    assert_eq!(head, "stored report");
    assert_eq!(
        records,
        ["stored report/p1", "stored report/p2", "stored report/p3"]
    );
    assert_eq!(found.documents[1], None);
    let mut after: Option<DocumentId> = None;
    let mut listed = Vec::new();
    loop {
        let page = snapshot.documents(after.as_ref(), 2).expect("a page");
        assert_eq!(page.total, 3);
        let Some(last) = page.items.last() else { break };
        after = Some(id(last.strip_prefix("stored ").expect("as written")));
        listed.extend(page.items);
    }
    assert_eq!(listed, ["stored law", "stored old-law", "stored report"]);
}

pub(super) fn rows_come_in_pages(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let mut asked = Rows {
        query: word("phare"),
        numbers: vec![Number::Ordinal, Number::Year],
        matches: vec![word("rouge"), word("le")],
        limit: 3,
        ..Rows::default()
    };
    let mut all = Vec::new();
    loop {
        let page = snapshot.rows(&asked).expect("a page");
        assert!(page.rows.len() <= 3);
        let numbers = page.numbers.chunks_exact(2);
        for (row, numbers) in page.rows.iter().zip(numbers) {
            let document = usize::try_from(row.document).expect("a place");
            let document = page.documents[document].clone();
            all.push((document, numbers.to_vec(), row.matches));
        }
        asked.after = page.next;
        if asked.after.is_none() {
            break;
        }
    }
    all.sort();
    let expected = [
        ("law", 1, 0b10),
        ("law", 2, 0b01),
        ("old-law", 1, 0b10),
        ("old-law", 2, 0b10),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(document, ordinal, matches)| {
            ((*document).to_owned(), vec![*ordinal, 2031], *matches)
        })
        .collect();
    assert_eq!(all, expected);
}

pub(super) fn nothing_is_answered_behind_the_deadline(place: &dyn Place) {
    fill(place);
    let index = place.open().expect("an index");
    let deadline = Deadline::after(Duration::ZERO);
    let late = |error: Option<IndexError>, what: &str| {
        assert!(matches!(error, Some(IndexError::Late)), "{what}: {error:?}");
    };
    let snapshot = match index.snapshot(deadline) {
        Ok(snapshot) => snapshot,
        // A back end may notice at once.
        Err(error) => return late(Some(error), "snapshot"),
    };
    late(snapshot.find(&[Find::of(Query::All)]).err(), "find");
    late(snapshot.rows(&Rows::default()).err(), "rows");
    let asked = LookUps {
        records: vec!["law/p1".parse().expect("an id")],
        ..LookUps::default()
    };
    late(snapshot.look_up(&asked).err(), "look_up");
    late(snapshot.documents(None, 1).err(), "documents");
}
