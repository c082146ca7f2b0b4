//! Everything that cites an instrument, or a place of it.

use std::cmp::Reverse;
use std::collections::HashMap;

use renvoi_document::{Call, DocumentId, Footnote, Passage, RecordId, Summary};
use renvoi_reference::{Catalogue, Celex, Certainty, Citation, Key, Kind, LegalPath, parse};
use schemars::JsonSchema;
use serde::Serialize;

use crate::act_place::{self, ActPlace};
use crate::asked::Asked;
use crate::citing::{CitingPlace, CitingRequest, DocumentCount, YearCount};
use crate::citing_place::{Citing, CitingEvidence, CitingNote};
use crate::highlight::Mark;
use crate::instruments::{How, Instrument, of_readings};
use crate::plan::readings;
use crate::points::Points;
use crate::remark::Remark;
use crate::resolve::{Resolved, documents_of};
use crate::show;
use crate::snippet::{Snippet, sentences_of, snippet};
use crate::stored::{Content, FacetCount, Facets, Record};
use crate::view::View;
use renvoi_index::IndexError;

/// All places that cite an instrument; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
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
    /// The place of it that was named, when it is in the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<ActPlace>,
    /// Number of places that cite it, or the place of it that was named.
    pub total: usize,
    /// Of these, those that cite it formally: by a reference that says all of its number.
    pub total_formal: usize,
    /// Those that cite it by a name, a short form or a number that leaves a doubt.
    pub total_inferred: usize,
    /// Of all, the instrument's own mentions of itself.
    pub total_own: usize,
    /// Number of places where each version of an act counts for itself.
    pub total_all_versions: usize,
    /// Places by the year of their document, oldest first.
    pub by_year: Vec<YearCount>,
    /// Places by what of the instrument they cite: its articles, recitals and annexes, each followed by its paragraphs and
    /// points.
    pub by_place: Vec<PlaceCount>,
    /// Places by their documents: those with most of them first, the instrument itself last.
    pub by_document: Vec<CitingDocument>,
    /// What the places cite besides, the most frequent first; twenty at most.
    pub beside: Vec<Beside>,
    /// The places: formal ones of others, inferred ones of others, the instrument's own; within each by document and in
    /// text order.
    pub cited_by: Vec<Citing>,
    /// What could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<Remark>,
}

/// Places that cite one place of an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceCount {
    /// The way to it: `art.6/1/f` is point f) of paragraph 1 of article 6, `cons.47` a recital, `ann.iii/6` a point of an
    /// annex, `chap.iv` a chapter.
    pub place: String,
    /// How many cite it or something in it.
    pub count: usize,
}

/// The places of one document that cite.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CitingDocument {
    /// The document.
    pub document: Summary,
    /// Places that cite formally.
    pub formal: usize,
    /// Places that cite otherwise.
    pub inferred: usize,
    /// Of all, those where a note cites.
    pub notes: usize,
    /// It is the instrument itself.
    #[serde(skip_serializing_if = "is_false")]
    pub own: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn is_false(value: &bool) -> bool {
    !value
}

/// An instrument that is cited where another one is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Beside {
    /// Its key.
    pub key: Key,
    /// How texts cite it.
    pub name: String,
    /// What people call it.
    pub short_name: Option<String>,
    /// Places that cite both.
    pub count: u64,
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

/// The part of a list of places that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Places to leave out from the top.
    pub offset: usize,
    /// Places wanted.
    pub limit: usize,
}

impl Part {
    /// The whole list.
    pub const WHOLE: Self = Self {
        offset: 0,
        limit: usize::MAX,
    };
}

/// Finds the places that cite the instrument that a text names: by a reference in any spelling, a name, an address, the
/// id of its document. A name that is only offered and a slip do where they can mean one instrument. With a place beside it
/// (*article 21 SRI 2*) they are the places that cite that place; filters hold as in a search.
///
/// # Errors
/// The index could not answer.
pub fn cite(index: &View, typed: &str, part: Part) -> Result<Cited, IndexError> {
    cite_place(index, typed, None, part)
}

