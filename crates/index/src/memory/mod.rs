//! An index in memory: all that a back end must do, in the plainest way. It looks at every entry for every query, and
//! serves tests and as a description of the contract that can be run.

mod contents;
mod matching;
mod words;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use renvoi_document::DocumentId;

use crate::address::Address;
use crate::deadline::Deadline;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::find::{Find, Found};
use crate::look_up::{LookUps, LookedUp};
use crate::rows::{RowPage, Rows};
use crate::snapshot::{Index, Page, Snapshot, State};
use crate::write::{Mode, Writer};
use contents::Contents;

/// An index in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    shown: RwLock<Arc<Contents>>,
    /// Held by the one writer.
    writing: Mutex<bool>,
}

impl Inner {
    fn shown(&self) -> Arc<Contents> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, contents: Arc<Contents>) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = contents;
    }

    fn writing(&self) -> MutexGuard<'_, bool> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why the index in memory does not do what was asked.
#[derive(Debug, thiserror::Error)]
enum MemoryError {
    #[error("the index is being written already: wait until that ends")]
    Locked,
    #[error("no entry is at {0:?}: addresses hold within one snapshot")]
    Address(Address),
}

impl From<MemoryError> for IndexError {
    fn from(error: MemoryError) -> Self {
        Self::Backend(Box::new(error))
    }
}

impl Memory {
    /// The one writer.
    ///
    /// # Errors
    /// Another one writes.
    pub fn write(&self, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
        let mut writing = self.inner.writing();
        if std::mem::replace(&mut *writing, true) {
            return Err(MemoryError::Locked.into());
        }
        let shown = self.inner.shown();
        let contents = match mode {
            Mode::Update => (*shown).clone(),
            Mode::Rebuild => shown.rebuilt(),
        };
        Ok(Box::new(Writing {
            saved: Arc::new(contents.clone()),
            contents: Mutex::new(contents),
            mode,
            index: Arc::clone(&self.inner),
        }))
    }
}

impl Index for Memory {
    fn snapshot(&self, deadline: Deadline) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(Seen {
            contents: self.inner.shown(),
            deadline,
        }))
    }

    fn refresh(&self) -> Result<(), IndexError> {
        Ok(())
    }
}

/// A snapshot.
struct Seen {
    contents: Arc<Contents>,
    deadline: Deadline,
}

impl Snapshot for Seen {
    fn state(&self) -> State {
        State {
            generation: self.contents.generation.to_string(),
            change: self.contents.version.to_string(),
        }
    }

    fn resource(&self, name: &str) -> Result<Option<Arc<str>>, IndexError> {
        let mut all = self.contents.resources.iter();
        let found = all.find(|(known, _)| *known == name);
        Ok(found.map(|(_, text)| Arc::clone(text)))
    }

    fn find(&self, asked: &[Find]) -> Result<Vec<Found>, IndexError> {
        let found = asked.iter();
        found
            .map(|asked| self.contents.find(asked, self.deadline))
            .collect()
    }

    fn rows(&self, asked: &Rows) -> Result<RowPage, IndexError> {
        self.contents.rows(asked, self.deadline)
    }

    fn stored(&self, entries: &[Address]) -> Result<Vec<String>, IndexError> {
        self.deadline.check()?;
        let entries = entries.iter();
        let stored = entries.map(|address| {
            let entry = self.contents.at(*address);
            let entry = entry.ok_or(MemoryError::Address(*address))?;
            Ok(entry.stored.clone())
        });
        stored.collect()
    }

    fn look_up(&self, asked: &LookUps) -> Result<LookedUp, IndexError> {
        self.deadline.check()?;
        Ok(self.contents.look_up(asked))
    }

    fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<String>, IndexError> {
        self.deadline.check()?;
        Ok(self.contents.documents(after, limit))
    }
}

/// The writer: a copy of all that is there, shown as a whole.
struct Writing {
    contents: Mutex<Contents>,
    saved: Arc<Contents>,
    mode: Mode,
    index: Arc<Inner>,
}

impl Writing {
    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn save_all(&mut self, note: &str) {
        let mut contents = self.contents();
        contents.version += 1;
        note.clone_into(&mut contents.note);
        let saved = Arc::new(contents.clone());
        drop(contents);
        self.saved = saved;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        *self.index.writing() = false;
    }
}

impl Writer for Writing {
    fn before(&self) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(Seen {
            contents: Arc::clone(&self.saved),
            deadline: Deadline::NONE,
        }))
    }

    fn is_new(&self) -> bool {
        self.mode == Mode::Rebuild || self.index.shown().version == 0
    }

    fn note(&self) -> Result<String, IndexError> {
        Ok(self.saved.note.clone())
    }

    fn put(&self, document: &DocumentId, entries: Vec<Entry>) -> Result<(), IndexError> {
        let mut contents = self.contents();
        contents.remove(document);
        contents.add(entries);
        Ok(())
    }

    fn put_head(&self, document: &DocumentId, head: Entry) -> Result<(), IndexError> {
        let mut contents = self.contents();
        contents.remove_head(document);
        contents.add(vec![head]);
        Ok(())
    }

    fn remove(&self, document: &DocumentId) -> Result<(), IndexError> {
        self.contents().remove(document);
        Ok(())
    }

    fn keep(&self, name: &'static str, text: &str) -> Result<(), IndexError> {
        let mut contents = self.contents();
        contents.resources.retain(|(known, _)| *known != name);
        contents.resources.push((name, text.into()));
        Ok(())
    }

    fn save(&mut self, note: &str) -> Result<(), IndexError> {
        self.save_all(note);
        // A killed run goes on from here; of a rebuild nothing is left.
        if self.mode == Mode::Update {
            self.index.show(Arc::clone(&self.saved));
        }
        Ok(())
    }

    fn show(&mut self) -> Result<(), IndexError> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), IndexError> {
        self.save_all("");
        self.index.show(Arc::clone(&self.saved));
        Ok(())
    }
}
