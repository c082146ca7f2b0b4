//! Permanent links: where the text of a link is in the document that is there now.

use renvoi_document::{Document, DocumentId, Fingerprint, Found};

use crate::pages::names::document_address;
use crate::ui::Ui;

/// A permanent link that was followed.
pub(super) struct Link {
    /// Its fingerprint as it was given.
    fingerprint: String,
    /// `None` for what is no fingerprint.
    found: Option<Found>,
}

/// What a link says of a text that is gone.
const NOWHERE: &str = "0";

impl Link {
    pub(super) fn follow(fingerprint: &str, document: &Document) -> Self {
        let read = fingerprint.parse::<Fingerprint>();
        Self {
            found: read.ok().map(|fingerprint| fingerprint.find(document)),
            fingerprint: fingerprint.to_owned(),
        }
    }

    /// Where the text is now, when it is not where the link says.
    pub(super) fn elsewhere(&self, id: &DocumentId) -> Option<String> {
        let (at, anchor) = match self.found.as_ref()? {
            Found::Same(_) => return None,
            Found::Moved(anchor) | Found::Within(anchor) | Found::Changed(anchor) => {
                (anchor.as_str(), anchor.as_str())
            }
            Found::Lost => (NOWHERE, "contenu"),
        };
        let address = document_address(id);
        Some(format!("{address}?h={}&at={at}#{anchor}", self.fingerprint))
    }

    /// What became of the text: whether that is to be checked, and a sentence with the place.
    pub(super) fn said(&self, ui: &Ui) -> Option<Said> {
        let place = |anchor: &str| match anchor.strip_prefix('n') {
            Some(number) => ui.s("place-note", number),
            None => format!("¶\u{a0}{}", anchor.trim_start_matches('p')),
        };
        let (message, anchor, is_warning) = match &self.found {
            Some(Found::Same(_)) => return None,
            Some(Found::Moved(anchor)) => ("link-moved", Some(anchor), false),
            Some(Found::Within(anchor)) => ("link-within", Some(anchor), false),
            Some(Found::Changed(anchor)) => ("link-changed", Some(anchor), true),
            Some(Found::Lost) => ("link-lost", None, true),
            None => ("link-unreadable", None, true),
        };
        Some(Said {
            text: match anchor {
                Some(anchor) => ui.s(message, place(anchor)),
                None => ui.t(message),
            },
            is_warning,
            anchor: anchor.cloned(),
        })
    }
}

/// What is said of a link above the text.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) is_warning: bool,
    pub(super) anchor: Option<String>,
}
