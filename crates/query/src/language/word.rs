//! Words, and the signs in them: `cyber*`, `organi?ation`, `cybersecurte~`.

use renvoi_analysis::{Chain, tokens};

use super::ast::Clause;
use super::diagnostics::Diagnostics;
use super::filters;
use super::lexer::is_operator;
use crate::remark::remark;

/// Letters or digits that must stand before the first open place: an index has
/// too many words that begin with one.
const LEADING: usize = 2;
/// The shortest word that may be misspelt: two letters are like too many words.
const SHORTEST_FUZZY: usize = 3;
/// Up to this length one letter may be wrong, above it two.
const ONE_EDIT: usize = 5;
const MOST_EDITS: u8 = 2;

/// Reads what stands between two spaces: one clause, more where signs make parts
/// of it what other parts are not (`cyber-résil*`), or none for punctuation.
pub(super) fn read(typed: &str, diagnostics: &mut Diagnostics) -> Vec<Clause> {
    let text = typed
        .trim_start_matches(|c| is_punctuation(c) && c != '*')
        .trim_end_matches(|c| is_punctuation(c) && c != '*' && c != '~');
    if text.contains("://") {
        return plain(text);
    }
    if let Some(name) = looks_like_filter(text) {
        diagnostics.say(remark!(
            "« {name}: » n’est pas un filtre : {} le sont", filters::KNOWN;
            "“{name}:” is not a filter: {} are", filters::KNOWN_IN_ENGLISH
        ));
    }
    match text.split_once('~') {
        Some((word, number)) if word.contains(char::is_alphabetic) => {
            fuzzy(text, word, number, diagnostics)
        }
        _ if has_signs(text) => wildcards(text, diagnostics),
        _ => plain(text),
    }
}

fn plain(text: &str) -> Vec<Clause> {
    // A trailing sign was kept for its meaning only.
    let text = text.trim_matches(['*', '~']);
    if !text.contains(char::is_alphanumeric) {
        return Vec::new();
    }
    // An operator that punctuation keeps from being one is a word, and stays
    // one when it is printed.
    let word = if is_operator(text) {
        text.to_lowercase()
    } else {
        text.to_owned()
    };
    vec![Clause::Word(word)]
}

fn looks_like_filter(word: &str) -> Option<&str> {
    let (name, value) = word.split_once(':')?;
    let looks = !value.is_empty()
        && (1..=12).contains(&name.len())
        && name.chars().all(char::is_alphabetic);
    looks.then_some(name)
}

/// Brackets are not among them: those in a word belong to it.
fn is_punctuation(c: char) -> bool {
    let ascii = c.is_ascii_punctuation() && !matches!(c, '(' | ')');
    // French marks, the dashes, quotes and dots of Unicode, Japanese marks.
    ascii
        || matches!(
            c,
            '«' | '»'
                | '·'
                | '¿'
                | '¡'
                | '§'
                | '¶'
                | '\u{2010}'..='\u{2027}'
                | '\u{2030}'..='\u{205e}'
                | '\u{3001}'..='\u{3003}'
                | '\u{3008}'..='\u{3011}'
                | '？'
                | '！'
        )
}

fn is_letter(c: char) -> bool {
    // The accents of decomposed letters, which are no letters themselves.
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '´')
}

/// Whether a word has an open place. A `?` is one inside a word only.
fn has_signs(text: &str) -> bool {
    let inside = |rest: &str| rest.starts_with(|c| is_letter(c) || c == '*');
    text.contains('*')
        || text.match_indices('?').any(|(at, _)| {
            let after = text.get(at + 1..).unwrap_or_default();
            let before = text.get(..at).unwrap_or_default();
            inside(after.trim_start_matches('?')) && before.ends_with(|c| is_letter(c) || c == '?')
        })
}

