//! Reads a PDF that was born digital: from the places, sizes and baselines of
//! its signs to paragraphs, notes and the places that call them.
//!
//! The library is `hayro-interpret` 0.9. Three were held against each other on
//! the 12 acts of `../shared/tools/make_dumps.py`, set by `LibreOffice` (1.9
//! million signs). All three find every sign, `hayro` in 1.6 s, `pdf_oxide` 0.3.78
//! in 2.4 s, `pdf-extract` 0.12.1 in 5.9 s. `hayro` builds in 255 s of processor
//! time (68 crates), `pdf_oxide` in 848 s (167), `pdf-extract` in 119 s (72); the
//! last unwraps in a hundred places. `hayro` forbids unsafe code and gives rules
//! and rotation beside the signs. Its font part alone would build in 121 s and
//! need an interpreter of our own. `pdfium-render` and `mupdf` need C libraries.
//!
//! [`extract`] asks the library for the signs of each [`sheet`]; [`rows`],
//! [`lines`] and [`columns`] put them in reading order; [`furniture`] takes
//! running heads and page numbers off; [`feet`] finds the notes at the foot of
//! each page with [`marks`] for their numbers; [`calls`] finds the places that
//! call them; [`paragraphs`] rebuilds the text from what is left, held against
//! the [`measure`] of its columns.

mod calls;
mod columns;
mod extract;
mod feet;
mod furniture;
mod lines;
mod marks;
mod measure;
mod paragraphs;
mod rows;
mod sheet;

use lines::Line;
use sheet::{Rule, Sheet};

use renvoi_document::Language;

use crate::blocks::{About, Block, Blocks};
use crate::error::ReadError;
use crate::readers::join::Vocabulary;

/// True for a PDF. Viewers find the mark anywhere in the first kilobyte.
pub(crate) fn recognises(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.windows(5).any(|w| w == b"%PDF-")
}

/// Reads a PDF in this process. A hostile file can make the library take much
/// memory or time, or crash: see [`crate::Isolated`].
pub(crate) fn read(bytes: &[u8]) -> Result<Blocks, ReadError> {
    let source = extract::Source::open(bytes)?;
    if source.len() > MOST_PAGES {
        return Err(too_much(
            format!("{} pages", source.len()),
            MOST_PAGES,
            "pages",
        ));
    }
    if source.len() == 0 {
        return Err(ReadError::NoDocument {
            why: "it has no page: open it in a viewer and print it to a new PDF".to_owned(),
        });
    }
    let mut sheets = Vec::new();
    let mut signs = 0;
    source.sheets(|sheet| {
        signs += sheet.glyphs.len();
        if signs > MOST_SIGNS {
            return Err(too_much(
                "signs on its pages".to_owned(),
                MOST_SIGNS,
                "signs",
            ));
        }
        sheets.push(sheet);
        Ok(())
    })?;
    let mut blocks =
        layout(pages(sheets)).map_err(|error| if ends_whole(bytes) { error } else { cut_off() })?;
    blocks.about = About {
        title: source.title().and_then(sound_title),
        language: source
            .language()
            .and_then(|tag| language(&tag))
            .filter(|code| speaks(&blocks.blocks, code)),
        ..About::default()
    };
    Ok(blocks)
}

/// A PDF ends with a mark, behind which little stands.
fn ends_whole(bytes: &[u8]) -> bool {
    let end = bytes.get(bytes.len().saturating_sub(2048)..);
    end.is_some_and(|end| end.windows(5).any(|w| w == b"%%EOF"))
}

fn cut_off() -> ReadError {
    ReadError::Damaged {
        format: "PDF".to_owned(),
        problem: "it is cut off, and no page with text is left: get the whole file again"
            .to_owned(),
    }
}

/// The longest documents of the Union have some 2,000 pages, and a page in
/// small print 10,000 signs.
const MOST_PAGES: usize = 20_000;
const MOST_SIGNS: usize = 12_000_000;

fn too_much(what: String, limit: usize, unit: &str) -> ReadError {
    ReadError::TooMuch {
        what,
        limit: format!("{limit} {unit}"),
    }
}

/// A page, read into lines.
#[derive(Clone, Debug, Default)]
struct Page {
    lines: Vec<Line>,
    rules: Vec<Rule>,
    width: f32,
    /// As printed.
    number: u32,
}

