//! `renvoi refs FILE|-`

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use renvoi_reference::{Catalogue, Citation, Reader, scan_each};

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out};

/// Arguments of `renvoi refs`.
#[derive(Debug, clap::Args)]
pub(crate) struct RefsArgs {
    /// A UTF-8 text, or `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(config: &Config, args: &RefsArgs) -> anyhow::Result<u8> {
    let text = read(&args.file)?;
    let mut out = Out::new();
    let mut reader = Reader::new(Catalogue::bundled());
    let mut points = 0;
    for paragraph in paragraphs(&text) {
        // A text may hold millions of references: each is printed as soon as its paragraph is read. A scan cannot be
        // stopped half-way, so after a failure the rest is let go.
        let mut printed = Ok(());
        each(paragraph, &mut reader, &mut |citation| {
            if printed.is_ok() {
                let citation = citation.shifted(points);
                printed = match config.format {
                    Format::Json => out.json(&citation),
                    Format::Text => out.line(line(&citation)),
                };
            }
        });
        printed?;
        points += paragraph.chars().count();
    }
    out.finish()?;
    Ok(DONE)
}

/// Bytes of a paragraph in which names are looked for, too; a longer one is no prose, and its references are handed on
/// one by one.
const LONGEST_PARAGRAPH: usize = 4 << 20;

/// Finds the references of a paragraph: formal ones, and names of the catalogue. Short forms (*ladite directive*) are left
/// to documents, whose structure says what they look back to.
fn each(paragraph: &str, reader: &mut Reader<'_>, emit: &mut dyn FnMut(Citation)) {
    if paragraph.len() > LONGEST_PARAGRAPH {
        return scan_each(paragraph, emit);
    }
    let catalogue = Catalogue::bundled();
    let is_name = |citation: &Citation| {
        let named = catalogue.resolve(&citation.text);
        named.is_some_and(|named| named.key == citation.key)
    };
    for citation in reader.text(paragraph).citations {
        if !citation.attributes.resolved || is_name(&citation) {
            emit(citation);
        }
    }
}

/// The paragraphs of a text, each with the blank lines behind it.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut at = 0;
        let mut lines = rest.split_inclusive('\n');
        // To the last of the blank lines that end the paragraph.
        let mut blank = false;
        for line in &mut lines {
            let is_blank = line.trim().is_empty();
            if blank && !is_blank {
                break;
            }
            blank = is_blank && at > 0;
            at += line.len();
        }
        let (paragraph, after) = rest.split_at(at);
        rest = after;
        Some(paragraph)
    })
}

fn read(file: &Path) -> anyhow::Result<String> {
    let (name, bytes) = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .context("standard input")?;
        ("standard input".to_owned(), bytes)
    } else {
        let name = file.display().to_string();
        let bytes = std::fs::read(file).with_context(|| name.clone())?;
        (name, bytes)
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) => bail!(
            "{name}: not UTF-8 at byte {}: convert it, for example with `iconv -f cp1252 -t utf-8`",
            e.utf8_error().valid_up_to()
        ),
    }
}

fn line(citation: &Citation) -> String {
    let mut line = format!(
        "{}-{}\t{}\t{}",
        citation.start,
        citation.end,
        citation.key,
        citation
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    );
    if let Some(url) = &citation.url {
        line.push('\t');
        line.push_str(url);
    }
    line
}
