//! Names beside a place: in *article 12 e-evidence* a name that is otherwise only offered can mean nothing but an act.

use std::ops::Range;

use renvoi_reference::Key;

use super::names::Names;

/// What places of acts are called, folded.
const PLACES: [&str; 20] = [
    "article",
    "articles",
    "art",
    "considerant",
    "considerants",
    "cons",
    "annexe",
    "annexes",
    "chapitre",
    "section",
    "titre",
    "paragraphe",
    "point",
    "alinea",
    "recital",
    "annex",
    "chapter",
    "paragraph",
    "recitals",
    "§",
];

/// What may stand between a place and its act, folded.
const JOINING: [&str; 11] = [
    "du", "de", "la", "le", "les", "des", "d", "l", "of", "the", "dans",
];

/// What the number of a place may be followed by, folded.
const SUFFIXES: [&str; 6] = ["bis", "ter", "quater", "er", "premier", "premiere"];

/// Words between the name of a place and an act: *article 6, paragraphe 1, point f), du*.
const LONGEST_PLACE: usize = 10;

/// The name beside a place: the act that it can only mean there, and its bytes.
pub(super) fn name_beside_a_place(text: &str, names: &dyn Names) -> Option<(Range<usize>, Key)> {
    let words = words(text);
    words.iter().enumerate().find_map(|(at, word)| {
        let (key, length) = names.likely_at(text.get(word.start..)?)?;
        let end = word.start + length;
        let behind = words.iter().position(|word| word.start >= end);
        let behind = behind.and_then(|at| words.get(at..)).unwrap_or_default();
        let beside = ends_with_place(text, words.get(..at)?) || begins_with_place(text, behind);
        beside.then_some((word.start..end, key))
    })
}

/// The words of a text, by their bytes; `§` is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric();
        match start {
            Some(from) if !inside => {
                words.push(from..at);
                start = None;
            }
            None if inside => start = Some(at),
            _ => {}
        }
        if c == '§' {
            words.push(at..at + c.len_utf8());
        }
    }
    words
}

fn folded(text: &str, word: &Range<usize>) -> String {
    renvoi_analysis::fold(text.get(word.clone()).unwrap_or_default())
}

fn is_place(word: &str) -> bool {
    PLACES.contains(&word)
}

/// `12`, `III`, `a`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || word.chars().count() == 1
        || SUFFIXES.contains(&word)
}

fn begins_with_place(text: &str, words: &[Range<usize>]) -> bool {
    let mut words = words.iter().map(|word| folded(text, word));
    let place = words.next().is_some_and(|word| is_place(&word));
    place && words.next().is_some_and(|word| is_number(&word))
}

/// Whether words end in a place: its name, its number, and nothing behind but what joins it to its act.
fn ends_with_place(text: &str, words: &[Range<usize>]) -> bool {
    let mut numbered = false;
    for word in words.iter().rev().take(LONGEST_PLACE) {
        let word = folded(text, word);
        if is_place(&word) {
            if numbered {
                return true;
            }
        } else if is_number(&word) {
            numbered |= !JOINING.contains(&word.as_str());
        } else if numbered || !JOINING.contains(&word.as_str()) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use renvoi_reference::Catalogue;

    use super::*;

    #[test]
    fn a_name_beside_a_place_is_an_act() {
        for (text, name) in [
            ("article 12 e-evidence", Some("e-evidence")),
            ("e-evidence, art. 4", Some("e-evidence")),
            (
                "article 6, paragraphe 1, point f), du CRA vulnérabilités",
                Some("CRA"),
            ),
            ("annexe III de la CER", Some("CER")),
            ("considérant 4 MAE", Some("MAE")),
            ("MAE § 2", Some("MAE")),
            // A place of something else in the same query.
            ("fonds de pension aux fins de l’article 36", None),
            ("article sur le CRA", None),
            ("e-evidence", None),
        ] {
            let found = name_beside_a_place(text, Catalogue::bundled());
            let found = found.and_then(|(range, _)| text.get(range));
            assert_eq!(found, name, "{text}");
        }
    }
}
