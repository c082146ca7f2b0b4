//! The lead: what stands in the first words of a passage is what it is about.

use super::{Facts, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    view.content()
        .into_iter()
        .filter(|(found, _)| {
            let first = found.positions.first();
            first.is_some_and(|place| *place < weights::LEAD_WORDS)
        })
        .map(|(_, idf)| idf)
        .sum()
}
