//! Filters: what a hit must meet besides its text.

use renvoi_document::DocumentId;
use renvoi_reference::Key;
use serde::Serialize;

/// The filters of a query. Several filters all hold; several documents or types
/// are alternatives, since a passage has only one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filters {
    /// `ref:` the passage or note cites each of these.
    #[serde(rename = "ref", skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Key>,
    /// `dans:` it stands in one of these documents.
    #[serde(rename = "dans", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
    /// `dans:` with a reference: it stands in the document that is this
    /// instrument. A search puts that document's id in [`Filters::documents`].
    #[serde(rename = "instrument", skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Key>,
    /// `type:` its document is one of these (`COM`, `SWD`, `JOIN`, …).
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// `article:` it stands in an article of one of these numbers.
    #[serde(rename = "article", skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// `annee:` years of the document, first and last.
    #[serde(rename = "annee", skip_serializing_if = "Option::is_none")]
    pub years: Option<(i16, i16)>,
    /// `note:` only notes, or no notes.
    #[serde(rename = "note", skip_serializing_if = "Option::is_none")]
    pub notes: Option<bool>,
}

/// The name of a filter, as typed in French or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Cites,
    Document,
    Type,
    Article,
    Year,
    Note,
}

impl Name {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match renvoi_analysis::fold(name).as_str() {
            "ref" | "cite" => Self::Cites,
            "dans" | "in" => Self::Document,
            "type" => Self::Type,
            "article" | "art" => Self::Article,
            "annee" | "year" => Self::Year,
            "note" | "footnote" => Self::Note,
            _ => return None,
        })
    }
}

impl Filters {
    /// Adds a filter; what is wrong with its value is returned for the person
    /// who typed it.
    pub(super) fn add(&mut self, name: Name, value: &str) -> Result<(), String> {
        match name {
            Name::Cites => match renvoi_reference::parse(value) {
                Some(citation) => push(&mut self.cites, citation.key),
                None => {
                    return Err(format!(
                        "« {value} » n’est pas une référence connue : écrivez par exemple ref:COM(2020) 605"
                    ));
                }
            },
            Name::Document => match (value.parse(), renvoi_reference::parse(value)) {
                (Ok(id), _) => push(&mut self.documents, id),
                (Err(_), Some(named)) => push(&mut self.instruments, named.key),
                (Err(_), None) => push(&mut self.documents, DocumentId::from_name(value)),
            },
            Name::Type => push(&mut self.types, renvoi_analysis::fold(value)),
            Name::Article => push(&mut self.articles, article_number(value)),
            Name::Year => match years(value) {
                Some(range) => self.years = Some(range),
                None => {
                    return Err(format!(
                        "« {value} » n’est pas une année : écrivez annee:2020 ou annee:2020..2022"
                    ));
                }
            },
            Name::Note => match renvoi_analysis::fold(value).as_str() {
                "oui" | "yes" | "true" | "1" => self.notes = Some(true),
                "non" | "no" | "false" | "0" => self.notes = Some(false),
                _ => return Err(format!("« {value} » : écrivez note:oui ou note:non")),
            },
        }
        Ok(())
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// The number of an article the way it is compared: `21`, `3bis`; *premier* is
/// `1`.
pub fn article_number(text: &str) -> String {
    let folded = renvoi_analysis::fold(text);
    match folded.trim().trim_end_matches('.') {
        "premier" | "1er" => "1".to_owned(),
        number => number.chars().filter(|c| c.is_alphanumeric()).collect(),
    }
}

/// `2020`, `2020..2022`, `2020-2022`, `2020..`, `..2022`.
fn years(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| -> Option<i16> {
        (text.len() == 4)
            .then(|| text.parse().ok())
            .flatten()
            .filter(|y| *y >= 1000)
    };
    let (first, last) = match value.split_once("..").or_else(|| value.split_once('-')) {
        Some(("", last)) => (0, year(last)?),
        Some((first, "")) => (year(first)?, 9999),
        Some((first, last)) => (year(first)?, year(last)?),
        None => (year(value)?, year(value)?),
    };
    Some((first.min(last), first.max(last)))
}
