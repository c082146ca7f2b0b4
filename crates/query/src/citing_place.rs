//! A place that cites, as answers have it.

use renvoi_document::{Call, DocumentId, Language, RecordId, Summary};
use renvoi_reference::{Certainty, Citation};
use schemars::JsonSchema;
use serde::Serialize;

use crate::snippet::Snippet;

/// A place that cites.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Citing {
    /// The passage; none for a note that nothing calls.
    pub passage: Option<RecordId>,
    /// The first note that cites, where one does.
    pub footnote: Option<CitingNote>,
    /// Text of the passage.
    pub text: String,
    /// The document.
    pub document: Summary,
    /// The newest version of that document, where it is an older one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<DocumentId>,
    /// Headings from the root to the place.
    pub section: Vec<String>,
    /// The same in sentence case, where the source prints headings in capitals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub display_section: Vec<String>,
    /// Page.
    pub page: Option<u32>,
    /// How sure it is that this instrument is meant: the best of its evidence.
    pub certainty: Certainty,
    /// What of the place cites: the passage, then each note.
    pub evidence: Vec<CitingEvidence>,
    /// Language of the text, for those who show it.
    #[serde(skip)]
    pub language: Language,
    /// What the passage cites, for those who show it.
    #[serde(skip)]
    pub citations: Vec<Citation>,
    /// The notes that the passage calls, for those who show it.
    #[serde(skip)]
    pub calls: Vec<Call>,
    /// The part of the text that a list shows: where it cites, else where it calls the notes that do.
    #[serde(skip)]
    pub snippet: Snippet,
}

/// What of a place cites.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CitingEvidence {
    /// The note; none where the passage itself cites.
    pub footnote: Option<CitingNote>,
    /// How sure it is that this instrument is meant.
    pub certainty: Certainty,
    /// Where it is cited, in code points of the note's text, else of the passage's.
    pub spans: Vec<(usize, usize)>,
}

/// A note that cites.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CitingNote {
    /// Number on the page.
    pub number: u32,
    /// Its address.
    pub id: RecordId,
    /// Its text.
    pub text: String,
    /// What it cites, for those who show it.
    #[serde(skip)]
    pub citations: Vec<Citation>,
}
