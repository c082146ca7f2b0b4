//! Readers turn the bytes of one format into blocks and notes, and nothing
//! more: one file or folder a format. The format is decided by content.

mod archive;
mod dates;
pub(crate) mod docx;
mod encoding;
pub(crate) mod eurlex_html;
pub(crate) mod formex;
mod join;
mod line;
pub(crate) mod markdown;
mod markup;
pub(crate) mod pasted;
pub(crate) mod pdf;
mod pdf_dump;
pub(crate) mod running_head;
mod word_dump;

pub(crate) use dates::date;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::blocks::Blocks;
use crate::error::ReadError;
use crate::normal::check_size;
use crate::pipeline::Options;

/// Signs that open an item of a list and are not part of its text. Dashes are
/// not among them: acts print them as part of the text they quote.
pub(crate) const BULLETS: &[char] = &['•', '·', '▪', '◦', '●', '‣', '\u{f0b7}', '\u{f0a7}'];

/// Units that are squared and cubed: a raised number behind them calls no note.
pub(crate) const UNITS: &[&str] = &["m", "km", "hm", "dm", "cm", "mm"];

/// A format that Renvoi reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pages of EUR-Lex and the Official Journal.
    EurLexHtml,
    /// The XML of the Publications Office.
    Formex,
    /// A Word file.
    Docx,
    /// A PDF.
    Pdf,
    /// Markdown.
    Markdown,
    /// Text of an act, copied from a browser.
    Pasted,
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
            Self::Formex => "formex",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Markdown => "markdown",
            Self::Pasted => "pasted",
            Self::PdfDump => "pdf-dump",
            Self::WordDump => "word-dump",
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

/// Reads a file's bytes by what is in them. The name decides only about text that
/// is not the prose of a document: under `.txt` it is read all the same.
pub(crate) fn read(
    bytes: &[u8],
    name: &str,
    options: &Options,
) -> Result<(Format, Blocks), NotRead> {
    let (format, blocks) = by_format(bytes, name, options)?;
    check_size(&blocks)?;
    Ok((format, blocks))
}

fn by_format(bytes: &[u8], name: &str, options: &Options) -> Result<(Format, Blocks), NotRead> {
    if pdf::recognises(bytes) {
        let blocks = match &options.pdf {
            Some(child) => child.read(bytes)?,
            None => pdf::read(bytes)?,
        };
        return Ok((Format::Pdf, blocks));
    }
    if docx::recognises(bytes) {
        return Ok((Format::Docx, docx::read(bytes)?));
    }
    if archive::recognises(bytes)
        && formex::may_be_in_archive(bytes)
        && let Some(blocks) = formex::read_archive(bytes)?
    {
        return Ok((Format::Formex, blocks));
    }
    if formex::recognises(bytes) {
        return Ok((Format::Formex, formex::read(bytes)?));
    }
    if eurlex_html::recognises(bytes) {
        return Ok((Format::EurLexHtml, eurlex_html::read(bytes)?));
    }
    read_text(bytes, name)
}

/// Extensions under which text is a document whatever is in it.
const TEXTS: &[&str] = &["txt", "text", "md", "markdown", ""];

/// Extensions under which nothing but a document is expected.
const DOCUMENTS: &[&str] = &["pdf", "docx", "doc"];

fn is_named_as_document(name: &str) -> bool {
    let extension = extension(name);
    DOCUMENTS.iter().any(|e| e.eq_ignore_ascii_case(extension))
}

fn extension(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or("", |(_, e)| e)
}

