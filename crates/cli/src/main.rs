//! The `renvoi` command: raw arguments, then a checked configuration, then one
//! command. Data goes to standard output, words to standard error.

mod args;
mod commands;
mod output;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The command did what was asked.
const DONE: u8 = 0;
/// It failed, and said why on standard error.
const FAILED: u8 = 1;
/// Part of it was done: some files could not be ingested, or some references fetched.
const PARTLY: u8 = 3;

fn main() -> ExitCode {
    let args = args::Args::parse();
    start_log(args.verbose);
    // A damaged index can make a library panic; that is a failure like others.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!(%panic, "internal error");
    }));
    let outcome = std::panic::catch_unwind(|| commands::run(args)).unwrap_or_else(|_| {
        Err(anyhow::anyhow!(
            "internal error; if the index is damaged, rebuild it with `renvoi ingest --rebuild PATH…`"
        ))
    });
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            crate::output::tell(format_args!("renvoi: {}", output::chain(&error)));
            ExitCode::from(FAILED)
        }
    }
}

/// Logs go to standard error: warnings, more with each `-v`, or what `RUST_LOG`
/// asks for.
fn start_log(verbose: u8) {
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
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        // It would say on standard error that standard error is closed.
        .log_internal_errors(false)
        .init();
}
