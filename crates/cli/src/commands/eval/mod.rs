//! `renvoi eval`: how well the search finds what it should, by queries and judgements. They are on a collection of
//! passages, which go into an index of their own, or on the documents of an index. The queries go through the same search
//! as a person's, so that what is measured is the product.

mod collection;
mod compare;
mod measures;
mod places;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use renvoi_index::Mode;
use renvoi_indexing::{Resources, Run};
use renvoi_query::{Deadline, Engine, Hit, Options, Page, Signals, View, search};
use serde::Serialize;

use super::dictionary;
use crate::config::Config;
use crate::exit::DONE;
use crate::output::{Format, Out};
use collection::{Qrels, Query};
use compare::Comparison;
use measures::Measures;

/// Arguments of `renvoi eval`.
#[derive(Debug, clap::Args)]
pub(crate) struct EvalArgs {
    /// Passages: JSON lines of `id`, `title` and `text`; plain or packed with
    /// zstd. Without it the index is asked that `--index` names.
    #[arg(long, value_name = "FILE")]
    corpus: Option<PathBuf>,
    /// Queries: JSON lines of `id` and `text`.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Judgements: lines of query, passage and grade, separated by tabs. On an index a place of an act stands for the
    /// passage: `32016R0679#article-18`.
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Folder of a dictionary from `renvoi dictionary build`, for Japanese passages.
    #[arg(long, value_name = "DIR", requires = "corpus")]
    dictionary: Option<PathBuf>,
    /// Write the hits as a TREC run.
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,
    /// An earlier run: say which queries gained and lost against it, and
    /// whether the difference may be chance.
    #[arg(long, value_name = "RUN")]
    compare: Option<PathBuf>,
    /// Show every query that changed, and not the first 20 each way.
    #[arg(long, requires = "compare")]
    all: bool,
    /// Ask all queries once more without each signal of the ranking in turn, and
    /// say what nDCG@10 is then.
    #[arg(long)]
    ablation: bool,
    /// Leave a signal out of the ranking.
    #[arg(long, value_name = "SIGNAL", conflicts_with = "ablation", value_parser = PossibleValuesParser::new(Signals::names()))]
    without: Option<String>,
}

/// Hits of a query that a run holds: what recall is measured on.
const DEPTH: usize = 100;

/// The hits of one query, best first.
#[derive(Clone, Debug, Default)]
struct Ranking {
    query: String,
    /// Ids of passages with their scores.
    hits: Vec<(String, f64)>,
}

/// All that is measured.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    measures: Measures,
    passages: usize,
    /// Microseconds, over all queries one after the other in each thread.
    median_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    compared: Option<Comparison>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ablation: Vec<Without>,
}

/// What is left of the ranking without one of its signals.
#[derive(Debug, Serialize)]
struct Without {
    signal: &'static str,
    #[serde(rename = "ndcg@10")]
    ndcg_10: f64,
}

