//! Which documents are versions of an instrument that the index has a newer one
//! of.

use std::cmp::Reverse;
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
        // Of two files of one version always the same, and the one that names
        // the instrument elsewhere.
        let newest = versions
            .iter()
            .min_by_key(|(day, id)| (Reverse(*day), id.clone()));
        let newest = newest.map(|(_, id)| id.clone());
        let old = versions
            .into_iter()
            .map(|(_, id)| id)
            .filter(|id| Some(id) != newest.as_ref());
        superseded.extend(old.map(|id| Term::from_field_text(fields.document, &id)));
    }
    Ok(superseded)
}
