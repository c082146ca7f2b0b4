//! `renvoi search QUERY`

use anyhow::bail;
use renvoi_query::{DEFAULT_LIMIT, Hit, LARGEST_PAGE, Page, Results, WINDOW, search};
use renvoi_store::Store;

use super::Config;
use crate::DONE;
use crate::args::Format;
use crate::output::{Out, document_line, place_line};

/// Arguments of `renvoi search`.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    /// Words, "exact phrases", references in any spelling, and filters: ref:,
    /// dans:, type:, annee:, note:.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Number of hits, at most 100.
    #[arg(long, short = 'n', default_value_t = DEFAULT_LIMIT, value_parser = limit)]
    limit: usize,
    /// Hits to leave out from the top.
    #[arg(long, default_value_t = 0)]
    offset: usize,
}

fn limit(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(limit) if (1..=LARGEST_PAGE).contains(&limit) => Ok(limit),
        _ => Err(format!("a number from 1 to {LARGEST_PAGE} is needed")),
    }
}

pub(crate) fn run(config: &Config, args: &SearchArgs) -> anyhow::Result<u8> {
    if args.offset.saturating_add(args.limit) > WINDOW {
        bail!("only the first {WINDOW} hits can be read: narrow the search");
    }
    let store = Store::open(&config.index)?;
    let page = Page {
        offset: args.offset,
        limit: args.limit,
    };
    let results = search(&store, &args.query.join(" "), page)?;
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&results)?,
        Format::Text => text(&mut out, &results)?,
    }
    out.finish()?;
    Ok(DONE)
}

fn text(out: &mut Out, results: &Results) -> anyhow::Result<()> {
    for diagnostic in &results.interpretation.diagnostics {
        eprintln!("renvoi: {diagnostic}");
    }
    for hit in &results.hits {
        out.line(format_args!(
            "{}. {}",
            hit.rank,
            document_line(&hit.document)
        ))?;
        out.line(format_args!(
            "   {}  {}",
            hit.passage,
            place_line(hit.page, &hit.section)
        ))?;
        out.line(format_args!("   {}", marked(hit)))?;
        for note in hit.footnotes.iter().filter(|_| hit.kind != "footnote") {
            out.line(format_args!("   [{}] {}", note.number, note.text))?;
        }
        out.line("")?;
    }
    out.line(format_args!(
        "{} of {} passages and notes, {} µs",
        results.hits.len(),
        results.total,
        results.took_us
    ))
}

/// The text with what matched between asterisks.
fn marked(hit: &Hit) -> String {
    let mut text = String::with_capacity(hit.text.len() + 16);
    let mut ranges = hit.highlights.iter().peekable();
    for (at, c) in hit.text.chars().enumerate() {
        if ranges.peek().is_some_and(|(from, _)| *from == at) {
            text.push('*');
        }
        text.push(c);
        if ranges.peek().is_some_and(|(_, to)| *to == at + 1) {
            text.push('*');
            ranges.next();
        }
    }
    text
}
