//! The two parts of BM25 (Robertson and Zaragoza, "The probabilistic relevance
//! framework: BM25 and beyond", 2009).

/// What repetition is worth: it grows with the count, ever more slowly, towards
/// `k + 1`.
pub(super) fn saturated(count: f32, k: f32) -> f32 {
    if count > 0.0 {
        count * (k + 1.0) / (count + k)
    } else {
        0.0
    }
}
