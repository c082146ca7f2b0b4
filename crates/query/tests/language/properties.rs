//! Properties of reading any text at all.

use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use renvoi_analysis::{Chain, fold, terms};
use renvoi_document::Language;
use renvoi_query::language::{Clause, Group};
use renvoi_query::{DEEPEST, Facet, MOST_TERMS, Query, WIDEST_SLOP};
use renvoi_reference::Catalogue;

use crate::notation::notation;

/// What hostile queries are made of.
const PIECES: &[&str] = &[
    "(",
    ")",
    "((",
    "))",
    "()",
    "-(",
    "+(",
    "-",
    "--",
    "+",
    "|",
    "||",
    "&",
    " OU ",
    " ET ",
    " NON ",
    "OU",
    "OR(",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "「",
    "」",
    "~",
    "~5",
    "~99999999999999999999",
    "*",
    "?",
    "**",
    "a*",
    "ab*c?d",
    "a?",
    "\u{0}",
    "\u{1b}[0m",
    "\n",
    "\t",
    "\u{202f}",
    "\u{200b}",
    "\u{301}",
    "\u{feff}",
    "：",
    "（",
    "）",
    "'",
    "’",
    "l’",
    "jusqu’",
    "ref:",
    "-ref:",
    "annee:",
    "dans:(",
    "type:(",
    "langue:",
    "genre:\"",
    "section:«",
    "2020..",
    "..",
    "COM(2020) 605",
    "-COM(2022) 729 et 731",
    "COM(",
    "(UE) ",
    "2016/679",
    "C-131/12",
    "com 2020 605",
    "règlement ",
    "no ",
    "JO L 194",
    "[a-z]+",
    ".*",
    "^$",
    "{1,9}",
    "\\",
    "\\d",
    "mot",
    "cybersécurité",
    "é",
    "e\u{301}",
    "🛡️",
    "日本",
    "５",
    " ",
    "  ",
    ",",
    ";",
    ":",
    "://",
    "http://",
    "9999999999999999",
    "0",
];

/// Words that make neither references nor operators.
const PLAIN: &[&str] = &[
    "drones",
    "gaz",
    "énergie",
    "cyber-résilience",
    "l’Union",
    "mer",
];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn limits_hold(group: &Group, level: usize) -> Result<usize, TestCaseError> {
    prop_assert!(level <= DEEPEST, "level {level}");
    let mut words = 0;
    for clause in group
        .should
        .iter()
        .chain(&group.must)
        .chain(&group.must_not)
    {
        words += match clause {
            Clause::Word(text) => terms(text, Chain::Exact).len(),
            Clause::Phrase { text, slop } => {
                prop_assert!(*slop <= WIDEST_SLOP);
                terms(text, Chain::Exact).len()
            }
            Clause::Fuzzy { word, edits } => {
                prop_assert!((1..=2).contains(edits), "{word}~{edits}");
                prop_assert_eq!(terms(word, Chain::Exact).len(), 1, "{}", word);
                prop_assert!(fold(word).chars().count() >= 3, "{word}");
                1
            }
            Clause::Wildcard(word) => {
                let head = word.split(['*', '?']).next().unwrap_or_default();
                prop_assert!(fold(head).chars().count() >= 2, "{word}");
                prop_assert_eq!(terms(head, Chain::Exact).len(), 1, "{}", word);
                1
            }
            Clause::Reference { .. } => 0,
            Clause::Group(inner) => {
                prop_assert!(!inner.is_empty());
                limits_hold(inner, level + 1)?
            }
        };
    }
    prop_assert!(words <= MOST_TERMS, "{words} words");
    Ok(words)
}

fn read(text: &str) -> Result<(), TestCaseError> {
    let start = Instant::now();
    let query = Query::parse(text);
    let spent = start.elapsed();
    // A release build takes 6 µs for a common query and 3 ms for the worst one
    // found; a debug build on a busy machine is a hundred times slower.
    prop_assert!(spent < Duration::from_secs(2), "{spent:?}");
    limits_hold(&query.root, 0)?;
    prop_assert!(query.references.len() <= MOST_TERMS);
    prop_assert!(query.diagnostics.len() <= 16);
    limits_hold(&Query::parse(&query.to_string()).root, 0)?;
    limits_hold(&Query::parse(&query.text()).root, 0)?;
    Ok(())
}

