//! Tables: of data, and those that lay text out.

use crate::blocks::{CELL, Shape};

use super::cells::{beginning, has_number_column, is_layout};
use super::classes::{Meaning, is_block, is_hidden, meaning};
use super::line::{Line, is_dotted, is_mark};
use super::walk::{Place, Walk, deeper};
use super::{Node, has_class};

impl<'t> Walk<'t> {
    pub(super) fn table(&mut self, table: Node<'t>, place: Place) {
        let data = has_class(table, "oj-table")
            || has_class(table, "table")
            || table.attribute("border").is_some_and(|b| b != "0");
        let numbers = has_number_column(table);
        for part in table.elements() {
            match part.name() {
                "tbody" | "thead" | "tfoot" => {
                    for row in part.elements() {
                        self.row(row, (data, numbers), place);
                    }
                }
                "tr" => self.row(part, (data, numbers), place),
                "col" | "colgroup" => {}
                _ => self.node(part, place),
            }
        }
    }

    /// A row of a table of data or of one that lays text out, whose first column may be for numbers.
    fn row(&mut self, row: Node<'t>, (data, numbers): (bool, bool), place: Place) {
        if self.notes.holds(row) {
            return;
        }
        let mut cells: Vec<Node> = Vec::new();
        let mut mark = None;
        for cell in row.elements() {
            let begins = beginning(cell);
            if begins.is_empty() {
                continue;
            }
            let numbered = (numbers && is_dotted(&begins)) || holds_number(cell);
            if cells.is_empty() && !data && (numbered || is_mark(&begins)) {
                mark = Some(begins);
            }
            cells.push(cell);
        }
        mark = mark.filter(|mark| cells.len() == 2 || !is_dotted(mark));
        match (cells.as_slice(), mark) {
            ([], _) => {}
            ([only], _) => {
                self.children(*only, place);
                self.flush(place);
            }
            ([_, rest @ ..], Some(mark)) => {
                self.hold_mark(&mark);
                let inside = if place.recital && place.depth == 0 {
                    place
                } else {
                    deeper(place)
                };
                for cell in rest {
                    self.children(*cell, inside);
                    self.flush(inside);
                }
                self.drop_mark(inside);
            }
            (cells, None) if !data && cells.iter().any(|cell| is_layout(*cell)) => {
                for cell in cells {
                    self.children(*cell, place);
                    self.flush(place);
                }
            }
            (cells, None) => self.data_row(cells, place),
        }
    }

    /// A row of a table: one block, whatever paragraphs its cells have.
    fn data_row(&mut self, cells: &[Node<'t>], place: Place) {
        let mut row = Line::default();
        for cell in cells {
            let mut line = Line::default();
            self.cell(*cell, &mut line);
            row.append(line.trimmed(), CELL);
        }
        self.line = row;
        self.emit(Shape::Row, place.depth);
    }

    fn cell(&mut self, node: Node<'t>, line: &mut Line) {
        for child in node.children() {
            if let Some(text) = child.text() {
                line.push(text);
            } else if is_hidden(child.name()) || meaning(child) == Meaning::Furniture {
            } else if let Some(note) = self.notes.called(child) {
                line.call(note);
            } else if meaning(child) == Meaning::Note && self.notes.holds(child) {
            } else {
                let apart = is_block(child.name()) || child.name() == "br";
                if apart {
                    line.push(" ");
                }
                self.cell(child, line);
                if apart || meaning(child) == Meaning::Number {
                    line.push(" ");
                }
            }
        }
    }
}

/// Whether a cell is the number of a paragraph: those of a judgment have a column of theirs.
fn holds_number(cell: Node) -> bool {
    let mut inside = cell.elements();
    inside.next().is_some_and(|p| meaning(p) == Meaning::Number) && inside.next().is_none()
}
