//! What holds of every text:
//!
//! 1. citations stand in order, do not overlap, and their text is the slice their code points say;
//! 2. every key parses back to itself, and JSON to the same citation;
//! 3. what a blank line parts is scanned as if apart;
//! 4. nothing panics, in scanning or in parsing;
//! 5. time grows with the length of the text, whatever it holds.

use proptest::prelude::*;
use renvoi_reference::{Citation, LegalPath, parse, parse_places, scan};
use renvoi_testing::linear;

/// Pieces of references and of what stands round them: soups of these reach deeper than random letters do.
const PIECES: [&str; 152] = [
    "COM",
    "SWD",
    "SEC",
    "JOIN",
    "C",
    "(",
    "[",
    "2020",
    "97",
    ")",
    "]",
    " ",
    "  ",
    "\n",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "605",
    "729",
    "et",
    ",",
    ";",
    "final",
    "/2",
    "directive",
    "règlement",
    "décision",
    "-cadre",
    "recommandation",
    "d’exécution",
    "délégué",
    "(UE)",
    "(CE)",
    "UE",
    "CE",
    "JAI",
    "PESC",
    "Euratom",
    "n°",
    "no",
    "nos",
    "2016/1148",
    "95/46",
    "/CE",
    "/",
    "-",
    ".",
    ":",
    "JO",
    "OJ",
    "L",
    "E",
    "194",
    "du",
    "19.7.2016",
    "31. 1. 1977",
    "19 juillet 2016",
    "p. 1",
    "2023/2131",
    "ELI:",
    "http://data.europa.eu/eli/dir/2016/1148/oj",
    "CELEX:",
    "32016R0679",
    "R(02)",
    "52022PC0658",
    "ST",
    "9916/17",
    "REV 1",
    "JRC",
    "120307",
    "C-131/12",
    "ECLI:EU:C:2014:238",
    "résolutions",
    "2199 (2015)",
    "S/RES/",
    "article 5",
    ", article 6, paragraphe 1, point f), du",
    "articles 20 à 23 des",
    "en son article 19",
    "vu",
    "et notamment son article 5",
    "(art. 2, § 3)",
    "l’annexe III de la",
    "considérants 4 et",
    "premier alinéa",
    "sous a)",
    ";",
    "Proposition de",
    "Communication",
    "rapport",
    "position commune",
    "(1)",
    "é",
    "𝔘",
    "e\u{301}",
    "２０２０",
    "\u{2028}",
    "2021/0136",
    "(COD)",
    "A9-",
    "0123/2023",
    "P9_TA(2023)0244",
    "E-001234/2021",
    "PE 731.497",
    "EUCO",
    "22/20",
    "PE-",
    "CONS",
    "doc.",
    "affaire",
    "26/62",
    "avis",
    "conjoint",
    "1/15",
    "5/2021",
    "CEPD",
    "EDPB",
    "du contrôleur européen",
    "requête",
    "58170/13",
    "CEDH",
    "rapport spécial",
    "05/2022",
    "de la Cour des comptes",
    "lignes directrices",
    "CM/Rec(2018)1",
    "A/RES/",
    "70/1",
    "de l’Assemblée générale",
    "ISO/IEC",
    "27001",
    ":2022",
    "EN 303 645",
    "RFC",
    "8446",
    "TFUE",
    "TUE",
    "traité sur le",
    "fonctionnement de l’Union européenne",
    "la charte",
    "protocole",
    "n° 22",
    "12016E114",
    "/TXT",
    "EBA/GL/",
    "2021/02",
    "ESMA70-156-4164",
    "BCE/",
    "2014/34",
    "EESC-2020-03456",
    "P",
    "PPU",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(&PIECES[..]);
    let joint = prop::sample::select(&["", "", " ", "\n"][..]);
    prop::collection::vec((piece, joint), 0..40).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, joint)| [piece, joint])
            .collect()
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => soup(), 1 => any::<String>(), 1 => "[ -~\\n]{0,200}", 1 => "\\PC{0,60}"]
}

