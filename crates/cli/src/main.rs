//! The `renvoi` command: raw arguments, then a checked configuration, then one
//! command. Data goes to standard output, words to standard error.

mod args;
mod commands;
mod config;
mod exit;
mod output;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, LogFormat};
use config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse_from(args::told_apart(std::env::args_os()));
    start_log(args.verbose, args.log_format);
    // A damaged index can make a library panic; that is a failure like others.
    std::panic::set_hook(Box::new(|panic| {
        // Of damaged bytes the error tells.
        if renvoi_index::is_guarded() {
            return;
        }
        tracing::error!(%panic, "internal error");
    }));
    let outcome = std::panic::catch_unwind(|| run(args)).unwrap_or_else(|_| {
        Err(anyhow::anyhow!(
            "internal error; if the index is damaged, rebuild it with `renvoi ingest --rebuild PATH…`"
        ))
    });
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::from(exit::DONE),
        Err(error) => {
            crate::output::tell(format_args!("renvoi: {}", output::chain(&error)));
            ExitCode::from(exit::FAILED)
        }
    }
}

/// Runs a command; returns its exit code.
fn run(args: Args) -> anyhow::Result<u8> {
    let config = Config {
        format: args.format(),
        index: args.index,
    };
    match args.command {
        Command::Fetch(args) => commands::fetch::run(&config, args),
        Command::Ingest(args) => commands::ingest::run(&config, args),
        Command::Thesaurus(command) => commands::thesaurus::run(&config, &command),
        Command::Dictionary(command) => commands::dictionary::run(&config, &command),
        Command::Search(args) => commands::search::run(&config, &args),
        Command::Cite(args) => commands::cite::run(&config, &args),
        Command::Refs(args) => commands::refs::run(&config, &args),
        Command::Similar(args) => commands::similar::run(&config, &args),
        Command::Suggest(args) => commands::suggest::run(&config, &args),
        Command::Show(args) => commands::show::run(&config, &args),
        Command::Doctor => commands::doctor::run(&config),
        Command::Export => commands::export::run(&config),
        Command::Bench(args) => commands::bench::run(&config, &args),
        Command::Eval(args) => commands::eval::run(&config, &args),
        Command::ReadPdf => {
            renvoi_ingest::serve_pdf(std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(exit::DONE)
        }
        Command::Serve(args) => commands::serve::run(&config, args),
    }
}

/// Logs go to standard error: warnings, more with each `-v`, or what `RUST_LOG`
/// asks for.
fn start_log(verbose: u8, format: LogFormat) {
    let default = match verbose {
        0 => "warn",
        1 => "renvoi=info,warn",
        2 => "renvoi=debug,info",
        _ => "trace",
    };
    let default = default.replace(
        "renvoi=",
        "renvoi_cli=debug,renvoi_ingest=debug,renvoi_store=debug,renvoi_server=",
    );
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        // It would say on standard error that standard error is closed.
        .log_internal_errors(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
