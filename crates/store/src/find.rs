//! Lists of records.

use renvoi_index::{Find, Found, Hit, Number, Order};
use tantivy::collector::{Collector as _, Count, TopDocs};
use tantivy::query::Query;
use tantivy::{DocAddress, Searcher};

use crate::among::{Among, Only, to};
use crate::error::StoreError;
use crate::evidence;
use crate::facets::Counts;
use crate::groups::Groups;
use crate::query::Translator;
use crate::snapshot::Seen;
use crate::statistics::Counted;

/// The first records, how many match, counts of their values, their documents.
type Collected = (
    Option<Vec<Hit>>,
    Option<usize>,
    Option<Vec<Vec<(String, u64)>>>,
    Option<Vec<renvoi_index::Group>>,
);

impl Seen {
    pub(crate) fn list(&self, asked: &Find) -> Result<Found, StoreError> {
        let state = &self.state;
        let searcher = &state.searcher;
        let among = state.scopes.of(searcher, &asked.among);
        let translator = self.translator();
        let query = translator.whole(&asked.query);
        let (hits, total, facets, documents) = self.collected(&*query, &among, asked)?;
        self.deadline.check()?;
        let hits = hits.unwrap_or_default();
        let evidence = match &asked.evidence {
            Some(wanted) => {
                let first = hits.get(..wanted.first.min(hits.len()));
                Some(evidence::gather(self, wanted, first.unwrap_or_default())?)
            }
            None => None,
        };
        let of_document = if asked.documents > 0 {
            self.documents_of(&hits)?
        } else {
            Vec::new()
        };
        Ok(Found {
            of_document,
            documents: documents.unwrap_or_default(),
            total: total.unwrap_or_default(),
            facets: facets.unwrap_or_default(),
            hits,
            evidence,
        })
    }

    fn collected(
        &self,
        query: &dyn Query,
        among: &Among,
        asked: &Find,
    ) -> Result<Collected, StoreError> {
        let searcher = &self.state.searcher;
        let count = asked.total.then_some(Count);
        let facets = (!asked.facets.is_empty())
            .then(|| Counts::new(&self.state, &asked.facets))
            .transpose()?;
        let groups = (asked.documents > 0).then_some(Groups {
            order: asked.order,
            limit: asked.documents,
        });
        let rest = (count, facets, groups);
        if asked.top == 0 {
            let (total, facets, groups) = if rest.requires_scoring() {
                self.scored(query, &asked.query, &only(among, rest))?
            } else {
                searcher.search(query, &only(among, rest))?
            };
            return Ok((None, total, facets, groups));
        }
        let (count, facets, groups) = rest;
        let top = TopDocs::with_limit(asked.top);
        let by_number = |number: Number, order| {
            let top = TopDocs::with_limit(asked.top);
            top.order_by_fast_field::<u64>(number.name(), order)
        };
        let hits = |found: Vec<(Option<u64>, DocAddress)>| -> Vec<Hit> {
            let found = found.into_iter();
            found
                .map(|(_, address)| Hit {
                    address: to(address),
                    score: 0.0,
                })
                .collect()
        };
        Ok(match asked.order {
            Order::Score => {
                let all = only(among, (top.order_by_score(), count, facets, groups));
                let (top, total, facets, groups) = self.scored(query, &asked.query, &all)?;
                let hits = top.into_iter();
                let hits = hits.map(|(score, address)| Hit {
                    address: to(address),
                    score,
                });
                (Some(hits.collect()), total, facets, groups)
            }
            Order::Descending(number) | Order::Ascending(number) => {
                let order = if matches!(asked.order, Order::Ascending(_)) {
                    tantivy::Order::Asc
                } else {
                    tantivy::Order::Desc
                };
                let all = only(among, (by_number(number, order), count, facets, groups));
                let (top, total, facets, groups) = searcher.search(query, &all)?;
                (Some(hits(top)), total, facets, groups)
            }
        })
    }

    fn scored<C: tantivy::collector::Collector>(
        &self,
        query: &dyn Query,
        asked: &renvoi_index::Query,
        collector: &C,
    ) -> Result<C::Fruit, StoreError> {
        let state = &self.state;
        let statistics = Counted::new(&state.fields, &state.searcher, asked);
        Ok(state
            .searcher
            .search_with_statistics_provider(query, collector, &statistics)?)
    }

    /// The documents of some records.
    fn documents_of(&self, hits: &[Hit]) -> Result<Vec<String>, StoreError> {
        let columns = columns_of(&self.state.searcher)?;
        let mut ids = Vec::with_capacity(hits.len());
        for hit in hits {
            let DocAddress {
                segment_ord,
                doc_id,
            } = crate::among::from(hit.address);
            let segment = usize::try_from(segment_ord).unwrap_or(usize::MAX);
            let mut id = String::new();
            if let Some(Some(column)) = columns.get(segment)
                && let Some(document) = column.term_ords(doc_id).next()
            {
                let read = column.ord_to_str(document, &mut id);
                read.map_err(tantivy::TantivyError::from)?;
            }
            ids.push(id);
        }
        Ok(ids)
    }

    pub(crate) fn translator(&self) -> Translator<'_> {
        Translator {
            fields: &self.state.fields,
            clock: &self.clock,
        }
    }
}

fn columns_of(
    searcher: &Searcher,
) -> Result<Vec<Option<tantivy::columnar::StrColumn>>, StoreError> {
    let columns = searcher.segment_readers().iter();
    let columns = columns.map(|s| s.fast_fields().str(renvoi_index::Field::Document.name()));
    Ok(columns.collect::<Result<_, _>>()?)
}

fn only<C>(among: &Among, collector: C) -> Only<'_, C> {
    Only { among, collector }
}
