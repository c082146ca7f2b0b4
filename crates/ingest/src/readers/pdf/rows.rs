//! Signs to rows: what stands on one baseline, with what is raised beside it.

use super::sheet::{Glyph, Sheet};

/// A sign in its row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) glyph: Glyph,
    /// It was set above the baseline of its row, or below.
    pub(super) shifted: Shift,
}

/// Where a sign stands beside the baseline of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    None,
    Raised,
    Lowered,
}

/// Signs on one baseline, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) y: f32,
    pub(super) signs: Vec<Sign>,
}

impl Row {
    /// The size in which most of the row is set.
    pub(super) fn size(&self) -> f32 {
        let mut sizes: Vec<f32> = self
            .signs
            .iter()
            .filter(|s| s.shifted == Shift::None && !s.glyph.c.is_whitespace())
            .map(|s| s.glyph.size)
            .collect();
        sizes.sort_unstable_by(f32::total_cmp);
        sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
    }
}

/// All signs on one baseline, raised ones of other lines among them.
struct Level {
    y: f32,
    /// From left to right.
    glyphs: Vec<Glyph>,
}

/// Cuts a page into rows, from top to bottom.
pub(super) fn rows(sheet: &Sheet) -> Vec<Row> {
    let mut glyphs: Vec<Glyph> = sheet.glyphs.clone();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut levels: Vec<Level> = Vec::new();
    let mut first: Option<Glyph> = None;
    for glyph in glyphs {
        let same = first.is_some_and(|first| {
            glyph.y - first.y <= SAME_BASELINE * first.size.max(glyph.size).clamp(4.0, 40.0)
        });
        if let Some(level) = levels.last_mut().filter(|_| same) {
            level.glyphs.push(glyph);
        } else {
            first = Some(glyph);
            levels.push(Level {
                y: glyph.y,
                glyphs: vec![glyph],
            });
        }
    }
    for level in &mut levels {
        level.glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        // Some producers draw a sign twice to make it bold.
        level.glyphs.dedup_by(|again, kept| {
            again.c == kept.c && again.x0 - kept.x0 < 0.1 * kept.size && kept.c != ' '
        });
    }
    gather(levels)
}

/// Ems. Producers round baselines to a tenth of a point; a superscript is
/// raised by a fifth of an em or more.
const SAME_BASELINE: f32 = 0.08;
/// Ems between two signs that still belong to one run.
const RUN_GAP: f32 = 0.6;

/// Where the signs of one size end that stand together from `start` on.
fn run_end(glyphs: &[Glyph], start: usize) -> usize {
    let rest = glyphs.get(start..).unwrap_or(&[]);
    let breaks = rest.windows(2).position(|pair| match pair {
        [a, b] => b.x0 - a.x1 >= RUN_GAP * b.size || (a.size - b.size).abs() >= 0.03 * a.size,
        _ => true,
    });
    breaks.map_or(glyphs.len(), |at| start + at + 1)
}

/// What is raised is short: a call, several calls, the end of an ordinal.
const LONGEST_SHIFTED: usize = 16;
/// Levels held against a raised run, up and down.
const LEVELS_NEAR: usize = 24;

/// Puts raised and lowered runs into the rows they stand beside.
fn gather(levels: Vec<Level>) -> Vec<Row> {
    let mut rows: Vec<Row> = levels
        .iter()
        .map(|level| Row {
            y: level.y,
            signs: Vec::with_capacity(level.glyphs.len()),
        })
        .collect();
    for (at, level) in levels.iter().enumerate() {
        let mut start = 0;
        while start < level.glyphs.len() {
            let end = run_end(&level.glyphs, start).max(start + 1);
            let run = level.glyphs.get(start..end).unwrap_or(&[]);
            let (home, shifted) = match run {
                [] => (at, Shift::None),
                _ if run.len() > LONGEST_SHIFTED => (at, Shift::None),
                _ => home(&levels, at, start, run),
            };
            if let Some(row) = rows.get_mut(home) {
                row.signs.extend(run.iter().map(|glyph| Sign {
                    glyph: *glyph,
                    shifted,
                }));
            }
            start = end;
        }
    }
    for row in &mut rows {
        row.signs.sort_by(|a, b| a.glyph.x0.total_cmp(&b.glyph.x0));
    }
    rows.retain(|row| row.signs.iter().any(|s| !s.glyph.c.is_whitespace()));
    rows
}

/// The level that a run belongs to: that of a larger neighbour which it is
/// raised or lowered beside, else its own.
fn home(levels: &[Level], at: usize, start: usize, run: &[Glyph]) -> (usize, Shift) {
    let own = (at, Shift::None);
    let Some(size) = run.first().map(|g| g.size) else {
        return own;
    };
    let number = run
        .iter()
        .all(|g| g.c.is_ascii_digit() || " ()*,".contains(g.c));
    let printed = run.iter().any(|g| !g.c.is_whitespace());
    let here = levels.get(at).map_or(&[][..], |level| &level.glyphs);
    // Beside a larger sign on its own baseline it is at home.
    let beside_here = [start.checked_sub(1), Some(start + run.len())]
        .into_iter()
        .flatten()
        .filter_map(|i| here.get(i))
        .any(|g| touches(g, run, 0.5) && g.size > 1.12 * size);
    if beside_here || !printed {
        return own;
    }
    let y = levels.get(at).map_or(0.0, |level| level.y);
    let first = at.saturating_sub(LEVELS_NEAR);
    let near = levels.iter().enumerate().skip(first).take(2 * LEVELS_NEAR);
    near.filter(|(other, _)| *other != at)
        .filter_map(|(other, level)| {
            let (anchor, apart) = neighbour(&level.glyphs, run, number)?;
            let larger = anchor.size >= 1.12 * size;
            let as_large =
                number && run.len() <= 4 && anchor.size > 0.9 * size && anchor.c.is_alphabetic();
            let rise = (level.y - y) / anchor.size;
            let shift = if (0.08..=0.72).contains(&rise) && (larger || as_large) {
                Shift::Raised
            } else if (-0.35..=-0.06).contains(&rise) && larger {
                Shift::Lowered
            } else {
                return None;
            };
            Some((apart, rise.abs(), other, shift))
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map_or(own, |(.., other, shift)| (other, shift))
}

/// Ems between the number of a note and its text.
const NUMBER_GAP: f32 = 5.0;

/// The sign of a level that stands right before or after the run, if the level
/// leaves room for it; and whether a wide gap stands between.
fn neighbour(glyphs: &[Glyph], run: &[Glyph], number: bool) -> Option<(Glyph, bool)> {
    let (first, last) = (run.first()?, run.last()?);
    let after = glyphs.partition_point(|g| g.x0 < first.x0);
    let left = after.checked_sub(1).and_then(|i| glyphs.get(i));
    let right = glyphs.get(after);
    let room = 0.3 * first.size;
    let free =
        left.is_none_or(|g| g.x1 < first.x0 + room) && right.is_none_or(|g| g.x0 > last.x1 - room);
    if !free {
        return None;
    }
    let close = left
        .filter(|g| touches(g, run, 0.5))
        .or_else(|| right.filter(|g| touches(g, run, 0.5)));
    let far = right.filter(|g| number && touches(g, run, NUMBER_GAP));
    close.map(|g| (*g, false)).or(far.map(|g| (*g, true)))
}

/// The sign stands within so many ems of the run.
fn touches(glyph: &Glyph, run: &[Glyph], ems: f32) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return false;
    };
    let gap = (first.x0 - glyph.x1).max(glyph.x0 - last.x1);
    gap < ems * glyph.size
}
