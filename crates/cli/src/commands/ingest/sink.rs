//! Where a run's documents go: the index, or nowhere when nothing may change.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use renvoi_document::{Document, DocumentId};
use renvoi_ingest::{Digest, Provenance, Sink};
use renvoi_store::{Mode, Prepared, Resources, Settled, Store, StoreError, StoreWriter, Stored};

/// The index that a run writes, or only looks at.
pub(super) enum Target {
    Writer(Box<RwLock<StoreWriter>>),
    /// A dry run, and the documents that it would take; there may be no index yet.
    Unchanged(Option<Store>, Mutex<HashSet<DocumentId>>),
}

impl Target {
    pub(super) fn open(index: &Path, mode: Mode, resources: Resources) -> anyhow::Result<Self> {
        let writer = StoreWriter::open_with(index, mode, resources)?;
        Ok(Self::Writer(Box::new(RwLock::new(writer))))
    }

    pub(super) fn unchanged(index: &Path) -> anyhow::Result<Self> {
        match Store::open(index) {
            Ok(store) => Ok(Self::Unchanged(Some(store), Mutex::default())),
            Err(StoreError::Absent { .. }) => Ok(Self::Unchanged(None, Mutex::default())),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, StoreError> {
        match self {
            Self::Writer(writer) => read(writer).gone(below),
            Self::Unchanged(Some(store), taken) => {
                let mut gone = store.gone(below)?;
                let taken = lock(taken);
                gone.retain(|stored| !taken.contains(&stored.id));
                Ok(gone)
            }
            Self::Unchanged(None, _) => Ok(Vec::new()),
        }
    }

    pub(super) fn remove(&self, id: &DocumentId) -> Result<(), StoreError> {
        match self {
            Self::Writer(writer) => read(writer).remove(id),
            Self::Unchanged(..) => Ok(()),
        }
    }

    pub(super) fn checkpoint(&self) -> anyhow::Result<()> {
        if let Self::Writer(writer) = self {
            writer
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .checkpoint()?;
        }
        Ok(())
    }

    /// Makes the run visible; returns what was settled of documents that share a number.
    pub(super) fn commit(self) -> anyhow::Result<Vec<Settled>> {
        let Self::Writer(writer) = self else {
            return Ok(Vec::new());
        };
        let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(writer.commit()?)
    }
}

fn read(writer: &RwLock<StoreWriter>) -> RwLockReadGuard<'_, StoreWriter> {
    writer.read().unwrap_or_else(PoisonError::into_inner)
}

/// A document as a target takes it.
pub(super) enum Taken {
    Written(Prepared),
    /// In a dry run its id is all that is kept.
    Noted(DocumentId),
}

fn lock<T>(taken: &Mutex<T>) -> MutexGuard<'_, T> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

fn provenance(stored: Stored) -> Provenance {
    Provenance {
        digest: Digest::from_stored(stored.digest),
        origin: stored.origin,
    }
}

impl Sink for Target {
    type Error = StoreError;
    type Prepared = Taken;

    fn stored_from(&self, origin: &str) -> Result<Option<(DocumentId, Digest)>, StoreError> {
        let stored = match self {
            Self::Writer(writer) => read(writer).stored_from(origin)?,
            Self::Unchanged(Some(store), _) => store.stored_from(origin)?,
            Self::Unchanged(None, _) => None,
        };
        Ok(stored.map(|s| (s.id, Digest::from_stored(s.digest))))
    }

    fn stored(&self, id: &DocumentId) -> Result<Option<Provenance>, StoreError> {
        let stored = match self {
            Self::Writer(writer) => read(writer).stored(id)?,
            Self::Unchanged(Some(store), _) => store.stored(id)?,
            Self::Unchanged(None, _) => None,
        };
        Ok(stored.map(provenance))
    }

    fn prepare(&self, document: Document, from: &Provenance) -> Result<Taken, StoreError> {
        Ok(match self {
            Self::Writer(writer) => {
                let digest = from.digest.to_string();
                Taken::Written(read(writer).prepare(document, &digest, &from.origin)?)
            }
            Self::Unchanged(..) => Taken::Noted(document.id),
        })
    }

    fn accept(&self, taken: Taken) -> Result<(), StoreError> {
        match (self, taken) {
            (Self::Writer(writer), Taken::Written(prepared)) => read(writer).put_prepared(prepared),
            (Self::Unchanged(_, taken), Taken::Noted(id)) => {
                lock(taken).insert(id);
                Ok(())
            }
            // A target prepares what it takes itself.
            _ => Ok(()),
        }
    }
}
