//! Paragraphs from the lines of the text: lines that a superscript cut are put
//! back together first, with the calls taken out, then printed lines are joined
//! where they belong together.

use super::join::{self, Vocabulary};
use super::layout::{Layout, LineEnds};
use super::lines::{Line, continues, ends_sentence};
use super::marks::{Form, Mark};
use super::width::Measure;
use crate::blocks::{Block, BlockCall, Shape};
use crate::structure::is_numbered_heading;

/// A line as the page shows it.
#[derive(Debug, Default)]
struct Printed {
    text: String,
    calls: Vec<BlockCall>,
    trailing: bool,
    /// The author typed a space after the last word.
    ends: bool,
    /// The author began something here: an item, or a paragraph after an empty
    /// one.
    begins: bool,
    item: bool,
    blanks: usize,
    page: u32,
    opens_page: bool,
}

/// The lines of the text with the page each stands on, and the calls found.
pub(super) struct Body<'a, 't> {
    pub(super) lines: &'a [Line<'t>],
    pub(super) pages: &'a [u32],
    /// Marks with the index of the note each calls, in text order.
    pub(super) calls: &'a [(Mark, usize)],
    pub(super) layout: Layout,
    pub(super) words: &'a Vocabulary,
}

/// Rebuilds the paragraphs.
pub(super) fn rebuild(body: &Body<'_, '_>) -> Vec<Block> {
    let printed = print(body);
    let measure = Measure::from_lines(printed.iter().map(|p| p.text.as_str()));
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Printed> = None;
    let mut lines_in_block = 0;
    for (at, line) in printed.iter().enumerate() {
        let joins = last.is_some_and(|last| {
            joins(last, line, lines_in_block, body.layout, &measure)
                && !heads_next(last, line, printed.get(at + 1), body.layout, &measure)
        });
        if let Some(block) = blocks.last_mut().filter(|_| joins) {
            append(block, line, body.words);
            lines_in_block += 1;
        } else {
            blocks.push(begin(line));
            lines_in_block = 1;
        }
        last = Some(line);
    }
    blocks
}

fn begin(line: &Printed) -> Block {
    Block {
        shape: if line.item { Shape::Item } else { Shape::Plain },
        text: line.text.clone(),
        calls: line.calls.clone(),
        page: Some(line.page),
        ..Block::default()
    }
}

fn append(block: &mut Block, line: &Printed, words: &Vocabulary) {
    join::append(&mut block.text, &line.text, words);
    let shift = block.text.len() - line.text.len();
    block.calls.extend(line.calls.iter().map(|c| BlockCall {
        note: c.note,
        at: c.at + shift,
    }));
}

/// Puts the pieces of each printed line together and takes the calls out.
fn print(body: &Body<'_, '_>) -> Vec<Printed> {
    let mut printed: Vec<Printed> = Vec::new();
    let mut calls = body.calls.iter().peekable();
    // A call set above its line waits for the line.
    let mut displaced = None;
    for (at, line) in body.lines.iter().enumerate() {
        let mut own = Vec::new();
        while let Some(call) = calls.next_if(|(mark, _)| mark.line <= at) {
            own.push(*call);
        }
        if let [(mark, note)] = own[..]
            && mark.form == Form::Displaced
        {
            displaced = Some(note);
            continue;
        }
        let open = printed.last().is_some_and(|last| !last.trailing)
            && (body.layout.cuts_runs() || own.first().is_some_and(|(m, _)| m.form == Form::Head));
        if !open {
            printed.push(start(line, at, body));
        }
        let Some(current) = printed.last_mut() else {
            continue;
        };
        if open && (line.lead > 0 || line.spaces) && !current.text.is_empty() {
            current.text.push(' ');
        }
        add(current, line, &own);
        if let Some(note) = displaced.take() {
            place_displaced(current, note);
        }
        current.trailing = line.trailing;
        current.ends = line.widely_trailing && body.layout.cuts_runs();
    }
    printed.retain(|p| !p.text.trim().is_empty() || !p.calls.is_empty());
    printed
}

fn start(line: &Line<'_>, at: usize, body: &Body<'_, '_>) -> Printed {
    let item = line.bullet || (line.lead == 1 && body.layout.cuts_runs());
    let opens_page = at > 0 && body.pages[at] != body.pages[at - 1];
    Printed {
        item,
        begins: item || (line.spaces && !opens_page),
        blanks: line.blanks,
        page: body.pages[at],
        opens_page,
        ..Printed::default()
    }
}

