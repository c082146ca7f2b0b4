//! From a query to what a back end is asked.

use renvoi_analysis::{Chain, terms, tokens};

use crate::index::Request;
use crate::language::{MOST_TERMS, Query};

/// Analyses a query. `offset`, `limit` and `facets` are left for the caller.
pub fn plan(query: &Query) -> Request {
    let mut request = Request {
        keys: query.references.clone(),
        filters: query.filters.clone(),
        ..Request::default()
    };
    for word in &query.words {
        for term in terms(word, Chain::Stemmed) {
            if !request.terms.contains(&term) && request.terms.len() < MOST_TERMS {
                request.terms.push(term);
            }
        }
    }
    for phrase in &query.phrases {
        let words: Vec<(usize, String)> = tokens(&phrase.0, Chain::Exact)
            .into_iter()
            .take(MOST_TERMS)
            .map(|t| (t.position, t.text))
            .collect();
        if !words.is_empty() {
            request.phrases.push(words);
        }
    }
    request
}
