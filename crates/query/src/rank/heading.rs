//! The heading above the text: how much of it the query says, squared, so that
//! a heading met in full counts and a long one that shares a word does not.

use super::Facts;

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let met: f32 = view
        .terms()
        .filter(|((_, found), _)| found.heading > 0)
        .map(|((term, _), known)| term.weight.min(1.0) * view.idf(known))
        .sum();
    met * met / view.candidate.heading_mass.max(met).max(1.0)
}
