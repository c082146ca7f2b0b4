//! The embedded index as its users see it.
//!
//! 1. A document comes out as it went in.
//! 2. Nothing is seen before the commit, all of it after; a writer that is
//!    dropped changes nothing.
//! 3. A changed document takes the place of the old one, whole.
//! 4. One writer at a time; another version is refused; a damaged file is said.
//! 5. Words, phrases, references and filters find what they should.

mod common;

use std::path::Path;

use renvoi_document::{Document, DocumentId};
use renvoi_index::Mode;
use renvoi_ingest::read_bytes;
use renvoi_query::{Cited, Options, Page, Part, View, cite, documents, search};
use renvoi_store::{Store, StoreError, StoreWriter};

use common::{engine, now, run, view};

const TEXT: &str = "1. La sécurité des réseaux\n\
    L’Union protège les infrastructures critiques et l’énergie[footnoteRef:2]. [2: Voir COM(2020) 605 et la directive (UE) 2022/2555.]\n\
    Les menaces hybrides évoluent, d’après le JOIN(2018) 16[footnoteRef:3].\n";

fn document(id: &str, text: &str) -> Document {
    let mut document = read_bytes(&format!("{id}.txt"), text.as_bytes()).expect("a document");
    document.date = Some("2021-03-04".parse().expect("a date"));
    document
}

fn index(folder: &Path, documents: &[Document]) {
    let writer = run(folder, Mode::Update);
    for document in documents {
        writer
            .put(document.clone(), "digest", document.id.as_str())
            .expect("put");
    }
    writer.commit().expect("commit");
}

fn found(store: &View, query: &str) -> Vec<String> {
    let results = search(store, query, Page::default()).expect("results");
    assert_eq!(results.total, Some(results.hits.len()), "{query}");
    let mut ids: Vec<String> = results.hits.iter().map(|h| h.passage.to_string()).collect();
    ids.sort();
    ids
}

#[test]
fn a_document_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = document("a", TEXT);
    assert_eq!(document.footnotes.len(), 2);
    assert!(
        document.footnotes[1].text.is_none(),
        "a missing note is part of it"
    );
    index(folder.path(), std::slice::from_ref(&document));
    let store = view(folder.path());
    assert_eq!(
        store.document(&document.id).expect("an answer"),
        Some(document)
    );
    assert_eq!(
        store
            .document(&DocumentId::from_name("b"))
            .expect("an answer"),
        None
    );
}

#[test]
fn a_run_is_seen_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    index(folder.path(), &[document("a", TEXT)]);
    let store = engine(folder.path());
    let writer = run(folder.path(), Mode::Update);
    writer.put(document("b", TEXT), "digest", "b").expect("put");
    store.refresh().expect("refreshed");
    assert_eq!(now(&store).all_documents().expect("documents").len(), 1);
    drop(writer);
    store.refresh().expect("refreshed");
    assert_eq!(now(&store).all_documents().expect("documents").len(), 1);
    index(folder.path(), &[document("b", TEXT)]);
    store.refresh().expect("refreshed");
    assert_eq!(now(&store).all_documents().expect("documents").len(), 2);
}

#[test]
fn a_changed_document_replaces_the_old_one() {
    let folder = tempfile::tempdir().expect("a folder");
    index(folder.path(), &[document("a", TEXT), document("b", TEXT)]);
    index(
        folder.path(),
        &[document(
            "a",
            "Les drones[footnoteRef:2] volent. [2: COM(2022) 652.]\n",
        )],
    );
    let store = view(folder.path());
    assert_eq!(found(&store, "énergie"), ["b/p2"]);
    assert_eq!(found(&store, "drone"), ["a/p1"]);
    assert_eq!(places(&store, "COM(2020) 605"), 1);
}

/// How many places cite an instrument.
fn places(store: &View, reference: &str) -> usize {
    match cite(store, reference, Part::WHOLE).expect("an answer") {
        Cited::By(cited) => cited.total,
        other => panic!("{reference}: {other:?}"),
    }
}

#[test]
fn a_rebuild_takes_the_place_of_the_index() {
    let folder = tempfile::tempdir().expect("a folder");
    index(folder.path(), &[document("a", TEXT)]);
    let store = engine(folder.path());
    let writer = run(folder.path(), Mode::Rebuild);
    writer.put(document("b", TEXT), "digest", "b").expect("put");
    assert_eq!(
        found(&now(&store), "énergie"),
        ["a/p2"],
        "the live index answers meanwhile"
    );
    writer.commit().expect("commit");
    assert_eq!(
        found(&now(&store), "énergie"),
        ["a/p2"],
        "a search under way keeps its index"
    );
    store.refresh().expect("refreshed");
    assert_eq!(found(&now(&store), "énergie"), ["b/p2"]);
    let generations = std::fs::read_dir(folder.path())
        .expect("the folder")
        .filter(|e| e.as_ref().is_ok_and(|e| e.path().is_dir()))
        .count();
    assert_eq!(generations, 1, "the old generation is gone");
}

