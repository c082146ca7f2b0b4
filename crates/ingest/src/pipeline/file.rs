//! One file: its bytes, their digest, its document.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use renvoi_document::{Document, DocumentId, Source, origin};

use crate::assemble::{assemble, file_stem};
use crate::error::{IngestError, ReadError};
use crate::identity::Grounds;
use crate::readers::{self, NotRead};
use crate::sources::{Manifest, Metadata};

use super::walk::Found;
use super::{Digest, FileResult, Options, Outcome, Provenance, Sink};

/// A file larger than this is refused, in bytes. The longest document of the
/// EUR-Lex corpora has 15 MB.
pub const LARGEST_FILE: u64 = 64 << 20;

/// What reading a file came to.
pub(super) enum Reading {
    Document(Box<Read>),
    Outcome(Outcome),
}

/// A document that was read and has no place yet.
pub(super) struct Read {
    pub(super) document: Document,
    /// What shows which instrument it is.
    pub(super) grounds: Grounds,
    pub(super) from: Provenance,
    pub(super) path: PathBuf,
    pub(super) size: u64,
    /// The ids it may get when another file has its own; none when its own was
    /// asked for.
    pub(super) fallbacks: Vec<DocumentId>,
}

/// Reads a file of a run; one that the sink has in this form is not parsed.
pub(super) fn read<S: Sink>(
    found: Found,
    sink: &S,
    options: &Options,
) -> Result<Reading, S::Error> {
    let path = found.path.clone();
    let outcome = |size, result| {
        let path = path.clone();
        Ok(Reading::Outcome(Outcome { path, size, result }))
    };
    let (bytes, hash) = match bytes_of(&found.path) {
        Ok(read) => read,
        Err(error) => return outcome(0, FileResult::Failed(error)),
    };
    let size = bytes.len() as u64;
    let from = Provenance {
        digest: Digest::of(hash, &found.metadata),
        origin: origin::to_text(&full_path(&found.path)),
    };
    if let Some((id, digest)) = sink.stored_from(&from.origin)?
        && digest == from.digest
    {
        return outcome(size, FileResult::Unchanged(id));
    }
    match document(&found, &bytes, hash, options) {
        Ok((document, grounds)) => Ok(Reading::Document(Box::new(Read {
            grounds,
            fallbacks: fallbacks(&found, &document.id),
            document,
            from,
            path: found.path,
            size,
        }))),
        Err(NotRead::Skipped(reason)) if !found.named => outcome(size, FileResult::Skipped(reason)),
        Err(error) => outcome(size, FileResult::Failed(failure(&found.path, error))),
    }
}

/// Ids made of the file's name, the last of which no other file has.
fn fallbacks(found: &Found, own: &DocumentId) -> Vec<DocumentId> {
    if found.metadata.id.is_some() {
        return Vec::new();
    }
    let name = &found.name;
    let path = name
        .rsplit_once('.')
        .map_or(name.as_str(), |(path, _)| path);
    let full = full_path(&found.path);
    let hash = blake3::hash(full.as_os_str().as_encoded_bytes()).to_hex();
    vec![
        DocumentId::from_name(file_stem(name)),
        DocumentId::from_name(path),
        DocumentId::from_name(&format!("{} {own}", &hash[..10])),
    ]
}

fn failure(path: &Path, error: NotRead) -> IngestError {
    let path = path.to_owned();
    match error {
        NotRead::Skipped(what) => IngestError::UnknownFormat { path, what },
        NotRead::Failed(source) => IngestError::NotRead { path, source },
    }
}

/// Reads one file into a document, without any sink. Metadata is taken from the
/// `sources.toml` beside the file.
///
/// # Errors
/// The file cannot be read as a document.
pub fn read_file(path: &Path) -> Result<Document, IngestError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    let mut manifest = Manifest::read(folder)?;
    if let Some(error) = manifest.refused.remove(&name).flatten() {
        return Err(error);
    }
    let found = Found {
        path: path.to_owned(),
        metadata: manifest.metadata(&name),
        name: name.to_string_lossy().into_owned(),
        named: true,
    };
    let (bytes, hash) = bytes_of(path)?;
    let read = document(&found, &bytes, hash, &Options::default());
    read.map(|(document, _)| document)
        .map_err(|error| failure(path, error))
}

/// The document of a file. A panic of a library is that file's failure.
fn document(
    found: &Found,
    bytes: &[u8],
    hash: blake3::Hash,
    options: &Options,
) -> Result<(Document, Grounds), NotRead> {
    let read = || read_document(&found.name, &found.metadata, bytes, hash, options);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(NotRead::Failed(ReadError::Damaged {
            format: "file".to_owned(),
            problem: "reading it failed inside the program; please report it with the file"
                .to_owned(),
        }))
    })
}

fn read_document(
    name: &str,
    metadata: &Metadata,
    bytes: &[u8],
    hash: blake3::Hash,
    options: &Options,
) -> Result<(Document, Grounds), NotRead> {
    let (format, blocks) = readers::read(bytes, name, options)?;
    let source = Source {
        file: name.to_owned(),
        format: format.as_str().to_owned(),
        blake3: hash.to_hex().to_string(),
    };
    let (document, grounds) = assemble(blocks, metadata.clone(), source);
    tracing::debug!(
        file = name,
        id = %document.id,
        passages = document.passages.len(),
        "read"
    );
    Ok((document, grounds))
}

pub(super) fn full_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The bytes of a regular file, and their hash. A file that grows while it is
/// read stays within the limit.
fn bytes_of(path: &Path) -> Result<(Vec<u8>, blake3::Hash), IngestError> {
    let path = path.to_owned();
    let unreadable = |source| IngestError::Unreadable {
        path: path.clone(),
        source,
    };
    let meta = std::fs::metadata(&path).map_err(unreadable)?;
    if !meta.is_file() {
        let what = "a device, pipe or folder".to_owned();
        return Err(IngestError::UnknownFormat { path, what });
    }
    let limit = LARGEST_FILE;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(&path).map_err(unreadable)?;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    let size = bytes.len() as u64;
    if size > limit {
        let size = meta.len().max(size);
        return Err(IngestError::TooLarge { path, size, limit });
    }
    if bytes.is_empty() {
        return Err(IngestError::Empty { path });
    }
    let hash = blake3::hash(&bytes);
    Ok((bytes, hash))
}
