//! The two parts of BM25 (Robertson and Zaragoza, "The probabilistic relevance
//! framework: BM25 and beyond", 2009).

/// How much a term tells that stands in `with` of `records` records.
#[allow(clippy::cast_precision_loss)] // a logarithm follows
pub fn idf(with: u64, records: u64) -> f32 {
    let records = records as f32;
    let with = (with as f32).min(records);
    (1.0 + (records - with + 0.5) / (with + 0.5)).ln()
}

/// What repetition is worth: it grows with the count, ever more slowly, towards
/// `k + 1`.
pub(super) fn saturated(count: f32, k: f32) -> f32 {
    if count > 0.0 {
        count * (k + 1.0) / (count + k)
    } else {
        0.0
    }
}
