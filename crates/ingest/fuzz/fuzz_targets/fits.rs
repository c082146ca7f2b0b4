//! What holds of the blocks of every reader.

use renvoi_ingest::blocks::Blocks;

/// No block is empty; calls stand in order, inside their texts, and lead to notes.
pub(crate) fn check(read: &Blocks) {
    for block in &read.blocks {
        assert!(!block.text.is_empty() || !block.calls.is_empty());
        assert!(block.calls.is_sorted_by_key(|call| call.at));
        for call in &block.calls {
            assert!(block.text.is_char_boundary(call.at));
            assert!(call.note < read.notes.len());
        }
    }
}
