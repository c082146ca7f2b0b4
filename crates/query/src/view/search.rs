//! A search of one state: the first stage, the second over its best, and counts.

use std::collections::HashMap;

use renvoi_index::{
    Address, Among, Evidence, Field, Find, Found, IndexError, Number, Order as By, Query, Row,
    Rows, Scope,
};

use super::evidence::{self, Gathered};
use super::facets::{self, Apart};
use super::lower::{self, Side, Sided};
use super::ordered::{First, List, Ordered, Placed};
use super::tiers::{self, Tiers};
use super::{View, read};
use crate::citing::CitingRequest;
use crate::plan::readings;
use crate::request::{Answer, MOST_OWN, Match, Order, Ranker, Request, Role};
use crate::search::WINDOW;

/// Candidates of the second stage: what is ranked well by a sum of BM25 is
/// among the first few hundred, and more would cost more than they bring.
const POOL: usize = 300;

impl View {
    /// What a request finds: the best of the first stage in the order that the ranker gives them, whatever follows in the
    /// order of the first stage.
    pub(crate) fn search(
        &self,
        request: &Request,
        ranker: &dyn Ranker,
    ) -> Result<Answer, IndexError> {
        let once = self.once(request)?;
        let among = |request: &Request| lower::among(request, once.clone());
        let query = lower::query(request);
        let tiers = request.about.as_ref().map(|acts| {
            let words = Request {
                about: None,
                ..request.clone()
            };
            let sided = Sided::new(request, Side::of(request));
            tiers::of(sided, acts, lower::query(&words), &query)
        });
        let asking = Asking {
            request,
            wanted: request.offset.saturating_add(request.limit).min(WINDOW),
            list: Find {
                among: among(request),
                ..Find::default()
            },
        };
        let all = Find {
            query: query.clone(),
            ..asking.list.clone()
        };
        let mut asked = vec![asking.main(&query, tiers.as_ref())];
        if let Some(tiers) = &tiers {
            asked.extend(asking.tiers(tiers));
        }
        let apart = request
            .facets
            .then(|| Apart::ask(request, &query, &among, &mut asked));
        let mut found = self.snapshot.find(&asked)?.into_iter();
        let mut main = found.next().unwrap_or_default();
        // What is not counted is at least what was found.
        let total = main.total.max(main.hits.len());
        let list = std::mem::take(&mut main.facets);
        let mut order = Ordered::new(request.by_document);
        let (mut with_words, mut with_acts) = (total, 0);
        let ranking = Ranking { request, ranker };
        if tiers.is_some() {
            let mut next = || found.next().unwrap_or_default();
            let words = next();
            let tiers = [next(), next(), next(), next()];
            let [own, cites, ..] = &tiers;
            (with_words, with_acts) = (words.total, own.total + cites.total);
            if request.order == Order::Relevance {
                ranking.tiers(&mut order, tiers);
            } else {
                order.add(Ranking::listed(main));
            }
        } else {
            order.add(match request.order {
                Order::Relevance => ranking.rank(main, Pooled::Anywhere),
                Order::Newest | Order::Oldest => Ranking::listed(main),
            });
        }
        let facets = apart.map(|apart| apart.read(list, &mut found));
        Ok(Answer {
            hits: self.matches(request, order, all, tiers.as_ref())?,
            total,
            facets: facets.unwrap_or_default(),
            with_words,
            with_acts,
        })
    }