fn check_spans(text: &str, citations: &[Citation]) {
    let code_points: Vec<char> = text.chars().collect();
    let mut last = 0;
    for citation in citations {
        assert!(
            last <= citation.start && citation.start < citation.end,
            "{citation:?}"
        );
        let slice: String = code_points[citation.start..citation.end].iter().collect();
        assert_eq!(slice, citation.text);
        last = citation.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_in_order_and_true(text in any_text()) {
        check_spans(&text, &scan(&text));
    }

    #[test]
    fn keys_and_json_round_trip(text in any_text()) {
        for citation in scan(&text) {
            let again = parse(citation.key.as_str()).map(|citation| citation.key);
            prop_assert_eq!(again.as_ref(), Some(&citation.key));
            let json = serde_json::to_string(&citation).unwrap();
            prop_assert_eq!(serde_json::from_str::<Citation>(&json).unwrap(), citation);
        }
    }

    #[test]
    fn a_blank_line_parts(first in any_text(), second in any_text()) {
        let joined = format!("{first}\n\n{second}");
        let by = first.chars().count() + 2;
        let mut apart = scan(&first);
        apart.extend(scan(&second).iter().map(|citation| citation.shifted(by)));
        prop_assert_eq!(scan(&joined), apart);
    }

    #[test]
    fn places_are_read_in_any_text(text in any_text()) {
        for citation in scan(&text) {
            prop_assert!(citation.attributes.places.len() <= 128);
            let articles = &citation.attributes.articles;
            prop_assert!(articles.is_empty() || articles.first() == citation.attributes.article.as_ref());
        }
        for place in parse_places(&text) {
            let path = LegalPath::of(&place);
            prop_assert!(path.is_none_or(|path| path.depth() > 0 && path.holds(&path)));
        }
    }

    #[test]
    fn parsing_never_panics(text in any_text()) {
        if let Some(citation) = parse(&text) {
            check_spans(&text, std::slice::from_ref(&citation));
            let again = parse(citation.key.as_str()).map(|citation| citation.key);
            prop_assert_eq!(again, Some(citation.key));
        }
    }
}

#[test]
fn leaps_over_text_without_digits_change_nothing() {
    // The scanner leaps where no digit is near; what decides the CELEX letters stands just before the number.
    for words in [10, 100, 1000, 10_000] {
        let text = format!(
            "COM(2020) 1 {}é𝔘 Proposition de directive, COM(2020) 2",
            "mot ".repeat(words)
        );
        let found = scan(&text);
        check_spans(&text, &found);
        let keys: Vec<_> = found.iter().map(|citation| citation.key.as_str()).collect();
        assert_eq!(keys, ["COM(2020) 1", "COM(2020) 2"]);
        let celex = found[1].celex.as_ref().map(ToString::to_string);
        assert_eq!(celex.as_deref(), Some("52020PC0002"));
    }
}

/// Texts made to hurt: heads without ends, lists without end, white space and invisible characters by the megabyte.
const HOSTILE: [&str; 25] = [
    "COM(",
    "COM(2020) ",
    "JO ",
    "JO L 1 du ",
    "directives 2014/23/UE, ",
    "2014/24/UE, ",
    "((((",
    "\u{200B}",
    "1\u{200B}",
    " ",
    "\n1",
    "n° ",
    "(UE, Euratom ",
    "http://1(((((",
    "article 5, ",
    "article 5, paragraphe 1, point a), ",
    "articles 1 à 4000, ",
    "(UE) 2016/679, article 5, ",
    "du règlement (UE) 2016/679 son article 5 ",
    "vu (UE) 2016/679 et son article ",
    "premier et deuxième ",
    "abrogeant la directive 95/46/CE (article 5 ",
    "1111111111",
    "résolution 1 (",
    "ST 1 REV 1 ",
];

#[test]
fn time_is_linear_on_hostile_text() {
    for pattern in HOSTILE {
        let read = |bytes: usize| {
            std::hint::black_box(scan(&pattern.repeat(bytes / pattern.len())));
        };
        assert_eq!(linear(50_000, read), Ok(()), "{pattern:?}");
    }
}

/// What a paragraph begins with is read as at the head of a text: a list of what was once read otherwise.
#[test]
fn a_paragraph_begins_as_a_text_does() {
    for paragraph in [
        "premier alinéa http://data.europa.eu/eli/dir/2016/1148/oj",
        "deuxième alinéa, COM(2020) 605",
        "§ 2 de la directive (UE) 2022/2555",
    ] {
        let alone = scan(paragraph);
        let behind = scan(&format!("COM\n\n{paragraph}"));
        let places = |citations: &[Citation]| -> Vec<_> {
            citations
                .iter()
                .map(|citation| citation.attributes.places.clone())
                .collect()
        };
        assert_eq!(places(&behind), places(&alone), "{paragraph}");
        assert!(!places(&alone).concat().is_empty(), "{paragraph}");
    }
}
