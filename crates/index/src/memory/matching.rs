//! Whether an entry matches a query, and its score.

use super::contents::{Contents, Kept};
use crate::evidence::idf;
use crate::field::Field;
use crate::query::Query;

/// What repetition is worth in BM25, and what the length of a text takes off.
const K: f32 = 1.2;
const B: f32 = 0.75;

impl Contents {
    /// The score of an entry that matches.
    pub(super) fn score(&self, query: &Query, entry: &Kept) -> Option<f32> {
        match query {
            Query::All => Some(1.0),
            Query::Nothing => None,
            Query::Has { field, value } => {
                let with = self.counted(*field, value);
                entry
                    .has(*field, value)
                    .then(|| self.bm25(entry, *field, 1.0, with))
            }
            Query::Word {
                field,
                word,
                beside,
            } => {
                let count = entry.count(*field, word);
                let beside = beside.as_ref().map_or(0, |(f, w)| self.counted(*f, w));
                let with = self.counted(*field, word) + beside;
                (count > 0).then(|| self.bm25(entry, *field, number(count), with))
            }
            Query::Phrase { field, words, slop } => {
                let count = phrases(entry.terms(*field), words, *slop);
                let rarest = words.iter().map(|(_, w)| self.counted(*field, w)).min();
                (count > 0).then(|| {
                    let with = rarest.unwrap_or_default();
                    self.bm25(entry, *field, number(count), with)
                })
            }
            Query::Between {
                number,
                first,
                last,
            } => (*first..=*last)
                .contains(&entry.number(*number))
                .then_some(1.0),
            Query::Of {
                must,
                should,
                must_not,
            } => self.of(must, should, must_not, entry),
            Query::Times(times, query) => Some(self.score(query, entry)? * times),
            Query::Fixed(score, query) => self.score(query, entry).map(|_| *score),
        }
    }

    fn of(
        &self,
        must: &[Query],
        should: &[Query],
        must_not: &[Query],
        entry: &Kept,
    ) -> Option<f32> {
        let matches = |query: &Query| self.score(query, entry);
        if must_not.iter().any(|query| matches(query).is_some()) {
            return None;
        }
        let mut sum = 0.0;
        for query in must {
            sum += matches(query)?;
        }
        let any: Vec<f32> = should.iter().filter_map(matches).collect();
        let enough = !must.is_empty() || !any.is_empty();
        enough.then(|| sum + any.iter().sum::<f32>())
    }

    /// How many entries a word counts as standing in.
    fn counted(&self, field: Field, word: &str) -> u64 {
        self.frequency(field.counted_in(), word)
    }

    /// A word that stands `count` times in a field of an entry, and in `with` entries.
    fn bm25(&self, entry: &Kept, field: Field, count: f32, with: u64) -> f32 {
        let fields = field.measured_with().iter();
        let all: u64 = fields.map(|field| self.length(*field)).sum();
        let entries = self.len().max(1);
        #[allow(clippy::cast_precision_loss)] // a mean
        let mean = (all as f32 / number(entries)).max(1.0);
        let length = number(entry.terms(field).len()) / mean;
        let repeated = count * (K + 1.0) / (count + K * (1.0 - B + B * length));
        idf(with, entries as u64) * repeated
    }
}

#[allow(clippy::cast_precision_loss)] // lengths are small
fn number(count: usize) -> f32 {
    count as f32
}

/// How often words stand at their positions, at most so many steps off in sum.
fn phrases(terms: &[(u32, String)], words: &[(usize, String)], slop: u32) -> usize {
    let Some(((first_at, first), rest)) = words.split_first() else {
        return 0;
    };
    let at = |word: &str| -> Vec<i64> {
        let places = terms.iter().filter(|(_, term)| term == word);
        places.map(|(place, _)| i64::from(*place)).collect()
    };
    let position = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    // Where a phrase may begin, each with the steps that are left.
    let mut open: Vec<(i64, i64, i64)> = at(first)
        .into_iter()
        .map(|place| {
            let start = place - position(*first_at);
            (start, start, i64::from(slop))
        })
        .collect();
    for (offset, word) in rest {
        let mut next = Vec::new();
        for place in at(word) {
            let start = place - position(*offset);
            for (begun, before, left) in &open {
                let left = left - (start - before).abs();
                if left >= 0 {
                    next.push((*begun, start, left));
                }
            }
        }
        open = next;
    }
    let mut begun: Vec<i64> = open.into_iter().map(|(begun, ..)| begun).collect();
    begun.sort_unstable();
    begun.dedup();
    begun.len()
}
