//! What a mark says, at the head of a note or in the text.

/// How marks are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `(1)`, `( 1 )`, `(*)`.
    Round,
    /// `[1]`.
    Square,
    /// A number, between spaces or glued to a word.
    Bare,
}

/// What stands in a mark: stars, and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label {
    pub(super) stars: u8,
    /// 0 when there are stars alone.
    pub(super) digits: u16,
}

impl Label {
    /// Brackets without a number.
    pub(super) const LOST: Self = Self::plain(0);

    /// A number without stars.
    pub(super) const fn plain(digits: u16) -> Self {
        Self { stars: 0, digits }
    }

    /// The number of the note: stars alone count as theirs.
    pub(super) fn number(self) -> u32 {
        match self.digits {
            0 => u32::from(self.stars),
            digits => u32::from(digits),
        }
    }

    /// The mark as printed, where it is not just a number.
    pub(super) fn printed(self) -> Option<String> {
        let stars = "*".repeat(usize::from(self.stars));
        match (self.stars, self.digits) {
            (0, _) => None,
            (_, 0) => Some(stars),
            (_, digits) => Some(format!("{stars}{digits}")),
        }
    }
}

/// Reads `12`, `*3`, `**`; returns the length too.
fn label(text: &str) -> Option<(Label, usize)> {
    let stars = text.bytes().take(4).take_while(|b| *b == b'*').count();
    let digits = text
        .bytes()
        .skip(stars)
        .take(4)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = text.get(stars..stars + digits)?;
    let sound = stars < 4 && digits < 4 && !number.starts_with('0') && stars + digits > 0;
    let label = Label {
        stars: u8::try_from(stars).ok()?,
        digits: if number.is_empty() {
            0
        } else {
            number.parse().ok()?
        },
    };
    sound.then_some((label, stars + digits))
}

/// Reads a mark in brackets at the head of a text: `(1)`, `( 1 )`, `((*))`,
/// `[1]`. Returns the bytes it takes.
pub(super) fn bracketed(text: &str) -> Option<(Style, Label, usize)> {
    let (style, open, close) = match text.as_bytes().first()? {
        b'(' => (Style::Round, '(', ')'),
        b'[' => (Style::Square, '[', ']'),
        _ => return None,
    };
    let mut rest = text.get(1..)?;
    let doubled = rest.strip_prefix(open);
    rest = doubled.unwrap_or(rest).trim_start_matches(' ');
    // Some consolidated texts print the brackets of a note without its number.
    let lost = || text.starts_with("( )").then_some((Label::LOST, 0));
    let (label, length) = label(rest).or_else(lost)?;
    rest = rest
        .get(length..)?
        .trim_start_matches(' ')
        .strip_prefix(close)?;
    if doubled.is_some() {
        rest = rest.strip_prefix(close)?;
    }
    Some((style, label, text.len() - rest.len()))
}

/// Reads the mark of a note at the head of its text. A number without brackets
/// opens a note only before what opens a sentence.
pub(super) fn opening(line: &str) -> Option<(Style, Label, usize)> {
    if let Some((style, label, length)) = bracketed(line) {
        let after = line.get(length..)?;
        return (!after.trim().is_empty()).then_some((style, label, length));
    }
    let (label, length) = label(line)?;
    let after = line.get(length..)?;
    let words = after.trim_start_matches(' ');
    let opens = words.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '“' | '(' | '['))
        || words.starts_with("http")
        || words.starts_with("voir ");
    (after.len() > words.len() && opens && label.digits > 0).then_some((Style::Bare, label, length))
}
