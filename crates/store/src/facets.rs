//! Counts of values over all that matches, by the numbers that values have in their columns.

use std::collections::HashMap;

use renvoi_index::{Facet, FacetOf};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The most values that are counted in a segment, so that what is frequent in all is not lost for being rare in one.
const MOST_COUNTED: usize = 200;

/// Counts facets.
pub(crate) struct Counts<'f>(pub(crate) &'f [Facet]);

/// Values of each facet, with how many records have them.
type Counted = Vec<HashMap<String, u64>>;

impl Collector for Counts<'_> {
    type Fruit = Vec<Vec<(String, u64)>>;
    type Child = OfSegment;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        let mut facets = Vec::with_capacity(self.0.len());
        for facet in self.0 {
            facets.push(OfFacet {
                facet: facet.clone(),
                values: match facet.of {
                    FacetOf::Field(field) => match columns.str(field.name())? {
                        Some(column) => {
                            let counts = vec![0; column.num_terms()];
                            Values::Texts { column, counts }
                        }
                        None => Values::None,
                    },
                    FacetOf::Number(number) => Values::Numbers {
                        column: columns.u64(number.name())?,
                        counts: HashMap::new(),
                    },
                },
            });
        }
        Ok(OfSegment {
            facets,
            waiting: Vec::with_capacity(BLOCK),
            block: Block::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Counted>>,
    ) -> tantivy::Result<Self::Fruit> {
        let mut all: Counted = self.0.iter().map(|_| HashMap::new()).collect();
        for of_segment in segments {
            for (all, counts) in all.iter_mut().zip(of_segment?) {
                for (value, count) in counts {
                    *all.entry(value).or_default() += count;
                }
            }
        }
        let limits = self.0.iter().map(|facet| facet.limit);
        Ok(all.into_iter().zip(limits).map(first).collect())
    }
}

/// The most frequent values, then in their order.
fn first((counts, limit): (HashMap<String, u64>, usize)) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(limit);
    counts
}

enum Values {
    /// The segment has no value.
    None,
    Texts {
        column: StrColumn,
        /// By the number of the value.
        counts: Vec<u32>,
    },
    Numbers {
        column: Column<u64>,
        counts: HashMap<u64, u64>,
    },
}

struct OfFacet {
    facet: Facet,
    values: Values,
}

/// Records whose columns are read at once: much faster than one after the other.
const BLOCK: usize = 512;

/// What [`Counts`] is to a segment.
pub(crate) struct OfSegment {
    facets: Vec<OfFacet>,
    /// Records that are not counted yet.
    waiting: Vec<DocId>,
    block: Block,
}

impl OfSegment {
    fn count(&mut self) {
        for facet in &mut self.facets {
            facet.count(&self.waiting, &mut self.block);
        }
        self.waiting.clear();
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.waiting.push(doc);
        if self.waiting.len() == BLOCK {
            self.count();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.count();
        self.facets.into_iter().map(OfFacet::read).collect()
    }
}

/// The values of some records in a column, read at once.
#[derive(Default)]
struct Block {
    /// The record of each value.
    docs: Vec<DocId>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Block {
    fn read(&mut self, column: &Column<u64>, docs: &[DocId]) {
        self.docs.clear();
        self.rows.clear();
        column.row_ids_for_docs(docs, &mut self.docs, &mut self.rows);
        self.values.clear();
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
    }
}

impl OfFacet {
    /// Counts the values of some records.
    fn count(&mut self, docs: &[DocId], block: &mut Block) {
        match &mut self.values {
            Values::None => {}
            Values::Texts { column, counts } => {
                block.read(column.ords(), docs);
                let Block { docs, values, .. } = block;
                let mut first = 0;
                for (at, (doc, value)) in docs.iter().zip(&*values).enumerate() {
                    if docs.get(first) != Some(doc) {
                        first = at;
                    }
                    // A topic of the text and of its note is one.
                    let before = values.get(first..at).unwrap_or_default();
                    let number = usize::try_from(*value).unwrap_or(usize::MAX);
                    if !before.contains(value)
                        && let Some(count) = counts.get_mut(number)
                    {
                        *count += 1;
                    }
                }
            }
            Values::Numbers { column, counts } => {
                block.read(column, docs);
                for number in block.values.iter().filter(|number| **number > 0) {
                    *counts.entry(*number).or_default() += 1;
                }
            }
        }
    }
}

impl OfFacet {
    fn read(self) -> tantivy::Result<HashMap<String, u64>> {
        let Facet {
            beginning, limit, ..
        } = self.facet;
        let (column, counts) = match self.values {
            Values::None => return Ok(HashMap::new()),
            Values::Numbers { counts, .. } => {
                let counts = counts.into_iter();
                return Ok(counts.map(|(value, n)| (value.to_string(), n)).collect());
            }
            Values::Texts { column, counts, .. } => (column, counts),
        };
        let mut counted: Vec<(u64, u32)> =
            (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
        let most = limit.max(MOST_COUNTED);
        if beginning.is_empty() && counted.len() > most {
            counted.select_nth_unstable_by(most, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            counted.truncate(most);
        }
        // In their order the dictionary is read once, forwards.
        counted.sort_unstable();
        let values: Vec<u64> = counted.iter().map(|(value, _)| *value).collect();
        let mut counts = counted.iter().map(|(_, count)| u64::from(*count));
        let mut read = HashMap::with_capacity(counted.len());
        column
            .dictionary()
            .sorted_ords_to_term_cb(&values, |value| {
                if let (Ok(value), Some(count)) = (std::str::from_utf8(value), counts.next())
                    && value.starts_with(&beginning)
                {
                    read.insert(value.to_owned(), count);
                }
            })?;
        Ok(read)
    }
}
