//! What queries match, in which order, how it is counted.

use super::{Place, fill, ids, list, matching, seen, word};
use crate::evidence::{EvidenceAsked, Probe, idf};
use crate::field::{Field, Number, scope};
use crate::find::{Among, Facet, FacetOf, Find, Order, Scope};
use crate::query::Query;

fn phrase(words: &[(usize, &str)], slop: u32) -> Query {
    Query::Phrase {
        field: Field::Exact,
        words: words
            .iter()
            .map(|(at, word)| (*at, (*word).to_owned()))
            .collect(),
        slop,
    }
}

fn between(first: u64, last: u64) -> Query {
    Query::Between {
        number: Number::Year,
        first,
        last,
    }
}

pub(super) fn queries_match_what_they_say(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let of = |must: &[&str], should: &[&str], must_not: &[&str]| Query::Of {
        must: must.iter().map(|w| word(w)).collect(),
        should: should.iter().map(|w| word(w)).collect(),
        must_not: must_not.iter().map(|w| word(w)).collect(),
    };
    let in_notes = |words: &[(usize, &str)]| match phrase(words, 0) {
        Query::Phrase { words, slop, .. } => Query::Phrase {
            field: Field::ExactNotes,
            words,
            slop,
        },
        other => other,
    };
    let cases: Vec<(Query, &[&str])> = vec![
        (
            Query::All,
            &[
                "law/p1",
                "law/p2",
                "old-law/p1",
                "old-law/p2",
                "report/p1",
                "report/p2",
            ],
        ),
        (Query::Nothing, &[]),
        (
            word("phare"),
            &["law/p1", "law/p2", "old-law/p1", "old-law/p2"],
        ),
        (word("phar"), &[]),
        (Query::has(Field::Cites, "32030R0005"), &["report/p1"]),
        (Query::has(Field::Cites, "32030R"), &[]),
        (Query::has(Field::Exact, "rouge"), &["law/p2"]),
        (
            phrase(&[(0, "le"), (1, "phare")], 0),
            &["law/p1", "old-law/p1", "old-law/p2"],
        ),
        (phrase(&[(0, "phare"), (1, "le")], 0), &[]),
        // A place between two words is left to any word.
        (phrase(&[(0, "phare"), (2, "la")], 0), &["law/p1"]),
        (phrase(&[(0, "phare"), (1, "la")], 0), &[]),
        (phrase(&[(0, "phare"), (1, "la")], 1), &["law/p1"]),
        (phrase(&[(0, "mer")], 0), &["law/p1", "report/p2"]),
        (phrase(&[], 0), &[]),
        // No phrase goes from one text into the next, nor over an empty line.
        (in_notes(&[(0, "voir"), (1, "phare")]), &["report/p1"]),
        (in_notes(&[(0, "phare"), (1, "mer")]), &[]),
        (between(2033, 2033), &["report/p1", "report/p2"]),
        (
            between(2030, 2032),
            &["law/p1", "law/p2", "old-law/p1", "old-law/p2"],
        ),
        (between(2034, 2040), &[]),
        (of(&["phare", "mer"], &[], &[]), &["law/p1"]),
        (of(&[], &["rouge", "bleu"], &[]), &["law/p2", "old-law/p2"]),
        (
            of(&["phare"], &["rouge"], &[]),
            &["law/p1", "law/p2", "old-law/p1", "old-law/p2"],
        ),
        (of(&["phare"], &[], &["le"]), &["law/p2"]),
        (of(&[], &[], &["phare"]), &[]),
        (
            Query::All.and_not(word("phare")),
            &["report/p1", "report/p2"],
        ),
        (
            Query::All.and_not(phrase(&[(0, "le"), (1, "phare")], 0)),
            &["law/p2", "report/p1", "report/p2"],
        ),
        (Query::any(Vec::new()), &[]),
        (
            Query::all(vec![word("phare"), word("bleu")]),
            &["old-law/p2"],
        ),
        (word("bleu").unscored(), &["old-law/p2"]),
        (Query::Times(3.0, Box::new(word("bleu"))), &["old-law/p2"]),
    ];
    for (query, expected) in cases {
        let shown = format!("{query:?}");
        assert_eq!(
            matching(&*snapshot, Find::of(query.clone())),
            expected,
            "{shown}"
        );
        let total = list(&*snapshot, Find::of(query)).total;
        assert_eq!(total, expected.len(), "the total of {shown}");
    }
}