proptest! {
    #![proptest_config(config(10_000))]

    #[test]
    fn hostile_texts_are_read(pieces in vec(select(PIECES), 0..120)) {
        let mut text = pieces.concat();
        text.truncate(text.floor_char_boundary(2048));
        read(&text)?;
    }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn one_piece_over_and_over_is_read(one in select(PIECES), other in select(PIECES), times in 1..700_usize) {
        read(&format!("{one}{other}").repeat(times))?;
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,600}|[a-z:\"«»()0-9 /\\u{0}\\u{202f}COM.~*?|-]{0,1500}") {
        read(&text)?;
    }

    #[test]
    fn what_is_printed_reads_back(text in query_text()) {
        let query = Query::parse(&text);
        let printed = query.to_string();
        let again = Query::parse(&printed);
        prop_assert_eq!(
            (&again.root, &again.filters, &again.excluded),
            (&query.root, &query.filters, &query.excluded),
            "{} printed as {} read as {}", notation(&query), printed, notation(&again)
        );
        prop_assert_eq!(&again.to_string(), &printed);
        prop_assert!(again.diagnostics.is_empty(), "{}: {:?}", printed, again.diagnostics);
    }
}

/// The text of a facet's link asks for that value and otherwise the same.
fn narrows(text: &str) -> Result<bool, TestCaseError> {
    let query = Query::parse_with(text, Catalogue::bundled());
    let mut written = true;
    for (facet, value) in [
        (Facet::Type, "COM"),
        (Facet::Year, "2021"),
        (Facet::Institution, "Commission"),
        (Facet::Cited, "32022L2555"),
        (Facet::Kind, "recital"),
        (Facet::Language, "en"),
        (Facet::Topic, "terrorisme"),
    ] {
        for wanted in [
            query.clone().narrowed(facet, value),
            query.clone().widened(facet),
        ] {
            prop_assert_eq!(
                (&wanted.root, &wanted.excluded),
                (&query.root, &query.excluded)
            );
            let Some(text) = wanted.written(text, facet, value, Catalogue::bundled()) else {
                written = false;
                continue;
            };
            let again = Query::parse_with(&text, Catalogue::bundled());
            prop_assert_eq!(&again.root, &wanted.root, "{}", &text);
            prop_assert_eq!(&again.filters, &wanted.filters, "{}", &text);
            prop_assert_eq!(&again.excluded, &wanted.excluded, "{}", &text);
        }
        let filters = query.clone().narrowed(facet, value).filters;
        let set = match facet {
            Facet::Type => filters.types == ["com"],
            Facet::Year => filters.years == Some((2021, 2021)),
            Facet::Institution => filters.institutions == ["commission"],
            Facet::Cited => filters.cites.iter().any(|key| key.as_str() == "32022L2555"),
            Facet::Kind => filters.kinds == ["recital"] && filters.notes.is_none(),
            Facet::Language => filters.languages == [Language::En],
            Facet::Topic => filters.topics == ["terrorisme"],
        };
        prop_assert!(set, "{:?}: {:?}", facet, filters);
    }
    Ok(written)
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn links_of_facets_ask_the_same(text in query_text()) {
        prop_assert!(narrows(&text)?, "{}", text);
    }

    #[test]
    fn links_of_facets_hold_for_hostile_texts(pieces in vec(select(PIECES), 0..40)) {
        narrows(&pieces.concat())?;
    }
}

/// Behind these texts a filter would be read as part of something else.
#[test]
fn links_of_facets_hold_for_unfinished_queries() {
    for text in [
        "\"gaz",
        "«gaz naturel",
        "NON gaz",
        "gaz OU",
        "gaz ET",
        "gaz NON",
        "gaz -",
        "(gaz OU pétrole",
        "-(gaz",
        "note:oui",
        "gaz section:\"risques",
        "gaz ref:",
        "RGPD \"gaz",
        "gaz OU COM(2020) 605",
    ] {
        assert!(narrows(text).expect(text), "{text}");
    }
}

