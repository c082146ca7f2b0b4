//! Other words for the same: what the words of the query tell that an expansion
//! stands for. A passage with the words themselves has the expansion as well,
//! and their own signals besides, so that an expansion never displaces it.

use super::View;

pub(super) fn value(view: &View<'_>) -> f32 {
    let all: Vec<f32> = view
        .terms()
        .map(|((term, _), known)| term.weight.min(1.0) * view.idf(known))
        .collect();
    let expansions = view.request.expansions.iter();
    expansions
        .zip(&view.candidate.expansions)
        .filter(|(_, matches)| **matches)
        .flat_map(|(expansion, _)| &expansion.terms)
        .filter_map(|term| all.get(*term))
        .sum()
}
