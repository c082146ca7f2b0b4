//! What a run says of itself: a line of totals, a line a file, or JSON. Written
//! as the run goes, so that it takes no memory however long the run is.

use std::time::Instant;

use renvoi_document::{DocumentId, origin};
use renvoi_indexing::Settled;
use renvoi_ingest::{FileResult, Grounds, Outcome, Summary};
use serde::Serialize;
use serde_json::json;

use crate::exit::{DONE, FAILED, PARTLY};
use crate::output::{Format, Out};

/// The report of one run.
pub(super) struct Report {
    out: Out,
    format: Format,
    /// A line for every file.
    files: bool,
    begun: bool,
    quiet: bool,
    start: Instant,
    totals: Totals,
    /// What was settled of documents that share a number.
    settled: Vec<Settled>,
}

/// Counts over a run.
#[derive(Default, Serialize)]
struct Totals {
    added: usize,
    replaced: usize,
    unchanged: usize,
    skipped: usize,
    failed: usize,
    pruned: usize,
    passages: usize,
    footnotes: usize,
    bytes: u64,
}

impl Report {
    pub(super) fn new(format: Format, files: bool) -> Self {
        Self {
            out: Out::new(),
            format,
            files,
            begun: false,
            quiet: false,
            start: Instant::now(),
            totals: Totals::default(),
            settled: Vec::new(),
        }
    }

    /// A report that says nothing when nothing was done.
    pub(super) fn quiet(format: Format, files: bool) -> Self {
        Self {
            quiet: true,
            ..Self::new(format, files)
        }
    }

    pub(super) fn failed(&self) -> usize {
        self.totals.failed
    }

    pub(super) fn add(&mut self, outcome: &Outcome) -> anyhow::Result<()> {
        self.totals.bytes += outcome.size;
        let file = outcome.path.display().to_string();
        match &outcome.result {
            FileResult::Added(summary) => {
                self.totals.added += 1;
                self.read("added", &file, summary)
            }
            FileResult::Replaced(summary) => {
                self.totals.replaced += 1;
                self.read("replaced", &file, summary)
            }
            FileResult::Unchanged(id) => {
                self.totals.unchanged += 1;
                self.entry(
                    &json!({"outcome": "unchanged", "file": file, "document": id}),
                    &line("unchanged", &file, id.as_str()),
                )
            }
            FileResult::Skipped(reason) => {
                self.totals.skipped += 1;
                self.entry(
                    &json!({"outcome": "skipped", "file": file, "reason": reason}),
                    &line("skipped", &file, reason),
                )
            }
            FileResult::Failed(error) => {
                self.totals.failed += 1;
                let reason = error.to_string();
                let short = reason.strip_prefix(&format!("{file}: ")).unwrap_or(&reason);
                self.entry(
                    &json!({"outcome": "failed", "file": file, "reason": reason}),
                    &line("failed", &file, short),
                )
            }
        }
    }

    fn read(&mut self, outcome: &str, file: &str, summary: &Summary) -> anyhow::Result<()> {
        let Summary {
            id,
            format,
            passages,
            footnotes,
            warnings,
            reference,
            grounds,
        } = summary;
        self.totals.passages += passages;
        self.totals.footnotes += footnotes;
        self.entry(
            &json!({
                "outcome": outcome, "file": file, "document": id, "format": format,
                "passages": passages, "footnotes": footnotes, "warnings": warnings,
                "reference": reference,
                "identity": {"shown_by": grounds.shown_by, "refused": grounds.refused},
            }),
            &line(
                outcome,
                file,
                &format!(
                    "{id}, {format}, {passages} passages, {footnotes} notes{}",
                    why(reference.as_deref(), grounds)
                ),
            ),
        )
    }

    /// Takes note of what the end of the run settled, and says it: nothing may be hidden without a word.
    pub(super) fn settled(&mut self, settled: Vec<Settled>) {
        for one in &settled {
            match one {
                Settled::Conflict { key, documents } => {
                    let files: Vec<String> = documents
                        .iter()
                        .map(|(id, origin)| format!("{id} ({})", shown_path(origin)))
                        .collect();
                    crate::output::tell(format_args!(
                        "renvoi: {} different texts claim {key}, and all are searched: {}",
                        documents.len(),
                        crate::output::printable(&files.join(", "))
                    ));
                }
                Settled::Copy {
                    document,
                    copy,
                    origin,
                } if self.files => crate::output::tell(format_args!(
                    "renvoi: {} holds the text of {document} in another format; {copy} leads to it",
                    crate::output::printable(&shown_path(origin))
                )),
                Settled::Copy { .. } => {}
            }
        }
        self.settled.extend(settled);
    }

