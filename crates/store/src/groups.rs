//! The documents of what matches, each with its first record and how many there are: a number a document is kept, and
//! no list of records.

use std::collections::HashMap;

use renvoi_index::{Group, Hit, Order};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

use crate::among::to;

/// Collects documents.
pub(crate) struct Groups {
    pub(crate) order: Order,
    pub(crate) limit: usize,
}

/// The first record of a document, and how many match in it.
#[derive(Clone, Copy)]
struct First {
    /// Grows with the place in the order.
    rank: u64,
    doc: DocId,
    records: u32,
}

/// What comes of a segment: each document with its first record.
type OfSegment = Vec<(String, u64, DocAddress, usize)>;

/// What [`Groups`] is to a segment.
pub(crate) struct GroupsOfSegment {
    segment: SegmentOrdinal,
    /// By the number of the document in its column.
    firsts: Vec<Option<First>>,
    documents: Option<StrColumn>,
    order: Order,
    number: Option<Column<u64>>,
}

impl Collector for Groups {
    type Fruit = Vec<Group>;
    type Child = GroupsOfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<GroupsOfSegment> {
        let columns = reader.fast_fields();
        let documents = columns.str(renvoi_index::Field::Document.name())?;
        let number = match self.order {
            Order::Score => None,
            Order::Ascending(number) | Order::Descending(number) => {
                Some(columns.u64(number.name())?)
            }
        };
        let known = documents.as_ref().map_or(0, |column| column.num_terms());
        Ok(GroupsOfSegment {
            segment,
            firsts: vec![None; known],
            documents,
            order: self.order,
            number,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Score
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<OfSegment>>,
    ) -> tantivy::Result<Vec<Group>> {
        let mut all: HashMap<String, (u64, DocAddress, usize)> = HashMap::new();
        for of_segment in segments {
            for (document, rank, address, records) in of_segment? {
                let known = all.entry(document).or_insert((rank, address, 0));
                if rank > known.0 {
                    (known.0, known.1) = (rank, address);
                }
                known.2 += records;
            }
        }
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable_by(|(_, a), (_, b)| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        all.truncate(self.limit);
        let groups = all.into_iter();
        Ok(groups
            .map(|(document, (rank, address, entries))| Group {
                first: Hit {
                    address: to(address),
                    score: match self.order {
                        Order::Score => score_of(rank),
                        Order::Ascending(_) | Order::Descending(_) => 0.0,
                    },
                },
                document,
                entries,
            })
            .collect())
    }
}

impl GroupsOfSegment {
    fn rank(&self, doc: DocId, score: Score) -> u64 {
        let number = || {
            let column = self.number.as_ref();
            column
                .and_then(|column| column.first(doc))
                .unwrap_or_default()
        };
        match self.order {
            // Scores are never below zero, so that their bits are in their order.
            Order::Score => u64::from(score.max(0.0).to_bits()),
            Order::Descending(_) => number(),
            Order::Ascending(_) => u64::MAX - number(),
        }
    }
}

fn score_of(rank: u64) -> f32 {
    f32::from_bits(u32::try_from(rank).unwrap_or_default())
}

impl SegmentCollector for GroupsOfSegment {
    type Fruit = tantivy::Result<OfSegment>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let rank = self.rank(doc, score);
        let column = self.documents.as_ref();
        let Some(document) = column.and_then(|column| column.term_ords(doc).next()) else {
            return;
        };
        let at = usize::try_from(document).unwrap_or(usize::MAX);
        match self.firsts.get_mut(at) {
            Some(Some(first)) => {
                first.records += 1;
                if rank > first.rank {
                    (first.rank, first.doc) = (rank, doc);
                }
            }
            Some(none) => {
                *none = Some(First {
                    rank,
                    doc,
                    records: 1,
                });
            }
            None => {}
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(documents) = &self.documents else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for (number, first) in (0..).zip(&self.firsts) {
            if let Some(first) = first {
                let mut id = String::new();
                documents
                    .ord_to_str(number, &mut id)
                    .map_err(TantivyError::from)?;
                let address = DocAddress::new(self.segment, first.doc);
                let records = usize::try_from(first.records).unwrap_or(usize::MAX);
                found.push((id, first.rank, address, records));
            }
        }
        Ok(found)
    }
}
