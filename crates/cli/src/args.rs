//! The command line as typed. Parsing has no side effects.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands;
use crate::output::Format;

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

    /// How the log is written.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "text",
        value_name = "FORMAT"
    )]
    pub(crate) log_format: LogFormat,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines to read.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed; standard error says why
  2  the command line is wrong
  3  partly done: some files were not ingested, or some references not fetched
  4  doctor found damage";

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
    /// Say whether the index is whole: its files, its documents, what points to what.
    Doctor,
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

/// Commands whose words may begin with a hyphen: `-gaz` excludes a word.
const WITH_QUERY: [&str; 3] = ["search", "cite", "suggest"];

/// The command line with words that only look like options told from options: `renvoi search '-gaz crise'`. An option is a
/// hyphen with one letter that one of these commands has, `-v` any number of times, `-n` with its number.
pub(crate) fn told_apart(line: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut with_query = false;
    let mut all_words = false;
    line.map(|argument| {
        let Some(text) = argument.to_str() else {
            return argument;
        };
        with_query |= WITH_QUERY.contains(&text);
        all_words |= text == "--";
        if with_query && !all_words && is_word(text) {
            // A space before it is none to a query, and makes it no option.
            return OsString::from(format!(" {text}"));
        }
        argument
    })
    .collect()
}

fn is_word(text: &str) -> bool {
    let Some(letters) = text.strip_prefix('-') else {
        return false;
    };
    let number = letters.strip_prefix('n').map(|n| n.trim_start_matches('='));
    let is_option = letters.is_empty()
        || letters.starts_with('-')
        || matches!(letters, "h" | "V")
        || letters.bytes().all(|b| b == b'v')
        || number.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    !is_option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_options() {
        let told = |line: &str| -> Vec<bool> {
            let line = line.split('|').map(OsString::from);
            let told = told_apart(line).into_iter();
            told.map(|a| a.to_string_lossy().starts_with(' ')).collect()
        };
        assert_eq!(told("renvoi|search|-gaz crise"), [false, false, true]);
        assert_eq!(
            told("renvoi|search|crise|-gaz"),
            [false, false, false, true]
        );
        assert_eq!(
            told("renvoi|search|-nucléaire|-vert"),
            [false, false, true, true]
        );
        assert_eq!(told("renvoi|search|-n|5|-vv|-n20|--json"), [false; 7]);
        assert_eq!(told("renvoi|search|--|-gaz"), [false; 4]);
        assert_eq!(
            told("renvoi|ingest|-x"),
            [false; 3],
            "other commands have options alone"
        );
    }
}
