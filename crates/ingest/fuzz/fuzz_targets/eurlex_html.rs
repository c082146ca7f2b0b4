//! Any bytes are read as a page of EUR-Lex or refused, and what is read fits
//! together. The first byte chooses: the bytes as they are, or in a page of HTML,
//! of XHTML, of plain paragraphs, or of the Commission's styles.
#![no_main]

mod fits;

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::{read_page_blocks, recognises_page};

const PAGES: [[&str; 2]; 5] = [
    ["", ""],
    ["<html><body>", "</body></html>"],
    [
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>",
        "</body></html>",
    ],
    ["<html><body><div id=\"TexteOnly\">", "</div></body></html>"],
    [
        "<html><body><p class=\"Typedudocument\">A</p><dl><dd id=\"footnote1\">n</dd></dl>",
        "</body></html>",
    ],
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
