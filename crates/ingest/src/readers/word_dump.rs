//! Reads what Apache POI writes of a DOCX: a paragraph a line, footnote calls as
//! `[footnoteRef:12]`, and the notes `[12: text]` inline after their paragraph.
//!
//! The numbers in the dump are Word's internal ids, which start where the
//! separators' ids end. What the page prints is the order of the calls; the id
//! is kept as the note's label.

use std::collections::HashMap;

use crate::blocks::{Block, BlockCall, Blocks, Note, Shape};

const CALLS: [&str; 2] = ["[footnoteRef:", "[endnoteRef:"];
const BOOKMARK: &str = "[bookmark:";

/// A note longer than this has lost its closing bracket.
const LONGEST_NOTE: usize = 20_000;

/// True when the text has the marks of this family.
pub(crate) fn recognises(text: &str) -> bool {
    CALLS.iter().any(|call| text.contains(call))
}

/// Reads a whole dump.
pub(crate) fn read(text: &str) -> Blocks {
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some(found) = text[at..].find(['[', '\n']) {
        reader.text(&text[at..at + found]);
        at += found;
        at += if text.as_bytes()[at] == b'\n' {
            reader.end_paragraph();
            1
        } else {
            reader.bracket(&text[at..])
        };
    }
    reader.text(&text[at..]);
    reader.finish()
}

#[derive(Default)]
struct Reader {
    out: Blocks,
    block: Block,
    /// Index of the note that carries a label of the dump.
    by_label: HashMap<u32, usize>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        self.block.text.push_str(text);
    }

    /// Reads what opens with the bracket at the head of `rest` and returns how
    /// many bytes it took.
    fn bracket(&mut self, rest: &str) -> usize {
        if let Some((label, taken)) = CALLS.iter().find_map(|call| marker(rest, call, "]")) {
            self.call(label);
            return taken;
        }
        if rest.starts_with(BOOKMARK)
            && let Some(end) = rest.find([']', '\n'])
            && rest.as_bytes()[end] == b']'
        {
            return end + 1;
        }
        if let Some((label, opening)) = marker(rest, "[", ":")
            && let Some(&note) = self.by_label.get(&label)
            && self.out.notes[note].text.is_none()
        {
            let body = &rest[opening..];
            let end = body_end(body, |next| self.is_open(next));
            self.out.notes[note].text = Some(clean(&body[..end]));
            // The closing bracket, unless the dump lost it.
            return opening + end + usize::from(body[end..].starts_with(']'));
        }
        self.text("[");
        1
    }

    /// A note with this label is called, and its text was not read yet.
    fn is_open(&self, label: u32) -> bool {
        let note = self.by_label.get(&label).map(|note| &self.out.notes[*note]);
        note.is_some_and(|note| note.text.is_none())
    }

    fn call(&mut self, label: u32) {
        let notes = &mut self.out.notes;
        let note = *self.by_label.entry(label).or_insert_with(|| {
            let number = u32::try_from(notes.len() + 1).unwrap_or(u32::MAX);
            notes.push(Note {
                number,
                label: Some(label.to_string()),
                ..Note::default()
            });
            notes.len() - 1
        });
        let at = self.block.text.len();
        self.block.calls.push(BlockCall { note, at });
    }

    fn end_paragraph(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if block.text.trim().is_empty() && block.calls.is_empty() {
            return;
        }
        trim(&mut block);
        block.shape = shape(&mut block);
        self.out.blocks.push(block);
    }

    fn finish(mut self) -> Blocks {
        self.end_paragraph();
        self.out
    }
}

/// Reads `open`, a number and `close`; returns the number and the length of all
/// three.
fn marker(text: &str, open: &str, close: &str) -> Option<(u32, usize)> {
    let after = text.strip_prefix(open)?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let number = after.get(..digits)?.parse().ok()?;
    after[digits..]
        .starts_with(close)
        .then_some((number, open.len() + digits + close.len()))
}

