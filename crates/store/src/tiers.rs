//! A search of words that names acts: the acts' own passages, the places elsewhere that cite them, and the rest.
//!
//! Nothing that the words alone find is left out, nor any place that cites the acts: those without the words come last.

use renvoi_document::DocumentId;
use renvoi_query::{Acts, Role};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query};
use tantivy::{DocAddress, DocSet, Searcher};

use crate::error::StoreError;
use crate::excluded::Excluded;
use crate::request::{Sided, any, clause, unscored};

/// What finds each tier. The rest has the passages of the acts too: of these only the best stand in the first tier.
pub(crate) struct Tiers {
    /// Passages of the acts with the words.
    pub(crate) own: Box<dyn Query>,
    /// Places elsewhere with the words that cite the acts.
    pub(crate) cites: Box<dyn Query>,
    /// What has the words, but for these places.
    pub(crate) rest: Box<dyn Query>,
    /// What cites the acts without the words.
    pub(crate) last: Box<dyn Query>,
    /// All that has the words.
    pub(crate) words: Box<dyn Query>,
    /// All passages of the acts, and all places that cite them.
    passages: Box<dyn Query>,
    citing: Box<dyn Query>,
}

/// The tiers of what `words` finds, and of `all` that has the words or cites the acts.
pub(crate) fn of(fields: &Sided<'_>, acts: &Acts, words: &dyn Query, all: &dyn Query) -> Tiers {
    let passages = || {
        let ids = acts.documents.iter().map(DocumentId::as_str);
        unscored(any(fields.document, ids))
    };
    let citing = || unscored(clause(fields, &acts.cites));
    let both = |one: Box<dyn Query>, other: (Occur, Box<dyn Query>)| -> Box<dyn Query> {
        Box::new(BooleanQuery::new(vec![(Occur::Must, one), other]))
    };
    let without = |query: Box<dyn Query>| -> (Occur, Box<dyn Query>) {
        (Occur::MustNot, Box::new(Excluded(query)))
    };
    let words = || words.box_clone();
    let elsewhere = || both(citing(), (Occur::MustNot, passages()));
    Tiers {
        own: both(words(), (Occur::Must, passages())),
        cites: both(words(), (Occur::Must, elsewhere())),
        rest: both(words(), without(elsewhere())),
        last: both(all.box_clone(), without(words())),
        words: words(),
        passages: passages(),
        citing: citing(),
    }
}

impl Tiers {
    /// What a record is to the acts, whatever words it has.
    pub(crate) fn role(&self, searcher: &Searcher, record: DocAddress) -> Result<Role, StoreError> {
        let is = |query: &dyn Query| -> Result<bool, StoreError> {
            let segment = searcher.segment_reader(record.segment_ord);
            let scoring = EnableScoring::disabled_from_searcher(searcher);
            let mut found = query.weight(scoring)?.scorer(segment, 1.0)?;
            if found.doc() < record.doc_id {
                found.seek(record.doc_id);
            }
            Ok(found.doc() == record.doc_id)
        };
        Ok(match () {
            () if is(&*self.passages)? => Role::Own,
            () if is(&*self.citing)? => Role::Cites,
            () => Role::Words,
        })
    }
}