#[test]
fn what_cannot_be_opened_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(
        Store::open(folder.path()),
        Err(StoreError::Absent { .. })
    ));
    index(folder.path(), &[document("a", TEXT)]);
    let current = folder.path().join("current.json");
    let text = std::fs::read_to_string(&current).expect("current.json");

    let writer = run(folder.path(), Mode::Update);
    let second = StoreWriter::open(folder.path(), Mode::Update);
    assert!(matches!(second, Err(StoreError::Locked { .. })));
    drop(writer);

    std::fs::write(&current, text.replace("\"schema\":", "\"schema\":9")).expect("written");
    for error in [
        Store::open(folder.path()).expect_err("another version"),
        StoreWriter::open(folder.path(), Mode::Update).expect_err("another version"),
    ] {
        assert!(matches!(error, StoreError::Version { .. }), "{error}");
        assert!(
            error.to_string().contains("renvoi ingest --rebuild"),
            "{error}"
        );
    }
    StoreWriter::open(folder.path(), Mode::Rebuild).expect("a rebuild is the remedy");

    for damage in [
        "{",
        "{\"generation\":\"../..\",\"version\":{\"schema\":2,\"analysis\":1}}",
    ] {
        std::fs::write(&current, damage).expect("written");
        let error = Store::open(folder.path()).expect_err("damage");
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
}

#[test]
fn queries_find_what_they_should() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dated = document("com-2020-605", TEXT);
    dated.reference = Some("COM(2020) 605".to_owned());
    dated.date = Some("2020-07-24".parse().expect("a date"));
    index(folder.path(), &[document("a", TEXT), dated]);
    let store = view(folder.path());
    let pair = |anchor: &str| vec![format!("a/{anchor}"), format!("com-2020-605/{anchor}")];
    for (query, expected) in [
        ("energie", pair("p2")),
        ("ÉNERGIES", pair("p2")),
        ("\"infrastructures critiques\"", pair("p2")),
        // No passage has the phrase; its words are searched.
        ("\"critiques infrastructures\"", pair("p2")),
        (
            "\"protège les infrastructures critiques et l’énergie\"",
            pair("p2"),
        ),
        // What cites it, and its own mention of itself last.
        ("com 2020 605", pair("p2")),
        ("(UE) 2022/2555", pair("p2")),
        ("2022/2555", pair("p2")),
        ("regulation (EU) 2022/2555", vec![]),
        // The word stands in the heading above.
        ("réseaux ref:2022/2555", pair("p2")),
        // What a note says counts for its passage.
        ("voir ref:2022/2555", pair("p2")),
        ("énergie ET voir", pair("p2")),
        ("énergie -voir", vec![]),
        ("énergie -voir note:non", pair("p2")),
        ("\"voir énergie\"", pair("p2")),
        ("32022L2555", pair("p2")),
        ("32022L2555 note:oui", pair("n2")),
        ("COM(2020) 605 dans:a", vec!["a/p2".to_owned()]),
        (
            "hybrides dans:COM(2020) 605",
            vec!["com-2020-605/p3".to_owned()],
        ),
        ("hybrides type:com", vec!["com-2020-605/p3".to_owned()]),
        ("hybrides annee:2020", vec!["com-2020-605/p3".to_owned()]),
        ("hybrides annee:2021..2022", vec!["a/p3".to_owned()]),
        ("voir note:non", vec![]),
        ("voir note:oui", pair("n2")),
        ("hybrides ref:JOIN(2018) 16", pair("p3")),
        ("hybrides ref:COM(2020) 605", vec![]),
        ("dans:a note:oui", vec!["a/n2".to_owned()]),
        ("!!! …", vec![]),
    ] {
        // Notes are numbered by their calls: the dump's note 2 is note 1.
        let expected: Vec<String> = expected.iter().map(|id| id.replace("/n2", "/n1")).collect();
        assert_eq!(found(&store, query), expected, "{query}");
    }
    let counted = Options {
        facets: true,
        ..Options::default()
    };
    let results = search(&store, "l’énergie hybride", counted).expect("results");
    for hit in &results.hits {
        let marked: Vec<String> = hit
            .highlights
            .iter()
            .map(|(from, to)| hit.text.chars().skip(*from).take(to - from).collect())
            .collect();
        assert!(
            marked == ["énergie"] || marked == ["hybrides"],
            "{marked:?}"
        );
    }
    let facets = results.facets.expect("facets");
    let values = |facet: &[renvoi_query::FacetCount]| -> Vec<(String, u64)> {
        facet.iter().map(|f| (f.value.clone(), f.count)).collect()
    };
    assert_eq!(
        values(&facets.document_type),
        [("COM".to_owned(), 2), ("document".to_owned(), 2)]
    );
    assert_eq!(
        values(&facets.year),
        [("2020".to_owned(), 2), ("2021".to_owned(), 2)]
    );
    // Those of the notes too.
    let cited = ["32022L2555", "COM(2020) 605", "JOIN(2018) 16"];
    let cited = cited.map(|key| (key.to_owned(), 2));
    assert_eq!(values(&facets.cited), cited);
}

