//! The run: walk the paths, read files in parallel, hand whole documents to a
//! sink in the order of the walk. One file's failure is reported and the run
//! goes on; memory does not grow with the number of files.

mod file;
mod ordered;
mod walk;

use std::collections::HashMap;
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use renvoi_document::{Document, DocumentId, origin};

use crate::error::IngestError;
use crate::identity::Grounds;
use crate::sources::Metadata;

pub use file::{LARGEST_FILE, read_file};
pub use walk::count;

use file::{Read, Reading};
use ordered::Ahead;
use walk::{Entry, Walk};

/// Raised when a change to this crate gives documents another form, so that
/// unchanged files are read anew.
const FORM: u32 = 11;

/// Files read ahead of the one that the sink waits for, by number and by bytes:
/// a document takes up to thirty times the memory of its file, where most of
/// that is notes.
const AHEAD: Ahead = Ahead {
    items: 16,
    weight: 4 << 20,
};

/// What takes the documents of a run.
pub trait Sink: Sync {
    /// What went wrong in the sink.
    type Error: std::error::Error + Send + Sync + 'static;

    /// A document as the sink keeps it.
    type Prepared: Send;

    /// What is stored that came from a file, by the file's full path.
    ///
    /// # Errors
    /// The sink cannot answer.
    fn stored_from(&self, origin: &str) -> Result<Option<(DocumentId, Digest)>, Self::Error>;

    /// Where the stored document with this id comes from.
    ///
    /// # Errors
    /// The sink cannot answer.
    fn stored(&self, id: &DocumentId) -> Result<Option<Provenance>, Self::Error>;

    /// Makes of a whole document what is kept of it; on several threads, and in
    /// no order.
    ///
    /// # Errors
    /// The document cannot be kept.
    fn prepare(&self, document: Document, from: &Provenance)
    -> Result<Self::Prepared, Self::Error>;

    /// Takes a whole document, replacing the one with its id and any other that
    /// came from the same file. Documents come in the order of the walk.
    ///
    /// # Errors
    /// The document could not be taken.
    fn accept(&self, prepared: Self::Prepared) -> Result<(), Self::Error>;
}

/// What a document was made of, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Stands for everything it was made of.
    pub digest: Digest,
    /// The file's full path, as [`renvoi_document::origin`] writes it.
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
pub struct Outcome {
    /// The file, as the walk found it.
    pub path: PathBuf,
    /// Its size in bytes; 0 when it was not read.
    pub size: u64,
    /// What became of it.
    pub result: FileResult,
}

/// What became of a file.
#[derive(Debug)]
pub enum FileResult {
    /// A new document.
    Added(Summary),
    /// A document that took the place of an older version.
    Replaced(Summary),
    /// The same document is stored already.
    Unchanged(DocumentId),
    /// Not a file that Renvoi reads, and why.
    Skipped(String),
    /// Not ingested.
    Failed(IngestError),
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Id of the document.
    pub id: DocumentId,
    /// Which reader read it.
    pub format: String,
    /// Number of its passages.
    pub passages: usize,
    /// Number of its notes.
    pub footnotes: usize,
    /// What could not be resolved in it.
    pub warnings: usize,
    /// The instrument that it is.
    pub reference: Option<String>,
    /// What shows that, and what was not believed.
    pub grounds: Grounds,
}

/// How a run is done.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files read at once.
    pub workers: usize,
    /// How PDF files are read; none reads them in this process.
    pub pdf: Option<crate::Isolated>,
    /// What a person named: files are named after the folder here that they are
    /// in, and what is no document fails here where elsewhere it is left out.
    /// None when all paths of a run were named.
    pub roots: Vec<PathBuf>,
    /// Says of a folder that its files are no documents, whatever they look like:
    /// the index itself may stand below what is ingested.
    pub is_index: fn(&Path) -> bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            pdf: None,
            roots: Vec::new(),
            is_index: |_| false,
        }
    }
}

impl Options {
    /// Whether somebody named a path, and so expects a document there.
    fn is_typed(&self, path: &Path) -> bool {
        self.roots.is_empty() || self.roots.iter().any(|root| root == path)
    }
}

/// Ingests paths (files, or folders walked to their leaves). `report` is told
/// each outcome as it comes and may end the run.
///
/// # Errors
/// The sink failed: what it did not take is lost, and the run ends there.
pub fn run<S: Sink>(
    paths: &[PathBuf],
    sink: &S,
    options: &Options,
    report: impl FnMut(Outcome) -> ControlFlow<()>,
) -> Result<(), S::Error> {
    let mut order = Order {
        sink,
        ids: Ids::new(sink),
        report,
        failure: None,
    };
    ordered::run(
        Walk::new(paths, options),
        options.workers.max(1),
        AHEAD,
        &Files { sink, options },
        &mut order,
    );
    order.failure.map_or(Ok(()), Err)
}

/// What is done to each file, on any thread.
struct Files<'s, S> {
    sink: &'s S,
    options: &'s Options,
}

/// A document that has its id, and what becomes of its file when it is taken.
struct Named {
    document: Document,
    from: Provenance,
    outcome: Outcome,
}

