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
mod normal;
mod pipeline;
mod readers;
mod sources;
mod structure;

pub use error::{IngestError, ReadError};
pub use isolated::{Isolated, serve_pdf};
pub use pipeline::{
    Digest, FileResult, LARGEST_FILE, Options, Outcome, Provenance, Sink, Summary, count,
    read_file, run,
};
pub use readers::Format;

use renvoi_document::{Document, Source};

/// Reads bytes that are already in memory, without metadata; `file` names them.
/// For tests and fuzzing, and for callers that hold bytes of their own.
///
/// # Errors
/// They are no document.
pub fn read_bytes(file: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let (format, blocks) =
        readers::read(bytes, file, &Options::default()).map_err(ReadError::from)?;
/// The bytes are no PDF, or one without text.
#[doc(hidden)]
pub fn read_pdf_blocks(bytes: &[u8]) -> Result<blocks::Blocks, ReadError> {
    readers::pdf::read(bytes)
}

/// Reads the layout of signs (character, left edge, width, baseline, size), for
/// fuzzing.
///
/// # Errors
/// There is no text among them.
#[doc(hidden)]
pub fn read_pdf_signs(
    pages: &[Vec<(char, f32, f32, f32, f32)>],
) -> Result<blocks::Blocks, ReadError> {
    readers::pdf::read_signs(pages)
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
    let metadata = sources::Metadata::default();
    Ok(assemble::assemble(blocks, metadata, source))
}

/// The readers one by one, for tests and fuzzing. Each answers none for what it
/// does not recognise.
#[doc(hidden)]
pub mod single {
    use crate::blocks::Blocks;
    use crate::error::ReadError;
    use crate::readers::{docx, formex, markdown, pasted, pdf};

    macro_rules! reader {
        ($($name:ident),*) => {$(
            pub fn $name(bytes: &[u8]) -> Option<Result<Blocks, ReadError>> {
                $name::recognises(bytes).then(|| $name::read(bytes))
            }
        )*};
    }
    reader!(docx, formex, markdown, pasted, pdf);
}
