//! From files to documents.
//!
//! ```text
//! file -> readers (one a format) -> blocks -> assemble -> annotate -> Document -> sink
//!                                      structure, chunk ^
//! ```
//!
//! A reader turns a text into blocks and notes and knows one format; all that
//! comes after is shared. Documents go to a [`Sink`]: this crate does not know
//! where they are kept.
//!
//! ```no_run
//! let document = renvoi_ingest::read_file("com-2020-605.txt".as_ref())?;
//! println!("{} passages", document.passages.len());
//! # Ok::<(), renvoi_ingest::IngestError>(())
//! ```

mod annotate;
mod assemble;
#[doc(hidden)]
pub mod blocks;
mod chunk;
mod display;
mod error;
mod identity;
mod isolated;
mod normal;
mod pipeline;
mod readers;
mod single;
mod sources;
mod structure;
mod title;

pub use error::{IngestError, ReadError};
pub use identity::Grounds;
pub use isolated::{Isolated, serve_pdf};
pub use pipeline::{
    Digest, FileResult, LARGEST_FILE, Options, Outcome, Provenance, Sink, Summary, count,
    read_file, run,
};
pub use readers::Format;
#[doc(hidden)]
pub use single::*;

use renvoi_document::{Document, Source};

/// Reads bytes that are already in memory, without metadata; `file` names them.
/// For tests and fuzzing, and for callers that hold bytes of their own.
///
/// # Errors
/// They are no document.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let (format, blocks) =
        readers::read(bytes, file, &Options::default()).map_err(ReadError::from)?;
    let source = Source {
        file: file.to_owned(),
        format: format.as_str().to_owned(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    let metadata = sources::Metadata::default();
    Ok(assemble::assemble(blocks, metadata, source).0)
}
