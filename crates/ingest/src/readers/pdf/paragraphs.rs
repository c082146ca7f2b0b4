//! Lines to paragraphs: where one begins is told by space, indents, short lines
//! and marks.

use super::calls::FoundCall;
use super::feet::BodyLine;
use super::lines::{self, Line};
use super::measure::{self, Leading};
use crate::blocks::{Block, BlockCall, Blocks, Shape};
use crate::readers::join::{self, Vocabulary};
use crate::title::is_cover;

/// What is left of the pages when furniture and notes are taken off.
pub(super) struct Body<'b> {
    pub(super) lines: &'b [BodyLine],
    /// In the order of the text.
    pub(super) calls: &'b [FoundCall],
    pub(super) words: &'b Vocabulary,
    pub(super) body_size: f32,
}

/// Rebuilds the paragraphs.
pub(super) fn rebuild(body: &Body<'_>) -> Blocks {
    let habits = Habits::of(body.lines);
    let mut writer = Writer {
        body,
        blocks: Blocks::default(),
        calls: body.calls,
        items: Vec::new(),
    };
    let mut start = 0;
    for at in 1..=body.lines.len() {
        if at == body.lines.len() || habits.begins(body.lines, start, at) {
            writer.paragraph(start, at);
            start = at;
        }
    }
    writer.blocks
}

/// Ems.
const INDENT: f32 = 0.7;
const PARAGRAPH_GAP: f32 = 0.2;

/// How the document parts its paragraphs.
struct Habits {
    leading: Leading,
    /// Space stands between paragraphs, so that a short line alone ends none.
    spaced: bool,
    /// Points by which first lines are set in.
    first_indent: Option<f32>,
}

impl Habits {
    fn of(lines: &[BodyLine]) -> Self {
        let pairs = || {
            lines.windows(2).filter_map(|pair| match pair {
                [a, b] if in_one_flow(a, b) => Some((&a.line, &b.line)),
                _ => None,
            })
        };
        let leading = Leading::of(pairs());
        let (mut short, mut apart) = (0_usize, 0_usize);
        for (before, line) in pairs() {
            if (before.size - line.size).abs() > 0.06 * line.size {
                continue;
            }
            if measure::fits(before, line, 0.9 * before.edges.1 + 0.1 * before.edges.0) {
                short += 1;
                apart += usize::from(leading.excess(before, line) > PARAGRAPH_GAP);
            }
        }
        Self {
            leading,
            spaced: short >= 3 && apart * 10 >= short * 8,
            first_indent: first_indent(lines),
        }
    }

    /// A paragraph begins with the line `at`; `start` is the first line of the
    /// one before it.
    fn begins(&self, lines: &[BodyLine], start: usize, at: usize) -> bool {
        let (Some(before), Some(line)) =
            (at.checked_sub(1).and_then(|i| lines.get(i)), lines.get(at))
        else {
            return true;
        };
        let (a, b) = (&before.line, &line.line);
        if (a.size - b.size).abs() > 0.06 * a.size.max(b.size) || starts_with_bullet(b) {
            return true;
        }
        let first = start + 1 == at;
        if !in_one_flow(before, line) {
            return self.begins_anew(a, b, first);
        }
        let excess = self.leading.excess(a, b);
        if excess > PARAGRAPH_GAP {
            return true;
        }
        if line.page == 0 && (is_cover(&a.text) || is_cover(&b.text)) {
            return true;
        }
        if are_centred(a, b) && a.bold == b.bold {
            return measure::fits_width(a, b);
        }
        if measure::fits(a, b, a.edges.1) || self.opens_indented(b) {
            return true;
        }
        if b.behind_mark.is_some()
            && (a.behind_mark.is_some() || (b.x0 - a.x0).abs() > 0.5 * b.size)
        {
            return true;
        }
        if indented(lines, a, at, first) {
            return true;
        }
        // A semicolon ends a point where nothing else shows its end.
        let bare = !self.spaced && self.first_indent.is_none();
        (!self.spaced && ends_sentence(&a.text) && opens_point(&b.text))
            || (bare && a.text.ends_with(';'))
    }

    /// The line stands where first lines do.
    fn opens_indented(&self, line: &Line) -> bool {
        self.first_indent
            .is_some_and(|indent| (line.x0 - line.edges.0 - indent).abs() < 0.15 * line.size)
    }

