//! The forms that a word takes in an index: those that share its stem, and those
//! of its family, which begin as it does. *sécuriser* tells of *sécurité* where
//! no stemmer joins them.
//!
//! The back end is asked for the words that begin with the same few letters;
//! which of them belong is a matter of French and is settled here.

use renvoi_analysis::{Chain, is_same_word, terms};

use crate::request::{Form, Term, Vocabulary};
use crate::view::View;
use renvoi_index::IndexError;

/// Letters that a family shares. Five and seven do about as well; fewer join
/// words that have nothing in common.
const ROOT: usize = 6;

/// Letters that the forms of a stem share, but for a few irregular ones.
const HEAD: usize = 4;

/// Letters of the shortest of these: fewer begin too many words.
const SHORTEST_HEAD: usize = 3;

/// Forms of one word that are looked at: the most frequent.
const MOST_FORMS: usize = 64;

/// Words with the same head that are looked through.
const MOST_WORDS: usize = 2_000;

/// Fills in the forms of each term.
pub(crate) fn fill(all: &mut [Term], index: &View) -> Result<(), IndexError> {
    let patterns: Vec<Option<String>> = all.iter().map(pattern).collect();
    let asked = patterns.iter().flatten();
    let asked: Vec<_> = asked
        .map(|pattern| (Vocabulary::Pattern(pattern), MOST_WORDS))
        .collect();
    let mut found = index.words(&asked)?.into_iter();
    for (at, pattern) in patterns.iter().enumerate() {
        let Some(term) = all.get(at) else { continue };
        let forms = if pattern.is_none() {
            vec![Form::itself(term)]
        } else {
            let words = found.next().unwrap_or_default().into_iter();
            let forms = words.filter_map(|(word, records)| form(&word, records, at, all));
            forms.take(MOST_FORMS).collect()
        };
        if let Some(term) = all.get_mut(at) {
            term.forms = forms;
        }
    }
    Ok(())
}

/// The words among which the forms of a term are; none where it has no other form that matters.
fn pattern(term: &Term) -> Option<String> {
    let head: String = term.exact.chars().take(HEAD).collect();
    let has_forms = !term.says_little() && head.chars().count() >= SHORTEST_HEAD;
    has_forms.then(|| format!("{head}*"))
}

/// What a word of the index is to a term; none when it is nothing to it, or
/// belongs to another term of the query.
fn form(word: &str, records: u64, at: usize, all: &[Term]) -> Option<Form> {
    let term = all.get(at)?;
    let stem = terms(word, Chain::Stemmed).pop()?;
    let is_stem = stem == term.stem.french;
    let is_english = is_english(word, &term.stem.english);
    let shares_root = match root(&term.exact) {
        Some(own) => root(word) == Some(own),
        None => is_stem,
    };
    let elsewhere = || {
        let of_stem = all.iter().any(|t| t.stem.french == stem);
        let before = all.iter().take(at);
        of_stem || before.map(|t| root(&t.exact)).any(|r| r == root(word))
    };
    let in_family = shares_root && (is_stem || !elsewhere());
    let is_typed = (is_stem || is_english) && is_same_word(word, &term.exact);
    if !is_stem && !is_english && !in_family {
        return None;
    }
    Some(Form {
        word: word.to_owned(),
        records,
        is_typed,
        is_stem,
        is_english,
        in_family,
    })
}

/// Letters of a stem that its words may not begin with: *policies* has *polici*.
const CHANGED: usize = 2;

/// Whether a word has a stem in English. Few do that begin otherwise, and
/// stemming all words of an index that share a head takes its time.
fn is_english(word: &str, stem: &str) -> bool {
    let end = stem.len().saturating_sub(CHANGED);
    stem.get(..end).is_some_and(|head| word.starts_with(head))
        && terms(word, Chain::English)
            .pop()
            .is_some_and(|own| own == stem)
}

/// The beginning that a folded word shares with its family; a short word, or a
/// number, has none.
fn root(folded: &str) -> Option<&str> {
    let (end, _) = folded.char_indices().nth(ROOT)?;
    folded
        .chars()
        .all(char::is_alphabetic)
        .then(|| &folded[..end])
}
