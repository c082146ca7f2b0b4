//! What the tests share.

#![allow(dead_code)] // each test uses some

use std::path::Path;

use renvoi_index::Mode;
use renvoi_indexing::{Resources, Run};
use renvoi_query::{Deadline, Engine, View};
use renvoi_store::{Store, StoreWriter};

/// A run on the index of a folder.
pub(crate) fn run(folder: &Path, mode: Mode) -> Run {
    let writer = StoreWriter::open(folder, mode).expect("a writer");
    Run::new(Box::new(writer), Resources::default(), "here").expect("a run")
}

/// The index of a folder, followed as it changes.
pub(crate) fn engine(folder: &Path) -> Engine {
    Engine::new(Box::new(Store::open(folder).expect("the index")))
}

/// What an index holds now.
pub(crate) fn now(engine: &Engine) -> View {
    engine.view(Deadline::NONE).expect("a view")
}

/// What the index of a folder holds now.
pub(crate) fn view(folder: &Path) -> View {
    now(&engine(folder))
}

/// The rows of a table: columns parted by tabs; `#` opens a remark.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}
