//! A search of words that names acts: the acts' own passages, the places elsewhere that cite them, and the rest.
//!
//! The rest is what has the words or cites the acts: nothing that the words alone find is left out, nor any place that
//! cites the acts; those without the words come last.

use renvoi_document::DocumentId;
use renvoi_query::Acts;
use tantivy::query::{BooleanQuery, Occur, Query};

use crate::excluded::Excluded;
use crate::request::{any, clause, unscored};
use crate::schema::Fields;

/// What finds each tier. The rest has the passages of the acts too: of these only the best stand in the first tier.
pub(crate) struct Tiers {
    pub(crate) own: Box<dyn Query>,
    pub(crate) cites: Box<dyn Query>,
    pub(crate) rest: Box<dyn Query>,
}

/// The tiers of what `words` finds, and of `all` that has the words or cites the acts.
pub(crate) fn of(fields: &Fields, acts: &Acts, words: &dyn Query, all: &dyn Query) -> Tiers {
    let documents = || {
        let ids = acts.documents.iter().map(DocumentId::as_str);
        unscored(any(fields.document, ids))
    };
    let elsewhere = || -> Box<dyn Query> {
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, words.box_clone()),
            (Occur::Must, unscored(clause(fields, &acts.cites))),
            (Occur::MustNot, documents()),
        ]))
    };
    Tiers {
        own: Box::new(BooleanQuery::new(vec![
            (Occur::Must, words.box_clone()),
            (Occur::Must, documents()),
        ])),
        cites: elsewhere(),
        rest: Box::new(BooleanQuery::new(vec![
            (Occur::Must, all.box_clone()),
            (Occur::MustNot, Box::new(Excluded(elsewhere()))),
        ])),
    }
}
