//! Putting lines back together: what stands between two lines, and whether a
//! hyphen at the end of a line belongs to the word.

use std::collections::{HashMap, HashSet};

/// The words of a document, as evidence for words cut at line ends.
#[derive(Debug, Default)]
pub(in crate::readers) struct Vocabulary {
    counts: HashMap<String, u32>,
    /// Parts of words with hyphens: `ceux` and `là` of `ceux-là`.
    parts: HashSet<String>,
    /// At least one word cut at a line end stands elsewhere without a hyphen,
    /// so the document was hyphenated.
    hyphenated: bool,
}

impl Vocabulary {
    /// Counts the words of all lines, but for both halves of those that a line
    /// end may have cut, and learns whether the document was hyphenated.
    pub(in crate::readers) fn of<'t>(lines: &[&'t str]) -> Self {
        let mut words = Self::default();
        let mut cut: Vec<(&'t str, &'t str)> = Vec::new();
        let mut half = "";
        for (at, line) in lines.iter().enumerate() {
            let line = line.strip_prefix(half).unwrap_or(line);
            half = "";
            let body = match line.strip_suffix(['-', '\u{ad}']) {
                Some(body) => {
                    let head = last_word(body);
                    if let Some(next) = lines.get(at + 1) {
                        half = first_word(next);
                        cut.push((head, half));
                    }
                    &body[..body.len() - head.len()]
                }
                None => line,
            };
            for word in body.split(is_edge).filter(|w| !w.is_empty()) {
                let word = word.to_lowercase();
                if word.contains('-') {
                    words.parts.extend(word.split('-').map(str::to_owned));
                }
                *words.counts.entry(word).or_default() += 1;
            }
        }
        words.hyphenated = cut.iter().any(|(head, tail)| {
            words.count(&format!("{head}{tail}")) > words.count(&format!("{head}-{tail}"))
        });
        words
    }

    fn count(&self, word: &str) -> u32 {
        self.counts.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// The word stands alone or in a compound.
    fn knows(&self, word: &str) -> bool {
        self.count(word) > 0 || self.parts.contains(&word.to_lowercase())
    }

    /// Whether a line that ends with `head` and a hyphen keeps it before
    /// `tail`. The document decides: the form that it uses elsewhere is right.
    /// Without evidence a document that is not hyphenated keeps its hyphens,
    /// and a hyphenated one keeps those between two words that it knows.
    fn keeps_hyphen(&self, head: &str, tail: &str) -> bool {
        let joined = self.count(&format!("{head}{tail}"));
        let hyphened = self.count(&format!("{head}-{tail}"));
        if joined != hyphened {
            return hyphened > joined;
        }
        if !self.hyphenated || !tail.starts_with(char::is_lowercase) {
            return true;
        }
        let whole = head.rsplit('-').next().unwrap_or(head);
        if CLITICS.contains(&whole.to_lowercase().as_str()) && !AFTER_CLITICS.contains(&tail) {
            return false;
        }
        self.knows(whole) && self.knows(tail)
    }
}

/// Words that many words begin with and few compounds do: `en-suite` is
/// `ensuite`, and `au-delà` keeps its hyphen.
const CLITICS: &[&str] = &[
    "a", "au", "ce", "de", "des", "du", "en", "il", "la", "le", "les", "lors", "ne", "on", "or",
    "par", "pour", "puis", "qui", "quel", "se", "si", "sur", "tout", "un",
];
const AFTER_CLITICS: &[&str] = &[
    "ci",
    "là",
    "delà",
    "dessous",
    "dessus",
    "devant",
    "tête",
    "puissance",
    "à",
];

fn is_edge(c: char) -> bool {
    !(c.is_alphanumeric() || c == '-')
}

/// No word is longer; a limit keeps joining linear on text without spaces.
const LONGEST_WORD: usize = 80;

/// The end of a text, as far as a word can reach.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn last_word(text: &str) -> &str {
    tail(text).rsplit(is_edge).next().unwrap_or("")
}

fn first_word(text: &str) -> &str {
    text.split(is_edge).next().unwrap_or("")
}

/// Appends a line to the text before it.
pub(in crate::readers) fn append(text: &mut String, next: &str, words: &Vocabulary) {
    if text.ends_with('\u{ad}') {
        text.pop();
    } else if let Some(body) = text.strip_suffix('-')
        && body.ends_with(char::is_alphanumeric)
        && next.starts_with(char::is_alphanumeric)
    {
        if !words.keeps_hyphen(last_word(body), first_word(next)) {
            text.pop();
        }
    } else if !text.is_empty() && !breaks_address(text, next) {
        text.push(' ');
    }
    text.push_str(next);
}

/// An address too long for its line goes on in the next without a space.
fn breaks_address(text: &str, next: &str) -> bool {
    // Long enough for the scheme of any address that fits a line.
    let mut from = text.len().saturating_sub(4 * LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let last = text[from..]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    last.contains("://")
        && last.ends_with(['/', '-', '_', '=', '&', '?', '.'])
        && next.starts_with(|c: char| c.is_ascii_alphanumeric() || "/_-?=&%#".contains(c))
        && first_token_is_address(next)
}

/// A piece of an address holds no accents and a sign that words do not.
fn first_token_is_address(next: &str) -> bool {
    let token = next.split(char::is_whitespace).next().unwrap_or("");
    token.is_ascii() && token.contains(['/', '_', '-', '.', '=', '?', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(vocabulary: &[&str], head: &str, tail: &str) -> String {
        let mut lines = vocabulary.to_vec();
        lines.extend([head, tail]);
        let mut text = head.to_owned();
        append(&mut text, tail, &Vocabulary::of(&lines));
        text
    }

    #[test]
    fn the_document_decides_about_hyphens() {
        assert_eq!(
            join(&["celles-ci"], "que ceux-", "ci soient"),
            "que ceux-ci soient"
        );
        assert_eq!(
            join(&["la sécurité"], "de la sécu-", "rité"),
            "de la sécurité"
        );
        assert_eq!(
            join(&["la sécurité de la sécu-", "rité"], "des garde-", "côtes"),
            "des gardecôtes",
            "in a hyphenated document only known words keep it"
        );
        assert_eq!(
            join(
                &["la sécurité de la sécu-", "rité, une garde, des côtes"],
                "des garde-",
                "côtes"
            ),
            "des garde-côtes"
        );
        assert_eq!(join(&[], "d’Al-", "Qaida"), "d’Al-Qaida");
        assert_eq!(join(&[], "infor\u{ad}", "mation"), "information");
        assert_eq!(join(&[], "entre 2016 -", "et 2017"), "entre 2016 - et 2017");
    }

    #[test]
    fn addresses_are_not_cut() {
        assert_eq!(
            join(&[], "https://ec.europa.eu/info/", "sites/a_b.pdf"),
            "https://ec.europa.eu/info/sites/a_b.pdf"
        );
        assert_eq!(
            join(&[], "https://ec.europa.eu/info.", "La suite"),
            "https://ec.europa.eu/info. La suite"
        );
    }
}
