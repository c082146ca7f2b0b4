//! Everything that cites an instrument.

use std::collections::HashSet;

use renvoi_document::{RecordId, Summary};
use renvoi_reference::{Celex, Certainty, Citation, Key, Kind, parse};
use serde::Serialize;

use crate::index::{Content, IndexError, PassageIndex, Record};
use crate::instruments::{How, Instrument, of_readings};
use crate::plan::readings;
use crate::resolve::{Resolved, resolve};
use crate::show;

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
    /// How texts cite it: `Directive (UE) 2022/2555`.
    pub name: String,
    /// What people call it: `SRI 2`.
    pub short_name: Option<String>,
    /// Title, when the instrument itself is in the index or in the catalogue.
    pub title: Option<String>,
    /// Link to the instrument.
    pub url: Option<String>,
    /// The instrument, when it is in the index.
    pub document: Option<Summary>,
    /// Key of what repealed or replaced it, or declared it invalid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Key>,
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

/// What `cite` answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Cited {
    /// The places that cite the one instrument that is meant.
    By(Box<CitedBy>),
    /// Several instruments may be meant, the likeliest first.
    Several(Vec<Instrument>),
    /// Nothing that is known.
    Nothing,
}

/// Finds all places that cite the instrument that a text names: by a reference in any spelling, a name, an address, the
/// id of its document. A name that is only offered and a slip do where they can mean one instrument.
///
/// # Errors
/// The index could not answer.
pub fn cite(index: &dyn PassageIndex, typed: &str) -> Result<Cited, IndexError> {
    let named = match resolve(index, typed)? {
        Resolved::Named { reference, .. } => Some(*reference),
        Resolved::Offered(keys) => match keys.as_slice() {
            [key] => parse(key.as_str()),
            several => {
                let cards = several
                    .iter()
                    .map(|key| Instrument::of(index, key, How::Offered));
                return Ok(Cited::Several(cards.collect::<Result<_, _>>()?));
            }
        },
        Resolved::Document(id) => index
            .document(&id)?
            .and_then(|document| parse(document.reference.as_deref()?)),
        Resolved::Record(_) | Resolved::Nothing => None,
    };
    Ok(match named {
        Some(named) => Cited::By(Box::new(cited_by(index, named)?)),
        None => Cited::Nothing,
    })
}

fn cited_by(index: &dyn PassageIndex, named: Citation) -> Result<CitedBy, IndexError> {
    let keys = readings(&named.key);
    let mut records = Vec::new();
    for key in &keys {
        records.extend(index.citing(key)?);
    }
    let known = of_readings(index, &keys)?;
    let shown = known.first().unwrap_or(&named.key);
    let card = Instrument::of(index, shown, How::Named)?;
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
    Ok(CitedBy {
        name: card.name,
        short_name: card.short_name,
        title: card
            .document
            .as_ref()
            .map(|d| d.title.clone())
            .or(card.title),
        document: card.document,
        replaced_by: card.replaced_by,
        corrigenda: show::corrigenda_of(index, &keys)?,
        total: cited_by.len(),
        cited_by,
        key: named.key,
        kind: named.kind,
        celex: named.celex,
        celex_candidates: named.celex_candidates,
        url: named.url,
    })
}

fn citing(record: Record, keys: &[Key], callers: &[Record]) -> Option<Citing> {
    let Record {
        document,
        section,
        content,
    } = record;
    let document = document.describe();
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
