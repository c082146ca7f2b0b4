//! How wide a line is on the page. A line was broken because the next word did
//! not fit; where it would have fitted, a paragraph ended.

/// Width in thousandths of an em, after the advance widths of the Times family.
/// Other text faces differ, but nearly by one factor, and only ratios are used.
pub(super) fn of(text: &str) -> u32 {
    text.chars().map(advance).sum()
}

const SPACE: u32 = 250;

fn advance(c: char) -> u32 {
    match c {
        ' ' | '\u{a0}' | '.' | ',' => SPACE,
        'i' | 'j' | 'l' | 't' | ':' | ';' | '/' | 'î' | 'ï' => 278,
        'f' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '\'' | '’' | '!' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' | '?' | 'à' | 'â' | 'ç' | 'é' | 'è' | 'ê' | 'ë' => 444,
        'F' | 'P' | 'S' => 556,
        'E' | 'L' | 'T' | 'Z' | 'É' | 'È' | 'Ê' => 611,
        'B' | 'C' | 'R' => 667,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' | 'À' | 'œ' => {
            722
        }
        'm' => 778,
        '%' => 833,
        'M' | 'Œ' => 889,
        'W' | '—' => 944,
        _ => 500,
    }
}

/// The width of full lines, known from the lines themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    full: u32,
}

impl Measure {
    /// Takes the measure from lines: nearly the widest, since a few lines run
    /// over it (headings in another face, lines with odd characters).
    pub(super) fn from_lines<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut widths: Vec<u32> = lines.map(of).collect();
        widths.sort_unstable();
        // In a text of few long paragraphs most lines are full, in one of short
        // ones few are; the 96th percentile is full in both.
        let full = widths.get(widths.len() * 96 / 100).copied().unwrap_or(0);
        Self { full }
    }

    /// True when `next` would have fitted behind `line` with this share of the
    /// full width: 0.97 allows for what justification squeezes.
    pub(super) fn fits(&self, line: &str, next: &str, share: f32) -> bool {
        // No-break spaces hold words together.
        let word = next.split(' ').next().unwrap_or("");
        // A word may itself be broken after its hyphen.
        let piece = word.find('-').map_or(word, |i| &word[..=i]);
        let needed = of(line) + SPACE + of(piece);
        #[expect(clippy::cast_precision_loss, reason = "widths are far below 2^24")]
        let fits = (needed as f32) <= self.full as f32 * share;
        fits
    }
}

impl Measure {
    /// True when the line holds more than a full line of this measure can.
    pub(super) fn overflows(&self, line: &str) -> bool {
        of(line) > self.full + self.full / 20
    }
}
