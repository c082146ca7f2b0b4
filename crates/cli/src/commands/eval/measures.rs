//! The measures: how often one of the first hit, three or ten is relevant; nDCG at 10 with gains of 2^grade − 1 (Burges et al., "Learning
//! to rank using gradient descent", 2005), recall at 100, and the reciprocal
//! rank of the first relevant passage among ten.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::Ranking;
use super::collection::{Judgements, Qrels};

/// Means over all queries with at least one relevant passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Measures {
    pub(super) queries: usize,
    #[serde(rename = "ndcg@10")]
    pub(super) ndcg_10: f64,
    #[serde(rename = "recall@100")]
    pub(super) recall_100: f64,
    #[serde(rename = "mrr@10")]
    pub(super) mrr_10: f64,
    /// The share of queries whose first hit is relevant.
    #[serde(rename = "success@1")]
    pub(super) success_1: f64,
    /// The share of queries with a relevant hit among the first three.
    #[serde(rename = "success@3")]
    pub(super) success_3: f64,
    /// The share of queries with a relevant hit among the first ten.
    #[serde(rename = "success@10")]
    pub(super) success_10: f64,
}

/// The measures of one query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Judged {
    pub(super) ndcg_10: f64,
    recall_100: f64,
    mrr_10: f64,
    success_1: f64,
    success_3: f64,
    success_10: f64,
}

impl Measures {
    pub(super) fn of(judged: &BTreeMap<String, Judged>) -> Self {
        let mean = |value: fn(&Judged) -> f64| {
            #[allow(clippy::cast_precision_loss)] // a mean
            let count = judged.len().max(1) as f64;
            judged.values().map(value).sum::<f64>() / count
        };
        Self {
            queries: judged.len(),
            ndcg_10: mean(|j| j.ndcg_10),
            recall_100: mean(|j| j.recall_100),
            mrr_10: mean(|j| j.mrr_10),
            success_1: mean(|j| j.success_1),
            success_3: mean(|j| j.success_3),
            success_10: mean(|j| j.success_10),
        }
    }
}

/// The measures of every judged query; one that was not asked found nothing.
pub(super) fn by_query(rankings: &[Ranking], qrels: &Qrels) -> BTreeMap<String, Judged> {
    let asked: HashMap<&str, &Ranking> = rankings.iter().map(|r| (r.query.as_str(), r)).collect();
    qrels
        .iter()
        .filter(|(_, judged)| judged.best.iter().any(|grade| *grade > 0.0))
        .map(|(query, judged)| {
            let hits = asked.get(query.as_str()).map_or(&[][..], |r| &r.hits[..]);
            (query.clone(), judge(hits, judged))
        })
        .collect()
}

fn judge(hits: &[(String, f64)], judged: &Judgements) -> Judged {
    let grade = |id: &String| judged.grades.get(id).copied().unwrap_or_default();
    let ideal = gain(judged.best.iter().copied());
    // Hits of several versions could pass the best of one.
    let found = gain(hits.iter().map(|(id, _)| grade(id))).min(ideal);
    let relevant = judged.best.iter().filter(|grade| **grade > 0.0).count();
    let reached: HashSet<&String> = hits
        .iter()
        .take(100)
        .map(|(id, _)| id)
        .filter(|id| grade(id) > 0.0)
        .collect();
    let among = |most: usize| {
        let relevant = hits.iter().take(most).any(|(id, _)| grade(id) > 0.0);
        f64::from(u8::from(relevant))
    };
    let first = hits.iter().take(10).position(|(id, _)| grade(id) > 0.0);
    #[allow(clippy::cast_precision_loss)] // counts of passages
    Judged {
        ndcg_10: if ideal > 0.0 { found / ideal } else { 0.0 },
        recall_100: (reached.len() as f64 / relevant.max(1) as f64).min(1.0),
        success_1: among(1),
        success_3: among(3),
        success_10: among(10),
        mrr_10: first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
    }
}

/// Gain of the first ten, each discounted by the logarithm of its place.
fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    let mut place = 1.0_f64;
    grades
        .take(10)
        .map(|grade| {
            place += 1.0;
            (grade.exp2() - 1.0) / place.log2()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let hits = |ids: &[&str]| -> Vec<(String, f64)> {
            ids.iter().map(|id| ((*id).to_owned(), 1.0)).collect()
        };
        let grades = Judgements {
            grades: HashMap::from([("a".to_owned(), 2.0), ("b".to_owned(), 1.0)]),
            best: vec![2.0, 1.0],
        };
        let judged = judge(&hits(&["x", "a", "b"]), &grades);
        // 3 / log2(3) + 1 / log2(4), of 3 + 1 / log2(3).
        let expected = (3.0 / 3.0_f64.log2() + 0.5) / (3.0 + 1.0 / 3.0_f64.log2());
        assert!((judged.ndcg_10 - expected).abs() < 1e-12);
        assert!((judged.mrr_10 - 0.5).abs() < 1e-12);
        assert!((judged.recall_100 - 1.0).abs() < 1e-12);
        let none = judge(&hits(&[]), &grades);
        assert!(none.ndcg_10.abs() < 1e-12 && none.recall_100.abs() < 1e-12);
    }
}
