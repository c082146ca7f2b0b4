//! 1. Spellings of one word give one term.
//! 2. Offsets are those of the word in the original text.
//! 3. Any text is analysed without panic, with increasing offsets.
//! 4. The chains of French and English give their tokens at the same places.

use proptest::prelude::*;

use tantivy_tokenizer_api::{TokenStream as _, Tokenizer as _};

use super::{Chain, Lexicon, Lines, Token, fold, script, terms, tokens};

#[test]
fn spellings_meet() {
    for spellings in [
        &[
            "l'Union",
            "l’Union",
            "lʼUnion",
            "L’UNION",
            "union",
            "unions",
        ][..],
        &[
            "évènement",
            "evenement",
            "e\u{301}ve\u{300}nement",
            "ÉVÈNEMENTS",
        ],
        &["cœur", "coeur", "CŒURS"],
        &["qu’il", "il"],
        &["sécu\u{ad}rité", "securite"],
    ] {
        let all: Vec<_> = spellings.iter().map(|s| terms(s, Chain::Stemmed)).collect();
        assert!(
            all.windows(2).all(|w| w[0] == w[1]),
            "{spellings:?}: {all:?}"
        );
    }
    for spellings in [&["O.N.U.", "ONU", "o.n.u", "l’O.N.U"][..], &["U.E.", "ue"]] {
        for spelling in spellings {
            assert_eq!(
                terms(spelling, Chain::Exact).last(),
                terms(spellings[0], Chain::Exact).last(),
                "{spelling}"
            );
        }
    }
    assert_eq!(
        terms("p. ex. J.-P. Dupont, i.e.", Chain::Exact),
        ["p", "ex", "j", "p", "dupont", "i", "e"]
    );
    for number in ["35 000", "35\u{202f}000", "35.000", "35000"] {
        assert!(
            terms(number, Chain::Stemmed).contains(&"35000".to_owned()),
            "{number}"
        );
    }
    assert_eq!(
        terms("en 2016, 679 cas, 31.12.2016", Chain::Stemmed),
        ["en", "2016", "679", "cas", "31", "12", "2016"]
    );
    assert!(terms("1 500 000", Chain::Stemmed).contains(&"1500000".to_owned()));
    assert_eq!(
        terms(
            "La forêt et la Foret, l’ÉTAT, SIS, sis, A, e\u{301}te\u{301}",
            Chain::Written
        ),
        ["forêt", "ETAT", "SIS", "été"]
    );
    let compound = terms("cyber-résilience", Chain::Stemmed);
    assert!(compound.contains(&terms("cyberrésilience", Chain::Stemmed)[0]));
    assert_eq!(terms("est-ce", Chain::Stemmed), ["est", "ce"]);
    assert_eq!(terms("aujourd’hui", Chain::Exact), ["aujourdhui"]);
    assert_eq!(
        terms("jusqu’à l’Union", Chain::Stemmed),
        ["jusqu", "a", "union"]
    );
    assert_eq!(
        terms("jusqu’à l’Union", Chain::Exact),
        ["jusqu", "a", "l", "union"]
    );
    assert_eq!(
        terms("cyber-résilience de l’UE", Chain::Exact),
        ["cyber", "resilience", "de", "l", "ue"]
    );
    assert_eq!(
        terms("l’ d' ’", Chain::Exact),
        ["l", "d"],
        "nothing follows the apostrophe"
    );
}

#[test]
fn offsets_are_of_the_original() {
    let text = "Jusqu’à l’Œuvre d'E\u{301}urope";
    let words: Vec<&str> = tokens(text, Chain::Stemmed)
        .iter()
        .map(|t| &text[t.offset_from..t.offset_to])
        .collect();
    assert_eq!(words, ["Jusqu", "à", "Œuvre", "E\u{301}urope"]);
}

#[test]
fn english_forms_meet() {
    for spellings in [
        &["threat", "threats", "Threat’s", "THREATS"][..],
        &["protect", "protecting", "protected", "protects"],
        &["Europe", "Europe's", "Europe’s"],
        &["policy", "policies", "policies’"],
    ] {
        let all: Vec<_> = spellings.iter().map(|s| terms(s, Chain::English)).collect();
        assert!(
            all.windows(2).all(|w| w[0] == w[1]),
            "{spellings:?}: {all:?}"
        );
    }
    for text in ["œé-éé's-", "cyber-ab's", "cyber-Abc’s"] {
        let places = |chain| tokens(text, chain).len();
        assert_eq!(places(Chain::English), places(Chain::Stemmed), "{text}");
    }
    let compound = terms("cyber-attacks", Chain::English);
    assert!(compound.contains(&terms("cyberattack", Chain::English)[0]));
}

