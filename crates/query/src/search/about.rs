//! The acts that a query of words names. They are what the question is about: their own passages come first, then the
//! places that cite them, then what the words find elsewhere.

use renvoi_reference::Key;

use crate::instruments::{How, Instrument};
use crate::language::{Clause as Part, Group, Query, is_part_of_title};
use crate::plan::{cites, readings, says_something};
use crate::remark::{Remark, remark};
use crate::request::{Acts, Clause, Clauses};
use crate::resolve::{documents_of, in_common, words};
use crate::stored::Holding;
use crate::view::View;
use renvoi_index::IndexError;

/// The acts that a query names beside words; `None` where it names none, or nothing else.
pub(super) fn named(index: &View, query: &Query) -> Result<Option<Acts>, IndexError> {
    if query.references.is_empty() || !has_content(&query.root) {
        return Ok(None);
    }
    let mut keys = Vec::new();
    let mut all = Clauses::default();
    for part in &query.root.must {
        if let Part::Reference { key, named } = part {
            keys.extend(readings(key));
            all.must.push(cites(key, named.as_deref()));
        }
    }
    Ok(Some(Acts {
        documents: documents_of(index, &keys)?,
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
    let acts = query.mentioned.iter();
    let (acts, keys): (Vec<&Key>, Vec<Key>) = acts
        .flat_map(|act| readings(act).into_iter().map(move |key| (act, key)))
        .unzip();
    let is_title = |holding: &Holding| {
        let title = words(&holding.summary.title);
        100 * in_common(&typed, &title) >= OF_TITLE * typed.len()
    };
    let mut acts = acts.into_iter().zip(index.holdings_each(&keys)?);
    let titled = acts.find(|(_, holdings)| holdings.iter().any(is_title));
    Ok(titled.map(|(act, _)| act.clone()))
}

/// Acts by their keys, any of which a place may cite.
pub(super) fn of_keys(index: &View, keys: &[Key]) -> Result<Option<Acts>, IndexError> {
    if keys.is_empty() {
        return Ok(None);
    }
    let cited: Vec<Key> = keys.iter().flat_map(readings).collect();
    Ok(Some(Acts {
        documents: documents_of(index, &cited)?,
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
pub(super) fn nowhere_together(instruments: &[Instrument]) -> Remark {
    let meant = instruments.iter().filter(|i| i.how == How::Named);
    let names: Vec<String> = meant.map(Instrument::label).collect();
    remark!(
        "ces mots ne se trouvent ni dans {} ni dans ce qui y renvoie : voici ce que les mots seuls trouvent",
        names.join(" et ");
        "neither {} nor what refers to it has these words: this is what the words alone find",
        names.join(" and ")
    )
}
