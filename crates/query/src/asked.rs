//! What a person who names one thing asks for: the instrument, places of it, filters.

use renvoi_reference::{Catalogue, Key, Place};

use crate::language::{Clause as Part, Filters, Query, Versions, without_filters};
use crate::plan::{normal_filters, plan, readings};
use crate::remark::{Remark, remark};
use crate::request::Clause;
use crate::resolve::{Resolved, resolve};
use crate::search::{about, documents};
use crate::view::View;
use crate::{journal, missing};
use renvoi_index::IndexError;

/// What is asked for.
pub(crate) struct Asked {
    pub(crate) named: Resolved,
    /// Places of the instrument: *article 21 SRI 2*.
    pub(crate) places: Vec<Place>,
    pub(crate) filters: Filters,
    pub(crate) excluded: Filters,
    /// What a place must not hold: words, other instruments.
    pub(crate) must_not: Vec<Clause>,
    /// Whether each version of an act counts for itself.
    pub(crate) every_version: bool,
    /// What could not be used.
    pub(crate) said: Vec<Remark>,
}

impl Asked {
    pub(crate) fn read(index: &View, typed: &str) -> Result<Self, IndexError> {
        let mut query = Query::of(typed);
        journal::date(index, &mut query)?;
        let places = query.places();
        let without = without_filters(typed, Catalogue::bundled());
        let alone = !places.is_empty() || !query.root.must_not.is_empty();
        let mut said = Vec::new();
        let reference = lone_reference(&query).filter(|_| alone);
        let named = if let Some(key) = reference {
            let reference = renvoi_reference::parse(key.as_str());
            reference.map_or(Resolved::Nothing, |reference| Resolved::Named {
                readings: readings(key),
                reference: Box::new(reference),
            })
        } else {
            let named = resolve(index, &without)?;
            let is_read = !matches!(named, Resolved::Nothing | Resolved::Offered(_));
            if is_read && lone_reference(&query).is_some() && about::has_content(&query.root) {
                let words = query.words().join(" ");
                said.push(remark!(
                    "« {words} » n’est pas lu : seule la référence l’est";
                    "“{words}” is not read: only the reference is"
                ));
            }
            named
        };
        let is_filtered = !query.filters.is_empty() || !query.excluded.is_empty();
        if is_filtered {
            said.append(&mut query.diagnostics);
            let wanted = documents::name(index, &mut query.filters)?;
            let unwanted = documents::name(index, &mut query.excluded)?;
            said.extend(missing::documents(&wanted.absent));
            said.extend(missing::documents(&unwanted.absent));
            said.extend(missing::topics(index, &query.filters));
        }
        let must_not = if query.root.must_not.is_empty() {
            Vec::new()
        } else {
            plan(&mut query, index)?.clauses.must_not
        };
        let (filters, excluded) = normal_filters(&query, index);
        Ok(Self {
            named,
            places,
            every_version: filters.versions == Some(Versions::All),
            filters,
            excluded,
            must_not,
            said,
        })
    }
}

/// The one instrument that a query requires.
fn lone_reference(query: &Query) -> Option<&Key> {
    match query.root.must.as_slice() {
        [Part::Reference { key, .. }] => Some(key),
        _ => None,
    }
}
