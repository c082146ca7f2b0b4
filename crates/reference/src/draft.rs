//! The references of a text that is no document yet: a draft, a mail, what was pasted.

use crate::{Catalogue, Citation, Decisions, Reader, scan_each};

/// Hands on each reference of a text, in order: formal ones, and names of the bundled catalogue. Offsets are code points of
/// the whole text. Time is linear, and a paragraph at a time is held.
///
/// ```
/// let mut keys = Vec::new();
/// renvoi_reference::draft_references("Voir COM(2020) 605.\n\nLe RGPD reste en vigueur.", &mut |citation| {
///     keys.push(citation.key.to_string());
/// });
/// assert_eq!(keys, ["COM(2020) 605", "32016R0679"]);
/// ```
pub fn draft_references(text: &str, emit: &mut dyn FnMut(Citation)) {
    let decisions = decisions(text);
    let mut reader = Reader::new(Catalogue::bundled()).knowing(&decisions);
    let mut points = 0;
    for paragraph in paragraphs(text) {
        each(paragraph, &mut reader, &mut |citation| {
            emit(citation.shifted(points));
        });
        points += paragraph.chars().count();
    }
}

/// The decisions that a text cites by either numbering, wherever they stand in it. Only paragraphs that speak of decisions
/// are read for them.
fn decisions(text: &str) -> Decisions {
    let speaks = |paragraph: &&str| {
        let is_short = paragraph.len() <= LONGEST_PARAGRAPH;
        is_short && (paragraph.contains("cision") || paragraph.contains("CISION"))
    };
    let none = Catalogue::default();
    let mut reader = Reader::new(&none);
    for paragraph in paragraphs(text).filter(speaks) {
        reader.note_decisions(paragraph);
    }
    reader.decisions().clone()
}

/// Bytes of a paragraph in which names are looked for, too; a longer one is no prose, and its references are handed on
/// one by one.
const LONGEST_PARAGRAPH: usize = 4 << 20;

/// Finds the references of a paragraph: formal ones, and names of the catalogue. Short forms (*ladite directive*) are left
/// to documents, whose structure says what they look back to.
fn each(paragraph: &str, reader: &mut Reader<'_>, emit: &mut dyn FnMut(Citation)) {
    if paragraph.len() > LONGEST_PARAGRAPH {
        return scan_each(paragraph, emit);
    }
    let catalogue = Catalogue::bundled();
    let is_name = |citation: &Citation| {
        let named = catalogue.resolve(&citation.text);
        named.is_some_and(|named| named.key == citation.key)
    };
    for citation in reader.text(paragraph).citations {
        if !citation.attributes.resolved || is_name(&citation) {
            emit(citation);
        }
    }
}

/// The paragraphs of a text, each with the blank lines behind it.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut at = 0;
        let mut lines = rest.split_inclusive('\n');
        // To the last of the blank lines that end the paragraph.
        let mut blank = false;
        for line in &mut lines {
            let is_blank = line.trim().is_empty();
            if blank && !is_blank {
                break;
            }
            blank = is_blank && at > 0;
            at += line.len();
        }
        let (paragraph, after) = rest.split_at(at);
        rest = after;
        Some(paragraph)
    })
}