/// An act with two articles; the second version is consolidated.
fn act(consolidated: bool) -> Document {
    let marks = if consolidated {
        "<p class=\"reference\">02031L0077 — FR — 05.06.2033 — 002.001</p>"
    } else {
        ""
    };
    let page = format!(
        "<html><body>{marks}<p class=\"oj-doc-ti\">DIRECTIVE (UE) 2031/77 DU CONSEIL</p>\
         <p class=\"oj-ti-art\">Article premier</p><p class=\"oj-normal\">Les ponts tiennent.</p>\
         <p class=\"oj-ti-art\">Article 3 <i>bis</i></p><p class=\"oj-normal\">1. Les ponts sont revus.</p></body></html>"
    );
    read_bytes("act.html", page.as_bytes()).expect("an act")
}

#[test]
fn articles_and_versions_can_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    index(folder.path(), &[act(false), act(true)]);
    let store = view(folder.path());
    let old = ["32031l0077/p3"];
    let new = ["02031l0077-20330605/p3"];
    // A topic is looked for in the newest version alone, unless all are wanted.
    assert_eq!(found(&store, "article:1 note:non ponts"), new);
    assert_eq!(
        found(&store, "article:1 note:non ponts versions:toutes"),
        [new, old].concat()
    );
    // By its reference the instrument is its newest version, by its id itself.
    assert_eq!(found(&store, "article:1 dans:32031L0077 ponts"), new);
    assert_eq!(found(&store, "article:1 dans:32031l0077 ponts"), old);
    let hits = search(
        &store,
        "article:3bis dans:\"directive (UE) 2031/77\" revus",
        Page::default(),
    )
    .expect("results")
    .hits;
    assert_eq!(hits[0].section, ["Article 3 bis", "1"]);
    let documents = documents(&store, "32031L0077").expect("an answer");
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].as_str(), "02031l0077-20330605");
}

/// An empty page looks the same whether a word is rare or a document unknown.
#[test]
fn filters_that_nothing_meets_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    index(folder.path(), &[document("a", TEXT)]);
    let store = view(folder.path());
    for (query, said) in [
        (
            "réseaux dans:com-2020-999",
            "« dans:com-2020-999 » : ce document n’est pas",
        ),
        (
            "réseaux in:COM(2020) 999",
            "« dans:COM(2020) 999 » : ce document n’est pas",
        ),
        (
            "réseaux dans:a dans:b",
            "« dans:b » : ce document n’est pas",
        ),
        ("réseaux -dans:b", "« dans:b » : ce document n’est pas"),
        (
            "réseaux theme:pontonnerie",
            "« theme:pontonnerie » : ce thème n’est pas",
        ),
        ("réseaux article:999", "« article:999 » : rien dans l’index"),
        (
            "réseaux article:999 dans:a",
            "« article:999 » : rien dans ce document",
        ),
        ("réseaux type:SWD", "« type:swd » : rien dans l’index"),
        (
            "réseaux annee:1999..2001",
            "« annee:1999..2001 » : rien dans l’index",
        ),
        ("réseaux langue:en", "« langue:en » : rien dans l’index"),
        (
            "réseaux ref:COM(1999) 1",
            "« ref:\"COM(1999) 1\" » : rien dans l’index",
        ),
        (
            "réseaux section:pont",
            "« section:pont » : rien dans l’index",
        ),
    ] {
        let results = search(&store, query, Page::default()).expect("results");
        let diagnostics = results.interpretation.diagnostics;
        assert_eq!(diagnostics.len(), 1, "{query}: {diagnostics:?}");
        assert!(
            diagnostics[0].french().contains(said),
            "{query}: {diagnostics:?}"
        );
    }
    for query in [
        "réseaux dans:a",
        "réseaux annee:2021 note:non",
        "introuvable dans:a annee:2021",
        "introuvable theme:\"infrastructures critiques\"",
        "réseaux ref:COM(2020) 605",
    ] {
        let results = search(&store, query, Page::default()).expect("results");
        let diagnostics = results.interpretation.diagnostics;
        assert!(diagnostics.is_empty(), "{query}: {diagnostics:?}");
    }
}

