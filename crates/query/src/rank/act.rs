//! The act: passages of an act that is only offered, or that a pasted sentence speaks of, and places that cite it. As
//! much as the word of the query tells that tells most; for a citation half of it.

use super::Facts;
use crate::request::Role;

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let share = match view.candidate.role {
        Role::Own => 1.0,
        Role::Cites => 0.5,
        Role::Words => return 0.0,
    };
    let told = view.content().into_iter().map(|(_, idf)| idf);
    share * told.fold(0.0, f32::max)
}
