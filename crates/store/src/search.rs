//! A search of one generation: the first stage, the second over its best, and
//! counts.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError};

use renvoi_document::Summary;
use renvoi_query::{
    Answer, Beginnings, CitingRequest, Explanation, MOST_OWN, Match, Order, Ranker, Request, Role,
};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;
use tantivy::{DocAddress, Score, Searcher};

use crate::completion::{Spellings, Words};
use crate::counting::{self, Counting};
use crate::error::StoreError;
use crate::reader::Generation;
use crate::request::{self, Side, Sided};
use crate::schema::Fields;
use crate::searched::{Among, Only, Searched};
use crate::statistics::Both;
use crate::tiers::{self, Tiers};
use crate::{evidence, versions};

/// What is found out once for a state of the index.
pub(crate) struct Known {
    /// Which records are looked at.
    pub(crate) searched: Searched,
    masses: evidence::Masses,
    /// Folded reference and title of every document, in the order of ids; for
    /// suggestions, which must come faster than documents can be read.
    pub(crate) titles: OnceLock<(Beginnings, Vec<Summary>)>,
    /// The words of the texts, for suggestions.
    pub(crate) words: OnceLock<Words>,
    pub(crate) spellings: Spellings,
}

/// Candidates of the second stage: what is ranked well by a sum of BM25 is
/// among the first few hundred, and more would cost more than they bring.
pub(crate) const POOL: usize = 300;

impl Generation {
    pub(crate) fn search(
        &self,
        request: &Request,
        ranker: &dyn Ranker,
    ) -> Result<Answer, StoreError> {
        let searcher = self.reader.searcher();
        let known = self.known(&searcher)?;
        let once = self.once(&searcher, &known, request)?;
        let among_of = |request: &Request| match &once {
            Some(once) => Arc::clone(once),
            None => known.searched.of(request),
        };
        let among = among_of(request);
        let query = request::query(&self.fields, request);
        let tiers = request.about.as_ref().map(|acts| {
            let words = Request {
                about: None,
                ..request.clone()
            };
            let words = request::query(&self.fields, &words);
            let sided = Sided::new(&self.fields, request, Side::of(request));
            tiers::of(&sided, acts, &*words, &*query)
        });
        let by_tiers = tiers.is_some() && request.order == Order::Relevance;
        let counting = Counting {
            fields: &self.fields,
            searcher: &searcher,
            among: &among,
            request,
        };
        let (top, total, facets) = if by_tiers {
            counting.counted(&*query)?
        } else {
            counting.first_stage(&*query)?
        };
        let facets = match facets {
            Some(facets) => counting.facets(&*query, facets, &among_of)?,
            None => renvoi_query::Facets::default(),
        };
        let ranking = Ranking {
            generation: self,
            searcher: &searcher,
            masses: &known.masses,
            among: &among,
            request,
            ranker,
        };
        let (with_words, with_acts) = match &tiers {
            Some(tiers) => ranking.counts(tiers)?,
            None => (total, 0),
        };
        let mut order = match request.order {
            Order::Relevance => match &tiers {
                Some(_) if request.limit == 0 => Vec::new(),
                Some(tiers) => ranking.tiers(tiers)?,
                None => ranking.rank(top, Pooled::Anywhere)?,
            },
            Order::Newest | Order::Oldest => top
                .into_iter()
                .map(|(_, address)| Placed::new(0.0, None, address))
                .collect(),
        };
        if request.by_document {
            order = by_document(&searcher, order)?;
        }
        let page = order.into_iter().skip(request.offset).take(request.limit);
        let hits = page
            .map(|placed| {
                let role = match (placed.role, &tiers) {
                    (None, Some(tiers)) => Some(tiers.role(&searcher, placed.address)?),
                    (role, _) => role,
                };
                Ok(Match {
                    score: placed.score,
                    explanation: placed.explanation,
                    others: placed.others,
                    role,
                    record: self.stored(&searcher, placed.address)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(Answer {
            hits,
            total,
            facets,
            with_words,
            with_acts,
        })
    }

    /// Of a search for words in what cites instruments the places that cite them, each version of an act once; none of any
    /// other search.
    fn once(
        &self,
        searcher: &Searcher,
        known: &Known,
        request: &Request,
    ) -> Result<Option<Among>, StoreError> {
        let filters = &request.filters;
        let is_once = !filters.cites.is_empty()
            && filters.versions.is_none()
            && filters.documents.is_empty()
            && !request::wants_notes(request);
        if !is_once {
            return Ok(None);
        }
        let citing = CitingRequest {
            all: filters.cites.iter().map(renvoi_query::readings).collect(),
            ..CitingRequest::default()
        };
        Ok(Some(self.citing_once(
            searcher,
            &known.searched.places,
            &citing,
        )?))
    }

    /// What is found out once for each state of the index.
    pub(crate) fn known(&self, searcher: &Searcher) -> Result<Arc<Known>, StoreError> {
        let state = searcher.generation().segments();
        let slot = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, known)) = &*slot()
            && of == state
        {
            return Ok(Arc::clone(known));
        }
        // Outside of the lock: searches of another state need not wait for it.
        let superseded = versions::superseded(&self.fields, searcher)?;
        let known = Arc::new(Known {
            searched: Searched::new(&self.fields, searcher, &superseded)?,
            masses: evidence::Masses::new(&self.fields, searcher)?,
            titles: OnceLock::new(),
            words: OnceLock::new(),
            spellings: Spellings::default(),
        });
        *slot() = Some((state.clone(), Arc::clone(&known)));
        Ok(known)
    }
}

impl Known {
    /// The words, read when they are first asked for: a search needs none.
    pub(crate) fn words(&self, fields: &Fields, searcher: &Searcher) -> Result<&Words, StoreError> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        // Another thread may have been faster; its words are the same.
        let words = Words::new(fields, searcher)?;
        Ok(self.words.get_or_init(|| words))
    }
}

/// Where the candidates of a pool are from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pooled {
    Anywhere,
    /// The acts that the query names.
    OfActs,
}

