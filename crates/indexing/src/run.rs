//! A run: the documents that it puts and takes out, saved as a whole.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{Timestamp, Unit};
use renvoi_analysis::{Lexicon, dictionary};
use renvoi_document::{Document, DocumentId};
use renvoi_index::{Entry, Writer, resource};
use renvoi_query::{Head, LastRun, Thesaurus};

use crate::error::RunError;
use crate::held::{Held, Stored};
use crate::records::Records;
use crate::resources::{Kept, Resources};
use crate::settled::Settled;

/// A run of the one writer of an index. Nothing that it was given is seen until [`Run::checkpoint`] or [`Run::commit`];
/// dropped without them, it leaves the index as it was.
pub struct Run {
    pub(crate) writer: Box<dyn Writer>,
    pub(crate) before: Held,
    thesaurus: Arc<Thesaurus>,
    done: Mutex<Done>,
    /// The words of the texts read, for as many threads as have read at once.
    lexicons: Mutex<Vec<Lexicon>>,
}

/// What a run did.
#[derive(Default)]
struct Done {
    changed: bool,
    /// Documents that it put, until the next checkpoint.
    put: HashSet<DocumentId>,
    /// Keys of the instruments whose documents it put or took out, until the next checkpoint.
    keys: BTreeSet<String>,
    /// What was settled, by the key of the instrument.
    settled: BTreeMap<String, Vec<Settled>>,
}

/// A document as it is written: made by [`Run::prepare`].
pub struct Prepared {
    pub(crate) id: DocumentId,
    /// Key of the instrument that it is.
    key: Option<String>,
    origin: String,
    pub(crate) entries: Vec<Entry>,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Prepared")
            .field("id", &self.id)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run").finish_non_exhaustive()
    }
}

impl Run {
    /// A run of a writer, with the resources that its index has or, when it is new, with those given or those that come with
    /// Renvoi; `index` is where it is. It goes on with what one that was killed left to settle.
    ///
    /// # Errors
    /// The index was made with other resources, or cannot be read.
    pub fn new(writer: Box<dyn Writer>, given: Resources, index: &str) -> Result<Self, RunError> {
        let before = Held::new(writer.before()?);
        let mut kept = Kept::of(before.snapshot(), index)?;
        if writer.is_new() {
            if let Some(thesaurus) = given.thesaurus {
                let text = thesaurus.to_toml().map_err(|source| RunError::Thesaurus {
                    index: index.to_owned(),
                    source,
                })?;
                writer.keep(resource::THESAURUS, &text)?;
                kept.thesaurus = Arc::new(thesaurus);
            }
            if let Some(dictionary) = given.dictionary {
                writer.keep(resource::DICTIONARY, &serde_json::to_string(&dictionary)?)?;
                kept.dictionary = Some(dictionary);
            }
        } else {
            let recorded = kept.dictionary.clone();
            kept = kept.same(given, index)?;
            if let Some(moved) = kept
                .dictionary
                .as_ref()
                .filter(|d| Some(*d) != recorded.as_ref())
            {
                writer.keep(resource::DICTIONARY, &serde_json::to_string(moved)?)?;
            }
        }
        dictionary::choose(kept.dictionary);
        let note = writer.note()?;
        let keys: BTreeSet<String> = if note.is_empty() {
            BTreeSet::new()
        } else {
            serde_json::from_str(&note)?
        };
        Ok(Self {
            writer,
            before,
            thesaurus: kept.thesaurus,
            done: Mutex::new(Done {
                changed: !keys.is_empty(),
                keys,
                ..Done::default()
            }),
            lexicons: Mutex::default(),
        })
    }