#[test]
fn japanese_without_a_dictionary_is_pairs_of_letters() {
    for chain in [Chain::Stemmed, Chain::English, Chain::Exact] {
        assert_eq!(terms("東京都", chain), ["東京", "京都"]);
        assert_eq!(terms("EU法の2条", chain), ["eu", "法の", "2", "条"]);
        assert_eq!(terms("ｾｷｭﾘﾃｨ", chain), terms("セキュリティ", chain));
        assert_eq!(terms("ｶﾞｲﾄﾞ", chain), terms("カ\u{3099}イト\u{3099}", chain));
        assert_ne!(terms("がき", chain), terms("かき", chain), "marks of kana");
    }
    let text = "報告、ｶﾞｲﾄﾞ。";
    let places: Vec<(usize, &str)> = tokens(text, Chain::Exact)
        .iter()
        .map(|t| (t.position, &text[t.offset_from..t.offset_to]))
        .collect();
    assert_eq!(places, [(0, "報告"), (1, "ｶﾞｲ"), (2, "ｲﾄﾞ")]);
}

#[test]
fn japanese_is_folded_alone_as_in_texts() {
    for (written, folded) in [
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("カ\u{3099}", "ガ"),
        ("ガ", "ガ"),
        ("ハ\u{309a}", "パ"),
        ("２０２０年", "2020年"),
        ("a\u{3099}", "a"),
        ("\u{3099}", ""),
    ] {
        assert_eq!(fold(written), folded, "{written}");
    }
}

proptest! {
    #[test]
    fn any_text(
        text in "\\PC{0,80}|[ldqu'’a-zéœ -]{0,60}|[a東京ｶﾞが\u{3099}ゟー々'’1\u{200b}\u{301} ]{0,40}",
    ) {
        let mut places = Vec::new();
        for chain in [Chain::Stemmed, Chain::English, Chain::Exact] {
            let (mut before, mut last) = (0, 0);
            let tokens = tokens(&text, chain);
            for token in &tokens {
                // A compound begins where its first half does; letters of a pair
                // that one sign stands for do not part.
                let written = &text[token.offset_from..token.offset_to];
                let earliest = if chain != Chain::Exact && token.offset_to == last {
                    0
                } else if script::has_japanese(written) {
                    before
                } else {
                    last
                };
                prop_assert!(token.offset_from >= earliest);
                prop_assert!(token.offset_from < token.offset_to);
                prop_assert!(!token.text.is_empty());
                (before, last) = (token.offset_from, token.offset_to);
            }
            let place = |t: &Token| (t.offset_from, t.offset_to, t.position);
            places.push(tokens.iter().map(place).collect::<Vec<_>>());
        }
        prop_assert_eq!(&places[0], &places[1]);
    }
}

proptest! {
    /// What is indexed is what is searched: one reading gives the terms of each
    /// chain, its lines their places, and its numbers are those of its terms.
    #[test]
    fn a_reading_is_what_the_chains_give(
        texts in proptest::collection::vec(
            "\\PC{0,60}|[ldqu'’A-Za-zéœ. -]{0,60}|[0-9 .\u{202f}-]{0,30}|[a東京ｶﾞが\u{3099}ゟー々'’1\u{301} ]{0,40}|[a-z]{120,140}-[a-z]{3,9} b",
            1..4,
        ),
    ) {
        let number = |term: &str| term.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
        let mut lexicon = Lexicon::numbering(number);
        for text in &texts {
            for topical in [Chain::Stemmed, Chain::English] {
                let reading = lexicon.read(text, topical);
                for (given, chain) in [
                    (&reading.topical, topical),
                    (&reading.exact, Chain::Exact),
                    (&reading.written, Chain::Written),
                ] {
                    let given = given.as_str().lines().filter(|term| !term.is_empty());
                    prop_assert_eq!(given.collect::<Vec<_>>(), terms(text, chain));
                }
                let numbered = if topical == Chain::Stemmed { terms(text, topical) } else { Vec::new() };
                prop_assert_eq!(&reading.numbers, &numbered.iter().map(|t| number(t)).collect::<Vec<_>>());
                let mut places = Vec::new();
                let mut lines = Lines::default();
                let mut stream = lines.token_stream(reading.exact.as_str());
                while stream.advance() {
                    places.push((stream.token().position, stream.token().text.clone()));
                }
                let exact = tokens(text, Chain::Exact).into_iter();
                prop_assert_eq!(places, exact.map(|t| (t.position, t.text)).collect::<Vec<_>>());
            }
        }
    }
}
