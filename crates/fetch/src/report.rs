//! What a run did, and what it says while it does it.

use std::time::Duration;

use renvoi_reference::{Celex, Key};
use serde::Serialize;

use crate::error::FetchError;
use crate::format::Format;
use crate::language::Language;

/// What a run did. Its JSON is what `renvoi fetch --json` prints.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The folder.
    pub into: String,
    /// The language asked for.
    pub language: Language,
    /// References of which something new came.
    pub fetched: usize,
    /// References of which nothing had to come.
    pub unchanged: usize,
    /// References that were not fetched.
    pub failed: usize,
    /// Requests made, redirections and repetitions included.
    pub requests: usize,
    /// Bytes of bodies received, as they were sent.
    pub received: u64,
    /// One entry a reference, in the order given.
    pub references: Vec<Outcome>,
}

/// What became of one reference.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// The reference as typed.
    pub reference: String,
    /// Its canonical name, if it is a reference.
    pub key: Option<Key>,
    /// The number it was found under.
    pub celex: Option<Celex>,
    /// What was done.
    pub outcome: State,
    /// The format it was found in.
    pub format: Option<Format>,
    /// Its files, the first part first.
    pub files: Vec<FileReport>,
    /// Answers that were no document, in the order of the requests.
    pub tried: Vec<Attempt>,
    /// Why it failed.
    pub error: Option<FetchError>,
}

/// What was done for a reference or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It was downloaded.
    Fetched,
    /// A download that had been cut went on where it stopped.
    Resumed,
    /// It was there, or the source says that it did not change.
    Unchanged,
    /// It was not fetched.
    Failed,
}

/// One file of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Its name in the folder.
    pub name: String,
    /// Where it came from, redirections followed.
    pub url: String,
    /// What the server calls its content.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// What was done.
    pub state: State,
}

/// A question that was not answered with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The number asked for.
    pub celex: Celex,
    /// The format asked for.
    pub format: Format,
    /// What was answered: `404`, `an RDF notice`.
    pub answer: String,
}

/// What happens in a run, as it happens.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A reference's turn came.
    Started {
        /// The reference as typed.
        reference: &'e str,
        /// How many came before it.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// More of a file came.
    Received {
        /// The name of the file.
        name: &'e str,
        /// Bytes it has so far.
        bytes: u64,
        /// Bytes it will have, if the server says so.
        of: Option<u64>,
    },
    /// The run waits before it asks again.
    Waiting {
        /// What is asked for.
        url: &'e str,
        /// How long.
        wait: Duration,
        /// Why.
        why: &'e str,
    },
    /// A reference is done with.
    Finished {
        /// What became of it.
        outcome: &'e Outcome,
    },
}