fn read_text(bytes: &[u8], name: &str) -> Result<(Format, Blocks), NotRead> {
    let extension = extension(name);
    let is_text = TEXTS.iter().any(|e| e.eq_ignore_ascii_case(extension));
    let is_archive = archive::recognises(bytes);
    if is_named_as_document(name) && (is_archive || !is_prose(bytes)) {
        return Err(NotRead::Failed(ReadError::NoDocument {
            why: format!(
                "it is named `.{extension}` and is no {}: it may be cut off; fetch or save it again",
                extension.to_uppercase()
            ),
        }));
    }
    if is_archive {
        let what = "an archive that is neither DOCX nor Formex: unpack it and ingest the folder";
        let why = what.to_owned();
        return Err(if is_text {
            NotRead::Failed(ReadError::NoDocument { why })
        } else {
            NotRead::Skipped(why)
        });
    }
    if !is_text && !is_prose(bytes) {
        return Err(NotRead::Skipped(format!(
            "no format that renvoi reads; a text dump should be named `.txt`, not `.{extension}`"
        )));
    }
    if markdown::recognises(bytes) {
        return Ok((Format::Markdown, markdown::read(bytes)?));
    }
    if pasted::recognises(bytes) {
        return Ok((Format::Pasted, pasted::read(bytes)?));
    }
    let decoded = encoding::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(NotRead::Failed(ReadError::NoDocument {
            why: "the file holds no text".to_owned(),
        }));
    }
    let text = match is_nfc_quick(decoded.text.chars()) {
        IsNormalized::Yes => decoded.text,
        _ => decoded.text.nfc().collect(),
    };
    let format = Format::of_dump(&text);
    let mut blocks = match format {
        Format::WordDump => word_dump::read(&text),
        _ => pdf_dump::read(&text),
    };
    blocks.warnings.splice(0..0, decoded.warnings);
    Ok((format, blocks))
}

/// Code points of a text that are looked at for prose.
const PROSE_HEAD: usize = 20_000;

/// Words below which nothing is told of a text.
const FEWEST_WORDS: usize = 20;

/// Whether bytes are a text of sentences, and not a program or data: nearly all
/// is letters, digits and spaces, and one word in eight is among the small ones
/// that hold sentences of French or English together.
fn is_prose(bytes: &[u8]) -> bool {
    let Ok(decoded) = encoding::decode(bytes) else {
        return false;
    };
    let (mut plain, mut all) = (0_usize, 0_usize);
    for c in decoded.text.chars().take(PROSE_HEAD) {
        all += 1;
        plain += usize::from(c.is_alphanumeric() || c.is_whitespace());
    }
    let end = decoded.text.char_indices().nth(PROSE_HEAD);
    let head = end.map_or(decoded.text.as_str(), |(at, _)| &decoded.text[..at]);
    let words = head
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1);
    let (mut small, mut count) = (0_usize, 0_usize);
    for word in words {
        count += 1;
        small += usize::from(
            renvoi_analysis::says_little(&renvoi_analysis::fold(word))
                || renvoi_analysis::says_little_in_english(word),
        );
    }
    let ends = |line: &str| line.trim_end().ends_with(['{', '}']);
    let code = head.lines().filter(|line| ends(line)).count();
    // A table of data holds words too.
    if ['\t', ';', ',']
        .into_iter()
        .any(|mark| is_table(head, mark))
    {
        return false;
    }
    count >= FEWEST_WORDS && plain * 10 > all * 9 && small * 8 > count && code * 4 < lines(head)
}

/// Lines below which a text is no table.
const FEWEST_ROWS: usize = 4;

/// Whether nine lines of ten are parted into as many cells as the first.
fn is_table(text: &str, mark: char) -> bool {
    let rows = || text.lines().filter(|line| !line.trim().is_empty());
    let cells = |line: &str| line.matches(mark).count();
    let first = rows().next().map_or(0, cells);
    let alike = rows().filter(|line| cells(line) == first).count();
    let all = rows().count();
    first > 0 && all >= FEWEST_ROWS && alike * 10 >= all * 9
}

/// Lines that are not blank.
fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

/// Code points; footnotes at 8 points on landscape A4 stay below it.
const LONGEST_PRINTED_LINE: usize = 220;

#[cfg(test)]
mod tests {
    use super::is_prose;

    #[test]
    fn prose_is_told_from_data() {
        let sentence = "Les ponts de la ville sont gardés par les autorités, qui en rendent compte";
        let prose =
            format!("{sentence}.\n{sentence} à la Commission.\n{sentence}, et au Conseil.\n");
        assert!(is_prose(prose.as_bytes()));
        for mark in ["\t", ";", ","] {
            let row = format!("12{mark}les ponts de la ville et les routes qui y mènent\n");
            assert!(!is_prose(row.repeat(8).as_bytes()), "{mark:?}");
        }
        assert!(!is_prose(b"fn main() {\n    println!(\"le pont\");\n}\n"));
    }
}
