//! The cases of `tests/data/short-forms.txt`, and what holds of every text that a [`Reader`] reads:
//!
//! 1. the formal citations are those of the scan, in their order, with no more than their articles changed;
//! 2. citations do not overlap, and their text is the slice their code points say;
//! 3. what is resolved is inferred and says so;
//! 4. nothing panics, and time grows with the length of the text.

use std::fmt::Write as _;

use proptest::prelude::*;
use renvoi_reference::{Catalogue, CatalogueError, Certainty, Key, Reader, Reading, scan};
use renvoi_testing::linear;

fn catalogue() -> Catalogue {
    Catalogue::parse(include_str!("data/catalogue.toml")).expect("a catalogue")
}

/// What a reading holds, as the cases write it.
fn written(reading: &Reading, lines: &mut Vec<String>) {
    let mut found: Vec<(usize, String)> = Vec::new();
    for citation in &reading.citations {
        let certainty = match citation.certainty {
            Certainty::Exact => "exact",
            Certainty::Inferred => "inferred",
            Certainty::Ambiguous => "ambiguous",
        };
        let mut line = format!("{} @ {} ~ {certainty}", citation.key, citation.text);
        let attributes = &citation.attributes;
        if !attributes.articles.is_empty() {
            write!(line, " ~ {}", attributes.articles.join(", ")).expect("a string");
        } else if let Some(article) = &attributes.article {
            write!(line, " ~ {article}").expect("a string");
        }
        found.push((citation.start, line));
    }
    for left in &reading.unresolved {
        found.push((left.start, format!("? @ {} ~ {:?}", left.text, left.reason)));
    }
    found.sort_by_key(|(start, _)| *start);
    lines.extend(found.into_iter().map(|(_, line)| line));
}

fn read(case: &str, catalogue: &Catalogue) -> Vec<String> {
    let mut reader = Reader::new(catalogue);
    let mut lines = Vec::new();
    for text in case.split('‖').map(str::trim) {
        if let Some(day) = text.strip_prefix("day:") {
            reader = reader.dated(Some(day.trim().to_owned()));
        } else if let Some(note) = text.strip_prefix("note:") {
            written(&reader.note(note.trim()), &mut lines);
        } else {
            let rest = text.strip_prefix('§');
            if rest.is_some() {
                reader.begin_section();
            }
            written(&reader.text(rest.unwrap_or(text).trim()), &mut lines);
        }
    }
    lines
}

/// `\n` and the three invisible spaces of the cases.
fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n")
        .replace("\\u{A0}", "\u{A0}")
        .replace("\\u{202F}", "\u{202F}")
}

#[test]
fn short_forms_are_resolved_as_the_cases_say() {
    let catalogue = catalogue();
    let mut report = String::new();
    let mut count = 0;
    let data = include_str!("data/short-forms.txt");
    let mut lines = data.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        count += 1;
        let mut expected = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with("    ")) {
            expected.push(unescaped(line.trim()));
        }
        let found = read(&unescaped(line), &catalogue);
        if found != expected {
            writeln!(report, "short-forms.txt:{}: {line}", number + 1).expect("a string");
            for line in found {
                writeln!(report, "    {line}").expect("a string");
            }
        }
    }
    assert!(count >= 60, "the cases were not read");
    assert!(report.is_empty(), "found otherwise:\n{report}");
}

/// What a catalogue may not hold, and the words that its message has.
const WRONG: [(&str, &str); 7] = [
    ("instrument = 3", "cannot be read"),
    (
        "[[instrument]]\nkey = \"SRI 2\"",
        "`SRI 2` is no canonical key",
    ),
    (
        "[[instrument]]\nkey = \"32022L2555\"\nalias = []",
        "unknown field",
    ),
    (
        "[[instrument]]\nkey = \"32022L2555\"\naliases = [\"SRI 2\"]\n[[instrument]]\nkey = \"32016L1148\"\naliases = [\"sri2\"]",
        "`sri2` belongs to `32022L2555` and to `32016L1148`",
    ),
    (
        "[[instrument]]\nkey = \"32022L2555\"\n[[instrument]]\nkey = \"32022L2555\"",
        "stands twice",
    ),
    (
        "[[instrument]]\nkey = \"32022L2555\"\naliases = [\"directive\"]",
        "says too little",
    ),
    (
        "[[instrument]]\nkey = \"32022L2555\"\ndate = \"14.12.2022\"",
        "YYYY-MM-DD",
    ),
];