    /// The same across a page or column, where no space is seen.
    fn begins_anew(&self, a: &Line, b: &Line, first: bool) -> bool {
        let at_edge = b.x0 - b.edges.0 < 0.3 * b.size;
        let goes_on = !ends_sentence(&a.text) && b.text.starts_with(char::is_lowercase);
        if self.first_indent.is_some() && at_edge && goes_on {
            return false;
        }
        if measure::fits(a, b, a.edges.1) {
            return true;
        }
        if let Some(indent) = self.first_indent
            && b.behind_mark.is_none()
        {
            let at = b.x0 - b.edges.0;
            if at < 0.3 * b.size || (at - indent).abs() < 0.15 * b.size {
                return at > 0.3 * b.size;
            }
        }
        let step = ((b.x0 - b.edges.0) - (a.x0 - a.edges.0)) / b.size;
        let hangs = a
            .behind_mark
            .is_some_and(|x| ((b.x0 - b.edges.0) - (x - a.edges.0)).abs() < 0.5 * b.size);
        if !first && step.abs() > INDENT || first && step > INDENT && !hangs {
            return true;
        }
        if !ends_sentence(&a.text) {
            return b.behind_mark.is_some() && step.abs() > 0.5;
        }
        // A full line at the end of a page that ends a sentence is more often
        // one of a paragraph that goes on; a semicolon ends a point.
        opens_point(&b.text)
            || b.behind_mark.is_some()
            || a.text.ends_with(';')
            || (a.text.ends_with(':') && starts_sentence(&b.text))
    }
}

/// Two lines stand in the middle, one below the other, with room on their left; of
/// a title in bold the first may be full. The right edge of text that is not
/// justified is a few ems wide.
fn are_centred(a: &Line, b: &Line) -> bool {
    let middle = |line: &Line| f32::midpoint(line.x0, line.x1);
    let inset = |line: &Line| {
        let (left, right) = (line.x0 - line.edges.0, line.edges.1 - line.x1);
        let room = left > line.size || (line.bold && line.x0 < b.x0);
        room && (left - right).abs() < 3.0 * line.size
    };
    let apart = (a.x0 - b.x0).abs() > 0.5 * a.size;
    apart && (middle(a) - middle(b)).abs() < 0.4 * a.size && inset(a) && inset(b)
}

/// The line is set in, or comes back from being set in, as a paragraph does.
fn indented(lines: &[BodyLine], a: &Line, at: usize, first: bool) -> bool {
    let Some(line) = lines.get(at) else {
        return false;
    };
    let b = &line.line;
    let step = (b.x0 - a.x0) / b.size;
    if step > INDENT {
        // Lines that hang below the first one are all indented alike.
        let hangs = a
            .behind_mark
            .is_some_and(|x| (x - b.x0).abs() < 0.5 * b.size)
            || (first
                && lines.get(at + 1).is_none_or(|next| {
                    in_one_flow(line, next) && (next.line.x0 - b.x0).abs() < 0.3 * b.size
                }));
        return !hangs;
    }
    // Back from an indent: the second line of a paragraph, or the end of
    // what was set in.
    step < -INDENT && !first
}

/// The indent of lines after which the text goes back to the edge, if most such
/// lines have the same.
fn first_indent(lines: &[BodyLine]) -> Option<f32> {
    let mut counts = std::collections::BTreeMap::<i32, (usize, f32)>::new();
    let mut all = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else {
            continue;
        };
        let (a, b) = (&line.line, &next.line);
        let indent = a.x0 - a.edges.0;
        let back = (b.x0 - b.edges.0).abs() < 0.3 * b.size;
        let full = a.x1 > a.edges.1 - 2.0 * a.size;
        if in_one_flow(line, next) && indent > INDENT * a.size && back && full {
            all += 1;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a page is below 20,000 points"
            )]
            let bin = (indent / 2.0).round() as i32;
            let entry = counts.entry(bin).or_insert((0, indent));
            entry.0 += 1;
        }
    }
    let (count, indent) = counts.into_values().max_by_key(|(count, _)| *count)?;
    (count >= 3 && count * 10 >= all * 6).then_some(indent)
}

fn in_one_flow(a: &BodyLine, b: &BodyLine) -> bool {
    a.page == b.page && a.line.slot.region == b.line.slot.region
}

fn starts_with_bullet(line: &Line) -> bool {
    bullet(&line.text).is_some()
}

/// The text behind a bullet.
fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let sign = chars.next()?;
    let rest = chars.as_str();
    let item = rest.trim_start();
    (lines::is_bullet(sign) && item.len() < rest.len() && !item.is_empty()).then_some(item)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '”', '"', ')', ']', '’', ' ', '\u{a0}'])
        .ends_with(['.', '!', '?', ';', ':', '…'])
}

fn starts_sentence(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// `a) …`, `(12) …`, `3. …`, `— …`
fn opens_point(text: &str) -> bool {
    text.split_once([' ', '\u{a0}'])
        .is_some_and(|(mark, _)| mark != "-" && mark != "o" && lines::opens_item(mark))
}

struct Writer<'b> {
    body: &'b Body<'b>,
    blocks: Blocks,
    /// Calls that are still to come.
    calls: &'b [FoundCall],
    /// Left edges of the items that are open, outermost first.
    items: Vec<f32>,
}

