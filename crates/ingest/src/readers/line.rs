//! One paragraph with its calls, made tidy: shared by the readers of texts.

use std::ops::Range;

use crate::blocks::BlockCall;

/// Removes `cut` (ascending, apart from each other), makes one space of each
/// run of white space, and moves the calls to where their marks stood: at the
/// end of the word before, without the space that set the mark apart.
pub(crate) fn tidy(
    text: &str,
    calls: &[BlockCall],
    cut: &[Range<usize>],
) -> (String, Vec<BlockCall>) {
    let mut out = Tidy::default();
    let mut calls = calls.iter().peekable();
    let mut cut = cut.iter().peekable();
    for (at, c) in text.char_indices() {
        while let Some(call) = calls.next_if(|call| call.at <= at) {
            out.call(call.note);
        }
        while cut.next_if(|range| range.end <= at).is_some() {}
        if cut.peek().is_none_or(|range| at < range.start) {
            out.char(c);
        }
    }
    for call in calls {
        out.call(call.note);
    }
    (out.text, out.calls)
}

#[derive(Default)]
struct Tidy {
    text: String,
    calls: Vec<BlockCall>,
    /// White space that is not written yet.
    space: Option<char>,
    /// White space stood before the last call, and none after it so far.
    set_apart: bool,
}

impl Tidy {
    fn call(&mut self, note: usize) {
        let at = self.text.len();
        self.set_apart = self.space.is_some();
        self.calls.push(BlockCall { note, at });
    }

    fn char(&mut self, c: char) {
        if c.is_whitespace() {
            // A no-break space stays one when it stands alone.
            self.space = Some(match (self.space, c) {
                (None, '\u{a0}' | '\u{202f}') => c,
                _ => ' ',
            });
            return;
        }
        let called_here = self
            .calls
            .last()
            .is_some_and(|call| call.at == self.text.len());
        let closes = matches!(c, ',' | ';' | '.' | ')' | ':' | ']' | '»' | '?' | '!');
        if let Some(space) = self.space.take()
            && !self.text.is_empty()
            && !(self.set_apart && called_here && closes)
        {
            self.text.push(space);
        }
        self.set_apart = false;
        self.text.push(c);
    }
}

/// Writes a paragraph after others on one line.
pub(crate) fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(marked: &str) -> String {
        let mut text = String::new();
        let mut calls = Vec::new();
        for (note, part) in marked.split('^').enumerate() {
            if note > 0 {
                calls.push(BlockCall {
                    note,
                    at: text.len(),
                });
            }
            text.push_str(part);
        }
        let (mut text, calls) = tidy(&text, &calls, &[]);
        for call in calls.iter().rev() {
            text.insert(call.at, '^');
        }
        text
    }

    #[test]
    fn a_call_stands_at_the_word_before_it() {
        for (marked, tidy) in [
            ("du  Conseil^, et", "du Conseil^, et"),
            ("du Conseil ^, et", "du Conseil^, et"),
            ("du Conseil ^ , et", "du Conseil^, et"),
            ("du Conseil ^ a", "du Conseil^ a"),
            ("du Conseil^ a", "du Conseil^ a"),
            (" du Conseil ^ ", "du Conseil^"),
            ("^ Conseil", "^Conseil"),
            ("un ^ ^.", "un^^."),
            ("dix\u{a0}000\u{a0} fois ", "dix\u{a0}000 fois"),
        ] {
            assert_eq!(tidied(marked), tidy, "{marked}");
        }
    }
}
