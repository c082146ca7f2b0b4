//! The topic: BM25F of the stemmed words of the query, over the text and the
//! headings above it. Counts of both are added before they saturate, so that a
//! word of the heading is one more occurrence and not a second subject.

use super::{Facts, bm25, number, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (text, headings) = view.norms();
    view.terms()
        .map(|((term, found), known)| {
            let count = number(found.text) / text + number(found.heading) / headings;
            term.weight * view.idf(known) * bm25::saturated(count, weights::K1)
        })
        .sum()
}
