//! Counts of values over all that matches, by the numbers that values have in their columns.

use std::sync::Arc;

use renvoi_index::{Facet, FacetOf};
use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::error::StoreError;
use crate::state::State;
use crate::values::Values;

/// Counts facets.
pub(crate) struct Counts<'f>(Vec<(&'f Facet, Source)>);

/// Where the values of a facet are.
enum Source {
    /// Every value has a number over all segments.
    Values(Arc<Values>),
    /// Values that begin so are few of very many: those that are counted are read in each segment.
    Begun(&'static str),
    Numbers(&'static str),
}

/// Counts of one facet in a segment.
pub(crate) enum Counted {
    /// By the number of the value.
    Numbered(Vec<(u32, u32)>),
    Named(Vec<(String, u64)>),
}

impl<'f> Counts<'f> {
    pub(crate) fn new(state: &State, facets: &'f [Facet]) -> Result<Self, StoreError> {
        let facets = facets.iter().map(|facet| {
            let source = match facet.of {
                FacetOf::Field(field) if facet.beginning.is_empty() => {
                    Source::Values(state.values(field)?)
                }
                FacetOf::Field(field) => Source::Begun(field.name()),
                FacetOf::Number(number) => Source::Numbers(number.name()),
            };
            Ok((facet, source))
        });
        Ok(Self(facets.collect::<Result<_, StoreError>>()?))
    }
}

impl Collector for Counts<'_> {
    type Fruit = Vec<Vec<(String, u64)>>;
    type Child = OfSegment;

    fn for_segment(
        &self,
        ord: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        let mut facets = Vec::with_capacity(self.0.len());
        let texts = |column: StrColumn, among: Among| OfFacet::Texts {
            counts: vec![0; column.num_terms()],
            column,
            among,
        };
        for (facet, source) in &self.0 {
            facets.push(match source {
                Source::Values(values) => values.of(ord).map_or(OfFacet::None, |of_segment| {
                    let among = Among::All(Arc::clone(values), ord);
                    texts(of_segment.column.clone(), among)
                }),
                Source::Begun(field) => columns.str(field)?.map_or(OfFacet::None, |column| {
                    texts(column, Among::Begun(facet.beginning.clone()))
                }),
                Source::Numbers(number) => OfFacet::Numbers {
                    column: columns.u64(number)?,
                    counts: FxHashMap::default(),
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
        segments: Vec<tantivy::Result<Vec<Counted>>>,
    ) -> tantivy::Result<Self::Fruit> {
        let mut all: Vec<Sum> = self.0.iter().map(|(_, source)| Sum::new(source)).collect();
        for of_segment in segments {
            for (sum, counted) in all.iter_mut().zip(of_segment?) {
                sum.add(counted);
            }
        }
        let all = all.into_iter().zip(&self.0);
        Ok(all
            .map(|(sum, (facet, source))| sum.first(facet.limit, source))
            .collect())
    }
}

/// The counts of all segments.
#[derive(Default)]
struct Sum {
    numbered: Vec<u64>,
    named: FxHashMap<String, u64>,
}

impl Sum {
    fn new(source: &Source) -> Self {
        let numbered = match source {
            Source::Values(values) => vec![0; values.len()],
            Source::Begun(_) | Source::Numbers(_) => Vec::new(),
        };
        Self {
            numbered,
            ..Self::default()
        }
    }

    fn add(&mut self, counted: Counted) {
        match counted {
            Counted::Numbered(counts) => {
                for (number, count) in counts {
                    let number = usize::try_from(number).unwrap_or(usize::MAX);
                    if let Some(sum) = self.numbered.get_mut(number) {
                        *sum += u64::from(count);
                    }
                }
            }
            Counted::Named(counts) => {
                for (value, count) in counts {
                    *self.named.entry(value).or_default() += count;
                }
            }
        }
    }

    /// The most frequent values, then in their order.
    fn first(self, limit: usize, source: &Source) -> Vec<(String, u64)> {
        let Source::Values(values) = source else {
            let mut named: Vec<(String, u64)> = self.named.into_iter().collect();
            named.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            named.truncate(limit);
            return named;
        };
        // Numbers are in the order of their values.
        let counts = self.numbered.into_iter().enumerate();
        let mut counts: Vec<(usize, u64)> = counts.filter(|(_, count)| *count > 0).collect();
        let order = |a: &(usize, u64), b: &(usize, u64)| b.1.cmp(&a.1).then(a.0.cmp(&b.0));
        if counts.len() > limit {
            counts.select_nth_unstable_by(limit, order);
            counts.truncate(limit);
        }
        counts.sort_unstable_by(order);
        let value = |(number, count)| Some((values.get(number)?.to_owned(), count));
        counts.into_iter().filter_map(value).collect()
    }
}

/// Which values of a column are wanted.
enum Among {
    All(Arc<Values>, SegmentOrdinal),
    Begun(String),
}

enum OfFacet {
    /// The segment has no value.
    None,
    Texts {
        column: StrColumn,
        /// By the number of the value.
        counts: Vec<u32>,
        among: Among,
    },
    Numbers {
        column: Column<u64>,
        counts: FxHashMap<u64, u64>,
    },
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
    type Fruit = tantivy::Result<Vec<Counted>>;

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
        match self {
            Self::None => {}
            Self::Texts { column, counts, .. } => {
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
            Self::Numbers { column, counts } => {
                block.read(column, docs);
                for number in block.values.iter().filter(|number| **number > 0) {
                    *counts.entry(*number).or_default() += 1;
                }
            }
        }
    }
}

impl OfFacet {
    fn read(self) -> tantivy::Result<Counted> {
        let (column, counts, among) = match self {
            Self::None => return Ok(Counted::Named(Vec::new())),
            Self::Numbers { counts, .. } => {
                let counts = counts.into_iter();
                let named = counts.map(|(value, n)| (value.to_string(), n)).collect();
                return Ok(Counted::Named(named));
            }
            Self::Texts {
                column,
                counts,
                among,
            } => (column, counts, among),
        };
        let beginning = match among {
            Among::All(values, segment) => {
                let numbers = values.of(segment).map_or(&[][..], |of| &of.numbers);
                let counts = numbers.iter().copied().zip(counts);
                return Ok(Counted::Numbered(counts.filter(|(_, n)| *n > 0).collect()));
            }
            Among::Begun(beginning) => beginning,
        };
        // In their order the dictionary is read once, forwards.
        let counted = || (0..).zip(&counts).filter(|(_, count)| **count > 0);
        let values: Vec<u64> = counted().map(|(value, _)| value).collect();
        let mut counts = counted().map(|(_, count)| u64::from(*count));
        let mut named = Vec::new();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&values, |value| {
                if let (Ok(value), Some(count)) = (std::str::from_utf8(value), counts.next())
                    && value.starts_with(&beginning)
                {
                    named.push((value.to_owned(), count));
                }
            })?;
        Ok(Counted::Named(named))
    }
}
