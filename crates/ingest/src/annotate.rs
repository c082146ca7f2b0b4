//! Language and citations of each passage and note.

use std::collections::HashMap;

use renvoi_analysis::detect_language;
use renvoi_document::{Document, Footnote, Language, PassageKind, RecordId};
use renvoi_reference::{Catalogue, Decisions, Reader};

/// Fills in languages and citations, in reading order: each passage, then the
/// notes that it calls.
pub(crate) fn annotate(document: &mut Document) {
    let day = document.date.map(|date| date.to_string());
    let reader = || Reader::new(Catalogue::bundled()).dated(day.clone());
    let decisions = annotate_with(document, reader());
    // A decision that was taken for the only one of its number has a namesake further on.
    if decisions.contradict() {
        annotate_with(document, reader().knowing(&decisions));
    }
}

fn annotate_with(document: &mut Document, mut reader: Reader<'_>) -> Decisions {
    let main = document.language;
    let mut notes: HashMap<RecordId, &mut Footnote> = document
        .footnotes
        .iter_mut()
        .map(|note| (note.id.clone(), note))
        .collect();
    let mut section: Option<&str> = None;
    for passage in &mut document.passages {
        let recital = passage.kind == PassageKind::Recital && passage.number.is_some();
        if recital || passage.section.as_deref() != section {
            reader.begin_section();
        }
        section = passage.section.as_deref();
        passage.language = detect_language(&passage.text, main);
        passage.citations = reader.text(&passage.text).citations;
        for call in &passage.calls {
            if let Some(note) = notes.remove(&call.id) {
                annotate_note(note, main, &mut reader);
            }
        }
    }
    let mut uncalled: Vec<_> = notes.into_values().collect();
    uncalled.sort_by_key(|note| note.number);
    for note in uncalled {
        annotate_note(note, main, &mut reader);
    }
    reader.decisions().clone()
}

fn annotate_note(note: &mut Footnote, main: Language, reader: &mut Reader<'_>) {
    let Some(text) = &note.text else { return };
    note.language = detect_language(text, main);
    note.citations = reader.note(text).citations;
}
