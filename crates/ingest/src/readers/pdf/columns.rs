//! Rows to columns: where a page is set in columns, each is read down to its
//! end before the next.

use super::lines::{self, Line, Slot};
use super::rows::{Row, Sign};

/// Reads the rows of a page, in reading order; `known` are the gutters of
/// other pages.
pub(super) fn read(rows: &[Row], width: f32, known: &[f32]) -> Vec<Line> {
    let mut reader = Reader {
        spaced: lines::has_spaces(rows),
        width,
        known,
        region: 0,
        out: Vec::new(),
    };
    let whole: Vec<Part<'_>> = rows
        .iter()
        .map(|row| Part {
            row,
            signs: &row.signs,
        })
        .collect();
    reader.split(&whole, (0, 1), 0);
    reader.out
}

/// The gutters that divide whole pages of a document.
#[derive(Debug, Default)]
pub(super) struct Gutters {
    found: Vec<f32>,
    pages: usize,
}

impl Gutters {
    /// Looks at one more page.
    pub(super) fn see(&mut self, rows: &[Row], width: f32) {
        let whole: Vec<Part<'_>> = rows
            .iter()
            .map(|row| Part {
                row,
                signs: &row.signs,
            })
            .collect();
        self.pages += 1;
        self.collect(&whole, width, 0);
    }

    fn collect(&mut self, parts: &[Part<'_>], width: f32, depth: u8) {
        let Some(band) = (depth < DEEPEST)
            .then(|| gutter(parts, width, &[]))
            .flatten()
        else {
            return;
        };
        self.found.push(band.x);
        let (left, right) = divide(parts.get(band.rows).unwrap_or(&[]), band.x);
        self.collect(&left, width, depth + 1);
        self.collect(&right, width, depth + 1);
    }

    /// Those that several pages have at one place.
    pub(super) fn usual(mut self) -> Vec<f32> {
        self.found.sort_unstable_by(f32::total_cmp);
        let enough = (self.pages / 4).clamp(2, 8);
        self.found
            .chunk_by(|a, b| b - a < 3.0)
            .filter(|same| same.len() >= enough)
            .filter_map(|same| same.first().copied())
            .take(MOST_CANDIDATES)
            .collect()
    }
}

/// The part of a row that stands in one column.
#[derive(Clone, Copy)]
struct Part<'r> {
    row: &'r Row,
    signs: &'r [Sign],
}

struct Reader<'k> {
    spaced: bool,
    width: f32,
    known: &'k [f32],
    region: u16,
    out: Vec<Line>,
}

/// Columns within columns within columns are no page.
const DEEPEST: u8 = 3;

/// Bands of columns on one page; more are a form or a drawing.
const MOST_BANDS: usize = 8;

/// A band of rows that a gutter divides.
struct Band {
    rows: std::ops::Range<usize>,
    x: f32,
}

impl Reader<'_> {
    fn split(&mut self, parts: &[Part<'_>], (column, columns): (u8, u8), depth: u8) {
        let mut rest = parts;
        for _ in 0..MOST_BANDS {
            let Some(band) = (depth < DEEPEST)
                .then(|| gutter(rest, self.width, self.known))
                .flatten()
            else {
                break;
            };
            let (above, below) = rest.split_at(band.rows.start.min(rest.len()));
            let (across, below) = below.split_at(band.rows.len().min(below.len()));
            self.split(above, (column, columns), depth + 1);
            let (left, right) = divide(across, band.x);
            let count = columns.saturating_mul(2);
            self.split(&left, (column.saturating_mul(2), count), depth + 1);
            self.split(
                &right,
                (column.saturating_mul(2).saturating_add(1), count),
                depth + 1,
            );
            rest = below;
        }
        self.region(rest, (column, columns));
    }

    fn region(&mut self, parts: &[Part<'_>], (column, columns): (u8, u8)) {
        if parts.is_empty() {
            return;
        }
        let slot = Slot {
            region: self.region,
            column,
            columns,
        };
        let lines = parts
            .iter()
            .filter_map(|part| lines::line(part.row, part.signs, self.spaced))
            .map(|line| Line { slot, ..line });
        self.out.extend(lines);
        self.region = self.region.saturating_add(1);
    }
}

fn divide<'r>(parts: &[Part<'r>], x: f32) -> (Vec<Part<'r>>, Vec<Part<'r>>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for part in parts {
        let at = part.signs.partition_point(|s| s.glyph.x0 < x);
        let (before, after) = part.signs.split_at(at.min(part.signs.len()));
        for (signs, side) in [(before, &mut left), (after, &mut right)] {
            if signs.iter().any(|s| !s.glyph.c.is_whitespace()) {
                side.push(Part {
                    row: part.row,
                    signs,
                });
            }
        }
    }
    (left, right)
}

/// Ems of white that a gutter has at least.
const NARROWEST_GUTTER: f32 = 0.7;
/// Lines that each column has at least; fewer are a table or a signature.
const FEWEST_LINES: usize = 5;
/// Places tried.
const MOST_CANDIDATES: usize = 6;

