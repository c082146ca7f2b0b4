//! Why a dictionary cannot be built or used, and what to do about it.

use std::path::{Path, PathBuf};

/// A failure of the Japanese dictionary.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// The sources are not where they were looked for.
    #[error(
        "no sources of a dictionary in {}: no `{missing}` there; install them with \
         `apt-get install mecab-ipadic`, or say with --from where they are", path.display()
    )]
    Source {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        missing: &'static str,
    },
    /// The sources cannot be made a dictionary of.
    #[error(
        "the sources in {} cannot be used ({problem}): the CSV and def files of IPADIC in EUC-JP \
         are needed, as Debian's mecab-ipadic has them", path.display()
    )]
    Sources {
        /// Their folder.
        path: PathBuf,
        /// What is wrong with them.
        problem: String,
    },
    /// The folder to build in holds something else.
    #[error("{} is not empty and holds no dictionary: give another folder", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// The folder has no dictionary.
    #[error("no dictionary in {}: build it with `renvoi dictionary build {}`", path.display(), path.display())]
    Absent {
        /// The folder.
        path: PathBuf,
    },
    /// A file is not as it was built.
    #[error("the dictionary is damaged at {}: build it again with `renvoi dictionary build`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Another dictionary was built in the folder.
    #[error(
        "the dictionary in {} is not the one that the index was made with: rebuild the index \
         with `renvoi ingest --rebuild PATH…`", path.display()
    )]
    Other {
        /// The folder.
        path: PathBuf,
    },
    /// lindera cannot read it.
    #[error("the dictionary in {} cannot be read ({problem}): build it again with `renvoi dictionary build`", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What lindera said.
        problem: String,
    },
    /// The path could not be kept in an index.
    #[error("the path {} is no Unicode: give the dictionary another place", path.display())]
    Name {
        /// The path.
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
}

pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> DictionaryError + '_ {
    |source| DictionaryError::Io {
        path: path.to_owned(),
        source,
    }
}
