//! Any bytes are read as a page of EUR-Lex or refused, and what is read fits
//! together. The first byte chooses: the bytes as they are, or in a page of HTML,
//! of XHTML, or of plain paragraphs.
#![no_main]

mod fits;

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::{read_page_blocks, recognises_page};

const PAGES: [[&str; 2]; 4] = [
    ["", ""],
    ["<html><body>", "</body></html>"],
    [
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>",
        "</body></html>",
    ],
    ["<html><body><div id=\"TexteOnly\">", "</div></body></html>"],
];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else {
        return;
    };
    let [open, close] = PAGES[usize::from(*choice) % PAGES.len()];
    let page = [open.as_bytes(), rest, close.as_bytes()].concat();
    recognises_page(&page);
    if let Ok(read) = read_page_blocks(&page) {
        fits::check(&read);
        assert!(!read.blocks.is_empty());
    }
});
