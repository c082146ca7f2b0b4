//! A search from text to results.

pub(crate) mod about;
pub(crate) mod documents;
mod hits;
mod mend;
mod references;
mod relax;
mod repeats;
mod results;

use std::time::Instant;

pub(crate) use hits::hits;
pub use results::{Hit, HitNote, InReplaced, Interpretation, Origin, Results};

use crate::citing::Counts;
use crate::instruments::{How, Instrument, Places, of_readings};
use crate::language::{Filters, Query};
use crate::plan::{plan, readings};
use crate::rank::Signals;
use crate::remark::{Remark, remark};
use crate::request::{Answer, Order, Request};
use crate::resolve::offered;
use crate::suggest;
use crate::view::View;
use crate::{journal, missing};
use renvoi_index::IndexError;
use renvoi_reference::Key;

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
    /// Whether values are counted over all that matches.
    pub facets: bool,
    /// Whether it is left open how much matches, where the list is found without counting.
    pub uncounted: bool,
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
    index: &View,
    text: &str,
    options: impl Into<Options>,
) -> Result<Results, IndexError> {
    let options = options.into();
    let start = Instant::now();
    let mut query = Query::of(text);
    if let Some(act) = about::titled(index, &query)? {
        query = query.of_act(act);
    }
    journal::date(index, &mut query)?;
    let mut instruments = instruments(index, &query)?;
    let wanted = documents::name(index, &mut query.filters)?;
    let unwanted = documents::name(index, &mut query.excluded)?;
    let mut said = missing::documents(&wanted.absent);
    said.extend(missing::documents(&unwanted.absent));
    said.extend(missing::topics(index, &query.filters));
    said.extend(missing::topics(index, &query.excluded));
    if query.is_sentence {
        said.extend(mend::spelling(index, &mut query)?);
    }
    let asking = Asking {
        index,
        options,
        newest_only: wanted.newest_only,
        hinted: hinted(&instruments, &query),
    };
    let mut cited = None;
    let (mut asked, place) = match references::search(&asking, &mut query)? {
        Some(references::Found {
            asked,
            place,
            said: missing,
            counts,
        }) => {
            said.extend(missing);
            cited = counts;
            (asked, place)
        }
        None => (asking.ask(&mut query)?, None),
    };
    count_places(index, &mut instruments, cited.as_ref())?;
    let mut in_replaced = None;
    if asked.answer.with_words == 0 {
        in_replaced = only_replaced(index, &asked.request, text)?;
        if in_replaced.is_none()
            && let Some((relaxed, sentence)) = relax::relaxed(&asking, text, &mut query, &asked)?
        {
            asked = relaxed;
            said.push(sentence);
        } else {
            nothing(
                index,
                &query,
                &asked.request,
                in_replaced.as_ref(),
                &mut said,
            )?;
        }
    } else if asked.request.about.is_some() && asked.answer.with_acts == 0 {
        said.push(about::nowhere_together(&instruments));
    }
    for sentence in said {
        if !query.diagnostics.contains(&sentence) {
            query.diagnostics.push(sentence);
        }
    }
    let Asked { request, answer } = asked;
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
        place,
        total: (!options.uncounted).then_some(answer.total),
        took_us: u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
        hits,
        facets: options.facets.then_some(answer.facets),
    })
}

/// What holds for every way in which one search asks an index.
struct Asking<'i> {
    index: &'i View,
    options: Options,
    newest_only: bool,
    /// Instruments that are only offered, or that a sentence speaks of.
    hinted: Vec<Key>,
}

/// A request and its answer.
struct Asked {
    request: Request,
    answer: Answer,
}

impl Asking<'_> {
    /// Asks what a query asks.
    fn ask(&self, query: &mut Query) -> Result<Asked, IndexError> {
        let index = self.index;
        let about = about::named(index, query)?;
        // The act is what the words are about, and no word itself.
        let references = about.is_some().then(|| query.root.take_references());
        let planned = plan(query, index);
        query.root.must.extend(references.into_iter().flatten());
        let mut request = planned?;
        request.about = about;
        request.hinted = about::of_keys(index, &self.hinted)?;
        request.newest_only |= self.newest_only;
        self.answer(request)
    }

    /// Takes note of the page that is wanted.
    fn page(&self, request: &mut Request) {
        let Options {
            page,
            order,
            by_document,
            facets,
            uncounted,
            ..
        } = self.options;
        request.offset = page.offset.min(WINDOW);
        request.limit = page.limit.min(LARGEST_PAGE).min(WINDOW - request.offset);
        request.facets = facets;
        request.uncounted = uncounted;
        request.order = order;
        request.by_document = by_document;
    }

    /// Asks a request for the page that is wanted.
    fn answer(&self, mut request: Request) -> Result<Asked, IndexError> {
        let Options {
            explain, without, ..
        } = self.options;
        self.page(&mut request);
        let answer = if asks_nothing(&request) {
            Answer::default()
        } else {
            let signals = Signals { explain, without };
            self.index.search(&request, &signals)?
        };
        Ok(Asked { request, answer })
    }
}

