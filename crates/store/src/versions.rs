//! Which documents are versions of an instrument that the index has a newer one
//! of.

use std::collections::HashMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, TantivyError, Term};

use crate::error::StoreError;
use crate::schema::{Fields, scope};

/// The ids of superseded documents, as terms of the field `document`.
pub(crate) fn superseded(fields: &Fields, searcher: &Searcher) -> Result<Vec<Term>, StoreError> {
    let mut versions: HashMap<String, Vec<(u64, String)>> = HashMap::new();
    let heads = Term::from_field_text(fields.scope, scope::HEAD);
    for segment in searcher.segment_readers() {
        let columns = segment.fast_fields();
        let (Some(keys), Some(documents)) = (columns.str("key")?, columns.str("document")?) else {
            continue;
        };
        let days = columns.u64("consolidated")?;
        let inverted = segment.inverted_index(fields.scope)?;
        let Some(mut postings) = inverted
            .read_postings(&heads, IndexRecordOption::Basic)
            .map_err(TantivyError::from)?
        else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            let alive = segment.alive_bitset().is_none_or(|a| a.is_alive(doc));
            let key = keys.term_ords(doc).next();
            let document = documents.term_ords(doc).next();
            if let (true, Some(key), Some(document)) = (alive, key, document) {
                let (mut name, mut id) = (String::new(), String::new());
                keys.ord_to_str(key, &mut name)
                    .map_err(TantivyError::from)?;
                documents
                    .ord_to_str(document, &mut id)
                    .map_err(TantivyError::from)?;
                let day = days.first(doc).unwrap_or_default();
                versions.entry(name).or_default().push((day, id));
            }
            doc = postings.advance();
        }
    }
    let mut superseded = Vec::new();
    for versions in versions.into_values() {
        let newest = versions
            .iter()
            .map(|(day, _)| *day)
            .max()
            .unwrap_or_default();
        let old = versions.into_iter().filter(|(day, _)| *day < newest);
        superseded.extend(old.map(|(_, id)| Term::from_field_text(fields.document, &id)));
    }
    Ok(superseded)
}
