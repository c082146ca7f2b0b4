//! Looking up documents by a term, and what the columns of one say.

use std::collections::HashMap;

use renvoi_query::Holding;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::error::StoreError;
use crate::schema::About;

/// What the column of a head says of its document.
pub(crate) fn about(searcher: &Searcher, address: DocAddress) -> Result<About, StoreError> {
    let segment = searcher.segment_reader(address.segment_ord);
    let mut json = String::new();
    if let Some(column) = segment.fast_fields().str("about")?
        && let Some(ord) = column.term_ords(address.doc_id).next()
    {
        let read = column.ord_to_str(ord, &mut json);
        read.map_err(tantivy::TantivyError::from)?;
    }
    Ok(serde_json::from_str(&json)?)
}

impl From<About> for Holding {
    fn from(about: About) -> Self {
        Self {
            summary: about.summary,
            file: about.file,
            format: about.format,
            copy_of: about.copy_of,
            newer_version: about.newer_version,
        }
    }
}

/// The place of a record in its document.
pub(crate) fn ordinal(searcher: &Searcher, address: DocAddress) -> Result<u64, StoreError> {
    let segment = searcher.segment_reader(address.segment_ord);
    let column = segment.fast_fields().u64("ordinal")?;
    Ok(column.first(address.doc_id).unwrap_or_default())
}

/// How many of some records, in the order that they are stored in, are of each kind.
pub(crate) fn kinds(
    searcher: &Searcher,
    records: &[DocAddress],
) -> Result<HashMap<String, u64>, StoreError> {
    let mut kinds: HashMap<String, u64> = HashMap::new();
    for of_segment in records.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let Some(first) = of_segment.first() else {
            continue;
        };
        let columns = searcher.segment_reader(first.segment_ord).fast_fields();
        let Some(column) = columns.str("kind")? else {
            continue;
        };
        let mut counts: HashMap<u64, u64> = HashMap::new();
        for kind in of_segment
            .iter()
            .flat_map(|address| column.term_ords(address.doc_id))
        {
            *counts.entry(kind).or_default() += 1;
        }
        for (ord, count) in counts {
            let mut kind = String::new();
            let read = column.ord_to_str(ord, &mut kind);
            read.map_err(tantivy::TantivyError::from)?;
            *kinds.entry(kind).or_default() += count;
        }
    }
    Ok(kinds)
}

/// Whether there is a document with a term that is not deleted.
pub(crate) fn has(searcher: &Searcher, term: &Term) -> Result<bool, StoreError> {
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted
            .read_postings(term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?
        else {
            continue;
        };
        let is_alive = |doc| {
            segment
                .alive_bitset()
                .is_none_or(|alive| alive.is_alive(doc))
        };
        while postings.doc() != TERMINATED {
            if is_alive(postings.doc()) {
                return Ok(true);
            }
            postings.advance();
        }
    }
    Ok(false)
}

/// The documents with a term that are not deleted.
pub(crate) fn addresses(searcher: &Searcher, term: &Term) -> Result<Vec<DocAddress>, StoreError> {
    let mut found = Vec::new();
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted
            .read_postings(term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?
        else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if segment
                .alive_bitset()
                .is_none_or(|alive| alive.is_alive(doc))
            {
                found.push(DocAddress::new(segment_ord, doc));
            }
            doc = postings.advance();
        }
    }
    Ok(found)
}
