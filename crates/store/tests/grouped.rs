//! Hits grouped by document: each says how many more its document has, and is to a named act what it is by itself, whatever
//! the page and the order.

mod common;

use std::fmt::Write as _;

use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Options, Order, Page, View, search};

use common::{run, view};

/// How many places answer in one document.
fn count_in(view: &View, typed: &str, document: &str) -> usize {
    let typed = format!("{typed} dans:{document}");
    search(view, &typed, Page::default())
        .expect("results")
        .total
        .expect("counted")
}

#[test]
fn others_are_all_that_match_in_the_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = run(folder.path(), Mode::Update);
    for number in 0..24 {
        // Short passages stand first, those of the others far behind.
        let mut text = String::from("Les menaces évoluent.\n");
        for place in 0..number % 7 {
            let act = ["", ", d’après le COM(2020) 605"][place % 2];
            let _ = writeln!(
                text,
                "Parmi bien d’autres sujets de ce long passage numéro {place}, il y a les menaces{act}."
            );
        }
        let document = read_bytes(&format!("d{number}.txt"), text.as_bytes());
        let origin = format!("d{number}");
        writer
            .put(document.expect("a document"), "digest", &origin)
            .expect("put");
    }
    writer.commit().expect("commit");
    let view = view(folder.path());
    for typed in ["menaces", "sujets menaces", "menaces COM(2020) 605"] {
        for order in [Order::Relevance, Order::Newest] {
            let mut seen = 0;
            let one_by_one = Options {
                page: Page {
                    offset: 0,
                    limit: 100,
                },
                order,
                ..Options::default()
            };
            let all = search(&view, typed, one_by_one).expect("results").hits;
            for offset in [0, 3, 9] {
                let options = Options {
                    page: Page { offset, limit: 3 },
                    order,
                    by_document: true,
                    ..Options::default()
                };
                let found = search(&view, typed, options).expect("results");
                for hit in found.hits {
                    let document = hit.document.id.as_str();
                    let words = typed.trim_end_matches(" COM(2020) 605");
                    let count = count_in(&view, words, document);
                    assert_eq!(hit.others + 1, count, "{typed} {order:?} in {document}");
                    let alone = all.iter().find(|other| other.passage == hit.passage);
                    let role = alone.expect("the same hit by itself").role;
                    assert_eq!(hit.role, role, "{typed} {order:?}: {}", hit.passage);
                    seen += 1;
                }
            }
            assert!(seen > 6, "{typed}: {seen}");
        }
    }
}