pub(super) fn rare_and_repeated_words_score_more(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let scores = |query: Query| -> Vec<(String, f32)> {
        let found = list(
            &*snapshot,
            Find {
                top: 100,
                ..Find::of(query)
            },
        );
        let scores = found.hits.iter().map(|hit| hit.score);
        ids(&*snapshot, &found).into_iter().zip(scores).collect()
    };
    let of = |query: Query, id: &str| -> f32 {
        let found = scores(query).into_iter().find(|(found, _)| found == id);
        found.expect("a match").1
    };
    let phares = scores(word("phare"));
    assert_eq!(
        phares.first().map(|(id, _)| id.as_str()),
        Some("law/p2"),
        "it says so twice"
    );
    assert!(
        phares.is_sorted_by(|a, b| a.1 >= b.1),
        "best first: {phares:?}"
    );
    assert!(of(word("rouge"), "law/p2") > of(Query::has(Field::Exact, "phare"), "law/p2"));
    let close = |one: f32, other: f32| (one - other).abs() < 1e-4 * (1.0 + one.abs());
    let alone = of(word("rouge"), "law/p2");
    assert!(close(
        of(Query::Times(3.0, Box::new(word("rouge"))), "law/p2"),
        3.0 * alone
    ));
    assert!(close(
        of(Query::Fixed(2.5, Box::new(word("rouge"))), "law/p2"),
        2.5
    ));
    let both = Query::any(vec![word("rouge"), word("phare")]);
    assert!(close(
        of(both, "law/p2"),
        alone + of(word("phare"), "law/p2")
    ));
    // A word that is frequent beside is no rare word.
    let beside = Query::Word {
        field: Field::Stemmed,
        word: "rouge".to_owned(),
        beside: Some((Field::Exact, "phare".to_owned())),
    };
    assert!(of(beside, "law/p2") < of(Query::word(Field::Stemmed, "rouge"), "law/p2"));
}

pub(super) fn scopes_and_versions_are_looked_at(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let phares = |scope: Scope, newest_only: bool| {
        let among = Among {
            scope,
            newest_only,
            only: None,
        };
        matching(
            &*snapshot,
            Find {
                among,
                ..Find::of(word("phare"))
            },
        )
    };
    let all = ["law/p1", "law/p2", "old-law/p1", "old-law/p2"];
    assert_eq!(phares(Scope::Places, false), all);
    // The recital of the older version lasts.
    assert_eq!(
        phares(Scope::Places, true),
        ["law/p1", "law/p2", "old-law/p1"]
    );
    assert_eq!(phares(Scope::Notes, false), ["report/p3"]);
    assert_eq!(phares(Scope::Either, true).len(), 4);
    let some = list(
        &*snapshot,
        Find {
            top: 10,
            ..Find::of(word("mer"))
        },
    );
    let some: Vec<_> = some.hits.iter().map(|hit| hit.address).collect();
    let among = Among {
        only: Some(some),
        ..Among::default()
    };
    let of_some = Find {
        among,
        ..Find::of(Query::any(vec![word("phare"), word("calme")]))
    };
    assert_eq!(
        matching(&*snapshot, of_some.clone()),
        ["law/p1", "report/p2"]
    );
    let none = Find {
        among: Among {
            only: Some(Vec::new()),
            ..Among::default()
        },
        ..of_some
    };
    assert_eq!(matching(&*snapshot, none), Vec::<String>::new());
}

