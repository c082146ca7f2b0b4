//! Rows to lines: spaces from gaps, and what is set small beside the text.

use std::ops::Range;

use super::rows::{Row, Shift, Sign};
use super::sheet::UNREADABLE;

/// A line of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The text, white space collapsed.
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Baseline.
    pub(super) y: f32,
    /// Size in which most of it is set.
    pub(super) size: f32,
    /// All letters are bold.
    pub(super) bold: bool,
    /// Width of what had to fit on the line before: the first word, or its part
    /// up to a hyphen.
    pub(super) first_word: f32,
    /// Byte ranges of digits set raised or small, stars and Roman digits too.
    pub(super) small: Vec<Range<usize>>,
    /// Where the text begins behind a mark that opens the line (`a)`, `—`, a
    /// bullet), if a gap wider than a space stands between.
    pub(super) behind_mark: Option<f32>,
    /// Its parts stand as far apart as the cells of a table.
    pub(super) parted: bool,
    /// The column it stands in.
    pub(super) slot: Slot,
    /// Left and right edge of the column, known when all lines are.
    pub(super) edges: (f32, f32),
}

/// Which column of the page: a line belongs with its neighbours of the same
/// region, and has the edges of all lines in columns like it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    /// Counted down the page: a change of columns opens a new region.
    pub(super) region: u16,
    /// Column, and how many there are side by side.
    pub(super) column: u8,
    pub(super) columns: u8,
}

/// Ems. Where a page has no space signs (TeX), gaps are all there is; where it
/// has, only a wide gap is a space that nobody wrote.
const GAP_ALONE: f32 = 0.16;
const GAP_BESIDE_SPACES: f32 = 0.26;
/// Ems. A gap wider than any space between justified words.
const TAB: f32 = 0.55;
/// Ems. A gap between the cells of a row.
const CELLS: f32 = 2.0;
/// Digits beside letters larger by this are set small.
const SMALL: f32 = 0.82;

/// Whether a page's text has space signs of its own.
pub(super) fn has_spaces(rows: &[Row]) -> bool {
    let signs = rows.iter().flat_map(|r| &r.signs);
    let (mut all, mut spaces) = (0_usize, 0_usize);
    for sign in signs {
        all += 1;
        spaces += usize::from(sign.glyph.c.is_whitespace());
    }
    spaces * 14 > all
}

/// Makes the line of some signs of a row.
pub(super) fn line(row: &Row, signs: &[Sign], spaced: bool) -> Option<Line> {
    let part = Row {
        y: row.y,
        signs: signs.to_vec(),
    };
    let size = part.size();
    let mut line = Line {
        y: row.y,
        size,
        bold: true,
        ..Line::default()
    };
    let gap = if spaced { GAP_BESIDE_SPACES } else { GAP_ALONE };
    let mut writer = Writer {
        line: &mut line,
        last: None,
        space: false,
        gap,
        small: None,
        words: 0,
    };
    for sign in signs {
        writer.sign(sign);
    }
    writer.end();
    line.bold &= line.text.contains(char::is_alphabetic);
    (!line.text.is_empty()).then_some(line)
}

struct Writer<'l> {
    line: &'l mut Line,
    /// The last sign that was no space.
    last: Option<Sign>,
    /// A space stands before the next sign.
    space: bool,
    gap: f32,
    /// Where a range of small digits began.
    small: Option<usize>,
    words: usize,
}

impl Writer<'_> {
    fn sign(&mut self, sign: &Sign) {
        let glyph = sign.glyph;
        if glyph.c.is_whitespace() && glyph.c != '\u{a0}' && glyph.c != '\u{202f}' {
            self.space |= self.last.is_some();
            return;
        }
        if glyph.c.is_control() || is_invisible(glyph.c) {
            return;
        }
        let gap = if let Some(last) = self.last {
            (glyph.x0 - last.glyph.x1) / last.glyph.size.max(glyph.size)
        } else {
            self.line.x0 = glyph.x0;
            0.0
        };
        self.space |= gap > self.gap;
        if self.space {
            self.word(glyph.x0, gap);
            self.space = false;
        }
        let at = self.line.text.len();
        if is_small(sign, self.line.size) {
            self.small.get_or_insert(at);
        } else {
            self.end_small(at);
        }
        self.line.text.push(glyph.c);
        self.line.x1 = self.line.x1.max(glyph.x1);
        if glyph.c.is_alphabetic() {
            self.line.bold &= glyph.bold;
        }
        if self.words == 0 {
            // A line may also be broken behind a hyphen.
            self.line.first_word = glyph.x1 - self.line.x0;
            if glyph.c == '-' && at > 0 {
                self.words = 1;
            }
        }
        self.last = Some(*sign);
    }

    fn word(&mut self, x0: f32, gap: f32) {
        let at = self.line.text.len();
        self.end_small(at);
        if self.line.behind_mark.is_none() && gap > TAB && opens_item(&self.line.text) {
            self.line.behind_mark = Some(x0);
        } else {
            // The number of a heading stands before a tab.
            let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            self.line.parted |= gap > CELLS && !number(&self.line.text);
        }
        self.words += 1;
        self.line.text.push(' ');
    }

    fn end_small(&mut self, at: usize) {
        if let Some(start) = self.small.take() {
            self.line.small.push(start..at);
        }
    }

    fn end(&mut self) {
        let at = self.line.text.len();
        self.end_small(at);
        // A soft hyphen is seen at the end of a line only.
        let ends_soft = self.line.text.ends_with('\u{ad}');
        if self.line.text.contains('\u{ad}') && self.line.small.is_empty() {
            self.line.text.retain(|c| c != '\u{ad}');
            if ends_soft {
                self.line.text.push('\u{ad}');
            }
        }
    }
}

/// Signs without a shape of their own.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

fn is_small(sign: &Sign, size: f32) -> bool {
    let shifted = sign.shifted == Shift::Raised
        || (sign.shifted == Shift::None && sign.glyph.size < SMALL * size);
    let roman = sign.shifted == Shift::Raised && "ivx".contains(sign.glyph.c);
    shifted && (sign.glyph.c.is_ascii_digit() || "*(),;".contains(sign.glyph.c) || roman)
}

/// Signs that alone open an item: a bullet, a dash, a letter or number with
/// its bracket or stop.
pub(super) fn opens_item(mark: &str) -> bool {
    let mark = mark.trim();
    let mut chars = mark.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => is_bullet(c) || matches!(c, '–' | '—' | '-' | 'o' | '*'),
        (Some(_), Some(_)) => {
            let core = mark
                .trim_start_matches('(')
                .trim_end_matches([')', '.', ':']);
            core.len() < mark.len()
                && mark.chars().count() <= 8
                && core.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
        }
        _ => false,
    }
}

/// A bullet, or a sign without a meaning of its own.
pub(super) fn is_bullet(c: char) -> bool {
    crate::readers::BULLETS.contains(&c)
        || matches!(
            c,
            UNREADABLE | '\u{e000}'..='\u{f8ff}' | '■' | '□' | '○' | '►' | '➢' | '❖' | '✓'
        )
}
