//! Any bytes are refused or read into a document whose parts fit together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::read_bytes;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = read_bytes("fuzz.txt", bytes) else {
        return;
    };
    for passage in &document.passages {
        let length = passage.text.chars().count();
        for call in &passage.calls {
            assert!(call.at <= length);
            assert!(document.footnotes.iter().any(|n| n.id == call.id));
        }
        for citation in &passage.citations {
            assert!(citation.start < citation.end && citation.end <= length);
        }
    }
    for note in &document.footnotes {
        if let Some(from) = &note.called_from {
            assert!(document.passages.iter().any(|p| &p.id == from));
        }
    }
});
