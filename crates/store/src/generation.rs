//! An open generation: its files, and the state of them that is shown.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::{Index, IndexReader, ReloadPolicy};

use crate::error::StoreError;
use crate::folder::{self, Current, Resources};
use crate::read_only::ReadOnly;
use crate::schema::{Fields, tokenizers};
use crate::state::{self, State};
use crate::whole::whole;

pub(crate) struct Generation {
    folder: PathBuf,
    fields: Fields,
    resources: Resources,
    reader: IndexReader,
    shown: RwLock<Arc<State>>,
}

impl Generation {
    /// Opens the live generation, for reading alone.
    pub(crate) fn open(root: &Path, current: &Current) -> Result<Self, StoreError> {
        current.check(root)?;
        let folder = root.join(&current.generation);
        let mut index = Index::open(ReadOnly::open(&folder)?)?;
        index.set_fast_field_tokenizers(tokenizers());
        let fields = Fields::new();
        if index.schema() != fields.schema {
            return Err(StoreError::damaged(
                folder.join("meta.json"),
                "its fields are not those of this version",
            ));
        }
        let resources = folder::resources(&folder)?;
        let generation = Self::of(&folder, &index, fields, resources)?;
        whole(&folder, &index, &generation.shown().searcher)?;
        Ok(generation)
    }

    /// A generation whose files are open.
    pub(crate) fn of(
        folder: &Path,
        index: &Index,
        fields: Fields,
        resources: Resources,
    ) -> Result<Self, StoreError> {
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let state = State::new(folder, fields.clone(), reader.searcher(), resources.clone())?;
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            resources,
            reader,
            shown: RwLock::new(Arc::new(state)),
        })
    }

    pub(crate) fn shown(&self) -> Arc<State> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes up what was committed since. The new state is shown when all of it is known: until then the one before
    /// answers.
    pub(crate) fn reload(&self) -> Result<(), StoreError> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let before = self.shown();
        if state::id(&self.folder, &searcher) == before.id {
            return Ok(());
        }
        let resources = self.resources.clone();
        let fresh = State::new(&self.folder, self.fields.clone(), searcher, resources)?;
        fresh.warm(&before)?;
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }
}
