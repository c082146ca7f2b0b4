//! Writing: whole documents, one commit a save.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use renvoi_document::DocumentId;
use renvoi_index::{Deadline, Entry, Field, IndexError, Mode, Snapshot, Writer};
use tantivy::{Index, IndexWriter};

use crate::error::StoreError;
use crate::folder::{self, Current, WriteLock};
use crate::generation::Generation;
use crate::schema::{Fields, tokenizers};
use crate::snapshot::Seen;

/// Memory for documents that wait to be written, in bytes. One thread: a run
/// over a few documents must start at once, and one thread of tantivy's takes
/// in text faster than one core reads documents.
const BUFFER: usize = 48 << 20;

/// The one writer of an index in a folder.
pub struct StoreWriter {
    root: PathBuf,
    /// Name of the generation that is written.
    generation: String,
    /// Whether that was begun by this run.
    is_new: bool,
    /// Whether that is the live one.
    live: bool,
    mode: Mode,
    fields: Fields,
    index: Index,
    writer: IndexWriter,
    before: Generation,
    /// Whether anything was done, and since the last save.
    changed: AtomicBool,
    unsaved: AtomicBool,
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
    /// Another writer holds it, it is of another version, or the folder cannot be written.
    pub fn open(root: &Path, mode: Mode) -> Result<Self, StoreError> {
        let lock = WriteLock::take(root)?;
        if let Ok(Some(current)) = Current::read(root) {
            // What rebuilds left that were killed.
            folder::remove_others(root, &current.generation)?;
        }
        let fields = Fields::new();
        let live = match mode {
            Mode::Update => Current::read(root)?,
            Mode::Rebuild => None,
        };
        let is_live = live.is_some();
        let (generation, index) = match live {
            Some(current) => open_live(root, current)?,
            None => begin(root, &fields)?,
        };
        let resources = folder::resources(&root.join(&generation))?;
        let before = Generation::of(&root.join(&generation), &index, fields.clone(), resources)?;
        let writer = index.writer_with_num_threads(1, BUFFER)?;
        Ok(Self {
            root: root.to_owned(),
            generation,
            is_new: !is_live,
            live: is_live,
            mode,
            fields,
            index,
            writer,
            before,
            changed: AtomicBool::new(false),
            unsaved: AtomicBool::new(false),
            _lock: lock,
        })
    }

    fn folder(&self) -> PathBuf {
        self.root.join(&self.generation)
    }

    fn touch(&self) {
        self.changed.store(true, Ordering::Relaxed);
        self.unsaved.store(true, Ordering::Relaxed);
    }

    fn add(&self, entries: &[Entry]) -> Result<(), StoreError> {
        self.touch();
        for entry in entries {
            let document = self.fields.document(entry);
            self.writer
                .add_document(document)
                .map_err(StoreError::writing)?;
        }
        Ok(())
    }

    fn delete(&self, field: Field, value: &str) {
        self.touch();
        self.writer.delete_term(self.fields.term(field, value));
    }

    fn save(&mut self, note: &str) -> Result<(), StoreError> {
        let mut commit = self.writer.prepare_commit().map_err(StoreError::writing)?;
        if !note.is_empty() {
            commit.set_payload(note);
        }
        commit.commit().map_err(StoreError::writing)?;
        self.changed.store(true, Ordering::Relaxed);
        self.unsaved.store(false, Ordering::Relaxed);
        self.before.reload()
    }

    fn show(&mut self) -> Result<(), StoreError> {
        folder::open_to_readers(&self.folder());
        if !self.live && self.mode == Mode::Update {
            Current::publish(&self.root, &self.generation)?;
            self.live = true;
        }
        tracing::debug!(generation = self.generation, "saved");
        Ok(())
    }

    fn finish(mut self) -> Result<(), StoreError> {
        if !self.changed.load(Ordering::Relaxed) {
            if !self.live {
                // Nothing came of the run: the index stays as it was.
                drop(self.writer);
                let folder = self.root.join(&self.generation);
                std::fs::remove_dir_all(&folder).map_err(folder::io(&folder))?;
            }
            return Ok(());
        }
        if self.unsaved.load(Ordering::Relaxed) {
            self.save("")?;
        }
        self.writer
            .wait_merging_threads()
            .map_err(StoreError::writing)?;
        folder::open_to_readers(&self.root.join(&self.generation));
        if !self.live {
            Current::publish(&self.root, &self.generation)?;
            folder::remove_others(&self.root, &self.generation)?;
        }
        tracing::debug!(generation = self.generation, "finished");
        Ok(())
    }
}

/// The generation that is searched.
fn open_live(root: &Path, current: Current) -> Result<(String, Index), StoreError> {
    current.check(root)?;
    let mut index = Index::open_in_dir(root.join(&current.generation))?;
    index.set_tokenizers(tokenizers());
    index.set_fast_field_tokenizers(tokenizers());
    Ok((current.generation, index))
}

/// A new one beside it, with the texts that were kept with the one before.
fn begin(root: &Path, fields: &Fields) -> Result<(String, Index), StoreError> {
    let before = match Current::read(root) {
        Ok(current) => current.map(|current| current.generation),
        Err(error) => {
            tracing::warn!(%error, "the rebuilt index has the topics and the dictionary of the newest generation on disk, unless others are given with --thesaurus and --dictionary");
            folder::newest(root)?
        }
    };
    let generation = folder::next(root)?;
    let folder = root.join(&generation);
    std::fs::create_dir(&folder).map_err(folder::io(&folder))?;
    let index = Index::builder()
        .schema(fields.schema.clone())
        .tokenizers(tokenizers())
        .fast_field_tokenizers(tokenizers())
        .create_in_dir(&folder)?;
    if let Some(before) = before {
        for (name, text) in folder::resources(&root.join(before))? {
            folder::keep(&folder, name, &text)?;
        }
    }
    Ok((generation, index))
}

impl Writer for StoreWriter {
    fn before(&self) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(Seen::new(self.before.shown(), Deadline::NONE)))
    }

    fn is_new(&self) -> bool {
        self.is_new
    }

    fn note(&self) -> Result<String, IndexError> {
        let metas = self.index.load_metas().map_err(StoreError::from)?;
        Ok(metas.payload.unwrap_or_default())
    }

    fn put(&self, document: &DocumentId, entries: Vec<Entry>) -> Result<(), IndexError> {
        self.delete(Field::Document, document.as_str());
        Ok(self.add(&entries)?)
    }

    fn put_head(&self, document: &DocumentId, head: Entry) -> Result<(), IndexError> {
        self.delete(Field::Id, document.as_str());
        Ok(self.add(&[head])?)
    }

    fn remove(&self, document: &DocumentId) -> Result<(), IndexError> {
        self.delete(Field::Document, document.as_str());
        Ok(())
    }

    fn keep(&self, name: &'static str, text: &str) -> Result<(), IndexError> {
        Ok(folder::keep(&self.folder(), name, text)?)
    }

    fn save(&mut self, note: &str) -> Result<(), IndexError> {
        Ok(StoreWriter::save(self, note)?)
    }

    fn show(&mut self) -> Result<(), IndexError> {
        Ok(StoreWriter::show(self)?)
    }

    fn finish(self: Box<Self>) -> Result<(), IndexError> {
        Ok(StoreWriter::finish(*self)?)
    }
}
