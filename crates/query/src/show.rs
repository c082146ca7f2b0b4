//! A document with those that it is tied to: corrigenda, versions, parts, copies.

use renvoi_document::{Document, DocumentId, Summary};
use renvoi_reference::{Key, parse};
use schemars::JsonSchema;
use serde::Serialize;

use crate::act_place::{self, ActPlace};
use crate::asked::Asked;
use crate::citing::CitingRequest;
use crate::plan::readings;
use crate::remark::{Remark, remark};
use crate::resolve::{Resolved, current, documents};
use crate::stored::Holding;
use crate::view::View;
use renvoi_index::IndexError;

/// A document with those that it is tied to; its JSON is that of the document with more fields.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Shown {
    /// The document.
    #[serde(flatten)]
    pub document: Document,
    /// How texts cite it: `Directive (UE) 2022/2555`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What people call it: `SRI 2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// Key of what repealed or replaced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Of a corrigendum: the document that it corrects, when it is in the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Summary>,
    /// The corrigenda of the instrument that the document is, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrigenda: Vec<Summary>,
    /// The other documents of its instrument: versions, parts, and its text in other formats (with `copy_of`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Holding>,
}

/// The place of an act that a text names.
#[derive(Clone, Debug, PartialEq)]
pub enum NamedPlace {
    /// The place, or the nearest thing to it that the act has.
    Found {
        /// The place.
        place: Box<ActPlace>,
        /// What is said where it is not all that was named.
        said: Option<Remark>,
    },
    /// The act has no such place, or the index does not have the act: what is said of it.
    Missing(Remark),
}

/// Reads the place of an act that a text names, *article 21 SRI 2*, with how often its passages are cited; `None` where it
/// names none.
///
/// # Errors
/// The index could not answer.
pub fn show_place(index: &View, typed: &str) -> Result<Option<NamedPlace>, IndexError> {
    let asked = Asked::read(index, typed)?;
    let Resolved::Named { readings, .. } = asked.named else {
        return Ok(None);
    };
    let Some(first) = asked.places.first() else {
        return Ok(None);
    };
    let found = act_place::find(index, &readings, &asked.places)?;
    let Some(mut place) = found.place else {
        let said = found.said.unwrap_or_else(|| {
            let asked = act_place::asked_for(first);
            remark!(
                "{asked} : l’acte n’est pas dans l’index";
                "{asked}: the act is not in the index"
            )
        });
        return Ok(Some(NamedPlace::Missing(said)));
    };
    let request = CitingRequest {
        all: vec![readings],
        by_path: true,
        ..CitingRequest::default()
    };
    place.count(&index.citing(&request)?.counts.by_path);
    Ok(Some(NamedPlace::Found {
        place: Box::new(place),
        said: found.said,
    }))
}

/// Reads the document that a text names: by an id, a reference in any spelling, a name, an address. Of several documents
/// the first; `None` when there is none in the index.
///
/// # Errors
/// The index could not answer.
pub fn show(index: &View, typed: &str) -> Result<Option<Shown>, IndexError> {
    match documents(index, typed)?.first() {
        Some(id) => show_document(index, id),
        None => Ok(None),
    }
}

/// Reads the document with an id, a copy too, as it is.
///
/// # Errors
/// The index could not answer.
pub fn show_document(index: &View, id: &DocumentId) -> Result<Option<Shown>, IndexError> {
    let Some(document) = index.document(id)? else {
        return Ok(None);
    };
    let (mut corrected, mut corrigenda, mut beside) = (None, Vec::new(), Vec::new());
    if let Some(named) = document.corrects.as_deref().and_then(parse) {
        let holdings = index.holdings_each(&readings(&named.key))?;
        let mut documents = holdings.into_iter().flat_map(current);
        corrected = documents.next().map(|held| held.summary.describe());
    } else if let Some(named) = document.reference.as_deref().and_then(parse) {
        let keys = readings(&named.key);
        corrigenda = corrigenda_of(index, &keys)?;
        beside = index.holdings_of(&keys)?;
    }
    // Copies of other versions belong to those.
    beside.retain(|held| {
        let of_another = held.copy_of.as_ref().is_some_and(|of| *of != document.id);
        held.summary.id != document.id && !of_another
    });
    beside.sort_by(|a, b| {
        let of = |held: &Holding| (held.copy_of.is_some(), held.summary.consolidated);
        of(a).0.cmp(&of(b).0).then_with(|| {
            of(b)
                .1
                .cmp(&of(a).1)
                .then_with(|| a.summary.id.cmp(&b.summary.id))
        })
    });
    for held in &mut beside {
        held.summary = held.summary.clone().describe();
    }
    let summary = document.summary().describe();
    Ok(Some(Shown {
        name: summary.name,
        short_name: summary.short_name,
        replaced_by: summary.replaced_by,
        document,
        corrected,
        corrigenda,
        beside,
    }))
}

/// The corrigenda of an instrument under any of its keys, oldest first.
pub(crate) fn corrigenda_of(index: &View, keys: &[Key]) -> Result<Vec<Summary>, IndexError> {
    let mut all: Vec<Summary> = Vec::new();
    for corrigendum in index.corrigenda(keys)? {
        if !all.iter().any(|known| known.id == corrigendum.id) {
            all.push(corrigendum.describe());
        }
    }
    all.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    Ok(all)
}
