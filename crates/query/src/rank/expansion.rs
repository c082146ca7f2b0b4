//! Other words for the same: what the words of the query tell that an expansion
//! stands for. A passage with the words themselves has the expansion as well,
//! and their own signals besides, so that an expansion never displaces it.

use super::Facts;

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let expansions = view.request.expansions.iter();
    let found = expansions.zip(&view.candidate.expansions);
    let mut said: Vec<usize> = found
        .filter(|(_, matches)| **matches)
        .flat_map(|(expansion, _)| expansion.terms.iter().copied())
        .collect();
    // However many ways to say it stand in a passage, a term is said once.
    said.sort_unstable();
    said.dedup();
    let terms = view.terms().enumerate();
    terms
        .filter(|(at, _)| said.binary_search(at).is_ok())
        .map(|(_, ((term, _), known))| term.weight.min(1.0) * view.idf(known))
        .sum()
}
