//! The query language, by a table anyone can extend, and by property.
//!
//! 1. Each query of the table is read as its line says.
//! 2. No query fails: any text is read, within the limits.

use proptest::prelude::*;
use renvoi_query::{LONGEST_QUERY, MOST_TERMS, Query, plan};

/// Query; words; phrases; references; filters as JSON; whether it has a
/// diagnostic.
type Case = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
    bool,
);

const CASES: &[Case] = &[
    (
        "infrastructures critiques",
        &["infrastructures", "critiques"],
        &[],
        &[],
        "{}",
        false,
    ),
    (
        "\"sécurité des réseaux\" 5G",
        &["5G"],
        &["sécurité des réseaux"],
        &[],
        "{}",
        false,
    ),
    (
        "«sécurité des réseaux»",
        &[],
        &["sécurité des réseaux"],
        &[],
        "{}",
        false,
    ),
    (
        "« menaces hybrides »",
        &[],
        &["menaces hybrides"],
        &[],
        "{}",
        false,
    ),
    ("COM(2020) 605", &[], &[], &["COM(2020) 605"], "{}", false),
    (
        "article:21 gestion",
        &["gestion"],
        &[],
        &[],
        r#"{"article":["21"]}"#,
        false,
    ),
    (
        "article:\"3 bis\" art:premier",
        &[],
        &[],
        &[],
        r#"{"article":["3bis","1"]}"#,
        false,
    ),
    ("com 2020 605", &[], &[], &["COM(2020) 605"], "{}", false),
    (
        "COM (2020)605 final cybersécurité",
        &["cybersécurité"],
        &[],
        &["COM(2020) 605"],
        "{}",
        false,
    ),
    (
        "cybersécurité com 2020 605",
        &["cybersécurité"],
        &[],
        &["COM(2020) 605"],
        "{}",
        false,
    ),
    ("52020DC0605", &[], &[], &["COM(2020) 605"], "{}", false),
    (
        "\"COM(2020) 605\"",
        &[],
        &[],
        &["COM(2020) 605"],
        "{}",
        false,
    ),
    (
        "directive (UE) 2022/2555",
        &[],
        &[],
        &["32022L2555"],
        "{}",
        false,
    ),
    (
        "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:32016R0679",
        &[],
        &[],
        &["32016R0679"],
        "{}",
        false,
    ),
    (
        "COM(2022) 729 et 731",
        &[],
        &[],
        &["COM(2022) 729", "COM(2022) 731"],
        "{}",
        false,
    ),
    (
        "ref:COM(2020) 607 abus",
        &["abus"],
        &[],
        &[],
        "{\"ref\":[\"COM(2020) 607\"]}",
        false,
    ),
    (
        "ref:\"com 2020 607\"",
        &[],
        &[],
        &[],
        "{\"ref\":[\"COM(2020) 607\"]}",
        false,
    ),
    (
        "dans:com-2020-605 drones",
        &["drones"],
        &[],
        &[],
        "{\"dans\":[\"com-2020-605\"]}",
        false,
    ),
    (
        "in:COM(2020) 605 drones",
        &["drones"],
        &[],
        &[],
        "{\"instrument\":[\"COM(2020) 605\"]}",
        false,
    ),
    ("type:COM", &[], &[], &[], "{\"type\":[\"com\"]}", false),
    (
        "année:2020..2022",
        &[],
        &[],
        &[],
        "{\"annee\":[2020,2022]}",
        false,
    ),
    (
        "year:2022..2020",
        &[],
        &[],
        &[],
        "{\"annee\":[2020,2022]}",
        false,
    ),
    (
        "annee:2020",
        &[],
        &[],
        &[],
        "{\"annee\":[2020,2020]}",
        false,
    ),
    ("annee:..2020", &[], &[], &[], "{\"annee\":[0,2020]}", false),
    (
        "note:oui armes",
        &["armes"],
        &[],
        &[],
        "{\"note\":true}",
        false,
    ),
    (
        "footnote:no armes",
        &["armes"],
        &[],
        &[],
        "{\"note\":false}",
        false,
    ),
    // What cannot be used is said, and the rest is read.
    ("\"jamais fermé", &[], &["jamais fermé"], &[], "{}", true),
    ("annee:demain drones", &["drones"], &[], &[], "{}", true),
    ("ref:rien drones", &["drones"], &[], &[], "{}", true),
    ("note: ", &[], &[], &[], "{}", true),
    ("-cyber drones", &["drones"], &[], &[], "{}", true),
    (
        "-ref:COM(2020) 607 note:oui",
        &[],
        &[],
        &[],
        "{\"note\":true}",
        true,
    ),
    ("-COM(2020) 607 drones", &["drones"], &[], &[], "{}", true),
    (
        "-\"union de la sécurité\" drones",
        &["drones"],
        &[],
        &[],
        "{}",
        true,
    ),
    ("annee: drones", &["drones"], &[], &[], "{}", true),
    (
        "2020 - 2022, cyber-résilience",
        &["2020", "2022,", "cyber-résilience"],
        &[],
        &[],
        "{}",
        false,
    ),
    ("auteur:Dupont", &["auteur:Dupont"], &[], &[], "{}", true),
    ("", &[], &[], &[], "{}", false),
    ("\"\" «» ()", &[], &[], &[], "{}", false),
    (
        "article 5, 24 heures, 2020",
        &["article", "5,", "24", "heures,", "2020"],
        &[],
        &[],
        "{}",
        false,
    ),
];

#[test]
fn queries_are_read_as_the_table_says() {
    for (text, words, phrases, references, filters, diagnosed) in CASES {
        let query = Query::parse(text);
        assert_eq!(query.words, *words, "words of {text}");
        let read: Vec<&str> = query.phrases.iter().map(|p| p.0.as_str()).collect();
        assert_eq!(read, *phrases, "phrases of {text}");
        let read: Vec<&str> = query.references.iter().map(AsRef::as_ref).collect();
        assert_eq!(read, *references, "references of {text}");
        let read = serde_json::to_string(&query.filters).expect("JSON");
        assert_eq!(read, *filters, "filters of {text}");
        assert_eq!(
            !query.diagnostics.is_empty(),
            *diagnosed,
            "{text}: {:?}",
            query.diagnostics
        );
    }
}

#[test]
fn limits_are_kept_and_said() {
    let long = Query::parse(&"é".repeat(LONGEST_QUERY));
    assert!(!long.diagnostics.is_empty());
    let many = Query::parse(&"a ".repeat(LONGEST_QUERY));
    assert_eq!(many.words.len(), MOST_TERMS);
    assert!(!many.diagnostics.is_empty());
    assert!(plan(&many).terms.len() <= MOST_TERMS);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|[a-z:\"«»()0-9 /\\u{0}\\u{202f}COM.-]{0,300}") {
        let query = Query::parse(&text);
        let request = plan(&query);
        prop_assert!(request.terms.len() <= MOST_TERMS);
        let again = Query::parse(&query.text());
        prop_assert!(again.words.len() <= MOST_TERMS);
    }
}
