//! Why the index cannot be used, and what to do about it.

use std::path::{Path, PathBuf};

use renvoi_index::IndexError;

/// A failure of the embedded index.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no index in the folder.
    #[error("no index in {}: make one with `renvoi ingest PATH…`", path.display())]
    Absent {
        /// The folder.
        path: PathBuf,
    },
    /// The index was built by another version of Renvoi.
    #[error("the index in {} was built with {found}, this renvoi needs {needed}: rebuild it with `renvoi ingest --rebuild PATH…`", path.display())]
    Version {
        /// The folder.
        path: PathBuf,
        /// Version of the index.
        found: String,
        /// Version of this program.
        needed: String,
    },
    /// A file of the index cannot be understood.
    #[error("{} is damaged ({problem}): rebuild the index with `renvoi ingest --rebuild PATH…`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Another process is writing to the index.
    #[error("the index in {} is being written by another `renvoi ingest`: wait until it ends", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The folder or a file in it cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What was to be indexed could not be written.
    #[error(
        "the index could not be written: {}; see that its disk is not full and its folder may be written, and run it again: what was committed before is kept",
        short(&.0.to_string())
    )]
    Writing(tantivy::TantivyError),
    /// tantivy failed.
    #[error("the index failed: {}; `renvoi doctor` says whether it is damaged", short(&.0.to_string()))]
    Tantivy(tantivy::TantivyError),
    /// A library met bytes that it did not expect, and ended the work on the request.
    #[error("the index in {} is damaged: `renvoi doctor` says where", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
    },
    /// The deadline passed.
    #[error(transparent)]
    Late(#[from] IndexError),
    /// An address of another snapshot.
    #[error("a record was asked for by an address of another state of the index: ask again")]
    OtherSnapshot,
    /// A stored text is not what this version stores.
    #[error(
        "a record of the index cannot be read: {0}; rebuild the index with `renvoi ingest --rebuild PATH…`"
    )]
    Record(#[from] serde_json::Error),
}

/// The most letters of what a library says: it may hold a whole file.
const MOST_SAID: usize = 200;

/// What a library says, cut where it goes on at length.
pub(crate) fn short(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    let end = line
        .char_indices()
        .nth(MOST_SAID)
        .map_or(line.len(), |(at, _)| at);
    let cut = line.get(..end).unwrap_or_default();
    if cut.len() < said.trim_end().len() {
        format!("{cut}…")
    } else {
        cut.to_owned()
    }
}

/// Reads what may be damaged, of the index in a folder.
pub(crate) fn guarded<T>(
    folder: &Path,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    renvoi_index::guard(work).unwrap_or_else(|| {
        Err(StoreError::Unreadable {
            path: folder.to_owned(),
        })
    })
}

impl StoreError {
    /// An error of tantivy's while it wrote: its threads end without saying why, and nearly always because of the disk.
    pub(crate) fn writing(error: tantivy::TantivyError) -> Self {
        Self::Writing(error)
    }

    pub(crate) fn damaged(path: PathBuf, problem: &str) -> Self {
        Self::Damaged {
            path,
            problem: problem.to_owned(),
        }
    }

    /// Whether a file was not there that should be.
    pub(crate) fn is_missing_file(&self) -> bool {
        matches!(
            self,
            Self::Tantivy(tantivy::TantivyError::OpenReadError(
                tantivy::directory::error::OpenReadError::FileDoesNotExist(_)
            ))
        )
    }
}

// No source of the error, which would be told behind it at whatever length.
impl From<tantivy::TantivyError> for StoreError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Tantivy(error)
    }
}

impl From<StoreError> for IndexError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Record(error) => Self::Record(error.to_string()),
            StoreError::Late(error) => error,
            StoreError::Absent { path } => Self::Absent(path.display().to_string()),
            error => Self::Backend(Box::new(error)),
        }
    }
}
