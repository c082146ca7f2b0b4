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
mod blocks;
mod chunk;
mod error;
mod pipeline;
mod readers;
mod sources;
mod structure;

pub use error::{IngestError, ReadError};
pub use pipeline::{Digest, LARGEST_DUMP, Outcome, Provenance, Sink, read_file, run};
pub use readers::Format;

/// The readers of texts, for tests and fuzzing.
#[doc(hidden)]
pub mod text_readers {
    pub use crate::blocks::{About, Block, BlockCall, Blocks, Note, Shape};
    pub use crate::readers::markdown::{read as read_markdown, recognises as is_markdown};
    pub use crate::readers::pasted::{read as read_pasted, recognises as is_pasted};

    /// Reads Markdown; none where the text is no such thing.
    pub fn markdown(bytes: &[u8]) -> Option<Blocks> {
        is_markdown(bytes)
            .then(|| read_markdown(bytes).ok())
            .flatten()
    }

    /// Reads an act copied from a browser; none where the text is no such thing.
    pub fn pasted(bytes: &[u8]) -> Option<Blocks> {
        is_pasted(bytes).then(|| read_pasted(bytes).ok()).flatten()
    }
}

use renvoi_document::{Document, Source};

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
