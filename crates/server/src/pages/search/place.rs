//! The card of a place of an act.

use renvoi_query::{ActPlace, Neighbour};
use renvoi_reference::Key;

use super::address::search_address;
use crate::pages::names::{Name, document_address, instrument_address, record_address};
use crate::ui::Ui;

/// A place of an act.
pub(crate) struct PlaceCard {
    pub(crate) label: String,
    pub(crate) act: Name,
    pub(crate) act_address: String,
    pub(crate) address: String,
    pub(crate) version: Option<String>,
    pub(crate) units: Vec<Unit>,
    /// The divisions that hold its article.
    pub(crate) within: Vec<String>,
    /// The articles before and behind it: what they are called, and their cards.
    pub(crate) previous: Option<(String, String)>,
    pub(crate) next: Option<(String, String)>,
}

/// A passage of a place.
pub(crate) struct Unit {
    pub(crate) address: String,
    pub(crate) text: String,
    pub(crate) is_point: bool,
    pub(crate) cited: usize,
    /// Who cites it.
    pub(crate) citing: Option<String>,
}

impl PlaceCard {
    pub(super) fn new(ui: &Ui, place: ActPlace, references: &[Key]) -> Self {
        let act = Name::of(&place.document);
        let key = references.first().map(ToString::to_string);
        let key = key.or_else(|| place.document.reference.clone());
        let key = key.unwrap_or_default();
        let first = place.units.first();
        let units = place.units.iter().map(|unit| Unit {
            address: record_address(&unit.id),
            text: unit.text.clone(),
            is_point: unit
                .number
                .as_deref()
                .is_some_and(|number| number.bytes().all(|b| b.is_ascii_lowercase())),
            cited: unit.cited,
            citing: (unit.cited > 0).then(|| {
                let place = unit.path().map(ToString::to_string).unwrap_or_default();
                let place = form_urlencoded::byte_serialize(place.as_bytes());
                format!(
                    "{}?place={}",
                    instrument_address(&key),
                    place.collect::<String>()
                )
            }),
        });
        Self {
            address: first.map_or_else(
                || document_address(&place.document.id),
                |unit| record_address(&unit.id),
            ),
            act_address: instrument_address(&key),
            version: match (place.document.consolidated, place.newer_version.is_some()) {
                (Some(day), false) => Some(ui.s("version-of", ui.date(day))),
                (Some(day), true) => Some(ui.s("version-replaced", ui.date(day))),
                (None, true) => Some(ui.t("adopted-replaced")),
                (None, false) => None,
            },
            units: units.collect(),
            within: place.within,
            previous: place.previous.map(|article| beside(article, &act)),
            next: place.next.map(|article| beside(article, &act)),
            label: place.label,
            act,
        }
    }
}

/// An article beside the place: what it is called, and the search that shows it.
fn beside(article: Neighbour, act: &Name) -> (String, String) {
    let address = search_address(&format!("{} {}", article.label, act.number));
    let label = match article.heading.as_str() {
        "" => article.label,
        heading => format!("{} – {heading}", article.label),
    };
    (label, address)
}
