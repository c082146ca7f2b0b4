//! `renvoi bench`: a closed loop of queries in one thread, after a warm-up,
//! with percentiles by class of query.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use comfy_table::{CellAlignment, Table, presets};
use hdrhistogram::Histogram;
use renvoi_query::language::Clause;
use renvoi_query::{Filters, Page, Query, View, search};
use serde::Serialize;

use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out};

/// Arguments of `renvoi bench`.
#[derive(Debug, clap::Args)]
pub(crate) struct BenchArgs {
    /// Queries, one a line; empty lines and lines that begin with # are left
    /// out.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Times that all queries are run and measured.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Times that they are run before.
    #[arg(long, default_value_t = 3)]
    warmup: u32,
    /// Hits asked for.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=100))]
    limit: u16,
}

/// Latencies above a minute are counted as one minute.
const LONGEST_US: u64 = 60_000_000;

/// The whole of a measurement.
#[derive(Debug, Serialize)]
struct Report {
    queries: usize,
    rounds: u32,
    warmup: u32,
    limit: u16,
    /// Queries answered in a second, one after the other.
    per_second: f64,
    /// By class; `all` holds every query.
    classes: BTreeMap<&'static str, Latency>,
}

/// Latency in microseconds.
#[derive(Debug, Serialize)]
struct Latency {
    count: u64,
    p50_us: u64,
    p90_us: u64,
    p99_us: u64,
    max_us: u64,
}

pub(crate) fn run(config: &Config, args: &BenchArgs) -> anyhow::Result<u8> {
    let text = std::fs::read_to_string(&args.queries)
        .with_context(|| args.queries.display().to_string())?;
    let queries: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    if queries.is_empty() {
        bail!(
            "{}: no query in it: write one a line",
            args.queries.display()
        );
    }
    let view = config.view()?;
    let report = measure(&view, &queries, args)?;
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&report)?,
        Format::Text => out.line(table(&report))?,
    }
    out.finish()?;
    Ok(DONE)
}

fn measure(view: &View, queries: &[&str], args: &BenchArgs) -> anyhow::Result<Report> {
    let page = Page {
        offset: 0,
        limit: usize::from(args.limit),
    };
    for _ in 0..args.warmup {
        for query in queries {
            search(view, query, page)?;
        }
    }
    let mut histograms: BTreeMap<&'static str, Histogram<u64>> = BTreeMap::new();
    let mut spent = Duration::ZERO;
    let mut runs = 0_u32;
    for _ in 0..args.rounds {
        for query in queries {
            let start = Instant::now();
            search(view, query, page)?;
            let took = start.elapsed();
            spent += took;
            runs += 1;
            let us = u64::try_from(took.as_micros())
                .unwrap_or(LONGEST_US)
                .clamp(1, LONGEST_US);
            for class in [class(query), "all"] {
                let histogram = match histograms.entry(class) {
                    std::collections::btree_map::Entry::Occupied(e) => e.into_mut(),
                    std::collections::btree_map::Entry::Vacant(e) => {
                        e.insert(Histogram::new_with_bounds(1, LONGEST_US, 3)?)
                    }
                };
                histogram.record(us)?;
            }
        }
    }
    Ok(Report {
        queries: queries.len(),
        rounds: args.rounds,
        warmup: args.warmup,
        limit: args.limit,
        per_second: (f64::from(runs) / spent.as_secs_f64() * 10.0).round() / 10.0,
        classes: histograms.iter().map(|(c, h)| (*c, latency(h))).collect(),
    })
}

fn latency(histogram: &Histogram<u64>) -> Latency {
    Latency {
        count: histogram.len(),
        p50_us: histogram.value_at_quantile(0.5),
        p90_us: histogram.value_at_quantile(0.9),
        p99_us: histogram.value_at_quantile(0.99),
        max_us: histogram.max(),
    }
}

/// What makes a query cheap or dear.
fn class(query: &str) -> &'static str {
    let query = Query::parse(query);
    let is_phrase = |clause: &Clause| matches!(clause, Clause::Phrase { .. });
    if query.root.must.iter().any(is_phrase) {
        "phrase"
    } else if query.filters != Filters::default() {
        "filter"
    } else if query.references.is_empty() {
        if query.words().len() == 1 {
            "word"
        } else {
            "words"
        }
    } else {
        "reference"
    }
}

fn table(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["class", "runs", "p50 µs", "p90 µs", "p99 µs", "max µs"]);
    for (class, latency) in &report.classes {
        table.add_row([
            (*class).to_owned(),
            latency.count.to_string(),
            latency.p50_us.to_string(),
            latency.p90_us.to_string(),
            latency.p99_us.to_string(),
            latency.max_us.to_string(),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!(
        "{table}\n{} queries, {} rounds after {} of warm-up, {} per second in one thread",
        report.queries, report.rounds, report.warmup, report.per_second
    )
}
