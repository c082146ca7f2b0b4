//! Readers turn the bytes of one format into blocks and notes, and nothing
//! more: one file or folder a format. The format is decided by content.

mod dates;
mod encoding;
mod line;
pub(crate) mod markdown;
mod markup;
pub(crate) mod pasted;
mod pdf_dump;
mod word_dump;

use crate::blocks::Blocks;

/// Signs that open an item of a list and are not part of its text. Dashes are
/// not among them: acts print them as part of the text they quote.
pub(crate) const BULLETS: &[char] = &['•', '·', '▪', '◦', '●', '‣', '\u{f0b7}', '\u{f0a7}'];

/// A format that Renvoi reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text of a PDF, as `PDFBox` lays it out: lines cut at the page width.
    PdfDump,
    /// Text of a DOCX, as POI writes it: a paragraph a line, notes in brackets.
    WordDump,
}

impl Format {
    /// The name used in a document's `source`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PdfDump => "pdf-dump",
            Self::WordDump => "word-dump",
        }
    }

    /// Decides the format of a text by what is in it.
    ///
    /// A Word dump without notes has no marks; it is told by paragraphs that no
    /// page could hold on one line.
    pub fn of(text: &str) -> Self {
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

    /// Reads a text of this format.
    pub fn read(self, text: &str) -> Blocks {
        match self {
            Self::PdfDump => pdf_dump::read(text),
            Self::WordDump => word_dump::read(text),
        }
    }
}

/// Code points; footnotes at 8 points on landscape A4 stay below it.
const LONGEST_PRINTED_LINE: usize = 220;
