//! What could not be used, in words for the person who typed it.

/// More than these help nobody.
const MOST: usize = 16;

/// The sentences, each once.
#[derive(Debug, Default)]
pub(super) struct Diagnostics(Vec<String>);

impl Diagnostics {
    pub(super) fn say(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if self.0.len() < MOST && !self.0.contains(&sentence) {
            self.0.push(sentence);
        }
    }

    pub(super) fn into_sentences(self) -> Vec<String> {
        self.0
    }
}