/// What ranks the hits of one request.
struct Ranking<'r> {
    generation: &'r Generation,
    searcher: &'r Searcher,
    masses: &'r evidence::Masses,
    among: &'r Among,
    request: &'r Request,
    ranker: &'r dyn Ranker,
}

impl Ranking<'_> {
    /// Puts the pool in the order of the ranker. What follows the pool keeps the
    /// order of the first stage, with scores below the pool's.
    fn rank(
        &self,
        top: Vec<(Score, DocAddress)>,
        pooled: Pooled,
    ) -> Result<Vec<Placed>, StoreError> {
        let Self {
            generation,
            searcher,
            masses,
            request,
            ranker,
            ..
        } = self;
        let (best, rest) = top.split_at(top.len().min(POOL));
        let mut gathered = evidence::gather(&generation.fields, searcher, masses, request, best)?;
        if pooled == Pooled::OfActs {
            evidence::forget_titles(&mut gathered.pool);
        }
        if request.with_context {
            gathered.join_parts(best.len());
        }
        let order = ranker.rank(request, &gathered.pool);
        let lowest = order.last().map_or(0.0, |r| r.score);
        let floor = best.last().map_or(0.0, |(score, _)| *score);
        // A place is as good as the better of its text and its notes.
        let mut seen = vec![false; best.len()];
        let best = order.into_iter().filter_map(|r| {
            let place = *gathered.of.get(r.candidate)?;
            if std::mem::replace(seen.get_mut(place)?, true) {
                return None;
            }
            let (_, address) = best.get(place)?;
            Some(Placed::new(r.score, r.explanation, *address))
        });
        let rest = rest.iter().map(|(score, address)| {
            let below = f64::from(floor - *score).abs();
            Placed::new(lowest - below, None, *address)
        });
        Ok(best.collect::<Vec<_>>().into_iter().chain(rest).collect())
    }

    /// How much has the words, and how much of it is of the acts or cites them.
    fn counts(&self, tiers: &Tiers) -> Result<(usize, usize), StoreError> {
        let only = Only {
            among: self.among,
            collector: Count,
        };
        let count = |query: &dyn Query| self.searcher.search(query, &only);
        let with_acts = count(&*tiers.own)? + count(&*tiers.cites)?;
        Ok((count(&*tiers.words)?, with_acts))
    }

    /// The best that a query finds, ranked.
    fn find(
        &self,
        query: &dyn Query,
        most: usize,
        pooled: Pooled,
    ) -> Result<Vec<Placed>, StoreError> {
        let only = Only {
            among: self.among,
            collector: TopDocs::with_limit(most.max(POOL)).order_by_score(),
        };
        let statistics = Both::new(&self.generation.fields, self.searcher, self.request);
        let top = self
            .searcher
            .search_with_statistics_provider(query, &only, &statistics)?;
        self.rank(top, pooled)
    }

    /// The best passages of the acts, then the places that cite them, then the rest.
    fn tiers(&self, tiers: &Tiers) -> Result<Vec<Placed>, StoreError> {
        let wanted = counting::wanted(self.searcher, self.request);
        let mut all = Vec::new();
        let mut add = |placed: Vec<Placed>, role: Role| {
            all.extend(placed.into_iter().map(|placed| Placed {
                role: Some(role),
                ..placed
            }));
        };
        let mut own = self.find(&*tiers.own, MOST_OWN, Pooled::OfActs)?;
        own.truncate(MOST_OWN);
        let shown: Vec<DocAddress> = own.iter().map(|placed| placed.address).collect();
        add(own, Role::Own);
        add(
            self.find(&*tiers.cites, wanted, Pooled::Anywhere)?,
            Role::Cites,
        );
        let wider = wanted.saturating_add(MOST_OWN);
        let mut rest = self.find(&*tiers.rest, wider, Pooled::Anywhere)?;
        rest.retain(|placed| !shown.contains(&placed.address));
        add(rest, Role::Words);
        // Without a role: passages of the acts are among them.
        all.extend(self.find(&*tiers.last, wanted, Pooled::Anywhere)?);
        Ok(all)
    }
}

