//! The command line as typed. Parsing has no side effects.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands;

/// Full-text search over French EU security documents: passages and footnotes,
/// by topic and by the instruments they cite.
#[derive(Debug, Parser)]
#[command(name = "renvoi", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// Folder of the index.
    #[arg(
        long,
        global = true,
        env = "RENVOI_INDEX",
        default_value = "index",
        value_name = "DIR"
    )]
    pub(crate) index: PathBuf,

    /// Print JSON (short for --format json).
    #[arg(long, global = true)]
    json: bool,

    /// How data is printed.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "text",
        conflicts_with = "json"
    )]
    format: Format,

    /// Say more on standard error; repeat for still more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed; standard error says why
  2  the command line is wrong
  3  partly done: some files were not ingested, or some references not fetched";

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person.
    Text,
    /// For a program: the contracts of the README.
    Json,
}

impl Args {
    pub(crate) fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Download documents from the Publications Office into a folder.
    Fetch(commands::fetch::FetchArgs),
    /// Read documents into the index.
    Ingest(commands::ingest::IngestArgs),
    /// Make a thesaurus for an index.
    #[command(subcommand)]
    Thesaurus(commands::thesaurus::ThesaurusCommand),
    /// Build the dictionary that Japanese words are told by.
    #[command(subcommand)]
    Dictionary(commands::dictionary::DictionaryCommand),
    /// Find passages and notes.
    Search(commands::search::SearchArgs),
    /// List every place that cites an instrument.
    Cite(commands::cite::CiteArgs),
    /// Find passages that say much the same as one.
    Similar(commands::similar::SimilarArgs),
    /// Complete what has been typed so far.
    Suggest(commands::suggest::SuggestArgs),
    /// List the references in a text.
    Refs(commands::refs::RefsArgs),
    /// Print a document, a passage or a note of the index.
    Show(commands::show::ShowArgs),
    /// Print every document of the index, one JSON object a line.
    Export,
    /// Measure query latency.
    Bench(commands::bench::BenchArgs),
    /// Measure how well the search finds what it should.
    Eval(commands::eval::EvalArgs),
    /// Read a PDF on standard input: the limited process that `ingest` starts.
    #[command(hide = true)]
    ReadPdf,
    /// Serve the search page and the API.
    Serve(commands::serve::ServeArgs),
}
