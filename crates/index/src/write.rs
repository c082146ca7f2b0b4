//! The side that writes.

use std::sync::Arc;

use renvoi_document::DocumentId;

use crate::entry::Entry;
use crate::error::IndexError;
use crate::snapshot::Snapshot;

/// The one writer of an index. Nothing that it was given is seen until [`Writer::save`] or [`Writer::finish`];
/// dropped without them, it leaves the index as it was. Documents may be put by several threads at once.
pub trait Writer: Send + Sync {
    /// What is there, as of the last save.
    ///
    /// # Errors
    /// The index cannot be read.
    fn before(&self) -> Result<Arc<dyn Snapshot>, IndexError>;

    /// Whether a new index, or a new generation of one, is written.
    fn is_new(&self) -> bool;

    /// What the last save noted; empty for none.
    ///
    /// # Errors
    /// The index cannot be read.
    fn note(&self) -> Result<String, IndexError>;

    /// Puts a document: its entries take the place of all that it had.
    ///
    /// # Errors
    /// The index cannot be written.
    fn put(&self, document: &DocumentId, entries: Vec<Entry>) -> Result<(), IndexError>;

    /// Puts another head in the place of that of a document; its records stay.
    ///
    /// # Errors
    /// The index cannot be written.
    fn put_head(&self, document: &DocumentId, head: Entry) -> Result<(), IndexError>;

    /// Takes a document out.
    ///
    /// # Errors
    /// The index cannot be written.
    fn remove(&self, document: &DocumentId) -> Result<(), IndexError>;

    /// Keeps a text with the index, in place of the one of that name; see [`resource`](crate::resource).
    ///
    /// # Errors
    /// The index cannot be written.
    fn keep(&self, name: &'static str, text: &str) -> Result<(), IndexError>;

    /// Makes last what was done so far, with a note, so that a run that is killed later goes on from here. [`Writer::before`]
    /// sees it from now on; others may, or only when it is shown.
    ///
    /// # Errors
    /// The index cannot be written.
    fn save(&mut self, note: &str) -> Result<(), IndexError>;

    /// Shows what was saved. A new generation that takes the place of another is seen at its end only.
    ///
    /// # Errors
    /// The index cannot be written.
    fn show(&mut self) -> Result<(), IndexError>;

    /// Makes what was done last and seen, without a note; where nothing was done, the index stays as it was.
    ///
    /// # Errors
    /// The index cannot be written; it stays as it was.
    fn finish(self: Box<Self>) -> Result<(), IndexError>;
}

/// What becomes of the index that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Documents are added to it.
    Update,
    /// A new one is built beside it and takes its place at the end, with the texts that were kept with it.
    Rebuild,
}
