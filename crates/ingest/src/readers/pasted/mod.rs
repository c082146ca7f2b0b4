//! An act of EUR-Lex copied from a browser: a paragraph a line, calls as `(1)`,
//! `( 1 )`, `[1]`, ` 1 ` or glued to the word, and the notes together where the
//! act or an annex ends.
//!
//! No library reads this: what tells a note from a recital is a habit of the
//! law. `regex` was weighed for the marks and left out: a mark is three
//! characters long, what must be known of the words around it is a list, and the
//! work is to decide between marks that look the same, which is an alignment of
//! calls with notes. Sixteen acts copied from Chromium in two ways (`innerText`,
//! a selection): 492 of 492 notes, 494 of 494 calls, no recital taken; the same
//! with calls printed ` 1 `, `( 1 )`, `[1]`, and 492 of 494 calls glued to their
//! words.

mod align;
mod below;
mod calls;
mod head;
mod lines;
mod lists;
mod marks;
mod page;
mod places;

use crate::blocks::{Block, BlockCall, Blocks, CELL, Note, Shape};
use crate::error::ReadError;

use super::encoding;
use super::line::{join, tidy};
use calls::Call;
use lists::Body;

/// True for an act, or a page of EUR-Lex, copied from a browser: never for a
/// dump of the other families.
pub(crate) fn recognises(bytes: &[u8]) -> bool {
    encoding::decode(bytes).is_ok_and(|decoded| looks_pasted(&decoded.text))
}

/// Reads a whole text.
///
/// # Errors
/// The bytes are not text.
pub(crate) fn read(bytes: &[u8]) -> Result<Blocks, ReadError> {
    let decoded = encoding::decode(bytes)?;
    let (lines, about) = page::unwrap(lines::lines(&decoded.text));
    let lines = marks::parted(lines);
    let bodies = lists::find(&lines);
    let mut blocks = Blocks {
        about,
        warnings: decoded.warnings,
        ..Blocks::default()
    };
    let places = notes(&lines, &bodies, &mut blocks.notes);
    let mut taken = vec![false; lines.len()];
    for line in bodies.iter().flat_map(|body| body.lines.clone()) {
        if let Some(taken) = taken.get_mut(line) {
            *taken = true;
        }
    }
    let mut places = places.into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        let mut calls = Vec::new();
        while let Some(call) = places.next_if(|(call, _)| call.line <= at) {
            calls.push(call);
        }
        if !taken.get(at).is_some_and(|taken| *taken) {
            blocks.blocks.extend(block(line, &calls));
        }
    }
    Ok(blocks)
}

/// Puts the notes in the order of their calls; returns the calls in the order
/// of the text with the index of their note.
fn notes(lines: &[String], bodies: &[Body], notes: &mut Vec<Note>) -> Vec<(Call, usize)> {
    // A note that nothing calls stands behind the one before it in its list.
    let mut order: Vec<((usize, usize), usize)> = Vec::new();
    let mut last = (0, 0);
    for (at, body) in bodies.iter().enumerate() {
        last = match body.calls.first() {
            Some(call) => (call.line, call.range.start),
            None if body.opens => (body.lines.start, 0),
            None => last,
        };
        order.push((last, at));
    }
    order.sort_by_key(|(place, _)| *place);
    let mut places = Vec::new();
    for (_, at) in order {
        let Some(body) = bodies.get(at) else { continue };
        let mut text = String::new();
        for (line, words) in body
            .lines
            .clone()
            .zip(lines.get(body.lines.clone()).unwrap_or_default())
        {
            let from = if line == body.lines.start {
                body.mark
            } else {
                0
            };
            let (words, _) = tidy(words.get(from..).unwrap_or_default(), &[], &[]);
            join(&mut text, &words);
        }
        places.extend(body.calls.iter().map(|call| (call.clone(), notes.len())));
        notes.push(Note {
            number: body.label.number(),
            label: body.label.printed(),
            text: (!text.is_empty()).then_some(text),
            page: None,
        });
    }
    places.sort_by_key(|(call, _)| (call.line, call.range.start));
    places
}

/// The block of a line, without the marks of its calls.
fn block(line: &str, calls: &[(Call, usize)]) -> Option<Block> {
    let mut block = Block::default();
    let mut from = 0;
    let mut filled = 0_usize;
    for cell in line.split('\t') {
        let inside: Vec<&(Call, usize)> = calls
            .iter()
            .filter(|(call, _)| (from..from + cell.len()).contains(&call.range.start))
            .collect();
        let marks: Vec<BlockCall> = inside
            .iter()
            .map(|(call, note)| BlockCall {
                note: *note,
                at: call.range.start - from,
            })
            .collect();
        let cut: Vec<_> = inside
            .iter()
            .map(|(call, _)| call.range.start - from..call.range.end - from)
            .collect();
        let (text, marks) = tidy(cell, &marks, &cut);
        from += cell.len() + 1;
        if text.is_empty() && marks.is_empty() {
            continue;
        }
        if filled > 0 {
            block.text.push(CELL);
        }
        let start = block.text.len();
        block.text.push_str(&text);
        block.calls.extend(marks.iter().map(|call| BlockCall {
            at: start + call.at,
            ..*call
        }));
        filled += 1;
    }
    if filled > 1 {
        block.shape = Shape::Row;
    }
    (filled > 0).then_some(block)
}

/// Share of the characters that stand in long lines, in percent. An act has
/// 60 as a rule, one that is mostly tables still 20; the lines of a PDF dump
/// are never so long, but for an address.
const LONG_SHARE: usize = 8;
const LONG_LINE: usize = 220;

fn looks_pasted(text: &str) -> bool {
    if text.trim_start().starts_with('<')
        || text.contains("[footnoteRef:")
        || text.contains("[endnoteRef:")
    {
        return false;
    }
    let (mut long, mut all) = (0_usize, 0_usize);
    for line in text.split(['\n', '\r']) {
        let length = line.chars().count();
        all += length;
        if length > LONG_LINE && line.split_whitespace().count() > LONG_LINE / 16 {
            long += length;
        }
    }
    if long == 0 || long * 100 < all * LONG_SHARE {
        return false;
    }
    let (lines, about) = page::unwrap(lines::lines(text));
    if page::is_page(&about) {
        return true;
    }
    page::is_act(&lines) && !lists::find(&lines).is_empty()
}