/// As [`cite`], for what cites one place of the instrument, by the way to it: `art.21/2/f`.
///
/// # Errors
/// The index could not answer.
pub fn cite_place(
    index: &View,
    typed: &str,
    path: Option<LegalPath>,
    part: Part,
) -> Result<Cited, IndexError> {
    let asked = Asked::read(index, typed)?;
    let named = match asked.named {
        Resolved::Named { reference, .. } => Some(*reference),
        Resolved::Offered(keys) => match keys.as_slice() {
            [key] => parse(key.as_str()),
            several => {
                let offered = several.iter().map(|key| (key.clone(), How::Offered));
                let offered: Vec<_> = offered.collect();
                return Ok(Cited::Several(Instrument::of_each(index, &offered)?));
            }
        },
        Resolved::Document(id) => index
            .document(&id)?
            .and_then(|document| parse(document.reference.as_deref()?)),
        Resolved::Record(_) | Resolved::Nothing => None,
    };
    let Some(named) = named else {
        return Ok(Cited::Nothing);
    };
    let readings = readings(&named.key);
    let found = if asked.places.is_empty() {
        act_place::Found::default()
    } else {
        act_place::find(index, &readings, &asked.places)?
    };
    let request = CitingRequest {
        own: documents_of(index, &readings)?,
        all: vec![readings],
        only_paths: !asked.places.is_empty() || path.is_some(),
        paths: path.map_or(found.paths, |path| vec![path]),
        every_version: asked.every_version,
        filters: asked.filters,
        excluded: asked.excluded,
        must_not: asked.must_not,
        offset: part.offset,
        limit: part.limit,
        by_path: true,
        by_documents: true,
        facets: true,
        ..CitingRequest::default()
    };
    let mut cited = cited_by(index, named, &request)?;
    if !asked.places.is_empty() {
        cited.place = found.place.map(|mut place| {
            let counts = cited.by_place.iter();
            let counts: Vec<_> = counts.map(|c| (c.place.clone(), c.count)).collect();
            place.count(&counts);
            place
        });
        cited.diagnostics.extend(found.said);
    }
    cited.diagnostics.extend(asked.said);
    Ok(Cited::By(Box::new(cited)))
}

fn cited_by(index: &View, named: Citation, request: &CitingRequest) -> Result<CitedBy, IndexError> {
    let keys = request.all.concat();
    let answer = index.citing(request)?;
    let known = of_readings(index, std::slice::from_ref(&keys))?;
    let shown = known.iter().flatten().next().unwrap_or(&named.key);
    let card = Instrument::of(index, shown, How::Named)?;
    let counts = answer.counts;
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
        place: None,
        total: counts.total(),
        total_formal: counts.formal,
        total_inferred: counts.inferred,
        total_own: counts.own,
        total_all_versions: counts.all_versions,
        by_year: counts.by_year,
        by_place: counts
            .by_path
            .into_iter()
            .map(|(place, count)| PlaceCount { place, count })
            .collect(),
        by_document: by_document(index, counts.by_document)?,
        beside: beside(&answer.facets, &keys),
        cited_by: with_evidence(index, answer.places, request)?,
        diagnostics: Vec::new(),
        key: named.key,
        kind: named.kind,
        celex: named.celex,
        celex_candidates: named.celex_candidates,
        url: named.url,
    })
}

/// The documents of places, those with most places first.
fn by_document(
    index: &View,
    counts: Vec<DocumentCount>,
) -> Result<Vec<CitingDocument>, IndexError> {
    let ids: Vec<DocumentId> = counts.iter().map(|count| count.document.clone()).collect();
    let holdings = index.holdings_by_id(&ids)?;
    let documents = counts.into_iter().zip(holdings);
    let mut documents: Vec<CitingDocument> = documents
        .filter_map(|(count, holding)| {
            Some(CitingDocument {
                document: holding?.summary.describe(),
                formal: count.formal,
                inferred: count.inferred,
                notes: count.notes,
                own: count.is_own,
            })
        })
        .collect();
    documents.sort_by_key(|of| (of.own, Reverse(of.formal + of.inferred)));
    Ok(documents)
}

/// What is cited beside an instrument.
fn beside(facets: &Facets, own: &[Key]) -> Vec<Beside> {
    let catalogue = Catalogue::bundled();
    let cited = facets.cited.iter();
    let cited = cited.filter_map(|FacetCount { value, count }| {
        let key: Key = value.parse().ok()?;
        // Where an act was published is no other act.
        let is_journal = key.as_str().starts_with("JO ");
        (!own.contains(&key) && !is_journal).then(|| Beside {
            name: catalogue.name(&key),
            short_name: catalogue.short_name(&key).map(str::to_owned),
            count: *count,
            key,
        })
    });
    cited.collect()
}

/// The places with all that cites in them.
fn with_evidence(
    index: &View,
    places: Vec<CitingPlace>,
    request: &CitingRequest,
) -> Result<Vec<Citing>, IndexError> {
    let mut wanted: Vec<RecordId> = Vec::new();
    for place in &places {
        if let Content::Passage(passage) = &place.record.content {
            wanted.extend(passage.calls.iter().map(|call| call.id.clone()));
        }
    }
    let mut notes: HashMap<RecordId, Footnote> = HashMap::new();
    for record in index.records(&wanted)? {
        if let Content::Footnote(note) = record.content {
            notes.insert(note.id.clone(), note);
        }
    }
    let places = places.into_iter();
    Ok(places
        .filter_map(|place| citing(place, request, &notes))
        .collect())
}

