//! Writing: whole documents, one commit a run.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use renvoi_document::{Document, DocumentId};
use tantivy::{Index, IndexWriter, Term};

use crate::error::StoreError;
use crate::generation::{self, Current, WriteLock};
use crate::reader::Generation;
use crate::schema::{Fields, Head, tokenizers};

/// Memory for documents that wait to be written, in bytes. One thread: a run
/// over a few documents must start at once, and one thread of tantivy's takes
/// in text faster than one core reads documents.
const BUFFER: usize = 48 << 20;

/// What becomes of the index that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Documents are added to it.
    Update,
    /// A new one is built beside it and takes its place at the end.
    Rebuild,
}

/// What is known of a stored document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The digest it was stored with.
    pub digest: String,
    /// Full path of its file.
    pub origin: String,
}

/// The one writer of an index. Nothing that it was given is seen until
/// [`StoreWriter::commit`]; dropped without it, it leaves the index as it was.
pub struct StoreWriter {
    root: PathBuf,
    generation: String,
    live: bool,
    fields: Fields,
    writer: IndexWriter,
    before: Generation,
    changed: bool,
    /// Documents of this run.
    put: HashSet<DocumentId>,
    _lock: WriteLock,
}

impl std::fmt::Debug for StoreWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreWriter")
            .field("root", &self.root)
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

impl StoreWriter {
    /// Opens the index of a folder for writing, or begins one.
    ///
    /// # Errors
    /// Another writer holds it, it is of another version, or the folder cannot
    /// be written.
    pub fn open(root: &Path, mode: Mode) -> Result<Self, StoreError> {
        let lock = WriteLock::take(root)?;
        if let Ok(Some(current)) = Current::read(root) {
            // What rebuilds left that were killed.
            generation::remove_others(root, &current.generation)?;
        }
        let fields = Fields::new();
        let current = match mode {
            Mode::Update => Current::read(root)?,
            Mode::Rebuild => None,
        };
        let (generation, index) = if let Some(current) = current {
            current.check(root)?;
            let mut index = Index::open_in_dir(root.join(&current.generation))?;
            index.set_tokenizers(tokenizers());
            (current.generation, index)
        } else {
            let name = generation::next(root)?;
            let folder = root.join(&name);
            std::fs::create_dir(&folder).map_err(generation::io(&folder))?;
            let index = Index::builder()
                .schema(fields.schema.clone())
                .tokenizers(tokenizers())
                .create_in_dir(folder)?;
            (name, index)
        };
        let live = Current::read(root)
            .ok()
            .flatten()
            .is_some_and(|c| c.generation == generation);
        let before = Generation::new(&index, fields.clone())?;
        let writer = index.writer_with_num_threads(1, BUFFER)?;
        Ok(Self {
            root: root.to_owned(),
            generation,
            live,
            fields,
            writer,
            before,
            changed: false,
            put: HashSet::new(),
            _lock: lock,
        })
    }

    /// What is stored under an id, as of the last commit.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored(&self, id: &DocumentId) -> Result<Option<Stored>, StoreError> {
        let head: Option<Head> = self.before.head(id)?;
        Ok(head.map(|head| Stored {
            digest: head.digest,
            origin: head.origin,
        }))
    }

    /// Takes a whole document, in place of the one with its id and of any other
    /// that came from the same file: its metadata may have got another id.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn put(
        &mut self,
        document: Document,
        digest: &str,
        origin: &str,
    ) -> Result<(), StoreError> {
        self.changed = true;
        for before in self.before.with_origin(origin)? {
            if !self.put.contains(&before) {
                self.delete(&before);
            }
        }
        self.delete(&document.id);
        self.put.insert(document.id.clone());
        for doc in self.fields.documents(document, digest, origin)? {
            self.writer.add_document(doc)?;
        }
        Ok(())
    }

    fn delete(&mut self, id: &DocumentId) {
        let term = Term::from_field_text(self.fields.document, id.as_str());
        self.writer.delete_term(term);
    }

    /// Makes the run visible.
    ///
    /// # Errors
    /// The index cannot be written; it stays as it was.
    pub fn commit(mut self) -> Result<(), StoreError> {
        if !self.changed {
            if !self.live {
                // Nothing came of the run: the index stays as it was.
                drop(self.writer);
                let folder = self.root.join(&self.generation);
                std::fs::remove_dir_all(&folder).map_err(generation::io(&folder))?;
            }
            return Ok(());
        }
        self.writer.commit()?;
        self.writer.wait_merging_threads()?;
        if !self.live {
            Current::publish(&self.root, &self.generation)?;
            generation::remove_others(&self.root, &self.generation)?;
        }
        tracing::debug!(generation = self.generation, "committed");
        Ok(())
    }
}
