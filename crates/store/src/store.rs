//! An index open for reading: the live generation, followed as others write.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use renvoi_index::{Deadline, Index, IndexError, Snapshot};

use crate::error::{StoreError, guarded};
use crate::folder::Current;
use crate::generation::Generation;
use crate::read_only::attempt;
use crate::snapshot::Seen;

/// An index open for reading. It follows the writer when it is [refreshed](Index::refresh); requests under way keep what
/// they began with.
pub struct Store {
    root: PathBuf,
    live: RwLock<(Current, Arc<Generation>)>,
    /// Held by the one who takes up a new state.
    refreshing: Mutex<()>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the index of a folder.
    ///
    /// # Errors
    /// There is none, it is of another version, or it cannot be read.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let live = attempt(|| {
            guarded(root, || {
                let current = Current::read(root)?.ok_or_else(|| StoreError::Absent {
                    path: root.to_owned(),
                })?;
                let generation = Generation::open(root, &current)?;
                Ok((current, Arc::new(generation)))
            })
        })?;
        Ok(Self {
            root: root.to_owned(),
            live: RwLock::new(live),
            refreshing: Mutex::new(()),
        })
    }

    fn live(&self) -> (Current, Arc<Generation>) {
        let live = self.live.read().unwrap_or_else(PoisonError::into_inner);
        (live.0.clone(), Arc::clone(&live.1))
    }

    fn take_up(&self) -> Result<(), StoreError> {
        let _one = self
            .refreshing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        attempt(|| {
            let current = Current::read(&self.root)?.ok_or_else(|| StoreError::Absent {
                path: self.root.clone(),
            })?;
            let (known, generation) = self.live();
            if known == current {
                return generation.reload();
            }
            let fresh = Generation::open(&self.root, &current)?;
            fresh.shown().warm(&generation.shown())?;
            *self.live.write().unwrap_or_else(PoisonError::into_inner) = (current, Arc::new(fresh));
            Ok(())
        })
    }
}

impl Index for Store {
    fn snapshot(&self, deadline: Deadline) -> Result<Arc<dyn Snapshot>, IndexError> {
        Ok(Arc::new(Seen::new(self.live().1.shown(), deadline)))
    }

    fn refresh(&self) -> Result<(), IndexError> {
        Ok(guarded(&self.root, || self.take_up())?)
    }
}
