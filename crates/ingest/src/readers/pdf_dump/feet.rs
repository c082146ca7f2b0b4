//! The notes at the foot of a page: where they begin, and which line opens
//! which note.
//!
//! Where the dump keeps the rule above the notes, they begin there. Where it
//! does not, a foot is a run of lines that open with the next numbers, whose
//! calls all stand in the text above.

use super::layout::{Layout, LineEnds};
use super::lines::{Line, continues, ends_sentence};
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

/// How the last note of a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastNote {
    /// With its sentence, or there is none.
    Ended,
    /// Without the end of a sentence.
    Open,
    /// In a line that was wrapped: the rest is on the next page for certain.
    Wrapped,
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
    /// How the last note of the page before ended.
    pub(super) last_note: LastNote,
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
    // The first note usually follows the end of a paragraph, but text that goes
    // on overleaf may stand above it. Where notes are numbered anew on each
    // page, a run from 1 has more of them than one from the expected number.
    let from = |first: u32| {
        by_numbers(lines, first, false, context).or_else(|| by_numbers(lines, first, true, context))
    };
    let size = |foot: &Option<Foot>| foot.as_ref().map_or(0, |foot| foot.pieces.len());
    let next = from(context.expected).or_else(|| {
        (1..=LONGEST_GAP)
            .find_map(|gap| by_numbers(lines, context.expected.saturating_add(gap), false, context))
    });
    let anew = (context.expected > 1).then(|| from(1)).flatten();
    let foot = if size(&anew) > size(&next) {
        anew
    } else {
        next
    };
    foot.or_else(|| rest_only(lines, context))
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
fn by_numbers(lines: &[Line<'_>], first: u32, loose: bool, context: &Context<'_>) -> Option<Foot> {
    let opens = |i: usize, number: u32| {
        opening_number(&lines[i]) == Some(number)
            && (lines[i].bare_number().is_none() || i + 1 < lines.len())
            && (i == 0
                || (loose && number == first)
                || may_precede(&lines[i - 1], &lines[i], context))
    };
    let mut at: Vec<usize> = Vec::new();
    let mut number = first;
    for i in 0..lines.len() {
        if opens(i, number) {
            at.push(i);
            number += 1;
        }
    }
    // A number out of turn needs calls that cannot be anything else.
    let in_turn = first >= context.expected;
    let is_evidence = |form: Form| {
        if in_turn {
            form < Form::Spaced
        } else {
            form.is_sure()
        }
    };
    while !at.is_empty() {
        lower(lines.len(), first, &mut at, &opens);
        let called = |n: u32| {
            context
                .marks
                .iter()
                .any(|m| m.number == n && m.line < at[0] && is_evidence(m.form))
        };
        let calls = (first..).take(at.len()).filter(|n| called(*n)).count();
        // The numbers of a foot vouch for each other: a call in a form that is
        // not known costs no note. Half of them must be called all the same.
        if calls * 2 >= at.len() && calls > 0 {
            break;
        }
        // Nor does it cost all notes after this one, when the number is the
        // one expected and the line stands and begins as a note does.
        if first == context.expected && first > 1 && !loose && stands_apart(&lines[at[0]]) {
            break;
        }
        at.pop();
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

/// A line after a gap, whose number is followed by the beginning of a sentence,
/// a title or an address.
fn stands_apart(line: &Line<'_>) -> bool {
    let text = line
        .leading_number()
        .map_or("", |(_, rest)| rest.trim_start());
    line.blanks > 0 && (!continues(text) || text.starts_with("http"))
}

/// Moves each opening line as far down as the one after it allows.
fn lower(end: usize, first: u32, at: &mut [usize], opens: &impl Fn(usize, u32) -> bool) {
    let mut below = end;
    for (number, at) in (first..)
        .zip(at.iter_mut())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        if let Some(i) = (*at..below).rev().find(|i| opens(*i, number)) {
            *at = i;
        }
        below = *at;
    }
}

/// The first line of what is left of an unfinished note, in the block of lines
/// without a gap that ends before `end`.
fn rest_above(lines: &[Line<'_>], end: usize, context: &Context<'_>) -> Option<usize> {
    let last = end.checked_sub(1)?;
    let start = (0..=last)
        .rev()
        .find(|at| lines[*at].blanks > 0)
        .unwrap_or(0);
    let block = &lines[start..end];
    // Notes are set smaller than text, so their lines hold more and stand
    // closer.
    let closer = block.len() > 1 && context.layout.inner_blanks > 0;
    let wider = block.iter().any(|l| context.measure.overflows(l.text));
    let is_rest = match context.last_note {
        LastNote::Ended => false,
        LastNote::Open => start > 0 && (closer || wider || interrupts(lines, start, context)),
        LastNote::Wrapped => !lines[last].trailing,
    };
    is_rest.then_some(start)
}

/// The block stands in the middle of a sentence of the text, which goes on
/// overleaf, and goes on with another.
fn interrupts(lines: &[Line<'_>], start: usize, context: &Context<'_>) -> bool {
    let first = lines[start].text;
    context.layout.ends == LineEnds::Wrapped
        && lines[start - 1].trailing
        && !ends_sentence(lines[start - 1].text)
        && (continues(first) || first.starts_with(|c: char| c.is_ascii_digit()))
}

/// A page may hold the rest of a note and no new one.
fn rest_only(lines: &[Line<'_>], context: &Context<'_>) -> Option<Foot> {
    let first = rest_above(lines, lines.len(), context).filter(|start| *start > 0)?;
    Some(Foot {
        start: first,
        pieces: vec![Piece {
            opens: Opens::Rest,
            first,
        }],
    })
}
