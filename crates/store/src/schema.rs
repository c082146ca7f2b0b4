//! The fields of the index.

use renvoi_analysis::Lines;
use renvoi_document::{Document, DocumentId, Language, Summary};
use renvoi_reference::{Key, LegalPath};
use serde::{Deserialize, Serialize};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

/// Raised with every change to the fields or to what is stored in them.
pub(crate) const VERSION: u32 = 11;

/// What a tantivy document stands for: the values of the field `scope`.
pub(crate) mod scope {
    /// A place in the text: a passage with the notes that it calls, or a note that nothing calls.
    pub(crate) const PLACE: &str = "place";
    /// A note that a passage calls: searched as part of that passage, and by itself where notes alone are asked for.
    pub(crate) const NOTE: &str = "note";
    /// A second value: a note that a recital calls.
    pub(crate) const OF_RECITAL: &str = "of-recital";
    /// A second value: a passage that calls notes.
    pub(crate) const NOTED: &str = "noted";
    /// A document, without its passages and notes.
    pub(crate) const HEAD: &str = "head";
    /// A note whose text the source lost: part of its document, never found.
    pub(crate) const GAP: &str = "gap";
    /// A passage or a note of a copy: the same text is searched in another document.
    pub(crate) const COPY: &str = "copy";
}

/// Which of the documents of one instrument are searched: the values of the field `state`, on heads.
pub(crate) mod state {
    /// The newest version, or a text that is no version of anything.
    pub(crate) const CURRENT: &str = "current";
    /// A version that a newer one took the place of.
    pub(crate) const REPLACED: &str = "replaced";
    /// The same text as another document, in a format that is read less well.
    pub(crate) const COPY: &str = "copy";
}

/// Values of the field `certainty`.
pub(crate) mod certainty {
    pub(crate) const FORMAL: &str = "formal";
    pub(crate) const INFERRED: &str = "inferred";
}

/// A place of an instrument as the field `cited_places` has it: `32016R0679#art.5/1`.
pub(crate) fn cited_place(key: &Key, path: &LegalPath) -> String {
    format!("{key}#{path}")
}

/// What ends the value of a place that is cited formally.
pub(crate) const FORMALLY: char = '!';

/// A place of an instrument that is cited formally, beside [`cited_place`].
pub(crate) fn formally_cited_place(key: &Key, path: &LegalPath) -> String {
    format!("{key}#{path}{FORMALLY}")
}

/// The tokenizer of all fields of words.
const TERMS: &str = "renvoi_terms";

/// Texts come as lines of terms: the analysis crate has read them.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TERMS, TextAnalyzer::builder(Lines::default()).build());
    manager
}

/// The fields, by name.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// Address of the passage or note; the id of a document for its head.
    pub(crate) id: Field,
    /// Id of the document.
    pub(crate) document: Field,
    /// Place in the document: the head is 0, passages follow, then notes.
    pub(crate) ordinal: Field,
    pub(crate) scope: Field,
    /// Kind of passage, or `footnote`.
    pub(crate) kind: Field,
    /// Folded and stemmed text, but for English ones.
    pub(crate) stemmed: Field,
    /// Folded and stemmed text of English records; each is in one of the two.
    pub(crate) english: Field,
    /// Folded text.
    pub(crate) exact: Field,
    /// Words with accents or in capitals, as written.
    pub(crate) written: Field,
    /// The notes that a passage calls, folded and stemmed, each as its language is.
    pub(crate) notes: Field,
    /// The same, folded.
    pub(crate) exact_notes: Field,
    /// The heading above the text, folded and stemmed.
    pub(crate) heading: Field,
    /// The heading above the text, folded: what tells *traite* from *traitement* there.
    pub(crate) heading_words: Field,
    /// What the text is about without saying so, folded and stemmed: the names and the title of its document, and the
    /// headings above the one right above it.
    pub(crate) context: Field,
    /// All headings above the text, folded and stemmed: what `section:` looks in.
    pub(crate) headings: Field,
    /// Acronyms that the text explains, each with its long form.
    pub(crate) acronym: Field,
    /// Ids of the topics that the text speaks of.
    pub(crate) topic: Field,
    /// Keys of the instruments cited, in the text or in a note that it calls.
    pub(crate) cites: Field,
    /// Those of them that a reference says in full.
    pub(crate) cites_formally: Field,
    /// Those that the text cites itself, and those that the notes do.
    pub(crate) cites_in_text: Field,
    pub(crate) cites_in_notes: Field,
    /// Places of the instruments cited, each with all that holds it: `32016R0679#art.5`, `32016R0679#art.5/1`.
    pub(crate) cited_places: Field,
    /// `formal` where anything is cited formally, `inferred` where anything is cited otherwise.
    pub(crate) certainty: Field,
    /// What tells that places of two versions of a document are one: see [`crate::same_place`].
    pub(crate) of_act: Field,
    pub(crate) legal_path: Field,
    pub(crate) same_text: Field,
    /// Day of the consolidated version that the document is, as a number; 0 for what is none.
    pub(crate) version: Field,
    /// Number of the article that the passage stands in, folded (`3bis`).
    pub(crate) article: Field,
    /// Key of the instrument that the document is; on its head only.
    pub(crate) key: Field,
    /// Key of the instrument that a corrigendum corrects; on its head only.
    pub(crate) corrects: Field,
    /// Whether the document is searched, see [`state`]; on its head only.
    pub(crate) state: Field,
    /// What a list of documents needs to know of one, as JSON in a column: a head may be long, and is stored with all its
    /// sections. On its head only.
    pub(crate) about: Field,
    /// Full path of the document's file; on its head only.
    pub(crate) origin: Field,
    /// Kind of the document's reference, folded (`com`).
    pub(crate) document_type: Field,
    /// Year of the document.
    pub(crate) year: Field,
    /// Day of the document as a number (20200724).
    pub(crate) day: Field,
    /// Languages of the text and of the notes that it calls.
    pub(crate) language: Field,
    /// The record, as JSON.
    pub(crate) json: Field,
}

