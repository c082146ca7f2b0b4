//! `renvoi ingest PATH…`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use renvoi_document::{Document, DocumentId};
use renvoi_ingest::{Digest, Outcome, Provenance, Sink};
use renvoi_store::{Mode, StoreError, StoreWriter};
use serde_json::json;

use super::Config;
use crate::args::Format;
use crate::output::Out;
use crate::{DONE, FAILED, PARTLY};

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
}

struct StoreSink(StoreWriter);

impl Sink for StoreSink {
    type Error = StoreError;

    fn stored(&self, id: &DocumentId) -> Result<Option<Provenance>, StoreError> {
        Ok(self.0.stored(id)?.map(|stored| Provenance {
            digest: Digest::from_stored(stored.digest),
            origin: stored.origin,
        }))
    }

    fn accept(&mut self, document: Document, from: &Provenance) -> Result<(), StoreError> {
        self.0.put(document, &from.digest.to_string(), &from.origin)
    }
}

pub(crate) fn run(config: &Config, args: IngestArgs) -> anyhow::Result<u8> {
    let mode = if args.rebuild {
        Mode::Rebuild
    } else {
        Mode::Update
    };
    let start = Instant::now();
    let outcomes = ingest(&config.index, &args.paths, mode)?;
    let summary = Summary::of(&outcomes);
    match config.format {
        Format::Json => {
            let mut out = Out::new();
            out.json(&summary.json(&outcomes, start))?;
            out.finish()?;
        }
        Format::Text => eprintln!("{}", summary.text(start)),
    }
    Ok(summary.code())
}

/// Ingests into an index; the run becomes visible at its end. Failures are said
/// as they come.
pub(crate) fn ingest(index: &Path, paths: &[PathBuf], mode: Mode) -> anyhow::Result<Vec<Outcome>> {
    let mut sink = StoreSink(StoreWriter::open(index, mode)?);
    let bar = progress_bar();
    let outcomes = renvoi_ingest::run(paths, &mut sink, |total, outcome| {
        bar.set_length(total as u64);
        bar.inc(1);
        match outcome {
            Outcome::Failed(error) => bar.suspend(|| eprintln!("renvoi: {error}")),
            Outcome::Skipped(path) => {
                tracing::info!(path = %path.display(), "not a text dump, left out");
            }
            _ => {}
        }
    });
    bar.finish_and_clear();
    sink.0.commit()?;
    Ok(outcomes)
}

/// A bar on a terminal, nothing elsewhere.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:32} {pos}/{len} files, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

#[derive(Default)]
struct Summary {
    added: usize,
    replaced: usize,
    unchanged: usize,
    skipped: usize,
    failed: usize,
    passages: usize,
    notes: usize,
}

impl Summary {
    fn of(outcomes: &[Outcome]) -> Self {
        let mut summary = Self::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Added(_, passages, notes) => {
                    summary.added += 1;
                    summary.passages += passages;
                    summary.notes += notes;
                }
                Outcome::Replaced(_, passages, notes) => {
                    summary.replaced += 1;
                    summary.passages += passages;
                    summary.notes += notes;
                }
                Outcome::Unchanged(_) => summary.unchanged += 1,
                Outcome::Skipped(_) => summary.skipped += 1,
                Outcome::Failed(_) => summary.failed += 1,
            }
        }
        summary
    }

    fn code(&self) -> u8 {
        match (self.failed, self.added + self.replaced + self.unchanged) {
            (0, _) => DONE,
            (_, 0) => FAILED,
            _ => PARTLY,
        }
    }

    fn text(&self, start: Instant) -> String {
        format!(
            "{} added, {} replaced, {} unchanged, {} failed, {} left out; {} passages and {} notes read in {} ms",
            self.added,
            self.replaced,
            self.unchanged,
            self.failed,
            self.skipped,
            self.passages,
            self.notes,
            start.elapsed().as_millis()
        )
    }

    fn json(&self, outcomes: &[Outcome], start: Instant) -> serde_json::Value {
        let files: Vec<_> = outcomes
            .iter()
            .map(|outcome| match outcome {
                Outcome::Added(id, passages, notes) => {
                    json!({"outcome": "added", "document": id, "passages": passages, "footnotes": notes})
                }
                Outcome::Replaced(id, passages, notes) => {
                    json!({"outcome": "replaced", "document": id, "passages": passages, "footnotes": notes})
                }
                Outcome::Unchanged(id) => json!({"outcome": "unchanged", "document": id}),
                Outcome::Skipped(path) => {
                    json!({"outcome": "skipped", "file": path, "reason": "not a text dump"})
                }
                Outcome::Failed(error) => json!({"outcome": "failed", "reason": error.to_string()}),
            })
            .collect();
        json!({
            "added": self.added, "replaced": self.replaced, "unchanged": self.unchanged,
            "skipped": self.skipped, "failed": self.failed,
            "passages": self.passages, "footnotes": self.notes,
            "took_ms": u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX), "files": files,
        })
    }
}
