//! What the benchmarks share: the sample documents, and text made to be hard.

use std::path::{Path, PathBuf};

use renvoi_document::DocumentId;
use renvoi_index::Mode;
use renvoi_indexing::{Resources, Run, RunError};
use renvoi_ingest::read_file;

/// The sample documents of the repository.
pub fn sample() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/sample");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
}

/// Builds an index of the sample in a folder, `copies` times over under other
/// ids.
///
/// # Errors
/// The folder cannot be written.
pub fn index_sample(folder: &Path, copies: usize) -> Result<(), RunError> {
    let writer = renvoi_backend::write(folder, Mode::Update)?;
    let run = Run::new(writer, Resources::default(), &folder.display().to_string())?;
    for path in sample() {
        let Ok(document) = read_file(&path) else {
            continue;
        };
        for copy in 0..copies {
            let mut document = document.clone();
            let id = format!("{}-{copy}", document.id);
            // Passages, notes and calls follow.
            document.rename(DocumentId::from_name(&id));
            run.put(document, "bench", &id)?;
        }
    }
    run.commit().map(drop)
}

/// Texts that a careless scanner would be slow on, by name: each is repeated to
/// the length asked for.
pub const ADVERSARIAL: &[(&str, &str)] = &[
    ("open brackets", "COM("),
    ("years without numbers", "COM(2020) "),
    ("journal without issue", "JO L "),
    ("endless enumeration", "2014/23/UE, "),
    ("directive after directive", "directives 2014/23/UE, "),
    ("digits", "1 "),
    ("zero-width signs", "\u{200b}C\u{200b}O\u{200b}M"),
    ("one long word", "aaaaaaaa"),
];

/// A piece of text repeated to about this many bytes.
pub fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len()))
}
