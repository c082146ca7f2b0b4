//! Any bytes are read as a PDF, and any signs as a layout, into blocks whose
//! parts fit together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_ingest::{read_pdf_blocks, read_pdf_signs};

/// What makes a layout: figures and brackets more than words.
const SIGNS: &[char] = &[
    'a', 'b', 'L', 'B', 'é', '1', '2', '3', '(', ')', '.', ';', '-', '\u{ad}', ' ', '•', '—', '/',
    '\u{fffd}', '\u{a0}', '\u{2500}', 'ﬁ', 'i', 'v',
];
const SIZES: &[f32] = &[10.0, 10.0, 6.5, 8.0, 14.0, 1.0, 400.0, 11.0];

fuzz_target!(|data: &[u8]| {
    let Some((mode, rest)) = data.split_first() else {
        return;
    };
    let read = if mode % 2 == 0 {
        read_pdf_blocks(rest)
    } else {
        // A line of text a few bytes: sign, place and count.
        let mut pages = vec![Vec::new()];
        for piece in rest.chunks_exact(5) {
            let [c, x, y, size, count] = piece else {
                continue;
            };
            let c = SIGNS[usize::from(*c) % SIGNS.len()];
            let size = SIZES[usize::from(*size) % SIZES.len()];
            if *count == 255 {
                pages.push(Vec::new());
                continue;
            }
            let page = pages.last_mut().unwrap();
            for n in 0..*count % 64 {
                let x = f32::from(*x) * 2.3 + f32::from(n) * size * 0.5;
                page.push((c, x, size * 0.5, f32::from(*y) * 3.3, size));
            }
        }
        read_pdf_signs(&pages)
    };
    let Ok(read) = read else { return };
    for block in &read.blocks {
        for call in &block.calls {
            assert!(block.text.is_char_boundary(call.at));
            assert!(call.note < read.notes.len());
        }
    }
});
