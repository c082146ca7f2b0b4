//! Counts of values over all that matches.

use std::collections::HashMap;

use renvoi_query::{FacetCount, Facets};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
use tantivy::aggregation::{AggContextParams, AggregationCollector, Key};

use crate::request::{Dimension, NOTE};

/// The most values of one facet that are returned.
const MOST_VALUES: u32 = 20;

/// The most values that are counted in a segment, so that what is frequent in
/// all is not lost for being rare in one.
const MOST_COUNTED: u32 = 2_000;

/// The facets.
pub(crate) const FIELDS: [&str; 6] = ["type", "year", "kind", "language", "topic", "cited"];

impl Dimension {
    /// The facet that counts its values.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Topic => "topic",
        }
    }
}

pub(crate) fn collector(fields: &[&str]) -> AggregationCollector {
    let request: serde_json::Map<String, serde_json::Value> = fields
        .iter()
        .map(|name| {
            let field = if *name == "cited" { "cites" } else { name };
            let terms = serde_json::json!({"terms": {"field": field, "size": MOST_VALUES, "segment_size": MOST_COUNTED}});
            ((*name).to_owned(), terms)
        })
        .collect();
    // The request is made of constants, so it is well formed; a test runs it.
    let request: Aggregations = serde_json::from_value(request.into()).unwrap_or_default();
    AggregationCollector::from_aggs(request, AggContextParams::default())
}

/// Counts by facet.
pub(crate) struct Counted {
    counts: AggregationResults,
    /// Places of each kind that match by their notes alone.
    lost: HashMap<String, u64>,
    /// Places whose notes match.
    notes: u64,
}

impl Counted {
    pub(crate) fn new(counts: AggregationResults) -> Self {
        Self {
            counts,
            lost: HashMap::new(),
            notes: 0,
        }
    }

    /// Takes the counts of one facet from another search.
    pub(crate) fn take(&mut self, dimension: Dimension, mut counts: AggregationResults) {
        let name = dimension.name();
        if let Some(counts) = counts.0.remove(name) {
            self.counts.0.insert(name.to_owned(), counts);
        }
    }

    /// Takes the counts of one facet, with what corrects them.
    pub(crate) fn replace(&mut self, dimension: Dimension, other: Self) {
        if dimension == Dimension::Kind {
            (self.lost, self.notes) = (other.lost, other.notes);
        }
        self.take(dimension, other.counts);
    }

    /// Takes what its text did not match off the counts of kinds, and adds what notes matched.
    pub(crate) fn correct_kinds(&mut self, lost: HashMap<String, u64>, notes: usize) {
        self.lost = lost;
        self.notes = u64::try_from(notes).unwrap_or(u64::MAX);
    }

    pub(crate) fn read(mut self) -> Facets {
        let mut take = |name: &str| self.counts.0.remove(name).map(values).unwrap_or_default();
        let mut facets = Facets {
            document_type: take("type"),
            year: take("year"),
            kind: take("kind"),
            language: take("language"),
            topic: take("topic"),
            cited: take("cited"),
        };
        for kind in &mut facets.kind {
            let lost = self.lost.get(&kind.value).copied().unwrap_or_default();
            kind.count = kind.count.saturating_sub(lost);
        }
        match facets.kind.iter_mut().find(|kind| kind.value == NOTE) {
            Some(notes) => notes.count += self.notes,
            None => facets.kind.push(FacetCount {
                value: NOTE.to_owned(),
                count: self.notes,
            }),
        }
        facets.kind.retain(|kind| kind.count > 0);
        sort(&mut facets.kind);
        for value in &mut facets.document_type {
            // Kinds of reference are written in capitals.
            if matches!(value.value.as_str(), "com" | "swd" | "sec" | "join" | "c") {
                value.value.make_ascii_uppercase();
            }
        }
        facets
    }
}

fn values(result: AggregationResult) -> Vec<FacetCount> {
    let AggregationResult::BucketResult(BucketResult::Terms { buckets, .. }) = result else {
        return Vec::new();
    };
    let mut values: Vec<FacetCount> = buckets
        .into_iter()
        .map(|bucket| FacetCount {
            value: match bucket.key {
                Key::Str(text) => text,
                other => other.to_string(),
            },
            count: bucket.doc_count,
        })
        .collect();
    sort(&mut values);
    values
}

/// The most frequent first.
fn sort(values: &mut [FacetCount]) {
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
}
