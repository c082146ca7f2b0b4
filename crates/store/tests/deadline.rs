//! Work stops within a tenth of a second of its deadline, whatever is asked: of the store alone, and of a search.

mod common;

use std::path::Path;
use std::time::Duration;

use renvoi_document::DocumentId;
use renvoi_index::{
    Entry, EvidenceAsked, Facet, FacetOf, Field, Find, Index, Mode, Number, Order as By, Probe,
    Query, Rows, Snapshot, Writer, scope,
};
use renvoi_ingest::read_bytes;
use renvoi_query::{
    Deadline, Engine, IndexError, LONGEST_QUERY, Options, Order, Part, View, cite, search,
};
use renvoi_store::{Store, StoreWriter};
use renvoi_testing::time;

use common::{engine, run};

/// After the deadline nothing may go on for longer.
const GRACE: Duration = Duration::from_millis(100);

/// How often a request is tried that went on for longer: a pause of the machine is none of its own.
const TRIES: usize = 3;

/// Does work with deadlines within it, and tells how long it goes on behind them.
fn stops(name: &str, work: impl Fn(Deadline) -> Result<(), IndexError>) {
    // What is known of a state is found out once: a second time, costs are those of the request.
    work(Deadline::NONE).expect("an answer");
    let whole = time(|| work(Deadline::NONE).expect("an answer"));
    for share in [20, 5, 2] {
        let given = whole / share;
        let attempt = || {
            let mut outcome = Ok(());
            // Of the time until the deadline the work may have had a part: what is above it was spent behind it.
            let took = time(|| outcome = work(Deadline::after(given)));
            (took, outcome)
        };
        let (mut took, mut outcome) = attempt();
        for _ in 1..TRIES {
            if took.saturating_sub(given) < GRACE {
                break;
            }
            (took, outcome) = attempt();
        }
        let is_late = matches!(outcome, Err(IndexError::Late));
        assert!(is_late || outcome.is_ok(), "{name}: {outcome:?}");
        // An answer that took as long as it takes is no answer to a deadline.
        let is_ignored = !is_late && took >= whole && whole > 2 * GRACE;
        assert!(!is_ignored, "{name}: {took:?} with a deadline of {given:?}");
        let over = took.saturating_sub(given);
        assert!(
            over < GRACE,
            "{name}: {over:?} after a deadline of {given:?}"
        );
    }
}

/// Entries of the index that the store alone is asked of.
const ENTRIES: u64 = 60_000;

/// An index of many entries of few words, written by the contract.
fn many(folder: &Path) -> Store {
    let writer = StoreWriter::open(folder, Mode::Update).expect("a writer");
    let mut chance: u32 = 1;
    for document in 0..ENTRIES / 50 {
        let name = format!("d{document}");
        let entries = (0..50).map(|ordinal| {
            let mut entry = Entry::new(format!("{name}/p{ordinal}"), "{}");
            entry.add(Field::Document, name.as_str());
            entry.add(Field::Scope, scope::PLACE);
            entry.set(Number::Ordinal, ordinal);
            entry.set(Number::Day, 20_200_101 + document % 28);
            entry.add(Field::Cites, format!("3202{}L0001", document % 10));
            let words: Vec<String> = (0..12)
                .map(|_| {
                    chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    format!("w{}", chance >> 24)
                })
                .collect();
            entry.add(Field::Stemmed, words.join("\n"));
            entry.add(Field::Exact, words.join("\n"));
            entry
        });
        let id = DocumentId::from_name(&name);
        writer.put(&id, entries.collect()).expect("put");
    }
    Box::new(writer).finish().expect("committed");
    Store::open(folder).expect("the index")
}

