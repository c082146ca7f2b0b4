//! Readers turn the bytes of one format into blocks and notes, and nothing
//! more: one file or folder a format. The format is decided by content.

mod eurlex_html;
pub(crate) mod docx;
pub(crate) mod formex;
mod markup;
mod join;
pub(crate) mod pdf;
mod encoding;
mod line;
pub(crate) mod markdown;
mod markup;
pub(crate) mod pasted;
mod pdf_dump;
mod word_dump;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::blocks::Blocks;
use crate::error::ReadError;
use crate::pipeline::Options;

/// Signs that open an item of a list and are not part of its text. Dashes are
/// not among them: acts print them as part of the text they quote.
pub(crate) const BULLETS: &[char] = &['•', '·', '▪', '◦', '●', '‣', '\u{f0b7}', '\u{f0a7}'];

/// A format that Renvoi reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pages of EUR-Lex and the Official Journal.
    EurLexHtml,
    /// Text of a PDF, as `PDFBox` lays it out: lines cut at the page width.
    PdfDump,
    /// Text of a DOCX, as POI writes it: a paragraph a line, notes in brackets.
    WordDump,
}

impl Format {
    /// The name used in a document's `source`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EurLexHtml => "eurlex-html",
            Self::PdfDump => "pdf-dump",
            Self::WordDump => "word-dump",
        }
    }

    /// Decides the format of a text by what is in it.
    pub fn of_text(text: &str) -> Self {
        if eurlex_html::recognises(text) {
            Self::EurLexHtml
        } else {
            Self::of_dump(text)
        }
    }

    /// A Word dump without notes has no marks; it is told by paragraphs that no
    /// page could hold on one line.
    fn of_dump(text: &str) -> Self {
        if word_dump::recognises(text) {
            return Self::WordDump;
        }
        let (mut long, mut lines) = (0_usize, 0_usize);
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            lines += 1;
            long += usize::from(line.chars().nth(LONGEST_PRINTED_LINE).is_some());
        }
        if long * 10 > lines {
            Self::WordDump
        } else {
            Self::PdfDump
        }
    }
}

/// Why a file made no document.
#[derive(Debug)]
pub(crate) enum NotRead {
    /// It is no document: left out of a folder, refused when it was named.
    Skipped(String),
    /// It is one, and cannot be read.
    Failed(ReadError),
}

impl From<ReadError> for NotRead {
    fn from(error: ReadError) -> Self {
        Self::Failed(error)
    }
}

impl From<NotRead> for ReadError {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Skipped(why) => Self::NoDocument { why },
            NotRead::Failed(error) => error,
        }
    }
}

/// Reads a file's bytes by what is in them. The name decides only what is plain
/// text without any mark of a format: `.css` is none, `.txt` is one.
pub(crate) fn read(
    bytes: &[u8],
    name: &str,
    _options: &Options,
) -> Result<(Format, Blocks), NotRead> {
    let text = text(bytes)?;
    let format = Format::of_text(&text);
    let blocks = match format {
        Format::EurLexHtml => eurlex_html::read(&text)?,
        Format::PdfDump => pdf_dump::read(&text),
        Format::WordDump => word_dump::read(&text),
    };
    Ok((format, blocks))
}

/// Code points; footnotes at 8 points on landscape A4 stay below it.
const LONGEST_PRINTED_LINE: usize = 220;

/// The text of bytes, in NFC and without control characters, which a terminal
/// or a page would obey.
fn text(bytes: &[u8]) -> Result<String, NotRead> {
    if bytes.contains(&0) {
        return Err(NotRead::Skipped("binary data".to_owned()));
    }
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let text: Cow<str> = if text.contains(obeyed) {
        Cow::Owned(text.replace(obeyed, " "))
    } else {
        Cow::Borrowed(text)
    };
    Ok(match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into_owned(),
        _ => text.nfc().collect(),
    })
}
