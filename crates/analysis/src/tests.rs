//! 1. Spellings of one word give one term.
//! 2. Offsets are those of the word in the original text.
//! 3. Any text is analysed without panic, with increasing offsets.

use proptest::prelude::*;

use super::{Chain, terms, tokens};

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

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,80}|[ldqu'’a-zéœ -]{0,60}") {
        for chain in [Chain::Stemmed, Chain::Exact] {
            let mut last = 0;
            for token in tokens(&text, chain) {
                // A compound begins where its first half does.
                let compound = chain == Chain::Stemmed && token.offset_to == last;
                prop_assert!(compound || token.offset_from >= last);
                prop_assert!(token.offset_from < token.offset_to);
                prop_assert!(text.is_char_boundary(token.offset_from) && text.is_char_boundary(token.offset_to));
                last = token.offset_to;
            }
        }
    }
}
