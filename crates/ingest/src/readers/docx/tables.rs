//! Tables: rows of cells, unless the table only lays text out.

use crate::blocks::{Block, BlockCall, CELL, Shape};
use crate::readers::BULLETS;

use super::counters::Printed;
use super::paragraph::{Piece, prefix};

/// Longest mark of a point that stands in a cell of its own, in bytes: `(128)`,
/// `xviii)`.
const LONGEST_MARK: usize = 8;

/// A cell: its paragraphs. Empty cells are not kept.
pub(super) type Cell = Vec<Piece>;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// How many texts are open around it: its rows belong to the same.
    pub(super) flow: usize,
    /// The row being read is deleted or hidden.
    pub(super) row_dropped: bool,
    /// The cell being read is deleted.
    pub(super) cell_dropped: bool,
}

impl Table {
    /// A table inside so many open texts.
    pub(super) fn new(flow: usize) -> Self {
        Self {
            flow,
            ..Self::default()
        }
    }

    /// A cell is read.
    pub(super) fn end_cell(&mut self, cell: Cell) {
        if !cell.is_empty() && !std::mem::take(&mut self.cell_dropped) {
            self.row.push(cell);
        }
    }

    /// A row is read.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() && !std::mem::take(&mut self.row_dropped) {
            self.rows.push(row);
        }
    }

    /// The blocks of the whole table.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.end_row();
        if self.rows.iter().all(|row| row.len() <= 1) {
            return self.rows.into_iter().flatten().flatten().collect();
        }
        if self.rows.iter().all(|row| sets_a_point(row)) {
            return self.rows.into_iter().flat_map(point).collect();
        }
        self.rows.into_iter().map(row).collect()
    }
}

/// The mark of a point in one cell and its text in the other, as converters lay
/// out the recitals and points of acts.
fn sets_a_point(row: &[Cell]) -> bool {
    let [first, _] = row else { return false };
    let [piece] = first.as_slice() else {
        return false;
    };
    let mark = piece.block.text.as_str();
    let inner = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let closed = inner.len() < mark.len() && mark.ends_with([')', '.']);
    let sign = matches!(mark, "—" | "–" | "-" | "") || mark.chars().all(|c| BULLETS.contains(&c));
    piece.block.calls.is_empty()
        && mark.len() <= LONGEST_MARK
        && (sign || closed && !inner.is_empty() && inner.chars().all(char::is_alphanumeric))
}

fn point(row: Vec<Cell>) -> Vec<Piece> {
    let mut cells = row.into_iter();
    let mark = cells.next().and_then(|cell| cell.into_iter().next());
    let mark = mark.map(|piece| piece.block.text).unwrap_or_default();
    let mut pieces: Vec<Piece> = cells.flatten().collect();
    let bullet = mark == "-" || mark.chars().all(|c| BULLETS.contains(&c));
    let recital = mark.starts_with('(') && mark.bytes().any(|b| b.is_ascii_digit());
    for piece in &mut pieces {
        if piece.block.shape == Shape::Item {
            piece.block.depth = piece.block.depth.saturating_add(1);
        }
    }
    if let Some(first) = pieces.first_mut() {
        first.ordinary = false;
        // `(12)` may number a recital, which only its place tells.
        if !recital {
            first.block.shape = Shape::Item;
            first.block.depth = first.block.depth.max(1);
        }
        let number = Printed {
            text: if bullet { String::new() } else { mark },
            gap: " ",
            bullet,
        };
        prefix(&mut first.block, &number);
    }
    pieces
}

fn row(cells: Vec<Cell>) -> Piece {
    let mut text = String::new();
    let mut all_calls: Vec<BlockCall> = Vec::new();
    for cell in cells {
        let mut between = if text.is_empty() { "" } else { CELL_TEXT };
        for piece in cell {
            text.push_str(between);
            between = " ";
            let at = text.len();
            all_calls.extend(piece.block.calls.iter().map(|call| BlockCall {
                at: at + call.at,
                ..*call
            }));
            // A table in this cell gives its cells to the row.
            text.push_str(&piece.block.text);
        }
    }
    Piece {
        block: Block {
            shape: Shape::Row,
            text,
            calls: all_calls,
            ..Block::default()
        },
        ordinary: false,
        part: None,
    }
}

/// [`CELL`] as text.
const CELL_TEXT: &str = "\u{2003}";
const _: () = assert!(CELL == '\u{2003}');