    /// How much each of several requests finds.
    pub(crate) fn totals(&self, requests: &[Request]) -> Result<Vec<usize>, IndexError> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        let asked = requests.iter().map(|request| {
            Ok(Find {
                among: lower::among(request, self.once(request)?),
                ..Find::of(lower::query(request))
            })
        });
        let found = self
            .snapshot
            .find(&asked.collect::<Result<Vec<_>, IndexError>>()?)?;
        Ok(found.into_iter().map(|found| found.total).collect())
    }

    /// The records of the page that is wanted, of what `all` lists.
    fn matches(
        &self,
        request: &Request,
        order: Ordered,
        all: Find,
        tiers: Option<&Tiers>,
    ) -> Result<Vec<Match>, IndexError> {
        let page = order.placed.into_iter();
        let page: Vec<Placed> = page.skip(request.offset).take(request.limit).collect();
        if page.is_empty() {
            return Ok(Vec::new());
        }
        let addresses: Vec<Address> = page.iter().map(|placed| placed.address).collect();
        let stored = self.snapshot.stored(&addresses)?;
        let counts = self.counted_by_document(&page, all)?;
        // Where the order is another, the tiers do not tell what a hit is to the acts.
        let roles = match tiers {
            Some(tiers) if request.order != Order::Relevance => self.roles(addresses, tiers)?,
            _ => HashMap::new(),
        };
        let others = |document: Option<String>| {
            let all = document.and_then(|document| counts.get(&document).copied());
            // It is none of the others itself.
            all.map_or(0, |all| all.saturating_sub(1))
        };
        let page = page.into_iter().zip(stored);
        page.map(|(placed, stored)| {
            Ok(Match {
                score: placed.score,
                explanation: placed.explanation,
                others: others(placed.document),
                certainty: None,
                role: placed.role.or(roles.get(&placed.address).copied()),
                record: read(&stored)?,
            })
        })
        .collect()
    }

    /// What hits are to the acts.
    fn roles(
        &self,
        hits: Vec<Address>,
        tiers: &Tiers,
    ) -> Result<HashMap<Address, Role>, IndexError> {
        let asked = Rows {
            limit: hits.len(),
            among: Among {
                scope: Scope::Either,
                only: Some(hits),
                ..Among::default()
            },
            matches: vec![tiers.passages.clone(), tiers.citing.clone()],
            ..Rows::default()
        };
        let rows = self.snapshot.rows(&asked)?.rows.into_iter();
        let role = |row: &Row| match row.matches {
            matches if matches & 1 == 1 => Role::Own,
            matches if matches & 2 == 2 => Role::Cites,
            _ => Role::Words,
        };
        Ok(rows.map(|row| (row.address, role(&row))).collect())
    }

    /// How much matches in each document of a page. The lists of the ranking know it of their first documents alone, and a
    /// document may stand in several of them.
    fn counted_by_document(
        &self,
        page: &[Placed],
        all: Find,
    ) -> Result<HashMap<String, usize>, IndexError> {
        let documents: Vec<&str> = page.iter().filter_map(|p| p.document.as_deref()).collect();
        if documents.is_empty() {
            return Ok(HashMap::new());
        }
        let asked = Find {
            documents: documents.len(),
            query: all
                .query
                .unscored()
                .and(Query::any_value(Field::Document, documents)),
            ..all
        };
        let found = self.snapshot.find(&[asked])?.into_iter();
        let groups = found.flat_map(|found| found.documents);
        Ok(groups
            .map(|group| (group.document, group.entries))
            .collect())
    }

    /// Of a search for words in what cites instruments the places that cite them, each version of an act once; none of any
    /// other search.
    fn once(&self, request: &Request) -> Result<Option<Vec<Address>>, IndexError> {
        let filters = &request.filters;
        let is_once = !filters.cites.is_empty()
            && filters.versions.is_none()
            && filters.documents.is_empty()
            && !lower::wants_notes(request);
        if !is_once {
            return Ok(None);
        }
        let citing = CitingRequest {
            all: filters.cites.iter().map(readings).collect(),
            ..CitingRequest::default()
        };
        Ok(Some(self.citing_once(&citing)?))
    }
}

/// What is asked for one request.
struct Asking<'r> {
    request: &'r Request,
    /// Hits that the page reaches to.
    wanted: usize,
    /// A list of it that asks for nothing yet.
    list: Find,
}

impl Asking<'_> {
    /// Whether it must be known how much matches: it is free where facets are counted, or where nothing is listed.
    fn is_counted(&self) -> bool {
        !self.request.uncounted || self.request.facets || self.request.limit == 0
    }

    /// Everything that matches: counted, and in its order where there are no tiers.
    fn main(&self, query: &Query, tiers: Option<&Tiers>) -> Find {
        let Self {
            request, wanted, ..
        } = *self;
        let counted = Find {
            query: query.clone(),
            total: self.is_counted(),
            facets: if request.facets {
                facets::all()
            } else {
                Vec::new()
            },
            ..self.list.clone()
        };
        if request.limit == 0 {
            return counted;
        }
        let order = match request.order {
            Order::Relevance if tiers.is_some() => return counted,
            Order::Relevance => {
                return Find {
                    facets: counted.facets,
                    total: counted.total,
                    ..self.ranked(query, wanted)
                };
            }
            Order::Newest => By::Descending(Number::Day),
            Order::Oldest => By::Ascending(Number::Day),
        };
        Find {
            order,
            top: wanted,
            documents: if request.by_document { wanted } else { 0 },
            ..counted
        }
    }

    /// A list whose best are ranked.
    fn ranked(&self, query: &Query, most: usize) -> Find {
        Find {
            query: query.clone(),
            top: most.max(POOL),
            documents: if self.request.by_document {
                self.wanted
            } else {
                0
            },
            evidence: Some(evidence::asked(self.request, POOL)),
            ..self.list.clone()
        }
    }

    /// The tiers: how much has the words, then the list of each.
    fn tiers(&self, tiers: &Tiers) -> [Find; 5] {
        let counted = |query: &Query| Find {
            query: query.clone(),
            total: true,
            ..self.list.clone()
        };
        if self.request.order != Order::Relevance || self.request.limit == 0 {
            let rest = || self.list.clone();
            let (own, cites) = (counted(&tiers.own), counted(&tiers.cites));
            return [counted(&tiers.words), own, cites, rest(), rest()];
        }
        let listed = |query: &Query, most: usize| Find {
            total: true,
            ..self.ranked(query, most)
        };
        let mut last = listed(&tiers.last, self.wanted);
        if let Some(evidence) = &mut last.evidence {
            evidence
                .matches
                .extend([tiers.passages.clone(), tiers.citing.clone()]);
        }
        [
            counted(&tiers.words),
            listed(&tiers.own, MOST_OWN),
            listed(&tiers.cites, self.wanted),
            listed(&tiers.rest, self.wanted.saturating_add(MOST_OWN)),
            last,
        ]
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
    request: &'r Request,
    ranker: &'r dyn Ranker,
}