#[test]
fn a_wrong_catalogue_is_refused_with_its_entry() {
    for (text, words) in WRONG {
        let error: CatalogueError = Catalogue::parse(text).expect_err(text);
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_catalogue_is_asked_by_key() {
    let catalogue = catalogue();
    let key: Key = "32022L2555".parse().expect("a key");
    assert_eq!(catalogue.date(&key), Some("2022-12-14"));
    assert_eq!(
        catalogue.celex(&key).map(ToString::to_string).as_deref(),
        Some("32022L2555")
    );
    assert_eq!(catalogue.repeals(&key)[0].as_str(), "32016L1148");
    assert_eq!(catalogue.aliases(&key)[0], "directive SRI 2");
    assert_eq!(catalogue.title(&key), None);
    assert_eq!(catalogue.keys().count(), 8);
    let bundled = Catalogue::bundled();
    assert!(
        bundled.keys().count() > 100,
        "the project's catalogue is not sound"
    );
}

#[test]
fn a_typed_name_is_resolved() {
    let catalogue = catalogue();
    for (typed, key) in [
        ("directive SRI 2", "32022L2555"),
        ("la Directive «sri2»", "32022L2555"),
        ("rgpd", "32016R0679"),
        ("  GDPR.", "32016R0679"),
        ("voir le règlement DORA", "32022R2554"),
        ("directive 2016/1148", "32016L1148"),
        ("com 2020 607", "COM(2020) 607"),
        ("la directive SRI 3", "-"),
        ("directive SRI 2 ou 3", "-"),
        ("directive", "-"),
        ("", "-"),
    ] {
        let found = catalogue
            .resolve(typed)
            .map_or_else(|| "-".to_owned(), |citation| citation.key.to_string());
        assert_eq!(found, key, "{typed}");
    }
}

#[test]
fn a_name_is_found_at_the_beginning() {
    let catalogue = catalogue();
    for (text, expected) in [
        ("directive sri 2 article 21", Some(("32022L2555", 15))),
        ("nis2", Some(("32022L2555", 4))),
        ("directive « SRI 2 », puis", Some(("32022L2555", 21))),
        ("directive SRI et", Some(("32016L1148", 13))),
        ("directive SRI 3", None),
        ("dorade", None),
        ("la directive SRI", None),
        (" rgpd", None),
        ("", None),
    ] {
        let found = catalogue.name_at(text);
        let found = found.as_ref().map(|(key, bytes)| (key.as_str(), *bytes));
        assert_eq!(found, expected, "{text}");
    }
}

/// Pieces of names, definitions and short forms.
const PIECES: [&str; 52] = [
    "directive",
    "Directive",
    "règlement",
    "décision",
    "-cadre",
    "délégué",
    "d’exécution",
    "SRI",
    "2",
    "RGPD",
    "DORA",
    "SRI2",
    "(UE) 2016/1148",
    "2022/2555",
    "(UE) 2016/679",
    "COM(2020) 823",
    "«",
    "»",
    "\"",
    "“",
    "(",
    ")",
    "[",
    "]",
    "ci-après",
    "dénommé",
    "dite",
    "la",
    "le",
    "du",
    "de",
    "ladite",
    "ledit",
    "dudit",
    "cette",
    "ce",
    "ces",
    "même",
    "précitée",
    "article",
    "articles",
    "5",
    "à",
    ",",
    ";",
    ".",
    ":",
    "proposition",
    "présente",
    "\u{A0}",
    "\u{AD}",
    "𝔘",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(&PIECES[..]);
    let joint = prop::sample::select(&["", " ", " ", "\n"][..]);
    let soup = prop::collection::vec((piece, joint), 0..40).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, joint)| [piece, joint])
            .collect()
    });
    prop_oneof![4 => soup, 1 => any::<String>(), 1 => "\\PC{0,60}"]
}

