//! A search from text to results.

use std::time::Instant;

use renvoi_document::{DocumentId, Language, RecordId, Summary};
use renvoi_reference::{Citation, Key};
use serde::Serialize;

use crate::highlight::{Sought, merged};
use crate::index::{Content, Facets, IndexError, PassageIndex};
use crate::instruments::{How, Instrument, of_readings};
use crate::language::{Filters, Query};
use crate::plan::{plan, readings};
use crate::points::Points;
use crate::rank::{Explanation, Signals};
use crate::request::{Answer, Match, Order, Request, Widened};
use crate::resolve::{Resolved, current, offered, resolve};
use crate::snippet::{Snippet, snippet};
use crate::suggest;
use crate::{journal, missing};

/// Hits on a page when nothing else is asked.
pub const DEFAULT_LIMIT: usize = 10;
/// The most hits on a page.
pub const LARGEST_PAGE: usize = 100;
/// The deepest hit that can be asked for.
pub const WINDOW: usize = 10_000;

/// Which hits are wanted. Values beyond the limits are brought within them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Hits to leave out from the top.
    pub offset: usize,
    /// Hits wanted.
    pub limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: DEFAULT_LIMIT,
        }
    }
}

/// The answer to a search; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Results {
    /// The query as given.
    pub query: String,
    /// How it was understood.
    pub interpretation: Interpretation,
    /// The instruments that it names, then those that it may mean.
    pub instruments: Vec<Instrument>,
    /// How many passages and notes match.
    pub total: usize,
    /// Time taken, in microseconds.
    pub took_us: u64,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// Counts over all that match.
    pub facets: Facets,
}

/// How a query was understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Interpretation {
    /// Words and phrases.
    pub text: String,
    /// Instruments named.
    pub references: Vec<Key>,
    /// Filters.
    pub filters: Filters,
    /// What is left out.
    #[serde(skip_serializing_if = "Filters::is_empty")]
    pub excluded: Filters,
    /// What was looked for besides the words: synonyms of a topic, what an acronym
    /// stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expansions: Vec<Widened>,
    /// The query with the words that the index does not have replaced by near
    /// ones that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// What only versions that were replaced hold, when nothing else was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_replaced: Option<InReplaced>,
    /// What could not be used.
    pub diagnostics: Vec<String>,
}

/// What only replaced versions of instruments hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InReplaced {
    /// How many passages and notes.
    pub total: usize,
    /// The query that finds them.
    pub query: String,
}

/// A passage or note that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Rank among all hits, from 1.
    pub rank: usize,
    /// Score; comparable within one answer only.
    pub score: f64,
    /// Address of the passage or note.
    pub passage: RecordId,
    /// Kind of passage, or `footnote`.
    pub kind: &'static str,
    /// The whole text.
    pub text: String,
    /// What matched, in code points of the text.
    pub highlights: Vec<(usize, usize)>,
    /// The part of the text that a list of results shows: whole sentences where
    /// that is short enough.
    pub snippet: Snippet,
    /// For a note: the passage that calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_from: Option<Origin>,
    /// The document.
    pub document: Summary,
    /// Headings from the root to the place.
    pub section: Vec<String>,
    /// Page it begins on.
    pub page: Option<u32>,
    /// Language of the text.
    pub language: Language,
    /// The notes that the passage calls; for a note, itself.
    pub footnotes: Vec<HitNote>,
    /// The instruments cited in the text and in the notes.
    pub citations: Vec<Key>,
    /// Further hits of the same document, when hits are grouped; looked for among
    /// the best two thousand.
    #[serde(skip_serializing_if = "is_zero")]
    pub others: usize,
    /// Shares of the score by signal; none unless asked for.
    pub explain: Option<Explanation>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A note under a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HitNote {
    /// The number on the page.
    pub number: u32,
    /// Its address.
    pub id: RecordId,
    /// Its text; empty when the source lost it.
    pub text: String,
}

/// The passage that calls a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Its address.
    pub passage: RecordId,
    /// Its text.
    pub text: String,
}

/// How hits are wanted besides which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which hits.
    pub page: Page,
    /// Their order.
    pub order: Order,
    /// Whether only the first of each document is wanted.
    pub by_document: bool,
    /// Whether each score is explained.
    pub explain: bool,
    /// Name of a signal that the ranking leaves out; see [`Signals::names`].
    pub without: Option<&'static str>,
}

impl From<Page> for Options {
    fn from(page: Page) -> Self {
        Self {
            page,
            ..Self::default()
        }
    }
}

