//! Queries of the contract as tantivy has them.

use std::ops::Bound;

use renvoi_index::Query;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery,
    Query as Search, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::excluded::Excluded;
use crate::schema::Fields;
use crate::timed::{Clock, Timed};

/// Translates queries of one request.
#[derive(Clone, Copy)]
pub(crate) struct Translator<'f> {
    pub(crate) fields: &'f Fields,
    pub(crate) clock: &'f Clock,
}

impl Translator<'_> {
    /// A query that stops at the deadline.
    pub(crate) fn whole(self, query: &Query) -> Box<dyn Search> {
        self.timed(self.of(query))
    }

    fn timed(self, query: Box<dyn Search>) -> Box<dyn Search> {
        if self.clock.is_endless() {
            return query;
        }
        Box::new(Timed {
            query,
            clock: self.clock.clone(),
        })
    }

    fn of(self, query: &Query) -> Box<dyn Search> {
        match query {
            Query::All => Box::new(AllQuery),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Has { field, value } => {
                let term = self.fields.term(*field, value);
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Query::Word { field, word, .. } => {
                let term = self.fields.term(*field, word);
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            }
            Query::Phrase { field, words, slop } => match words.as_slice() {
                [] => Box::new(EmptyQuery),
                [(_, word)] => {
                    let term = self.fields.term(*field, word);
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
                }
                _ => {
                    let terms = words.iter();
                    let terms = terms
                        .map(|(at, word)| (*at, self.fields.term(*field, word)))
                        .collect();
                    // It may look through many records for one that matches.
                    self.timed(Box::new(PhraseQuery::new_with_offset_and_slop(
                        terms, *slop,
                    )))
                }
            },
            Query::Between {
                number,
                first,
                last,
            } => {
                let bound = |value| {
                    let field = self.fields.number(*number);
                    Bound::Included(Term::from_field_u64(field, value))
                };
                Box::new(RangeQuery::new(bound(*first), bound(*last)))
            }
            Query::Of {
                must,
                should,
                must_not,
            } => {
                let mut all: Vec<(Occur, Box<dyn Search>)> = Vec::new();
                all.extend(should.iter().map(|query| (Occur::Should, self.of(query))));
                all.extend(must.iter().map(|query| (Occur::Must, self.of(query))));
                all.extend(must_not.iter().map(|query| {
                    let excluded: Box<dyn Search> = Box::new(Excluded(self.of(query)));
                    (Occur::MustNot, excluded)
                }));
                Box::new(BooleanQuery::new(all))
            }
            Query::Times(times, query) => Box::new(BoostQuery::new(self.of(query), *times)),
            Query::Fixed(score, query) => Box::new(ConstScoreQuery::new(self.of(query), *score)),
        }
    }
}
