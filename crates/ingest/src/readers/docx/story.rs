//! Walks a story (the body of a document, or its notes) and yields its blocks.
//!
//! One pass over the events, with what is open kept on stacks of bounded depth.

mod signs;

use std::collections::HashMap;

use crate::blocks::Shape;
use crate::error::ReadError;

use super::counters::Counters;
use super::fields::Fields;
use super::notes::{BothNumbers, Call, Kind, Target};
use super::numbering::Numbering;
use super::paragraph::{Paragraph, Piece};
use super::roles::Role;
use super::styles::Styles;
use super::symbols;
use super::tables::Table;
use super::tags::{Tag, is_skipped, tag_of};
use super::xml::{Element, Event, Xml};

/// Most blocks, calls and bytes of text of a story. The longest act has some
/// 20 000 paragraphs and 3 MB; a store takes more, a machine's memory may not.
const MOST_BLOCKS: usize = 500_000;
const MOST_CALLS: usize = 200_000;
const MOST_TEXT: usize = 64 << 20;

/// Tables nested deeper are read as text: each level copies its cells once.
const DEEPEST_TABLE: usize = 12;

/// Lines of the cover page and titles that are kept for what they say of the
/// document.
const MOST_TITLES: usize = 64;

/// Bytes of a mark that an author chose for a note.
const LONGEST_CUSTOM_MARK: usize = 16;

/// What the walk needs to know besides the part.
pub(super) struct Context {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
}

/// What a walk yields.
#[derive(Default)]
pub(super) struct Story {
    /// The blocks, in order.
    pub(super) pieces: Vec<Piece>,
    /// Calls, which the blocks count.
    pub(super) calls: Vec<Call>,
    /// How each section numbers its notes.
    pub(super) sections: Vec<BothNumbers>,
    /// Texts of notes, by id, where the part holds notes.
    pub(super) notes: HashMap<i64, Option<String>>,
    /// Titles and lines of the cover page, with what their style says.
    pub(super) titles: Vec<(Role, String)>,
    /// Content that stands in another file inside this one.
    pub(super) embedded: usize,
}

/// Text in which paragraphs follow one another: the body, a cell, a text box, a
/// note.
#[derive(Default)]
struct Flow {
    pieces: Vec<Piece>,
    open: Option<Paragraph>,
    /// A paragraph whose mark is not there, for the next to go on.
    carried: Option<Paragraph>,
    /// Blocks of text boxes, which follow the paragraph that holds them.
    boxes: Vec<Piece>,
    /// The run around a text box.
    run: Run,
    /// Id of the note; none for one that is no text, such as a separator.
    note: Option<i64>,
    in_cell: bool,
}

/// What holds for the text of a run.
#[derive(Clone, Copy, Default)]
struct Run {
    hidden: bool,
    emphasis: bool,
    /// The call whose own mark comes next.
    custom: Option<usize>,
}

/// A content control.
#[derive(Clone, Copy, Default)]
struct Control {
    dropped: bool,
}

pub(super) struct Walker<'a> {
    context: &'a Context,
    /// Fields that are never closed end with their paragraph.
    short_fields: bool,
    out: Story,
    flows: Vec<Flow>,
    tables: Vec<Table>,
    tags: Vec<Tag>,
    /// How many elements are open around what is being passed over.
    skipped: Option<usize>,
    run: Run,
    preserve: bool,
    fields: Fields,
    controls: Vec<Control>,
    /// Choices: whether one was read, and what had been read before it.
    choices: Vec<(bool, usize)>,
    /// Bytes of text that went by, printed or not.
    seen: usize,
    section: BothNumbers,
    counters: Counters,
    blocks: usize,
    bytes: usize,
}

/// Reads a story.
///
/// # Errors
/// The part is not well formed, or holds more than a reader takes.
pub(super) fn read(context: &Context, part: &str, text: &str) -> Result<Story, ReadError> {
    let (story, fields_closed) = Walker::new(context, false).walk(part, text)?;
    if fields_closed {
        return Ok(story);
    }
    // A field that nothing ends would hide the rest of the document.
    Ok(Walker::new(context, true).walk(part, text)?.0)
}

impl<'a> Walker<'a> {
    fn new(context: &'a Context, short_fields: bool) -> Self {
        Self {
            context,
            short_fields,
            out: Story::default(),
            flows: vec![Flow::default()],
            tables: Vec::new(),
            tags: Vec::new(),
            skipped: None,
            run: Run::default(),
            preserve: false,
            fields: Fields::default(),
            controls: Vec::new(),
            choices: Vec::new(),
            seen: 0,
            section: BothNumbers::default(),
            counters: Counters::default(),
            blocks: 0,
            bytes: 0,
        }
    }

