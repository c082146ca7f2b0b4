//! `--watch`: what changes below the paths is ingested when it has settled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Context;
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

use super::report::Report;
use super::{Config, IngestArgs};

/// A file that was written is read when nothing happened to it for so long.
const SETTLED: Duration = Duration::from_secs(1);

/// Goes on until the process is ended.
pub(super) fn watch(config: &Config, args: &IngestArgs) -> anyhow::Result<()> {
    let (sender, changes) = channel();
    let mut debouncer = new_debouncer(SETTLED, sender)?;
    for path in &args.paths {
        debouncer
            .watcher()
            .watch(path, RecursiveMode::Recursive)
            .with_context(|| format!("{}: cannot be watched", path.display()))?;
    }
    eprintln!("renvoi: watching {} (Ctrl-C ends it)", list(&args.paths));
    // What changed between the run and the watch.
    again(config, args, &args.paths);
    follow(config, args, &changes);
    Ok(())
}

fn follow(config: &Config, args: &IngestArgs, changes: &Receiver<DebounceEventResult>) {
    while let Ok(first) = changes.recv() {
        let mut paths = BTreeSet::new();
        for events in std::iter::once(first).chain(changes.try_iter()) {
            match events {
                Ok(events) => paths.extend(events.into_iter().filter_map(|e| touched(&e.path))),
                Err(error) => {
                    // The system lost count: everything is looked at.
                    tracing::warn!(%error, "changes were lost");
                    paths.extend(args.paths.iter().cloned());
                }
            }
        }
        if paths.is_empty() {
            continue;
        }
        let (there, gone): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| path.exists());
        if !there.is_empty() || (args.prune && !gone.is_empty()) {
            again(config, args, &there);
        }
    }
}

/// What a change asks to be read: metadata speak of all files beside them, and
/// hidden files of none.
fn touched(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    if name == "sources.toml" {
        return path.parent().map(Path::to_owned);
    }
    (!name.starts_with('.') && !name.ends_with('~')).then(|| path.to_owned())
}

/// One more run. What goes wrong is said and the watch goes on: the next change
/// tries again.
fn again(config: &Config, args: &IngestArgs, paths: &[PathBuf]) {
    let mut report = Report::quiet(config.format, args.report);
    let outcome = super::ingest(&config.index, paths, args, &mut report)
        .and_then(|()| report.finish().map(|_| ()));
    if let Err(error) = outcome {
        eprintln!("renvoi: {}", crate::output::chain(&error));
    }
}

fn list(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    names.join(", ")
}
