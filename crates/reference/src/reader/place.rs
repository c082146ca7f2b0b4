//! Where citations stand: bytes for the reading, code points for the answer.

use crate::{Citation, scan};

/// A formal citation with its place in bytes.
pub(crate) struct Formal {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) citation: Citation,
}

/// Counts code points up to bytes that only grow.
pub(crate) struct Ruler<'t> {
    text: &'t str,
    byte: usize,
    code_point: usize,
}

impl<'t> Ruler<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            code_point: 0,
        }
    }

    pub(crate) fn code_point(&mut self, byte: usize) -> usize {
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        self.code_point += between.chars().count();
        self.byte = self.byte.max(byte);
        self.code_point
    }
}

/// The formal citations of a text, with their bytes.
pub(crate) fn formals(text: &str) -> Vec<Formal> {
    let mut chars = text.char_indices().map(|(byte, _)| byte);
    let mut code_point = 0;
    let mut byte_of = |wanted: usize| {
        let byte = chars.nth(wanted - code_point);
        code_point = wanted + 1;
        byte.unwrap_or(text.len())
    };
    scan(text)
        .into_iter()
        .map(|citation| {
            // The first and the last character are at two places, so that no place is asked for twice.
            let start = byte_of(citation.start);
            Formal {
                start,
                end: start + citation.text.len(),
                citation,
            }
        })
        .collect()
}
