//! `renvoi refs FILE|-`

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use renvoi_reference::{Citation, draft_references};

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
    // A text may hold millions of references: each is printed as soon as its paragraph is read. A scan cannot be stopped
    // half-way, so after a failure the rest is let go.
    let mut printed = Ok(());
    draft_references(&text, &mut |citation| {
        if printed.is_ok() {
            printed = match config.format {
                Format::Json => out.json(&citation),
                Format::Text => out.line(line(&citation)),
            };
        }
    });
    printed?;
    out.finish()?;
    Ok(DONE)
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
