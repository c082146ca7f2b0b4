//! The first stage of a search: the best candidates, how many match, and counts of their values.

use renvoi_query::{Clause, Clauses, Facets, Order, Request, WINDOW};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, EnableScoring, Occur, Query};
use tantivy::{DocAddress, DocSet, Score, Searcher};

use crate::error::StoreError;
use crate::facets::{self, Counted};
use crate::lookup::kinds;
use crate::request::{self, Dimension, Side, Sided};
use crate::schema::{Fields, scope};
use crate::search::{GROUPED, POOL};
use crate::searched::{Among, Only, Records};
use crate::statistics::Both;

/// Candidates, how many match in all, and counts where they are wanted.
type FirstStage = (Vec<(Score, DocAddress)>, usize, Option<Counted>);

/// What is counted of one request.
pub(crate) struct Counting<'r> {
    pub(crate) fields: &'r Fields,
    pub(crate) searcher: &'r Searcher,
    pub(crate) among: &'r Among,
    pub(crate) request: &'r Request,
}

/// Hits that the first stage must find.
pub(crate) fn wanted(searcher: &Searcher, request: &Request) -> usize {
    let wanted = request.offset.saturating_add(request.limit).min(WINDOW);
    if request.by_document {
        let records = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
        return wanted.max(records.min(GROUPED));
    }
    wanted
}

impl Counting<'_> {
    fn only<C>(&self, collector: C) -> Only<'_, C> {
        Only {
            among: self.among,
            collector,
        }
    }

    /// How many match, and counts of them, without the hits.
    pub(crate) fn counted(&self, query: &dyn Query) -> Result<FirstStage, StoreError> {
        if self.request.facets {
            let wanted = self.only((Count, facets::collector(&facets::FIELDS)));
            let (total, counts) = self.searcher.search(query, &wanted)?;
            return Ok((Vec::new(), total, Some(Counted::new(counts))));
        }
        let total = self.searcher.search(query, &self.only(Count))?;
        Ok((Vec::new(), total, None))
    }

    /// The best by the first stage as far as the hits asked for and the pool
    /// reach, and how many match.
    pub(crate) fn first_stage(&self, query: &dyn Query) -> Result<FirstStage, StoreError> {
        let Self {
            searcher, request, ..
        } = self;
        let limit = wanted(searcher, request);
        if request.order != Order::Relevance {
            let order = if request.order == Order::Newest {
                tantivy::Order::Desc
            } else {
                tantivy::Order::Asc
            };
            let top = TopDocs::with_limit(limit.max(1)).order_by_fast_field::<u64>("day", order);
            let counts = facets::collector(&facets::FIELDS);
            let (top, total, counts) = searcher.search(query, &self.only((top, Count, counts)))?;
            let top = top.into_iter().map(|(_, address)| (0.0, address)).collect();
            return Ok((top, total, Some(Counted::new(counts))));
        }
        let top = TopDocs::with_limit(limit.max(POOL)).order_by_score();
        let statistics = Both::new(self.fields, searcher, request);
        Ok(if request.facets {
            let counts = facets::collector(&facets::FIELDS);
            let wanted = self.only((top, Count, counts));
            let (top, total, counts) =
                searcher.search_with_statistics_provider(query, &wanted, &statistics)?;
            (top, total, Some(Counted::new(counts)))
        } else {
            let wanted = self.only((top, Count));
            let (top, total) =
                searcher.search_with_statistics_provider(query, &wanted, &statistics)?;
            (top, total, None)
        })
    }

    /// The facets: those that the request filters by as if it did not, and kinds by what of a place matched.
    pub(crate) fn facets(
        &self,
        query: &dyn Query,
        mut counted: Counted,
        among_of: &dyn Fn(&Request) -> Among,
    ) -> Result<Facets, StoreError> {
        let dimensions = Dimension::filtered(self.request);
        for dimension in &dimensions {
            let wider = dimension.left_out(self.request);
            let among = among_of(&wider);
            let only = Only {
                among: &among,
                collector: facets::collector(&[dimension.name()]),
            };
            let query = request::query(self.fields, &wider);
            counted.take(*dimension, self.searcher.search(&*query, &only)?);
            if *dimension == Dimension::Kind {
                let of_wider = Counting {
                    among: &among,
                    request: &wider,
                    ..*self
                };
                of_wider.correct_kinds(&*query, &mut counted)?;
            }
        }
        if !dimensions.contains(&Dimension::Kind) {
            self.correct_kinds(query, &mut counted)?;
        }
        Ok(counted.read())
    }

    /// A passage that only its notes find is no match of its own kind, and one whose notes match is a note too.
    fn correct_kinds(&self, query: &dyn Query, counted: &mut Counted) -> Result<(), StoreError> {
        if Side::of(self.request) != Side::Both {
            return Ok(());
        }
        let both = BooleanQuery::new(vec![
            (Occur::Must, self.sought(Side::Notes)),
            (Occur::Must, query.box_clone()),
        ]);
        let noted = self.searcher.search(&both, &self.only(Records))?;
        let lost = self.without(&*self.sought(Side::Text), &noted)?;
        counted.correct_kinds(kinds(self.searcher, &lost)?, noted.len());
        Ok(())
    }

    /// What finds the places with anything that is sought on one side.
    fn sought(&self, side: Side) -> Box<dyn Query> {
        let sided = Sided::new(self.fields, self.request, side);
        let sought = sought(self.request);
        if sought.is_empty() && side == Side::Notes {
            return request::is(self.fields.scope, scope::NOTED);
        }
        if sought.is_empty() {
            return Box::new(AllQuery);
        }
        let clauses = sought.iter();
        let clauses = clauses.map(|sought| (Occur::Should, request::clause(&sided, sought)));
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    /// Those of some records, in their order, that a query does not find.
    fn without(
        &self,
        query: &dyn Query,
        records: &[DocAddress],
    ) -> Result<Vec<DocAddress>, StoreError> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut left = Vec::new();
        for of_segment in records.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = of_segment.first() else {
                continue;
            };
            let segment = self.searcher.segment_reader(first.segment_ord);
            let mut matching = weight.scorer(segment, 1.0)?;
            for address in of_segment {
                if matching.doc() < address.doc_id {
                    matching.seek(address.doc_id);
                }
                if matching.doc() != address.doc_id {
                    left.push(*address);
                }
            }
        }
        Ok(left)
    }
}

/// What a request looks for in texts.
fn sought(request: &Request) -> Vec<Clause> {
    let mut sought: Vec<Clause> = Vec::new();
    let mut levels: Vec<&Clauses> = vec![&request.clauses];
    if let Some(Clause::All(cites)) = request.about.as_ref().map(|acts| &acts.cites) {
        levels.push(cites);
    }
    while let Some(level) = levels.pop() {
        for clause in level.must.iter().chain(&level.should) {
            match clause {
                Clause::All(below) => levels.push(below),
                other => sought.push(other.clone()),
            }
        }
    }
    let expansions = request.expansions.iter();
    sought.extend(expansions.map(|expansion| expansion.clause.clone()));
    let cites = request.filters.cites.iter();
    sought.extend(cites.map(|key| Clause::Cites(renvoi_query::readings(key))));
    // A topic is known of a place as a whole.
    sought.retain(|clause| !matches!(clause, Clause::Topic(_)));
    sought
}
