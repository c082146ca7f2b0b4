//! Elided words: `l’`, `d’`, `qu’` and their like stand for articles,
//! pronouns and conjunctions. They say nothing about a topic, and are part of
//! an exact phrase.

/// Words that lose their vowel before another word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Elided words that are left out of the index of topics; the longer ones are
/// words like others.
pub(crate) fn says_nothing(word: &str) -> bool {
    word.len() <= 2
}

/// Whether what stands before an apostrophe is an elided word.
pub(crate) fn is_elided(word: &str) -> bool {
    ELIDED.iter().any(|e| word.eq_ignore_ascii_case(e))
}
