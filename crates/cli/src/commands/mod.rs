//! One file a command.

pub(crate) mod bench;
pub(crate) mod cite;
pub(crate) mod dictionary;
pub(crate) mod eval;
pub(crate) mod export;
pub(crate) mod fetch;
pub(crate) mod ingest;
pub(crate) mod refs;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod similar;
pub(crate) mod suggest;
pub(crate) mod thesaurus;

use std::path::PathBuf;

use renvoi_query::{Deadline, Engine, View};

use crate::args::{Args, Command, Format};

/// What every command may need.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) index: PathBuf,
    pub(crate) format: Format,
}

impl Config {
    /// The index, opened.
    pub(crate) fn engine(&self) -> anyhow::Result<Engine> {
        Ok(Engine::new(renvoi_backend::open(&self.index)?))
    }

    /// What the index holds now: all that a command that ends needs.
    pub(crate) fn view(&self) -> anyhow::Result<View> {
        Ok(self.engine()?.view(Deadline::NONE)?)
    }
}

/// Runs a command; returns its exit code.
pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    let config = Config {
        format: args.format(),
        index: args.index,
    };
    match args.command {
        Command::Fetch(args) => fetch::run(&config, args),
        Command::Ingest(args) => ingest::run(&config, args),
        Command::Thesaurus(command) => thesaurus::run(&config, &command),
        Command::Dictionary(command) => dictionary::run(&config, &command),
        Command::Search(args) => search::run(&config, &args),
        Command::Cite(args) => cite::run(&config, &args),
        Command::Refs(args) => refs::run(&config, &args),
        Command::Similar(args) => similar::run(&config, &args),
        Command::Suggest(args) => suggest::run(&config, &args),
        Command::Show(args) => show::run(&config, &args),
        Command::Export => export::run(&config),
        Command::Bench(args) => bench::run(&config, &args),
        Command::Eval(args) => eval::run(&config, &args),
        Command::ReadPdf => {
            renvoi_ingest::serve_pdf(std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(crate::DONE)
        }
        Command::Serve(args) => serve::run(&config, args),
    }
}
