//! The document contract. Field order is the order of the JSON.

use jiff::civil::Date;
use renvoi_reference::Citation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{DocumentId, RecordId};

/// One document, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Permanent id.
    pub id: DocumentId,
    /// Its own number as a canonical key, such as `COM(2020) 605`.
    pub reference: Option<String>,
    /// Title, from the metadata or the first heading, else the file's name.
    pub title: String,
    /// Date of adoption.
    pub date: Option<Date>,
    /// `communication`, `report`, … as the metadata says.
    pub kind: Option<String>,
    /// Main language.
    pub language: Language,
    /// Where it was read from.
    pub source: Source,
    /// The tree of numbered headings, in text order.
    pub sections: Vec<Section>,
    /// The text, in order.
    pub passages: Vec<Passage>,
    /// The notes, in the order of their calls.
    pub footnotes: Vec<Footnote>,
    /// What the reader could not resolve, in words for a person.
    pub warnings: Vec<String>,
}

/// The little of a document that a hit shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Permanent id.
    pub id: DocumentId,
    /// Its own number.
    pub reference: Option<String>,
    /// Title.
    pub title: String,
    /// Date of adoption.
    pub date: Option<Date>,
}

/// Where a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name of the file, relative to the folder that was ingested.
    pub file: String,
    /// Which reader read it: `pdf-dump`, `word-dump`.
    pub format: String,
    /// BLAKE3 hash of the file's bytes, 64 hexadecimal digits.
    pub blake3: String,
}

/// A heading and all that stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// `s1`, `s2`, … in text order.
    pub id: String,
    /// Depth in the tree, from 1.
    pub level: u8,
    /// The number as printed, such as `IV.` or `2.`.
    pub number: Option<String>,
    /// The heading without its number.
    pub heading: String,
    /// Id of the section around it.
    pub parent: Option<String>,
}

/// What a passage is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// A paragraph.
    Paragraph,
    /// A heading; it opens the section it names.
    Heading,
    /// An item of a list.
    ListItem,
    /// A paragraph of a box set apart from the text.
    Box,
}

impl PassageKind {
    /// The name used in JSON, filters and facets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::ListItem => "list-item",
            Self::Box => "box",
        }
    }
}

/// A paragraph as its author made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// `com-2020-605/p42`.
    pub id: RecordId,
    /// Place in the document, from 1.
    pub ordinal: usize,
    /// What it is.
    pub kind: PassageKind,
    /// Id of the section it stands in.
    pub section: Option<String>,
    /// Page it begins on, where the source has pages.
    pub page: Option<u32>,
    /// The text, without the marks of footnote calls.
    pub text: String,
    /// Language of this passage.
    pub language: Language,
    /// For an item of a list: the passage that introduces the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduced_by: Option<RecordId>,
    /// The notes called here.
    pub calls: Vec<Call>,
    /// The instruments cited here.
    pub citations: Vec<Citation>,
}

/// The place where a passage calls a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// The note's number.
    pub note: u32,
    /// Id of the note.
    pub id: RecordId,
    /// Offset in the passage's text, in code points: the call stands before the
    /// character at this offset.
    pub at: usize,
}

/// A footnote: text of its own, called from a passage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Footnote {
    /// `com-2020-605/n33`.
    pub id: RecordId,
    /// The number that the page prints.
    pub number: u32,
    /// The number in the file, where that is another one.
    pub label: Option<String>,
    /// The passage that calls it.
    pub called_from: Option<RecordId>,
    /// Page it stands on, where the source has pages.
    pub page: Option<u32>,
    /// Its text; none when the source calls the note and does not hold it.
    pub text: Option<String>,
    /// Language of this note.
    pub language: Language,
    /// The instruments cited here.
    pub citations: Vec<Citation>,
}

/// A language that Renvoi analyses, by its ISO 639-1 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

impl Document {
    /// What a hit shows of the document.
    pub fn summary(&self) -> Summary {
        Summary {
            id: self.id.clone(),
            reference: self.reference.clone(),
            title: self.title.clone(),
            date: self.date,
        }
    }

    /// The headings from the root to the section with this id, each with its
    /// number (`IV. Protéger chacun dans l’UE`).
    pub fn section_path(&self, id: Option<&str>) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = id.and_then(|id| self.section(id));
        // A parent is less deep than its child, so the walk ends even on a tree
        // that came from elsewhere and is not one.
        while let Some(section) = next {
            path.push(section.label());
            next = section
                .parent
                .as_deref()
                .and_then(|id| self.section(id))
                .filter(|parent| parent.level < section.level);
        }
        path.reverse();
        path
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        // Ids count the sections, so the place is known.
        let counted: usize = id.strip_prefix('s')?.parse().ok()?;
        let section = self.sections.get(counted.checked_sub(1)?)?;
        (section.id == id).then_some(section)
    }
}

impl Section {
    /// Number and heading as one line.
    pub fn label(&self) -> String {
        match &self.number {
            Some(number) => format!("{number} {}", self.heading),
            None => self.heading.clone(),
        }
    }
}
