//! `renvoi search QUERY`

use anyhow::bail;
use clap::ValueEnum;
use renvoi_query::{
    DEFAULT_LIMIT, Hit, How, LARGEST_PAGE, Options, Order, Page, Results, Role, WINDOW, search,
};

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out, document_line, named, place_line, place_text};

/// Arguments of `renvoi search`.
#[derive(Debug, clap::Args)]
pub(crate) struct SearchArgs {
    /// Words, "exact phrases", references in any spelling, filters (ref:, dans:,
    /// article:, type:, annee:, note:, theme:, section:, langue:, genre:), -word,
    /// OU, ET, brackets, cyber*, word~.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Number of hits, at most 100.
    #[arg(long, short = 'n', default_value_t = DEFAULT_LIMIT, value_parser = limit)]
    limit: usize,
    /// Hits to leave out from the top.
    #[arg(long, default_value_t = 0)]
    offset: usize,
    /// The order of hits.
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    sort: Sort,
    /// Show only the first hit of each document.
    #[arg(long)]
    by_document: bool,
    /// Say what each score is made of.
    #[arg(long)]
    explain: bool,
    /// Count the values to narrow the search by; they are in the JSON.
    #[arg(long)]
    facets: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Best first.
    Relevance,
    /// Newest document first.
    Newest,
    /// Oldest document first.
    Oldest,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
        }
    }
}

pub(super) fn limit(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(limit) if (1..=LARGEST_PAGE).contains(&limit) => Ok(limit),
        _ => Err(format!("a number from 1 to {LARGEST_PAGE} is needed")),
    }
}

pub(crate) fn run(config: &Config, args: &SearchArgs) -> anyhow::Result<u8> {
    if args.offset.saturating_add(args.limit) > WINDOW {
        bail!("only the first {WINDOW} hits can be read: narrow the search");
    }
    let view = config.view()?;
    let options = Options {
        page: Page {
            offset: args.offset,
            limit: args.limit,
        },
        order: args.sort.into(),
        by_document: args.by_document,
        explain: args.explain,
        facets: args.facets,
        uncounted: false,
        without: None,
    };
    let results = search(&view, args.query.join(" ").trim_start(), options)?;
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
        crate::output::tell(format_args!("renvoi: {}", diagnostic.french()));
    }
    if let Some(meant) = &results.interpretation.did_you_mean {
        crate::output::tell(format_args!("renvoi: did you mean `{meant}`?"));
    }
    for instrument in &results.instruments {
        let how = match instrument.how {
            How::Named => "named",
            How::Offered => "maybe",
        };
        let title = instrument.title.as_deref().unwrap_or_default();
        let newer = instrument.replaced_by.as_ref();
        let newer =
            newer.map(|newer| format!(" [repealed or replaced by {}]", named(newer.as_str())));
        let newer = newer.unwrap_or_default();
        out.line(format_args!(
            "{how}: {}, {title}{newer}",
            instrument.label()
        ))?;
    }
    if !results.instruments.is_empty() {
        out.line("")?;
    }
    if let Some(place) = &results.place {
        place_text(out, place)?;
    }
    let understood = &results.interpretation;
    let is_about = !understood.references.is_empty() && !understood.text.is_empty();
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
        match hit.role {
            Role::Own if is_about => out.line("   in the act itself")?,
            Role::Cites if is_about => out.line("   cites the act")?,
            Role::Own | Role::Cites | Role::Words => {}
        }
        if let Some(other) = &hit.same_text_as {
            out.line(format_args!("   nearly the same text as {other}"))?;
        }
        out.line(format_args!("   {}", marked(hit)))?;
        for note in hit.footnotes.iter().filter(|_| hit.kind != "footnote") {
            let text = with_marks(&note.text, (0, usize::MAX), &note.highlights);
            out.line(format_args!("   [{}] {text}", note.number))?;
        }
        if hit.others > 0 {
            out.line(format_args!("   and {} more in this document", hit.others))?;
        }
        if let Some(explanation) = &hit.explain {
            let shares = explanation.signals.iter();
            let shares: Vec<String> = shares
                .map(|s| format!("{} {:.4}", s.signal, s.share))
                .collect();
            out.line(format_args!("   {:.4} = {}", hit.score, shares.join(" + ")))?;
        }
        out.line("")?;
    }
    out.line(format_args!(
        "{} of {} passages, {} µs",
        results.hits.len(),
        results.total.unwrap_or(results.hits.len()),
        results.took_us
    ))
}

/// The part of the text that is shown, with what matched between asterisks.
fn marked(hit: &Hit) -> String {
    let shown = (hit.snippet.start, hit.snippet.end);
    with_marks(&hit.text, shown, &hit.highlights)
}

/// A part of a text, with stretches of it between asterisks.
fn with_marks(text: &str, (start, end): (usize, usize), marks: &[(usize, usize)]) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    if start > 0 {
        shown.push_str("… ");
    }
    let inside = marks.iter().filter(|(from, to)| *from < end && *to > start);
    let mut ranges = inside
        .map(|(from, to)| (*from.max(&start), *to.min(&end)))
        .peekable();
    let mut length = 0;
    for (at, c) in text.chars().enumerate() {
        length += 1;
        if !(start..end).contains(&at) {
            continue;
        }
        if ranges.peek().is_some_and(|(from, _)| *from == at) {
            shown.push('*');
        }
        shown.push(c);
        if ranges.next_if(|(_, to)| *to == at + 1).is_some() {
            shown.push('*');
        }
    }
    if end < length {
        shown.push_str(" …");
    }
    shown
}