/// Searches.
///
/// # Errors
/// The index could not answer.
pub fn search(
    index: &dyn PassageIndex,
    text: &str,
    options: impl Into<Options>,
) -> Result<Results, IndexError> {
    let options = options.into();
    let start = Instant::now();
    let mut query = Query::of(text);
    journal::date(index, &mut query)?;
    let instruments = instruments(index, &query)?;
    let wanted = name_documents(index, &mut query.filters)?;
    let unwanted = name_documents(index, &mut query.excluded)?;
    let mut missing = missing::documents(&wanted.absent);
    missing.extend(missing::documents(&unwanted.absent));
    missing.extend(missing::topics(index, &query.filters));
    missing.extend(missing::topics(index, &query.excluded));
    let mut request = requested(index, &mut query, options)?;
    request.newest_only |= wanted.newest_only;
    let answer = ask(index, &request, options)?;
    let mut in_replaced = None;
    if answer.total == 0 {
        in_replaced = only_replaced(index, &request, text)?;
        for text in query.phrases() {
            missing.extend(missing::phrase(index, text)?);
        }
        if let Some(InReplaced { total, query }) = &in_replaced {
            missing.push(format!(
                "seules des versions remplacées répondent ({total} passages) : « {query} » les montre"
            ));
        }
        missing.extend(missing::uncited(index, &query.references)?);
        missing.extend(missing::undated(&query.references));
        if missing.is_empty() {
            missing = missing::unmet(index, &request.filters)?;
        }
    }
    query.diagnostics.append(&mut missing);
    let hits = hits(index, answer.hits, &request)?;
    Ok(Results {
        query: text.to_owned(),
        interpretation: Interpretation {
            text: query.text(),
            expansions: request.expansions.iter().map(|e| e.shown.clone()).collect(),
            did_you_mean: suggest::did_you_mean(index, text, &request)?,
            references: query.references,
            filters: query.filters,
            excluded: query.excluded,
            in_replaced,
            diagnostics: query.diagnostics,
        },
        instruments,
        total: answer.total,
        took_us: u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
        hits,
        facets: answer.facets,
    })
}

/// What versions that were replaced hold of what no other text does: a phrase that was amended.
fn only_replaced(
    index: &dyn PassageIndex,
    request: &Request,
    typed: &str,
) -> Result<Option<InReplaced>, IndexError> {
    if !request.newest_only || asks_nothing(request) {
        return Ok(None);
    }
    let request = Request {
        newest_only: false,
        limit: 0,
        offset: 0,
        facets: false,
        ..request.clone()
    };
    let total = index.search(&request, &Signals::default())?.total;
    Ok((total > 0).then(|| InReplaced {
        total,
        // Before the query: a quotation mark that is never closed would take it in.
        query: format!("versions:toutes {}", typed.trim()),
    }))
}

/// The instruments that a query names, and those that it may mean.
fn instruments(index: &dyn PassageIndex, query: &Query) -> Result<Vec<Instrument>, IndexError> {
    let mut shown: Vec<Instrument> = Vec::new();
    let mut add = |key: &Key, how| -> Result<(), IndexError> {
        if !shown.iter().any(|known| known.key == *key) {
            shown.push(Instrument::of(index, key, how)?);
        }
        Ok(())
    };
    let Query {
        references,
        filters,
        ..
    } = query;
    let mut keys: Vec<Key> = references.clone();
    query.root.references(&mut keys);
    for key in keys
        .iter()
        .chain(&filters.cites)
        .chain(&filters.instruments)
    {
        for key in of_readings(index, &readings(key))? {
            add(&key, How::Named)?;
        }
    }
    for key in offered(index, &query.free)? {
        add(&key, How::Offered)?;
    }
    Ok(shown)
}

fn requested(
    index: &dyn PassageIndex,
    query: &mut Query,
    options: Options,
) -> Result<Request, IndexError> {
    let mut request = plan(query, index)?;
    request.offset = options.page.offset.min(WINDOW);
    request.limit = options.page.limit.min(LARGEST_PAGE);
    request.limit = request.limit.min(WINDOW - request.offset);
    request.facets = true;
    request.order = options.order;
    request.by_document = options.by_document;
    Ok(request)
}

fn ask(
    index: &dyn PassageIndex,
    request: &Request,
    options: Options,
) -> Result<Answer, IndexError> {
    if asks_nothing(request) {
        return Ok(Answer::default());
    }
    let Options {
        explain, without, ..
    } = options;
    index.search(request, &Signals { explain, without })
}

/// What the documents of a filter turned out to be.
struct NamedDocuments {
    /// Nothing is wanted of an older version but the recitals of the act as it was adopted.
    newest_only: bool,
    /// What is not in the index, as it was named.
    absent: Vec<String>,
}

