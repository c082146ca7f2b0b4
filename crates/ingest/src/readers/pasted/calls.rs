//! Marks in the text that may be calls.

use std::ops::Range;

use super::marks::{Label, Style, bracketed};
use crate::readers::dates::is_month;

/// Weights: of a mark that stands as calls do, and of a number without brackets
/// that stands as nothing else does.
pub(super) const SURE: u32 = 4;
pub(super) const SUREST: u32 = 6;

/// A mark in the text.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) line: usize,
    /// Bytes of the line that the mark takes.
    pub(super) range: Range<usize>,
    pub(super) label: Label,
    pub(super) style: Style,
    /// How much it looks like a call.
    pub(super) weight: u32,
}

/// After these words a number is part of a reference or an amount.
const REFERRING: &[&str] = &[
    "alinéa",
    "alinéas",
    "annexe",
    "annexes",
    "appendice",
    "art",
    "article",
    "articles",
    "case",
    "catégorie",
    "chapitre",
    "chapitres",
    "colonne",
    "considérant",
    "considérants",
    "formulaire",
    "ligne",
    "module",
    "no",
    "note",
    "notes",
    "numéro",
    "n°",
    "nº",
    "objectif",
    "option",
    "page",
    "pages",
    "paragraphe",
    "paragraphes",
    "partie",
    "parties",
    "phase",
    "phrase",
    "pilier",
    "point",
    "points",
    "protocole",
    "rév",
    "rubrique",
    "section",
    "sections",
    "sous-paragraphe",
    "tableau",
    "tiret",
    "titre",
    "tome",
    "type",
    "volume",
    "étape",
];

/// After these, or a digit, a bare number is an amount; so it is before what it
/// counts.
const COUNTING: &[&str] = &[
    "a",
    "au",
    "aux",
    "avec",
    "avant",
    "après",
    "c",
    "ces",
    "cet",
    "cette",
    "chaque",
    "d",
    "dans",
    "de",
    "depuis",
    "des",
    "deux",
    "dont",
    "du",
    "d’",
    "en",
    "entre",
    "environ",
    "est",
    "et",
    "jusqu",
    "jusqu'à",
    "jusqu’à",
    "l",
    "la",
    "le",
    "les",
    "leur",
    "leurs",
    "moins",
    "nos",
    "ou",
    "p",
    "par",
    "pendant",
    "plus",
    "pour",
    "que",
    "s",
    "sa",
    "sans",
    "ses",
    "son",
    "sont",
    "sous",
    "sur",
    "tous",
    "toutes",
    "un",
    "une",
    "vers",
    "à",
    "soit",
    "jo",
    "l'",
    "d'",
    "tva",
    "ue",
    "iso",
    "euro",
    "eur",
];
const COUNTED: &[&str] = &[
    "%",
    "000",
    "an",
    "ans",
    "années",
    "bis",
    "cm",
    "er",
    "eur",
    "euro",
    "euros",
    "heure",
    "heures",
    "jour",
    "jours",
    "kg",
    "km",
    "m",
    "mois",
    "milliard",
    "milliards",
    "million",
    "millions",
    "minutes",
    "mm",
    "pour",
    "points",
    "quater",
    "re",
    "secondes",
    "semaines",
    "ter",
    "tonnes",
    "°",
    "°c",
    "€",
];

/// The marks of a line, in order. `round` and `square` marks come with their
/// brackets; bare numbers only when `bare` is asked for.
pub(super) fn in_line(line: usize, text: &str, bare: bool, out: &mut Vec<Call>) {
    let mut referred = false;
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c == '(' || c == '[' || (bare && c.is_ascii_digit())))
    {
        let from = at + found;
        let rest = text.get(from..).unwrap_or_default();
        if let Some((style, label, length)) = bracketed(rest) {
            let before = text.get(..from).unwrap_or_default();
            let after = rest.get(length..).unwrap_or_default();
            // No provision has its number in square brackets: "en ligne[3]", "à l’annexe[4]".
            referred = style != Style::Square && refers(before, referred);
            // At the head of a line or a cell it numbers what follows.
            let opens =
                before.trim_end_matches(['«', ' ', '“', '"']).is_empty() || before.ends_with('\t');
            if !opens && !referred && label != Label::LOST {
                let weight = bracket_weight(before, after);
                out.push(Call {
                    line,
                    range: from..from + length,
                    label,
                    style,
                    weight,
                });
            }
            at = from + length;
        } else if rest.starts_with(['(', '[']) {
            at = from + 1;
        } else {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            for (taken, weight) in bare_weights(text, from, length) {
                let start = from + length - taken;
                let digits = text
                    .get(start..from + length)
                    .and_then(|digits| digits.parse().ok());
                out.extend(digits.map(|digits| Call {
                    line,
                    range: start..from + length,
                    label: Label::plain(digits),
                    style: Style::Bare,
                    weight,
                }));
            }
            at = from + length;
        }
    }
}

/// Bytes; what is longer is no word, and the search for its head would take
/// time that grows with its square.
const LONGEST_WORD: usize = 64;

/// The end of a text, as long as a word may be.
pub(super) fn end(text: &str) -> &str {
    let text = text.trim_end();
    text.get(text.floor_char_boundary(text.len().saturating_sub(LONGEST_WORD))..)
        .unwrap_or_default()
}