impl Writer<'_> {
    fn paragraph(&mut self, start: usize, end: usize) {
        let lines = self.body.lines.get(start..end).unwrap_or(&[]);
        let Some(first) = lines.first() else {
            return;
        };
        let mut block = Block {
            page: Some(first.number),
            ..Block::default()
        };
        for (at, line) in (start..end).zip(lines) {
            let (piece, calls) = self.piece(at, &line.line);
            append(&mut block, &piece, &calls, self.body.words);
        }
        if block.text.ends_with('\u{ad}') {
            block.text.pop();
            let end = block.text.len();
            for call in &mut block.calls {
                call.at = call.at.min(end);
            }
        }
        self.shape(&mut block, lines);
        if !block.text.is_empty() || !block.calls.is_empty() {
            self.blocks.blocks.push(block);
        }
    }

    /// The text of a line without the marks that call notes, and where these
    /// stood.
    fn piece(&mut self, at: usize, line: &Line) -> (String, Vec<(usize, usize)>) {
        let here = self.calls.partition_point(|c| c.line <= at);
        let (calls, rest) = self.calls.split_at(here);
        self.calls = rest;
        let mut piece = String::with_capacity(line.text.len());
        let mut places = Vec::with_capacity(calls.len());
        let mut from = 0;
        for call in calls.iter().filter(|c| c.line == at) {
            let range = &call.mark.range;
            let between = line.text.get(from..range.start).unwrap_or("");
            // Commas between raised numbers are raised too.
            let several = from > 0
                && between.chars().all(|c| ",; ".contains(c))
                && line
                    .small
                    .iter()
                    .any(|s| s.start < from && range.start < s.end);
            if !several {
                piece.push_str(between);
            }
            if line
                .text
                .get(range.clone())
                .is_some_and(|m| m.starts_with(['(', '[']))
                && piece.ends_with(' ')
            {
                piece.pop();
            }
            places.push((piece.len(), call.note));
            from = range.end.max(from);
        }
        piece.push_str(line.text.get(from..).unwrap_or(""));
        (piece, places)
    }

    fn shape(&mut self, block: &mut Block, lines: &[BodyLine]) {
        let Some(first) = lines.first().map(|l| &l.line) else {
            return;
        };
        if let Some(item) = bullet(&block.text).map(str::to_owned) {
            let taken = block.text.len() - item.len();
            block.text = item;
            for call in &mut block.calls {
                call.at = call.at.saturating_sub(taken);
            }
            block.shape = Shape::Item;
            block.depth = self.depth(first);
            return;
        }
        let longest = block.text.chars().count() <= LONGEST_HEADING;
        let open = !block.text.ends_with(['.', ';', ',', ':']);
        let larger = lines
            .iter()
            .all(|l| l.line.size > LARGER * self.body.body_size);
        let bold = lines
            .iter()
            .all(|l| l.line.bold && l.line.size > 0.95 * self.body.body_size);
        if longest
            && block.text.contains(char::is_alphabetic)
            && !lines.iter().any(|l| l.line.parted)
            && (larger || (bold && open && lines.len() <= 4))
        {
            block.shape = Shape::Heading(None);
        }
    }

    /// How deep an item stands below the items before it.
    fn depth(&mut self, line: &Line) -> u8 {
        let x = line.x0 - line.edges.0;
        self.items.retain(|open| *open < x - 0.5 * line.size);
        if self.items.len() < DEEPEST {
            self.items.push(x);
        }
        u8::try_from(self.items.len()).unwrap_or(u8::MAX)
    }
}

/// Lists are not nested deeper.
const DEEPEST: usize = 8;
/// Code points.
const LONGEST_HEADING: usize = 400;
/// Type larger than the text by this is a heading's.
const LARGER: f32 = 1.07;

/// Appends a line to a block, with its calls.
fn append(block: &mut Block, piece: &str, calls: &[(usize, usize)], words: &Vocabulary) {
    let before = block.text.len();
    let lead = piece.len() - piece.trim_start().len();
    let piece = piece.trim();
    let closes = lead == 0
        && calls.iter().any(|(at, _)| *at == 0)
        && piece.starts_with([',', '.', ';', ')']);
    if closes {
        // The line was cut between a word and its call.
        block.text.push_str(piece);
    } else if !piece.is_empty() {
        join_line(&mut block.text, piece, words);
    }
    let start = block.text.len() - piece.len();
    // The hyphen of a cut word is gone, and a call may have stood behind it.
    for call in &mut block.calls {
        call.at = call.at.min(start);
    }
    for (at, note) in calls {
        let inner = at.saturating_sub(lead);
        // A call that opens the line stands behind the word before it.
        let at = if inner == 0 {
            before.min(start)
        } else {
            start + inner
        };
        block.calls.push(BlockCall {
            note: *note,
            at: at.min(block.text.len()),
        });
    }
}

/// Appends a line to a text. A line may be cut behind a slash within a word
/// (`98/733/` and `JAI`), which a dump of lines does not tell from a space.
pub(super) fn join_line(text: &mut String, next: &str, words: &Vocabulary) {
    let mut end = text.chars().rev();
    let slash = end.next() == Some('/') && end.next().is_some_and(char::is_alphanumeric);
    if slash && next.starts_with(char::is_alphanumeric) {
        text.push_str(next);
    } else {
        join::append(text, next, words);
    }
}
