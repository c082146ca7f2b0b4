//! Language and citations of each passage and note.

use renvoi_analysis::detect_language;
use renvoi_document::Document;
use renvoi_reference::scan;

/// Fills in languages and citations.
pub(crate) fn annotate(document: &mut Document) {
    let main = document.language;
    for passage in &mut document.passages {
        passage.language = detect_language(&passage.text, main);
        passage.citations = scan(&passage.text);
    }
    for note in &mut document.footnotes {
        let Some(text) = &note.text else { continue };
        note.language = detect_language(text, main);
        note.citations = scan(text);
    }
}
