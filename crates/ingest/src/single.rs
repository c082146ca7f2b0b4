//! The readers one by one, for tests and fuzzing; no part of the interface.

use crate::blocks::Blocks;
use crate::error::ReadError;
use crate::readers::{docx, eurlex_html, formex, pdf};

/// Reads Formex; none for what is not recognised as it.
pub fn read_formex_blocks(bytes: &[u8]) -> Option<Result<Blocks, ReadError>> {
    formex::recognises(bytes).then(|| formex::read(bytes).map_err(ReadError::from))
}

/// Reads Formex in an archive; none when there is none in it.
///
/// # Errors
/// It cannot be read.
pub fn read_formex_archive(bytes: &[u8]) -> Result<Option<Blocks>, ReadError> {
    formex::read_archive(bytes)
}

/// True for bytes that the reader of pages takes.
pub fn recognises_page(bytes: &[u8]) -> bool {
    eurlex_html::recognises(bytes)
}

/// Reads any bytes as a page of EUR-Lex.
///
/// # Errors
/// The page holds no document.
pub fn read_page_blocks(bytes: &[u8]) -> Result<Blocks, ReadError> {
    eurlex_html::read(bytes)
}

/// Reads a DOCX.
///
/// # Errors
/// It cannot be read.
pub fn read_docx_blocks(bytes: &[u8]) -> Result<Blocks, ReadError> {
    docx::read(bytes)
}

/// True for bytes that the DOCX reader takes.
pub fn recognises_docx(bytes: &[u8]) -> bool {
    docx::recognises(bytes)
}

/// Reads a PDF in this process.
///
/// # Errors
/// The bytes are no PDF, or one without text.
pub fn read_pdf_blocks(bytes: &[u8]) -> Result<Blocks, ReadError> {
    pdf::read(bytes)
}

/// Reads the layout of signs: character, left edge, width, baseline, size.
///
/// # Errors
/// There is no text among them.
pub fn read_pdf_signs(pages: &[Vec<pdf::Sign>]) -> Result<Blocks, ReadError> {
    pdf::read_signs(pages)
}

/// The readers of texts; none where the text is not theirs.
pub mod text_readers {
    pub use crate::blocks::{About, Block, BlockCall, Blocks, Note, Shape};

    use crate::error::ReadError;
    use crate::readers;

    /// True for what the reader of Markdown takes.
    pub fn is_markdown(bytes: &[u8]) -> bool {
        readers::markdown::recognises(bytes)
    }

    /// Reads any bytes as Markdown.
    ///
    /// # Errors
    /// They are no text.
    pub fn read_markdown(bytes: &[u8]) -> Result<Blocks, ReadError> {
        readers::markdown::read(bytes)
    }

    /// True for what the reader of pasted acts takes.
    pub fn is_pasted(bytes: &[u8]) -> bool {
        readers::pasted::recognises(bytes)
    }

    /// Reads any bytes as a pasted act.
    ///
    /// # Errors
    /// They are no text.
    pub fn read_pasted(bytes: &[u8]) -> Result<Blocks, ReadError> {
        readers::pasted::read(bytes)
    }

    /// Reads Markdown.
    pub fn markdown(bytes: &[u8]) -> Option<Blocks> {
        is_markdown(bytes)
            .then(|| read_markdown(bytes).ok())
            .flatten()
    }

    /// Reads an act copied from a browser.
    pub fn pasted(bytes: &[u8]) -> Option<Blocks> {
        is_pasted(bytes).then(|| read_pasted(bytes).ok()).flatten()
    }
}