/// Appends a line's text without its calls.
fn add(printed: &mut Printed, line: &Line<'_>, calls: &[(Mark, usize)]) {
    let mut from = 0;
    for (mark, note) in calls {
        printed.text.push_str(&line.text[from..mark.start]);
        printed.calls.push(BlockCall {
            note: *note,
            at: printed.text.trim_end().len(),
        });
        from = mark.end;
    }
    printed.text.push_str(&line.text[from..]);
}

/// A call that was set above its line left a gap where it stood: a space before
/// a mark that takes none. Without one gap the call stays at the line's head.
fn place_displaced(printed: &mut Printed, note: usize) {
    let gaps: Vec<usize> = [" ,", " .", " ;", "  "]
        .iter()
        .flat_map(|gap| printed.text.match_indices(gap).map(|(at, _)| at))
        .collect();
    let at = match gaps[..] {
        [gap] => {
            printed.text.remove(gap);
            gap
        }
        _ => 0,
    };
    for call in printed.calls.iter_mut().filter(|c| c.at > at) {
        call.at -= 1;
    }
    printed.calls.push(BlockCall { note, at });
    printed.calls.sort_by_key(|c| c.at);
}

/// Decides whether a printed line goes on with the paragraph of the one before.
fn joins(
    last: &Printed,
    line: &Printed,
    lines_in_block: usize,
    layout: Layout,
    measure: &Measure,
) -> bool {
    if line.begins || (last.ends && ends_sentence(&last.text)) {
        return false;
    }
    if !line.opens_page && line.blanks > layout.inner_blanks {
        return false;
    }
    let text = line.text.as_str();
    if layout.ends == LineEnds::Wrapped {
        return joins_wrapped(last, line, measure);
    }
    if last.text.ends_with(['-', '\u{ad}']) && last.text.len() > 1 {
        return true;
    }
    if continues(text) {
        return !(opens_item(text) && ends_sentence(&last.text));
    }
    let ended = ends_sentence(&last.text);
    if !ended && text.starts_with(|c: char| c.is_ascii_digit()) && !is_numbered_heading(text) {
        // `près de` / `3 milliards`: a number is short enough to fit.
        return true;
    }
    if measure.fits(&last.text, text, 0.965) {
        return false;
    }
    let after_heading = lines_in_block == 1 && !ended && is_numbered_heading(&last.text);
    let before_heading = ended && is_numbered_heading(text);
    !(after_heading || before_heading || ended && opens_item(text))
}

/// A line after a full one that ended a sentence may be a heading: short, not
/// ended itself, and followed by the beginning of something. As the last line
/// of the paragraph before it would leave that without an end.
fn heads_next(
    last: &Printed,
    line: &Printed,
    next: Option<&Printed>,
    layout: Layout,
    measure: &Measure,
) -> bool {
    if layout.ends == LineEnds::Wrapped || continues(&line.text) {
        return false;
    }
    ends_sentence(&last.text)
        && !ends_sentence(&line.text)
        && next.is_some_and(|next| {
            next.begins || (!continues(&next.text) && measure.fits(&line.text, &next.text, 0.8))
        })
}

/// The same, where a space at its end says that a line was wrapped. The space
/// is missing on wrapped lines that fill the page to its edge.
fn joins_wrapped(last: &Printed, line: &Printed, measure: &Measure) -> bool {
    let text = line.text.as_str();
    let ended = ends_sentence(&last.text);
    if last.trailing {
        return !(ended && !continues(text) && measure.fits(&last.text, text, 0.9));
    }
    if last.text.ends_with('-') && continues(text) {
        return true;
    }
    !ended && !measure.fits(&last.text, text, 0.97)
}

/// The line opens with the mark of a list: `a)`, `ii)`, `3)`, `(b)`, a dash.
fn opens_item(text: &str) -> bool {
    let body = text.strip_prefix('(').unwrap_or(text);
    if let Some((mark, _)) = body.split_once(')') {
        return mark.len() <= 4
            && !mark.is_empty()
            && mark.bytes().all(|b| b.is_ascii_alphanumeric());
    }
    text.starts_with(['–', '—'])
}
