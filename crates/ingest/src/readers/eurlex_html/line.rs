//! The line being read: white space collapsed, marks of amendments left out,
//! calls remembered by their place.

use crate::blocks::BlockCall;

/// A line of text with its calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) calls: Vec<BlockCall>,
    /// A call in brackets was read whose opening bracket was text already.
    closing: bool,
    /// Inside `►M1`, whose letters may come from another element.
    in_mark: bool,
}

impl Line {
    /// Appends text as it stands in the markup.
    pub(super) fn push(&mut self, text: &str) {
        self.text.reserve(text.len());
        // The space of the markup around a call.
        if text.starts_with([',', '.', ';']) && self.ends_with_call_and_space() {
            self.text.pop();
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let plain = self.plain(rest.as_bytes());
            let (now, later) = rest.split_at(plain.max(c.len_utf8()));
            if plain > 0 {
                self.text.push_str(now);
            } else {
                self.push_character(c);
            }
            rest = later;
        }
    }

    fn ends_with_call_and_space(&self) -> bool {
        let call = self.calls.last().map(|call| call.at + 1);
        call == Some(self.text.len()) && self.text.ends_with(' ')
    }

    /// How many bytes mean nothing but themselves: most of a text is words with
    /// one space between them.
    fn plain(&self, text: &[u8]) -> usize {
        if self.in_mark || self.closing {
            return 0;
        }
        let mut end = 0;
        while let Some(width) = visible(text, end) {
            end += width;
            if text.get(end) == Some(&b' ') && visible(text, end + 1).is_some() {
                end += 1;
            }
        }
        end
    }

    fn push_character(&mut self, c: char) {
        if self.in_mark {
            if c.is_ascii_alphanumeric() {
                return;
            }
            self.in_mark = false;
            if c.is_whitespace() {
                return;
            }
        }
        match c {
            // `►M1 … ◄` encloses what an amendment put there; `▼M1` opens it.
            '►' | '▼' | '▶' => self.in_mark = true,
            '◄' | '◀' => self.trim_space(),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            ')' if self.closing => self.closing = false,
            c if c.is_whitespace() => self.space(c),
            c => {
                self.closing = false;
                self.text.push(c);
            }
        }
    }

    /// One space for a run of white space; a single no-break space stays one.
    fn space(&mut self, c: char) {
        match self.text.chars().next_back() {
            None | Some(' ') => {}
            Some(last) if last == c => {}
            Some(last) if last.is_whitespace() => {
                self.text.pop();
                self.text.push(' ');
            }
            Some(_) if c.is_ascii_whitespace() => self.text.push(' '),
            Some(_) => self.text.push(c),
        }
    }

    fn trim_space(&mut self) {
        let kept = self.text.trim_end().len();
        if self.calls.last().is_none_or(|call| call.at <= kept) {
            self.text.truncate(kept);
        }
    }

    /// A call stands here. Its brackets are part of it, and so is the space
    /// before them; where they are text around it, they go with it.
    pub(super) fn call(&mut self, note: usize) {
        let before = self.calls.last().map_or(0, |call| call.at);
        if self.text.len() > before && self.text.ends_with('(') {
            self.text.pop();
            self.closing = true;
        }
        self.trim_space();
        let at = self.text.len();
        self.calls.push(BlockCall { note, at });
    }

    /// Puts the mark of a point or paragraph before the text.
    pub(super) fn open_with(&mut self, mark: &str) {
        let shift = mark.len() + 1;
        self.text = format!("{mark} {}", self.text);
        for call in &mut self.calls {
            call.at += shift;
        }
    }

    /// Appends another line after a separator.
    pub(super) fn append(&mut self, other: Self, separator: char) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push(separator);
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.calls
            .extend(other.calls.into_iter().map(|call| BlockCall {
                at: call.at + shift,
                ..call
            }));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty() && self.text.trim().is_empty()
    }

    /// The line without white space around it.
    pub(super) fn trimmed(mut self) -> Self {
        let lead = self.text.len() - self.text.trim_start().len();
        self.text = self.text.trim().to_owned();
        for call in &mut self.calls {
            call.at = call.at.saturating_sub(lead).min(self.text.len());
        }
        self
    }
}

/// The bytes of the character at a place, if it is a visible one of ASCII or an
/// accented letter of Latin-1.
fn visible(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at)? {
        0x21..=0x7e => Some(1),
        0xc3 => Some(2),
        _ => None,
    }
}

/// True for what stands alone in the first cell of a point: `a)`, `(12)`, `—`,
/// `1.`, `«iv)`, `A.1.`.
pub(super) fn is_mark(text: &str) -> bool {
    let mark = text.trim_matches(|c: char| c.is_whitespace() || "«»„“”\"'‘’".contains(c));
    if mark.is_empty() || mark.chars().count() > LONGEST_MARK {
        return false;
    }
    if mark.chars().all(|c| "—–-•·▪○●*".contains(c)) {
        return true;
    }
    let closed = mark.ends_with([')', '.', ':']) || mark.starts_with('(');
    closed
        && mark.chars().any(char::is_alphanumeric)
        && mark.split(|c: char| !c.is_alphanumeric()).all(|part| {
            part.chars().count() <= 5
                && (is_number(part) || part.chars().count() <= 1 || is_latin(part))
        })
}

/// True for the number of a paragraph of an opinion: `1.1`, `3.2.1`.
pub(super) fn is_dotted(text: &str) -> bool {
    let mut parts = text.trim().split('.');
    text.contains('.') && parts.all(|part| (1..=2).contains(&part.len()) && is_number(part))
}

/// Code points: `(viii bis)`, `1.2.3.4.`.
const LONGEST_MARK: usize = 14;

fn is_number(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_digit())
}

/// Roman numerals, doubled letters (`aa`), and the adverbs of inserted points.
fn is_latin(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.chars().all(|c| "ivxlcdm".contains(c))
        || matches!(lower.as_str(), "bis" | "ter" | "quin")
        || lower.as_str() == "quate"
        || (part.chars().count() == 2 && lower.chars().all(char::is_alphabetic))
        || (lower.chars().next().is_some_and(char::is_alphabetic)
            && lower.chars().skip(1).all(|c| c.is_ascii_digit()))
}
