//! What is stored for records and documents, and what listings say of them. A back end keeps it as a text.

use jiff::Timestamp;
use renvoi_document::{Document, DocumentId, Footnote, Language, Passage, RecordId, Summary};
use renvoi_index::state;
use renvoi_reference::{Key, LegalPath};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is stored for a passage or a footnote: itself, and the little of its
/// surroundings that a result shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The document it belongs to.
    pub document: Summary,
    /// Headings from the root to the place.
    pub section: Vec<String>,
    /// The same in sentence case, where the source prints headings in capitals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub display_section: Vec<String>,
    /// The passage or note.
    pub content: Content,
}

/// A passage or a footnote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// A passage.
    Passage(Passage),
    /// A footnote; one whose text is missing is never a record.
    Footnote(Footnote),
}

impl Record {
    /// The record's permanent address.
    pub fn id(&self) -> &RecordId {
        match &self.content {
            Content::Passage(p) => &p.id,
            Content::Footnote(n) => &n.id,
        }
    }

    /// Its text.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Passage(p) => &p.text,
            Content::Footnote(n) => n.text.as_deref().unwrap_or_default(),
        }
    }
}

/// How often each value occurs among what matches, most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Facets {
    /// Kind of the document's own reference (`COM`, `SWD`, …).
    #[serde(rename = "type")]
    pub document_type: Vec<FacetCount>,
    /// Who the document is of.
    pub institution: Vec<FacetCount>,
    /// Year of the document.
    pub year: Vec<FacetCount>,
    /// Kind of passage, or `footnote`.
    pub kind: Vec<FacetCount>,
    /// Language of the passage.
    pub language: Vec<FacetCount>,
    /// Topics of the thesaurus, by id.
    pub topic: Vec<FacetCount>,
    /// Instruments cited.
    pub cited: Vec<FacetCount>,
}

/// A value and its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Number of passages and notes with it.
    pub count: u64,
}

/// The last run that changed the index: kept with it as [`renvoi_index::resource::RUN`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it ended, in UTC: `2026-12-01T09:30:00Z`.
    pub ended: Timestamp,
}

/// A document in a listing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Listed {
    /// What a hit shows of it.
    #[serde(flatten)]
    pub summary: Summary,
    /// Number of its passages.
    pub passages: usize,
    /// Number of its notes.
    pub footnotes: usize,
    /// Of a copy: the document with the same text that is searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<DocumentId>,
}

/// A document of an instrument, as the end of a run settled it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Holding {
    /// What a hit shows of it.
    #[serde(flatten)]
    pub summary: Summary,
    /// Name of its file.
    pub file: String,
    /// Which reader read it.
    pub format: String,
    /// Of a copy: the document with the same text that is searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<DocumentId>,
    /// Of a version that was replaced: the newest one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<DocumentId>,
}

impl Holding {
    /// What orders the documents of one instrument: its main text before its parts, the document that has the id of the
    /// instrument before others that claim it.
    pub(crate) fn place(&self) -> (Option<&str>, bool, &DocumentId) {
        let part = self.summary.part.as_deref().filter(|part| *part != "1");
        let own = self.summary.reference.as_deref().map(DocumentId::from_name);
        let versioned = self.summary.consolidated.is_some();
        let is_other = !versioned && own.as_ref() != Some(&self.summary.id);
        (part, is_other, &self.summary.id)
    }
}

/// Values of the field `certainty`.
pub mod certainty {
    /// In full.
    pub const FORMAL: &str = "formal";
    /// Otherwise.
    pub const INFERRED: &str = "inferred";
}

/// A place of an instrument as the field `cited_places` has it: `32016R0679#art.5/1`.
pub fn cited_place(key: &Key, path: &LegalPath) -> String {
    format!("{key}#{path}")
}

/// What ends the value of a place that is cited formally.
pub const FORMALLY: char = '!';

/// A place of an instrument that is cited formally, beside [`cited_place`].
pub fn formally_cited_place(key: &Key, path: &LegalPath) -> String {
    format!("{key}#{path}{FORMALLY}")
}

/// What is stored for a document itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// The document without passages and notes.
    pub document: Document,
    /// Number of its passages.
    pub passages: usize,
    /// Number of its notes.
    pub footnotes: usize,
    /// What the document was made of: another one is read again.
    pub digest: String,
    /// Full path of its file.
    pub origin: String,
    /// The language that most of its text is in, whatever its metadata say.
    #[serde(default)]
    pub spoken: Language,
}

/// What a list of documents needs to know of one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    /// What a hit shows of it.
    pub summary: Summary,
    /// Name of its file.
    pub file: String,
    /// Which reader read it.
    pub format: String,
    /// Of a copy: the document that is searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<DocumentId>,
    /// Of a version that was replaced: the newest one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<DocumentId>,
}

impl About {
    /// What a document says.
    pub fn of(document: &Document) -> Self {
        Self {
            summary: document.summary(),
            file: document.source.file.clone(),
            format: document.source.format.clone(),
            copy_of: document.copy_of.clone(),
            newer_version: document.newer_version.clone(),
        }
    }
}

impl Head {
    /// Whether the document is searched.
    pub fn state(&self) -> &'static str {
        if self.document.copy_of.is_some() {
            state::COPY
        } else if self.document.newer_version.is_some() {
            state::REPLACED
        } else {
            state::CURRENT
        }
    }

    /// Key of the instrument that the document is. A corrigendum is not the instrument that it corrects.
    pub fn key(&self) -> Option<&str> {
        let document = &self.document;
        document
            .reference
            .as_deref()
            .filter(|_| document.corrects.is_none())
    }
}

impl From<About> for Holding {
    fn from(about: About) -> Self {
        Self {
            summary: about.summary,
            file: about.file,
            format: about.format,
            copy_of: about.copy_of,
            newer_version: about.newer_version,
        }
    }
}

impl From<Head> for Listed {
    fn from(head: Head) -> Self {
        Self {
            summary: head.document.summary(),
            passages: head.passages,
            footnotes: head.footnotes,
            copy_of: head.document.copy_of,
        }
    }
}
