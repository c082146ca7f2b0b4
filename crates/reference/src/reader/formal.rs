//! Where citations stand: bytes for the reading, code points for the answer.

use std::ops::Range;

use crate::Citation;
use crate::scanner::Scanner;

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

/// The formal citations of a text, with their bytes. Their places come last, when names are known too.
pub(crate) fn formals(text: &str) -> Vec<Formal> {
    let mut formals = Vec::new();
    let mut keep = |citation, Range { start, end }| {
        formals.push(Formal {
            start,
            end,
            citation,
        });
    };
    Scanner::new(text, false, &mut keep).run();
    formals
}
