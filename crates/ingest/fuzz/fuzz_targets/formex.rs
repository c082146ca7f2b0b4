//! Any bytes are read as Formex, or refused; what is read fits together. Bytes
//! that are no XML at all are put into a paragraph of an act; all are read as an
//! archive too, and as the files of one, cut at NUL bytes.
#![no_main]

mod fits;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::{read_formex_archive, read_formex_blocks};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const FILES: [&str; 4] = ["a.doc.xml", "a.xml", "b.xml", "c.xml"];

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    if !bytes.starts_with(b"<") {
        let mut act = b"<ACT><ALINEA>".to_vec();
        act.extend(bytes);
        act.extend(b"</ALINEA></ACT>");
        check(&act);
    }
    check_archive(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, file) in FILES.iter().zip(bytes.split(|byte| *byte == 0)) {
        zip.start_file(*name, stored).expect("a new entry");
        zip.write_all(file).expect("memory takes it");
    }
    check_archive(&zip.finish().expect("memory takes it").into_inner());
});

fn check_archive(bytes: &[u8]) {
    if let Ok(Some(read)) = read_formex_archive(bytes) {
        fits::check(&read);
    }
}

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