fn citing(
    place: CitingPlace,
    request: &CitingRequest,
    notes: &HashMap<RecordId, Footnote>,
) -> Option<Citing> {
    let Record {
        document,
        section,
        display_section,
        content,
    } = place.record;
    let document = document.describe();
    // `note:non`: what notes say does not count; `note:oui`: it alone does.
    let notes_wanted = request.filters.notes;
    let of_note = |note: &Footnote| {
        let evidence = evidence(&note.citations, Some(note), request);
        evidence.filter(|_| notes_wanted != Some(false))
    };
    let language = match &content {
        Content::Passage(passage) => passage.language,
        Content::Footnote(note) => note.language,
    };
    let (passage, text, page, citations, evidence, calls) = match content {
        Content::Passage(passage) => {
            let own = evidence(&passage.citations, None, request);
            let own = own.filter(|_| notes_wanted != Some(true));
            let called = passage.calls.iter().filter_map(|call| notes.get(&call.id));
            let evidence: Vec<_> = own.into_iter().chain(called.filter_map(of_note)).collect();
            let Passage {
                id,
                text,
                page,
                citations,
                calls,
                ..
            } = passage;
            (Some(id), text, page, citations, evidence, calls)
        }
        Content::Footnote(note) => {
            let evidence: Vec<_> = of_note(&note).into_iter().collect();
            (
                None,
                String::new(),
                note.page,
                Vec::new(),
                evidence,
                Vec::new(),
            )
        }
    };
    Some(Citing {
        footnote: evidence.iter().find_map(|e| e.footnote.clone()),
        document,
        newer_version: place.newer_version,
        section,
        display_section,
        page,
        certainty: surest(evidence.iter().map(|e| e.certainty))?,
        snippet: shown(&text, &evidence, &calls),
        passage,
        text,
        evidence,
        language,
        citations,
        calls,
    })
}

/// The part of a text that says what cites.
fn shown(text: &str, evidence: &[CitingEvidence], calls: &[Call]) -> Snippet {
    let points = Points::of(text);
    let own = evidence.iter().filter(|e| e.footnote.is_none());
    let mut spans: Vec<(usize, usize)> = own.flat_map(|e| e.spans.clone()).collect();
    let by_notes = spans.is_empty();
    if by_notes {
        let cites = |call: &&Call| {
            let mut notes = evidence.iter().filter_map(|e| e.footnote.as_ref());
            notes.any(|note| note.id == call.id)
        };
        let calls = calls.iter().filter(cites);
        spans = calls
            .map(|call| (call.at.saturating_sub(1), call.at))
            .collect();
    }
    let marks = spans.into_iter().map(|(from, to)| Mark {
        from,
        to,
        what: 0,
        weight: 1,
    });
    let marks: Vec<Mark> = marks.collect();
    if by_notes {
        sentences_of(text, &points, &marks)
    } else {
        snippet(text, &points, &marks)
    }
}

/// The citations of what is asked for in the text of a passage or of a note.
fn evidence(
    citations: &[Citation],
    note: Option<&Footnote>,
    request: &CitingRequest,
) -> Option<CitingEvidence> {
    let keys = || request.all.iter().flatten();
    let is_asked = |citation: &&Citation| {
        let places = || citation.attributes.places.iter().filter_map(LegalPath::of);
        let is_at = |asked: &LegalPath| places().any(|cited| asked.holds(&cited));
        keys().any(|key| *key == citation.key)
            && (!request.only_paths || request.paths.iter().any(is_at))
    };
    let cited: Vec<&Citation> = citations.iter().filter(is_asked).collect();
    Some(CitingEvidence {
        certainty: surest(cited.iter().map(|citation| citation.certainty))?,
        spans: cited.iter().map(|c| (c.start, c.end)).collect(),
        footnote: note.map(|note| CitingNote {
            number: note.number,
            id: note.id.clone(),
            text: note.text.clone().unwrap_or_default(),
            citations: note.citations.clone(),
        }),
    })
}

/// The best of some certainties.
fn surest(certainties: impl Iterator<Item = Certainty>) -> Option<Certainty> {
    certainties.min_by_key(|certainty| match certainty {
        Certainty::Exact => 0,
        Certainty::Inferred => 1,
        Certainty::Ambiguous => 2,
    })
}
