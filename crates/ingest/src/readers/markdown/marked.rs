//! Notes that converters write without the sign of Markdown for them, put in the
//! common form: links that lead to one another (`[(1)](#ntr1)`, `[\\[1\\]](#_ftn1)`)
//! and raised numbers (`<sup>1</sup>`). A mark that opens a line opens the note,
//! one within a line before it calls it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::readers::UNITS;

/// Bytes in which the end of a mark is looked for.
const LONGEST: usize = 200;
/// Digits of a note's number.
const LONGEST_NUMBER: usize = 3;

/// The text with its notes in the common form. Where a number opens several
/// notes all is left as it is: which is called would be a guess.
pub(super) fn common_form(text: &str) -> Cow<'_, str> {
    if text.contains("[^") || !(text.contains("](#") || text.contains("<sup>")) {
        return Cow::Borrowed(text);
    }
    let Some(opened) = opened(text) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut called = HashSet::new();
    for (at, line) in text.lines().enumerate() {
        match opening(line) {
            Some(mark) => {
                let rest = line.trim_start().get(mark.length..).unwrap_or_default();
                let _ = write!(out, "\n[^{}]: {}", mark.number, rest.trim_start());
            }
            None => call(line, at, &opened, &mut called, &mut out),
        }
        out.push('\n');
    }
    if called.len() == opened.len() && !opened.is_empty() {
        Cow::Owned(out)
    } else {
        Cow::Borrowed(text)
    }
}

/// The lines that open notes, by number; none where a number opens several, or
/// where the text has code, in which marks are none.
fn opened(text: &str) -> Option<HashMap<&str, usize>> {
    let mut opened = HashMap::new();
    for (at, line) in text.lines().enumerate() {
        if line.contains('`') {
            return None;
        }
        if let Some(mark) = opening(line)
            && opened.insert(mark.number, at).is_some()
        {
            return None;
        }
    }
    Some(opened)
}

/// Writes a line, its marks as calls where a note below has their number.
fn call<'t>(
    line: &'t str,
    at: usize,
    opened: &HashMap<&'t str, usize>,
    called: &mut HashSet<&'t str>,
    out: &mut String,
) {
    let mut from = 0;
    for (place, _) in line.match_indices(['[', '<']) {
        let Some(mark) = line.get(place..).and_then(mark).filter(|_| place >= from) else {
            continue;
        };
        let is_call = opened.get(mark.number).is_some_and(|note| *note > at)
            && !(mark.raised && is_power(&line[..place]))
            && (called.insert(mark.number) || !mark.raised);
        if is_call {
            let before = line.get(from..place).unwrap_or_default();
            let _ = write!(out, "{}[^{}]", before.trim_end_matches(' '), mark.number);
            from = place + mark.length;
        }
    }
    out.push_str(line.get(from..).unwrap_or_default());
}

/// Whether a raised number behind this is a power: of a number, a letter, a unit.
fn is_power(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
    before.ends_with(|c: char| c.is_numeric())
        || word.is_some_and(|word| word.chars().count() == 1 || UNITS.contains(&word))
}

/// A number in the place of a note's.
struct Mark<'t> {
    number: &'t str,
    /// Bytes with what stands around it.
    length: usize,
    raised: bool,
}

/// The mark that a line opens with, before some text.
fn opening(line: &str) -> Option<Mark<'_>> {
    let line = line.trim_start();
    let mark = mark(line)?;
    let rest = line.get(mark.length..)?;
    let has_text = rest.contains(char::is_alphanumeric);
    (has_text && rest.starts_with(char::is_whitespace)).then_some(mark)
}

/// The mark that a text begins with.
fn mark(text: &str) -> Option<Mark<'_>> {
    let head = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let (inside, length, raised) = if let Some(inside) = head.strip_prefix("<sup>") {
        let inside = inside.split_once("</sup>")?.0;
        (inside, inside.len() + "<sup></sup>".len(), true)
    } else {
        let (inside, target) = head.strip_prefix('[')?.split_once("](#")?;
        let target = target.split_once(')')?.0;
        (inside, inside.len() + target.len() + "[](#)".len(), false)
    };
    let inside = inside
        .trim_start_matches("<sup>")
        .trim_end_matches("</sup>");
    let number = inside.trim_matches(['\\', '[', ']', '(', ')', '^', ' ', '\u{a0}']);
    let counted =
        (1..=LONGEST_NUMBER).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    counted.then_some(Mark {
        number,
        length,
        raised,
    })
}
