//! The spelling: words that stand in the text with the accents or capitals that
//! they were typed with. It parts what folding puts together, *SIS* from *sis*
//! and *forêt* from *foret*, as far as the collection has both: where all write
//! a word alike its spelling tells nothing.

use super::{View, bm25, number, weights};

pub(super) fn value(view: &View<'_>) -> f32 {
    let (text, _) = view.norms();
    view.terms()
        .filter(|((term, found), _)| found.marked > 0 && !term.says_little())
        .map(|((_, found), known)| {
            let others = known.folded.saturating_sub(known.marked);
            let told = share(others, known.folded);
            told * view.idf(known) * bm25::saturated(number(found.marked) / text, weights::K1)
        })
        .sum()
}

#[allow(clippy::cast_precision_loss)] // a share
fn share(part: u64, whole: u64) -> f32 {
    part as f32 / whole.max(1) as f32
}
