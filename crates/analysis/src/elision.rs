//! Elided words: `l’`, `d’`, `qu’` and their like stand for articles,
//! pronouns and conjunctions. They say nothing about a topic, and are part of
//! an exact phrase.

use crate::words::is_apostrophe;

/// Words that lose their vowel before another word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Elided words that are left out of the index of topics; the longer ones are
/// words like others.
pub(crate) fn says_nothing(word: &str) -> bool {
    word.len() <= 2
}

/// The length in bytes of the elided word that opens `word`, and of it with its
/// apostrophe.
pub(crate) fn elided(word: &str) -> Option<(usize, usize)> {
    let (at, apostrophe) = word.char_indices().find(|(_, c)| is_apostrophe(*c))?;
    let head = &word[..at];
    ELIDED
        .iter()
        .any(|e| head.eq_ignore_ascii_case(e))
        .then(|| (at, at + apostrophe.len_utf8()))
}
