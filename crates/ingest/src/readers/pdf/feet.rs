//! The feet of the pages: where the notes begin, and which lines are whose.

use std::collections::{HashMap, HashSet};

use super::Page;
use super::lines::Line;
use super::marks::{self, Form, Mark, Number};
use super::paragraphs::join_line;
use super::sheet::Rule;
use crate::blocks::Note;
use crate::readers::join::Vocabulary;

/// A line of the text, with its page.
#[derive(Debug)]
pub(super) struct BodyLine {
    pub(super) line: Line,
    /// Counted from 0.
    pub(super) page: usize,
    pub(super) number: u32,
}

/// A note as it was found.
#[derive(Debug)]
pub(super) struct FoundNote {
    pub(super) number: Number,
    /// Page it begins on, counted from 0.
    pub(super) page: usize,
    /// The page's printed number.
    pub(super) printed: u32,
    /// Empty when the note is called and its text is not there.
    pub(super) lines: Vec<Line>,
    /// How its number is printed.
    pub(super) form: Form,
    /// It is called pages before: it stands behind all the text.
    pub(super) is_endnote: bool,
}

impl FoundNote {
    /// The note as it is kept, the `at`-th of the document counted from 1, which
    /// is the number of one that is not counted.
    pub(super) fn read(&self, at: usize, words: &Vocabulary) -> Note {
        let mut text = String::new();
        for line in &self.lines {
            join_line(&mut text, line.text.trim(), words);
        }
        let text = text.trim_end_matches('\u{ad}').trim().to_owned();
        Note {
            number: self
                .number
                .counted()
                .unwrap_or_else(|| u32::try_from(at).unwrap_or(u32::MAX)),
            label: self.number.label().map(str::to_owned),
            text: (!text.is_empty()).then_some(text),
            page: Some(self.printed),
        }
    }

    /// The note may go on at the foot of the next page: it does not end as a
    /// note does.
    fn is_open(&self) -> bool {
        self.lines.last().is_some_and(|line| {
            !line
                .text
                .trim_end_matches(['»', '”', '"', ')', ' ', '\u{a0}'])
                .ends_with(['.', '!', '?', ';', '…'])
                || line.x1 > line.edges.1 - 2.0 * line.size
        })
    }
}

/// Parts text and notes.
pub(super) fn split(pages: &[Page], body_size: f32) -> (Vec<BodyLine>, Vec<FoundNote>) {
    let mut reader = Reader {
        body_size,
        form: usual_form(pages, body_size),
        body: Vec::new(),
        notes: Vec::new(),
        called: Default::default(),
        called_far: HashSet::new(),
    };
    for (at, page) in pages.iter().enumerate() {
        reader.page(at, page);
    }
    (reader.body, reader.notes)
}

/// How most notes of the document print their number. Once raised numbers are
/// seen, a number like the text is one of the text.
fn usual_form(pages: &[Page], body_size: f32) -> Option<Form> {
    let mut counts = [0_usize; 3];
    for page in pages {
        for region in regions(&page.lines) {
            for start in starts(page, region, body_size, false) {
                let lines = region.get(start..).unwrap_or(&[]);
                let opening = lines.iter().filter_map(marks::opening);
                for mark in opening.filter(|mark| mark.number.counted().is_some()) {
                    let at = mark.form as usize;
                    if let Some(count) = counts.get_mut(at) {
                        *count += 1;
                    }
                }
            }
        }
    }
    let [plain, brackets, small] = counts;
    if small > 0 && small * 4 >= plain.max(brackets) {
        Some(Form::Small)
    } else if brackets > plain {
        Some(Form::Brackets)
    } else {
        (plain > 0).then_some(Form::Plain)
    }
}

/// The columns of a page, one after the other.
fn regions(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(|a, b| a.slot.region == b.slot.region)
}

fn calls(region: &[Line]) -> Calls {
    let mut calls = Calls::new();
    for (at, line) in region.iter().enumerate() {
        for mark in marks::calls(line) {
            let known = calls.entry(mark.number).or_insert((at, mark.form));
            known.1 = known.1.max(mark.form);
        }
    }
    calls
}

/// A number printed so in the text calls a note that prints its own so.
fn calls_for(call: Form, note: Form) -> bool {
    match note {
        Form::Small => true,
        Form::Brackets => call >= Form::Brackets,
        Form::Plain => call == Form::Small,
    }
}

