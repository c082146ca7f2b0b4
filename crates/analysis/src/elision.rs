//! Elided words: `l’`, `d’`, `qu’` and their like stand for articles,
//! pronouns and conjunctions, which say nothing about a topic.

use crate::words::is_apostrophe;

/// Words that lose their vowel before another word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// The number of bytes of `word` that are elided words and their apostrophes;
/// `qu’d’…` has several.
pub(crate) fn elided(word: &str) -> usize {
    let mut skip = 0;
    while let Some((at, apostrophe)) = word[skip..].char_indices().find(|(_, c)| is_apostrophe(*c))
    {
        let head = &word[skip..skip + at];
        if !ELIDED.iter().any(|e| head.eq_ignore_ascii_case(e)) {
            break;
        }
        skip += at + apostrophe.len_utf8();
    }
    skip
}
