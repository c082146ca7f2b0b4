//! `renvoi thesaurus import FILE…`

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use renvoi_eurovoc::{Reason, Report, Selection, import};
use renvoi_query::Thesaurus;

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out};

/// What to do with thesauri.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ThesaurusCommand {
    /// Read `EuroVoc` into topics beside those that come with Renvoi; `renvoi
    /// ingest --rebuild` then takes the new thesaurus up.
    Import(ImportArgs),
}

/// Arguments of `renvoi thesaurus import`.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// Files of one edition: SKOS as RDF/XML, or `desc_fr.xml`, `desc_en.xml`,
    /// `uf_fr.xml` and `relation_bt.xml`, or a table parted by tabs.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The thesaurus to write; by default `thesaurus.toml` in the folder of the
    /// index, where `renvoi ingest` looks for it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take these concepts and all below them, by number or French label.
    #[arg(long, value_name = "CONCEPT", value_delimiter = ',')]
    under: Vec<String>,
    /// Take these concepts alone.
    #[arg(long, value_name = "CONCEPT", value_delimiter = ',')]
    only: Vec<String>,
}

/// Where a thesaurus is looked for that no option names.
fn beside(index: &Path) -> PathBuf {
    index.join("thesaurus.toml")
}

/// The thesaurus that a run was given, if it was given one.
pub(super) fn chosen(given: Option<&Path>, index: &Path) -> anyhow::Result<Option<Thesaurus>> {
    let path = given.map_or_else(|| beside(index), Path::to_owned);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if given.is_none() && error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let thesaurus = Thesaurus::parse(&text).with_context(|| path.display().to_string())?;
    Ok(Some(thesaurus))
}

pub(crate) fn run(config: &Config, command: &ThesaurusCommand) -> anyhow::Result<u8> {
    let ThesaurusCommand::Import(args) = command;
    let selection = Selection {
        under: args.under.clone(),
        only: args.only.clone(),
    };
    let (thesaurus, report) = import(&args.files, &selection, &Thesaurus::bundled())?;
    let output = args.output.clone().unwrap_or_else(|| beside(&config.index));
    write(&output, &thesaurus.to_toml()?)
        .with_context(|| format!("{}: cannot be written", output.display()))?;
    match config.format {
        Format::Json => {
            let mut out = Out::new();
            out.json(&report)?;
            out.finish()?;
        }
        Format::Text => say(&report, &output),
    }
    Ok(DONE)
}

/// All of the file or nothing: a run that reads it meanwhile has the old one.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().sync_all()?;
    readable(fresh.as_file())?;
    fresh.persist(path)?;
    Ok(())
}

/// Temporary files are their owner's alone; this one is for whoever searches.
fn readable(file: &fs::File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

fn say(report: &Report, output: &Path) {
    let count = |reason| report.dropped.iter().filter(|d| d.reason == reason).count();
    crate::output::tell(format_args!(
        "{} concepts read: {} added, {} joined to topics that were there, {} not chosen, {} without use any more, \
         {} without a French label; {} names left out that another topic has or that say little, {} labels told \
         apart (--json lists them); {} topics in {}",
        report.read,
        report.added,
        report.widened,
        report.not_chosen,
        count(Reason::Deprecated),
        count(Reason::NoLabel),
        count(Reason::Taken) + count(Reason::SaysLittle),
        count(Reason::Qualified),
        report.topics,
        output.display()
    ));
}