/// Well-formed queries of all that the language has.
fn query_text() -> impl Strategy<Value = String> {
    let word = select(PLAIN).prop_map(str::to_owned);
    let leaf = prop_oneof![
        4 => word.clone(),
        1 => word.clone().prop_map(|word| format!("{word}~")),
        1 => word.clone().prop_map(|word| format!("{word}*")),
        1 => (vec(word, 1..4), 0..4_u8).prop_map(|(words, slop)| format!("\"{}\"~{slop}", words.join(" "))),
        1 => select(&["COM(2020) 605", "(UE) 2016/679", "directive (UE) 2022/2555", "C-131/12", "COM(2022) 729 et 731"][..]).prop_map(str::to_owned),
        1 => select(&["type:COM", "-ref:COM(2020) 607", "note:oui", "section:\"gestion des risques\"", "langue:fr,en", "annee:..2020", "versions:toutes", "genre:titre", "dans:com-2020-605"][..]).prop_map(str::to_owned),
    ];
    let signed = (select(&["", "", "", "-", "+", "NON "][..]), leaf)
        .prop_map(|(sign, leaf)| format!("{sign}{leaf}"));
    signed
        .prop_recursive(5, 40, 4, |inner| {
            let sign = select(&["", "", "-", "+", "NON "][..]);
            let joint = select(&[" ", " OU ", " ET ", " | ", " & "][..]);
            (sign, vec((inner, joint), 1..4)).prop_map(|(sign, members)| {
                let text: String = members
                    .iter()
                    .flat_map(|(member, joint)| [member.as_str(), joint])
                    .collect();
                let text = text
                    .trim_end_matches([' ', '|', '&'])
                    .trim_end_matches(" OU")
                    .trim_end_matches(" ET");
                format!("{sign}({text})")
            })
        })
        .prop_filter("within the limits", |text| text.len() < 400)
}

#[test]
fn limits_are_kept_and_said() {
    let long = Query::parse(&"é".repeat(renvoi_query::LONGEST_QUERY));
    assert!(!long.diagnostics.is_empty());
    let many = Query::parse(&"a ".repeat(renvoi_query::LONGEST_QUERY));
    assert_eq!(many.words().len(), MOST_TERMS);
    assert!(!many.diagnostics.is_empty());
    let phrase = Query::parse(&format!("\"{}\" drones", "a ".repeat(100)));
    let [Clause::Phrase { text, .. }] = phrase.root.must.as_slice() else {
        panic!("{phrase:?}");
    };
    assert_eq!(text.split(' ').count(), MOST_TERMS);
    assert!(phrase.words().is_empty() && !phrase.diagnostics.is_empty());
    let late = Query::parse(&format!("{} COM(2020) 605 annee:2020", "a ".repeat(100)));
    assert_eq!(late.references.len(), 1, "words leave room for references");
    assert_eq!(late.filters.years, Some((2020, 2020)));
    let deep = Query::parse(&format!(
        "{}a{}",
        "(b OU c ET (".repeat(30),
        "))".repeat(30)
    ));
    assert!(!deep.diagnostics.is_empty());
}

#[test]
fn the_text_of_a_query_leaves_out_references_and_filters() {
    let query = Query::parse(
        "infrastructures (gaz OU eau) \"en cas de crise\" -pétrole COM(2020) 605 type:COM",
    );
    assert_eq!(
        query.text(),
        "infrastructures (gaz OU eau) \"en cas de crise\" -pétrole"
    );
    assert_eq!(query.words(), ["infrastructures", "gaz", "eau"]);
    assert!(Query::parse("« » ()").is_empty());
    assert!(!Query::parse("-gaz").is_empty());
    assert!(!Query::parse("-type:COM").is_empty());
}