/// What is said of a search that finds nothing.
fn nothing(
    index: &View,
    query: &Query,
    request: &Request,
    in_replaced: Option<&InReplaced>,
    said: &mut Vec<Remark>,
) -> Result<(), IndexError> {
    let nowhere = missing::phrases(index, query)?;
    said.extend(nowhere.iter().map(|text| missing::phrase(text)));
    if let Some(InReplaced { total, query }) = in_replaced {
        said.push(remark!(
            "seules des versions remplacées répondent ({total} passages) : « {query} » les montre";
            "only replaced versions match ({total} passages): “{query}” shows them"
        ));
    }
    said.extend(missing::filtered(
        index,
        &query.references,
        &request.filters,
    )?);
    said.extend(missing::uncited(index, &query.references)?);
    said.extend(missing::undated(&query.references));
    if said.is_empty() {
        said.extend(missing::unmet(index, &request.filters)?);
    }
    Ok(())
}

/// What versions that were replaced hold of what no other text does: a phrase that was amended.
fn only_replaced(
    index: &View,
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
    let total = index.search(&request, &Signals::default())?.with_words;
    Ok((total > 0).then(|| InReplaced {
        total,
        // Before the query: a quotation mark that is never closed would take it in.
        query: format!("versions:toutes {}", typed.trim()),
    }))
}

/// The instruments that a query names, and those that it may mean.
fn instruments(index: &View, query: &Query) -> Result<Vec<Instrument>, IndexError> {
    let Query {
        references,
        filters,
        ..
    } = query;
    let mut keys: Vec<Key> = references.clone();
    query.root.references(&mut keys);
    let named = keys.iter().chain(&query.mentioned);
    let named = named.chain(&filters.cites).chain(&filters.instruments);
    let numbers: Vec<Vec<Key>> = named.map(readings).collect();
    let named = of_readings(index, &numbers)?.concat();
    let offered = offered(index, &query.free)?;
    let mut shown: Vec<(Key, How)> = Vec::new();
    let named = named.into_iter().map(|key| (key, How::Named));
    let offered = offered.into_iter().map(|key| (key, How::Offered));
    for (key, how) in named.chain(offered) {
        if !shown.iter().any(|(known, _)| *known == key) {
            shown.push((key, how));
        }
    }
    Instrument::of_each(index, &shown)
}

/// Says of instruments how many places cite them; of one it may be known already.
fn count_places(
    index: &View,
    instruments: &mut [Instrument],
    cited: Option<&(Vec<Key>, Counts)>,
) -> Result<(), IndexError> {
    let known = |instrument: &Instrument| {
        let (keys, counts) = cited?;
        (*keys == readings(&instrument.key)).then(|| Places::counted(counts))
    };
    let mut uncounted = Vec::new();
    for instrument in instruments {
        match known(instrument) {
            Some(places) => instrument.places = places,
            None => uncounted.push(instrument),
        }
    }
    let keys: Vec<&Key> = uncounted.iter().map(|instrument| &instrument.key).collect();
    let places = Places::of_each(index, &keys)?;
    for (instrument, places) in uncounted.into_iter().zip(places) {
        instrument.places = places;
    }
    Ok(())
}

/// The instruments that may be meant, or that a sentence speaks of.
fn hinted(instruments: &[Instrument], query: &Query) -> Vec<Key> {
    let offered = instruments.iter().filter(|i| i.how == How::Offered);
    let offered = offered.map(|instrument| &instrument.key);
    offered.chain(&query.mentioned).cloned().collect()
}

/// An empty query, or one of signs only, finds nothing rather than everything.
fn asks_nothing(request: &Request) -> bool {
    request.clauses.is_empty()
        && request.filters == Filters::default()
        && request.excluded == Filters::default()
}
