//! Reads what `PDFBox` writes of a PDF, as Apache Tika passes it on: the lines of
//! the page, notes at the foot of each page, link targets after them.
//!
//! The rules are for the family of such dumps. What the white space of a dump
//! means is learnt from the dump ([`layout`]), bookmarks are dropped ([`outline`]), pages are cut ([`pages`]) and
//! freed of running heads ([`furniture`]), the
//! foot of each page is found ([`feet`]), calls are assigned to its notes
//! ([`marks`], [`assign`]), and paragraphs are rebuilt from the rest
//! ([`paragraphs`], [`join`], [`width`]).

mod assign;
mod feet;
mod furniture;
mod layout;
mod lines;
mod marks;
mod outline;
mod pages;
mod paragraphs;
mod width;

use super::join::{self, Vocabulary};
use feet::{LastNote, Opens};
use layout::{Layout, LineEnds};
use lines::{Line, ends_sentence};
use marks::Mark;
use pages::Page;
use width::Measure;

use crate::blocks::{About, Blocks, Note};

/// Reads a whole dump.
pub(crate) fn read(text: &str) -> Blocks {
    let mut lines = lines::parse(text);
    outline::drop_repeated(&mut lines);
    let pages = pages::split(lines);
    let layout = Layout::of(&pages);
    let words = Vocabulary::of(
        &pages
            .iter()
            .flat_map(|p| p.lines.iter().map(|l| l.text))
            .collect::<Vec<_>>(),
    );
    let mut reader = Reader::new(layout, feet_measure(&pages, layout));
    for page in pages {
        reader.page(page);
    }
    reader.finish(&words)
}

/// The measure against which lines near the foot are held: that of the notes
/// where a rule shows them, else that of the text, which is what stands in the
/// upper half of a page.
fn feet_measure(pages: &[Page<'_>], layout: Layout) -> Measure {
    Measure::from_lines(pages.iter().flat_map(|page| {
        let lines = &page.lines;
        let range = match lines.iter().position(|l| l.rule) {
            Some(rule) => rule..lines.len(),
            None if layout.rules => 0..0,
            None => 0..lines.len().div_ceil(2),
        };
        lines[range].iter().map(|l| l.text)
    }))
}

/// A page has fewer notes than this; a limit keeps hostile input linear.
const MOST_NOTES_ON_A_PAGE: usize = 256;

struct Reader<'t> {
    layout: Layout,
    measure: Measure,
    body: Vec<Line<'t>>,
    pages: Vec<u32>,
    notes: Vec<ReadNote<'t>>,
    calls: Vec<(Mark, usize)>,
    /// First line of the body in which the next call may stand.
    open_from: usize,
}

struct ReadNote<'t> {
    number: u32,
    page: u32,
    /// Empty when the note is called and its text is not there.
    lines: Vec<Line<'t>>,
    lost_number: bool,
}

impl<'t> Reader<'t> {
    fn new(layout: Layout, measure: Measure) -> Self {
        Self {
            layout,
            measure,
            body: Vec::new(),
            pages: Vec::new(),
            notes: Vec::new(),
            calls: Vec::new(),
            open_from: 0,
        }
    }

    fn expected(&self) -> u32 {
        self.notes.last().map_or(1, |n| n.number.saturating_add(1))
    }

    fn last_note(&self) -> LastNote {
        let lines = self.notes.last().map_or(&[][..], |note| &note.lines);
        let [.., line] = lines else {
            return LastNote::Ended;
        };
        let wrapped = line.trailing || line.text.ends_with('-');
        // An address ends a note without a full stop, and may take two lines.
        let address = line.ends_with_address()
            || (!line.text.contains(' ')
                && matches!(lines, [.., before, _] if before.ends_with_address()));
        if wrapped && self.layout.ends == LineEnds::Wrapped {
            LastNote::Wrapped
        } else if ends_sentence(line.text) || address {
            LastNote::Ended
        } else {
            LastNote::Open
        }
    }

    fn page(&mut self, page: Page<'t>) {
        let Page { mut lines, number } = page;
        let marks = self.marks_for(&lines);
        let context = feet::Context {
            layout: self.layout,
            measure: self.measure,
            expected: self.expected(),
            last_note: self.last_note(),
            marks: &marks,
        };
        let foot = feet::find(&lines, &context);
        let below = match &foot {
            Some(foot) => lines.split_off(foot.start),
            None => Vec::new(),
        };
        let page_start = self.body.len();
        self.pages.extend(std::iter::repeat_n(number, lines.len()));
        self.body.append(&mut lines);
        if let Some(foot) = foot {
            let fresh = self.open_notes(&foot, below, number);
            self.assign_calls(fresh);
        }
        let after_call = self.calls.last().map_or(0, |(mark, _)| mark.line);
        self.open_from = page_start.max(after_call);
    }

