//! Permanent addresses of documents and of what is in them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_fold::fold_to_ascii;

/// The stable id of a document: lower-case ASCII letters, digits and single
/// hyphens, such as `com-2020-605` or `32016l1148`. It is safe in a URL path
/// and as a file name.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct DocumentId(String);

/// The id of a passage (`com-2020-605/p42`) or of a footnote
/// (`com-2020-605/n33`).
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct RecordId(String);

/// Why a text is not an id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum IdError {
    /// The text is not a document id.
    #[error(
        "`{0}` is not a document id: use lower-case letters, digits and hyphens, such as com-2020-605"
    )]
    Document(String),
    /// The text is not the id of a passage or footnote.
    #[error(
        "`{0}` is not the id of a passage or note: these look like com-2020-605/p42 or com-2020-605/n33"
    )]
    Record(String),
}

/// Ids stay far below the file-name limit of every system.
const LONGEST: usize = 96;

impl DocumentId {
    /// Makes an id from a reference, a title or a file name: letters are folded
    /// to ASCII and all else becomes single hyphens. A name without any letter
    /// or digit gives `document`.
    pub fn from_name(name: &str) -> Self {
        let mut id = String::new();
        for c in fold_to_ascii(name) {
            if c.is_ascii_alphanumeric() {
                id.push(c.to_ascii_lowercase());
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
            if id.len() >= LONGEST {
                break;
            }
        }
        let id = id.trim_end_matches('-');
        Self(if id.is_empty() { "document" } else { id }.to_owned())
    }

    /// The id that the text of an instrument has of its own: made of its number, the day of a consolidated version and the
    /// part, where it is one of several. `None` for what is no instrument.
    ///
    /// ```
    /// use renvoi_document::DocumentId;
    ///
    /// let id = DocumentId::of_instrument(Some("COM(2020) 605"), None, None, Some("2"));
    /// assert_eq!(id.as_ref().map(DocumentId::as_str), Some("com-2020-605-doc-2"));
    /// ```
    pub fn of_instrument(
        reference: Option<&str>,
        celex: Option<&str>,
        consolidated: Option<Date>,
        part: Option<&str>,
    ) -> Option<Self> {
        let mut name = match (consolidated, celex) {
            (Some(day), Some(celex)) => {
                let base = celex.split('-').next().unwrap_or(celex);
                format!("{base}-{}", day.strftime("%Y%m%d"))
            }
            _ => reference.or(celex)?.to_owned(),
        };
        // The first part is the text itself; the others stand beside it.
        if let Some(part) = part.filter(|part| *part != "1") {
            let counted = part.starts_with(|c: char| c.is_ascii_digit());
            name.push_str(if counted { "-doc-" } else { "-" });
            name.push_str(part);
        }
        Some(Self::from_name(&name))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the passage with this ordinal (passages count from 1).
    pub fn passage(&self, ordinal: usize) -> RecordId {
        RecordId(format!("{}/p{ordinal}", self.0))
    }

    /// The id of the note with this mark: its number, or its number and the
    /// restart it belongs to where a document numbers its notes anew.
    pub fn note(&self, mark: &str) -> RecordId {
        RecordId(format!("{}/n{mark}", self.0))
    }
}

impl RecordId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The document that the passage or note belongs to.
    pub fn document(&self) -> DocumentId {
        DocumentId(self.0.split('/').next().unwrap_or_default().to_owned())
    }

    /// The same passage or note of a document with another id.
    #[must_use]
    pub fn moved_to(&self, document: &DocumentId) -> Self {
        Self(format!("{}/{}", document.0, self.anchor()))
    }

    /// The part after the document: `p42` or `n33`, which is also the anchor of
    /// the passage on the document's page.
    pub fn anchor(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, anchor)| anchor)
    }
}

fn is_document_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl FromStr for DocumentId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        if is_document_id(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Document(text.to_owned()))
        }
    }
}

impl FromStr for RecordId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let valid = text.split_once('/').is_some_and(|(document, anchor)| {
            is_document_id(document)
                && anchor.strip_prefix(['p', 'n']).is_some_and(|mark| {
                    mark.starts_with(|c: char| c.is_ascii_digit())
                        && mark.len() <= 24
                        && mark
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                })
        });
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Record(text.to_owned()))
        }
    }
}

macro_rules! text_conversions {
    ($id:ident) => {
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $id {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }
        impl From<$id> for String {
            fn from(id: $id) -> String {
                id.0
            }
        }
    };
}

text_conversions!(DocumentId);
text_conversions!(RecordId);

/// Folding for ids only: what search does to text is the analysis crate's.
mod unicode_fold {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    pub(super) fn fold_to_ascii(text: &str) -> impl Iterator<Item = char> {
        text.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(|c| match c {
                'œ' | 'Œ' => ['o', 'e'],
                'æ' | 'Æ' => ['a', 'e'],
                'ß' => ['s', 's'],
                c => [c, '\0'],
            })
            .filter(|c| *c != '\0')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("COM(2020) 605", "com-2020-605"),
            ("32016L1148", "32016l1148"),
            (
                "Cinquième rapport sur l’état d’avancement",
                "cinquieme-rapport-sur-l-etat-d-avancement",
            ),
            ("  (Œuvre) -- n° 3  ", "oeuvre-n-3"),
            ("../../etc/passwd", "etc-passwd"),
            ("…", "document"),
        ] {
            assert_eq!(DocumentId::from_name(name).as_str(), id, "{name}");
            assert!(id.parse::<DocumentId>().is_ok(), "{id} is refused");
        }
        let long = DocumentId::from_name(&"mot ".repeat(200));
        assert!(long.as_str().parse::<DocumentId>().is_ok());
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "A", "a b", "-a", "a-", "a/p1", "../a"] {
            assert!(text.parse::<DocumentId>().is_err(), "{text}");
        }
        for text in ["a", "a/", "a/p", "a/x1", "a/pp1", "/p1", "a/p1/p2", "A/p1"] {
            assert!(text.parse::<RecordId>().is_err(), "{text}");
        }
        let id: RecordId = "com-2020-605/n3-2".parse().expect("a note of a restart");
        assert_eq!(
            (id.document().as_str(), id.anchor()),
            ("com-2020-605", "n3-2")
        );
    }
}
