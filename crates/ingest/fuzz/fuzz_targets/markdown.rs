//! Any text that the reader takes becomes blocks whose calls stand in them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::text_readers::markdown;

fuzz_target!(|bytes: &[u8]| {
    let Some(blocks) = markdown(bytes) else {
        return;
    };
    for block in &blocks.blocks {
        for call in &block.calls {
            assert!(block.text.is_char_boundary(call.at));
            assert!(call.note < blocks.notes.len());
        }
    }
});
