//! Writing: whole documents, one commit a run.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use renvoi_analysis::Lexicon;
use renvoi_analysis::dictionary::{self, Dictionary};
use renvoi_document::{Document, DocumentId};
use renvoi_query::Thesaurus;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use crate::error::StoreError;
use crate::generation::{self, Current, WriteLock};
use crate::reader::Generation;
use crate::records::Records;
use crate::resources::{Resources, same_resources};
use crate::schema::{Fields, Head, tokenizers};
use crate::settle::Settled;

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
    /// Its id.
    pub id: DocumentId,
    /// The digest it was stored with.
    pub digest: String,
    /// Full path of its file.
    pub origin: String,
}

impl Stored {
    pub(crate) fn of(head: Head) -> Self {
        Self {
            id: head.document.id,
            digest: head.digest,
            origin: head.origin,
        }
    }
}

/// The one writer of an index. Nothing that it was given is seen until
/// [`StoreWriter::checkpoint`] or [`StoreWriter::commit`]; dropped without them,
/// it leaves the index as it was.
pub struct StoreWriter {
    root: PathBuf,
    generation: String,
    live: bool,
    dictionary: Option<Dictionary>,
    pub(crate) fields: Fields,
    writer: IndexWriter,
    pub(crate) before: Generation,
    thesaurus: Arc<Thesaurus>,
    mode: Mode,
    /// What this run did.
    run: Mutex<Run>,
    /// The words of the texts read, for as many threads as have read at once.
    lexicons: Mutex<Vec<Lexicon>>,
    _lock: WriteLock,
}

#[derive(Default)]
struct Run {
    changed: bool,
    /// Documents that it put, until the next checkpoint.
    put: HashSet<DocumentId>,
    /// Keys of the instruments whose documents it put or took out, until the next checkpoint.
    keys: BTreeSet<String>,
    /// What was settled, by the key of the instrument.
    settled: BTreeMap<String, Vec<Settled>>,
}

impl Run {
    /// A run on an index: it goes on with what one that was killed left to settle.
    fn after(index: &Index) -> Result<Self, StoreError> {
        let payload = index.load_metas()?.payload;
        let keys: BTreeSet<String> = match payload {
            Some(keys) => serde_json::from_str(&keys)?,
            None => BTreeSet::new(),
        };
        Ok(Self {
            changed: !keys.is_empty(),
            keys,
            ..Self::default()
        })
    }
}

/// A document as it is written: made by [`StoreWriter::prepare`].
pub struct Prepared {
    id: DocumentId,
    /// Key of the instrument that it is.
    key: Option<String>,
    origin: String,
    records: Vec<TantivyDocument>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared")
            .field("id", &self.id)
            .field("records", &self.records.len())
            .finish_non_exhaustive()
    }
}

/// The generation that a writer writes.
struct Opened {
    generation: String,
    index: Index,
    thesaurus: Arc<Thesaurus>,
    dictionary: Option<Dictionary>,
}

impl Opened {
    /// The one that is searched.
    fn live(root: &Path, current: Current, given: Resources) -> Result<Self, StoreError> {
        let (thesaurus, dictionary) = same_resources(root, &current, given)?;
        let folder = root.join(&current.generation);
        dictionary::choose(dictionary.clone());
        if current.dictionary != dictionary {
            // The same one in another place.
            Current::publish(root, &current.generation, dictionary.as_ref())?;
        }
        let mut index = Index::open_in_dir(folder)?;
        index.set_tokenizers(tokenizers());
        index.set_fast_field_tokenizers(tokenizers());
        Ok(Self {
            generation: current.generation,
            index,
            thesaurus,
            dictionary,
        })
    }

