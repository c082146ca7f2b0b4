//! The words just read.

use crate::lexer::Word;

/// After one of these, an article begins a complement.
const LEADS: [&str; 11] = [
    "de", "par", "a", "avec", "dans", "sur", "selon", "sous", "pour", "en", "et",
];

/// The three words before a place, the nearest first, with the byte each begins at. A mark forgets them, but for
/// apostrophes, hyphens and quotation marks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before([Option<(Word, usize)>; 3]);

impl Before {
    /// One more word was read.
    pub(crate) fn push(&mut self, word: Word, start: usize) {
        let [first, second, _] = self.0;
        self.0 = [Some((word, start)), first, second];
    }

    /// The last word read.
    pub(crate) fn nearest(&self) -> Option<(Word, usize)> {
        let [nearest, ..] = self.0;
        nearest
    }

    /// The letters of a word: 0 for the nearest.
    pub(crate) fn word(&self, at: usize) -> Option<&str> {
        let (word, _) = self.0.get(at)?.as_ref()?;
        Some(word.as_str())
    }

    /// Whether what begins here is no complement: *le règlement*, and neither *par le règlement* nor *du règlement*.
    pub(crate) fn begin_subject(&self) -> bool {
        let article = self
            .word(0)
            .is_none_or(|word| matches!(word, "le" | "la" | "l"));
        article && self.word(1).is_none_or(|word| !LEADS.contains(&word))
    }
}
