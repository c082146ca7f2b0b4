//! A paragraph in the making: white space collapsed, calls in their places.

use crate::blocks::BlockCall;

/// Text with calls, added to at its end.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) calls: Vec<BlockCall>,
    /// White space stood here and is written when something follows.
    space: bool,
    /// A call stood here: a word that follows is a word of its own, though
    /// files leave out the space that the page's mark stands in for.
    called: bool,
    /// Nothing but the number of what comes.
    lead: bool,
}

impl Line {
    /// Adds text as the file has it.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            self.push_char(c);
        }
    }

    pub(super) fn push_char(&mut self, c: char) {
        if is_space(c) {
            self.space |= !self.text.is_empty();
            self.called = false;
            return;
        }
        if self.text.is_empty() && c.is_whitespace() {
            return;
        }
        if self.space || (self.called && opens_word(c)) {
            self.text.push(' ');
        }
        (self.space, self.called, self.lead) = (false, false, false);
        self.text.push(c);
    }

    /// Adds a break between words.
    pub(super) fn space(&mut self) {
        self.push_char(' ');
    }

    /// Adds a cell behind the last.
    pub(super) fn append_cell(&mut self, cell: Self) {
        if !self.text.is_empty() && !cell.text.is_empty() {
            self.text.push(crate::blocks::CELL);
        }
        let start = self.text.len();
        self.text.push_str(&cell.text);
        self.calls.extend(cell.calls.into_iter().map(|mut call| {
            call.at += start;
            call
        }));
    }

    /// Adds a call behind the last word.
    pub(super) fn call(&mut self, note: usize) {
        if !self.lead {
            self.trim_end();
            self.called = !self.text.is_empty();
            self.space = false;
        }
        let at = self.text.len();
        self.calls.push(BlockCall { note, at });
    }

    /// All so far is the number of what comes.
    pub(super) fn end_lead(&mut self) {
        if !self.text.is_empty() {
            self.trim_end();
            self.space = true;
            self.lead = true;
        }
    }

    pub(super) fn is_lead(&self) -> bool {
        self.lead
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.calls.is_empty()
    }

    /// Puts marks before the text, without a space.
    pub(super) fn prepend(&mut self, marks: &str) {
        self.text.insert_str(0, marks);
        for call in &mut self.calls {
            call.at += marks.len();
        }
    }

    /// Drops white space at the end. Calls that stood behind it move to the end.
    pub(super) fn trim_end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        let end = self.text.len();
        for call in self.calls.iter_mut().rev().take_while(|call| call.at > end) {
            call.at = end;
        }
    }
}

/// White space of which only the presence counts. No-break spaces are text;
/// control characters are no text at all.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')) || c.is_control()
}

fn opens_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '«' | '“' | '‘' | '(' | '[' | '–' | '—')
}
