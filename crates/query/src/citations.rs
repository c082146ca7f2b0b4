//! Everything that cites an instrument.

use std::collections::HashSet;

use renvoi_document::{RecordId, Summary};
use renvoi_reference::{Catalogue, Celex, Certainty, Citation, Key, Kind, scan};
use serde::Serialize;

use crate::index::{Content, IndexError, PassageIndex, Record};
use crate::plan::readings;
use crate::{corrigenda, journal};

/// All places that cite an instrument; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CitedBy {
    /// Canonical key.
    pub key: Key,
    /// Kind of instrument.
    pub kind: Kind,
    /// CELEX number, where it is known.
    pub celex: Option<Celex>,
    /// The numbers it may have, where it is not.
    pub celex_candidates: Vec<Celex>,
    /// Title, when the instrument itself is in the index or in the catalogue.
    pub title: Option<String>,
    /// Link to the instrument.
    pub url: Option<String>,
    /// The instrument, when it is in the index.
    pub document: Option<Summary>,
    /// Its corrigenda in the index, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrigenda: Vec<Summary>,
    /// Number of places.
    pub total: usize,
    /// The places, by document and in text order.
    pub cited_by: Vec<Citing>,
}

/// A place that cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citing {
    /// The passage that cites, or that calls the note that does; none for a
    /// note that nothing calls.
    pub passage: Option<RecordId>,
    /// The note that cites, where it is one.
    pub footnote: Option<CitingNote>,
    /// Text of the passage.
    pub text: String,
    /// The document.
    pub document: Summary,
    /// Headings from the root to the place.
    pub section: Vec<String>,
    /// Page.
    pub page: Option<u32>,
    /// How sure it is that this instrument is meant.
    pub certainty: Certainty,
    /// What the passage cites, for those who show it.
    #[serde(skip)]
    pub citations: Vec<Citation>,
}

/// A note that cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CitingNote {
    /// Number on the page.
    pub number: u32,
    /// Its address.
    pub id: RecordId,
    /// Its text.
    pub text: String,
    /// What it cites, for those who show it.
    #[serde(skip)]
    pub citations: Vec<Citation>,
}

/// Finds all places that cite the instrument that `reference` names in any
/// spelling; `None` when it names none, or several.
///
/// # Errors
/// The index could not answer.
pub fn cite(index: &dyn PassageIndex, reference: &str) -> Result<Option<CitedBy>, IndexError> {
    let Some(mut named) = named(reference.trim()) else {
        return Ok(None);
    };
    named.key = journal::dated(index, &named.key)?;
    let keys = readings(&named.key);
    let mut records = Vec::new();
    let mut document = None;
    for key in &keys {
        records.extend(index.citing(key)?);
        if document.is_none() {
            document = index.instrument(key)?;
        }
    }
    // A place that cites two readings is one place.
    let mut seen = HashSet::new();
    records.retain(|record| seen.insert(record.id().clone()));
    let callers: Vec<RecordId> = records
        .iter()
        .filter_map(|r| match &r.content {
            Content::Footnote(n) => n.called_from.clone(),
            Content::Passage(_) => None,
        })
        .collect();
    let mut callers = index.records(&callers)?;
    callers.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    let cited_by: Vec<Citing> = records
        .into_iter()
        .filter_map(|record| citing(record, &keys, &callers))
        .collect();
    Ok(Some(CitedBy {
        title: match &document {
            Some(document) => Some(document.title.clone()),
            None => Catalogue::bundled().title(&named.key).map(str::to_owned),
        },
        document,
        corrigenda: corrigenda::of(index, &keys)?,
        total: cited_by.len(),
        cited_by,
        key: named.key,
        kind: named.kind,
        celex: named.celex,
        celex_candidates: named.celex_candidates,
        url: named.url,
    }))
}

/// The reference that a text is, or the only one that it holds: people paste
/// whole citations.
fn named(text: &str) -> Option<Citation> {
    Catalogue::bundled().resolve(text).or_else(|| {
        let mut found = scan(text).into_iter();
        let first = found.next()?;
        found.all(|other| other.key == first.key).then_some(first)
    })
}

fn citing(record: Record, keys: &[Key], callers: &[Record]) -> Option<Citing> {
    let Record {
        document,
        section,
        content,
    } = record;
    Some(match content {
        Content::Passage(p) => Citing {
            certainty: certainty(&p.citations, keys)?,
            citations: p.citations,
            passage: Some(p.id),
            footnote: None,
            text: p.text,
            document,
            section,
            page: p.page,
        },
        Content::Footnote(n) => {
            let caller = n.called_from.as_ref().and_then(|id| {
                callers
                    .binary_search_by(|r| r.id().cmp(id))
                    .ok()
                    .map(|at| &callers[at])
            });
            Citing {
                certainty: certainty(&n.citations, keys)?,
                citations: match caller.map(|r| &r.content) {
                    Some(Content::Passage(p)) => p.citations.clone(),
                    _ => Vec::new(),
                },
                passage: n.called_from,
                text: caller.map(|r| r.text().to_owned()).unwrap_or_default(),
                footnote: Some(CitingNote {
                    number: n.number,
                    id: n.id,
                    text: n.text.unwrap_or_default(),
                    citations: n.citations,
                }),
                document,
                section,
                page: n.page,
            }
        }
    })
}

/// The surest of the citations of this key in one place.
fn certainty(citations: &[Citation], keys: &[Key]) -> Option<Certainty> {
    let rank = |c: Certainty| match c {
        Certainty::Exact => 0,
        Certainty::Inferred => 1,
        Certainty::Ambiguous => 2,
    };
    citations
        .iter()
        .filter(|c| keys.contains(&c.key))
        .map(|c| c.certainty)
        .min_by_key(|c| rank(*c))
}
