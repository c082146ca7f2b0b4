//! `renvoi show DOCUMENT|PASSAGE`

use std::collections::HashMap;

use anyhow::{Context, bail};
use renvoi_document::{Call, Document, RecordId};
use renvoi_query::{Content, NamedPlace, Record, Shown, View, leads_to, show, show_place};

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out, document_line, place_line, place_text, tell};

/// Arguments of `renvoi show`.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// A document (`com-2020-605`, its reference in any spelling, its name), a passage
    /// (`com-2020-605/p42`), a note (`com-2020-605/n33`) or a place of an act (`article 21 SRI 2`).
    #[arg(required = true, value_name = "DOCUMENT|PASSAGE")]
    what: Vec<String>,
}

pub(crate) fn run(config: &Config, args: &ShowArgs) -> anyhow::Result<u8> {
    let what = args.what.join(" ");
    let view = config.view()?;
    let mut out = Out::new();
    if let Ok(id) = what.parse::<RecordId>() {
        let id = leads_to(&view, &id)?;
        let mut record = view
            .records(std::slice::from_ref(&id))?
            .pop()
            .with_context(|| {
                format!(
                    "no passage or note `{id}` in the index: `renvoi show {}` lists them",
                    id.document()
                )
            })?;
        record.document = record.document.describe();
        match config.format {
            Format::Json => out.json(&record)?,
            Format::Text => record_text(&mut out, &record)?,
        }
    } else if let Some(place) = show_place(&view, &what)? {
        let place = match place {
            NamedPlace::Found { place, said } => {
                if let Some(said) = said {
                    tell(format_args!("renvoi: {}", said.french()));
                }
                place
            }
            NamedPlace::Missing(said) => bail!("{}", said.french()),
        };
        match config.format {
            Format::Json => out.json(&place)?,
            Format::Text => place_text(&mut out, &place)?,
        }
    } else {
        let shown = document(&view, &what)?;
        match config.format {
            Format::Json => out.json(&shown)?,
            Format::Text => {
                out.line(document_line(&shown.document.summary().describe()))?;
                tied(&mut out, &shown)?;
                document_text(&mut out, &shown.document)?;
            }
        }
    }
    out.finish()?;
    Ok(DONE)
}

fn document(view: &View, what: &str) -> anyhow::Result<Shown> {
    if let Some(shown) = show(view, what)? {
        return Ok(shown);
    }
    let known: Vec<String> = view
        .all_documents()?
        .iter()
        .take(12)
        .map(|d| d.summary.id.to_string())
        .collect();
    bail!(
        "no document `{what}` in the index; it holds {}",
        known.join(", ")
    )
}

fn record_text(out: &mut Out, record: &Record) -> anyhow::Result<()> {
    out.line(document_line(&record.document))?;
    let page = match &record.content {
        Content::Passage(p) => p.page,
        Content::Footnote(n) => n.page,
    };
    out.line(place_line(page, &record.section))?;
    out.line("")?;
    match &record.content {
        Content::Footnote(note) if note.text.is_none() => out.line("(not in the source)"),
        _ => out.line(record.text()),
    }
}

/// Corrigenda and what they correct.
fn tied(out: &mut Out, shown: &Shown) -> anyhow::Result<()> {
    if let Some(key) = &shown.document.corrects {
        match &shown.corrected {
            Some(corrected) => out.line(format_args!("corrects {}", document_line(corrected)))?,
            None => out.line(format_args!("corrects {key}, which is not in the index"))?,
        }
    }
    for corrigendum in &shown.corrigenda {
        out.line(format_args!("corrected by {}", document_line(corrigendum)))?;
    }
    for held in &shown.beside {
        let id = &held.summary.id;
        if held.copy_of.is_some() {
            out.line(format_args!(
                "the same text: {} ({id}, {})",
                held.file, held.format
            ))?;
        } else {
            let part = held.summary.part.as_deref();
            let part = part
                .map(|part| format!(", part {part}"))
                .unwrap_or_default();
            let day = held.summary.consolidated;
            let day = day
                .map(|day| format!(", version of {day}"))
                .unwrap_or_default();
            out.line(format_args!("also: {id}{day}{part}"))?;
        }
    }
    Ok(())
}

fn document_text(out: &mut Out, document: &Document) -> anyhow::Result<()> {
    let notes = document.footnotes.iter();
    let printed: HashMap<_, _> = notes.map(|note| (&note.id, note.printed())).collect();
    let mark = |call: &Call| match printed.get(&call.id) {
        Some(printed) => format!("[{printed}]"),
        None => format!("[{}]", call.note),
    };
    for passage in &document.passages {
        out.line(format_args!(
            "\n{}  {}",
            passage.id.anchor(),
            passage.kind.as_str()
        ))?;
        let mut text = String::new();
        let mut calls = passage.calls.iter().peekable();
        for (at, c) in passage.text.chars().enumerate() {
            while let Some(call) = calls.next_if(|call| call.at == at) {
                text.push_str(&mark(call));
            }
            text.push(c);
        }
        for call in calls {
            text.push_str(&mark(call));
        }
        out.line(text)?;
    }
    for note in &document.footnotes {
        let text = note.text.as_deref().unwrap_or("(not in the source)");
        out.line(format_args!("\n[{}] {text}", note.printed()))?;
    }
    for warning in &document.warnings {
        crate::output::tell(format_args!("renvoi: {}: {warning}", document.id));
    }
    Ok(())
}
