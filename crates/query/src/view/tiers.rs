//! A search of words that names acts: the acts' own passages, the places elsewhere that cite them, and the rest.
//!
//! Nothing that the words alone find is left out, nor any place that cites the acts: those without the words come last.

use renvoi_document::DocumentId;
use renvoi_index::{Field, Query};

use super::lower::{Sided, clause};
use crate::request::Acts;

/// What finds each tier. The rest has the passages of the acts too: of these only the best stand in the first tier.
pub(super) struct Tiers {
    /// Passages of the acts with the words.
    pub(super) own: Query,
    /// Places elsewhere with the words that cite the acts.
    pub(super) cites: Query,
    /// What has the words, but for these places.
    pub(super) rest: Query,
    /// What cites the acts without the words.
    pub(super) last: Query,
    /// All that has the words.
    pub(super) words: Query,
    /// All passages of the acts, and all places that cite them.
    pub(super) passages: Query,
    pub(super) citing: Query,
}

/// The tiers of what `words` finds, and of `all` that has the words or cites the acts.
pub(super) fn of(sided: Sided, acts: &Acts, words: Query, all: &Query) -> Tiers {
    let ids = acts.documents.iter().map(DocumentId::as_str);
    let passages = Query::any_value(Field::Document, ids).unscored();
    let citing = clause(sided, &acts.cites).unscored();
    let elsewhere = citing.clone().and_not(passages.clone());
    Tiers {
        own: words.clone().and(passages.clone()),
        cites: words.clone().and(elsewhere.clone()),
        rest: words.clone().and_not(elsewhere),
        last: all.clone().and_not(words.clone()),
        words,
        passages,
        citing,
    }
}
