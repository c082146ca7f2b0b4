//! Any bytes are read as a pasted act, without a panic; calls stand inside their texts.
#![no_main]

mod fits;

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::text_readers::{is_pasted, read_pasted};

fuzz_target!(|bytes: &[u8]| {
    is_pasted(bytes);
    if let Ok(read) = read_pasted(bytes) {
        fits::check(&read);
    }
});