pub(crate) fn run(config: &Config, args: &EvalArgs) -> anyhow::Result<u8> {
    let queries = collection::queries(&args.queries)?;
    let before = match &args.compare {
        Some(path) => Some(collection::run(path)?),
        None => None,
    };
    let folder = tempfile::tempdir().context("no temporary folder for the index")?;
    let asked = match &args.corpus {
        Some(corpus) => Asked::collection(folder.path(), corpus, args)?,
        None => Asked::index(config, args)?,
    };
    let qrels = &asked.qrels;
    let without = Signals::names().find(|name| args.without.as_deref() == Some(name));
    let (rankings, mut times) = answer(&asked, &queries, without)?;
    if let Some(path) = &args.run {
        write_run(path, &rankings)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let judged = measures::by_query(&rankings, qrels);
    times.sort_unstable();
    let mut ablation = Vec::new();
    for signal in Signals::names().filter(|_| args.ablation) {
        let (rankings, _) = answer(&asked, &queries, Some(signal))?;
        let judged = measures::by_query(&rankings, qrels);
        let ndcg_10 = Measures::of(&judged).ndcg_10;
        ablation.push(Without { signal, ndcg_10 });
    }
    let report = Report {
        measures: Measures::of(&judged),
        passages: asked.passages,
        median_us: times.get(times.len() / 2).copied().unwrap_or_default(),
        compared: before.map(|before| {
            let before = measures::by_query(&before, qrels);
            Comparison::of(&before, &judged, &queries)
        }),
        ablation,
    };
    let mut out = Out::new();
    match config.format {
        Format::Json => out.json(&report)?,
        Format::Text => text(&mut out, &report, args.all)?,
    }
    out.finish()?;
    Ok(DONE)
}

/// What is asked, and what is known of it.
struct Asked {
    view: View,
    /// Ids of the passages of a collection, in order; none of an index, whose hits have their own.
    ids: Option<Vec<String>>,
    passages: usize,
    qrels: Qrels,
}

impl Asked {
    fn collection(folder: &Path, corpus: &Path, args: &EvalArgs) -> anyhow::Result<Self> {
        let qrels = collection::qrels(&args.qrels)?;
        let ids = index(folder, corpus, args)?;
        Ok(Self {
            view: Engine::new(renvoi_backend::open(folder)?).view(Deadline::NONE)?,
            passages: ids.len(),
            ids: Some(ids),
            qrels,
        })
    }

    fn index(config: &Config, args: &EvalArgs) -> anyhow::Result<Self> {
        let view = config.view()?;
        let listed = view.all_documents()?;
        Ok(Self {
            qrels: places::qrels(&view, &args.qrels)?,
            passages: listed.iter().map(|listed| listed.passages).sum(),
            ids: None,
            view,
        })
    }

    /// The id that judgements have of a hit.
    fn id(&self, hit: &Hit) -> Option<String> {
        match &self.ids {
            Some(ids) => ids.get(collection::number(&hit.document.id)?).cloned(),
            None => Some(hit.passage.to_string()),
        }
    }
}

/// Indexes the passages; returns their ids, in order.
fn index(folder: &Path, corpus: &Path, args: &EvalArgs) -> anyhow::Result<Vec<String>> {
    let resources = Resources {
        dictionary: dictionary::chosen(args.dictionary.as_deref())?,
        ..Resources::default()
    };
    let writer = renvoi_backend::write(folder, Mode::Rebuild)?;
    let run = Run::new(writer, resources, &folder.display().to_string())?;
    let mut ids = Vec::new();
    collection::passages(corpus, |entry| {
        let document = entry.document(ids.len());
        ids.push(entry.id);
        Ok(run.put(document, "", "")?)
    })?;
    run.commit()?;
    Ok(ids)
}

/// Asks every query, in as many threads as there are cores; the ranking may do
/// without a signal.
fn answer(
    asked: &Asked,
    queries: &[Query],
    without: Option<&'static str>,
) -> anyhow::Result<(Vec<Ranking>, Vec<u64>)> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let ask = || -> anyhow::Result<Vec<(usize, Ranking, u64)>> {
        let mut answered = Vec::new();
        while let Some((at, query)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            queries.get(at).map(|query| (at, query))
        } {
            let page = Page {
                offset: 0,
                limit: DEPTH,
            };
            let options = Options {
                without,
                ..Options::from(page)
            };
            let results = search(&asked.view, &query.text, options)?;
            let hits = results.hits.into_iter();
            let hits = hits.filter_map(|hit| Some((asked.id(&hit)?, hit.score)));
            let ranking = Ranking {
                query: query.id.clone(),
                hits: hits.collect(),
            };
            answered.push((at, ranking, results.took_us));
        }
        Ok(answered)
    };
    let mut answered = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(ask)).collect();
        let mut all = Vec::with_capacity(queries.len());
        for thread in threads {
            match thread.join() {
                Ok(answered) => all.extend(answered?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        anyhow::Ok(all)
    })?;
    answered.sort_unstable_by_key(|(at, _, _)| *at);
    let times = answered.iter().map(|(_, _, time)| *time).collect();
    let rankings = answered.into_iter().map(|(_, ranking, _)| ranking);
    Ok((rankings.collect(), times))
}

/// A run as `trec_eval` reads it.
fn write_run(path: &Path, rankings: &[Ranking]) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for ranking in rankings {
        for (at, (id, _)) in ranking.hits.iter().enumerate() {
            // trec_eval orders by the score; that of a search compares within one role of hits only.
            let (query, rank, score) = (&ranking.query, at + 1, ranking.hits.len() - at);
            writeln!(file, "{query}\tQ0\t{id}\t{rank}\t{score}\trenvoi")?;
        }
    }
    file.flush()
}

fn text(out: &mut Out, report: &Report, all: bool) -> anyhow::Result<()> {
    let Measures {
        queries,
        ndcg_10,
        recall_100,
        mrr_10,
        success_1,
        success_3,
        success_10,
    } = report.measures;
    out.line(format_args!(
        "queries={queries} ndcg@10={ndcg_10:.4} recall@100={recall_100:.4} mrr@10={mrr_10:.4} success@1={success_1:.4} success@3={success_3:.4} success@10={success_10:.4}"
    ))?;
    out.line(format_args!(
        "{} passages, median {} µs a query",
        report.passages, report.median_us
    ))?;
    for Without { signal, ndcg_10 } in &report.ablation {
        out.line(format_args!("without {signal:<12} ndcg@10={ndcg_10:.4}"))?;
    }
    if let Some(compared) = &report.compared {
        compared.text(out, all)?;
    }
    Ok(())
}
