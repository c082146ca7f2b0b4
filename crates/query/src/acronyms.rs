//! Acronyms that a text explains: *le Centre de situation et du renseignement de
//! l’UE (INTCEN)*. What an acronym stands for is read from the corpus itself, so
//! that a query for one finds the other.
//!
//! Half of the acronyms of the Union come from English names, and their letters
//! are nowhere in the French ones. Letters decide where they fit (after Schwartz
//! and Hearst, "A simple algorithm for identifying abbreviation definitions in
//! biomedical text", 2003); otherwise capitals and genitives do.

use renvoi_analysis::{fold, says_little};

/// What parts an acronym from its long form in the index.
pub const SEPARATOR: char = '\u{1f}';

/// Words of a long form.
const LONGEST: usize = 12;
/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=10;
/// Bytes before a bracket that are looked at.
const REACH: usize = 200;

/// Marks of the treaties in the numbers of acts: `directive (UE) 2022/2555`.
const MARKS: &[&str] = &["UE", "CE", "CEE", "CECA", "JAI", "PESC", "UEM", "EU", "EC"];

/// The acronyms that a text explains, each with its long form as written.
pub fn mine(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let inside = text.get(open + 1..).unwrap_or_default();
        let Some((acronym, after)) = closed(inside) else {
            continue;
        };
        let numbered = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        if !is_acronym(acronym) || numbered {
            continue;
        }
        if let Some(long) = long_form(text.get(..open).unwrap_or_default(), acronym) {
            found.push((acronym, long));
        }
    }
    found
}

/// What an acronym and its long form are indexed as.
pub fn entry(acronym: &str, long: &str) -> String {
    format!("{}{SEPARATOR}{long}", fold(acronym))
}

/// What stands in a bracket that is closed within the length of an acronym, and
/// what follows: a longer look for each bracket would take the square of a text
/// of brackets.
fn closed(inside: &str) -> Option<(&str, &str)> {
    let mut letters = inside.char_indices().take(*LETTERS.end() + 1);
    let (close, _) = letters.find(|(_, c)| *c == ')')?;
    inside
        .split_at_checked(close)
        .map(|(acronym, rest)| (acronym, &rest[1..]))
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    LETTERS.contains(&letters)
        && capitals >= 2
        && capitals * 2 > letters
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !MARKS.contains(&text)
        // Points of a list: (II), (XIV).
        && !text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
}

/// A word before the bracket.
#[derive(Clone, Copy)]
struct Word<'t> {
    start: usize,
    text: &'t str,
}

fn long_form<'t>(before: &'t str, acronym: &str) -> Option<&'t str> {
    let before = before.trim_end();
    let mut from = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let ends = |c: char| matches!(c, '.' | ';' | ':' | ',' | '(' | ')' | '«' | '»' | '"');
    if let Some(at) = before.get(from..)?.rfind(ends) {
        from += at + 1;
        while !before.is_char_boundary(from) {
            from += 1;
        }
    }
    let parts = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let region = before.get(from..)?;
    let mut words: Vec<Word<'t>> = Vec::new();
    let mut start = from;
    for text in region.split(parts) {
        if !text.is_empty() {
            words.push(Word { start, text });
        }
        start += text.len();
        start += before
            .get(start..)?
            .chars()
            .next()
            .map_or(0, char::len_utf8);
    }
    let words = words.get(words.len().saturating_sub(LONGEST)..)?;
    let first = by_letters(words, acronym).or_else(|| by_capitals(words))?;
    let long = before.get(words.get(first)?.start..)?;
    // One word is no explanation of another one.
    (words.len() - first >= 2).then_some(long)
}

/// The nearest word from which the letters of the acronym stand in order, each
/// at the head of a word.
fn by_letters(words: &[Word<'_>], acronym: &str) -> Option<usize> {
    let letters: Vec<char> = fold(acronym)
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    (0..words.len()).rev().find(|first| {
        let mut left = letters.iter();
        let mut wanted = left.next();
        for (at, word) in words.iter().enumerate().skip(*first) {
            let initial = fold(word.text).chars().next();
            if initial.as_ref() == wanted && !(at == *first && says_little(&fold(word.text))) {
                wanted = left.next();
            } else if at == *first {
                return false;
            }
        }
        wanted.is_none()
    })
}

/// The nearest name in capitals, with the names that it is a genitive of:
/// *l’Agence de l’Union européenne pour la cybersécurité*.
fn by_capitals(words: &[Word<'_>]) -> Option<usize> {
    let is_name = |word: &Word<'_>| {
        let mut letters = word.text.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let mut first = words.iter().rposition(is_name)?;
    loop {
        let mut at = first;
        let mut genitive = false;
        while let Some(before) = at.checked_sub(1).and_then(|b| words.get(b)) {
            match fold(before.text).as_str() {
                "de" | "du" | "des" | "d" => genitive = true,
                "l" | "la" | "le" | "les" => {}
                _ => break,
            }
            at -= 1;
        }
        let head = at.checked_sub(1).filter(|_| genitive);
        // An adjective may stand between: *Centre européen de lutte*.
        let name = head.and_then(|head| {
            (head.saturating_sub(1)..=head)
                .rev()
                .find(|b| words.get(*b).is_some_and(is_name))
        });
        match name {
            Some(name) if name < first => first = name,
            _ => return Some(first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_explained() {
        for (text, acronym, long) in [
            (
                "Selon le Centre de situation et du renseignement de l’UE (INTCEN), la menace croît.",
                "INTCEN",
                "Centre de situation et du renseignement de l’UE",
            ),
            (
                "et l’Agence de l’Union européenne pour la cybersécurité (ENISA)",
                "ENISA",
                "Agence de l’Union européenne pour la cybersécurité",
            ),
            (
                "le système d’information Schengen (SIS)",
                "SIS",
                "système d’information Schengen",
            ),
            (
                "des points de contact uniques (PCU)",
                "PCU",
                "points de contact uniques",
            ),
            (
                "la politique étrangère, l'Office européen de lutte antifraude (OLAF)",
                "OLAF",
                "Office européen de lutte antifraude",
            ),
        ] {
            assert_eq!(mine(text), [(acronym, long)], "{text}");
        }
    }

    #[test]
    fn other_brackets_are_none() {
        for text in [
            "la directive (UE) 2022/2555",
            "le point (II) du texte",
            "Les réseaux (voir ci-dessus)",
            "(ABC)",
            "un mot (ABC",
            "sans majuscule ni lettres communes (QZX)",
        ] {
            assert!(mine(text).is_empty(), "{text}: {:?}", mine(text));
        }
    }
}
