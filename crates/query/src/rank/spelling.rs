//! The spelling: words that stand in the text just as they were typed. It parts
//! what folding and stemming put together: *SIS* from *sis*, *forêt* from
//! *foret*, *prix* from *pris*. Accents and capitals tell more than an ending,
//! since whoever types them means them.

use super::{View, bm25, number, weights};

pub(super) fn value(view: &View<'_>) -> f32 {
    let (text, _) = view.norms();
    view.terms()
        .filter(|((term, _), _)| !term.says_little())
        .map(|((term, found), known)| {
            let share = if term.written.is_some() {
                1.0
            } else {
                weights::SPELLING_OF_ENDINGS
            };
            share * view.idf(known) * bm25::saturated(number(found.written) / text, weights::K1)
        })
        .sum()
}
