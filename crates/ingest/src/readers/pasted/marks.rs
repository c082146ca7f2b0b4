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

/// Whether a text begins with a place of publication: `JO no C 44 du 15. 2. 1977, p. 1`, `COM(96) 359 final`.
pub(super) fn opens_place(text: &str) -> bool {
    let text = text.trim_start();
    ["JO n", "JO L", "JO C", "COM(", "Doc. "]
        .iter()
        .any(|head| text.starts_with(head))
}

/// The lines, with those parted that hold several notes: `(1)JO no C 44, p. 1. (2)JO no C 127, p. 3.`
pub(super) fn parted(lines: Vec<String>) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let mut rest = line.as_str();
        let mut last = note_at_head(rest);
        while let Some(number) = last {
            let next = rest.match_indices(" (").map(|(at, _)| at + 1).find(|at| {
                let head = rest.get(*at..).and_then(note_at_head);
                head.is_some_and(|head| Some(head) == number.checked_add(1))
            });
            let Some(at) = next else { break };
            let (note, later) = rest.split_at(at);
            out.push(note.trim_end().to_owned());
            (rest, last) = (later, note_at_head(later));
        }
        if rest.len() == line.len() {
            out.push(line);
        } else {
            out.push(rest.to_owned());
        }
    }
    out
}

/// The number of a note that a text begins with, where it names a place of publication.
fn note_at_head(text: &str) -> Option<u16> {
    let (style, label, length) = bracketed(text)?;
    let place = style == Style::Round && label.stars == 0 && opens_place(text.get(length..)?);
    place.then_some(label.digits)
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
