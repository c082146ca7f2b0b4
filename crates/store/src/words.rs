//! The words of texts for those who type, and how they are written: answers must come faster than the next letter.

use std::collections::HashMap;

use renvoi_index::{Field, Samples};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyError, Term};

use crate::error::StoreError;
use crate::schema::Fields;

/// All words of a state of the index, in their order, with the number of records
/// that each stands in, those of replaced documents included. One text holds
/// them, since an index may have a million.
#[derive(Debug, Default)]
pub(crate) struct Words {
    text: String,
    /// Where each word ends in the text, and its records.
    ends: Vec<(usize, u64)>,
}

impl Words {
    pub(crate) fn new(fields: &Fields, searcher: &Searcher) -> Result<Self, StoreError> {
        let mut all: Vec<(String, u64)> = Vec::new();
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(fields.of(Field::Exact))?;
            let mut stream = inverted.terms().stream().map_err(TantivyError::from)?;
            while stream.advance() {
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    all.push((word.to_owned(), u64::from(stream.value().doc_freq)));
                }
            }
        }
        all.sort_unstable();
        let mut words = Self::default();
        let mut before: Option<String> = None;
        for (word, records) in all {
            match words.ends.last_mut() {
                Some(last) if before.as_ref() == Some(&word) => last.1 += records,
                _ => {
                    words.text.push_str(&word);
                    words.ends.push((words.text.len(), records));
                    before = Some(word);
                }
            }
        }
        Ok(words)
    }

    fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |(end, _)| *end);
        let end = self.ends.get(at).map_or(start, |(end, _)| *end);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The first place whose word does not come before.
    fn place(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The most frequent words that begin so and that a record has.
    pub(crate) fn begun(
        &self,
        fields: &Fields,
        searcher: &Searcher,
        beginning: &str,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let first = self.place(|word| word < beginning);
        let last = self.place(|word| word < beginning || word.starts_with(beginning));
        let records = |at: usize| self.ends.get(at).map_or(0, |(_, records)| *records);
        let order = |a: &usize, b: &usize| records(*b).cmp(&records(*a)).then(a.cmp(b));
        let mut places: Vec<usize> = (first..last).collect();
        let mut found = Vec::new();
        let mut sorted = 0;
        while found.len() < limit && sorted < places.len() {
            // Most often the first few are live, so that the rest need no order.
            let rest = places.get_mut(sorted..).unwrap_or_default();
            let some = (limit + sorted).min(rest.len());
            if some < rest.len() {
                rest.select_nth_unstable_by(some, order);
            }
            let best = rest.get_mut(..some).unwrap_or_default();
            best.sort_unstable_by(order);
            for place in best {
                let word = self.word(*place);
                if found.len() < limit && is_live(fields, searcher, Field::Exact, word)? {
                    found.push((word.to_owned(), records(*place)));
                }
            }
            sorted += some.max(1);
        }
        Ok(found)
    }
}

/// A few records with the word, spread over the segment that has most of them.
pub(crate) fn samples(
    fields: &Fields,
    searcher: &Searcher,
    Samples { field, word, limit }: &Samples,
) -> Result<Vec<DocAddress>, StoreError> {
    let field = fields.of(*field);
    let parts = u32::try_from(*limit).unwrap_or(u32::MAX).max(1);
    let term = Term::from_field_text(field, word);
    let mut segments = Vec::new();
    for (ord, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(field)?;
        let records = inverted.doc_freq(&term).map_err(TantivyError::from)?;
        if records > 0 {
            segments.push((records, ord, segment));
        }
    }
    segments.sort_by_key(|(records, ..)| std::cmp::Reverse(*records));
    let mut found = Vec::new();
    for (_, ord, segment) in segments {
        let inverted = segment.inverted_index(field)?;
        let read = inverted.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = read.map_err(TantivyError::from)? else {
            continue;
        };
        for part in 0..parts {
            let target = u64::from(segment.max_doc()) * u64::from(part) / u64::from(parts);
            let target = u32::try_from(target).unwrap_or(TERMINATED);
            if postings.doc() < target {
                postings.seek(target);
            }
            let is_deleted = |doc| segment.alive_bitset().is_some_and(|a| a.is_deleted(doc));
            while postings.doc() != TERMINATED && is_deleted(postings.doc()) {
                postings.advance();
            }
            if postings.doc() == TERMINATED {
                break;
            }
            found.push(DocAddress::new(ord, postings.doc()));
            postings.advance();
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Records with the other word in which a word is looked for.
const RECORDS: usize = 400;

/// Puts those words first that stand most often in the records with another word;
/// the order is kept where none or as many do.
pub(crate) fn nearest_first(
    fields: &Fields,
    searcher: &Searcher,
    beside: &str,
    words: &mut [(String, u64)],
) -> Result<(), StoreError> {
    let mut together = HashMap::new();
    for (word, _) in words.iter() {
        together.insert(word.clone(), in_common(fields, searcher, beside, word)?);
    }
    words.sort_by_key(|(word, _)| std::cmp::Reverse(together.get(word).copied()));
    Ok(())
}

/// Records that have both words, of the first few that have one of them.
fn in_common(
    fields: &Fields,
    searcher: &Searcher,
    one: &str,
    other: &str,
) -> Result<usize, StoreError> {
    let (mut found, mut looked) = (0, 0);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.of(Field::Exact))?;
        let postings = |word: &str| {
            let term = Term::from_field_text(fields.of(Field::Exact), word);
            let read = inverted.read_postings(&term, IndexRecordOption::Basic);
            read.map_err(TantivyError::from)
        };
        let (Some(mut one), Some(mut other)) = (postings(one)?, postings(other)?) else {
            continue;
        };
        while looked < RECORDS && one.doc() != TERMINATED && other.doc() != TERMINATED {
            looked += 1;
            if other.doc() < one.doc() {
                other.seek(one.doc());
            }
            if one.doc() == other.doc() {
                found += 1;
                one.advance();
            } else if other.doc() != TERMINATED {
                one.seek(other.doc());
            }
        }
    }
    Ok(found)
}

/// Whether a record has the word that is not of a replaced document.
pub(crate) fn is_live(
    fields: &Fields,
    searcher: &Searcher,
    field: Field,
    word: &str,
) -> Result<bool, StoreError> {
    let term = fields.term(field, word);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(term.field())?;
        let Some(alive) = segment.alive_bitset() else {
            if inverted.doc_freq(&term).map_err(TantivyError::from)? > 0 {
                return Ok(true);
            }
            continue;
        };
        let read = inverted.read_postings(&term, IndexRecordOption::Basic);
        let Some(mut postings) = read.map_err(TantivyError::from)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            if alive.is_alive(postings.doc()) {
                return Ok(true);
            }
            postings.advance();
        }
    }
    Ok(false)
}