fn wildcards(text: &str, diagnostics: &mut Diagnostics) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for piece in pieces(text) {
        let piece = piece.trim_start_matches('?').trim_end_matches('?');
        let Some(sign) = piece.find(['*', '?']) else {
            clauses.extend(plain(piece));
            continue;
        };
        let from = last_word(piece.get(..sign).unwrap_or_default());
        let word = piece.get(from..).unwrap_or_default();
        let leading = word.split(['*', '?']).next().unwrap_or_default();
        if letters(leading) < LEADING {
            diagnostics.say(remark!(
                "« {word} » : il faut au moins {LEADING} caractères avant « * » ou « ? »";
                "“{word}”: at least {LEADING} characters are needed before “*” or “?”"
            ));
            clauses.extend(word.split(['*', '?']).flat_map(plain));
        } else {
            clauses.push(Clause::Wildcard(single_stars(word)));
        }
    }
    clauses
}

/// The pattern of a compound in one word, where its parts make one:
/// `cyberrésil*`.
pub(super) fn in_one(parts: &[Clause]) -> Option<String> {
    let letters = parts.iter().filter_map(|part| match part {
        Clause::Word(word) | Clause::Wildcard(word) | Clause::Fuzzy { word, .. } => {
            Some(word.as_str())
        }
        Clause::Phrase { .. } | Clause::Reference { .. } | Clause::Group(_) => None,
    });
    let solid: String = letters.collect();
    let head = solid.split(['*', '?']).next()?;
    (tokens(head, Chain::Exact).len() == 1).then_some(solid)
}

/// The parts of a word that analysis takes for words, with their signs.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_letter(c) && !is_apostrophe(c) && !matches!(c, '*' | '?'))
        .map(|piece| piece.trim_matches(is_apostrophe))
        .filter(|piece| !piece.is_empty())
}

/// Where the last word begins: after the article that hangs on it (`l’infra*`).
fn last_word(text: &str) -> usize {
    tokens(text, Chain::Exact)
        .last()
        .map_or(0, |token| token.offset_from)
}

/// Letters and digits as the index counts them: accents are none.
fn letters(word: &str) -> usize {
    let folded = renvoi_analysis::fold(word);
    folded.chars().filter(|c| c.is_alphanumeric()).count()
}

fn single_stars(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for c in word.chars() {
        if c != '*' || !single.ends_with('*') {
            single.push(c);
        }
    }
    single
}

fn fuzzy(text: &str, word: &str, number: &str, diagnostics: &mut Diagnostics) -> Vec<Clause> {
    if has_signs(word) {
        diagnostics.say(remark!(
            "« {text} » : un mot a soit « * », soit « ~ » ; « ~ » n’a pas été appliqué";
            "“{text}”: a word has either “*” or “~”; “~” was not applied"
        ));
        return wildcards(word, diagnostics);
    }
    let edits = match number.parse::<u8>() {
        _ if number.is_empty() => None,
        Ok(edits @ 0..=MOST_EDITS) => Some(edits),
        _ if number.chars().all(|c| c.is_ascii_digit()) => {
            diagnostics.say(remark!(
                "« {text} » : {MOST_EDITS} lettres d’écart au plus";
                "“{text}”: {MOST_EDITS} letters off at most"
            ));
            Some(MOST_EDITS)
        }
        _ if number.starts_with(char::is_alphabetic) => return plain(text),
        _ => {
            diagnostics.say(remark!(
                "« {text} » : écrivez ~1 ou ~{MOST_EDITS}";
                "“{text}”: write ~1 or ~{MOST_EDITS}"
            ));
            None
        }
    };
    pieces(word)
        .flat_map(|piece| one_fuzzy(piece, edits, diagnostics))
        .collect()
}

fn one_fuzzy(piece: &str, edits: Option<u8>, diagnostics: &mut Diagnostics) -> Vec<Clause> {
    let from = last_word(piece);
    let word = piece.get(from..).unwrap_or_default().trim_matches('?');
    let letters = letters(word);
    if edits == Some(0) || !word.contains(char::is_alphabetic) {
        return plain(word);
    }
    if letters < SHORTEST_FUZZY {
        diagnostics.say(remark!(
            "« {word}~ » : il faut au moins {SHORTEST_FUZZY} lettres ; le mot est cherché tel quel";
            "“{word}~”: at least {SHORTEST_FUZZY} letters are needed; the word is searched as it is"
        ));
        return plain(word);
    }
    let default = if letters <= ONE_EDIT { 1 } else { MOST_EDITS };
    vec![Clause::Fuzzy {
        word: word.to_owned(),
        edits: edits.unwrap_or(default),
    }]
}
