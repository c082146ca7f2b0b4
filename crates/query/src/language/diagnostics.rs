//! What could not be used, in words for the person who typed it.

use crate::remark::Remark;

/// More than these help nobody.
const MOST: usize = 16;

/// The sentences, each once.
#[derive(Debug, Default)]
pub(super) struct Diagnostics(Vec<Remark>);

impl Diagnostics {
    pub(super) fn say(&mut self, sentence: Remark) {
        if self.0.len() < MOST && !self.0.contains(&sentence) {
            self.0.push(sentence);
        }
    }

    pub(super) fn into_sentences(self) -> Vec<Remark> {
        self.0
    }
}