impl Ranking<'_> {
    /// A list in the order that the back end gave it.
    fn listed(found: Found) -> List {
        let hits = found.hits.iter();
        let placed = hits.map(|hit| Placed::new(0.0, None, hit.address));
        List {
            placed: placed.collect(),
            of_document: found.of_document,
            firsts: First::of(found.documents, |_| 0.0),
        }
    }

    /// Puts the pool in the order of the ranker. What follows the pool keeps the
    /// order of the first stage, with scores below the pool's.
    fn rank(&self, found: Found, pooled: Pooled) -> List {
        let Self { request, ranker } = self;
        let evidence = found.evidence.unwrap_or_default();
        let (best, rest) = found.hits.split_at(found.hits.len().min(evidence.entries));
        let scores: Vec<f32> = best.iter().map(|hit| hit.score).collect();
        let mut gathered = evidence::gathered(request, &scores, &evidence);
        if pooled == Pooled::OfActs {
            evidence::forget_titles(&mut gathered.pool);
        }
        if request.with_context {
            gathered.join_parts(best.len());
        }
        let Gathered { pool, of } = gathered;
        let order = ranker.rank(request, &pool);
        let lowest = order.last().map_or(0.0, |r| r.score);
        let floor = scores.last().copied().unwrap_or_default();
        // A place is as good as the better of its text and its notes.
        let mut seen = vec![false; best.len()];
        let mut places = Vec::with_capacity(found.hits.len());
        let mut all: Vec<Placed> = order
            .into_iter()
            .filter_map(|r| {
                let place = *of.get(r.candidate)?;
                if std::mem::replace(seen.get_mut(place)?, true) {
                    return None;
                }
                places.push(place);
                let address = best.get(place)?.address;
                Some(Placed::new(r.score, r.explanation, address))
            })
            .collect();
        let below = |score: f32| lowest - f64::from(floor - score).abs();
        all.extend(
            rest.iter()
                .map(|hit| Placed::new(below(hit.score), None, hit.address)),
        );
        places.extend(best.len()..found.hits.len());
        let documents = found.of_document;
        let of_document = places.iter().filter_map(|at| documents.get(*at).cloned());
        List {
            of_document: of_document.collect(),
            placed: all,
            firsts: First::of(found.documents, below),
        }
    }

    /// The best passages of the acts, then the places that cite them, then the rest.
    fn tiers(&self, order: &mut Ordered, [own, cites, rest, last]: [Found; 4]) {
        let with = |mut list: List, role: Role| {
            let firsts = list.firsts.iter_mut().map(|first| &mut first.placed);
            for placed in list.placed.iter_mut().chain(firsts) {
                placed.role = Some(role);
            }
            list
        };
        let mut own = self.rank(own, Pooled::OfActs);
        own.placed.truncate(MOST_OWN);
        own.of_document.truncate(MOST_OWN);
        own.firsts.clear();
        let shown: Vec<Address> = own.placed.iter().map(|placed| placed.address).collect();
        let shown_of = own.of_document.clone();
        order.add(with(own, Role::Own));
        order.add(with(self.rank(cites, Pooled::Anywhere), Role::Cites));
        let mut rest = self.rank(rest, Pooled::Anywhere);
        rest.without(&shown, &shown_of);
        order.add(with(rest, Role::Words));
        // Passages of the acts are among what only cites them.
        let roles = last.evidence.clone().unwrap_or_default();
        let addresses: Vec<Address> = last.hits.iter().map(|hit| hit.address).collect();
        let mut last = self.rank(last, Pooled::Anywhere);
        for placed in &mut last.placed {
            let at = addresses.iter().position(|known| *known == placed.address);
            placed.role = Some(at.map_or(Role::Cites, |at| role(&roles, at)));
        }
        order.add(last);
    }
}

/// What a hit is to the acts: the last two queries of the evidence tell.
fn role(evidence: &Evidence, at: usize) -> Role {
    let is = |back: usize| {
        let query = evidence.matches.len().checked_sub(back);
        let matches = query.and_then(|query| evidence.matches.get(query)?.get(at));
        matches.copied().unwrap_or_default()
    };
    match () {
        () if is(2) => Role::Own,
        () if is(1) => Role::Cites,
        () => Role::Words,
    }
}
