//! Any text: citations stand in order, their text is the slice they say, their keys parse back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use renvoi_reference::{parse, scan};

fuzz_target!(|text: &str| {
    let code_points: Vec<char> = text.chars().collect();
    let mut last = 0;
    for citation in scan(text) {
        assert!(last <= citation.start && citation.start < citation.end);
        let slice: String = code_points[citation.start..citation.end].iter().collect();
        assert_eq!(slice, citation.text);
        last = citation.end;
        let again = parse(citation.key.as_str()).map(|citation| citation.key);
        assert_eq!(again.as_ref(), Some(&citation.key));
    }
    let _ = parse(text);
});
