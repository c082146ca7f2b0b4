//! The headings above the text: how much of them the query says, squared, so
//! that a heading met in full counts and one long heading that shares a word
//! does not.

use super::{View, number, weights};

pub(super) fn value(view: &View<'_>) -> f32 {
    let (mut met, mut words) = (0.0, 0);
    for ((term, found), known) in view.terms() {
        if found.heading > 0 {
            met += term.weight.min(1.0) * view.idf(known);
            words += found.heading;
        }
    }
    if met <= 0.0 {
        return 0.0;
    }
    // What the other words of the headings tell is not known without reading
    // them; the mean will do.
    let others = view.candidate.heading_length.saturating_sub(words);
    let all = met + number(others as usize) * weights::OTHER_WORD;
    met * met / all.max(1.0)
}