/// What is stored for a document itself.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    /// The document without passages and notes.
    pub(crate) document: Document,
    pub(crate) passages: usize,
    pub(crate) footnotes: usize,
    /// What the document was made of; see the writer.
    pub(crate) digest: String,
    /// Full path of its file.
    pub(crate) origin: String,
    /// The language that most of its text is in, whatever its metadata say.
    #[serde(default)]
    pub(crate) spoken: Language,
}

/// What a list of documents needs to know of one.
#[derive(Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) summary: Summary,
    /// Name of its file.
    pub(crate) file: String,
    pub(crate) format: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) copy_of: Option<DocumentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) newer_version: Option<DocumentId>,
}

impl About {
    pub(crate) fn of(document: &Document) -> Self {
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
    pub(crate) fn state(&self) -> &'static str {
        if self.document.copy_of.is_some() {
            state::COPY
        } else if self.document.newer_version.is_some() {
            state::REPLACED
        } else {
            state::CURRENT
        }
    }

    /// Key of the instrument that the document is. A corrigendum is not the instrument that it corrects.
    pub(crate) fn key(&self) -> Option<&str> {
        let document = &self.document;
        document
            .reference
            .as_deref()
            .filter(|_| document.corrects.is_none())
    }
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let words = |option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(TERMS)
                    .set_index_option(option),
            )
        };
        // Words are placed by their exact forms; positions of stems would be a
        // tenth of the work of indexing for nothing.
        let (counted, placed) = (
            IndexRecordOption::WithFreqs,
            IndexRecordOption::WithFreqsAndPositions,
        );
        Self {
            id: builder.add_text_field("id", STRING),
            document: builder.add_text_field("document", STRING | FAST),
            ordinal: builder.add_u64_field("ordinal", FAST),
            scope: builder.add_text_field("scope", STRING),
            kind: builder.add_text_field("kind", STRING | FAST),
            stemmed: builder.add_text_field("stemmed", words(counted)),
            english: builder.add_text_field("english", words(counted)),
            notes: builder.add_text_field("notes", words(counted)),
            exact_notes: builder.add_text_field("exact_notes", words(placed)),
            heading: builder.add_text_field("heading", words(counted).set_fast(TERMS)),
            heading_words: builder.add_text_field("heading_words", words(counted)),
            context: builder.add_text_field("context", words(counted)),
            headings: builder.add_text_field("headings", words(IndexRecordOption::Basic)),
            exact: builder.add_text_field("exact", words(placed)),
            written: builder.add_text_field("written", words(counted)),
            acronym: builder.add_text_field("acronym", STRING),
            topic: builder.add_text_field("topic", STRING | FAST),
            cites: builder.add_text_field("cites", STRING | FAST),
            cites_formally: builder.add_text_field("cites_formally", STRING),
            cites_in_text: builder.add_text_field("cites_in_text", STRING),
            cites_in_notes: builder.add_text_field("cites_in_notes", STRING),
            cited_places: builder.add_text_field("cited_places", STRING | FAST),
            certainty: builder.add_text_field("certainty", STRING),
            of_act: builder.add_u64_field("of_act", FAST),
            legal_path: builder.add_u64_field("legal_path", FAST),
            same_text: builder.add_u64_field("same_text", FAST),
            version: builder.add_u64_field("version", FAST),
            article: builder.add_text_field("article", STRING),
            key: builder.add_text_field("key", STRING | FAST),
            corrects: builder.add_text_field("corrects", STRING),
            state: builder.add_text_field("state", STRING | FAST),
            about: builder.add_text_field("about", TextOptions::default().set_fast("raw")),
            origin: builder.add_text_field("origin", STRING),
            document_type: builder.add_text_field("type", STRING | FAST),
            year: builder.add_u64_field("year", INDEXED | FAST),
            day: builder.add_u64_field("day", FAST),
            language: builder.add_text_field("language", STRING | FAST),
            json: builder.add_text_field("json", STORED),
            schema: builder.build(),
        }
    }
}
