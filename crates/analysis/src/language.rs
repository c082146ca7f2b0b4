//! Which language a passage is in.

use renvoi_document::Language;
use whatlang::{Detector, Lang};

/// Below this many letters the guess is no better than the document's language.
const FEWEST_LETTERS: usize = 24;

/// Letters looked at: more do not change the answer and cost time.
const MOST_CHARS: usize = 400;

/// The language of a text, or `main` (the language of the document) when the
/// text is too short or too mixed to tell: titles of English publications stand
/// inside French notes.
pub fn detect_language(text: &str, main: Language) -> Language {
    if text
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(FEWEST_LETTERS)
        .count()
        < FEWEST_LETTERS
    {
        return main;
    }
    let end = text
        .char_indices()
        .nth(MOST_CHARS)
        .map_or(text.len(), |(at, _)| at);
    let detector = Detector::with_allowlist(vec![Lang::Fra, Lang::Eng]);
    match detector.detect(&text[..end]) {
        Some(info) if info.is_reliable() => match info.lang() {
            Lang::Eng => Language::En,
            _ => Language::Fr,
        },
        _ => main,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_titles_are_english() {
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
        ] {
            assert_eq!(detect_language(text, Language::Fr), language, "{text}");
        }
    }
}