    /// A new one beside it.
    fn fresh(root: &Path, fields: &Fields, given: Resources) -> Result<Self, StoreError> {
        let (live, before) = match Current::read(root) {
            Ok(live) => {
                let before = live.as_ref().map(|live| live.generation.clone());
                (live, before)
            }
            Err(error) => {
                tracing::warn!(
                    %error,
                    "the rebuilt index has the topics of the newest generation on disk, and no \
                     dictionary unless one is given with --dictionary"
                );
                (None, generation::newest(root)?)
            }
        };
        let thesaurus = match (given.thesaurus, before) {
            (Some(given), _) => Arc::new(given),
            (None, Some(before)) => generation::thesaurus(&root.join(before))?,
            (None, None) => Thesaurus::bundled(),
        };
        let dictionary = given.dictionary.or(live.and_then(|live| live.dictionary));
        dictionary::choose(dictionary.clone());
        let generation = generation::next(root)?;
        let folder = root.join(&generation);
        std::fs::create_dir(&folder).map_err(generation::io(&folder))?;
        let index = Index::builder()
            .schema(fields.schema.clone())
            .tokenizers(tokenizers())
            .fast_field_tokenizers(tokenizers())
            .create_in_dir(&folder)?;
        generation::keep_thesaurus(&folder, &thesaurus)?;
        Ok(Self {
            generation,
            index,
            thesaurus,
            dictionary,
        })
    }
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
    /// Opens the index of a folder for writing, or begins one, with the resources
    /// that it has or, when it is new, with those that come with Renvoi.
    ///
    /// # Errors
    /// Another writer holds it, it is of another version, or the folder cannot
    /// be written.
    pub fn open(root: &Path, mode: Mode) -> Result<Self, StoreError> {
        Self::open_with(root, mode, Resources::default())
    }

    /// The same with resources of the caller's.
    ///
    /// # Errors
    /// As for [`StoreWriter::open`], or the index was made with other ones.
    pub fn open_with(root: &Path, mode: Mode, resources: Resources) -> Result<Self, StoreError> {
        let lock = WriteLock::take(root)?;
        if let Ok(Some(current)) = Current::read(root) {
            // What rebuilds left that were killed.
            generation::remove_others(root, &current.generation)?;
        }
        let fields = Fields::new();
        let live = match mode {
            Mode::Update => Current::read(root)?,
            Mode::Rebuild => None,
        };
        let is_live = live.is_some();
        let opened = match live {
            Some(current) => Opened::live(root, current, resources)?,
            None => Opened::fresh(root, &fields, resources)?,
        };
        let before = Generation::new(&opened.index, fields.clone(), Arc::clone(&opened.thesaurus))?;
        let writer = opened.index.writer_with_num_threads(1, BUFFER)?;
        let run = Run::after(&opened.index)?;
        Ok(Self {
            root: root.to_owned(),
            generation: opened.generation,
            live: is_live,
            dictionary: opened.dictionary,
            fields,
            writer,
            before,
            thesaurus: opened.thesaurus,
            mode,
            run: Mutex::new(run),
            lexicons: Mutex::default(),
            _lock: lock,
        })
    }

