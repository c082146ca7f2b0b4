//! Which documents are searched, as the end of each run settled it and wrote it on their heads.

use std::collections::{BTreeSet, HashMap};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyError, Term};

use crate::error::StoreError;
use crate::schema::{Fields, scope, state};

/// What the columns of a head say.
pub(crate) struct HeadColumns {
    pub(crate) address: DocAddress,
    /// Id of the document.
    pub(crate) document: String,
    /// Key of the instrument that it is.
    pub(crate) key: Option<String>,
    /// One of [`state`].
    pub(crate) state: String,
}

/// The ids of replaced documents, as terms of the field `document`.
pub(crate) fn superseded(fields: &Fields, searcher: &Searcher) -> Result<Vec<Term>, StoreError> {
    let heads = heads(fields, searcher)?;
    let replaced = heads
        .into_iter()
        .filter(|head| head.state == state::REPLACED);
    Ok(replaced
        .map(|head| Term::from_field_text(fields.document, &head.document))
        .collect())
}

/// The heads of the instruments `keys` that have several documents, or one whose state depends on another that may be
/// gone: what is to be settled anew.
pub(crate) fn unsettled(
    fields: &Fields,
    searcher: &Searcher,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, Vec<DocAddress>>, StoreError> {
    let mut by_key: HashMap<String, Vec<HeadColumns>> = HashMap::new();
    for head in heads(fields, searcher)? {
        if let Some(key) = head.key.clone().filter(|key| keys.contains(key)) {
            by_key.entry(key).or_default().push(head);
        }
    }
    by_key.retain(|_, heads| heads.len() > 1 || heads.iter().any(|h| h.state != state::CURRENT));
    Ok(by_key
        .into_iter()
        .map(|(key, heads)| (key, heads.into_iter().map(|head| head.address).collect()))
        .collect())
}

fn heads(fields: &Fields, searcher: &Searcher) -> Result<Vec<HeadColumns>, StoreError> {
    let mut found = Vec::new();
    let heads = Term::from_field_text(fields.scope, scope::HEAD);
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let columns = segment.fast_fields();
        let (keys, documents, states) = (
            columns.str("key")?,
            columns.str("document")?,
            columns.str("state")?,
        );
        let inverted = segment.inverted_index(fields.scope)?;
        let Some(mut postings) = inverted
            .read_postings(&heads, IndexRecordOption::Basic)
            .map_err(TantivyError::from)?
        else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if segment.alive_bitset().is_none_or(|a| a.is_alive(doc)) {
                let text = |column: &Option<tantivy::columnar::StrColumn>| {
                    let column = column.as_ref()?;
                    let mut text = String::new();
                    let ord = column.term_ords(doc).next()?;
                    column.ord_to_str(ord, &mut text).ok()?;
                    Some(text)
                };
                found.push(HeadColumns {
                    address: DocAddress::new(segment_ord, doc),
                    document: text(&documents).unwrap_or_default(),
                    key: text(&keys),
                    state: text(&states).unwrap_or_default(),
                });
            }
            doc = postings.advance();
        }
    }
    Ok(found)
}
