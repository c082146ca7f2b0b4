//! The events of the parser into blocks and notes.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::blocks::{Block, BlockCall, Blocks, CELL, Note, Shape};
use crate::error::ReadError;
use crate::readers::line::{join, tidy};
use crate::readers::markup;

use super::{front, inline};

/// Definition lists are not among them: French puts a space before a colon, and
/// a line that wraps there would become one.
const OPTIONS: Options = Options::ENABLE_FOOTNOTES
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

/// Reads a text in the common form.
pub(super) fn read(source: &str) -> Result<Blocks, ReadError> {
    let mut reader = Reader {
        source,
        out: Blocks::default(),
        run: Run::default(),
        lists: Vec::new(),
        item: None,
        quotes: 0,
        cells: None,
        note: None,
        by_label: HashMap::new(),
        bodies: Vec::new(),
        html: None,
        taken: 0,
        matter: false,
    };
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        reader.event(event, range)?;
    }
    Ok(reader.finish())
}

/// Words as they come, with the calls among them.
#[derive(Default)]
struct Run {
    text: String,
    calls: Vec<BlockCall>,
    /// Where links and images end.
    links: Vec<usize>,
}

struct Reader<'s> {
    source: &'s str,
    out: Blocks,
    run: Run,
    /// The open lists: the next number of an ordered one.
    lists: Vec<Option<u64>>,
    /// The mark of an item whose first paragraph is to come.
    item: Option<String>,
    quotes: usize,
    /// The cells of the row being read.
    cells: Option<Vec<Run>>,
    /// The body being read: an index into `bodies`.
    note: Option<usize>,
    /// Index of the note that carries a label.
    by_label: HashMap<String, usize>,
    /// Labels and texts of the bodies, in order.
    bodies: Vec<(String, String)>,
    html: Option<String>,
    /// Source before this offset was read as a call.
    taken: usize,
    matter: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) if self.matter => front::read(&text, &mut self.out.about),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.run.text.push_str(&text);
            }
            Event::FootnoteReference(label) => self.call(&label),
            Event::SoftBreak if self.next_opens_item(range.end) => self.flush(Shape::Plain),
            Event::SoftBreak | Event::HardBreak => self.run.text.push(' '),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.run.text.push(' '),
            },
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => {
                self.run.text.push(' ');
            }
            Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
            Event::Rule => self.flush(Shape::Plain),
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.flush(Shape::Plain);
            }
            Tag::BlockQuote(_) => {
                self.flush(Shape::Plain);
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.flush(Shape::Plain);
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush(Shape::Plain);
                self.item = Some(self.mark(range));
            }
            Tag::FootnoteDefinition(label) => {
                self.flush(Shape::Plain);
                self.note = Some(self.bodies.len());
                self.bodies.push((label.to_lowercase(), String::new()));
            }
            Tag::TableHead | Tag::TableRow => self.cells = Some(Vec::new()),
            Tag::HtmlBlock => {
                self.flush(Shape::Plain);
                self.html = Some(String::new());
            }
            Tag::MetadataBlock(_) => self.matter = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ReadError> {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => {
                self.flush(Shape::Plain);
                if tag == TagEnd::Item {
                    self.item = None;
                }
            }
            TagEnd::Heading(level) => self.flush(Shape::Heading(Some(rank(level)))),
            TagEnd::CodeBlock => self.flush(Shape::Text),
            TagEnd::BlockQuote(_) => {
                self.flush(Shape::Plain);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush(Shape::Plain);
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.flush(Shape::Plain);
                self.note = None;
            }
            TagEnd::TableCell => {
                let run = std::mem::take(&mut self.run);
                self.cells.get_or_insert_default().push(run);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row(),
            TagEnd::Link | TagEnd::Image => self.run.links.push(self.run.text.len()),
            TagEnd::HtmlBlock => self.html_block()?,
            TagEnd::MetadataBlock(_) => self.matter = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if range.end <= self.taken {
            return;
        }
        // Brackets around a label are a call even when no body has it.
        if text.starts_with('[')
            && let Some(label) = self.label_at(range.start).map(str::to_owned)
        {
            self.taken = range.start + label.len() + 3;
            self.call(&label);
            return;
        }
        self.run.text.push_str(text);
    }

    /// The label of a call that the parser left as text.
    fn label_at(&self, at: usize) -> Option<&str> {
        let (before, from) = self.source.split_at_checked(at)?;
        let label = from.strip_prefix("[^")?;
        let length = label.bytes().take(LONGEST_LABEL).position(|b| b == b']')?;
        let label = label.get(..length)?;
        let sound = !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
        (sound && !before.ends_with('\\')).then_some(label)
    }

    /// The printed mark of an item; none of an unordered one.
    fn mark(&mut self, range: &Range<usize>) -> String {
        let Some(Some(next)) = self.lists.last_mut() else {
            return String::new();
        };
        let number = *next;
        *next = next.saturating_add(1);
        let item = self.source.get(range.clone()).unwrap_or_default();
        let sign = item
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let sign = if sign.starts_with(')') { ')' } else { '.' };
        format!("{number}{sign} ")
    }

    fn call(&mut self, label: &str) {
        let key = label.to_lowercase();
        let known = self.by_label.get(&key).copied();
        // A call inside a note has no place in the text.
        if self.note.is_some() {
            return;
        }
        let note = known.unwrap_or_else(|| {
            let notes = &mut self.out.notes;
            notes.push(note_at(notes.len(), label));
            self.by_label.insert(key, notes.len() - 1);
            notes.len() - 1
        });
        let at = self.run.text.len();
        self.run.calls.push(BlockCall { note, at });
    }

    /// Does the next line of a paragraph open the next item of a list that only
    /// pandoc knows: `(a)`, `a)`, `ii.`?
    fn next_opens_item(&self, at: usize) -> bool {
        let rest = self.source.get(at..).unwrap_or_default().trim_start();
        if self.cells.is_some() || self.note.is_some() {
            return false;
        }
        match (list_mark(&self.run.text), list_mark(rest)) {
            (Some((shape, from)), Some((next_shape, to))) => {
                shape == next_shape && from.iter().any(|n| to.contains(&(n + 1)))
            }
            _ => false,
        }
    }

    /// Ends the block that is being read.
    fn flush(&mut self, shape: Shape) {
        let run = std::mem::take(&mut self.run);
        let (text, calls) = run.tidied();
        if text.is_empty() && calls.is_empty() {
            return;
        }
        let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let shape = match shape {
            Shape::Plain if depth > 0 && self.item.is_some() => Shape::Item,
            Shape::Plain if depth > 0 || self.quotes > 0 => Shape::Text,
            shape => shape,
        };
        let mut block = Block {
            shape,
            depth,
            text,
            calls,
            page: None,
        };
        if shape == Shape::Item {
            let mark = self.item.take().unwrap_or_default();
            block.text.insert_str(0, &mark);
            for call in &mut block.calls {
                call.at += mark.len();
            }
        }
        self.put(block);
    }

    fn put(&mut self, block: Block) {
        match self.note.and_then(|note| self.bodies.get_mut(note)) {
            Some((_, body)) => join(body, &block.text),
            None => self.out.blocks.push(block),
        }
    }

    fn row(&mut self) {
        let mut block = Block {
            shape: Shape::Row,
            ..Block::default()
        };
        for (at, cell) in self
            .cells
            .take()
            .unwrap_or_default()
            .into_iter()
            .enumerate()
        {
            if at > 0 {
                block.text.push(CELL);
            }
            let (text, calls) = cell.tidied();
            let from = block.text.len();
            block.calls.extend(calls.iter().map(|call| BlockCall {
                at: from + call.at,
                ..*call
            }));
            block.text.push_str(&text);
        }
        // Empty cells at the end say nothing, and a head may be empty.
        let end = block.text.trim_end().len();
        block
            .text
            .truncate(end.max(block.calls.last().map_or(0, |call| call.at)));
        if !block.text.trim().is_empty() {
            self.put(block);
        }
    }

    fn html_block(&mut self) -> Result<(), ReadError> {
        let Some(html) = self.html.take() else {
            return Ok(());
        };
        let tree = markup::parse_html(&html)?;
        let mut lines = String::new();
        for node in tree.root().descendants() {
            match (node.name(), node.text()) {
                (_, Some(text)) => {
                    let hidden = node
                        .parent()
                        .is_some_and(|p| matches!(p.name(), "script" | "style" | "title"));
                    let text = if hidden { "" } else { text };
                    lines.extend(
                        text.chars()
                            .map(|c| if c.is_whitespace() { ' ' } else { c }),
                    );
                }
                ("td" | "th", _) => lines.push(CELL),
                (
                    "p" | "div" | "br" | "tr" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                    | "table" | "blockquote" | "section" | "dt" | "dd",
                    _,
                ) => {
                    lines.push('\n');
                }
                _ => {}
            }
        }
        for line in lines.lines() {
            self.html_line(line);
        }
        Ok(())
    }

    fn html_line(&mut self, line: &str) {
        let mut cells = Vec::new();
        for cell in line.split(CELL) {
            let mut rest = cell;
            while let Some((before, after)) = rest.split_once("[^") {
                self.run.text.push_str(before);
                let label = html_label(after);
                rest = label
                    .and_then(|label| after.get(label.len() + 1..))
                    .unwrap_or(after);
                match label {
                    Some(label) => self.call(label),
                    None => self.run.text.push_str("[^"),
                }
            }
            self.run.text.push_str(rest);
            cells.push(std::mem::take(&mut self.run));
        }
        if cells.len() > 1 {
            // What stands before the first cell is the space of the row's tag.
            self.cells = Some(cells.split_off(1));
            self.row();
        } else if let Some(run) = cells.pop() {
            self.run = run;
            self.flush(Shape::Plain);
        }
    }

    fn finish(mut self) -> Blocks {
        self.flush(Shape::Plain);
        for (label, text) in std::mem::take(&mut self.bodies) {
            let notes = &mut self.out.notes;
            let at = *self.by_label.entry(label).or_insert_with_key(|label| {
                notes.push(note_at(notes.len(), label));
                notes.len() - 1
            });
            // The first of two bodies with one label is the one that is shown.
            if let Some(note) = notes.get_mut(at)
                && note.text.is_none()
                && !text.is_empty()
            {
                note.text = Some(text);
            }
        }
        self.out
    }
}

