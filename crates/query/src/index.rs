//! The boundary to whatever holds the passages.

use std::sync::Arc;

use renvoi_document::{Document, DocumentId, Footnote, Passage, RecordId, Summary};
use renvoi_reference::Key;
use serde::{Deserialize, Serialize};

use crate::citing::{CitingAnswer, CitingRequest};
use crate::request::{Answer, Ranker, Request, Vocabulary};
use crate::thesaurus::Thesaurus;

/// What is stored for a passage or a footnote: itself, and the little of its
/// surroundings that a result shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The document it belongs to.
    pub document: Summary,
    /// Headings from the root to the place.
    pub section: Vec<String>,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Kind of the document's own reference (`COM`, `SWD`, …).
    #[serde(rename = "type")]
    pub document_type: Vec<FacetCount>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Number of passages and notes with it.
    pub count: u64,
}

/// A document in a listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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

/// Whatever holds the passages and finds them again.
pub trait PassageIndex: Send + Sync {
    /// What a request finds: the best of the first stage in the order that the
    /// ranker gives them, whatever follows in the order of the first stage.
    ///
    /// # Errors
    /// The back end cannot answer, or only in part.
    fn search(&self, request: &Request, ranker: &dyn Ranker) -> Result<Answer, IndexError>;

    /// Folded words of the texts, each with the number of records that it
    /// stands in; the most frequent first, at most `limit`.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn vocabulary(
        &self,
        which: Vocabulary<'_>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError>;

    /// Folded words that begin so and that a document which is there has, each
    /// with the number of records that it stands in: those first that stand most
    /// often in the records with the word `beside`, then the most frequent.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn begun(
        &self,
        beginning: &str,
        beside: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError>;

    /// Folded words as the texts most often write them, with their accents, in the
    /// order asked.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn written(&self, words: &[&str]) -> Result<Vec<String>, IndexError>;

    /// The thesaurus that the records were tagged with: a query must be read with
    /// the same one.
    fn thesaurus(&self) -> Arc<Thesaurus>;

    /// What the texts say that a folded acronym stands for, each with the number
    /// of records that explain it so; the most frequent first.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn long_forms(&self, acronym: &str) -> Result<Vec<(String, u64)>, IndexError>;

    /// Documents whose reference or title has a word that begins with a folded
    /// text, in the order of their ids.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn documents_titled(&self, beginning: &str, limit: usize) -> Result<Vec<Summary>, IndexError>;

    /// The places that cite instruments: those of several versions of an act once, unless each version is wanted.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn citing(&self, request: &CitingRequest) -> Result<CitingAnswer, IndexError>;

    /// The instruments cited or held whose keys begin so, in the order of their keys.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn cited(&self, beginning: &str) -> Result<Vec<Key>, IndexError>;

    /// The records with these ids, in the order asked; those not found are left
    /// out.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn records(&self, ids: &[RecordId]) -> Result<Vec<Record>, IndexError>;

    /// A whole document.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn document(&self, id: &DocumentId) -> Result<Option<Document>, IndexError>;

    /// Whether there is a document with this id.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn has_document(&self, id: &DocumentId) -> Result<bool, IndexError>;

    /// All documents of an instrument, in no order: versions, parts, copies.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn holdings(&self, key: &Key) -> Result<Vec<Holding>, IndexError>;

    /// The document that is searched in place of a copy; `None` when the id is that of no copy.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn copy_of(&self, id: &DocumentId) -> Result<Option<DocumentId>, IndexError>;

    /// Whether a passage cites an instrument, or a document is it.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn knows(&self, key: &Key) -> Result<bool, IndexError>;

    /// The corrigenda of an instrument, in no order.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn corrigenda(&self, key: &Key) -> Result<Vec<Summary>, IndexError>;

    /// All documents, in the order of their ids.
    ///
    /// # Errors
    /// As for [`PassageIndex::search`].
    fn documents(&self) -> Result<Vec<Listed>, IndexError>;
}

/// Why an index did not answer.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The back end failed.
    #[error("the index cannot answer: {0}")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored record is not what this version stores.
    #[error(
        "a record of the index cannot be read: {0}; rebuild the index with `renvoi ingest --rebuild`"
    )]
    Record(String),
}
