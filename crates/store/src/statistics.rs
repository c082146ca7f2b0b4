//! How rare words are and how long texts, as the contract wants them counted: a word of one language and the same word of
//! another are one, and so are a note as part of its passage and as a record of its own.

use std::collections::HashMap;

use renvoi_index::{Field, Query};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema;
use tantivy::{Searcher, Term};

use crate::schema::Fields;

/// The statistics of a query.
pub(crate) struct Counted<'s> {
    fields: &'s Fields,
    searcher: &'s Searcher,
    /// The same word in the other language.
    beside: HashMap<Term, Term>,
}

impl<'s> Counted<'s> {
    pub(crate) fn new(fields: &'s Fields, searcher: &'s Searcher, query: &Query) -> Self {
        let mut counted = Self {
            fields,
            searcher,
            beside: HashMap::new(),
        };
        counted.read(query);
        counted
    }

    fn read(&mut self, query: &Query) {
        match query {
            Query::Word {
                field,
                word,
                beside: Some((other, beside)),
            } => {
                let term = self.fields.term(*field, word);
                self.beside.insert(term, self.fields.term(*other, beside));
            }
            Query::Of { must, should, .. } => {
                for query in must.iter().chain(should) {
                    self.read(query);
                }
            }
            Query::Times(_, query) => self.read(query),
            Query::Word { .. }
            | Query::All
            | Query::Nothing
            | Query::Has { .. }
            | Query::Phrase { .. }
            | Query::Between { .. }
            | Query::Fixed(..) => {}
        }
    }

    fn field(&self, field: schema::Field) -> Option<Field> {
        let mut all = Field::ALL.iter().copied();
        all.find(|known| self.fields.of(*known) == field)
    }
}

impl Bm25StatisticsProvider for Counted<'_> {
    fn total_num_tokens(&self, field: schema::Field) -> tantivy::Result<u64> {
        let of = |field| Bm25StatisticsProvider::total_num_tokens(self.searcher, field);
        match self.field(field) {
            Some(known) => {
                let measured = known.measured_with().iter();
                measured.map(|field| of(self.fields.of(*field))).sum()
            }
            None => of(field),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::total_num_docs(self.searcher)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let known = self.field(term.field());
        let counted = known
            .map(Field::counted_in)
            .filter(|in_| Some(*in_) != known);
        let value = term.value();
        let term = match (counted, value.as_str()) {
            (Some(counted), Some(word)) => &self.fields.term(counted, word),
            _ => term,
        };
        let own = self.searcher.doc_freq(term)?;
        match self.beside.get(term) {
            Some(beside) => Ok(own + self.searcher.doc_freq(beside)?),
            None => Ok(own),
        }
    }
}
