//! Two runs side by side: the queries that gained and lost, and whether the
//! difference may be chance.

use std::collections::BTreeMap;

use serde::Serialize;

use super::collection::Query;
use super::measures::{Judged, Measures};
use crate::output::Out;

/// Times that the signs of the differences are drawn anew.
const DRAWS: u32 = 10_000;

/// Queries shown each way unless all are wanted.
const SHOWN: usize = 20;

/// This run against an earlier one.
#[derive(Debug, Serialize)]
pub(super) struct Comparison {
    before: Measures,
    /// Difference of the means of nDCG@10.
    difference: f64,
    /// How often chance alone gives a difference as large: paired
    /// randomisation, two-sided (Smucker, Allan and Carterette, "A comparison
    /// of statistical significance tests for information retrieval evaluation",
    /// 2007).
    p_value: f64,
    gained: Vec<Change>,
    lost: Vec<Change>,
}

/// A query whose nDCG@10 changed.
#[derive(Debug, Serialize)]
struct Change {
    query: String,
    text: String,
    before: f64,
    after: f64,
}

impl Comparison {
    pub(super) fn of(
        before: &BTreeMap<String, Judged>,
        after: &BTreeMap<String, Judged>,
        queries: &[Query],
    ) -> Self {
        let texts: BTreeMap<&str, &str> = queries
            .iter()
            .map(|q| (q.id.as_str(), q.text.as_str()))
            .collect();
        let mut differences = Vec::with_capacity(after.len());
        let (mut gained, mut lost) = (Vec::new(), Vec::new());
        for (query, now) in after {
            let then = before.get(query).copied().unwrap_or_default();
            let difference = now.ndcg_10 - then.ndcg_10;
            differences.push(difference);
            let change = || Change {
                query: query.clone(),
                text: (*texts.get(query.as_str()).unwrap_or(&"")).to_owned(),
                before: then.ndcg_10,
                after: now.ndcg_10,
            };
            if difference > 1e-9 {
                gained.push(change());
            } else if difference < -1e-9 {
                lost.push(change());
            }
        }
        let size = |c: &Change| (c.after - c.before).abs();
        gained.sort_by(|a, b| size(b).total_cmp(&size(a)));
        lost.sort_by(|a, b| size(b).total_cmp(&size(a)));
        let (before, now) = (Measures::of(before), Measures::of(after));
        Self {
            difference: now.ndcg_10 - before.ndcg_10,
            before,
            p_value: chance(&differences),
            gained,
            lost,
        }
    }

    pub(super) fn text(&self, out: &mut Out, all: bool) -> anyhow::Result<()> {
        out.line(format_args!(
            "before: ndcg@10={:.4} recall@100={:.4} mrr@10={:.4}; difference {:+.4}, p={:.4}",
            self.before.ndcg_10,
            self.before.recall_100,
            self.before.mrr_10,
            self.difference,
            self.p_value
        ))?;
        for (name, changes) in [("gained", &self.gained), ("lost", &self.lost)] {
            out.line(format_args!("{name}: {} queries", changes.len()))?;
            let shown = if all { changes.len() } else { SHOWN };
            for change in changes.iter().take(shown) {
                out.line(format_args!(
                    "  {:.3} -> {:.3}  {}  {}",
                    change.before, change.after, change.query, change.text
                ))?;
            }
        }
        Ok(())
    }
}

/// The share of draws in which random signs make the sum as large as it is. The
/// draws are the same each time, so that a figure can be had again.
fn chance(differences: &[f64]) -> f64 {
    let seen = differences.iter().sum::<f64>().abs();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut as_large = 0;
    for _ in 0..DRAWS {
        let mut sum = 0.0;
        for difference in differences {
            // Xorshift (Marsaglia 2003): a sign needs no better randomness.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            sum += if random >> 63 == 0 {
                *difference
            } else {
                -difference
            };
        }
        if sum.abs() >= seen - 1e-12 {
            as_large += 1;
        }
    }
    f64::from(as_large + 1) / f64::from(DRAWS + 1)
}

#[cfg(test)]
mod tests {
    use super::chance;

    #[test]
    fn large_differences_are_no_chance() {
        assert!(chance(&[0.3; 40]) < 0.001);
        let even: Vec<f64> = (0..40)
            .map(|n| if n % 2 == 0 { 0.3 } else { -0.3 })
            .collect();
        assert!(chance(&even) > 0.5);
    }
}
