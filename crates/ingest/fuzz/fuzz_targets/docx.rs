//! Any bytes are read as a DOCX or refused, and what is read fits together: the
//! bytes as they are, and as the parts of a sound archive, cut at NUL bytes.
#![no_main]

mod fits;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::{read_docx_blocks, recognises_docx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [&str; 7] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/endnotes.xml",
    "word/settings.xml",
    "word/_rels/document.xml.rels",
];

fn check(bytes: &[u8]) {
    recognises_docx(bytes);
    if let Ok(read) = read_docx_blocks(bytes) {
        fits::check(&read);
    }
}

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in PARTS.iter().zip(bytes.split(|byte| *byte == 0)) {
        zip.start_file(*name, stored).expect("a new entry");
        zip.write_all(part).expect("memory takes it");
    }
    check(&zip.finish().expect("memory takes it").into_inner());
});
