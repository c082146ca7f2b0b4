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
mod error;
mod isolated;
mod pipeline;
mod readers;
mod sources;
mod structure;

pub use error::{IngestError, ReadError};
pub use isolated::{Isolated, serve_pdf};
pub use pipeline::{Digest, LARGEST_DUMP, Outcome, Provenance, Sink, read_file, run};
pub use readers::Format;

use renvoi_document::{Document, Source};

/// Reads a PDF in this process, for tests and fuzzing.
///
/// # Errors
/// The bytes are no PDF, or one without text.
#[doc(hidden)]
pub fn read_pdf_blocks(bytes: &[u8]) -> Result<blocks::Blocks, ReadError> {
    readers::pdf::read(bytes)
}

/// Reads the layout of signs, for fuzzing.
///
/// # Errors
/// There is no text among them.
#[doc(hidden)]
pub fn read_pdf_signs(pages: &[Vec<readers::pdf::Sign>]) -> Result<blocks::Blocks, ReadError> {
    readers::pdf::read_signs(pages)
}

/// Reads a text that is already in memory, without metadata; `file` names it.
/// For tests and fuzzing, and for callers that hold text of their own.
pub fn read_text(file: &str, text: &str) -> Document {
    let format = Format::of(text);
    let source = Source {
        file: file.to_owned(),
        format: format.as_str().to_owned(),
        blake3: blake3::hash(text.as_bytes()).to_hex().to_string(),
    };
    assemble::assemble(format.read(text), sources::Metadata::default(), source)
}
