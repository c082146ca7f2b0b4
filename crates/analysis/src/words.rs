//! Cutting text into words.

use crate::elision;

/// A word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Byte offset in the text.
    pub(crate) start: usize,
    pub(crate) text: &'t str,
    /// It has lost its vowel before the next word (`l’`).
    pub(crate) elided: bool,
}

/// The words of a text. Letters, digits and the marks that combine with them
/// make words; hyphens, points and slashes part them, so that `cyber-résilience`
/// is found by both its halves. An apostrophe parts an elided word from the
/// next (`l’|Union`) and holds other words together (`aujourd’hui`).
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut end = 0;
    std::iter::from_fn(move || {
        if at >= end {
            at += text[at..].find(is_word)?;
            end = end_of_word(text, at);
        }
        let start = at;
        let (length, taken) = elision::elided(&text[at..end]).unwrap_or((end - at, end - at));
        at += taken;
        Some(Word {
            start,
            text: &text[start..start + length],
            elided: taken > length,
        })
    })
}

/// The end of the run of letters and inner apostrophes from `start`; at least
/// one character on.
fn end_of_word(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        let inner = is_apostrophe(c) && chars.peek().is_some_and(|c| is_word(*c));
        if !is_word(c) && !inner {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || is_invisible(c)
}

/// Soft hyphens and zero-width signs are inside words and of no meaning.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// The signs that stand for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{ff07}' | '\u{b4}'
    )
}
