//! The records with a term.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::error::StoreError;

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
