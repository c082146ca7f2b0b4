//! Any bytes are read as Markdown, without a panic; calls stand inside their texts.
#![no_main]

mod fits;

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::text_readers::{is_markdown, read_markdown};

fuzz_target!(|bytes: &[u8]| {
    is_markdown(bytes);
    if let Ok(read) = read_markdown(bytes) {
        fits::check(&read);
    }
});
