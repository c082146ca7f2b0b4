//! The notes at the foot of a page: where they begin, and which line opens
//! which note.
//!
//! Where the dump keeps the rule above the notes, they begin there. Where it
//! does not, a foot is a run of lines that open with the next numbers, whose
//! calls all stand in the text above.

use super::layout::{Layout, LineEnds};
use super::lines::{Line, ends_sentence};
use super::marks::{Form, Mark};
use super::width::Measure;

/// The foot of a page.
#[derive(Debug, Default)]
pub(super) struct Foot {
    /// Index of its first line on the page.
    pub(super) start: usize,
    /// The notes, or pieces of notes, in order.
    pub(super) pieces: Vec<Piece>,
}

/// Lines that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) opens: Opens,
    /// Index of its first line on the page.
    pub(super) first: usize,
}

/// What a piece opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// The number of a note.
    Number(u32),
    /// The place of a number that was lost.
    LostNumber,
    /// The rest of a note of the page before.
    Rest,
}

/// Numbers that may be missing between two notes of a foot.
const LONGEST_GAP: u32 = 3;

/// What is known when a page is read.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) layout: Layout,
    pub(super) measure: Measure,
    /// The number that the next note should have.
    pub(super) expected: u32,
    /// The last note of the page before did not end its sentence.
    pub(super) unfinished: bool,
    /// Marks on this page (their lines count from its first) and, at line 0,
    /// those of the page before that no note has taken.
    pub(super) marks: &'a [Mark],
}

/// Finds the foot of a page; none when the page has no notes.
pub(super) fn find(lines: &[Line<'_>], context: &Context<'_>) -> Option<Foot> {
    if context.layout.rules {
        let start = lines.iter().position(|l| l.rule)?;
        return Some(Foot {
            start,
            pieces: below_rule(lines, start, context),
        });
    }
    (context.expected..=context.expected.saturating_add(1))
        .chain([1])
        .find_map(|first| by_numbers(lines, first, context))
        .or_else(|| rest_only(lines, context))
}

fn below_rule(lines: &[Line<'_>], start: usize, context: &Context<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut expected = context.expected;
    for first in start..lines.len() {
        let line = &lines[first];
        let after_number = first > start && lines[first - 1].bare_number().is_some();
        let free = first == start || may_precede(&lines[first - 1], line, context);
        let opens = match opening_number(line) {
            Some(n) if free && (expected..=expected.saturating_add(LONGEST_GAP)).contains(&n) => {
                Some(Opens::Number(n))
            }
            // Notes numbered anew on each page.
            Some(1) if first == start && expected > 1 => Some(Opens::Number(1)),
            _ if line.lead >= 2 && free && !after_number => Some(Opens::LostNumber),
            _ if first == start => Some(Opens::Rest),
            _ => None,
        };
        let Some(opens) = opens else { continue };
        expected = match opens {
            Opens::Number(n) => n + 1,
            Opens::LostNumber => expected + 1,
            Opens::Rest => expected,
        };
        pieces.push(Piece { opens, first });
    }
    pieces
}

/// The number at the head of a line that may open a note.
fn opening_number(line: &Line<'_>) -> Option<u32> {
    let (number, rest) = line.leading_number()?;
    (rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}'])).then_some(number)
}

/// The line before may be the last of a note.
fn may_precede(before: &Line<'_>, line: &Line<'_>, context: &Context<'_>) -> bool {
    if context.layout.ends == LineEnds::Wrapped && before.trailing {
        return false;
    }
    ends_sentence(before.text)
        || context.layout.ends == LineEnds::Wrapped
        || context.measure.fits(before.text, line.text, 0.97)
}

/// A foot known by its numbers: the longest run `first`, `first + 1`, … whose
/// calls stand above it, as low on the page as it can be.
fn by_numbers(lines: &[Line<'_>], first: u32, context: &Context<'_>) -> Option<Foot> {
    let mut at: Vec<usize> = Vec::new();
    let mut number = first;
    for (i, line) in lines.iter().enumerate() {
        if opens_note(lines, i, number, context) && (line.bare_number().is_none() || i + 1 < lines.len())
        {
            at.push(i);
            number += 1;
        }
    }
    while !at.is_empty() {
        lower(lines, first, &mut at, context);
        let called = |n: u32| {
            context
                .marks
                .iter()
                .any(|m| m.number == n && m.line < at[0] && m.form < Form::Spaced)
        };
        let uncalled = (first..).take(at.len()).position(|n| !called(n));
        match uncalled {
            None => break,
            Some(0) => return None,
            Some(kept) => at.truncate(kept),
        }
    }
    let start = *at.first()?;
    let mut pieces: Vec<Piece> = (first..)
        .zip(at)
        .map(|(n, first)| Piece {
            opens: Opens::Number(n),
            first,
        })
        .collect();
    let start = match rest_above(lines, start, context) {
        Some(rest) => {
            pieces.insert(
                0,
                Piece {
                    opens: Opens::Rest,
                    first: rest,
                },
            );
            rest
        }
        None => start,
    };
    Some(Foot { start, pieces })
}

fn opens_note(lines: &[Line<'_>], i: usize, number: u32, context: &Context<'_>) -> bool {
    opening_number(&lines[i]) == Some(number)
        && (i == 0 || may_precede(&lines[i - 1], &lines[i], context))
}

/// Moves each opening line as far down as the one after it allows.
fn lower(lines: &[Line<'_>], first: u32, at: &mut [usize], context: &Context<'_>) {
    let mut below = lines.len();
    for (k, at) in at.iter_mut().enumerate().rev() {
        let Ok(k) = u32::try_from(k) else { return };
        if let Some(i) = (*at..below)
            .rev()
            .find(|i| opens_note(lines, *i, first.saturating_add(k), context))
        {
            *at = i;
        }
        below = *at;
    }
}

/// The first line of what is left of an unfinished note, above the foot's first
/// number.
fn rest_above(lines: &[Line<'_>], start: usize, context: &Context<'_>) -> Option<usize> {
    if !context.unfinished {
        return None;
    }
    let block = block_start(lines, start)?;
    looks_like_rest(lines, block, start, context).then_some(block)
}

/// A page may hold the rest of a note and no new one.
fn rest_only(lines: &[Line<'_>], context: &Context<'_>) -> Option<Foot> {
    if !context.unfinished {
        return None;
    }
    let start = block_start(lines, lines.len())?;
    looks_like_rest(lines, start, lines.len(), context).then(|| Foot {
        start,
        pieces: vec![Piece {
            opens: Opens::Rest,
            first: start,
        }],
    })
}

/// The first line of the block of lines without a gap that ends before `end`.
fn block_start(lines: &[Line<'_>], end: usize) -> Option<usize> {
    let mut at = end.checked_sub(1)?;
    while at > 0 && lines[at].blanks == 0 {
        at -= 1;
    }
    Some(at)
}

/// Notes are set smaller than text, so their lines hold more: the block is the
/// rest of a note when a line of it is wider than text is, or when it stands
/// closer than the lines of text do.
fn looks_like_rest(lines: &[Line<'_>], start: usize, end: usize, context: &Context<'_>) -> bool {
    let closer = end - start > 1 && context.layout.inner_blanks > 0;
    start > 0
        && (closer
            || lines[start..end]
                .iter()
                .any(|l| context.measure.overflows(l.text)))
}
