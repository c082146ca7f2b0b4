//! `--watch`: what changes below the paths is ingested when it has settled.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::IngestArgs;
use super::report::Report;
use crate::config::Config;

/// A file that was written is read when nothing happened for so long.
const SETTLED: Duration = Duration::from_secs(1);

/// Where something happens all the time, what changed is read after so long.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// After a run that failed, the next one tries again after so long.
const RETRY: Duration = Duration::from_secs(5);

/// Goes on until the process is ended.
pub(super) fn watch(config: &Config, args: &IngestArgs) -> anyhow::Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    for path in &args.paths {
        watcher
            .watch(path, RecursiveMode::Recursive)
            .with_context(|| format!("{}: cannot be watched", path.display()))?;
    }
    crate::output::tell(format_args!(
        "renvoi: watching {} (Ctrl-C ends it)",
        list(&args.paths)
    ));
    // What changed between the run and the watch.
    let done = again(config, args, &args.paths);
    let roots: Vec<Root> = args.paths.iter().map(|path| Root::new(path)).collect();
    // What a run that failed did not take: the index may be another's for a while.
    let mut left = BTreeSet::new();
    if !done {
        left.extend(args.paths.iter().cloned());
    }
    while let Some(mut paths) = changed(&changes, &roots, !left.is_empty()) {
        paths.append(&mut left);
        let (there, gone): (Vec<PathBuf>, Vec<PathBuf>) = paths
            .iter()
            .cloned()
            .partition(|path| path.try_exists().unwrap_or(true));
        let asked = !there.is_empty() || (args.prune && !gone.is_empty());
        if asked && !again(config, args, &there) {
            left = paths;
        }
    }
    Ok(())
}

/// Waits for changes and until they have settled, or for a while when something
/// is `left` to be done; none when there can be no more.
fn changed(
    changes: &Receiver<notify::Result<Event>>,
    roots: &[Root],
    left: bool,
) -> Option<BTreeSet<PathBuf>> {
    let mut paths = BTreeSet::new();
    while paths.is_empty() {
        let event = if left {
            match changes.recv_timeout(RETRY) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => return Some(paths),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        } else {
            changes.recv().ok()?
        };
        paths.extend(asked(event, roots));
    }
    let first = Instant::now();
    let mut last = first;
    loop {
        let end = (last + SETTLED).min(first + LONGEST_WAIT);
        let left = end.saturating_duration_since(Instant::now());
        let event = (!left.is_zero()).then(|| changes.recv_timeout(left));
        let Some(Ok(event)) = event else {
            return Some(paths);
        };
        let more = asked(event, roots);
        if !more.is_empty() {
            last = Instant::now();
            paths.extend(more);
        }
    }
}

/// What is to be read after an event.
fn asked(event: notify::Result<Event>, roots: &[Root]) -> Vec<PathBuf> {
    let lost = match &event {
        Ok(event) => event.need_rescan(),
        Err(error) => {
            tracing::warn!(%error, "changes were lost");
            true
        }
    };
    match event {
        Ok(event) if !lost && is_change(event.kind) => {
            let paths = event.paths.iter();
            paths.filter_map(|path| touched(roots, path)).collect()
        }
        Ok(_) if !lost => Vec::new(),
        _ => roots.iter().map(|root| root.given.clone()).collect(),
    }
}

/// A file that is read has not changed, and a run reads all of them.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// A path that is watched.
struct Root {
    given: PathBuf,
    /// Systems name what changed by its full path, with links followed or not.
    full: Vec<PathBuf>,
}

impl Root {
    fn new(given: &Path) -> Self {
        let full = [std::path::absolute(given), given.canonicalize()];
        Self {
            given: given.to_owned(),
            full: full.into_iter().flatten().collect(),
        }
    }

    /// What stands below it, of a path in it.
    fn below<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let mut names = self.full.iter().chain([&self.given]);
        names.find_map(|name| path.strip_prefix(name).ok())
    }
}

/// What a change asks to be read, named as the first run named it: metadata
/// speak of all files beside them. What a walk would leave out asks for nothing:
/// hidden files and folders, and the index, whose every commit is a change.
fn touched(roots: &[Root], path: &Path) -> Option<PathBuf> {
    let inside = roots
        .iter()
        .filter_map(|root| Some((root, root.below(path)?)))
        .min_by_key(|(_, below)| below.as_os_str().len());
    let (root, below) = inside?;
    let mut parts = below.components();
    let depth = parts.clone().count();
    if depth == 0 {
        return Some(root.given.clone());
    }
    let path = root.given.join(below);
    let left_out = parts.any(|part| is_hidden(part.as_os_str()))
        || path.as_os_str().as_encoded_bytes().ends_with(b"~")
        || path.ancestors().take(depth).any(renvoi_backend::is_index);
    if left_out {
        return None;
    }
    if path.ends_with("sources.toml") {
        return path.parent().map(Path::to_owned);
    }
    Some(path)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// One more run; false when the index could not be written. That is said, and the
/// watch goes on and tries again.
fn again(config: &Config, args: &IngestArgs, paths: &[PathBuf]) -> bool {
    let mut report = Report::quiet(config.format, args.report);
    let outcome = super::ingest(&config.index, paths, args, &mut report);
    let outcome = report.end(outcome);
    if let Err(error) = &outcome {
        crate::output::tell(format_args!("renvoi: {}", crate::output::chain(error)));
    }
    outcome.is_ok()
}

fn list(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    names.join(", ")
}
