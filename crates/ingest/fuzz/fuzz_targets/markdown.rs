//! Any bytes are read as Markdown, without a panic; calls stand inside their texts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::text_readers::{is_markdown, read_markdown};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_markdown(bytes);
    let Ok(blocks) = read_markdown(bytes) else {
        return;
    };
    for block in &blocks.blocks {
        assert!(!block.text.is_empty() || !block.calls.is_empty());
        assert!(block.calls.is_sorted_by_key(|call| call.at));
        for call in &block.calls {
            assert!(call.note < blocks.notes.len());
            assert!(block.text.is_char_boundary(call.at));
        }
    }
});
