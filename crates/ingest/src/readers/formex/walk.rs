//! The walk through a file: what goes into the paragraph being made, and where
//! paragraphs end.

use super::super::markup::Node;
use super::deleted::{self, Deleted};
use super::line::Line;
use super::names;
use super::notes::{Notes, Series};
use crate::blocks::{Block, Note, Shape};

/// The processing instructions that say something of the text.
pub(super) const INSTRUCTIONS: &[&str] = &["CLG.MDFO", "CLG.MDFC", "PAGE"];

/// What pages print in place of a deleted part of a sentence.
const DASH: &str = "—————";

/// What the paragraphs of an element are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// The next paragraph.
    pub(super) shape: Shape,
    /// The paragraphs after it.
    pub(super) then: Shape,
    /// How deep it stands in lists.
    pub(super) depth: u8,
}

impl Style {
    pub(super) fn of(shape: Shape, depth: u8) -> Self {
        let then = match shape {
            Shape::Item => Shape::Text,
            Shape::Heading(_) | Shape::Division(_) => Shape::Subtitle,
            other => other,
        };
        Self { shape, then, depth }
    }
}

/// Reads one file.
pub(super) struct Reader {
    blocks: Vec<Block>,
    pub(super) line: Line,
    pub(super) style: Style,
    pub(super) notes: Notes,
    pub(super) deleted: Deleted,
    /// The page being read, and the one on which the paragraph begins.
    pub(super) page: Option<u32>,
    line_page: Option<u32>,
    /// Quotation marks that stand on a line of their own open the next one.
    marks: String,
    /// Notes numbered anew belong to this table.
    pub(super) table: Option<Series>,
    /// In a quotation of other provisions: their headings are text.
    pub(super) quoted: bool,
    /// In an article: what has a title there is a figure or a quotation.
    pub(super) in_article: bool,
    /// In a title: numbered paragraphs are no points.
    pub(super) in_title: bool,
    /// In a cell, a note or a title on one line: paragraphs end in a space.
    pub(super) flat: bool,
    /// In a formula: nothing ends.
    pub(super) in_formula: bool,
    pub(super) capitals: bool,
    /// How deep the titled parts are nested.
    pub(super) level: u8,
}

impl Reader {
    pub(super) fn new(deleted: Deleted, page: Option<u32>) -> Self {
        Self {
            blocks: Vec::new(),
            line: Line::default(),
            style: Style::of(Shape::Text, 0),
            notes: Notes::default(),
            deleted,
            page,
            line_page: page,
            marks: String::new(),
            table: None,
            quoted: false,
            in_article: false,
            in_title: false,
            flat: false,
            in_formula: false,
            capitals: false,
            level: 0,
        }
    }

    pub(super) fn read(&mut self, root: Node<'_>) {
        self.block(root);
        self.end();
    }

    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Note>) {
        if !self.marks.is_empty() {
            self.blocks.push(Block {
                shape: Shape::Text,
                text: std::mem::take(&mut self.marks),
                page: self.page,
                ..Block::default()
            });
        }
        (self.blocks, self.notes.finish())
    }

    pub(super) fn children(&mut self, node: Node<'_>) {
        for child in node.children() {
            self.node(child);
        }
    }

    pub(super) fn node(&mut self, node: Node<'_>) {
        if let Some(text) = node.text() {
            if !self.deleted.contains(node) {
                self.words(text);
            }
            return;
        }
        let name = node.name();
        if name.starts_with('?') {
            self.instruction(node);
        } else if names::is_no_text(name) {
            // Nothing of it is read.
        } else if self.in_formula || names::is_inline(name) {
            self.inline(node);
        } else {
            self.block(node);
        }
    }

    fn words(&mut self, text: &str) {
        if self.capitals {
            for c in text.chars().flat_map(char::to_uppercase) {
                self.line.push_char(c);
            }
        } else {
            self.line.push(text);
        }
    }

    fn instruction(&mut self, node: Node<'_>) {
        if node.name() == deleted::OPENS {
            if self.deleted.opens(node) && node.attribute("LEVEL") == Some("TEXT") {
                self.line.push(DASH);
            }
        } else if let Some(page) = node.attribute("NO").and_then(|no| no.trim().parse().ok()) {
            self.page = Some(page);
            if self.line.is_empty() {
                self.line_page = self.page;
            }
        }
    }

    /// Ends a paragraph, unless all of it is the number of the next.
    pub(super) fn boundary(&mut self) {
        if self.in_formula {
            return;
        }
        if self.flat {
            self.line.space();
        } else if !self.line.is_lead() {
            self.end();
        }
    }

    /// Ends the paragraph and keeps it.
    pub(super) fn end(&mut self) {
        if self.flat {
            self.line.space();
            return;
        }
        let line = std::mem::take(&mut self.line);
        self.keep(line);
        self.line_page = self.page;
    }

    fn keep(&mut self, mut line: Line) {
        line.trim_end();
        if line.text.is_empty() {
            // A call without words belongs to the words before it.
            if let Some(last) = self.blocks.last_mut() {
                let at = last.text.len();
                last.calls.extend(line.calls.iter().map(|call| {
                    let mut call = *call;
                    call.at = at;
                    call
                }));
            }
            return;
        }
        if line.calls.is_empty() && is_marks(&line.text, "«“„‘‹\"") {
            self.marks.push_str(&line.text);
            return;
        }
        if line.calls.is_empty()
            && is_marks(&line.text, "»”“’›.;,")
            && let Some(last) = self.blocks.last_mut()
        {
            last.text.push_str(&line.text);
            return;
        }
        let marks = std::mem::take(&mut self.marks);
        line.prepend(&marks);
        self.blocks.push(Block {
            shape: self.style.shape,
            depth: self.style.depth,
            text: line.text,
            calls: line.calls,
            page: self.line_page,
        });
        self.style.shape = self.style.then;
    }

    /// Reads paragraphs of a style of their own.
    pub(super) fn within(&mut self, style: Style, read: impl FnOnce(&mut Self)) {
        self.end();
        if self.flat {
            read(self);
            self.line.space();
            return;
        }
        let around = std::mem::replace(&mut self.style, style);
        read(self);
        self.end();
        self.style = around;
    }

    /// Reads what goes on one line, whatever it is made of.
    pub(super) fn on_one_line(&mut self, read: impl FnOnce(&mut Self)) {
        let flat = std::mem::replace(&mut self.flat, true);
        read(self);
        self.flat = flat;
    }

    /// Reads what goes on a line apart from the one being made.
    pub(super) fn apart(&mut self, read: impl FnOnce(&mut Self)) -> Line {
        let around = std::mem::take(&mut self.line);
        let capitals = std::mem::take(&mut self.capitals);
        let formula = std::mem::take(&mut self.in_formula);
        self.on_one_line(read);
        self.capitals = capitals;
        self.in_formula = formula;
        let mut line = std::mem::replace(&mut self.line, around);
        line.trim_end();
        line
    }
}

fn is_marks(text: &str, marks: &str) -> bool {
    text.chars().all(|c| marks.contains(c) || c.is_whitespace())
}
