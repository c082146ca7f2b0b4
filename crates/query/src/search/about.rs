//! The acts that a query of words names. They are what the question is about: their own passages come first, then the
//! places that cite them, then what the words find elsewhere.

use renvoi_reference::Key;

use crate::instruments::{How, Instrument};
use crate::language::{Clause as Part, Group, Query, is_part_of_title};
use crate::plan::{cites, readings, says_something};
use crate::request::{Acts, Clause, Clauses};
use crate::resolve::{documents_of, in_common, words};
use crate::view::View;
use renvoi_index::IndexError;

/// The acts that a query names beside words; `None` where it names none, or nothing else.
pub(super) fn named(index: &View, query: &Query) -> Result<Option<Acts>, IndexError> {
    if query.references.is_empty() || !has_content(&query.root) {
        return Ok(None);
    }
    let mut documents = Vec::new();
    let mut all = Clauses::default();
    for part in &query.root.must {
        if let Part::Reference { key, named } = part {
            documents.extend(documents_of(index, &readings(key))?);
            all.must.push(cites(key, named.as_deref()));
        }
    }
    Ok(Some(Acts {
        documents,
        cites: Clause::All(all),
    }))
}

/// Of a hundred words of a query those that the title of an act has at least when the query is that title.
const OF_TITLE: usize = 90;

/// The act whose title a sentence is: it asks for the act as its number does.
pub(super) fn titled(index: &View, query: &Query) -> Result<Option<Key>, IndexError> {
    if !query.is_sentence {
        return Ok(None);
    }
    let typed = words(&query.free.join(" "));
    // A title may name what it amends and repeals.
    for key in &query.mentioned {
        for reading in readings(key) {
            for holding in index.holdings(&reading)? {
                let title = words(&holding.summary.title);
                if 100 * in_common(&typed, &title) >= OF_TITLE * typed.len() {
                    return Ok(Some(key.clone()));
                }
            }
        }
    }
    Ok(None)
}

/// Acts by their keys, any of which a place may cite.
pub(super) fn of_keys(index: &View, keys: &[Key]) -> Result<Option<Acts>, IndexError> {
    if keys.is_empty() {
        return Ok(None);
    }
    let mut documents = Vec::new();
    let mut cited = Vec::new();
    for key in keys {
        documents.extend(documents_of(index, &readings(key))?);
        cited.extend(readings(key));
    }
    Ok(Some(Acts {
        documents,
        cites: Clause::Cites(cited),
    }))
}

/// Whether a group asks for more than instruments and words that say little.
pub(crate) fn has_content(group: &Group) -> bool {
    let mut parts = group.should.iter().chain(&group.must);
    parts.any(|part| match part {
        Part::Word(word) => says_something(word) && !is_part_of_title(word),
        Part::Reference { .. } => false,
        Part::Group(group) => has_content(group),
        Part::Wildcard(_) | Part::Fuzzy { .. } | Part::Phrase { .. } => true,
    })
}

/// What is said where the words stand neither in the acts that were named nor in what cites them.
pub(super) fn nowhere_together(instruments: &[Instrument]) -> String {
    let meant = instruments.iter().filter(|i| i.how == How::Named);
    let names: Vec<String> = meant.map(Instrument::label).collect();
    format!(
        "ces mots ne se trouvent ni dans {} ni dans ce qui y renvoie : voici ce que les mots seuls trouvent",
        names.join(" et ")
    )
}