fn check(text: &str, reading: &Reading) {
    let code_points: Vec<char> = text.chars().collect();
    let mut last = 0;
    for citation in &reading.citations {
        assert!(
            last <= citation.start && citation.start < citation.end,
            "{citation:?}"
        );
        let slice: String = code_points[citation.start..citation.end].iter().collect();
        assert_eq!(slice, citation.text);
        last = citation.end;
        let resolved = citation.attributes.resolved;
        assert!(!resolved || citation.certainty == Certainty::Inferred);
    }
    let formal: Vec<_> = reading
        .citations
        .iter()
        .filter(|citation| !citation.attributes.resolved)
        .map(|citation| (citation.start, citation.end, citation.key.clone()))
        .collect();
    let scanned: Vec<_> = scan(text)
        .into_iter()
        .map(|citation| (citation.start, citation.end, citation.key))
        .collect();
    assert_eq!(formal, scanned);
    for left in &reading.unresolved {
        let slice: String = code_points[left.start..left.end].iter().collect();
        assert_eq!(slice, left.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_read_soundly(first in soup(), note in soup(), second in soup()) {
        let catalogue = catalogue();
        let mut reader = Reader::new(&catalogue);
        check(&first, &reader.text(&first));
        check(&note, &reader.note(&note));
        check(&second, &reader.text(&second));
        if let Some((_, bytes)) = catalogue.name_at(&first) {
            prop_assert!(first.is_char_boundary(bytes));
        }
        catalogue.resolve(&second);
    }
}

/// Texts made to hurt: names and definitions that never end, marks by the megabyte.
const HOSTILE: [&str; 22] = [
    "directive ",
    "directive SRI",
    "directive«",
    "directive-",
    "(«",
    "(ci-après «X ",
    "«",
    "((",
    "ci-",
    "ci-après ",
    "dite ",
    "(directive a'",
    "ladite directive ",
    "cette directive SRI ",
    "RGPD",
    "RGPD ",
    "l'",
    "articles 1, ",
    "articles 1 à 64 du RGPD, ",
    "directive (UE) 2016/1148 («D1»), ",
    "la même ",
    "règlement général sur la protection des ",
];

/// How long one reading takes.
#[test]
fn time_is_linear_on_hostile_text() {
    let catalogue = catalogue();
    for pattern in HOSTILE {
        let read = |bytes: usize| {
            let text = pattern.repeat(bytes / pattern.len());
            std::hint::black_box(Reader::new(&catalogue).text(&text));
        };
        assert_eq!(linear(50_000, read), Ok(()), "{pattern:?}");
    }
}

/// Decisions of Parliament and Council were counted apart: the document, or the catalogue, says which is which.
#[test]
fn decisions_of_two_numberings_are_two() {
    let keys = |catalogue: &Catalogue, texts: &[&str]| -> Vec<String> {
        let mut reader = Reader::new(catalogue);
        let read = texts.iter().flat_map(|text| reader.text(text).citations);
        read.map(|citation| citation.key.to_string()).collect()
    };
    let (none, known) = (Catalogue::default(), Catalogue::bundled());
    let both = "La décision n° 1243/2012/UE, puis la décision 2012/1243/UE; ladite décision.";
    for (catalogue, texts, expected) in [
        (&none, &["décision 2007/845/JAI"][..], &["32007D0845"][..]),
        (&none, &["décision 2012/243/UE"], &["32012D0243"]),
        (known, &["décision 2012/243/UE"], &["32012D0243(01)"]),
        (known, &["décision n° 243/2012/UE"], &["32012D0243"]),
        (&none, &[both], &["32012D1243", "32012D1243(01)"]),
        (
            &none,
            &["décision n° 1243/2012/UE", "décision 2012/1243/UE"],
            &["32012D1243", "32012D1243(01)"],
        ),
        (&none, &["décision (UE) 2016/243"], &["32016D0243"]),
    ] {
        let found = keys(catalogue, texts);
        assert_eq!(
            found.get(..expected.len()).unwrap_or(&found),
            expected,
            "{texts:?}"
        );
    }
    let mut reader = Reader::new(&none);
    reader.text("décision 2012/1243/UE");
    assert!(!reader.decisions().contradict());
    reader.text("décision n° 1243/2012/UE");
    assert!(reader.decisions().contradict());
    let decisions = reader.decisions().clone();
    let mut again = Reader::new(&none).knowing(&decisions);
    let first = again.text("décision 2012/1243/UE").citations;
    assert_eq!(first[0].key.as_str(), "32012D1243(01)");
    let mut draft = Vec::new();
    let text = "La décision 2012/1243/UE.\n\nLa décision n° 1243/2012/UE.";
    renvoi_reference::draft_references(text, &mut |citation| draft.push(citation.key.to_string()));
    assert_eq!(draft, ["32012D1243(01)", "32012D1243"]);
}
