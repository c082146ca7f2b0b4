//! Any texts of one document, parted by blank lines, `§` before a section and
//! `note:` before a note: what is found stands in order and is the slice it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_reference::{Catalogue, Reader};

fuzz_target!(|document: &str| {
    let mut reader = Reader::new(Catalogue::bundled());
    for mut text in document.split("\n\n") {
        if let Some(rest) = text.strip_prefix('§') {
            reader.begin_section();
            text = rest;
        }
        let reading = match text.strip_prefix("note:") {
            Some(note) => {
                text = note;
                reader.note(note)
            }
            None => reader.text(text),
        };
        let code_points: Vec<char> = text.chars().collect();
        let check = |start: usize, end: usize, written: &str| {
            assert!(start < end && end <= code_points.len());
            assert!(code_points[start..end].iter().copied().eq(written.chars()));
        };
        let mut last = 0;
        for citation in &reading.citations {
            assert!(last <= citation.start);
            check(citation.start, citation.end, &citation.text);
            last = citation.end;
        }
        for left in &reading.unresolved {
            check(left.start, left.end, &left.text);
        }
    }
});
