//! The word that was typed: *armes* and *arme*, where *armée* shares their stem. Of a single word its form is all there is
//! to go by; the words of a question explain one another, so that it counts less with each.

use super::Facts;

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (mut words, mut typed) = (0.0_f32, 0.0);
    let none = !view.request.terms.iter().any(|term| !term.says_little());
    for ((term, found), known) in view.terms() {
        if term.is_compound || term.says_little() && !none {
            continue;
        }
        words += 1.0;
        if found.typed > 0 || found.typed_heading > 0 {
            typed += view.idf(known);
        }
    }
    typed / f32::max(words * words, 1.0)
}
