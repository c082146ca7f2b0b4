//! Documents downloaded from the Publications Office of the EU into a folder that `renvoi ingest` reads.
//!
//! [`fetch`] takes references in any spelling. Each becomes a CELEX number, or several to try; each number is asked for
//! in each format of [`Config::formats`] until one is answered with a document, whose files are named after the number:
//! `32016R0679.xhtml`, `52020DC0605.DOC_1.html`. `fetched.json` beside them records where they came from ([`Manifest`]).
//!
//! ```no_run
//! use renvoi_fetch::{Config, Event, fetch};
//!
//! let references = ["COM(2020) 605".to_owned(), "32016L1148".to_owned()];
//! let report = fetch(&Config::new("data/fetched"), &references, &mut |event| {
//!     if let Event::Finished { outcome } = event {
//!         println!("{}: {:?}", outcome.reference, outcome.outcome);
//!     }
//! })?;
//! println!("{} fetched, {} failed", report.fetched, report.failed);
//! # Ok::<(), renvoi_fetch::RunError>(())
//! ```
//!
//! # How the Publications Office answers
//! Its repository, Cellar, resolves `/resource/celex/{CELEX}` by `Accept` and a three-letter `Accept-Language`: 303 to
//! an item `…/DOC_1` (written `http://` even when asked by `https://`), 300 with a list when the document has several
//! items, 404 when it has none in this format and language, 500 to an `Accept` with a space in it. EUR-Lex itself stands
//! behind a filter that answers 202 with a script; Cellar does not.
//!
//! # Manners
//! One request at a time, a least interval between two, a name in `User-Agent`, `Retry-After` heard, repetitions with
//! doubling waits and chance, only for faults that pass; after a few references without an answer the rest is not
//! tried. A run that was stopped goes on: whole files are left alone, a cut one continues with `Range` and `If-Range`.
//!
//! # Why ureq
//! Compared for a blocking client with TLS, in clean debug builds with one job on two shared cores: ureq 3.5 (rustls,
//! ring) is 31 crates and 28 s of processor time (55 s by the clock), reqwest 0.13 (blocking, rustls) 102 crates and
//! 109 s (214 s): it brings an asynchronous runtime of its own and aws-lc. ureq streams bodies, has a time-out for each
//! phase and for each read, checks `Content-Length`, and leaves redirections and decompression to us, which resuming and
//! validators need.

mod address;
mod choices;
mod client;
mod config;
mod document;
mod download;
mod error;
mod folder;
mod format;
mod language;
mod manifest;
mod report;
mod retry;
mod run;
mod sniff;
mod target;

pub use config::{Config, Mode, PUBLICATIONS_OFFICE, Retry, Timeouts};
pub use error::{FetchError, RunError};
pub use format::{Format, FormatError};
pub use language::{Language, LanguageError};
pub use manifest::{Document, File, MANIFEST, Manifest};
pub use report::{Attempt, Event, FileReport, Outcome, Report, State};
pub use run::fetch;