    /// What is stored under an id, as of the last commit or checkpoint.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored(&self, id: &DocumentId) -> Result<Option<Stored>, StoreError> {
        Ok(self.before.head(id)?.map(Stored::of))
    }

    /// What is stored that came from a file, by its full path.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored_from(&self, origin: &str) -> Result<Option<Stored>, StoreError> {
        let heads = self.before.with_origin(origin)?;
        Ok(heads.into_iter().next().map(Stored::of))
    }

    /// The documents whose files are gone, but for those that this run took from
    /// elsewhere; see [`crate::Store::gone`].
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, StoreError> {
        let mut gone = self.before.gone(below)?;
        // A document whose file moved has been put again from where it is now.
        let put = &self.run().put;
        gone.retain(|stored| !put.contains(&stored.id));
        Ok(gone)
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a whole document, in place of the one with its id and of any other
    /// that came from the same file: its metadata may have got another id.
    ///
    /// # Errors
    /// The index cannot be written, or the dictionary that the document needs
    /// cannot be read.
    pub fn put(&self, document: Document, digest: &str, origin: &str) -> Result<(), StoreError> {
        self.put_prepared(self.prepare(document, digest, origin)?)
    }

    /// Makes of a document what is written of it, which any thread may do.
    ///
    /// # Errors
    /// The dictionary that the document needs cannot be read.
    pub fn prepare(
        &self,
        document: Document,
        digest: &str,
        origin: &str,
    ) -> Result<Prepared, StoreError> {
        let passages = document.passages.iter().map(|p| p.text.as_str());
        let notes = document.footnotes.iter().filter_map(|n| n.text.as_deref());
        for text in passages.chain(notes) {
            dictionary::ready_for(text)?;
        }
        // Each thread reads with a lexicon of its own.
        let lexicons = || self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lexicons().pop();
        let mut lexicon = known.unwrap_or_else(|| {
            let thesaurus = Arc::clone(&self.thesaurus);
            Lexicon::numbering(move |stem| thesaurus.number(stem))
        });
        let mut records = Records {
            fields: &self.fields,
            thesaurus: &self.thesaurus,
            lexicon: &mut lexicon,
            headings: HashMap::new(),
        };
        let id = document.id.clone();
        let key = document.reference.clone();
        let records = records.of(document, digest, origin)?;
        lexicons().push(lexicon);
        Ok(Prepared {
            id,
            key,
            origin: origin.to_owned(),
            records,
        })
    }

    /// Takes a document that was prepared, as [`StoreWriter::put`] does.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn put_prepared(&self, prepared: Prepared) -> Result<(), StoreError> {
        {
            let id = prepared.id.clone();
            let mut run = self.run();
            run.changed = true;
            run.keys.extend(prepared.key.clone());
            for before in self.before.with_origin(&prepared.origin)? {
                run.keys.extend(before.key().map(str::to_owned));
                if !run.put.contains(&before.document.id) {
                    self.delete(&before.document.id);
                }
            }
            if let Some(before) = self.before.head(&id)? {
                run.keys.extend(before.key().map(str::to_owned));
            }
            self.delete(&id);
            run.put.insert(id);
        }
        self.add(prepared)
    }

    /// Adds the records of a document.
    pub(crate) fn add(&self, prepared: Prepared) -> Result<(), StoreError> {
        for doc in prepared.records {
            self.writer.add_document(doc).map_err(StoreError::writing)?;
        }
        Ok(())
    }

    /// Puts another head in the place of that of a document.
    pub(crate) fn replace_head(
        &self,
        id: &DocumentId,
        head: TantivyDocument,
    ) -> Result<(), StoreError> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        self.writer.delete_term(term);
        self.writer
            .add_document(head)
            .map_err(StoreError::writing)?;
        Ok(())
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn remove(&self, id: &DocumentId) -> Result<(), StoreError> {
        let before = self.before.head(id)?;
        let mut run = self.run();
        run.changed = true;
        run.keys
            .extend(before.as_ref().and_then(Head::key).map(str::to_owned));
        drop(run);
        self.delete(id);
        Ok(())
    }

    /// Makes what was done so far last, and seen, so that a run that is killed
    /// later goes on from here. A rebuild stays unseen until its end.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        self.write()?;
        generation::open_to_readers(&self.root.join(&self.generation));
        self.run().put.clear();
        if !self.live && self.mode == Mode::Update {
            Current::publish(&self.root, &self.generation, self.dictionary.as_ref())?;
            self.live = true;
        }
        tracing::debug!(generation = self.generation, "checkpoint");
        Ok(())
    }

    /// Commits what was put, and what follows from it for the documents of the same instruments. The first commit names
    /// those that are not settled yet, so that a run after one that was killed in between settles them.
    fn write(&mut self) -> Result<(), StoreError> {
        let keys = self.run().keys.clone();
        let mut first = self.writer.prepare_commit().map_err(StoreError::writing)?;
        if !keys.is_empty() {
            first.set_payload(&serde_json::to_string(&keys)?);
        }
        first.commit().map_err(StoreError::writing)?;
        self.before.reload()?;
        let mut settled = std::mem::take(&mut self.run().settled);
        let changed = self.settle(&keys, &mut settled);
        self.run().settled = settled;
        if changed? || !keys.is_empty() {
            self.writer.commit().map_err(StoreError::writing)?;
            self.before.reload()?;
        }
        self.run().keys.clear();
        Ok(())
    }

    pub(crate) fn delete(&self, id: &DocumentId) {
        let term = Term::from_field_text(self.fields.document, id.as_str());
        self.writer.delete_term(term);
    }

    /// Makes the run visible; returns what was settled of the documents that share a number.
    ///
    /// # Errors
    /// The index cannot be written; it stays as it was.
    pub fn commit(mut self) -> Result<Vec<Settled>, StoreError> {
        let changed = self.run().changed;
        if !changed {
            if !self.live {
                // Nothing came of the run: the index stays as it was.
                drop(self.writer);
                let folder = self.root.join(&self.generation);
                std::fs::remove_dir_all(&folder).map_err(generation::io(&folder))?;
            }
            return Ok(Vec::new());
        }
        self.write()?;
        let settled = std::mem::take(&mut self.run().settled);
        let settled = settled.into_values().flatten().collect();
        self.writer
            .wait_merging_threads()
            .map_err(StoreError::writing)?;
        generation::open_to_readers(&self.root.join(&self.generation));
        if !self.live {
            Current::publish(&self.root, &self.generation, self.dictionary.as_ref())?;
            generation::remove_others(&self.root, &self.generation)?;
        }
        tracing::debug!(generation = self.generation, "committed");
        Ok(settled)
    }
}
