//! What the first stage knows of the collection. A record is in the field of the
//! French stems or of the English ones: to BM25 the two are one field, or words
//! of the rarer language would count as rare, and its texts as long.

use std::collections::HashMap;

use renvoi_query::{Clause, Clauses, Request};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::schema::Fields;

/// The statistics of a request.
pub(crate) struct Both<'s> {
    fields: &'s Fields,
    searcher: &'s Searcher,
    /// The same word in the other language.
    others: HashMap<Term, Term>,
}

impl<'s> Both<'s> {
    pub(crate) fn new(fields: &'s Fields, searcher: &'s Searcher, request: &Request) -> Self {
        let mut both = Self {
            fields,
            searcher,
            others: HashMap::new(),
        };
        both.level(&request.clauses);
        both
    }

    fn level(&mut self, clauses: &Clauses) {
        for clause in clauses.must.iter().chain(&clauses.should) {
            match clause {
                Clause::Stem(stem, _) => {
                    let french = Term::from_field_text(self.fields.stemmed, &stem.french);
                    let english = Term::from_field_text(self.fields.english, &stem.english);
                    self.others.insert(french.clone(), english.clone());
                    self.others.insert(english, french);
                }
                Clause::All(below) => self.level(below),
                Clause::AnyOf(_)
                | Clause::InText(_)
                | Clause::Phrase { .. }
                | Clause::Cites(_)
                | Clause::Topic(_) => {}
            }
        }
    }
}

impl Both<'_> {
    /// A word of the notes of passages, as the records of the notes themselves have it.
    fn as_record(&self, term: &Term) -> Option<Term> {
        let fields = self.fields;
        let field = match term.field() {
            field if field == fields.notes => fields.stemmed,
            field if field == fields.exact_notes => fields.exact,
            _ => return None,
        };
        let value = term.value();
        Some(Term::from_field_text(field, value.as_str()?))
    }
}

impl Bm25StatisticsProvider for Both<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let of = |field| Bm25StatisticsProvider::total_num_tokens(self.searcher, field);
        let (french, english) = (self.fields.stemmed, self.fields.english);
        // Notes are records too: their words are counted there.
        if [french, english, self.fields.notes].contains(&field) {
            Ok(of(french)? + of(english)?)
        } else if field == self.fields.exact_notes {
            of(self.fields.exact)
        } else {
            of(field)
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::total_num_docs(self.searcher)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(as_record) = self.as_record(term) {
            return self.doc_freq(&as_record);
        }
        let own = self.searcher.doc_freq(term)?;
        match self.others.get(term) {
            Some(other) => Ok(own + self.searcher.doc_freq(other)?),
            None => Ok(own),
        }
    }
}
