//! The run: walk the paths, read each file once, hand whole documents to a
//! sink. One file's failure is reported and the run goes on.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};

use renvoi_document::{Document, DocumentId, Source};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::assemble::{assemble, file_stem};
use crate::error::IngestError;
use crate::readers::Format;
use crate::sources::{MANIFEST, Manifest, Metadata};

/// A dump larger than this is refused, in bytes. The longest document of the
/// EUR-Lex corpora is 3 MB of text.
pub const LARGEST_DUMP: u64 = 64 << 20;

/// Raised when a change to this crate gives documents another form, so that
/// unchanged files are read anew.
const FORM: u32 = 1;

/// What takes the documents of a run.
pub trait Sink {
    /// What went wrong in the sink.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Where the stored document with this id comes from.
    ///
    /// # Errors
    /// The sink cannot answer.
    fn stored(&self, id: &DocumentId) -> Result<Option<Provenance>, Self::Error>;

    /// Takes a whole document, replacing the one with its id and any other that
    /// came from the same file.
    ///
    /// # Errors
    /// The document could not be taken.
    fn accept(&mut self, document: Document, from: &Provenance) -> Result<(), Self::Error>;
}

/// What a document was made of, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Stands for everything it was made of.
    pub digest: Digest,
    /// The file's full path.
    pub origin: String,
}

/// Stands for everything a document was made of: the file's bytes, its entry
/// in `sources.toml`, and the form that this version of Renvoi gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// A digest that was stored as text.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    fn of(bytes: blake3::Hash, metadata: &Metadata) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes.as_bytes());
        hasher.update(format!("{FORM} {metadata:?}").as_bytes());
        Self(hasher.finalize().to_hex().to_string())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// A new document, with its id and the number of its passages and notes.
    Added(DocumentId, usize, usize),
    /// A document that took the place of an older version.
    Replaced(DocumentId, usize, usize),
    /// The same document is stored already.
    Unchanged(DocumentId),
    /// Not a file that Renvoi reads.
    Skipped(PathBuf),
    /// Not ingested.
    Failed(IngestError),
}

/// One path found by the walk.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    /// Name relative to what was given, with `/` between folders.
    name: String,
    metadata: Metadata,
}

/// Ingests paths (files, or folders walked to their leaves). `progress` is told
/// the number of files once, then each outcome as it comes.
pub fn run<S: Sink>(
    paths: &[PathBuf],
    sink: &mut S,
    mut progress: impl FnMut(usize, &Outcome),
) -> Vec<Outcome> {
    let (found, mut outcomes) = walk(paths);
    let total = found.len() + outcomes.len();
    for outcome in &outcomes {
        progress(total, outcome);
    }
    let mut taken: HashMap<DocumentId, String> = HashMap::new();
    for file in found {
        let outcome = ingest(&file, sink, &mut taken).unwrap_or_else(Outcome::Failed);
        progress(total, &outcome);
        outcomes.push(outcome);
    }
    outcomes
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
    };
    let (text, hash) = text_of(path)?;
    Ok(document(&found, &text, hash))
}

fn ingest<S: Sink>(
    file: &Found,
    sink: &mut S,
    taken: &mut HashMap<DocumentId, String>,
) -> Result<Outcome, IngestError> {
    let sink_error = |source: S::Error| IngestError::Sink {
        path: file.path.clone(),
        source: Box::new(source),
    };
    let id = id_of(file);
    if let Some(other) = taken.get(&id).cloned() {
        let path = file.path.clone();
        return Err(IngestError::SameId { path, id, other });
    }
    let (text, hash) = text_of(&file.path)?;
    let from = Provenance {
        digest: Digest::of(hash, &file.metadata),
        origin: full_path(&file.path).to_string_lossy().into_owned(),
    };
    taken.insert(id.clone(), file.name.clone());
    let stored = sink.stored(&id).map_err(sink_error)?;
    if let Some(stored) = &stored {
        if stored.digest == from.digest {
            return Ok(Outcome::Unchanged(id));
        }
        // A file that is gone was moved, or gave its place to this one; one that
        // is still there is another document.
        if stored.origin != from.origin && Path::new(&stored.origin).is_file() {
            let path = file.path.clone();
            let other = format!("{}, which is in the index", stored.origin);
            return Err(IngestError::SameId { path, id, other });
        }
    }
    let document = document(file, &text, hash);
    let (passages, notes) = (document.passages.len(), document.footnotes.len());
    tracing::debug!(file = %file.path.display(), %id, passages, notes, "read");
    sink.accept(document, &from).map_err(sink_error)?;
    Ok(match stored {
        Some(_) => Outcome::Replaced(id, passages, notes),
        None => Outcome::Added(id, passages, notes),
    })
}

fn full_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn id_of(file: &Found) -> DocumentId {
    match (&file.metadata.id, &file.metadata.reference) {
        (Some(id), _) => id.clone(),
        (None, Some(key)) => DocumentId::from_name(key.as_ref()),
        (None, None) => DocumentId::from_name(file_stem(&file.name)),
    }
}

fn document(file: &Found, text: &str, hash: blake3::Hash) -> Document {
    let format = Format::of(text);
    let source = Source {
        file: file.name.clone(),
        format: format.as_str().to_owned(),
        blake3: hash.to_hex().to_string(),
    };
    let mut metadata = file.metadata.clone();
    metadata.id = Some(id_of(file));
    metadata.reference = metadata.reference.or_else(|| reference_of(&file.name));
    assemble(format.read(text), metadata, source)
}

