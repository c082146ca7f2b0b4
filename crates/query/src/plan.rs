//! From a query to what a back end is asked.

use renvoi_analysis::{Chain, says_little, tokens};
use renvoi_reference::{Key, Kind, parse};

use crate::language::{MOST_TERMS, Query};
use crate::request::{Clause, Request, Term, root};

/// Analyses a query. `offset`, `limit`, `facets` and the order are left for the
/// caller.
pub fn plan(query: &Query) -> Request {
    let mut request = Request {
        filters: query.filters.clone(),
        newest_only: query.references.is_empty() && query.filters.cites.is_empty(),
        ..Request::default()
    };
    for key in &query.references {
        request.clauses.must.push(Clause::Cites(readings(key)));
    }
    for phrase in &query.phrases {
        let words: Vec<(usize, String)> = tokens(&phrase.0, Chain::Exact)
            .into_iter()
            .take(MOST_TERMS)
            .map(|t| (t.position, t.text))
            .collect();
        if !words.is_empty() {
            let slop = 0;
            request.clauses.must.push(Clause::Phrase { words, slop });
        }
    }
    for word in &query.words {
        add_terms(&mut request.terms, word);
    }
    let words = request.terms.iter();
    request.clauses.should = words
        .map(|term| Clause::Stem(term.stem.clone(), term.weight))
        .collect();
    request
}

/// What a word weighs that says little. Left out altogether it costs queries
/// that are made of such words; as heavy as others it drowns them.
const SMALL: f32 = 0.3;

/// Adds the terms of a word. One that is there already weighs more.
fn add_terms(terms: &mut Vec<Term>, word: &str) {
    let exact = tokens(word, Chain::Exact);
    for token in tokens(word, Chain::Stemmed) {
        let form = exact.iter().find(|e| e.offset_from == token.offset_from);
        let form = form.map_or_else(|| token.text.clone(), |e| e.text.clone());
        let weight = if says_little(&form) { SMALL } else { 1.0 };
        if let Some(known) = terms.iter_mut().find(|t| t.stem == token.text) {
            known.weight += weight;
        } else if terms.len() < MOST_TERMS {
            let root = root(&form).to_owned();
            let known = terms.iter().any(|t| t.root.as_ref() == Some(&root));
            terms.push(Term {
                stem: token.text,
                root: (!known).then_some(root),
                exact: form,
                weight,
            });
        }
    }
}

/// The keys that a typed reference may mean. `2022/2555` says of no act whether
/// it is a directive or a regulation, so each of its readings is looked for;
/// any other reference has one reading.
pub fn readings(key: &Key) -> Vec<Key> {
    let mut keys = vec![key.clone()];
    if let Some(named) = parse(key.as_ref()).filter(|named| named.kind == Kind::Act) {
        let acts = named.celex_candidates.iter();
        keys.extend(acts.filter_map(|celex| Some(parse(&celex.to_string())?.key)));
    }
    keys
}
