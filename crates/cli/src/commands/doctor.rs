//! `renvoi doctor`

use renvoi_index::{Deadline, Finding, Severity};
use renvoi_indexing::{Counts, examine};
use serde::Serialize;

use crate::config::Config;
use crate::exit::{DAMAGED, DONE};
use crate::output::{Format, Out};

/// What was found; its JSON is a published contract.
#[derive(Debug, Serialize)]
struct Report {
    /// Whether nothing is damaged.
    sound: bool,
    /// What is not as it should be: damage first.
    findings: Vec<Finding>,
    /// What the index holds; none where its files are damaged.
    counts: Option<Counts>,
}

pub(crate) fn run(config: &Config) -> anyhow::Result<u8> {
    let mut findings = renvoi_backend::check(&config.index)?;
    let is_damage = |finding: &Finding| finding.severity == Severity::Damage;
    let mut counts = None;
    // What stands in damaged files need not be read to be called damaged.
    if !findings.iter().any(is_damage) {
        match contents(config) {
            Ok((counted, found)) => {
                counts = Some(counted);
                findings.extend(found);
            }
            Err(error) => findings.push(Finding::damage(
                config.index.display().to_string(),
                crate::output::chain(&error),
            )),
        }
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let report = Report {
        sound: !findings.iter().any(is_damage),
        findings,
        counts,
    };
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&report)?,
        Format::Text => text(&mut out, &report)?,
    }
    out.finish()?;
    Ok(if report.sound { DONE } else { DAMAGED })
}

fn contents(config: &Config) -> anyhow::Result<(Counts, Vec<Finding>)> {
    let index = renvoi_backend::open(&config.index)?;
    Ok(examine(&*index.snapshot(Deadline::NONE)?)?)
}

fn text(out: &mut Out, report: &Report) -> anyhow::Result<()> {
    for Finding {
        severity,
        what,
        problem,
        remedy,
    } in &report.findings
    {
        let severity = match severity {
            Severity::Damage => "damage",
            Severity::Note => "note",
        };
        out.line(format_args!("{severity}: {what}: {problem}\n  {remedy}"))?;
    }
    if let Some(counts) = &report.counts {
        out.line(format_args!(
            "{} documents ({} replaced by newer versions, {} copies), {} passages, {} notes",
            counts.documents, counts.replaced, counts.copies, counts.passages, counts.footnotes
        ))?;
    }
    out.line(if report.sound {
        "nothing is damaged"
    } else {
        "the index is damaged"
    })
}
