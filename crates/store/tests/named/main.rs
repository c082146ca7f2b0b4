//! What a person names, and what may be meant: tables of names and of slips, each asked of a small index.

use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Cited, How, Page, Part, Resolved, View, cite, documents, resolve, search};

#[path = "../common/mod.rs"]
mod common;

use common::{rows, run, view};

const NAMES: &str = include_str!("names.tsv");
const SLIPS: &str = include_str!("slips.tsv");

/// What the index cites.
const NOTE: &str = "Voir COM(2020) 605, COM(2018) 605, SWD(2020) 152, JOIN(2020) 18, la directive (UE) 2022/2555 \
    (JO L 333 du 27.12.2022, p. 80), la décision-cadre 2002/584/JAI et l’arrêt du 16 juillet 2020, C-311/18, \
    EU:C:2020:559. Les réseaux 5G reçoivent 5000 euros en 2022.";

fn store() -> (tempfile::TempDir, View) {
    let folder = tempfile::tempdir().expect("a folder");
    let writer = run(folder.path(), Mode::Update);
    let document = read_bytes("note.md", NOTE.as_bytes()).expect("a document");
    writer.put(document, "digest", "note").expect("put");
    writer.commit().expect("commit");
    let store = view(folder.path());
    (folder, store)
}

#[test]
fn names_and_slips_are_understood_as_the_tables_say() {
    let (_folder, store) = store();
    let mut wrong = Vec::new();
    for row in rows(NAMES).chain(rows(SLIPS)) {
        let [typed, how, key] = row.as_slice() else {
            panic!("three columns: {row:?}");
        };
        let results = search(&store, typed, Page::default()).expect("an answer");
        let found: Vec<(String, How)> = results
            .instruments
            .iter()
            .map(|instrument| (instrument.key.to_string(), instrument.how))
            .collect();
        let right = match *how {
            "none" => found.is_empty(),
            how => found.first().is_some_and(|(found, as_how)| {
                let said = if *as_how == How::Named {
                    "named"
                } else {
                    "offered"
                };
                found == key && said == how
            }),
        };
        if !right {
            wrong.push(format!("{typed}: {found:?}, not {how} {key}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_offered_is_searched_as_typed() {
    let (_folder, store) = store();
    // The words stand in the text; the instrument is no filter.
    let results = search(&store, "réseaux CER", Page::default()).expect("an answer");
    assert_eq!(results.total, Some(1));
    assert!(results.interpretation.references.is_empty());
    assert_eq!(results.instruments[0].key.as_str(), "32022L2557");
    // A name of which only one can be meant is one.
    let results = search(&store, "réseaux RGPD", Page::default()).expect("an answer");
    assert_eq!(results.interpretation.references[0].as_str(), "32016R0679");
}

#[test]
fn cite_answers_an_offer_that_can_mean_one_instrument() {
    let (_folder, store) = store();
    let of = |typed: &str| cite(&store, typed, Part::WHOLE).expect("an answer");
    for (typed, key) in [
        ("directive 2555/2022", "32022L2555"),
        ("com605/2020", "COM(2020) 605"),
        ("mandat d’arrêt européen", "32002F0584"),
    ] {
        match of(typed) {
            Cited::By(cited) => {
                assert_eq!(cited.key.as_str(), key);
                assert_eq!(cited.total, 1, "{typed}");
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
    match of("COM 605") {
        Cited::Several(all) => {
            let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
            assert_eq!(keys, ["COM(2020) 605", "COM(2018) 605"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(of("ponts et chaussées"), Cited::Nothing);
}

#[test]
fn an_id_comes_before_a_name() {
    let (_folder, store) = store();
    let id = "note".parse().expect("an id");
    let resolved = resolve(&store, "note").expect("an answer");
    assert_eq!(resolved, Resolved::Document(id));
    assert!(documents(&store, "RGPD").expect("an answer").is_empty());
}
