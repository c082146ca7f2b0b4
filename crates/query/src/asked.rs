//! What a person who names one thing asks for: the instrument, places of it, filters.

use renvoi_reference::{Catalogue, Place};

use crate::index::{IndexError, PassageIndex};
use crate::language::{Filters, Query, without_filters};
use crate::plan::readings;
use crate::resolve::{Resolved, resolve};

/// What is asked for.
pub(crate) struct Asked {
    pub(crate) named: Resolved,
    /// Places of the instrument: *article 21 SRI 2*.
    pub(crate) places: Vec<Place>,
    pub(crate) filters: Filters,
    pub(crate) excluded: Filters,
    /// What could not be used.
    pub(crate) said: Vec<String>,
}

impl Asked {
    pub(crate) fn read(index: &dyn PassageIndex, typed: &str) -> Result<Self, IndexError> {
        let query = Query::of(typed);
        let places = query.places();
        let named = match query.references.as_slice() {
            [key] if !places.is_empty() => match renvoi_reference::parse(key.as_str()) {
                Some(reference) => Resolved::Named {
                    readings: readings(key),
                    reference: Box::new(reference),
                },
                None => Resolved::Nothing,
            },
            _ => resolve(index, &without_filters(typed, Catalogue::bundled()))?,
        };
        let is_filtered = !query.filters.is_empty() || !query.excluded.is_empty();
        Ok(Self {
            named,
            places,
            said: if is_filtered {
                query.diagnostics
            } else {
                Vec::new()
            },
            filters: query.filters,
            excluded: query.excluded,
        })
    }
}