/// Reads the lines of all pages.
fn pages(sheets: Vec<Sheet>) -> Vec<Page> {
    let mut gutters = columns::Gutters::default();
    let read: Vec<_> = sheets
        .into_iter()
        .map(|sheet| {
            let rows = rows::rows(&sheet);
            gutters.see(&rows, sheet.width);
            (rows, sheet.rules, sheet.width)
        })
        .collect();
    let gutters = gutters.usual();
    read.into_iter()
        .map(|(rows, rules, width)| Page {
            lines: columns::read(&rows, width, &gutters),
            rules,
            width,
            number: 0,
        })
        .collect()
}

/// Reads the layout of all pages.
fn layout(mut pages: Vec<Page>) -> Result<Blocks, ReadError> {
    let (readable, unreadable) = count(&pages);
    if readable == 0 {
        return Err(ReadError::NoDocument {
            why: "its pages are pictures without text: run text recognition on it (for example \
                  `ocrmypdf`) and ingest the result"
                .to_owned(),
        });
    }
    if unreadable > readable {
        return Err(ReadError::NoDocument {
            why:
                "its fonts do not say which characters they draw: run text recognition on it (for \
                  example `ocrmypdf --force-ocr`) and ingest the result"
                    .to_owned(),
        });
    }
    furniture::remove(&mut pages);
    let body_size = measure::body_size(&pages);
    measure::set_edges(&mut pages);
    let words = Vocabulary::of(
        &pages
            .iter()
            .flat_map(|p| p.lines.iter().map(|l| l.text.as_str()))
            .collect::<Vec<_>>(),
    );
    let (body, mut notes) = feet::split(&pages, body_size);
    let calls = calls::find(&body, &mut notes);
    let mut blocks = paragraphs::rebuild(&paragraphs::Body {
        lines: &body,
        calls: &calls,
        words: &words,
        body_size,
    });
    let notes = (1..).zip(&notes);
    blocks.notes = notes.map(|(at, note)| note.read(at, &words)).collect();
    if unreadable > 0 {
        blocks.warnings.push(format!(
            "{unreadable} characters could not be read: their font does not say what they are"
        ));
    }
    Ok(blocks)
}

/// A sign as its character, left edge, width, baseline and size.
pub(crate) type Sign = (char, f32, f32, f32, f32);

/// Reads pages of signs that no PDF need hold: for fuzzing. A box-drawing line
/// stands for a rule.
pub(crate) fn read_signs(sheets: &[Vec<Sign>]) -> Result<Blocks, ReadError> {
    let sheet = |signs: &Vec<Sign>| {
        let mut sheet = Sheet::new(595.0, 842.0);
        for (c, x0, width, y, size) in signs.iter().copied() {
            let x1 = x0 + width;
            if c == '\u{2500}' {
                sheet.push_rule(Rule { x0, x1, y });
            } else {
                let bold = c == 'B';
                sheet.push(sheet::Glyph {
                    c,
                    x0,
                    x1,
                    y,
                    size,
                    bold,
                });
            }
        }
        sheet
    };
    layout(pages(sheets.iter().map(sheet).collect()))
}

/// Characters that can be read, and those that cannot.
fn count(pages: &[Page]) -> (usize, usize) {
    let chars = pages
        .iter()
        .flat_map(|p| &p.lines)
        .flat_map(|l| l.text.chars());
    let (mut readable, mut unreadable) = (0, 0);
    for c in chars {
        if c == sheet::UNREADABLE {
            unreadable += 1;
        } else if c.is_alphanumeric() {
            readable += 1;
        }
    }
    (readable, unreadable)
}

/// The title of the file, if somebody gave it one: programs put the file's
/// name there.
fn sound_title(title: String) -> Option<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let name = [
        ".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".fm", ".qxd", ".qxp", ".tex", ".dvi",
        ".xml", ".html",
    ]
    .iter()
    .any(|end| lower.ends_with(end));
    let program = [
        "microsoft word",
        "untitled",
        "sans titre",
        "document",
        "http",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let sound = title.split(' ').count() >= 2
        && title.chars().count() <= 500
        && title
            .chars()
            .all(|c| !c.is_control() && c != sheet::UNREADABLE);
    (sound && !name && !program).then_some(title)
}

/// Programs write the language of their own menus into the file: the text has
/// the last word where it is sure of another.
fn speaks(blocks: &[Block], code: &str) -> bool {
    let claimed = match code {
        "fr" => Language::Fr,
        "en" => Language::En,
        "ja" => Language::Ja,
        _ => return true,
    };
    let sample = blocks.iter().max_by_key(|b| b.text.len());
    sample.is_none_or(|b| renvoi_analysis::detect_language(&b.text, claimed) == claimed)
}

/// `fr-FR` is French.
fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
