//! The values of a column over all segments of a state: each has one number, in the order of the values, so that the
//! counts of segments are added without reading a value.

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{Searcher, TantivyError};

use crate::error::StoreError;

pub(crate) struct Values {
    /// All values, sorted.
    all: Vec<String>,
    of_segment: Vec<Option<OfSegment>>,
}

/// A column of a segment.
pub(crate) struct OfSegment {
    pub(crate) column: StrColumn,
    /// By the number of a value in the column its number among all.
    pub(crate) numbers: Vec<u32>,
}

impl Values {
    pub(crate) fn new(searcher: &Searcher, field: &str) -> Result<Self, StoreError> {
        let mut columns = Vec::new();
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        for segment in searcher.segment_readers() {
            let Some(column) = segment.fast_fields().str(field)? else {
                columns.push(None);
                continue;
            };
            let mut numbers = Vec::with_capacity(column.num_terms());
            let stream = column.dictionary().stream();
            let mut stream = stream.map_err(TantivyError::from)?;
            while stream.advance() {
                let value = std::str::from_utf8(stream.key()).unwrap_or_default();
                let new = u32::try_from(known.len()).unwrap_or(u32::MAX);
                let number = match known.get(value) {
                    Some(number) => *number,
                    None => *known.entry(value.to_owned()).or_insert(new),
                };
                numbers.push(number);
            }
            columns.push(Some(OfSegment { column, numbers }));
        }
        Ok(Self::sorted(known, columns))
    }

    /// Gives the values their numbers in the order of the values.
    fn sorted(known: FxHashMap<String, u32>, mut of_segment: Vec<Option<OfSegment>>) -> Self {
        let mut all: Vec<(String, u32)> = known.into_iter().collect();
        all.sort_unstable();
        let mut sorted = vec![0; all.len()];
        for (number, (_, first)) in (0..).zip(&all) {
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            if let Some(sorted) = sorted.get_mut(first) {
                *sorted = number;
            }
        }
        for number in of_segment.iter_mut().flatten().flat_map(|s| &mut s.numbers) {
            let first = usize::try_from(*number).unwrap_or(usize::MAX);
            *number = sorted.get(first).copied().unwrap_or(u32::MAX);
        }
        Self {
            all: all.into_iter().map(|(value, _)| value).collect(),
            of_segment,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        self.all.get(number).map(String::as_str)
    }

    pub(crate) fn of(&self, segment: u32) -> Option<&OfSegment> {
        let segment = usize::try_from(segment).unwrap_or(usize::MAX);
        self.of_segment.get(segment)?.as_ref()
    }
}
