//! Printing: JSON for programs, text for people.

use std::io::{self, BufWriter, Write};

use anyhow::Context;
use clap::ValueEnum;
use renvoi_document::Summary;
use renvoi_query::ActPlace;
use renvoi_reference::{Catalogue, Key};
use serde::Serialize;

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person.
    Text,
    /// For a program: the contracts of the README.
    Json,
}

/// Standard output, buffered; [`Out::finish`] says whether all was written.
pub(crate) struct Out(BufWriter<io::Stdout>);

impl Out {
    pub(crate) fn new() -> Self {
        Self(BufWriter::with_capacity(1 << 16, io::stdout()))
    }

    /// One JSON object on a line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.0, value).map_err(io::Error::from)?;
        writeln!(self.0)?;
        Ok(())
    }

    /// A piece of JSON that is put together as it comes.
    pub(crate) fn raw(&mut self, json: &str) -> anyhow::Result<()> {
        self.0.write_all(json.as_bytes())?;
        Ok(())
    }

    pub(crate) fn line(&mut self, text: impl std::fmt::Display) -> anyhow::Result<()> {
        writeln!(self.0, "{}", printable(&text.to_string()))?;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        self.0.flush().context("standard output")
    }
}

/// A line of words for a person, on standard error. Nobody may be there to read
/// it, which is no reason to stop.
pub(crate) fn tell(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{words}");
}

/// Text of documents may hold control characters; a terminal must not obey
/// them.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// The reader of a pipe has what it wanted.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// An error with its causes. Errors of the libraries name their source in
/// their own words, so a cause that was said is not said again.
pub(crate) fn chain(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if !said.contains(&cause) {
            if !said.is_empty() {
                said.push_str(": ");
            }
            said.push_str(&cause);
        }
    }
    said
}

/// A document in one line: its names, date and title, and what took its place.
pub(crate) fn document_line(document: &Summary) -> String {
    let date = document.date.map(|d| format!(" ({d})")).unwrap_or_default();
    let title = document.shown_title();
    let newer = document.replaced_by.as_deref();
    let newer = newer.map(|newer| format!(" [repealed or replaced by {}]", named(newer)));
    let newer = newer.unwrap_or_default();
    match document.label().or_else(|| document.reference.clone()) {
        Some(name) => format!("{name}{date}, {title}{newer}"),
        None => format!("{title}{date}{newer}"),
    }
}

/// The name of the instrument with a key: `Directive (UE) 2022/2555 (SRI 2)`.
pub(crate) fn named(key: &str) -> String {
    let Ok(key) = key.parse::<Key>() else {
        return key.to_owned();
    };
    let catalogue = Catalogue::bundled();
    match catalogue.short_name(&key) {
        Some(short) => format!("{} ({short})", catalogue.name(&key)),
        None => catalogue.name(&key),
    }
}

/// Where a place is: page and headings.
pub(crate) fn place_line(page: Option<u32>, section: &[String]) -> String {
    let page = page.map(|p| format!("p. {p}"));
    page.into_iter()
        .chain(section.iter().cloned())
        .collect::<Vec<_>>()
        .join(" > ")
}

/// The passages of a place of an act, each with its address and how often it is cited.
pub(crate) fn place_text(out: &mut Out, place: &ActPlace) -> anyhow::Result<()> {
    out.line(format_args!(
        "{} ({})",
        place.label,
        document_line(&place.document)
    ))?;
    if let Some(newer) = &place.newer_version {
        out.line(format_args!("  in an older version; the newest is {newer}"))?;
    }
    for unit in &place.units {
        let cited = match unit.cited {
            0 => String::new(),
            count => format!("  cited {count} times"),
        };
        out.line(format_args!("  {}{cited}", unit.id))?;
        out.line(format_args!("  {}", unit.text))?;
    }
    out.line("")
}
