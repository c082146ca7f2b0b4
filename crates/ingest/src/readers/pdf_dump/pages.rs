//! Where pages begin, and what belongs to the page and not to the text: its
//! number and the list of its link targets.
//!
//! Two layouts are known. In one, several empty lines or a form feed stand
//! between pages. In the other nothing does: a page begins where, after the
//! notes of the page before, a line starts with one stray space (the place of
//! a number that is not printed) or with the number alone.

use super::furniture;
use super::lines::{Line, continues, ends_sentence};

/// Empty lines that only the end of a page leaves.
const PAGE_GAP: usize = 3;

/// A page: its lines, without its number and its list of links.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) lines: Vec<Line<'t>>,
    /// The number to give in results: as printed, or counted.
    pub(super) number: u32,
}

/// Cuts the lines into pages.
pub(super) fn split<'t>(lines: Vec<Line<'t>>) -> Vec<Page<'t>> {
    let after_gap = gaps(&lines);
    let gaps = after_gap.iter().filter(|gap| **gap).count();
    let rules = lines.iter().filter(|l| l.rule).count();
    // A few empty paragraphs make a gap too; the rules above the notes of most
    // pages tell the layout that has no gaps.
    let gaps = gaps > rules;
    let mut pages: Vec<Vec<Line<'t>>> = Vec::new();
    let mut marks = Marks::default();
    for (mut line, after_gap) in lines.into_iter().zip(after_gap) {
        let begins = if gaps {
            after_gap
        } else {
            marks.begins_page(&mut line)
        };
        match pages.last_mut() {
            Some(page) if !begins => page.push(line),
            _ => pages.push(vec![line]),
        }
    }
    number(pages)
}

/// Which lines stand after the gap between pages.
fn gaps(lines: &[Line<'_>]) -> Vec<bool> {
    let mut after_address = false;
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            // The list of link targets takes one of the empty lines.
            let gap = if after_address {
                PAGE_GAP - 1
            } else {
                PAGE_GAP
            };
            after_address = line.is_address();
            at > 0 && (line.blanks >= gap || line.form_feed)
        })
        .collect()
}

/// The layout without gaps, read line by line.
#[derive(Default)]
struct Marks {
    in_notes: bool,
    /// The line before was cut to set a superscript: what follows goes on with
    /// it, whatever its spaces.
    cut: bool,
    /// The line before had words on it and ended its sentence.
    before_ended: bool,
}

impl Marks {
    /// Decides whether a page begins with this line, and takes from the line
    /// the stray space that said so.
    fn begins_page(&mut self, line: &mut Line<'_>) -> bool {
        let number = line.bare_number().is_some();
        let begins = if number {
            line.spaces && line.trailing
        } else if line.lead != 1 || line.blanks > 0 || self.cut {
            // The stray space stands glued to the page before, a bullet's after
            // an empty line.
            false
        } else {
            let begins = self.in_notes
                // On a page without notes the space may be all that is left of
                // a bullet; a page begins where a sentence goes on.
                || (continues(line.text) && !self.before_ended)
                || crate::structure::is_numbered_heading(line.text);
            if begins {
                line.lead = 0;
            }
            begins
        };
        self.in_notes = line.rule || (self.in_notes && !begins);
        self.cut = !line.trailing && !line.is_address() || number && !begins;
        self.before_ended = ends_sentence(line.text);
        begins
    }
}

/// Takes running heads and printed numbers off the pages and numbers all pages
/// by them.
fn number(mut pages: Vec<Vec<Line<'_>>>) -> Vec<Page<'_>> {
    let running = furniture::remove(&mut pages);
    let printed: Vec<Vec<(usize, u32)>> = pages.iter().map(|lines| edge_numbers(lines)).collect();
    let shift = common_shift(&printed).or(running);
    pages
        .into_iter()
        .zip(printed)
        .enumerate()
        .map(|(index, (mut lines, printed))| {
            let counted = i64::try_from(index).unwrap_or(i64::MAX);
            let number = counted + shift.unwrap_or(1);
            if shift.is_some()
                && let Some((at, _)) = printed.iter().find(|(_, n)| i64::from(*n) == number)
            {
                lines.remove(*at);
            }
            drop_links(&mut lines);
            Page {
                lines,
                number: u32::try_from(number.max(1)).unwrap_or(u32::MAX),
            }
        })
        .collect()
}

/// Numbers that stand alone on the first or last line of a page.
fn edge_numbers(lines: &[Line<'_>]) -> Vec<(usize, u32)> {
    let last = lines.iter().rposition(|l| !l.is_address());
    [Some(0), last]
        .into_iter()
        .flatten()
        .filter_map(|at| Some((at, lines.get(at)?.bare_number()?)))
        .collect()
}

/// The difference between printed and counted numbers that most pages agree
/// on. One page alone is believed when nothing speaks against it.
fn common_shift(printed: &[Vec<(usize, u32)>]) -> Option<i64> {
    let mut counts = std::collections::BTreeMap::<i64, usize>::new();
    for (index, numbers) in printed.iter().enumerate() {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let shifts: std::collections::BTreeSet<i64> =
            numbers.iter().map(|(_, n)| i64::from(*n) - index).collect();
        for shift in shifts {
            *counts.entry(shift).or_default() += 1;
        }
    }
    let (shift, count) = counts
        .into_iter()
        // Of shifts with as many pages, the one nearest to plain counting.
        .max_by_key(|(shift, count)| (*count, -(shift - 1).abs()))?;
    (count >= 2 || printed.len() <= 2).then_some(shift)
}

/// Drops the link targets that the extraction lists after a page's text.
fn drop_links(lines: &mut Vec<Line<'_>>) {
    let text = lines
        .iter()
        .rposition(|l| !l.is_address())
        .map_or(0, |i| i + 1);
    // The list stands apart, or repeats what the page has; an address that only
    // ends a note does neither.
    let apart = |l: &Line<'_>| l.blanks > 0 || l.spaces;
    if text == 0 {
        lines.clear();
    } else if let Some(list) = lines[text..].iter().position(apart) {
        lines.truncate(text + list);
    } else if text < lines.len() {
        let page: String = lines[..text].iter().map(|l| l.text).collect();
        if lines[text..].iter().all(|l| page.contains(l.text)) {
            lines.truncate(text);
        }
    }
}