/// What was decided on a file.
enum Decided {
    Outcome(Outcome),
    Document(Box<Named>),
}

impl<S: Sink> ordered::Steps for Files<'_, S> {
    type Item = Entry;
    type Read = Result<Reading, S::Error>;
    type Decided = Result<Decided, S::Error>;
    type Done = Result<(Option<S::Prepared>, Outcome), S::Error>;

    fn read(&self, entry: Entry) -> (Self::Read, u64) {
        let reading = match entry {
            Entry::File(found) => file::read(found, self.sink, self.options),
            Entry::Other(outcome) => Ok(Reading::Outcome(outcome)),
        };
        let weight = match &reading {
            Ok(Reading::Document(read)) => read.size,
            _ => 0,
        };
        (reading, weight)
    }

    fn finish(&self, decided: Self::Decided) -> Self::Done {
        match decided? {
            Decided::Outcome(outcome) => Ok((None, outcome)),
            Decided::Document(named) => {
                let prepared = self.sink.prepare(named.document, &named.from)?;
                Ok((Some(prepared), named.outcome))
            }
        }
    }
}

/// What is done in the order of the walk.
struct Order<'s, S: Sink, F> {
    sink: &'s S,
    ids: Ids<'s, S>,
    report: F,
    failure: Option<S::Error>,
}

impl<S: Sink, F: FnMut(Outcome) -> ControlFlow<()>> ordered::InOrder<Files<'_, S>>
    for Order<'_, S, F>
{
    fn decide(&mut self, read: Result<Reading, S::Error>) -> Result<Decided, S::Error> {
        match read? {
            Reading::Outcome(outcome) => Ok(Decided::Outcome(outcome)),
            Reading::Document(read) => self.ids.name(*read),
        }
    }

    fn take(&mut self, done: Result<(Option<S::Prepared>, Outcome), S::Error>) -> ControlFlow<()> {
        let taken = done.and_then(|(prepared, outcome)| {
            if let Some(prepared) = prepared {
                self.sink.accept(prepared)?;
            }
            Ok(outcome)
        });
        match taken {
            Ok(outcome) => (self.report)(outcome),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// Gives documents their ids. The files of a run come in the order of the walk,
/// so that ids do not depend on which was read first.
struct Ids<'s, S> {
    sink: &'s S,
    /// Ids of this run, each with the file that has it.
    taken: HashMap<DocumentId, PathBuf>,
}

impl<'s, S: Sink> Ids<'s, S> {
    fn new(sink: &'s S) -> Self {
        Self {
            sink,
            taken: HashMap::new(),
        }
    }

    /// Gives a document its id, or one made of its file's name when another file
    /// has that: the same act in two formats, or two copies, are two documents of
    /// one instrument.
    fn name(&mut self, read: Read) -> Result<Decided, S::Error> {
        let Read {
            mut document,
            from,
            path,
            size,
            fallbacks,
            grounds,
        } = read;
        let wanted = document.id.clone();
        let mut stored = None;
        let mut other = None;
        for id in std::iter::once(wanted.clone()).chain(fallbacks) {
            other = self.holder(&id, &from)?;
            if other.is_none() {
                stored = self.sink.stored(&id)?;
                document.rename(id);
                break;
            }
        }
        if let Some(other) = other {
            let failed = IngestError::SameId {
                path: path.clone(),
                id: wanted,
                other,
            };
            return Ok(Decided::Outcome(Outcome {
                path,
                size,
                result: FileResult::Failed(failed),
            }));
        }
        self.taken.insert(document.id.clone(), path.clone());
        if stored
            .as_ref()
            .is_some_and(|s| s.digest == from.digest && s.origin == from.origin)
        {
            let result = FileResult::Unchanged(document.id);
            return Ok(Decided::Outcome(Outcome { path, size, result }));
        }
        let summary = Summary::of(&document, grounds);
        let result = match stored {
            Some(_) => FileResult::Replaced(summary),
            None => FileResult::Added(summary),
        };
        Ok(Decided::Document(Box::new(Named {
            document,
            from,
            outcome: Outcome { path, size, result },
        })))
    }

    /// The other file that has an id, in this run or in the sink. A stored file
    /// that is gone gives its id up: it was moved, or this one takes its place.
    fn holder(&self, id: &DocumentId, from: &Provenance) -> Result<Option<String>, S::Error> {
        if let Some(path) = self.taken.get(id) {
            return Ok(Some(path.display().to_string()));
        }
        let stored = self.sink.stored(id)?;
        Ok(stored
            .filter(|s| s.origin != from.origin && origin::to_path(&s.origin).is_file())
            .map(|s| {
                let path = origin::to_path(&s.origin);
                format!("{}, which is in the index", path.display())
            }))
    }
}

impl Summary {
    fn of(document: &Document, grounds: Grounds) -> Self {
        Self {
            id: document.id.clone(),
            format: document.source.format.clone(),
            passages: document.passages.len(),
            footnotes: document.footnotes.len(),
            warnings: document.warnings.len(),
            reference: document.reference.clone(),
            grounds,
        }
    }
}