pub(super) fn lists_are_ordered_counted_and_grouped(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let asked = |order: Order, top: usize| Find {
        order,
        top,
        ..Find::of(word("phare"))
    };
    let first = |order: Order| {
        let found = list(&*snapshot, asked(order, 1));
        assert_eq!(found.total, 4, "the total is of all");
        ids(&*snapshot, &found).remove(0)
    };
    assert!(first(Order::Descending(Number::Day)).starts_with("law/"));
    assert!(first(Order::Ascending(Number::Day)).starts_with("old-law/"));
    let uncounted = Find {
        total: false,
        ..asked(Order::Score, 2)
    };
    let found = list(&*snapshot, uncounted);
    assert_eq!((found.hits.len(), found.total), (2, 0));
    for order in [Order::Score, Order::Ascending(Number::Day)] {
        let grouped = Find {
            documents: 5,
            ..asked(order, 3)
        };
        let found = list(&*snapshot, grouped);
        let mut groups: Vec<(&str, usize)> = found
            .documents
            .iter()
            .map(|group| (group.document.as_str(), group.entries))
            .collect();
        let firsts: Vec<_> = found
            .documents
            .iter()
            .map(|group| group.first.address)
            .collect();
        assert!(
            firsts.contains(&found.hits[0].address),
            "the first hit is of the first document"
        );
        assert_eq!(groups[0].0, found.of_document[0]);
        groups.sort_unstable();
        assert_eq!(groups, [("law", 2), ("old-law", 2)]);
        let ids = ids(&*snapshot, &found);
        for (id, document) in ids.iter().zip(&found.of_document) {
            assert!(
                id.starts_with(&format!("{document}/")),
                "{id} of {document}"
            );
        }
    }
    let facets = Find {
        facets: vec![
            Facet::new(FacetOf::Field(Field::Kind), 10),
            Facet::new(FacetOf::Number(Number::Year), 1),
            Facet::new(FacetOf::Field(Field::Topic), 10),
            Facet {
                beginning: "32030".to_owned(),
                ..Facet::new(FacetOf::Field(Field::Cites), 10)
            },
        ],
        ..Find::of(Query::All)
    };
    let counts = list(&*snapshot, facets).facets;
    let counted = |value: &str, count| vec![(value.to_owned(), count)];
    assert_eq!(counts[0], counted("paragraph", 2));
    assert_eq!(counts[1], counted("2031", 4), "the most frequent alone");
    assert_eq!(
        counts[2],
        counted("1", 1),
        "an entry counts once for a value"
    );
    assert_eq!(counts[3], counted("32030R0005", 1));
    let lists = snapshot.find(&[Find::of(word("mer")), Find::of(word("bleu"))]);
    let totals: Vec<usize> = lists
        .expect("lists")
        .iter()
        .map(|list| list.total)
        .collect();
    assert_eq!(totals, [2, 1], "lists come in the order asked");
}

pub(super) fn evidence_says_where_words_stand(place: &dyn Place) {
    fill(place);
    let snapshot = seen(place);
    let probe = |field: Field, word: &str, placed: bool| Probe {
        field,
        word: word.to_owned(),
        placed,
    };
    let asked = Find {
        top: 10,
        evidence: Some(EvidenceAsked {
            first: 3,
            probes: vec![
                probe(Field::Exact, "phare", true),
                probe(Field::Stemmed, "phare", false),
                probe(Field::Exact, "absent", true),
            ],
            lengths: vec![Field::Exact, Field::English],
            mass_of: None,
            mass_beside: None,
            matches: vec![word("rouge"), Query::has(Field::Scope, scope::LASTING)],
        }),
        ..Find::of(word("phare"))
    };
    let found = list(&*snapshot, asked);
    let ids = ids(&*snapshot, &found);
    assert_eq!(found.hits.len(), 4);
    let evidence = found.evidence.expect("evidence");
    assert_eq!(evidence.entries, 3);
    let [placed, counted, absent] = evidence.probes.as_slice() else {
        panic!("an answer for each probe")
    };
    assert_eq!((placed.entries.len(), absent.entries.len()), (3, 0));
    assert_eq!(counted.entries, placed.entries);
    assert!(counted.places.is_empty() && absent.places.is_empty());
    for (rank, count, places) in placed.iter() {
        let expected: (u32, &[u32]) = match ids[rank].as_str() {
            "law/p1" | "old-law/p2" => (1, &[1]),
            "law/p2" => (2, &[0, 2]),
            "old-law/p1" => (1, &[2]),
            other => panic!("{other} has no such word"),
        };
        assert_eq!((count, places), expected, "{}", ids[rank]);
        let is_rouge = ids[rank] == "law/p2";
        let is_lasting = ids[rank] == "old-law/p1";
        assert_eq!(evidence.matches[0][rank], is_rouge);
        assert_eq!(evidence.matches[1][rank], is_lasting);
        let length = if ids[rank] == "law/p1" { 5 } else { 3 };
        assert_eq!(evidence.lengths[0][rank], length, "{}", ids[rank]);
        assert_eq!(evidence.lengths[1][rank], 0);
    }
    let statistics = evidence.statistics;
    assert_eq!(statistics.entries, 7, "places and notes");
    assert_eq!(statistics.probes, [5, 5, 0], "the note has the word too");
    assert_eq!(statistics.lengths, [28, 0]);
    assert!(idf(1, 7) > idf(5, 7));
}