    /// Marks of the page, and those still free on the page before, moved to
    /// line 0.
    fn marks_for(&self, lines: &[Line<'_>]) -> Vec<Mark> {
        let mut all = self.free_marks();
        for mark in &mut all {
            mark.line = 0;
        }
        all.extend(marks::collect(lines, 0, self.layout.cuts_runs()));
        all
    }

    fn free_marks(&self) -> Vec<Mark> {
        let last = self.calls.last().map(|(mark, _)| (mark.line, mark.end));
        let mut free = marks::collect(&self.body, self.open_from, self.layout.cuts_runs());
        free.retain(|m| last.is_none_or(|last| (m.line, m.start) >= last));
        free
    }

    /// Takes the notes of a foot; returns the index of the first new one.
    fn open_notes(&mut self, foot: &feet::Foot, below: Vec<Line<'t>>, page: u32) -> usize {
        let fresh = self.notes.len();
        let mut opens: std::collections::HashMap<usize, Opens> = foot
            .pieces
            .iter()
            .map(|p| (p.first - foot.start, p.opens))
            .collect();
        for (at, mut line) in below.into_iter().enumerate() {
            match opens.remove(&at) {
                Some(Opens::Number(number)) if self.notes.len() - fresh < MOST_NOTES_ON_A_PAGE => {
                    if let Some((_, rest)) = line.leading_number() {
                        line.text = rest.trim_start();
                    }
                    self.note(number, page, line, false);
                }
                Some(Opens::LostNumber) => self.note(self.expected(), page, line, true),
                _ => {
                    if let Some(note) = self.notes.last_mut() {
                        note.lines.push(line);
                    } else {
                        // Text below a rule before any note is text all the same.
                        self.body.push(line);
                        self.pages.push(page);
                    }
                }
            }
        }
        fresh
    }

    fn note(&mut self, number: u32, page: u32, line: Line<'t>, lost_number: bool) {
        self.notes.push(ReadNote {
            number,
            page,
            lines: vec![line],
            lost_number,
        });
    }

    /// Finds the calls of the notes from `fresh` on, and of those that are
    /// missing before them.
    fn assign_calls(&mut self, fresh: usize) {
        let mut wanted: Vec<u32> = self.notes[fresh..].iter().map(|n| n.number).collect();
        let before = fresh.checked_sub(1).map_or(0, |i| self.notes[i].number);
        if let Some(first) = wanted.first().copied()
            && first > before
        {
            wanted.splice(0..0, before + 1..first);
        }
        let found = assign::best(&self.free_marks(), &wanted);
        let mut note = fresh;
        for (number, mark) in wanted.into_iter().zip(found) {
            if self.notes[note].number != number {
                // Called, and its text is nowhere.
                let Some(mark) = mark.filter(|m| m.form.is_sure()) else {
                    continue;
                };
                self.notes
                    .insert(note, ReadNote::missing(number, self.pages[mark.line]));
                self.calls.push((mark, note));
            } else if let Some(mark) = mark {
                self.calls.push((mark, note));
            } else if self.notes[note].lost_number && note > 0 {
                // No call wants it, so it is no note but the end of one.
                let lines = std::mem::take(&mut self.notes[note].lines);
                self.notes.remove(note);
                self.notes[note - 1].lines.extend(lines);
                continue;
            }
            note += 1;
        }
    }

    /// Calls after the last note: notes whose text the dump lost.
    fn trailing_calls(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        for mark in self.free_marks() {
            if mark.number == self.expected() && mark.form.is_sure() {
                let page = self.pages[mark.line];
                self.notes.push(ReadNote::missing(mark.number, page));
                self.calls.push((mark, self.notes.len() - 1));
            }
        }
    }

    fn finish(mut self, words: &Vocabulary) -> Blocks {
        self.open_from = self.calls.last().map_or(0, |(mark, _)| mark.line);
        self.trailing_calls();
        self.calls.sort_by_key(|(mark, _)| (mark.line, mark.start));
        let blocks = paragraphs::rebuild(&paragraphs::Body {
            lines: &self.body,
            pages: &self.pages,
            calls: &self.calls,
            layout: self.layout,
            words,
        });
        let notes = self
            .notes
            .iter()
            .map(|note| Note {
                number: note.number,
                label: None,
                text: note.text(words, self.layout),
                page: Some(note.page),
            })
            .collect();
        let warnings = self
            .notes
            .iter()
            .filter(|n| n.lost_number)
            .map(|n| {
                format!(
                    "note {}: the source has lost its number; the only gap that fits gave it",
                    n.number
                )
            })
            .collect();
        Blocks {
            about: About::default(),
            blocks,
            notes,
            warnings,
        }
    }
}

impl ReadNote<'_> {
    fn missing(number: u32, page: u32) -> Self {
        Self {
            number,
            page,
            lines: Vec::new(),
            lost_number: false,
        }
    }

    fn text(&self, words: &Vocabulary, layout: Layout) -> Option<String> {
        if self.lines.is_empty() {
            return None;
        }
        let mut text = String::new();
        let mut cut = false;
        for line in &self.lines {
            if cut {
                // The line was cut for a superscript (`4`, `e`, ` rapport`).
                if line.lead > 0 {
                    text.push(' ');
                }
                text.push_str(line.text);
            } else {
                join::append(&mut text, line.text, words);
            }
            cut = layout.cuts_runs() && !line.trailing && !line.text.is_empty();
        }
        Some(text.trim().to_owned())
    }
}