    /// What was settled, as JSON.
    fn settled_json(&self, totals: &mut serde_json::Value) {
        let (mut copies, mut conflicts) = (Vec::new(), Vec::new());
        for one in &self.settled {
            match one {
                Settled::Copy {
                    document,
                    copy,
                    origin,
                } => copies.push(json!({
                    "document": document, "copy": copy, "file": shown_path(origin),
                })),
                Settled::Conflict { key, documents } => {
                    let documents: Vec<_> = documents
                        .iter()
                        .map(|(id, origin)| json!({"id": id, "file": shown_path(origin)}))
                        .collect();
                    conflicts.push(json!({"reference": key, "documents": documents}));
                }
            }
        }
        totals["copies"] = json!(copies);
        totals["conflicts"] = json!(conflicts);
    }

    /// A document that was taken out.
    pub(super) fn pruned(&mut self, id: &DocumentId, origin: &str) -> anyhow::Result<()> {
        self.totals.pruned += 1;
        self.entry(
            &json!({"outcome": "pruned", "file": origin, "document": id}),
            &line("pruned", origin, id.as_str()),
        )
    }

    fn entry(&mut self, entry: &serde_json::Value, line: &str) -> anyhow::Result<()> {
        match self.format {
            Format::Json => {
                let before = if self.begun { "," } else { "{\"files\":[" };
                self.begun = true;
                self.out.raw(before)?;
                self.out.raw(&entry.to_string())
            }
            Format::Text if self.files => self.out.line(line),
            Format::Text => Ok(()),
        }
    }

    /// Ends the report of a run that ended so; returns the exit code.
    pub(super) fn end(self, outcome: anyhow::Result<()>) -> anyhow::Result<u8> {
        let Err(error) = outcome else {
            return self.finish();
        };
        if let Err(second) = self.broken_off(&error) {
            tracing::debug!(%second, "the report could not be ended");
        }
        Err(error)
    }

    /// Ends the report of a run that could not go on. JSON that was begun says why,
    /// and that nothing since the last checkpoint was kept.
    fn broken_off(mut self, error: &anyhow::Error) -> anyhow::Result<()> {
        if self.begun {
            let error = json!(crate::output::chain(error));
            self.out.raw(&format!("],\"error\":{error}}}\n"))?;
        }
        self.out.finish()
    }

    /// Ends the report; returns the exit code of the run.
    fn finish(mut self) -> anyhow::Result<u8> {
        let took = self.start.elapsed();
        let t = &self.totals;
        // JSON that was begun must be ended.
        let said = self.begun || t.added + t.replaced + t.pruned + t.failed > 0;
        if self.quiet && !said {
            return Ok(DONE);
        }
        match self.format {
            Format::Json => {
                if !self.begun {
                    self.out.raw("{\"files\":[")?;
                }
                let mut totals = serde_json::to_value(&self.totals)?;
                totals["took_ms"] = json!(u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
                self.settled_json(&mut totals);
                let totals = totals.to_string();
                self.out.raw("],")?;
                self.out.raw(totals.strip_prefix('{').unwrap_or(&totals))?;
                self.out.raw("\n")?;
            }
            Format::Text => {
                let pruned = match t.pruned {
                    0 => String::new(),
                    n => format!(", {n} taken out"),
                };
                crate::output::tell(format_args!(
                    "{} added, {} replaced, {} unchanged, {} failed, {} left out{pruned}; {} passages and {} notes read in {} ms",
                    t.added,
                    t.replaced,
                    t.unchanged,
                    t.failed,
                    t.skipped,
                    t.passages,
                    t.footnotes,
                    took.as_millis()
                ));
            }
        }
        let done = self.totals.added + self.totals.replaced + self.totals.unchanged;
        let code = match (self.totals.failed, done) {
            (0, _) => DONE,
            (_, 0) => FAILED,
            _ => PARTLY,
        };
        self.out.finish()?;
        Ok(code)
    }
}

/// What a document was taken for and why, behind its numbers.
fn why(reference: Option<&str>, grounds: &Grounds) -> String {
    let mut why = String::new();
    if let (Some(reference), Some(shown)) = (reference, &grounds.shown_by) {
        why = format!("; {reference}: {shown}");
    }
    for refused in &grounds.refused {
        why.push_str("; ");
        why.push_str(refused);
    }
    why
}

/// The path of a file as the index keeps it, for a person.
fn shown_path(origin: &str) -> String {
    origin::to_path(origin).display().to_string()
}

/// A row of the table: its columns stand under each other whatever comes later.
fn line(outcome: &str, file: &str, rest: &str) -> String {
    // A name may hold line ends, and a file is one row.
    let file = file.replace(['\n', '\r', '\t'], "\u{fffd}");
    format!("{outcome:<9}  {file:<48}  {rest}")
}