#[test]
fn the_store_stops_at_a_deadline() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = many(folder.path());
    // More parts than any query has: each step of the work is long.
    let any = || {
        let words = (0..2_048).map(|at| Query::word(Field::Stemmed, word(at)));
        Query::any(words.collect())
    };
    let near = |at: usize| Query::Phrase {
        field: Field::Exact,
        words: vec![(0, word(at)), (1, word(at + 1)), (2, word(at + 2))],
        slop: 9,
    };
    let find = |find: Find| -> Ask {
        Box::new(move |snapshot| snapshot.find(std::slice::from_ref(&find)).map(|_| ()))
    };
    let facet = |of| Facet::new(of, 100);
    let probe = |at| Probe {
        field: Field::Exact,
        word: word(at),
        placed: true,
    };
    let asks: [(&str, Ask); 7] = [
        (
            "best",
            find(Find {
                top: 300,
                ..Find::of(any())
            }),
        ),
        (
            "ordered",
            find(Find {
                top: 300,
                order: By::Descending(Number::Day),
                ..Find::of(any())
            }),
        ),
        (
            "grouped",
            find(Find {
                top: 300,
                documents: 300,
                ..Find::of(any())
            }),
        ),
        (
            "phrases",
            find(Find {
                top: 300,
                ..Find::of(Query::any((0..1_024).map(near).collect()))
            }),
        ),
        (
            "counted",
            find(Find {
                facets: vec![
                    facet(FacetOf::Field(Field::Cites)),
                    facet(FacetOf::Number(Number::Year)),
                ],
                ..Find::of(any())
            }),
        ),
        (
            "evidence",
            find(Find {
                top: 10_000,
                evidence: Some(EvidenceAsked {
                    first: 10_000,
                    probes: (0..256).map(probe).collect(),
                    ..EvidenceAsked::default()
                }),
                ..Find::of(any())
            }),
        ),
        (
            "rows",
            Box::new(move |snapshot| {
                let asked = Rows {
                    query: any(),
                    numbers: vec![Number::Day, Number::Ordinal],
                    matches: (0..64).map(near).collect(),
                    limit: 1_000_000,
                    ..Rows::default()
                };
                snapshot.rows(&asked).map(|_| ())
            }),
        ),
    ];
    for (name, ask) in asks {
        stops(name, |deadline| ask(&*store.snapshot(deadline)?));
    }
}

fn word(at: usize) -> String {
    format!("w{}", at % 256)
}

/// What is asked of a snapshot.
type Ask = Box<dyn Fn(&dyn Snapshot) -> Result<(), IndexError>>;

/// An index over which a search takes its time: many words, many places that cite one act.
fn large(folder: &Path) -> Engine {
    let run = run(folder, Mode::Update);
    let mut word: u32 = 1;
    for number in 0..60 {
        let mut text = String::from("1. Les menaces\n");
        for _ in 0..60 {
            for _ in 0..30 {
                // Words of letters that follow no pattern.
                word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let letters = word.to_be_bytes().map(|b| char::from(b'a' + b % 16));
                text.extend(letters);
                text.push(' ');
            }
            text.push_str(
                "menaces hybrides et cybersécurité, au sens de la directive (UE) 2022/2555.\n",
            );
        }
        let document = read_bytes(&format!("d{number}.txt"), text.as_bytes());
        run.put(
            document.expect("a document"),
            "digest",
            &format!("d{number}"),
        )
        .expect("put");
    }
    run.commit().expect("commit");
    engine(folder)
}

/// What is asked of a view.
type Search = Box<dyn Fn(&View) -> Result<(), IndexError>>;

/// A query of many parts, as long as one may be.
fn long(part: impl Fn(char, char) -> String) -> String {
    let letters = || 'a'..='p';
    let pairs = letters().flat_map(|one| letters().map(move |other| (one, other)));
    let mut typed = String::new();
    for (one, other) in pairs {
        let part = part(one, other);
        if typed.len() + part.len() >= LONGEST_QUERY {
            break;
        }
        typed.push_str(&part);
        typed.push(' ');
    }
    typed
}

/// Requests that cost much, each in another part of the work.
fn costly() -> Vec<(&'static str, Search)> {
    let searched = |typed: String, options: Options| -> Search {
        Box::new(move |view| search(view, &typed, options).map(|_| ()))
    };
    let best = Options::default();
    let grouped = Options {
        by_document: true,
        order: Order::Newest,
        ..best
    };
    let wildcards = || long(|one, other| format!("{one}{other}*"));
    let near = long(|one, other| format!("{one}{other}cdefgh~2"));
    let phrases = long(|one, _| format!("\"menaces hybrides {one}\"~9"));
    let groups = long(|one, other| format!("(menaces OU {one}{other}* OU NON hybrides)"));
    let words = "menaces hybrides et cybersécurité au sens de la directive";
    vec![
        ("wildcards", searched(wildcards(), best)),
        ("grouped", searched(wildcards(), grouped)),
        ("near words", searched(near, best)),
        ("phrases", searched(phrases, best)),
        ("groups", searched(groups, best)),
        ("words", searched(words.to_owned(), best)),
        ("an act and words", searched(format!("{words} SRI 2"), best)),
        (
            "places",
            searched(format!("ref:SRI 2 {}", wildcards()), grouped),
        ),
        (
            "cite",
            Box::new(|view| cite(view, "SRI 2", Part::WHOLE).map(|_| ())),
        ),
        (
            "similar",
            Box::new(|view| renvoi_query::similar(view, "d0", 50).map(|_| ())),
        ),
        (
            "suggest",
            Box::new(|view| renvoi_query::suggest(view, "menaces a").map(|_| ())),
        ),
        (
            "show",
            Box::new(|view| renvoi_query::show(view, "d0").map(|_| ())),
        ),
    ]
}

#[test]
fn searches_stop_at_their_deadline() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = large(folder.path());
    for (name, ask) in costly() {
        stops(name, |deadline| ask(&engine.view(deadline)?));
    }
}
