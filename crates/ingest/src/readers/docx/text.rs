//! The text of a paragraph as it is put together: white space collapsed, note
//! marks out of the words and their places kept.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::blocks::BlockCall;

/// Text with its calls.
#[derive(Debug, Default)]
pub(super) struct Text {
    words: String,
    calls: Vec<BlockCall>,
    /// White space that was read and not yet needed.
    white: Option<char>,
    /// That white space stood before a call.
    before_call: bool,
    /// The bracket that closes a call, if it comes next.
    closing: Option<char>,
    /// The bracket was opened before the call, and is to go with it.
    opened: bool,
}

impl Text {
    /// True when there is nothing to print and nothing is called.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.calls.is_empty()
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let end = rest.find(is_special).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end.max(c.len_utf8()));
            rest = after;
            match c {
                // Signs without width: a hyphen that shows only at a line's
                // end, a byte order mark, a place to break.
                '\u{ad}' | '\u{feff}' | '\u{200b}' => {}
                '\u{a0}' | '\u{202f}' => {
                    self.white.get_or_insert(c);
                }
                '\t' => self.white = Some('\t'),
                c if is_special(c) => self.space(),
                c => {
                    self.letter(c);
                    self.words.push_str(&word[c.len_utf8()..]);
                }
            }
        }
    }

    /// Adds white space that is no tab.
    pub(super) fn space(&mut self) {
        if self.white != Some('\t') {
            self.white = Some(' ');
        }
    }

    fn letter(&mut self, c: char) {
        let closing = self.closing.take().filter(|_| self.white.is_none());
        if closing == Some(c) {
            self.drop_bracket();
            return;
        }
        if let Some(white) = self.white.take() {
            // The space before a mark was the mark's when none is due here.
            let due = !(self.before_call && matches!(c, ',' | '.' | ')' | ']'));
            if due && !self.words.is_empty() {
                self.words.push(white);
            }
        }
        self.before_call = false;
        self.words.push(c);
    }

    /// `(1)`: the bracket before a call goes with the mark.
    fn drop_bracket(&mut self) {
        if !self.opened {
            return;
        }
        self.words.pop();
        if let Some(white) = self.words.chars().next_back().filter(|c| c.is_whitespace()) {
            self.words.pop();
            self.white = Some(white);
            self.before_call = true;
        }
        let end = self.words.len();
        // There may be several calls in one pair of brackets.
        for call in self.calls.iter_mut().rev().take_while(|call| call.at > end) {
            call.at = end;
        }
    }

    /// A note is called here.
    pub(super) fn call(&mut self, note: usize) {
        self.closing = match self.words.chars().next_back() {
            Some('(') if self.white.is_none() => Some(')'),
            Some('[') if self.white.is_none() => Some(']'),
            _ => None,
        };
        self.opened = self.closing.is_some();
        self.before_call |= self.white.is_some();
        let at = self.words.len();
        self.calls.push(BlockCall { note, at });
    }

    /// The note's own number stands here, in its text.
    pub(super) fn own_number(&mut self) {
        if !self.calls.is_empty() {
            return;
        }
        self.closing = match self.words.as_str() {
            "(" => Some(')'),
            "[" => Some(']'),
            _ => return,
        };
        self.words.clear();
        self.opened = false;
    }

    /// Takes the text out: composed, and without white space at its ends.
    pub(super) fn take(&mut self) -> (String, Vec<BlockCall>) {
        let Self {
            words, mut calls, ..
        } = std::mem::take(self);
        if is_nfc_quick(words.chars()) == IsNormalized::Yes {
            return (words, calls);
        }
        // Piece by piece, since composing moves the calls.
        let mut composed = String::with_capacity(words.len());
        let mut from = 0;
        for call in &mut calls {
            composed.extend(words.get(from..call.at).unwrap_or_default().nfc());
            from = call.at;
            call.at = composed.len();
        }
        composed.extend(words.get(from..).unwrap_or_default().nfc());
        (composed, calls)
    }
}

/// White space, control characters, and signs without width.
fn is_special(c: char) -> bool {
    match c {
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{feff}' => true,
        c if c.is_ascii() => false,
        c => c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` calls a note.
    fn read(source: &str) -> String {
        let mut text = Text::default();
        for (at, part) in source.split('#').enumerate() {
            if at > 0 {
                text.call(at - 1);
            }
            text.push(part);
        }
        let (mut words, calls) = text.take();
        for call in calls.iter().rev() {
            words.insert(call.at, '#');
        }
        words
    }

    #[test]
    fn marks_leave_no_trace_in_the_words() {
        let cases = [
            ("du Conseil#, et", "du Conseil#, et"),
            ("du Conseil (#), et", "du Conseil#, et"),
            ("du Conseil(#) et", "du Conseil# et"),
            ("du Conseil [#]", "du Conseil#"),
            ("du Conseil #, et", "du Conseil#, et"),
            ("du Conseil # et", "du Conseil# et"),
            ("du Conseil #; et", "du Conseil# ; et"),
            ("un (#) (#) deux", "un## deux"),
            ("un (##) deux", "un## deux"),
            ("(voir #)", "(voir#)"),
            (
                "# \u{a0} Fin  \t de\u{ad}\u{a0}ligne ",
                "#Fin\tde\u{a0}ligne",
            ),
            ("e\u{301}#e\u{301}", "é#é"),
        ];
        for (source, expected) in cases {
            assert_eq!(read(source), expected, "{source}");
        }
    }
}
