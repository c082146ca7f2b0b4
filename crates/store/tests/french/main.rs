//! French as it is typed and as it is written: a table of traps, and queries that
//! mean harm.
//!
//! 1. Every query of `queries.tsv` has its expected passage first.
//! 2. None of `limits.tsv` has: one that comes right is moved to the table. What
//!    each finds first today stands in `limits_today.tsv`, so that a change is seen.
//! 3. Hostile queries are answered, in time and within the limits.
//! 4. The shares of an explained score add up to it.

#[path = "../common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Options, Page, View, search};

use common::{rows, run, view};

const PASSAGES: &str = include_str!("passages.tsv");
const QUERIES: &str = include_str!("queries.tsv");
const LIMITS: &str = include_str!("limits.tsv");
const TODAY: &str = include_str!("limits_today.tsv");

/// The passages, each a Markdown file of its own under its heading.
fn index(folder: &std::path::Path) -> View {
    let writer = run(folder, Mode::Update);
    // As a folder is walked: equals keep this order.
    let mut passages: Vec<Vec<&str>> = rows(PASSAGES).collect();
    passages.sort_unstable();
    for row in passages {
        let [id, heading, text] = row[..] else {
            panic!("three columns: {row:?}");
        };
        let file = format!("# {heading}\n\n{text}\n");
        let document = read_bytes(&format!("{id}.md"), file.as_bytes()).expect("a document");
        writer.put(document, "digest", id).expect("put");
    }
    writer.commit().expect("commit");
    view(folder)
}

fn all_hits() -> Options {
    Options::from(Page {
        offset: 0,
        limit: 100,
    })
}

/// What is wrong with an answer.
fn problems(store: &View, row: &[&str]) -> Vec<String> {
    let [query, expected, _, more @ ..] = row else {
        panic!("three columns: {row:?}");
    };
    let results = search(store, query, all_hits()).expect("results");
    let found: Vec<String> = results.hits.iter().map(|h| h.passage.to_string()).collect();
    let is = |hit: &String, id: &str| hit == id || hit.split('/').next() == Some(id);
    let mut problems = Vec::new();
    match (*expected, found.first()) {
        ("-", None) => {}
        (id, Some(first)) if is(first, id) => {}
        _ => problems.push(format!(
            "{query}: {expected} expected, found {:?}",
            &found[..found.len().min(3)]
        )),
    }
    for wanted in more.iter().flat_map(|more| more.split_whitespace()) {
        let holds = if let Some(id) = wanted.strip_prefix('!') {
            !found.iter().any(|hit| is(hit, id))
        } else if let Some(id) = wanted.strip_prefix("2:") {
            let mut documents: Vec<&str> = Vec::new();
            for hit in &found {
                let document = hit.split('/').next().unwrap_or_default();
                if !documents.contains(&document) {
                    documents.push(document);
                }
            }
            documents.iter().take(2).any(|document| *document == id)
        } else {
            let id = wanted.trim_start_matches('+');
            found.iter().any(|hit| is(hit, id))
        };
        if !holds {
            problems.push(format!("{query}: {wanted} does not hold of {found:?}"));
        }
    }
    problems
}

#[test]
fn the_table_of_traps() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = index(folder.path());
    let wrong: Vec<String> = rows(QUERIES)
        .flat_map(|row| problems(&store, &row))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows(QUERIES).count() >= 250);
    let right: Vec<_> = rows(LIMITS)
        .filter(|row| problems(&store, row).is_empty())
        .collect();
    assert!(right.is_empty(), "no limits any more: {right:?}");
}

/// A limit that finds something else than it did has grown better or worse:
/// whoever changed it looks, and writes down what it finds now.
#[test]
fn the_limits_find_what_they_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = index(folder.path());
    let found: Vec<String> = rows(LIMITS)
        .map(|row| {
            let results = search(&store, row[0], all_hits()).expect("results");
            let first = results.hits.first().map(|hit| hit.passage.to_string());
            let first = first.unwrap_or_else(|| "-".to_owned());
            format!("{}\t{first}", row[0])
        })
        .collect();
    let today: Vec<String> = rows(TODAY).map(|row| row.join("\t")).collect();
    let changed: Vec<&String> = found.iter().filter(|row| !today.contains(row)).collect();
    assert!(changed.is_empty(), "found now: {changed:#?}");
    let gone: Vec<&String> = today.iter().filter(|row| !found.contains(row)).collect();
    assert!(gone.is_empty(), "no limits any more: {gone:#?}");
}

#[test]
fn shares_add_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = index(folder.path());
    let mut seen = 0;
    for row in rows(QUERIES) {
        let options = Options {
            explain: true,
            ..Options::default()
        };
        for hit in search(&store, row[0], options).expect("results").hits {
            let explained = hit.explain.expect("an explanation");
            let sum: f64 = explained.signals.iter().map(|s| s.share).sum();
            assert!(
                (sum - hit.score).abs() < 1e-3,
                "{row:?}: {sum} {}",
                hit.score
            );
            seen += 1;
        }
    }
    assert!(seen > 500);
}

/// Pieces that queries of ill will are made of.
const PIECES: &[&str] = &[
    "(",
    ")",
    "((((((((",
    "))))",
    "\"",
    "«",
    "»",
    "-",
    "--",
    "~",
    "~5",
    "*",
    "?",
    "OU",
    "ET",
    "NON",
    "|",
    "&",
    "+",
    ":",
    "ref:",
    "dans:",
    "theme:",
    "annee:",
    "type:",
    "section:",
    "a*",
    "ab*",
    "e*e*e*e*",
    "??",
    "(a|b)*",
    "[^\\]]+",
    ".*",
    "\\",
    "\u{0}",
    "\u{1}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "COM(2020) 605",
    "2022/2555",
    "COM(",
    "no 1 ",
    "directive",
    "RGPD",
    "sécurité",
    "cyber-",
    "'",
    "’",
    "l’",
    "\n",
    "\t",
    "9999999999999999999999",
    "𝕏",
    "ß",
    "İ",
    "ﬁ",
    "{",
    "}",
    "<script>",
    "%00",
    "$(",
];

#[test]
fn hostile_queries_are_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = index(folder.path());
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).expect("small")
    };
    let mut slowest = (Duration::ZERO, String::new());
    // A build that is not optimised takes ten times as long for each.
    let queries = if cfg!(debug_assertions) {
        1_000
    } else {
        10_000
    };
    for _ in 0..queries {
        let length = [3, 8, 40, 400][next(4)];
        let repeated = next(5) == 0;
        let piece = PIECES[next(PIECES.len())];
        let mut query = String::new();
        for _ in 0..=next(length) {
            query.push_str(if repeated {
                piece
            } else {
                PIECES[next(PIECES.len())]
            });
            if next(3) == 0 {
                query.push(' ');
            }
        }
        let start = Instant::now();
        let results = search(&store, &query, Options::default()).expect("results");
        assert!(results.hits.len() <= 10);
        let took = start.elapsed();
        if took > slowest.0 {
            slowest = (took, query);
        }
    }
    // The deadline of a request, for a build that is not optimised.
    assert!(slowest.0 < Duration::from_secs(2), "{slowest:?}");
}
