//! Cells of tables: what of a page stands in them is told before they are read.

use super::Node;
use super::classes::{Meaning, is_hidden, meaning};
use super::line::Line;

/// Bytes of a cell that tell whether it holds a mark alone: more than a mark has.
const LONGEST_BEGINNING: usize = 64;

/// A character that the cut would have split.
const MARGIN: usize = 4;

/// How the text of a cell begins, without what is no text, such as arrows and
/// running heads: all of a mark, and empty only for a cell without text. Most
/// recitals and points stand in cells, so the whole is not read for this.
pub(super) fn beginning(cell: Node) -> String {
    fn collect(node: Node, line: &mut Line) {
        for child in node.children() {
            if line.text.len() > LONGEST_BEGINNING {
                return;
            }
            if let Some(text) = child.text() {
                let (begins, rest) = text.split_at(text.floor_char_boundary(LONGEST_BEGINNING));
                line.push(begins);
                // White space was most of it: what it parts is still to come.
                if line.text.len() + MARGIN < LONGEST_BEGINNING {
                    line.push(rest);
                }
            } else if !is_hidden(child.name()) && meaning(child) != Meaning::Furniture {
                collect(child, line);
            }
        }
    }
    let mut line = Line::default();
    collect(cell, &mut line);
    line.trimmed().text
}

/// Whether the first column of a table is as narrow as those for the numbers of
/// paragraphs.
pub(super) fn has_number_column(table: Node) -> bool {
    let first = table.elements().next().filter(|e| e.name() == "colgroup");
    let first = first.unwrap_or(table).elements().next();
    let first = first.filter(|e| e.name() == "col");
    let width = first.and_then(|column| column.attribute("width")?.strip_suffix('%'));
    width.is_some_and(|width| width.parse().is_ok_and(|width: f32| width <= WIDEST_NUMBER))
}

/// Percent of the width of a table.
const WIDEST_NUMBER: f32 = 10.0;

/// A cell that holds paragraphs of its own lays text out; a cell of data holds
/// one.
pub(super) fn is_layout(cell: Node) -> bool {
    let blocks = cell
        .descendants()
        .filter(|n| matches!(n.name(), "p" | "table"))
        .take(3)
        .count();
    blocks > 2
}
