//! `renvoi fetch REFERENCE…`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use renvoi_fetch::{Event, Format as FileFormat, Language, Mode, PUBLICATIONS_OFFICE, Report};

use crate::config::Config;
use crate::exit::{DONE, FAILED, PARTLY};
use crate::output::{Format, Out};

/// Arguments of `renvoi fetch`.
#[derive(Debug, clap::Args)]
pub(crate) struct FetchArgs {
    /// References in any spelling, or CELEX numbers: `COM(2020) 605`, 32016L1148, 02016R0679-20160504.
    #[arg(required = true, value_name = "REFERENCE")]
    references: Vec<String>,
    /// Language of the documents, in two letters.
    #[arg(long, default_value = "fr", value_name = "CODE")]
    lang: Language,
    /// Folder that receives the files; ingest it afterwards.
    #[arg(long, default_value = "data/fetched", value_name = "DIR")]
    into: PathBuf,
    /// Formats to try, the first that exists being taken.
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "xhtml,html,formex,pdf,docx",
        value_name = "FORMAT,…"
    )]
    formats: Vec<FileFormat>,
    /// Ask for what is there already too, and take what changed.
    #[arg(long, conflicts_with = "force")]
    refresh: bool,
    /// Fetch everything again, and overwrite files that are in the way.
    #[arg(long)]
    force: bool,
    /// An address or mailbox at which the publisher can complain; sent with each request.
    #[arg(long, env = "RENVOI_CONTACT", value_name = "ADDRESS")]
    contact: Option<String>,
    /// Least time between two requests, in milliseconds.
    #[arg(long, default_value_t = 500, value_name = "MS")]
    interval: u64,
    /// Largest file to take, in megabytes.
    #[arg(long, default_value_t = 64, value_name = "MB")]
    largest: u32,
    /// Address that CELEX numbers are appended to.
    #[arg(long, env = "RENVOI_SOURCE", default_value = PUBLICATIONS_OFFICE, value_name = "URL")]
    source: String,
}

pub(crate) fn run(config: &Config, args: FetchArgs) -> anyhow::Result<u8> {
    let references = args.references.clone();
    let fetching = fetch_config(args);
    let progress = Progress::new(references.len());
    let report = renvoi_fetch::fetch(&fetching, &references, &mut |event| progress.show(&event))?;
    progress.0.finish_and_clear();
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&report)?,
        Format::Text => {
            for file in report.references.iter().flat_map(|outcome| &outcome.files) {
                out.line(fetching.into.join(&file.name).display())?;
            }
            crate::output::tell(format_args!("{}", summary(&report)));
        }
    }
    out.finish()?;
    Ok(code(&report))
}

fn fetch_config(args: FetchArgs) -> renvoi_fetch::Config {
    let mut config = renvoi_fetch::Config::new(args.into);
    config.source = args.source;
    config.language = args.lang;
    config.formats = args.formats;
    config.mode = match (args.refresh, args.force) {
        (true, _) => Mode::Refresh,
        (_, true) => Mode::Force,
        _ => Mode::Missing,
    };
    config.contact = args.contact;
    config.interval = Duration::from_millis(args.interval);
    config.largest = u64::from(args.largest) << 20;
    config
}

/// A bar on a terminal; elsewhere only what fails is said.
struct Progress(ProgressBar);

impl Progress {
    fn new(total: usize) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(total as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {wide_msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    fn show(&self, event: &Event<'_>) {
        match event {
            Event::Started { reference, .. } => self.0.set_message((*reference).to_owned()),
            Event::Received { name, bytes, .. } => {
                self.0.set_message(format!("{name}: {} kB", bytes / 1000));
            }
            Event::Waiting { wait, why, .. } => {
                self.0
                    .set_message(format!("waiting {} ms: {why}", wait.as_millis()));
                tracing::info!(wait_ms = wait.as_millis(), why, "asking again");
            }
            Event::Finished { outcome } => {
                self.0.inc(1);
                if let Some(error) = &outcome.error {
                    self.0
                        .suspend(|| crate::output::tell(format_args!("renvoi: {error}")));
                }
            }
            _ => {}
        }
    }
}

fn summary(report: &Report) -> String {
    let next = if report.fetched > 0 {
        format!("; now run `renvoi ingest {}`", report.into)
    } else {
        String::new()
    };
    format!(
        "{} fetched, {} unchanged, {} failed; {} requests, {} kB{next}",
        report.fetched,
        report.unchanged,
        report.failed,
        report.requests,
        report.received / 1000,
    )
}

fn code(report: &Report) -> u8 {
    match (report.failed, report.fetched + report.unchanged) {
        (0, _) => DONE,
        (_, 0) => FAILED,
        _ => PARTLY,
    }
}
