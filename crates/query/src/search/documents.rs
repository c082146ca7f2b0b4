//! The documents that filters name.

use renvoi_document::DocumentId;
use renvoi_reference::Key;

use crate::language::Filters;
use crate::plan::readings;
use crate::resolve::{Resolved, current, resolve};
use crate::view::View;
use renvoi_index::IndexError;

/// What the documents of a filter turned out to be.
pub(crate) struct NamedDocuments {
    /// Nothing is wanted of an older version but the recitals of the act as it was adopted.
    pub(crate) newest_only: bool,
    /// What is not in the index, as it was named.
    pub(crate) absent: Vec<String>,
}

/// Finds the documents that a filter names: by their instrument, of several versions the newest, and the act as it was
/// adopted, which alone has recitals. A version of its own is named by its id.
pub(crate) fn name(index: &View, filters: &mut Filters) -> Result<NamedDocuments, IndexError> {
    let mut by_name = filters.versions.is_none();
    let mut found = Vec::new();
    let mut absent = Vec::new();
    let mut instruments: Vec<(String, Vec<Key>)> = Vec::new();
    let ids = std::mem::take(&mut filters.documents);
    let held = index.holdings_by_id(&ids)?;
    for (id, holding) in ids.into_iter().zip(held) {
        if let Some(holding) = holding {
            found.push(holding.copy_of.unwrap_or(id));
            by_name = false;
            continue;
        }
        // What is no id may be a name that is only offered, or a slip.
        match resolve(index, id.as_str())? {
            Resolved::Named { readings, .. } => instruments.push((id.to_string(), readings)),
            Resolved::Offered(keys) if keys.len() == 1 => instruments.push((id.to_string(), keys)),
            _ => absent.push(id.to_string()),
        }
    }
    for key in std::mem::take(&mut filters.instruments) {
        instruments.push((key.to_string(), readings(&key)));
    }
    let mut two = false;
    for (name, keys) in instruments {
        let before = found.len();
        for holdings in index.holdings_each(&keys)? {
            let adopted = holdings.iter().filter(|holding| {
                holding.newer_version.is_some() && holding.summary.consolidated.is_none()
            });
            let adopted: Vec<DocumentId> = adopted.map(|h| h.summary.id.clone()).collect();
            two |= !adopted.is_empty();
            let current = current(holdings).into_iter().map(|h| h.summary.id);
            found.extend(current.chain(adopted));
        }
        if found.len() == before {
            absent.push(name);
        }
    }
    // An id that no document has finds nothing, as it should.
    found.extend(absent.iter().map(|name| DocumentId::from_name(name)));
    for id in found {
        if !filters.documents.contains(&id) {
            filters.documents.push(id);
        }
    }
    Ok(NamedDocuments {
        newest_only: by_name && two,
        absent,
    })
}
