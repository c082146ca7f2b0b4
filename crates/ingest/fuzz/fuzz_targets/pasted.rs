//! Any bytes are read as a pasted act, without a panic; calls stand inside their texts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::text_readers::{is_pasted, read_pasted};

fuzz_target!(|bytes: &[u8]| {
    let _ = is_pasted(bytes);
    let Ok(blocks) = read_pasted(bytes) else {
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
