//! Titles: which are headings of the document, and which are text.

use super::super::markup::Node;
use super::walk::{Reader, Style};
use crate::blocks::Shape;

/// What a title is, by the element that it opens.
enum Kind {
    /// The title of the document, or of a table or a remark: one paragraph.
    Line,
    /// A heading and what stands under it.
    Heading(Option<u8>),
    /// The same above articles, so deep in such divisions.
    Division(u8),
}

/// How many divisions a division and those around it are.
fn divisions(division: Node<'_>) -> u8 {
    let around = std::iter::successors(Some(division), |node| node.parent());
    let count = around.filter(|node| node.name() == "DIVISION").count();
    u8::try_from(count).unwrap_or(u8::MAX)
}

impl Reader {
    fn kind(&self, title: Node<'_>) -> Kind {
        let Some(parent) = title.parent() else {
            return Kind::Line;
        };
        match parent.name() {
            "ANNEX" | "CONS.ANNEX" => Kind::Heading(None),
            "DIVISION" => Kind::Division(divisions(parent)),
            "GR.SEQ" | "DIV.CONSID" => Kind::Heading(Some(self.level.max(1))),
            "TBL" | "GR.TBL" | "GR.ANNOTATION" | "ANNOTATION" | "INCL.ELEMENT" | "FORMULA.S"
            | "LIST" | "DLIST" | "TOC" | "TOC.BLK" | "QUOT.S" | "CONS.DOC" => Kind::Line,
            _ if parent.parent().is_none_or(|above| above.name().is_empty()) => Kind::Line,
            _ if parent.elements().any(|e| e.name().starts_with("BIB.")) => Kind::Line,
            _ => Kind::Heading(None),
        }
    }

    pub(super) fn title(&mut self, node: Node<'_>) {
        if self.flat {
            self.boundary();
            self.children(node);
            self.boundary();
            return;
        }
        let in_title = std::mem::replace(&mut self.in_title, true);
        match self.kind(node) {
            Kind::Line => self.within(Style::of(Shape::Title, self.style.depth), |reader| {
                reader.on_one_line(|reader| reader.children(node));
            }),
            Kind::Heading(_) | Kind::Division(_) if self.quoted || self.in_article => {
                self.heading(node, Shape::Text);
            }
            Kind::Heading(level) => self.heading(node, Shape::Heading(level)),
            Kind::Division(depth) => self.heading(node, Shape::Division(Some(depth))),
        }
        self.in_title = in_title;
    }

    /// Reads a heading and the titles under it. The first paragraph of several
    /// is the heading (`ANNEXE I`), the others stand under it.
    pub(super) fn heading(&mut self, node: Node<'_>, shape: Shape) {
        // A number that stands before the title is part of it.
        self.boundary();
        let depth = match shape {
            Shape::Text => self.style.depth,
            _ => 0,
        };
        let around = std::mem::replace(&mut self.style, Style::of(shape, depth));
        let in_title = std::mem::replace(&mut self.in_title, true);
        self.children(node);
        self.end();
        self.in_title = in_title;
        self.style = around;
    }

    /// The title of an article; the one under it is a subtitle even where the
    /// number is missing.
    pub(super) fn article_title(&mut self, node: Node<'_>, shape: Shape) {
        let shape = if self.quoted { Shape::Text } else { shape };
        if self.flat {
            self.boundary();
            self.children(node);
            self.boundary();
        } else {
            self.heading(node, shape);
        }
    }

    /// Reads an annex, a division or a titled part. One whose title opens a
    /// quotation without closing it is quoted as a whole.
    pub(super) fn part(&mut self, node: Node<'_>) {
        let (quoted, level) = (self.quoted, self.level);
        self.quoted |= node.child("TITLE").is_some_and(opens_quotation);
        self.level = match node.name() {
            "GR.SEQ" | "DIV.CONSID" => {
                let own = node.attribute("LEVEL").and_then(|level| level.parse().ok());
                own.filter(|level| *level > 0)
                    .unwrap_or(level.saturating_add(1))
            }
            _ => 0,
        };
        self.end();
        self.children(node);
        self.end();
        (self.quoted, self.level) = (quoted, level);
    }

    pub(super) fn article(&mut self, node: Node<'_>) {
        let (quoted, in_article) = (self.quoted, self.in_article);
        self.quoted |= in_article || node.child("TI.ART").is_some_and(opens_quotation);
        self.in_article = true;
        self.end();
        self.children(node);
        self.end();
        (self.quoted, self.in_article) = (quoted, in_article);
    }
}

/// True when the first thing in a title is a quotation mark that is not closed
/// in it.
fn opens_quotation(title: Node<'_>) -> bool {
    let mut inside = title.descendants();
    let opening = inside.find(|node| {
        node.name() == "QUOT.START" || node.text().is_some_and(|text| !text.trim().is_empty())
    });
    let Some(id) = opening.and_then(|node| node.attribute("ID")) else {
        return false;
    };
    !inside.any(|node| node.name() == "QUOT.END" && node.attribute("REF.START") == Some(id))
}