/// Finds the gutter that divides most rows.
fn gutter(parts: &[Part<'_>], width: f32, known: &[f32]) -> Option<Band> {
    let new = if parts.len() < FEWEST_LINES {
        Vec::new()
    } else {
        candidates(parts, width)
    };
    let strict = |band: &[Part<'_>], x: f32| are_columns(band, x, width);
    // Where the document has a gutter, a few lines on both sides will do.
    let lenient = |band: &[Part<'_>], x: f32| {
        let (left, right) = divide(band, x);
        left.len().min(right.len()) >= 2
    };
    let known = known.iter().filter_map(|x| band(parts, *x, &lenient));
    new.into_iter()
        .filter_map(|x| band(parts, x, &strict))
        .chain(known)
        .max_by_key(|band| band.rows.len())
}

/// Where several rows begin anew behind a gap, the commonest first.
fn candidates(parts: &[Part<'_>], width: f32) -> Vec<f32> {
    let mut counts = std::collections::BTreeMap::<i32, (usize, f32)>::new();
    for part in parts {
        let mut last: Option<f32> = None;
        for sign in part.signs.iter().filter(|s| !s.glyph.c.is_whitespace()) {
            let glyph = &sign.glyph;
            let gap = last.is_none_or(|x1| glyph.x0 - x1 > NARROWEST_GUTTER * glyph.size);
            if gap && glyph.x0 > 0.2 * width {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a page is below 20,000 points"
                )]
                let bin = (glyph.x0 / 3.0) as i32;
                let entry = counts.entry(bin).or_insert((0, glyph.x0));
                entry.0 += 1;
                entry.1 = entry.1.min(glyph.x0);
            }
            last = Some(last.map_or(glyph.x1, |x1: f32| x1.max(glyph.x1)));
        }
    }
    let mut found: Vec<(usize, f32)> = counts.into_values().collect();
    found.retain(|(count, _)| *count >= FEWEST_LINES.min(3));
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    found.truncate(MOST_CANDIDATES);
    found.into_iter().map(|(_, x)| x - 0.5).collect()
}

/// The longest band of rows that leave white before `x`, if both sides of it
/// look like columns of text.
fn band(parts: &[Part<'_>], x: f32, fits: &impl Fn(&[Part<'_>], f32) -> bool) -> Option<Band> {
    let mut best: Option<Band> = None;
    let mut start = 0;
    for (at, crosses) in parts
        .iter()
        .map(|part| crosses(part, x))
        .chain(std::iter::once(true))
        .enumerate()
    {
        if !crosses {
            continue;
        }
        let longer = best.as_ref().is_none_or(|b| at - start > b.rows.len());
        if longer && at > start && parts.get(start..at).is_some_and(|band| fits(band, x)) {
            best = Some(Band { rows: start..at, x });
        }
        start = at + 1;
    }
    best
}

fn crosses(part: &Part<'_>, x: f32) -> bool {
    let at = part.signs.partition_point(|s| s.glyph.x0 < x);
    let before = part.signs.iter().take(at).rev();
    let mut before = before.filter(|s| !s.glyph.c.is_whitespace());
    before
        .next()
        .is_some_and(|s| s.glyph.x1 > x - NARROWEST_GUTTER * s.glyph.size)
}

/// Both sides are wide, have some lines, and these fill the column: the left
/// ones end near the gutter, the right ones begin at it.
fn are_columns(parts: &[Part<'_>], x: f32, width: f32) -> bool {
    let (left, right) = divide(parts, x);
    if left.len() < FEWEST_LINES || right.len() < FEWEST_LINES {
        return false;
    }
    let edge = |part: &Part<'_>, first: bool| {
        let mut words = part.signs.iter().filter(|s| !s.glyph.c.is_whitespace());
        let sign = if first {
            words.next()
        } else {
            words.next_back()
        };
        sign.map_or(0.0, |s| if first { s.glyph.x0 } else { s.glyph.x1 })
    };
    let starts = |side: &[Part<'_>]| side.iter().map(|p| edge(p, true)).collect::<Vec<_>>();
    let ends = |side: &[Part<'_>]| side.iter().map(|p| edge(p, false)).collect::<Vec<_>>();
    let (left_start, left_end) = (least(&starts(&left)), most(&ends(&left)));
    let (right_start, right_end) = (least(&starts(&right)), most(&ends(&right)));
    let narrow = 0.18 * width;
    if left_end - left_start < narrow || right_end - right_start < narrow {
        return false;
    }
    let full = |ends: &[f32], start: f32, end: f32| {
        let long = ends
            .iter()
            .filter(|e| **e > end - 0.2 * (end - start))
            .count();
        long * 2 >= ends.len()
    };
    let aligned = starts(&right)
        .iter()
        .filter(|s| **s < right_start + 0.1 * (right_end - right_start))
        .count();
    x - left_end < 0.12 * width
        && full(&ends(&left), left_start, left_end)
        && full(&ends(&right), right_start, right_end)
        && aligned * 3 >= right.len() * 2
}

fn least(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::INFINITY, f32::min)
}

fn most(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}
