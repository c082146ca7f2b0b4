//! Corrigenda and what they correct.

use renvoi_document::{Document, DocumentId, Summary};
use renvoi_reference::{Key, parse};
use serde::Serialize;

use crate::index::{IndexError, PassageIndex};
use crate::plan::readings;

/// A document with those that it is tied to; its JSON is that of the document
/// with two more fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// The document.
    #[serde(flatten)]
    pub document: Document,
    /// Of a corrigendum: the document that it corrects, when it is in the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Summary>,
    /// The corrigenda of the instrument that the document is, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrigenda: Vec<Summary>,
}

/// Reads a document and finds what it is tied to; none when it is not in the
/// index.
///
/// # Errors
/// The index could not answer.
pub fn show(index: &dyn PassageIndex, id: &DocumentId) -> Result<Option<Shown>, IndexError> {
    let Some(document) = index.document(id)? else {
        return Ok(None);
    };
    let (mut corrected, mut corrigenda) = (None, Vec::new());
    if let Some(named) = document.corrects.as_deref().and_then(parse) {
        for key in readings(&named.key) {
            if corrected.is_none() {
                corrected = index.instrument(&key)?;
            }
        }
    } else if let Some(named) = document.reference.as_deref().and_then(parse) {
        corrigenda = of(index, &readings(&named.key))?;
    }
    Ok(Some(Shown {
        document,
        corrected,
        corrigenda,
    }))
}

/// The corrigenda of an instrument under any of its keys, oldest first.
pub(crate) fn of(index: &dyn PassageIndex, keys: &[Key]) -> Result<Vec<Summary>, IndexError> {
    let mut all: Vec<Summary> = Vec::new();
    for key in keys {
        for corrigendum in index.corrigenda(key)? {
            if !all.iter().any(|known| known.id == corrigendum.id) {
                all.push(corrigendum);
            }
        }
    }
    all.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    Ok(all)
}