    fn walk(mut self, part: &str, text: &str) -> Result<(Story, bool), ReadError> {
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Event::End => break,
                Event::Open(element) => self.open(&element)?,
                Event::Close => self.close()?,
                Event::Text(text) => self.text(&text),
            }
        }
        if let Some(mut flow) = self.flows.pop() {
            self.settle(&mut flow)?;
            self.out.pieces = flow.pieces;
        }
        self.out.sections.push(self.section);
        Ok((self.out, self.fields.are_closed()))
    }

    fn parent(&self) -> Tag {
        self.tags.last().copied().unwrap_or_default()
    }

    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        let parent = self.parent();
        let mut tag = tag_of(element, parent);
        if self.skipped.is_none() {
            if is_skipped(element, parent) {
                tag = Tag::Skipped;
            }
            tag = self.enter(tag, parent, element)?;
            if tag == Tag::Skipped {
                self.skipped = Some(self.tags.len());
            }
        }
        self.tags.push(tag);
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let Some(tag) = self.tags.pop() else {
            return Ok(());
        };
        match self.skipped {
            Some(around) if self.tags.len() > around => return Ok(()),
            Some(_) => {
                self.skipped = None;
                return Ok(());
            }
            None => {}
        }
        self.leave(tag)
    }

    /// Begins an element that is read; returns what it turned out to be.
    fn enter(&mut self, tag: Tag, parent: Tag, element: &Element) -> Result<Tag, ReadError> {
        match tag {
            Tag::Paragraph => self.begin_paragraph()?,
            Tag::Run => {
                let hidden = self.flow().open.as_ref().and_then(|p| p.style.hidden);
                let emphasis = self.flow().open.as_ref().and_then(|p| p.style.emphasis);
                self.run = Run {
                    hidden: hidden.unwrap_or(false),
                    emphasis: emphasis.unwrap_or(false),
                    custom: None,
                };
            }
            Tag::Text => {
                self.preserve = element.attribute("space").is_some_and(|v| v == "preserve");
            }
            Tag::TextBox => {
                let run = self.run;
                self.flows.push(Flow {
                    run,
                    ..Flow::default()
                });
            }
            Tag::Note if self.flows.len() == 1 => self.begin_note(element),
            Tag::Note => return Ok(Tag::Other),
            Tag::Table => return self.begin_table(),
            Tag::Row | Tag::Cell if !self.in_table() => return Ok(Tag::Other),
            Tag::Cell => self.flows.push(Flow {
                in_cell: true,
                ..Flow::default()
            }),
            Tag::SimpleField => {
                self.fields.begin();
                self.fields
                    .instruct(&element.attribute("instr").unwrap_or_default());
                self.fields.separate();
            }
            Tag::Control => self.controls.push(Control::default()),
            Tag::ControlContent if self.controls.last().is_some_and(|c| c.dropped) => {
                return Ok(Tag::Skipped);
            }
            Tag::Alternatives => self.choices.push((false, self.seen)),
            Tag::Choice => {
                let seen = self.seen;
                match self.choices.last_mut() {
                    Some((true, _)) => return Ok(Tag::Skipped),
                    Some((false, before)) => *before = seen,
                    None => {}
                }
            }
            Tag::Property => self.property(parent, element),
            Tag::Mark => self.mark(element)?,
            _ => {}
        }
        Ok(tag)
    }

    fn leave(&mut self, tag: Tag) -> Result<(), ReadError> {
        match tag {
            Tag::Paragraph => self.end_paragraph()?,
            Tag::Run => self.run = Run::default(),
            Tag::TextBox => {
                if let Some(mut flow) = self.flows.pop() {
                    self.settle(&mut flow)?;
                    self.run = flow.run;
                    self.deliver(flow.pieces);
                }
            }
            Tag::Note => {
                if let Some(mut flow) = self.flows.pop() {
                    self.settle(&mut flow)?;
                    self.end_note(flow);
                }
            }
            Tag::Cell => {
                if let Some(mut flow) = self.flows.pop() {
                    self.settle(&mut flow)?;
                    if let Some(table) = self.tables.last_mut() {
                        table.end_cell(flow.pieces);
                    }
                }
            }
            Tag::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Tag::Table => {
                if let Some(table) = self.tables.pop() {
                    self.deliver(table.finish());
                }
            }
            Tag::SimpleField => self.end_field()?,
            Tag::Control => drop(self.controls.pop()),
            Tag::Choice => {
                let seen = self.seen;
                if let Some((taken, before)) = self.choices.last_mut() {
                    *taken = seen > *before;
                }
            }
            Tag::Alternatives => drop(self.choices.pop()),
            Tag::Section => self.end_section_properties(),
            _ => {}
        }
        Ok(())
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// The paragraph that text belongs to; text outside any makes its own.
    fn paragraph(&mut self) -> &mut Paragraph {
        if self.flow().open.is_none() {
            let style = self.context.styles.get(None);
            let carried = self.flow().carried.take().unwrap_or_default();
            self.flow().open = Some(Paragraph { style, ..carried });
        }
        self.flow().open.get_or_insert_default()
    }

    fn begin_paragraph(&mut self) -> Result<(), ReadError> {
        if self.flow().open.is_some() {
            self.end_paragraph()?;
        }
        if self.short_fields {
            self.fields.reset();
        }
        self.paragraph();
        Ok(())
    }

    fn begin_note(&mut self, element: &Element) {
        // Separators have a type; notes have none, or `normal`.
        let kind = element.attribute("type");
        let id = element.number("id");
        let note = id.filter(|_| kind.is_none_or(|kind| kind == "normal"));
        self.flows.push(Flow {
            note,
            ..Flow::default()
        });
    }

    fn begin_table(&mut self) -> Result<Tag, ReadError> {
        if self.tables.len() >= DEEPEST_TABLE {
            return Ok(Tag::Other);
        }
        if let Some(carried) = self.flow().carried.take() {
            self.finish(carried)?;
        }
        let flow = self.flows.len();
        self.tables.push(Table::new(flow));
        Ok(Tag::Table)
    }

    /// True where a row or cell belongs to the innermost table.
    fn in_table(&self) -> bool {
        self.tables
            .last()
            .is_some_and(|t| t.flow == self.flows.len())
    }

    /// Blocks that were read whole go behind the paragraph that is open.
    fn deliver(&mut self, pieces: Vec<Piece>) {
        let flow = self.flow();
        if flow.open.is_some() || flow.carried.is_some() {
            flow.boxes.extend(pieces);
        } else {
            flow.pieces.extend(pieces);
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(mut paragraph) = self.flow().open.take() else {
            return Ok(());
        };
        if self.short_fields {
            self.fields.reset();
        }
        if paragraph.ends_section {
            let section = std::mem::take(&mut self.section);
            self.out.sections.push(section);
        }
        if paragraph.mark_deleted {
            self.flow().carried = Some(paragraph.carried());
        } else if paragraph.runs_in && paragraph.text.is_empty() {
            // Hidden from end to end: nothing is printed, no number either.
            let flow = self.flow();
            flow.pieces.append(&mut flow.boxes);
        } else if paragraph.runs_in {
            let number = self.number(&paragraph).map(|(number, _)| number);
            paragraph.number = paragraph.number.take().or(number);
            self.flow().carried = Some(paragraph.carried());
        } else {
            self.finish(paragraph)?;
        }
        Ok(())
    }

    fn number(&mut self, paragraph: &Paragraph) -> Option<(super::counters::Printed, usize)> {
        let lists = &self.context.numbering;
        let (list, level) = paragraph.list(|list, style| lists.get(list)?.level_of(style))?;
        Some((self.counters.next(lists, list, level)?, level))
    }

    fn finish(&mut self, paragraph: Paragraph) -> Result<(), ReadError> {
        let number = self.number(&paragraph);
        let role = paragraph.style.role;
        let piece = match role {
            // The headings once more, with the numbers of their pages.
            Some(Role::Contents) => None,
            _ => paragraph.finish(number, self.flow().in_cell),
        };
        if let Some(mut piece) = piece {
            self.blocks += 1;
            self.bytes += piece.block.text.len();
            if role == Some(Role::Status) && !piece.block.text.starts_with("Proposition") {
                piece.block.shape = Shape::Text;
                piece.part = None;
            }
            if let Some(role) = piece.part.filter(|role| role.is_about())
                && self.out.titles.len() < MOST_TITLES
            {
                self.out.titles.push((role, piece.block.text.clone()));
            }
            let last = self.flow().pieces.last_mut();
            match last.filter(|last| last.goes_on_with(&piece)) {
                Some(title) => title.append(piece),
                None => self.flow().pieces.push(piece),
            }
        }
        let flow = self.flow();
        flow.pieces.append(&mut flow.boxes);
        self.check()
    }

    fn check(&self) -> Result<(), ReadError> {
        let limits = [
            (self.blocks, MOST_BLOCKS, "paragraphs"),
            (self.out.calls.len(), MOST_CALLS, "calls of notes"),
            (self.bytes, MOST_TEXT, "bytes of text"),
        ];
        match limits.iter().find(|(count, most, _)| count > most) {
            Some((_, most, what)) => Err(ReadError::TooMuch {
                what: (*what).to_owned(),
                limit: most.to_string(),
            }),
            None => Ok(()),
        }
    }

    /// Ends what is still open in a text that ends.
    fn settle(&mut self, flow: &mut Flow) -> Result<(), ReadError> {
        self.flows.push(std::mem::take(flow));
        if let Some(mut open) = self.flow().open.take() {
            open.mark_deleted = false;
            open.runs_in = false;
            self.finish(open)?;
        }
        if let Some(carried) = self.flow().carried.take() {
            self.finish(carried)?;
        }
        *flow = self.flows.pop().unwrap_or_default();
        flow.pieces.append(&mut flow.boxes);
        Ok(())
    }

    fn end_note(&mut self, flow: Flow) {
        let Some(id) = flow.note else { return };
        let texts: Vec<String> = flow.pieces.into_iter().map(|p| p.block.text).collect();
        let text = texts.join(" ");
        self.out
            .notes
            .entry(id)
            .or_insert(Some(text).filter(|t| !t.is_empty()));
    }
}
