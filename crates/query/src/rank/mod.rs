//! The second stage of ranking: a few hundred candidates, put in order by the
//! sum of a few named signals. Each signal is a file; what they weigh is in
//! [`weights`], with the run that set it.
//!
//! A signal is a number that grows with relevance and that a person can be
//! told: `--explain` shows each one's share, and the shares add up to the score.

mod act;
mod bm25;
mod compound;
mod context;
mod expansion;
mod family;
mod heading;
mod lead;
mod pairs;
mod sequence;
mod spelling;
mod topic;
mod typed;
mod weights;
mod window;

use renvoi_index::idf;

use crate::explanation::{Explanation, Share};
use crate::request::{Evidence, Occurrences, Pool, Ranked, Ranker, Request, Term, TermStatistics};

/// What a signal sees.
struct Facts<'p> {
    request: &'p Request,
    pool: &'p Pool,
    candidate: &'p Evidence,
}

impl<'p> Facts<'p> {
    /// The terms of the query, each with where it stands in the candidate and
    /// what the collection knows of it.
    fn terms(
        &self,
    ) -> impl Iterator<Item = ((&'p Term, &'p Occurrences), &'p TermStatistics)> + use<'p> {
        let terms = self.request.terms.iter().zip(&self.candidate.terms);
        terms.zip(&self.pool.statistics.terms)
    }
}

/// A signal: its name, its weight, and how it is reckoned.
struct Signal {
    name: &'static str,
    weight: f64,
    value: fn(&Facts<'_>) -> f32,
}

const SIGNALS: &[Signal] = &[
    Signal {
        name: "topic",
        weight: weights::TOPIC,
        value: topic::value,
    },
    Signal {
        name: "family",
        weight: weights::FAMILY,
        value: family::value,
    },
    Signal {
        name: "heading",
        weight: weights::HEADING,
        value: heading::value,
    },
    Signal {
        name: "pairs",
        weight: weights::PAIRS,
        value: pairs::value,
    },
    Signal {
        name: "window",
        weight: weights::WINDOW,
        value: window::value,
    },
    Signal {
        name: "lead",
        weight: weights::LEAD,
        value: lead::value,
    },
    Signal {
        name: "spelling",
        weight: weights::SPELLING,
        value: spelling::value,
    },
    Signal {
        name: "context",
        weight: weights::CONTEXT,
        value: context::value,
    },
    Signal {
        name: "typed",
        weight: weights::TYPED,
        value: typed::value,
    },
    Signal {
        name: "sequence",
        weight: weights::SEQUENCE,
        value: sequence::value,
    },
    Signal {
        name: "act",
        weight: weights::ACT,
        value: act::value,
    },
    Signal {
        name: "expansion",
        weight: weights::EXPANSION,
        value: expansion::value,
    },
];

/// Name of what a bare heading loses; a share of all other signals and not one among them.
const BARE: &str = "bare";

/// Ranks by the signals of this module.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signals {
    /// Whether each score is to be explained.
    pub explain: bool,
    /// Name of a signal that is left out, so that what it adds can be measured.
    pub without: Option<&'static str>,
}

impl Signals {
    /// The names of all signals.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SIGNALS.iter().map(|signal| signal.name).chain([BARE])
    }
}

impl Ranker for Signals {
    fn rank(&self, request: &Request, pool: &Pool) -> Vec<Ranked> {
        let mut ranked: Vec<Ranked> = pool
            .candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| {
                let view = Facts {
                    request,
                    pool,
                    candidate: &compound::halved(request, candidate),
                };
                self.judge(at, &view)
            })
            .collect();
        // A stable sort: equals stay in the order of the first stage.
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranked
    }
}

impl Signals {
    fn judge(&self, at: usize, view: &Facts<'_>) -> Ranked {
        let mut sum = Sum::default();
        let counts = |signal: &&Signal| self.without != Some(signal.name);
        for signal in SIGNALS.iter().filter(counts) {
            sum.add(signal.name, (signal.value)(view), signal.weight);
        }
        let weight = weights::of_first_stage(view.request);
        sum.add("match", view.candidate.first, weight);
        if view.candidate.is_heading && self.without != Some(BARE) {
            sum.lose(BARE, weights::BARE);
        }
        Ranked {
            candidate: at,
            score: round(sum.score),
            explanation: self.explain.then_some(Explanation {
                signals: sum.shares,
            }),
        }
    }
}

/// A score, with what it is made of.
#[derive(Default)]
struct Sum {
    score: f64,
    shares: Vec<Share>,
}

impl Sum {
    fn add(&mut self, signal: &'static str, value: f32, weight: f64) {
        let value = f64::from(value);
        // Rounded before they are added, so that what is shown adds up.
        let share = round(value * weight);
        if share != 0.0 {
            self.score += share;
            self.shares.push(Share {
                signal,
                share,
                value: round(value),
            });
        }
    }

    /// Takes off a part of the score.
    fn lose(&mut self, signal: &'static str, part: f64) {
        let share = round(self.score * part);
        let value = round(self.score);
        self.score -= share;
        self.shares.push(Share {
            signal,
            share: -share,
            value: -value,
        });
    }
}

impl Facts<'_> {
    /// What divides a count in the text, and one in the headings: long texts
    /// repeat words without being more about them.
    fn norms(&self) -> (f32, f32) {
        let known = &self.pool.statistics;
        let norm = |length, mean| 1.0 - weights::B + weights::B * relative(length, mean);
        (
            norm(self.candidate.text_length, known.text_length),
            norm(self.candidate.heading_length, known.heading_length),
        )
    }

    /// How much a term tells.
    fn idf(&self, known: &TermStatistics) -> f32 {
        idf(known.text.max(known.heading), self.pool.statistics.records)
    }

    /// The terms that say something of the topic; all, when none does. Each with
    /// its place in the query.
    fn content(&self) -> Vec<(&Occurrences, f32)> {
        let telling = |term: &Term| !term.says_little();
        let none = !self.request.terms.iter().any(telling);
        self.terms()
            .filter(|((term, _), _)| none || telling(term))
            .map(|((_, found), known)| (found, self.idf(known)))
            .collect()
    }
}

/// A length as a multiple of the mean.
#[allow(clippy::cast_precision_loss)] // lengths are small
fn relative(length: u32, mean: f32) -> f32 {
    length as f32 / mean.max(1.0)
}

#[allow(clippy::cast_precision_loss)] // counts in one passage
fn number(count: u32) -> f32 {
    count as f32
}

/// To four digits after the point.
fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
