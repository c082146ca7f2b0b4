//! Families: BM25F of words that begin as those of the query do, so that
//! *sécuriser* tells of *sécurité* where no stemmer joins them. Families alone
//! make no candidate: they only rank what the stems found.

use renvoi_index::idf;

use super::{Facts, bm25, number, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (text, headings) = view.norms();
    view.terms()
        .map(|((term, found), known)| {
            let count = number(found.family) / text + number(found.heading) / headings;
            // Records that have several forms are counted several times, which
            // makes large families tell a little less.
            let forms = term
                .forms
                .iter()
                .filter(|form| form.in_family && !form.is_stem);
            let others: u64 = forms.map(|form| form.records).sum();
            let told = idf(
                known.text.max(known.heading) + others,
                view.pool.statistics.records,
            );
            term.weight * told * bm25::saturated(count, weights::K1)
        })
        .sum()
}
