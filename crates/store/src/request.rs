//! From a request to a tantivy query.

use std::ops::Bound;

use renvoi_query::{Filters, Request};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::schema::{Fields, scope};

type Clause = (Occur, Box<dyn Query>);

/// Words score and any of them may match; phrases score and must match; keys
/// and filters must match and do not score.
pub(crate) fn query(fields: &Fields, request: &Request) -> Box<dyn Query> {
    let mut clauses: Vec<Clause> = Vec::new();
    let words: Vec<Clause> = request
        .terms
        .iter()
        .map(|term| (Occur::Should, scored(fields.stemmed, term)))
        .collect();
    if !words.is_empty() {
        // With a reference beside them the words only rank what cites it.
        let occur = if request.keys.is_empty() {
            Occur::Must
        } else {
            Occur::Should
        };
        clauses.push((occur, Box::new(BooleanQuery::new(words))));
    }
    for phrase in &request.phrases {
        clauses.push((Occur::Must, phrase_query(fields, phrase)));
    }
    let keys = request.keys.iter().chain(&request.cites);
    clauses.extend(keys.map(|group| {
        let keys: Vec<&str> = group.iter().map(AsRef::as_ref).collect();
        any(fields.cites, &keys)
    }));
    clauses.extend(filters(fields, &request.filters));
    if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) || only_filters(request) {
        clauses.push(must(fields.scope, scope::TEXT));
    }
    if clauses.len() == 1 {
        return clauses.remove(0).1;
    }
    Box::new(BooleanQuery::new(clauses))
}

fn only_filters(request: &Request) -> bool {
    request.terms.is_empty() && request.phrases.is_empty()
}

fn scored(field: Field, term: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn phrase_query(fields: &Fields, phrase: &[(usize, String)]) -> Box<dyn Query> {
    match phrase {
        [(_, word)] => scored(fields.exact, word),
        _ => Box::new(PhraseQuery::new_with_offset(
            phrase
                .iter()
                .map(|(at, word)| (*at, Term::from_field_text(fields.exact, word)))
                .collect(),
        )),
    }
}

fn is(field: Field, value: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, value);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn unscored(query: Box<dyn Query>) -> Clause {
    (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)))
}

fn must(field: Field, value: &str) -> Clause {
    unscored(is(field, value))
}

fn any(field: Field, values: &[&str]) -> Clause {
    if let [value] = values {
        return must(field, value);
    }
    let values = values
        .iter()
        .map(|value| (Occur::Should, is(field, value)))
        .collect();
    unscored(Box::new(BooleanQuery::new(values)))
}

fn filters(fields: &Fields, filters: &Filters) -> Vec<Clause> {
    let mut clauses = Vec::new();
    if !filters.documents.is_empty() {
        let ids: Vec<&str> = filters
            .documents
            .iter()
            .map(renvoi_document::DocumentId::as_str)
            .collect();
        clauses.push(any(fields.document, &ids));
    }
    if !filters.types.is_empty() {
        let types: Vec<&str> = filters.types.iter().map(String::as_str).collect();
        clauses.push(any(fields.document_type, &types));
    }
    if !filters.articles.is_empty() {
        let articles: Vec<&str> = filters.articles.iter().map(String::as_str).collect();
        clauses.push(any(fields.article, &articles));
    }
    if let Some((first, last)) = filters.years {
        let bound = |year: i16| {
            let year = u64::try_from(year).unwrap_or_default();
            Bound::Included(Term::from_field_u64(fields.year, year))
        };
        clauses.push(unscored(Box::new(RangeQuery::new(
            bound(first),
            bound(last),
        ))));
    }
    match filters.notes {
        Some(true) => clauses.push(must(fields.kind, "footnote")),
        Some(false) => clauses.push((Occur::MustNot, is(fields.kind, "footnote"))),
        None => {}
    }
    clauses
}
