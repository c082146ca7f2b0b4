//! Blocks written as lines that a table of cases can hold: `P` plain, `T` text,
//! `I` item, `R` row, `H` heading with its level, then the depth if there is
//! one; calls as `⟦1⟧`, cells apart by ` | `, notes as `[1] text`.

use renvoi_ingest::text_readers::{Blocks, Note, Shape};

/// The mark that a note prints.
fn mark(note: &Note) -> String {
    note.label
        .clone()
        .unwrap_or_else(|| note.number.to_string())
}

/// All that was read, a line a block and a line a note.
pub(crate) fn written(blocks: &Blocks) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &blocks.blocks {
        let mut text = block.text.clone();
        for call in block.calls.iter().rev() {
            let note = blocks.notes.get(call.note).expect("a call has its note");
            text.insert_str(call.at, &format!("⟦{}⟧", mark(note)));
        }
        let shape = match block.shape {
            Shape::Plain => "P".to_owned(),
            Shape::Text => "T".to_owned(),
            Shape::Item => "I".to_owned(),
            Shape::Row => "R".to_owned(),
            Shape::Heading(level) => format!("H{}", level.unwrap_or(0)),
            other => format!("{other:?}"),
        };
        let depth = if block.depth > 0 {
            block.depth.to_string()
        } else {
            String::new()
        };
        lines.push(format!(
            "{shape}{depth} {}",
            text.replace('\u{2003}', " | ")
        ));
    }
    for note in &blocks.notes {
        let text = note.text.as_deref().unwrap_or("—");
        lines.push(format!("[{}] {text}", mark(note)));
    }
    lines
}
