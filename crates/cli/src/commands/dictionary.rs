//! `renvoi dictionary build DIR`

use std::path::{Path, PathBuf};
use std::time::Instant;

use renvoi_analysis::dictionary::{Built, DEBIAN_SOURCE, Dictionary, build};
use serde::Serialize;

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out};

/// What `renvoi dictionary` does.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum DictionaryCommand {
    /// Build a dictionary from the sources of IPADIC.
    Build(BuildArgs),
}

/// Arguments of `renvoi dictionary build`.
#[derive(Debug, clap::Args)]
pub(crate) struct BuildArgs {
    /// Folder that receives the dictionary, for `renvoi ingest --dictionary`; it
    /// is made, and must be empty or hold a dictionary.
    #[arg(value_name = "DIR")]
    into: PathBuf,
    /// Folder of the CSV and def files of IPADIC, in EUC-JP or UTF-8. The default
    /// is where Debian's package mecab-ipadic has them.
    #[arg(long, value_name = "PATH", default_value = DEBIAN_SOURCE)]
    from: PathBuf,
}

/// What is printed as JSON.
#[derive(Debug, Serialize)]
struct Report<'b> {
    /// Folder of the dictionary.
    dictionary: &'b PathBuf,
    /// Folder of its sources.
    source: &'b PathBuf,
    /// Which dictionary it is; indexes remember it.
    digest: &'b str,
    entries: usize,
    bytes: u64,
    took_ms: u128,
}

/// The dictionary of a folder that was asked for.
pub(crate) fn chosen(folder: Option<&Path>) -> anyhow::Result<Option<Dictionary>> {
    Ok(folder.map(Dictionary::open).transpose()?)
}

pub(crate) fn run(config: &Config, command: &DictionaryCommand) -> anyhow::Result<u8> {
    let DictionaryCommand::Build(BuildArgs { into, from }) = command;
    crate::output::tell(format_args!(
        "renvoi: building from {}, which takes a while",
        from.display()
    ));
    let start = Instant::now();
    let Built {
        dictionary,
        entries,
        bytes,
    } = build(from, into)?;
    let took_ms = start.elapsed().as_millis();
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&Report {
            dictionary: &dictionary.path,
            source: from,
            digest: &dictionary.digest,
            entries,
            bytes,
            took_ms,
        })?,
        Format::Text => {
            out.line(dictionary.path.display())?;
            crate::output::tell(format_args!(
                "{entries} entries, {} MB, {took_ms} ms; now run `renvoi ingest --dictionary {} PATH…`",
                bytes / 1_000_000,
                into.display()
            ));
        }
    }
    out.finish()?;
    Ok(DONE)
}
