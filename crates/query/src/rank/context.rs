//! The context: how much more of the query is said when the names and the title of the document and its headings of
//! higher levels count too, squared, so that saying all of it counts most. Legal text never repeats what its act is about.

use super::Facts;

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (mut asked, mut said, mut said_with_context) = (0.0_f32, 0.0, 0.0);
    for ((term, found), known) in view.terms() {
        let told = term.weight.min(1.0) * view.idf(known);
        asked += told;
        if found.text > 0 || found.heading > 0 {
            said += told;
        }
        if found.text > 0 || found.heading > 0 || found.context > 0 {
            said_with_context += told;
        }
    }
    (said_with_context * said_with_context - said * said) / asked.max(1.0)
}
