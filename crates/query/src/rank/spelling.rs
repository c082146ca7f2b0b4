//! The spelling: words that stand in the text with the accents or capitals that
//! they were typed with. It parts what folding puts together, *SIS* from *sis*
//! and *forêt* from *foret*, as far as the collection has both: where all write
//! a word alike its spelling tells nothing. A small word told so is none: *sûr*
//! is not *sur*, nor *CE* *ce*.

use renvoi_index::idf;

use super::{Facts, bm25, number, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (text, _) = view.norms();
    view.terms()
        .filter(|((_, found), _)| found.marked > 0)
        .map(|((term, found), known)| {
            let others = known.folded.saturating_sub(known.marked);
            let told = share(others, known.folded);
            // Of other words the folded form does better on the French sets.
            let idf = if term.says_little() {
                idf(known.marked, view.pool.statistics.records)
            } else {
                view.idf(known)
            };
            told * idf * bm25::saturated(number(found.marked) / text, weights::K1)
        })
        .sum()
}

#[allow(clippy::cast_precision_loss)] // a share
fn share(part: u64, whole: u64) -> f32 {
    part as f32 / whole.max(1) as f32
}