/// EUR-Lex names its files by CELEX number.
fn reference_of(name: &str) -> Option<renvoi_reference::Key> {
    let stem = file_stem(name);
    let celex = stem.split('_').next().unwrap_or(stem).to_uppercase();
    celex.parse::<renvoi_reference::Celex>().ok()?;
    renvoi_reference::parse(&celex).map(|c| c.key)
}

/// The text of a file in NFC, and the hash of its bytes.
fn text_of(path: &Path) -> Result<(String, blake3::Hash), IngestError> {
    let path = path.to_owned();
    let unreadable = |source| IngestError::Unreadable {
        path: path.clone(),
        source,
    };
    let meta = std::fs::metadata(&path).map_err(unreadable)?;
    if !meta.is_file() {
        let (what, remedy) = ("a device, pipe or folder", "name regular files");
        return Err(IngestError::NotText { path, what, remedy });
    }
    let (size, limit) = (meta.len(), LARGEST_DUMP);
    if size > limit {
        return Err(IngestError::TooLarge { path, size, limit });
    }
    let bytes = std::fs::read(&path).map_err(unreadable)?;
    let hash = blake3::hash(&bytes);
    if let Some((what, remedy)) = binary(&bytes) {
        return Err(IngestError::NotText { path, what, remedy });
    }
    let text = String::from_utf8(bytes).map_err(|e| IngestError::NotUtf8 {
        path: path.clone(),
        offset: e.utf8_error().valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(IngestError::Empty { path });
    }
    // Control characters are no text, and a terminal or a page would obey them.
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let text = &text.replace(obeyed, " ");
    let text = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    };
    Ok((text, hash))
}

/// What a file is when it is not text, and what to do.
fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const DUMP: &str = "make a text dump of it with Apache Tika (`-t`) and ingest that";
    const CONVERT: &str = "convert it to UTF-8";
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => Some(("a PDF", DUMP)),
        [b'P', b'K', 3, 4, ..] => Some(("a DOCX or another archive", DUMP)),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(("UTF-16", CONVERT)),
        _ if bytes.contains(&0) => Some((
            "binary data (it holds NUL bytes)",
            "remove it or name the documents one by one",
        )),
        _ => None,
    }
}

fn walk(paths: &[PathBuf]) -> (Vec<Found>, Vec<Outcome>) {
    let mut found = Vec::new();
    let mut outcomes = Vec::new();
    let mut manifests = Manifests::default();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut manifests, &mut found, &mut outcomes);
        } else {
            let folder = path.parent().unwrap_or(Path::new(""));
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            if let Some(metadata) = manifests.metadata(folder, &name, &mut outcomes) {
                found.push(Found {
                    path: path.clone(),
                    name: name.to_string_lossy().into_owned(),
                    metadata,
                });
            } else {
                tracing::debug!(path = %path.display(), "refused by its manifest");
            }
        }
    }
    // A file that several of the paths lead to is one file.
    let mut seen = HashSet::new();
    found.retain(|file| seen.insert(full_path(&file.path)));
    (found, outcomes)
}

fn folder(
    root: &Path,
    manifests: &mut Manifests,
    found: &mut Vec<Found>,
    outcomes: &mut Vec<Outcome>,
) {
    let before = found.len();
    let failures = outcomes.len();
    let entries = walkdir::WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                outcomes.push(Outcome::Failed(IngestError::Unreadable {
                    path: error.path().unwrap_or(root).to_owned(),
                    source: error.into(),
                }));
                continue;
            }
        };
        let path = entry.path();
        if entry.file_type().is_dir() || entry.file_name() == MANIFEST {
            continue;
        }
        if !entry.file_type().is_file()
            || path
                .extension()
                .is_none_or(|e| !e.eq_ignore_ascii_case("txt"))
        {
            outcomes.push(Outcome::Skipped(path.to_owned()));
            continue;
        }
        let folder = path.parent().unwrap_or(root);
        let name = PathBuf::from(entry.file_name());
        if let Some(metadata) = manifests.metadata(folder, &name, outcomes) {
            let name = path.strip_prefix(root).unwrap_or(path);
            found.push(Found {
                path: path.to_owned(),
                name: name.to_string_lossy().replace('\\', "/"),
                metadata,
            });
        }
    }
    let failed = outcomes[failures..]
        .iter()
        .any(|o| matches!(o, Outcome::Failed(_)));
    if found.len() == before && !failed {
        outcomes.push(Outcome::Failed(IngestError::NoDocuments {
            path: root.to_owned(),
        }));
    }
}

/// The manifests of the folders seen, each read once.
#[derive(Default)]
struct Manifests {
    read: HashMap<PathBuf, Option<Manifest>>,
}

impl Manifests {
    /// Metadata of a file, or none when its manifest refuses it; faults go to
    /// `outcomes` once.
    fn metadata(
        &mut self,
        folder: &Path,
        file: &Path,
        outcomes: &mut Vec<Outcome>,
    ) -> Option<Metadata> {
        let manifest =
            self.read
                .entry(folder.to_owned())
                .or_insert_with(|| match Manifest::read(folder) {
                    Ok(mut manifest) => {
                        outcomes.extend(manifest.errors.drain(..).map(Outcome::Failed));
                        Some(manifest)
                    }
                    Err(error) => {
                        outcomes.push(Outcome::Failed(error));
                        None
                    }
                });
        let manifest = manifest.as_mut()?;
        if let Some(error) = manifest.refused.get_mut(file) {
            outcomes.extend(error.take().map(Outcome::Failed));
            return None;
        }
        Some(manifest.metadata(file))
    }
}
