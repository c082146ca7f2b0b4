//! Which language a passage is in.

use renvoi_document::Language;
use whatlang::{Detector, Lang};

use crate::script;

/// Below this many letters the guess is no better than the document's language.
const FEWEST_LETTERS: usize = 24;

/// Letters looked at: more do not change the answer and cost time.
const MOST_CHARS: usize = 400;

/// The language of a text, or `main` (the language of the document) when the
/// text is too short or too mixed to tell: titles of English publications stand
/// inside French notes. Japanese is told by its letters, however few they are.
pub fn detect_language(text: &str, main: Language) -> Language {
    let end = text
        .char_indices()
        .nth(MOST_CHARS)
        .map_or(text.len(), |(at, _)| at);
    if script::is_written_in_japanese(&text[..end]) {
        return Language::Ja;
    }
    if text
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(FEWEST_LETTERS)
        .count()
        < FEWEST_LETTERS
    {
        return main;
    }
    if let Some(language) = by_small_words(&text[..end]) {
        return language;
    }
    let detector = Detector::with_allowlist(vec![Lang::Fra, Lang::Eng]);
    match detector.detect(&text[..end]) {
        Some(info) if info.is_reliable() => match info.lang() {
            Lang::Eng => Language::En,
            _ => Language::Fr,
        },
        _ => main,
    }
}

/// Small words that only one of the two languages has.
fn small_word(word: &[u8]) -> Option<Language> {
    match word {
        b"le" | b"la" | b"les" | b"de" | b"des" | b"du" | b"et" | b"un" | b"une" | b"au"
        | b"aux" | b"dans" | b"par" | b"pour" | b"sur" | b"que" | b"qui" | b"est" | b"sont"
        | b"ou" => Some(Language::Fr),
        b"the" | b"of" | b"and" | b"to" | b"for" | b"with" | b"by" | b"from" | b"that"
        | b"this" | b"which" | b"is" | b"are" | b"in" => Some(Language::En),
        _ => None,
    }
}

/// Bytes of the longest of them.
const LONGEST: usize = 5;

/// So many of one language and none of the other leave no doubt. It answers for
/// nineteen passages of twenty at a hundredth of the cost of trigrams.
const ENOUGH: usize = 3;
/// So many, and the rest need not be looked at.
const PLENTY: usize = 8;

fn by_small_words(text: &str) -> Option<Language> {
    let (mut french, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut lower = [0; LONGEST];
        let Some(letters) = lower.get_mut(..word.len()) else {
            continue;
        };
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        match small_word(letters) {
            Some(Language::Fr) => french += 1,
            Some(_) => english += 1,
            None => {}
        }
        if french.max(english) == PLENTY && french.min(english) == 0 {
            break;
        }
    }
    match (french, english) {
        (ENOUGH.., 0) => Some(Language::Fr),
        (0, ENOUGH..) => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told() {
        for (text, language) in [
            (
                "Conservées dans des bases de données gérées par des bureaux d’enregistrement.",
                Language::Fr,
            ),
            (
                "A review of practices for countering radicalisation in prisons across the whole Union",
                Language::En,
            ),
            ("COM(2020) 607.", Language::Fr),
            ("Europol, 2020.", Language::Fr),
            ("12345 67890 12345 67890 12345", Language::Fr),
            ("防護", Language::Ja),
            ("ENISAとEuropolは重要インフラを守る。", Language::Ja),
            (
                "Le ministère japonais 経済産業省 a publié ses lignes directrices pour les opérateurs.",
                Language::Fr,
            ),
        ] {
            assert_eq!(detect_language(text, Language::Fr), language, "{text}");
        }
    }
}