/// The last word of a text, without its elision and punctuation before it.
fn last_word(text: &str) -> &str {
    let text = end(text);
    let start = text
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '’' | '\'' | '«'))
        .map_or(0, |at| {
            at + text
                .get(at..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8)
        });
    text.get(start..).unwrap_or_default()
}

fn is_among(word: &str, words: &[&str]) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    words.contains(&word.as_str())
}

/// Does a mark after this text refer to a provision: `point (1)`, `article 5
/// (1)`, `points (1) et (2)`?
fn refers(before: &str, referred: bool) -> bool {
    let before = before.trim_end();
    let word = last_word(before);
    if is_among(word, REFERRING) {
        return true;
    }
    if referred && (matches!(word, "et" | "ou" | "à") || word.ends_with([')', ','])) {
        let gap = before.strip_suffix(word).unwrap_or_default().trim_end();
        return word.ends_with(')') || gap.ends_with(')') || gap.ends_with(']');
    }
    let number = word.trim_end_matches(',');
    if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
        let earlier = before.strip_suffix(word).unwrap_or_default();
        return is_among(last_word(earlier), REFERRING);
    }
    false
}

/// A call stands behind a word; what stands behind a colon or a semicolon
/// numbers what follows.
fn bracket_weight(before: &str, after: &str) -> u32 {
    let word = before.trim_end();
    let glued_on = after.starts_with(|c: char| c.is_alphanumeric());
    if word.ends_with([':', ';', ',', '—', '–']) || glued_on {
        1
    } else {
        SURE
    }
}

/// How much a run of digits looks like a call, and how many of its digits are
/// the call's.
fn bare_weights(text: &str, from: usize, length: usize) -> Vec<(usize, u32)> {
    let before = text.get(..from).unwrap_or_default();
    let after = text.get(from + length..).unwrap_or_default();
    let digits = text.get(from..from + length).unwrap_or_default();
    let next = after.chars().next();
    let goes_on =
        next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '°' | '%' | '-' | '_' | '€'));
    if goes_on || is_decimal(after) || before.ends_with('\t') {
        return Vec::new();
    }
    let Some(last) = before.chars().next_back() else {
        return Vec::new();
    };
    if length > 3 || last == '/' {
        return glued_to_number(before, digits);
    }
    let weight = match last {
        _ if digits.starts_with('0') => None,
        ' ' => spaced_weight(before.trim_end(), after),
        last => glued_weight(before, last),
    };
    weight.map(|weight| (length, weight)).into_iter().collect()
}

/// `no 1215/20125` is 1215/2012 and note 5, `2016/6799` is 2016/679 and note 9,
/// `juillet 201319` is 2013 and note 19: what is left must have a year.
fn glued_to_number(before: &str, digits: &str) -> Vec<(usize, u32)> {
    let is_year =
        |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let left = before.strip_suffix('/').map(last_word);
    let dated = left.is_none() && is_month(last_word(before));
    (1..=3)
        .filter(|taken| {
            let split = digits
                .len()
                .checked_sub(*taken)
                .and_then(|at| digits.split_at_checked(at));
            split.is_some_and(|(kept, call)| {
                let whole = match left {
                    Some(left) => is_year(kept) || (is_year(left) && (1..=4).contains(&kept.len())),
                    None => dated && is_year(kept),
                };
                whole && !call.starts_with('0')
            })
        })
        .map(|taken| (taken, 1))
        .collect()
}

/// `1,5` and `1.2`.
fn is_decimal(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some(',' | '.')) && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// `européen1`, `2011/93/UE15`.
fn glued_weight(before: &str, last: char) -> Option<u32> {
    let word = last_word(before);
    let letters = word.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let closes = matches!(last, '»' | ')' | '”');
    let lower = last.is_lowercase() && letters > 2;
    let act = last.is_uppercase() && word.contains('/');
    let sound = (closes || lower || act) && !is_among(word, REFERRING);
    sound.then_some(SUREST)
}

fn spaced_weight(before: &str, after: &str) -> Option<u32> {
    let word = last_word(before);
    let last = word.chars().next_back()?;
    let next = after
        .trim_start()
        .split([' ', '\t', '\u{a0}'])
        .next()
        .unwrap_or_default();
    let number = word.chars().all(|c| c.is_ascii_digit());
    // A year is followed by a call, another number by what it counts.
    let earlier = before.strip_suffix(word).unwrap_or_default();
    let year = word.len() == 4 && is_month(last_word(earlier));
    if (number && !year)
        || is_among(word, REFERRING)
        || is_among(word, COUNTING)
        || is_among(next, COUNTED)
        || is_month(next)
    {
        return None;
    }
    if !(last.is_alphanumeric() || matches!(last, '»' | ')' | '”' | '.' | '%')) {
        return None;
    }
    let closes = next.is_empty() || next.starts_with([',', ';', '.', ':', ')', '»', '?', '!']);
    let named = word.starts_with(char::is_uppercase)
        || word.contains('/')
        || word.ends_with(['»', ')', '”']);
    // `NACE rév. 2`: a point is more often an abbreviation's than a sentence's.
    if last == '.' {
        return Some(2);
    }
    Some(match (closes, named) {
        (true, true) => SUREST,
        (true, false) | (false, true) => SURE,
        (false, false) => 2,
    })
}
