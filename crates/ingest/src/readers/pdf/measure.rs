//! What is usual in a document: the size of its text, the edges of its
//! columns, the space between its lines.

use std::collections::HashMap;

use super::Page;
use super::lines::Line;

/// What is set in one size.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    /// Bytes.
    text: usize,
    /// Raised numbers within lines.
    calls: usize,
}

/// The size in which most of the text is set. Notes may be longer than what they
/// are of: then it is the larger size that calls them.
pub(super) fn body_size(pages: &[Page]) -> f32 {
    let mut sets: HashMap<u32, Set> = HashMap::new();
    for line in pages.iter().flat_map(|p| &p.lines) {
        let set = sets.entry(bin(line.size)).or_default();
        set.text += line.text.len();
        set.calls += line.small.iter().filter(|small| small.start > 0).count();
    }
    let commonest = sets.iter().max_by_key(|(bin, set)| (set.text, **bin));
    let Some((usual, notes)) = commonest else {
        return 10.0;
    };
    let calls = sets.iter().filter(|(bin, set)| {
        *bin > usual && set.calls > notes.calls && set.text * LEAST_SHARE > notes.text
    });
    let text = calls.max_by_key(|(bin, set)| (set.text, **bin));
    unbin(*text.map_or(usual, |(bin, _)| bin))
}

/// Of so many bytes of notes one at least is of text.
const LEAST_SHARE: usize = 8;

/// Tenths of a point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are between 1 and 400"
)]
fn bin(size: f32) -> u32 {
    (size * 10.0).round() as u32
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^24")]
fn unbin(bin: u32) -> f32 {
    bin as f32 / 10.0
}

/// Lines that say where the edges of a column are.
const ENOUGH: usize = 12;

/// Columns that are alike have the same edges: those of pages of one width,
/// with as many columns, on the same side of the book.
type Kind = (u32, u8, u8, usize);

/// Gives each line the edges of its column.
pub(super) fn set_edges(pages: &mut [Page]) {
    let mut kinds: HashMap<Kind, Vec<(f32, f32)>> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        for line in &page.lines {
            for kind in kinds_of(page.width, line, at) {
                kinds.entry(kind).or_default().push((line.x0, line.x1));
            }
        }
    }
    let edges: HashMap<Kind, (usize, (f32, f32))> = kinds
        .into_iter()
        .map(|(kind, lines)| (kind, (lines.len(), edges(&lines))))
        .collect();
    for (at, page) in pages.iter_mut().enumerate() {
        for line in &mut page.lines {
            let [side, any] = kinds_of(page.width, line, at);
            let known = edges.get(&side).filter(|(count, _)| *count >= ENOUGH);
            line.edges = known
                .or_else(|| edges.get(&any))
                .map_or((line.x0, line.x1), |(_, edges)| *edges);
        }
    }
}

/// The line's column on left or right pages, and on any page.
fn kinds_of(width: f32, line: &Line, page: usize) -> [Kind; 2] {
    let slot = line.slot;
    [page % 2, 2].map(|side| (bin(width / 10.0), slot.columns, slot.column, side))
}

/// Nearly the outermost: a few lines stick out.
fn edges(lines: &[(f32, f32)]) -> (f32, f32) {
    let mut left: Vec<f32> = lines.iter().map(|l| l.0).collect();
    let mut right: Vec<f32> = lines.iter().map(|l| l.1).collect();
    left.sort_unstable_by(f32::total_cmp);
    right.sort_unstable_by(f32::total_cmp);
    let at = |values: &[f32], hundredth: usize| {
        let last = values.len().saturating_sub(1);
        values.get(last * hundredth / 100).copied().unwrap_or(0.0)
    };
    (at(&left, 3), at(&right, 96))
}

/// The usual distance between the baselines of a paragraph, by size.
#[derive(Debug, Default)]
pub(super) struct Leading {
    by_size: HashMap<u32, f32>,
    /// Ems, for the size that most lines have.
    usual: f32,
}

impl Leading {
    /// Learns it from lines that follow each other in one column: the least
    /// distance that is common. The commonest would be that of paragraphs
    /// where most have one line.
    pub(super) fn of<'l>(pairs: impl Iterator<Item = (&'l Line, &'l Line)>) -> Self {
        let mut gaps: HashMap<u32, HashMap<u32, usize>> = HashMap::new();
        for (before, line) in pairs {
            let gap = line.y - before.y;
            if bin(before.size) == bin(line.size) && gap > 0.8 * line.size && gap < 4.0 * line.size
            {
                let counts = gaps.entry(bin(line.size)).or_default();
                *counts.entry(bin(gap)).or_default() += 1;
            }
        }
        let usual = |counts: &HashMap<u32, usize>| {
            let most = counts.values().max().copied().unwrap_or(0);
            let common = counts.iter().filter(|(_, count)| **count * 4 >= most);
            common.map(|(gap, _)| *gap).min().map(unbin)
        };
        let by_size: HashMap<u32, f32> = gaps
            .iter()
            .filter_map(|(size, counts)| Some((*size, usual(counts)?)))
            .collect();
        let commonest = gaps
            .iter()
            .max_by_key(|(size, counts)| (counts.values().sum::<usize>(), **size))
            .and_then(|(size, _)| Some(by_size.get(size)? / unbin(*size)));
        Self {
            by_size,
            usual: commonest.unwrap_or(1.25),
        }
    }

    /// Ems by which a line stands further from the one before than lines of a
    /// paragraph do.
    pub(super) fn excess(&self, before: &Line, line: &Line) -> f32 {
        let size = before.size.max(line.size);
        let usual = self
            .by_size
            .get(&bin(line.size))
            .copied()
            .unwrap_or(f32::INFINITY)
            // Of headings few have two lines: the space between them is not
            // seen, but that of the text tells it.
            .min(1.05 * self.usual * size)
            .max(0.9 * size);
        (line.y - before.y - usual) / size
    }
}

/// True when what `next` begins with would have fitted behind `line`: the line
/// was ended, not full. `right` is the edge that the line could reach.
pub(super) fn fits(line: &Line, next: &Line, right: f32) -> bool {
    if line.text.ends_with(['-', '\u{ad}']) && line.text.chars().count() > 1 {
        // Nothing but a full line cuts a word.
        return false;
    }
    line.x1 + SPACE * line.size + next.first_word < right - 0.02 * (right - line.edges.0).max(0.0)
}

/// The same for lines that stand in the middle.
pub(super) fn fits_width(line: &Line, next: &Line) -> bool {
    let width = line.x1 - line.x0 + SPACE * line.size + next.first_word;
    width < 0.9 * (line.edges.1 - line.edges.0)
}

/// Ems: a space may be squeezed to a fifth.
const SPACE: f32 = 0.2;