/// Where the body of a note ends: the closing bracket that leaves none open and
/// after which nothing but the next note or the end of the line follows. A body
/// with an odd bracket ends at the first bracket with the right thing after it,
/// and one that lost its bracket at the end of its line.
fn body_end(body: &str, is_open: impl Fn(u32) -> bool) -> usize {
    let mut depth = 0_usize;
    let mut unbalanced = None;
    for (at, c) in body.char_indices() {
        if at > LONGEST_NOTE || CALLS.iter().any(|call| body[at..].starts_with(call)) {
            break;
        }
        match c {
            '[' => depth += 1,
            ']' if ends_note(&body[at + 1..], &is_open) => {
                if depth == 0 {
                    return at;
                }
                unbalanced = unbalanced.or(Some(at));
                depth -= 1;
            }
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    unbalanced.unwrap_or_else(|| body.find('\n').unwrap_or(body.len()))
}

fn ends_note(after: &str, is_open: &impl Fn(u32) -> bool) -> bool {
    let after = after.trim_start_matches([' ', '\t', '\u{a0}']);
    after.is_empty()
        || after.starts_with(['\n', '\r'])
        || after.starts_with(BOOKMARK)
        || marker(after, "[", ":").is_some_and(|(next, _)| is_open(next))
}

/// The words of a note on one line.
fn clean(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for line in body.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// Drops the white space around a paragraph and moves its calls along.
fn trim(block: &mut Block) {
    let lead = block.text.len() - block.text.trim_start().len();
    block.text = block.text.trim().to_owned();
    for call in &mut block.calls {
        call.at = call.at.saturating_sub(lead).min(block.text.len());
    }
}

/// A bullet before a tab or a space makes an item; the bullet is no text.
fn shape(block: &mut Block) -> Shape {
    let Some(item) = block.text.strip_prefix(super::BULLETS) else {
        return Shape::Plain;
    };
    let before = block.text.len();
    block.text = item.trim_start().to_owned();
    let taken = before - block.text.len();
    for call in &mut block.calls {
        call.at = call.at.saturating_sub(taken);
    }
    Shape::Item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(blocks: &Blocks) -> Vec<&str> {
        blocks.blocks.iter().map(|b| b.text.as_str()).collect()
    }

    #[test]
    fn a_note_is_numbered_by_its_call_and_labelled_by_the_dump() {
        let read = read(
            "Voir ici[footnoteRef:23], et là[footnoteRef:24]. [23: \tUn.] [24:  Deux [C(2020) 1]. ] \n\nFin\n",
        );
        assert_eq!(texts(&read), ["Voir ici, et là.", "Fin"]);
        let notes: Vec<_> = read
            .notes
            .iter()
            .map(|n| (n.number, n.label.as_deref(), n.text.as_deref()))
            .collect();
        assert_eq!(
            notes,
            [
                (1, Some("23"), Some("Un.")),
                (2, Some("24"), Some("Deux [C(2020) 1]."))
            ]
        );
        let calls = &read.blocks[0].calls;
        assert_eq!(&read.blocks[0].text[..calls[0].at], "Voir ici");
        assert_eq!(&read.blocks[0].text[..calls[1].at], "Voir ici, et là");
    }

    #[test]
    fn odd_brackets_do_not_swallow_text() {
        let read = read(
            "A[footnoteRef:2] b[footnoteRef:3]. [2: [COM(2020) 1.] [3: Reste [1].\nSuite du texte.\n",
        );
        assert_eq!(texts(&read), ["A b.", "Suite du texte."]);
        assert_eq!(read.notes[0].text.as_deref(), Some("[COM(2020) 1."));
        assert_eq!(read.notes[1].text.as_deref(), Some("Reste [1]."));
    }

    #[test]
    fn a_note_may_hold_paragraphs_and_a_bookmark_leaves_no_trace() {
        let read = read("[bookmark: _Hlk1]Le texte[footnoteRef:2]. [2: Un.\nDeux.] \nFin [sic].\n");
        assert_eq!(texts(&read), ["Le texte.", "Fin [sic]."]);
        assert_eq!(read.notes[0].text.as_deref(), Some("Un. Deux."));
    }

    #[test]
    fn ids_may_skip() {
        let read = read("A[footnoteRef:20] b[footnoteRef:25]. [20: Un [sic]]  [25: Deux.]\n");
        let texts: Vec<_> = read.notes.iter().map(|n| n.text.as_deref()).collect();
        assert_eq!(texts, [Some("Un [sic]"), Some("Deux.")]);
    }

    #[test]
    fn brackets_that_are_no_marks_are_text() {
        let read = read("[1: pas une note] et [footnoteRef:x] et [\n");
        assert_eq!(texts(&read), ["[1: pas une note] et [footnoteRef:x] et ["]);
        assert!(read.notes.is_empty());
    }
}
