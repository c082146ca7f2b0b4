//! Families: BM25F of words that begin as those of the query do, so that
//! *sécuriser* tells of *sécurité* where no stemmer joins them. Families alone
//! make no candidate: they only rank what the stems found.

use super::{View, bm25, number, weights};

pub(super) fn value(view: &View<'_>) -> f32 {
    let (text, headings) = view.norms();
    view.terms()
        .filter(|((term, _), _)| term.root.is_some())
        .map(|((term, found), known)| {
            let count = number(found.root as usize) / text + number(found.heading as usize) / headings;
            let idf = bm25::idf(known.root, view.pool.statistics.records);
            term.weight * idf * bm25::saturated(count, weights::K1)
        })
        .sum()
}
