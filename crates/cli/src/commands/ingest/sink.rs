//! Where a run's documents go: the index, or nowhere when nothing may change.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use renvoi_document::{Document, DocumentId};
use renvoi_index::{Deadline, IndexError, Mode};
use renvoi_indexing::{Held, Prepared, Resources, Run, RunError, Settled, Stored, check_resources};
use renvoi_ingest::{Digest, Provenance, Sink};

/// The index that a run writes, or only looks at.
pub(super) enum Target {
    Run(Box<RwLock<Run>>),
    /// A dry run, and the documents that it would take; there may be no index yet.
    Unchanged(Option<Held>, Mutex<HashSet<DocumentId>>),
}

impl Target {
    pub(super) fn open(index: &Path, mode: Mode, resources: Resources) -> anyhow::Result<Self> {
        let writer = renvoi_backend::write(index, mode)?;
        let run = Run::new(writer, resources, &index.display().to_string())?;
        Ok(Self::Run(Box::new(RwLock::new(run))))
    }

    /// A run that changes nothing, on an index that was made with the same resources, if there is one.
    pub(super) fn unchanged(index: &Path, resources: Option<Resources>) -> anyhow::Result<Self> {
        let opened = match renvoi_backend::open(index) {
            Ok(opened) => opened,
            Err(IndexError::Absent(_)) => return Ok(Self::Unchanged(None, Mutex::default())),
            Err(error) => return Err(error.into()),
        };
        let snapshot = opened.snapshot(Deadline::NONE)?;
        if let Some(resources) = resources {
            check_resources(&*snapshot, resources, &index.display().to_string())?;
        }
        Ok(Self::Unchanged(Some(Held::new(snapshot)), Mutex::default()))
    }

    pub(super) fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, RunError> {
        match self {
            Self::Run(run) => read(run).gone(below),
            Self::Unchanged(Some(held), taken) => {
                let mut gone = held.gone(below)?;
                let taken = lock(taken);
                gone.retain(|stored| !taken.contains(&stored.id));
                Ok(gone)
            }
            Self::Unchanged(None, _) => Ok(Vec::new()),
        }
    }

    pub(super) fn remove(&self, id: &DocumentId) -> Result<(), RunError> {
        match self {
            Self::Run(run) => read(run).remove(id),
            Self::Unchanged(..) => Ok(()),
        }
    }

    pub(super) fn checkpoint(&self) -> anyhow::Result<()> {
        if let Self::Run(run) = self {
            run.write()
                .unwrap_or_else(PoisonError::into_inner)
                .checkpoint()?;
        }
        Ok(())
    }

    /// Makes the run visible; returns what was settled of documents that share a number.
    pub(super) fn commit(self) -> anyhow::Result<Vec<Settled>> {
        let Self::Run(run) = self else {
            return Ok(Vec::new());
        };
        let run = run.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(run.commit()?)
    }
}

fn read(run: &RwLock<Run>) -> RwLockReadGuard<'_, Run> {
    run.read().unwrap_or_else(PoisonError::into_inner)
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
    type Error = RunError;
    type Prepared = Taken;

    fn stored_from(&self, origin: &str) -> Result<Option<(DocumentId, Digest)>, RunError> {
        let stored = match self {
            Self::Run(run) => read(run).stored_from(origin)?,
            Self::Unchanged(Some(held), _) => held.stored_from(origin)?,
            Self::Unchanged(None, _) => None,
        };
        Ok(stored.map(|s| (s.id, Digest::from_stored(s.digest))))
    }

    fn stored(&self, id: &DocumentId) -> Result<Option<Provenance>, RunError> {
        let stored = match self {
            Self::Run(run) => read(run).stored(id)?,
            Self::Unchanged(Some(held), _) => held.stored(id)?,
            Self::Unchanged(None, _) => None,
        };
        Ok(stored.map(provenance))
    }

    fn prepare(&self, document: Document, from: &Provenance) -> Result<Taken, RunError> {
        Ok(match self {
            Self::Run(run) => {
                let digest = from.digest.to_string();
                Taken::Written(read(run).prepare(document, &digest, &from.origin)?)
            }
            Self::Unchanged(..) => Taken::Noted(document.id),
        })
    }

    fn accept(&self, taken: Taken) -> Result<(), RunError> {
        match (self, taken) {
            (Self::Run(run), Taken::Written(prepared)) => read(run).put_prepared(prepared),
            (Self::Unchanged(_, taken), Taken::Noted(id)) => {
                lock(taken).insert(id);
                Ok(())
            }
            // A target prepares what it takes itself.
            _ => Ok(()),
        }
    }
}
