//! What of the list is asked for, and the addresses that ask for it.

use std::fmt::Write as _;

use renvoi_reference::LegalPath;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::Failure;
use crate::pages::names::instrument_address;

/// Parameters of the page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// What a program wants instead of the page.
    pub(super) format: Option<Format>,
    /// Formal or inferred citations only.
    pub(super) certainty: Option<Certainty>,
    /// Citations of one year only.
    pub(super) year: Option<u16>,
    /// Citations in one document only.
    pub(super) document: Option<String>,
    /// Citations of one place only: `art.21/2/f`.
    pub(super) place: Option<String>,
    pub(super) offset: Option<usize>,
    /// The part of the page that is wanted, by scripts.
    pub(super) part: Option<Wanted>,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Wanted {
    /// What a reference shows when one points at it.
    Card,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Csv,
    Json,
    Atom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Certainty {
    Formal,
    Inferred,
}

impl Asked {
    /// The instrument with the filters, as a query says it.
    pub(super) fn query(&self, key: &str) -> String {
        let mut query = key.to_owned();
        match self.certainty {
            Some(Certainty::Formal) => query.push_str(" certitude:formelle"),
            Some(Certainty::Inferred) => query.push_str(" certitude:deduite"),
            None => {}
        }
        if let Some(year) = self.year {
            let _ = write!(query, " annee:{year}");
        }
        if let Some(document) = &self.document {
            let id = renvoi_document::DocumentId::from_name(document);
            let _ = write!(query, " dans:{id}");
        }
        query
    }

    /// The parameters, with one of them changed.
    pub(super) fn address(&self, key: &str, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = Self {
            offset: None,
            format: None,
            ..self.clone()
        };
        change(&mut asked);
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        match asked.certainty {
            Some(Certainty::Formal) => {
                pairs.append_pair("certainty", "formal");
            }
            Some(Certainty::Inferred) => {
                pairs.append_pair("certainty", "inferred");
            }
            None => {}
        }
        if let Some(year) = asked.year {
            pairs.append_pair("year", &year.to_string());
        }
        if let Some(document) = &asked.document {
            pairs.append_pair("document", document);
        }
        if let Some(place) = &asked.place {
            pairs.append_pair("place", place);
        }
        if let Some(offset) = asked.offset.filter(|offset| *offset > 0) {
            pairs.append_pair("offset", &offset.to_string());
        }
        match asked.format {
            Some(Format::Csv) => {
                pairs.append_pair("format", "csv");
            }
            Some(Format::Json) => {
                pairs.append_pair("format", "json");
            }
            Some(Format::Atom) => {
                pairs.append_pair("format", "atom");
            }
            None => {}
        }
        let query = pairs.finish();
        let path = instrument_address(key);
        if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        }
    }

    pub(super) fn path(&self) -> Result<Option<LegalPath>, Failure> {
        let path = self.place.as_deref().map(str::parse).transpose();
        path.map_err(|_| Failure::Value {
            name: "place".to_owned(),
            value: self.place.clone().unwrap_or_default(),
        })
    }
}
