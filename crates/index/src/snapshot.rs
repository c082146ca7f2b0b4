//! An index, and one state of it.

use std::sync::Arc;

use renvoi_document::DocumentId;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::deadline::Deadline;
use crate::error::IndexError;
use crate::find::{Find, Found};
use crate::look_up::{LookUps, LookedUp};
use crate::rows::{RowPage, Rows};

/// What tells one state of an index from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct State {
    /// What was built at once; a rebuild makes another.
    pub generation: String,
    /// What was written to it since.
    pub change: String,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The part.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
}

/// Whatever holds the passages.
pub trait Index: Send + Sync {
    /// The state that it has now, for one request.
    ///
    /// # Errors
    /// The back end cannot be reached or read.
    fn snapshot(&self, deadline: Deadline) -> Result<Arc<dyn Snapshot>, IndexError>;

    /// Takes up what others wrote since.
    ///
    /// # Errors
    /// The new state cannot be read; the old one goes on answering.
    fn refresh(&self) -> Result<(), IndexError>;
}

/// One state of an index. Each call is one round trip.
pub trait Snapshot: Send + Sync {
    /// The same for two snapshots of one state.
    fn state(&self) -> State;

    /// A text that was kept with the index, as the thesaurus that it was made with.
    ///
    /// # Errors
    /// As for [`Snapshot::find`].
    fn resource(&self, name: &str) -> Result<Option<Arc<str>>, IndexError>;

    /// Lists of entries, in the order asked.
    ///
    /// # Errors
    /// The back end cannot answer, or only in part, or the deadline passed.
    fn find(&self, asked: &[Find]) -> Result<Vec<Found>, IndexError>;

    /// A page of columns.
    ///
    /// # Errors
    /// As for [`Snapshot::find`].
    fn rows(&self, asked: &Rows) -> Result<RowPage, IndexError>;

    /// Entries as they were stored, in the order asked.
    ///
    /// # Errors
    /// As for [`Snapshot::find`]; an address of another snapshot.
    fn stored(&self, entries: &[Address]) -> Result<Vec<String>, IndexError>;

    /// Answers to any number of questions.
    ///
    /// # Errors
    /// As for [`Snapshot::find`].
    fn look_up(&self, asked: &LookUps) -> Result<LookedUp, IndexError>;

    /// Heads of documents as they were stored, in the order of the documents' ids: those behind one, at most so many.
    ///
    /// # Errors
    /// As for [`Snapshot::find`].
    fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<String>, IndexError>;
}