    /// What is stored under an id, as of the last checkpoint.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored(&self, id: &DocumentId) -> Result<Option<Stored>, RunError> {
        Ok(self.before.stored(id)?)
    }

    /// What is stored that came from a file, by its full path.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored_from(&self, origin: &str) -> Result<Option<Stored>, RunError> {
        Ok(self.before.stored_from(origin)?)
    }

    /// The documents whose files are gone, but for those that this run took from
    /// elsewhere; see [`Held::gone`].
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, RunError> {
        let mut gone = self.before.gone(below)?;
        // A document whose file moved has been put again from where it is now.
        let put = &self.done().put;
        gone.retain(|stored| !put.contains(&stored.id));
        Ok(gone)
    }

    fn done(&self) -> MutexGuard<'_, Done> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a whole document, in place of the one with its id and of any other
    /// that came from the same file: its metadata may have got another id.
    ///
    /// # Errors
    /// The index cannot be written, or the dictionary that the document needs
    /// cannot be read.
    pub fn put(&self, document: Document, digest: &str, origin: &str) -> Result<(), RunError> {
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
    ) -> Result<Prepared, RunError> {
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
            thesaurus: &self.thesaurus,
            lexicon: &mut lexicon,
            headings: HashMap::new(),
        };
        let id = document.id.clone();
        let key = document.reference.clone();
        let entries = records.of(document, digest, origin)?;
        lexicons().push(lexicon);
        Ok(Prepared {
            id,
            key,
            origin: origin.to_owned(),
            entries,
        })
    }

    /// Takes a document that was prepared, as [`Run::put`] does.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn put_prepared(&self, prepared: Prepared) -> Result<(), RunError> {
        {
            let mut done = self.done();
            done.changed = true;
            done.keys.extend(prepared.key.clone());
            for before in self.before.with_origin(&prepared.origin)? {
                done.keys.extend(before.key().map(str::to_owned));
                if !done.put.contains(&before.document.id) {
                    self.writer.remove(&before.document.id)?;
                }
            }
            if let Some(before) = self.before.head(&prepared.id)? {
                done.keys.extend(before.key().map(str::to_owned));
            }
            done.put.insert(prepared.id.clone());
        }
        Ok(self.writer.put(&prepared.id, prepared.entries)?)
    }

    /// Takes a document out.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn remove(&self, id: &DocumentId) -> Result<(), RunError> {
        let before = self.before.head(id)?;
        let mut done = self.done();
        done.changed = true;
        done.keys
            .extend(before.as_ref().and_then(Head::key).map(str::to_owned));
        drop(done);
        Ok(self.writer.remove(id)?)
    }

    /// Makes what was done so far last, and seen, so that a run that is killed
    /// later goes on from here. A rebuild stays unseen until its end.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn checkpoint(&mut self) -> Result<(), RunError> {
        self.save()?;
        self.done().put.clear();
        Ok(self.writer.show()?)
    }

    /// Saves what was put, and what follows from it for the documents of the same instruments. What is saved first names
    /// those that are not settled yet, so that a run after one that was killed in between settles them.
    fn save(&mut self) -> Result<(), RunError> {
        let keys = self.done().keys.clone();
        if keys.is_empty() {
            self.writer.save("")?;
            self.before = Held::new(self.writer.before()?);
            return Ok(());
        }
        self.writer.save(&serde_json::to_string(&keys)?)?;
        self.before = Held::new(self.writer.before()?);
        let mut settled = std::mem::take(&mut self.done().settled);
        let outcome = self.settle(&keys, &mut settled);
        self.done().settled = settled;
        outcome?;
        self.writer.save("")?;
        self.before = Held::new(self.writer.before()?);
        self.done().keys.clear();
        Ok(())
    }

    /// Makes the run visible; returns what was settled of the documents that share a number.
    ///
    /// # Errors
    /// The index cannot be written; it stays as it was.
    pub fn commit(mut self) -> Result<Vec<Settled>, RunError> {
        let changed = self.done().changed;
        if changed {
            self.save()?;
            // Of a second: more would tell nobody anything.
            let ended = Timestamp::now().round(Unit::Second).unwrap_or_default();
            let last = serde_json::to_string(&LastRun { ended })?;
            self.writer.keep(resource::RUN, &last)?;
        }
        let settled = std::mem::take(&mut self.done().settled);
        self.writer.finish()?;
        Ok(settled.into_values().flatten().collect())
    }
}