/// Finds the documents that a filter names: by their instrument, of several versions the newest, and the act as it was
/// adopted, which alone has recitals. A version of its own is named by its id.
fn name_documents(
    index: &dyn PassageIndex,
    filters: &mut Filters,
) -> Result<NamedDocuments, IndexError> {
    let mut by_name = filters.versions.is_none();
    let mut found = Vec::new();
    let mut absent = Vec::new();
    let mut instruments: Vec<(String, Vec<Key>)> = Vec::new();
    for id in std::mem::take(&mut filters.documents) {
        if index.has_document(&id)? {
            found.push(index.copy_of(&id)?.unwrap_or(id));
            by_name = false;
            continue;
        }
        // What is no id may be a name that is only offered, or a slip.
        match resolve(index, id.as_str())? {
            Resolved::Named { readings, .. } => instruments.push((id.to_string(), readings)),
            Resolved::Offered(keys) if keys.len() == 1 => instruments.push((id.to_string(), keys)),
            _ => absent.push(id.to_string()),
        }
    }
    for key in std::mem::take(&mut filters.instruments) {
        instruments.push((key.to_string(), readings(&key)));
    }
    let mut two = false;
    for (name, keys) in instruments {
        let before = found.len();
        for key in keys {
            let holdings = index.holdings(&key)?;
            let adopted = holdings.iter().filter(|holding| {
                holding.newer_version.is_some() && holding.summary.consolidated.is_none()
            });
            let adopted: Vec<DocumentId> = adopted.map(|h| h.summary.id.clone()).collect();
            two |= !adopted.is_empty();
            let current = current(holdings).into_iter().map(|h| h.summary.id);
            found.extend(current.chain(adopted));
        }
        if found.len() == before {
            absent.push(name);
        }
    }
    // An id that no document has finds nothing, as it should.
    found.extend(absent.iter().map(|name| DocumentId::from_name(name)));
    for id in found {
        if !filters.documents.contains(&id) {
            filters.documents.push(id);
        }
    }
    Ok(NamedDocuments {
        newest_only: by_name && two,
        absent,
    })
}

/// An empty query, or one of signs only, finds nothing rather than everything.
fn asks_nothing(request: &Request) -> bool {
    request.clauses.is_empty()
        && request.filters == Filters::default()
        && request.excluded == Filters::default()
}

/// Gives each match the notes it calls or the passage that calls it, all of
/// them fetched at once.
pub(crate) fn hits(
    index: &dyn PassageIndex,
    matches: Vec<Match>,
    request: &Request,
) -> Result<Vec<Hit>, IndexError> {
    let mut wanted: Vec<RecordId> = Vec::new();
    for found in &matches {
        match &found.record.content {
            Content::Passage(p) => wanted.extend(p.calls.iter().map(|c| c.id.clone())),
            Content::Footnote(n) => wanted.extend(n.called_from.clone()),
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut around = index.records(&wanted)?;
    around.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    let find = |id: &RecordId| {
        around
            .binary_search_by(|r| r.id().cmp(id))
            .ok()
            .map(|at| &around[at])
    };
    let sought = Sought::of(request, index.thesaurus());
    // Hits of one document are many: what it is called is found out once.
    let mut described: Vec<Summary> = Vec::new();
    let mut hits = Vec::with_capacity(matches.len());
    for (at, mut found) in matches.into_iter().enumerate() {
        let document = &mut found.record.document;
        if let Some(known) = described.iter().find(|known| known.id == document.id) {
            document.clone_from(known);
        } else {
            *document = document.clone().describe();
            described.push(document.clone());
        }
        hits.push(hit(request.offset + at + 1, found, &sought, &find));
    }
    Ok(hits)
}

fn hit<'r>(
    rank: usize,
    found: Match,
    sought: &Sought<'_>,
    find: &impl Fn(&RecordId) -> Option<&'r crate::index::Record>,
) -> Hit {
    let record = found.record;
    let mut citations: Vec<Key> = Vec::new();
    let mut cite = |all: &[Citation]| {
        for citation in all {
            if !citations.contains(&citation.key) {
                citations.push(citation.key.clone());
            }
        }
    };
    let mut called_from = None;
    let (kind, page, language, own, notes) = match &record.content {
        Content::Passage(p) => {
            cite(&p.citations);
            let notes = p
                .calls
                .iter()
                .map(|call| {
                    let note = find(&call.id);
                    if let Some(Content::Footnote(note)) = note.map(|r| &r.content) {
                        cite(&note.citations);
                    }
                    HitNote {
                        number: call.note,
                        id: call.id.clone(),
                        text: note.map(|n| n.text().to_owned()).unwrap_or_default(),
                    }
                })
                .collect();
            (p.kind.as_str(), p.page, p.language, &p.citations, notes)
        }
        Content::Footnote(n) => {
            cite(&n.citations);
            called_from = n.called_from.as_ref().and_then(find).map(|passage| Origin {
                passage: passage.id().clone(),
                text: passage.text().to_owned(),
            });
            let own = HitNote {
                number: n.number,
                id: n.id.clone(),
                text: n.text.clone().unwrap_or_default(),
            };
            ("footnote", n.page, n.language, &n.citations, vec![own])
        }
    };
    let points = Points::of(record.text());
    let marks = sought.marks(record.text(), language, &points, own);
    Hit {
        rank,
        score: found.score,
        passage: record.id().clone(),
        kind,
        highlights: merged(&marks),
        snippet: snippet(record.text(), &points, &marks),
        text: record.text().to_owned(),
        called_from,
        page,
        language,
        footnotes: notes,
        citations,
        others: found.others,
        explain: found.explanation,
        document: record.document,
        section: record.section,
    }
}
