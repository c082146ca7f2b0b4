//! Tables: a paragraph a row.

use super::super::markup::Node;
use super::notes::Series;
use super::walk::{Reader, Style};
use crate::blocks::Shape;

impl Reader {
    /// Its notes get their numbers before the rows call them: some files have
    /// them above the rows, some below.
    pub(super) fn table(&mut self, node: Node<'_>) {
        self.end();
        let around = self.table.replace(Series::Table(node.position()));
        let before = self.notes.len();
        for notes in node.elements().filter(|e| e.name() == "GR.NOTES") {
            for note in notes.elements().filter(|e| e.name() == "NOTE") {
                if !self.deleted.contains(note) {
                    self.define(note, true);
                }
            }
        }
        for child in node.children().filter(|e| e.name() != "GR.NOTES") {
            self.node(child);
        }
        // Remarks among the notes stand under the table.
        for notes in node.elements().filter(|e| e.name() == "GR.NOTES") {
            for child in notes.children().filter(|e| e.name() != "NOTE") {
                self.node(child);
            }
            self.boundary();
        }
        self.notes.settle(before, self.page);
        self.table = around;
    }

    /// Notes set apart elsewhere than in a table.
    pub(super) fn table_notes(&mut self, node: Node<'_>) {
        self.boundary();
        for child in node.children() {
            if child.name() != "NOTE" {
                self.node(child);
            } else if !self.deleted.contains(child) {
                self.define(child, false);
            }
        }
        self.boundary();
    }

    pub(super) fn row(&mut self, node: Node<'_>) {
        if self.flat {
            self.boundary();
            self.children(node);
            self.boundary();
            return;
        }
        if !matches!(node.name(), "ROW" | "row") {
            let style = Style::of(Shape::Row, self.style.depth);
            self.within(style, |reader| {
                reader.on_one_line(|reader| reader.children(node));
            });
            return;
        }
        let style = Style::of(Shape::Row, self.style.depth);
        self.within(style, |reader| {
            for child in node.children() {
                let cell = reader.apart(|reader| reader.node(child));
                reader.line.append_cell(cell);
            }
        });
    }
}
