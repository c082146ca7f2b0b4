//! On the reference files, which lie beside the project: skipped where they do not.
//!
//! 1. Every word of the file is in a paragraph or a note, once, but for the
//!    bibliography and what the consolidation strikes out.
//! 2. Every note is called, calls come in the order of the notes, and fall on
//!    the ends of words.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::markup::Node;
use super::deleted::Deleted;
use super::*;

/// Words and how often they occur; digits that stand in groups are one word.
#[derive(Default)]
struct Bag(BTreeMap<String, i64>);

impl Bag {
    fn add(&mut self, text: &str, times: i64) {
        let text: String = text
            .chars()
            .filter(|c| *c != '\u{a0}' && !"«»“”‘’".contains(*c))
            .collect();
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            *self.0.entry(word.to_lowercase()).or_default() += times;
        }
    }
}

/// The text of a file, by a walk that knows nothing but which elements are words
/// of a sentence.
fn text(node: Node<'_>, deleted: &Deleted, out: &mut String) {
    if let Some(text) = node.text() {
        if !deleted.contains(node) {
            out.push_str(text);
        }
    } else if !names::is_no_text(node.name()) {
        let apart = !matches!(
            node.name(),
            "HT" | "DATE" | "FT" | "QUOT.START" | "QUOT.END"
        ) && !node.name().starts_with('?')
            && !node.name().starts_with("REF.");
        if apart {
            out.push(' ');
        }
        for child in node.children() {
            text(child, deleted, out);
        }
        if apart {
            out.push(' ');
        }
    }
}

#[test]
fn nothing_is_lost_of_the_reference_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/eurlex");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let mut files = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if !path.to_string_lossy().ends_with(".fmx4.xml") {
            continue;
        }
        files += 1;
        let bytes = std::fs::read(&path).expect("a readable file");
        assert!(recognises(&bytes));
        let blocks = read(&bytes).expect("a document");
        let mut bag = Bag::default();
        let source = markup::decode(&bytes).expect("decoded");
        let tree = markup::parse_xml_keeping(&source, walk::INSTRUCTIONS).expect("well formed");
        let mut words = String::new();
        text(tree.root(), &Deleted::find(&tree), &mut words);
        bag.add(&words, 1);
        for block in &blocks.blocks {
            bag.add(&block.text, -1);
        }
        for note in &blocks.notes {
            bag.add(note.text.as_deref().expect("a text"), -1);
        }
        bag.0.retain(|_, times| *times != 0);
        assert!(bag.0.is_empty(), "{}: {:?}", path.display(), bag.0);
        calls_are_in_place(&blocks);
    }
    println!("{files} files");
}

fn calls_are_in_place(blocks: &Blocks) {
    let mut first = Vec::new();
    for block in &blocks.blocks {
        for call in &block.calls {
            let (before, after) = block.text.split_at(call.at);
            assert!(!before.ends_with(char::is_whitespace), "{}", block.text);
            let inside =
                before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
            assert!(!inside, "{}", block.text);
            if !first.contains(&call.note) {
                first.push(call.note);
            }
        }
    }
    assert_eq!(first, (0..blocks.notes.len()).collect::<Vec<_>>());
}
