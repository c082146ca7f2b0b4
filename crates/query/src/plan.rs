//! From a query to what a back end is asked.

use renvoi_analysis::{Chain, terms, tokens};

use renvoi_reference::{Key, Kind, parse};

use crate::index::Request;
use crate::language::{Clause, MOST_TERMS, Query};

/// Analyses a query. `offset`, `limit` and `facets` are left for the caller.
pub fn plan(query: &Query) -> Request {
    let mut request = Request {
        keys: query.references.iter().map(readings).collect(),
        cites: query.filters.cites.iter().map(readings).collect(),
        filters: query.filters.clone(),
        ..Request::default()
    };
    for word in query.words() {
        for term in terms(word, Chain::Stemmed) {
            if !request.terms.contains(&term) && request.terms.len() < MOST_TERMS {
                request.terms.push(term);
            }
        }
    }
    for clause in &query.root.must {
        let Clause::Phrase { text, .. } = clause else {
            continue;
        };
        let words: Vec<(usize, String)> = tokens(text, Chain::Exact)
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

/// The keys that a typed reference may mean. `2022/2555` says of no act whether
/// it is a directive or a regulation, so each of its readings is looked for;
/// any other reference has one reading.
pub(crate) fn readings(key: &Key) -> Vec<Key> {
    let mut keys = vec![key.clone()];
    if let Some(named) = parse(key.as_ref()).filter(|named| named.kind == Kind::Act) {
        let acts = named.celex_candidates.iter();
        keys.extend(acts.filter_map(|celex| Some(parse(&celex.to_string())?.key)));
    }
    keys
}
