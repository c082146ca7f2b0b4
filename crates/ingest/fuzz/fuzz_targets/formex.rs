//! Any bytes are read as Formex, or refused; what is read fits together. Bytes
//! that are no XML at all are put into a paragraph of an act.
#![no_main]

mod fits;

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::read_formex_blocks;

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    if !bytes.starts_with(b"<") {
        let mut act = b"<ACT><ALINEA>".to_vec();
        act.extend(bytes);
        act.extend(b"</ALINEA></ACT>");
        check(&act);
    }
});

fn check(bytes: &[u8]) {
    let Some(Ok(read)) = read_formex_blocks(bytes) else {
        return;
    };
    assert!(!read.blocks.is_empty() || !read.notes.is_empty());
    fits::check(&read);
    for block in &read.blocks {
        assert!(!block.text.is_empty());
        assert_eq!(block.text.trim(), block.text);
    }
}
