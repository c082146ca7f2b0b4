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
mod identity;
mod isolated;
mod pipeline;
mod readers;
mod sources;
mod structure;

pub use error::{IngestError, ReadError};
pub use pipeline::{
    Digest, FileResult, LARGEST_FILE, Options, Outcome, Provenance, Sink, Summary, count,
    read_file, run,
};
pub use isolated::{Isolated, serve_pdf};
pub use pipeline::{Digest, LARGEST_DUMP, Outcome, Provenance, Sink, read_file, run};
pub use readers::Format;

/// For tests and fuzzing: what the Formex reader makes of a file; none for a
/// file that it does not recognise.
#[doc(hidden)]
pub fn read_formex_blocks(bytes: &[u8]) -> Option<Result<blocks::Blocks, ReadError>> {
    readers::formex::recognises(bytes).then(|| readers::formex::read(bytes))
/// The readers of texts, for tests and fuzzing; none where the text is not theirs.
#[doc(hidden)]
pub mod text_readers {
    pub use crate::blocks::{About, Block, BlockCall, Blocks, Note, Shape};

    /// Reads Markdown.
    pub fn markdown(bytes: &[u8]) -> Option<Blocks> {
        use crate::readers::markdown::{read, recognises};
        recognises(bytes).then(|| read(bytes).ok()).flatten()
    }

    /// Reads an act copied from a browser.
    pub fn pasted(bytes: &[u8]) -> Option<Blocks> {
        use crate::readers::pasted::{read, recognises};
        recognises(bytes).then(|| read(bytes).ok()).flatten()
    }
}

use renvoi_document::{Document, Source};

/// Reads bytes that are already in memory, without metadata; `file` names them.
/// For tests and fuzzing, and for callers that hold bytes of their own.
///
/// # Errors
/// They are no document.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let (format, blocks) =
        readers::read(bytes, file, &Options::default()).map_err(ReadError::from)?;
/// Reads a PDF in this process, for tests and fuzzing.
///
/// # Errors
/// The bytes are no PDF, or one without text.
#[doc(hidden)]
pub fn read_pdf_blocks(bytes: &[u8]) -> Result<blocks::Blocks, ReadError> {
    readers::pdf::read(bytes)
}

/// Reads a text that is already in memory, without metadata; `file` names it.
/// For tests and fuzzing, and for callers that hold text of their own.
pub fn read_text(file: &str, text: &str) -> Document {
    let format = Format::of(text);
    let source = Source {
        file: file.to_owned(),
        format: format.as_str().to_owned(),
        blake3: blake3::hash(bytes).to_hex().to_string(),
    };
    Ok(assemble::assemble(blocks, sources::Metadata::default(), source))
}

/// Reads the bytes of a DOCX into blocks. For tests and fuzzing.
///
/// # Errors
/// The file cannot be read.
#[doc(hidden)]
pub fn read_docx_blocks(bytes: &[u8]) -> Result<blocks::Blocks, ReadError> {
    readers::docx::read(bytes)
}

/// True for bytes that the DOCX reader takes. For tests and fuzzing.
#[doc(hidden)]
pub fn recognises_docx(bytes: &[u8]) -> bool {
    readers::docx::recognises(bytes)
}