/// A hit in its place.
struct Placed {
    score: f64,
    explanation: Option<Explanation>,
    address: DocAddress,
    /// Further hits of its document, when hits are grouped.
    others: usize,
    role: Option<Role>,
}

impl Placed {
    fn new(score: f64, explanation: Option<Explanation>, address: DocAddress) -> Self {
        Self {
            score,
            explanation,
            address,
            others: 0,
            role: None,
        }
    }
}

/// Hits that are looked through for documents: all of them, but in an index of millions.
pub(crate) const GROUPED: usize = 200_000;

/// The first hit of each document, with how many follow.
fn by_document(searcher: &Searcher, order: Vec<Placed>) -> Result<Vec<Placed>, StoreError> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Placed> = Vec::new();
    let columns = searcher
        .segment_readers()
        .iter()
        .map(|segment| segment.fast_fields().str("document"))
        .collect::<Result<Vec<_>, _>>()?;
    for placed in order {
        let segment = usize::try_from(placed.address.segment_ord).unwrap_or(usize::MAX);
        let mut id = String::new();
        if let Some(Some(column)) = columns.get(segment)
            && let Some(document) = column.term_ords(placed.address.doc_id).next()
        {
            let read = column.ord_to_str(document, &mut id);
            read.map_err(tantivy::TantivyError::from)?;
        }
        if let Some(first) = places.get(&id).and_then(|at| groups.get_mut(*at)) {
            first.others += 1;
        } else {
            places.insert(id, groups.len());
            groups.push(placed);
        }
    }
    Ok(groups)
}