#[test]
fn all_that_a_query_finds_is_highlighted() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "1. Titre\nLe gaz, après la longue crise, revient. Voir la directive (UE) 2022/2555.\n\
                L’hameçonnage par courriel est puni. Le gaz naturel manque.\n\
                 The report on terrorism and the prisons of the Union is the first of its kind by the agency.\n";
    index(folder.path(), &[document("a", text)]);
    let store = view(folder.path());
    for (query, expected) in [
        ("\"gaz crise\"~5", &["gaz", "crise"][..]),
        ("ref:2022/2555", &["directive (UE) 2022/2555"]),
        ("phishing", &["hameçonnage"]),
        ("terrorisme", &["terrorism"]),
        ("\"longue crise\"", &["longue crise"]),
    ] {
        let results = search(&store, query, Page::default()).expect("results");
        let hits = results.hits.iter();
        let shown: Vec<String> = hits
            .flat_map(|hit| {
                let part = |(from, to): &(usize, usize)| {
                    hit.text.chars().skip(*from).take(to - from).collect()
                };
                hit.highlights.iter().map(part).collect::<Vec<String>>()
            })
            .collect();
        for wanted in expected {
            assert!(shown.iter().any(|s| s == wanted), "{query}: {shown:?}");
        }
    }
}

#[test]
fn an_act_of_another_type_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "1. Titre\nVu la décision-cadre 2002/584/JAI du Conseil.\n";
    index(folder.path(), &[document("a", text)]);
    let store = view(folder.path());
    for (typed, other) in [
        ("décision 2002/584/JAI", true),
        ("décision 2002/585/JAI", false),
    ] {
        let results = search(&store, typed, Page::default()).expect("results");
        let diagnostics = results.interpretation.diagnostics;
        let named = diagnostics
            .iter()
            .any(|d| d.french().contains("32002F0584"));
        assert_eq!(
            (results.total, named),
            (Some(0), other),
            "{typed}: {diagnostics:?}"
        );
    }
}

#[test]
fn an_issue_of_the_journal_without_its_date_asks_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "1. Titre\nVoir le JO L 119 du 4.5.2016, p. 1.\n";
    index(folder.path(), &[document("a", text)]);
    let store = view(folder.path());
    for (typed, total, said) in [("JO L 119 du 4.5.2016", 1, false), ("JO L 119", 0, true)] {
        let results = search(&store, typed, Page::default()).expect("results");
        assert_eq!(results.total, Some(total), "{typed}");
        let diagnostics = results.interpretation.diagnostics;
        let asked = diagnostics
            .iter()
            .any(|d| d.french().contains("ajoutez la date"));
        assert_eq!(asked, said, "{typed}: {diagnostics:?}");
    }
}

#[test]
fn suggestions_are_words_that_are_there_as_texts_write_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        |word: &str| format!("1. Titre\nLa {word} des réseaux. Sécurité et cœur d’Europol.\n");
    let mut all: Vec<Document> = (0..20)
        .map(|n| document(&format!("b{n}"), &text("sécurité")))
        .collect();
    all.push(document("a", &text("sécurisation")));
    all.push(document("c", "1. Titre\nLe gaz naturel et le pétrole.\n"));
    all.extend((0..3).map(|n| document(&format!("d{n}"), "1. Titre\nLe droit national.\n")));
    index(folder.path(), &all);
    // One of many is replaced, so that its words stay in the files of the index.
    index(folder.path(), &[document("a", &text("protection"))]);
    let store = view(folder.path());
    for (typed, expected) in [
        ("la secur", &["la sécurité"][..]),
        ("coe", &["cœur"]),
        ("euro", &["Europol"]),
        ("prot", &["protection"]),
        ("nat", &["national", "naturel"]),
        ("le gaz nat", &["le gaz naturel", "le gaz national"]),
        ("zzz", &[]),
    ] {
        let suggestions = renvoi_query::suggest(&store, typed).expect("suggestions");
        let texts: Vec<&str> = suggestions.terms.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, expected, "{typed}");
    }
    for (typed, expected) in [
        ("sécurizatoin", None),
        ("sécirité", Some("sécurité")),
        // Nobody means *des*.
        ("dex", None),
    ] {
        let results = search(&store, typed, Page::default()).expect("results");
        let meant = results.interpretation.did_you_mean;
        assert_eq!(meant.as_deref(), expected, "{typed}");
    }
}
