//! Why a file was not ingested, and what to do about it.

use std::path::PathBuf;

use renvoi_document::DocumentId;
use serde::{Deserialize, Serialize};

/// A failure of one file, or of one path given to the run.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The path does not exist or cannot be read.
    #[error("{}: cannot be read: {source}{}", path.display(), remedy(source))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder holds nothing to ingest.
    #[error("{}: no document in this folder: put documents in it, or name a file", path.display())]
    NoDocuments {
        /// The folder.
        path: PathBuf,
    },
    /// The file has no text.
    #[error("{}: the file holds no text", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is larger than a dump can be.
    #[error("{}: {size} bytes, more than the {limit} that a document may have: split it", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is none that Renvoi reads.
    #[error("{}: not a document but {what}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What it seems to be, and what to do.
        what: String,
    },
    /// The file's reader refused it.
    #[error("{}: {source}", path.display())]
    NotRead {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ReadError,
    },
    /// `sources.toml` is not TOML.
    #[error("{}: {source}the files beside it were left out: correct it and ingest again", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong, with its line.
        source: Box<toml::de::Error>,
    },
    /// One entry of `sources.toml` is wrong.
    #[error("{}: {entry}: {problem}", path.display())]
    ManifestEntry {
        /// The manifest.
        path: PathBuf,
        /// Which entry.
        entry: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// Another file has the same document id.
    #[error("{}: has the id `{id}` of {other}: give one of them another `id` in sources.toml", path.display())]
    SameId {
        /// The file.
        path: PathBuf,
        /// The id.
        id: DocumentId,
        /// The file that has the id.
        other: String,
    },
}

fn remedy(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            ": let this user read it (`chmod a+r`, of a folder `chmod a+rx`)"
        }
        _ => "",
    }
}

/// Why a reader made no blocks of a file's bytes. The pipeline adds the file's
/// name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ReadError {
    /// The bytes are not what the format asks for.
    #[error("damaged {format}: {problem}")]
    Damaged {
        /// The format, as a person names it: `PDF`, `DOCX`, `XML`.
        format: String,
        /// What is wrong and where; what to do if anything can be done.
        problem: String,
    },
    /// The file asks for more than a reader gives to one file.
    #[error("{what}: more than {limit}; the file was left out to protect the run")]
    TooMuch {
        /// What there is too much of: `elements nested 300 deep`.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// The format was read and holds no document.
    #[error("no document in it: {why}")]
    NoDocument {
        /// What is there instead, and what to do.
        why: String,
    },
}