/// Lines from which the notes of a column may run to its end: below a short
/// rule, or where the type gets smaller. A rule as wide as the column stands
/// before the end of a note that the last page began, and then only.
fn starts(page: &Page, region: &[Line], body_size: f32, open: bool) -> Vec<usize> {
    let mut found: Vec<usize> = page
        .rules
        .iter()
        .filter_map(|rule| below(rule, region, open))
        .collect();
    let small = region
        .iter()
        .rev()
        .take_while(|l| l.size < SMALLER * body_size)
        .count();
    if small > 0 {
        found.push(region.len() - small);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Notes are set smaller than text by this at least, where they are smaller.
const SMALLER: f32 = 0.95;
/// A rule before notes is shorter than this share of its column.
const LONGEST_RULE: f32 = 0.75;

/// The first line below a rule, if the rule can part notes from text.
fn below(rule: &Rule, region: &[Line], wide: bool) -> Option<usize> {
    let first = region.first()?;
    let (left, right) = first.edges;
    let inside = rule.x0 > left - 6.0 && rule.x1 < right + 6.0;
    let share = (rule.x1 - rule.x0) / (right - left).max(1.0);
    let fits = share < LONGEST_RULE || (wide && share > 0.95);
    if !(inside && fits) {
        return None;
    }
    let at = region.partition_point(|l| l.y <= rule.y);
    let underlines = at
        .checked_sub(1)
        .and_then(|i| region.get(i))
        .is_some_and(|l| rule.y - l.y < 0.35 * l.size && rule.x0 < l.x1 && rule.x1 > l.x0);
    // What follows a rule stands near below it.
    let near = region.get(at).is_some_and(|l| l.y - rule.y < 4.0 * l.size);
    (near && !underlines).then_some(at)
}

struct Reader {
    body_size: f32,
    form: Option<Form>,
    body: Vec<BodyLine>,
    notes: Vec<FoundNote>,
    /// Numbers called on the page before, and on this one so far.
    called: [HashMap<Number, Form>; 2],
    /// Numbers called on any page so far: notes may stand at the end.
    called_far: HashSet<Number>,
}

/// Where in a column each number is called first, and the surest form of it.
type Calls = HashMap<Number, (usize, Form)>;

impl Reader {
    fn page(&mut self, at: usize, page: &Page) {
        self.called.swap(0, 1);
        self.called[1].clear();
        for region in regions(&page.lines) {
            let calls = calls(region);
            let start = self.foot(page, region, &calls, at);
            let (body, foot) = region.split_at(start.min(region.len()));
            for (number, (line, form)) in calls {
                if line < start {
                    if form == Form::Small {
                        self.called_far.insert(number.clone());
                    }
                    let known = self.called[1].entry(number).or_insert(form);
                    *known = form.max(*known);
                }
            }
            self.body.extend(body.iter().map(|line| BodyLine {
                line: line.clone(),
                page: at,
                number: page.number,
            }));
            self.take(foot, at, page.number);
        }
    }

    /// The number of the last note that is counted.
    fn last(&self) -> u32 {
        let counted = self.notes.iter().rev().find_map(|n| n.number.counted());
        counted.unwrap_or(0)
    }

    /// Where the foot of a column begins; its end when it has none.
    fn foot(&self, page: &Page, region: &[Line], calls: &Calls, at: usize) -> usize {
        let open = self.notes.last().is_some_and(FoundNote::is_open);
        let rules = page.rules.iter();
        let below_rule: HashSet<usize> = rules.filter_map(|r| below(r, region, open)).collect();
        for start in starts(page, region, self.body_size, open) {
            let rest = region.get(start..).unwrap_or(&[]);
            let is_called = |mark: &Mark| {
                let above = calls.get(&mark.number).filter(|(line, _)| *line < start);
                above.is_some_and(|(_, form)| calls_for(*form, mark.form)) || self.is_called(mark)
            };
            let opens = |line: &Line| {
                marks::opening(line).is_some_and(|mark| {
                    mark.form == Form::Small || (self.opens(&mark) && is_called(&mark))
                })
            };
            let is_ruled = below_rule.contains(&start);
            if rest.first().is_some_and(opens) || self.goes_on(rest, is_ruled, at) {
                return start;
            }
            // Small print above the notes is text: the notes begin where the
            // first number does.
            let first = (!is_ruled).then(|| {
                rest.iter().position(|line| {
                    opens(line) && marks::opening(line).is_some_and(|m| self.follows(&m))
                })
            });
            if let Some(first) = first.flatten() {
                return start + first;
            }
        }
        self.raised(region)
    }

    /// Notes as large as the text, without a rule: they begin where a raised
    /// number opens a line that was called above. A line may also begin with a
    /// call, so documents that set their notes apart are not read like this.
    fn raised(&self, region: &[Line]) -> usize {
        let mut called = HashSet::new();
        for (at, line) in region.iter().enumerate() {
            if self.form == Some(Form::Small) {
                break;
            }
            let opening = marks::opening(line).filter(|m| m.form == Form::Small);
            if opening.is_some_and(|m| called.contains(&m.number) && self.follows(&m)) {
                return at;
            }
            called.extend(marks::calls(line).into_iter().map(|m| m.number));
        }
        region.len()
    }

    /// The number may be that of the next note; numbers may begin anew.
    fn follows(&self, mark: &Mark) -> bool {
        let next = self.last() + 1;
        let counted = mark.number.counted();
        counted.is_none_or(|n| n == 1 || (next..next + MOST_MISSING).contains(&n))
    }

    fn is_called(&self, mark: &Mark) -> bool {
        self.is_called_near(mark) || self.is_called_far(mark)
    }

    /// A document whose notes are counted has them all at its end or none.
    fn is_called_far(&self, mark: &Mark) -> bool {
        let endnotes = || self.notes.last().is_none_or(|note| note.is_endnote);
        let roman = matches!(mark.number, Number::Roman(_));
        self.called_far.contains(&mark.number) && (roman || endnotes())
    }

    /// Called on this page or the one before.
    fn is_called_near(&self, mark: &Mark) -> bool {
        let mut pages = self.called.iter();
        pages.any(|page| {
            page.get(&mark.number)
                .is_some_and(|form| calls_for(*form, mark.form))
        })
    }

    /// The number may open a note, by its form.
    fn opens(&self, mark: &Mark) -> bool {
        let usual = mark.number.counted().is_none() || self.form == Some(mark.form);
        mark.form == Form::Small || (usual && self.follows(mark))
    }

    /// The lines go on with a note that the page before began.
    fn goes_on(&self, lines: &[Line], ruled: bool, page: usize) -> bool {
        let (Some(first), Some(note)) = (lines.first(), self.notes.last()) else {
            return false;
        };
        let last = note.lines.last();
        let alike = last.is_some_and(|l| (l.size - first.size).abs() < 0.3);
        let small = first.size < SMALLER * self.body_size;
        let near = note.page + MOST_PAGES_OF_A_NOTE >= page;
        near && alike && ((ruled && small) || ((ruled || small) && note.is_open()))
    }

    /// Gives the lines of a foot to their notes.
    fn take(&mut self, foot: &[Line], at: usize, printed: u32) {
        let most = self.notes.len() + MOST_NOTES_IN_A_COLUMN;
        // What stands apart below the notes is no part of the last one: the foot
        // of a document whose pages are too few to tell it.
        let mut apart = false;
        let mut above: Option<&Line> = None;
        for (index, line) in foot.iter().enumerate() {
            let room = self.notes.len() < most;
            let below = foot.get(index + 1..).unwrap_or(&[]);
            let mark = marks::opening(line).filter(|m| {
                let small = m.form == Form::Small;
                let next = || self.is_called(m) && (index == 0 || self.is_next(m, below));
                room && self.opens(m) && (small || next())
            });
            let mut later = below.iter().take(MOST_NOTE_LINES);
            let last = !later.any(|line| marks::opening(line).is_some());
            let gap = above.is_some_and(|a| line.y - a.y > NOTE_GAP * a.size.max(line.size));
            apart |= gap && last;
            apart &= mark.is_none();
            above = Some(line);
            if let Some(mark) = mark {
                let is_endnote = !self.is_called_near(&mark) && self.is_called_far(&mark);
                let mut line = line.clone();
                line.text = line.text.split_off(mark.range.end.min(line.text.len()));
                line.text = line.text.trim_start().to_owned();
                self.notes.push(FoundNote {
                    number: mark.number,
                    page: at,
                    printed,
                    lines: vec![line],
                    form: mark.form,
                    is_endnote,
                });
            } else if let Some(note) = self.notes.last_mut().filter(|_| !apart) {
                note.lines.push(line.clone());
            } else {
                self.body.push(BodyLine {
                    line: line.clone(),
                    page: at,
                    number: printed,
                });
            }
        }
    }

    /// The number is that of the next note, or of a later one whose forerunners
    /// do not stand below: a line of a note may begin with any number.
    fn is_next(&self, mark: &Mark, below: &[Line]) -> bool {
        let Some(number) = mark.number.counted() else {
            return true;
        };
        let next = self.last() + 1;
        let skips = number > next && mark.form == Form::Plain;
        let mut later = below.iter().take(MOST_NOTE_LINES);
        let comes = |line: &Line| {
            let opening = marks::opening(line).and_then(|m| m.number.counted());
            opening.is_some_and(|n| (next..number).contains(&n))
        };
        number == next || (skips && !later.any(comes))
    }
}

/// Ems between the baselines of two lines of a note, at most.
const NOTE_GAP: f32 = 2.4;
/// Lines of a foot that are searched for a note with a lower number.
const MOST_NOTE_LINES: usize = 64;
/// Numbers that may be skipped between two notes: notes that the file lost.
const MOST_MISSING: u32 = 12;
/// A note runs over fewer pages.
const MOST_PAGES_OF_A_NOTE: usize = 4;
/// A limit keeps hostile input linear.
const MOST_NOTES_IN_A_COLUMN: usize = 256;