/// The label of a call in HTML, which the parser does not look into.
fn html_label(after: &str) -> Option<&str> {
    let length = after.bytes().take(LONGEST_LABEL).position(|b| b == b']')?;
    let label = after.get(..length)?;
    (!label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(label)
}

/// A label is short.
const LONGEST_LABEL: usize = 40;

impl Run {
    fn tidied(&self) -> (String, Vec<BlockCall>) {
        tidy(
            &self.text,
            &self.calls,
            &inline::signs(&self.text, &self.links),
        )
    }
}

/// The note called after `before` others; its mark is kept where it is not its
/// number.
fn note_at(before: usize, label: &str) -> Note {
    let number = u32::try_from(before + 1).unwrap_or(u32::MAX);
    Note {
        number,
        label: (label != number.to_string()).then(|| label.to_owned()),
        ..Note::default()
    }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The signs around the mark of an item and the numbers it may stand for: `i`
/// is the first or the ninth.
fn list_mark(text: &str) -> Option<((bool, char), Vec<u32>)> {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let end = inside
        .bytes()
        .take(6)
        .position(|b| !b.is_ascii_alphanumeric())?;
    let (mark, after) = inside.split_at_checked(end)?;
    let mut after = after.chars();
    let sign = after.next().filter(|sign| matches!(sign, ')' | '.'))?;
    let apart = after.next().is_some_and(char::is_whitespace);
    let mut numbers = Vec::new();
    if let Ok(number) = mark.parse::<u32>() {
        numbers.push(number);
    } else if let [letter @ (b'a'..=b'z' | b'A'..=b'Z')] = mark.as_bytes() {
        numbers.push(u32::from(letter.to_ascii_lowercase() - b'a') + 1);
    }
    numbers.extend(roman(mark));
    (apart && !numbers.is_empty()).then_some(((inside.len() < text.len(), sign), numbers))
}

fn roman(mark: &str) -> Option<u32> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let at = NUMBERS
        .iter()
        .position(|number| number.eq_ignore_ascii_case(mark))?;
    u32::try_from(at + 1).ok()
}
