//! `renvoi ingest PATH…`

mod report;
mod sink;
mod watch;

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use renvoi_index::Mode;
use renvoi_indexing::{Resources, Stored};
use renvoi_ingest::{FileResult, Isolated, Options, Outcome};

use super::{dictionary, thesaurus};
use crate::config::Config;
use crate::output::Format;
use report::Report;
use sink::Target;

/// Arguments of `renvoi ingest`.
#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// Files, or folders to read through; a `sources.toml` in a folder gives
    /// metadata of the files beside it.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Build a new index beside the one in use, then take its place.
    #[arg(long)]
    rebuild: bool,
    /// Take out the documents whose files are gone from these paths.
    #[arg(long)]
    prune: bool,
    /// Read everything, change nothing, and say what would be done.
    #[arg(long, conflicts_with = "rebuild")]
    dry_run: bool,
    /// Go on after the run: ingest what changes below these paths, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["dry_run", "rebuild"])]
    watch: bool,
    /// The thesaurus that passages are tagged and searched with: a file of
    /// `renvoi thesaurus import`. An index keeps its own; another one needs
    /// --rebuild. Without it, `thesaurus.toml` in the folder of the index.
    #[arg(long, value_name = "FILE", env = "RENVOI_THESAURUS")]
    thesaurus: Option<PathBuf>,
    /// Print a line for every file: what became of it, and why. With --json the
    /// report always has them.
    #[arg(long)]
    report: bool,
    /// Files read at once; as many as there are processors by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// Folder of a dictionary from `renvoi dictionary build`, for a new index or
    /// with --rebuild: Japanese words are told by it. The index remembers it.
    #[arg(long, env = "RENVOI_DICTIONARY", value_name = "DIR")]
    dictionary: Option<PathBuf>,
    /// Seconds after which what a long run did is made to last; a run that is
    /// killed loses no more.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    checkpoint: u64,
}

pub(crate) fn run(config: &Config, args: IngestArgs) -> anyhow::Result<u8> {
    let mut report = Report::new(config.format, args.report);
    let outcome = ingest(&config.index, &args.paths, &args, &mut report);
    let code = report.end(outcome)?;
    if args.watch {
        watch::watch(config, &args)?;
    }
    Ok(code)
}

/// Ingests into an index what the report is then told.
fn ingest(
    index: &Path,
    paths: &[PathBuf],
    args: &IngestArgs,
    report: &mut Report,
) -> anyhow::Result<()> {
    let resources = Resources {
        thesaurus: thesaurus::chosen(args.thesaurus.as_deref(), index)?,
        dictionary: dictionary::chosen(args.dictionary.as_deref())?,
    };
    let target = if args.dry_run {
        Target::unchanged(index, (!args.rebuild).then_some(resources))?
    } else {
        let mode = if args.rebuild {
            Mode::Rebuild
        } else {
            Mode::Update
        };
        Target::open(index, mode, resources)?
    };
    let mut options = options(&args.paths);
    if let Some(jobs) = args.jobs {
        options.workers = usize::from(jobs);
    }
    let checkpoint = Duration::from_secs(args.checkpoint);
    read(&target, paths, &options, checkpoint, report)?;
    if args.prune {
        prune(&target, &args.paths, report)?;
    }
    report.settled(target.commit()?);
    Ok(())
}

fn options(roots: &[PathBuf]) -> Options {
    // Where the program cannot name itself, PDFs are refused rather than read
    // without limits.
    let program = std::env::current_exe().unwrap_or_default();
    Options {
        roots: roots.to_vec(),
        pdf: Some(Isolated::new(program, ["read-pdf".into()])),
        is_index: renvoi_backend::is_index,
        ..Options::default()
    }
}

/// Brings an index up to date with a folder, for `serve --sample`; true when
/// every file could be read.
pub(crate) fn update(index: &Path, folder: PathBuf) -> anyhow::Result<bool> {
    let mut report = Report::new(Format::Text, false);
    let target = Target::open(index, Mode::Update, Resources::default())?;
    let paths = [folder];
    read(
        &target,
        &paths,
        &options(&paths),
        Duration::MAX,
        &mut report,
    )?;
    report.settled(target.commit()?);
    Ok(report.failed() == 0)
}

fn read(
    target: &Target,
    paths: &[PathBuf],
    options: &Options,
    checkpoint: Duration,
    report: &mut Report,
) -> anyhow::Result<()> {
    let bar = progress_bar(paths, options);
    let mut last = Instant::now();
    let mut trouble = None;
    let end = renvoi_ingest::run(paths, target, options, |outcome| {
        say(&bar, &outcome);
        let went_well = report.add(&outcome).and_then(|()| {
            if last.elapsed() >= checkpoint {
                target.checkpoint()?;
                last = Instant::now();
            }
            Ok(())
        });
        match went_well {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                trouble = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    end?;
    trouble.map_or(Ok(()), Err)
}

/// Failures are said as they come.
fn say(bar: &ProgressBar, outcome: &Outcome) {
    bar.inc(1);
    match &outcome.result {
        FileResult::Failed(error) => bar.suspend(|| {
            crate::output::tell(format_args!(
                "renvoi: {}",
                crate::output::printable(&error.to_string())
            ));
        }),
        FileResult::Skipped(reason) => {
            tracing::info!(path = %outcome.path.display(), reason, "left out");
        }
        _ => {}
    }
}

/// Takes out what has no file any more. A path that is gone whole may be a disk
/// that is not there today: nothing is taken out for it.
fn prune(target: &Target, roots: &[PathBuf], report: &mut Report) -> anyhow::Result<()> {
    let mut below = Vec::new();
    for root in roots {
        match std::fs::canonicalize(root) {
            Ok(path) => below.push(path),
            Err(error) => crate::output::tell(format_args!(
                "renvoi: {}: {error}; what came from there is kept",
                root.display()
            )),
        }
    }
    for Stored { id, origin, .. } in target.gone(&below)? {
        target.remove(&id)?;
        report.pruned(&id, &origin)?;
    }
    Ok(())
}

/// A bar on a terminal, nothing elsewhere.
fn progress_bar(paths: &[PathBuf], options: &Options) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(renvoi_ingest::count(paths, options) as u64);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:32} {pos}/{len} files, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}
