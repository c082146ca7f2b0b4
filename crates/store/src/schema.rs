//! The fields of the index.

use renvoi_analysis::Chain;
use std::collections::HashMap;

use renvoi_document::{Date, Document, Footnote, Language, Passage, RecordId};
use renvoi_query::{Content, Record, Thesaurus, acronyms};
use renvoi_reference::{Citation, Kind};
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

/// Raised with every change to the fields or to what is stored in them.
pub(crate) const VERSION: u32 = 6;

/// What a tantivy document stands for: the values of the field `scope`.
pub(crate) mod scope {
    /// A passage or a note: what is searched.
    pub(crate) const TEXT: &str = "text";
    /// A document, without its passages and notes.
    pub(crate) const HEAD: &str = "head";
    /// A note whose text the source lost: part of its document, never found.
    pub(crate) const GAP: &str = "gap";
}

const STEMMED: &str = "renvoi_stemmed";
const ENGLISH: &str = "renvoi_english";
const EXACT: &str = "renvoi_exact";
const WRITTEN: &str = "renvoi_written";

/// The chains of the analysis crate under the names that the schema gives them.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(STEMMED, TextAnalyzer::builder(Chain::Stemmed).build());
    manager.register(ENGLISH, TextAnalyzer::builder(Chain::English).build());
    manager.register(EXACT, TextAnalyzer::builder(Chain::Exact).build());
    manager.register(WRITTEN, TextAnalyzer::builder(Chain::Written).build());
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
    /// The heading above the text, folded and stemmed.
    pub(crate) heading: Field,
    /// All headings above the text, folded and stemmed: what `section:` looks in.
    pub(crate) headings: Field,
    /// Acronyms that the text explains, each with its long form.
    pub(crate) acronym: Field,
    /// Ids of the topics that the text speaks of.
    pub(crate) topic: Field,
    /// Keys of the instruments cited.
    pub(crate) cites: Field,
    /// Number of the article that the passage stands in, folded (`3bis`).
    pub(crate) article: Field,
    /// Key of the instrument that the document is; on its head only.
    pub(crate) key: Field,
    /// Key of the instrument that a corrigendum corrects; on its head only.
    pub(crate) corrects: Field,
    /// Day of a consolidated version as a number (20160504); on its head only.
    pub(crate) consolidated: Field,
    /// Full path of the document's file; on its head only.
    pub(crate) origin: Field,
    /// Kind of the document's reference, folded (`com`).
    pub(crate) document_type: Field,
    /// Year of the document.
    pub(crate) year: Field,
    /// Day of the document as a number (20200724).
    pub(crate) day: Field,
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
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let words = |tokenizer, option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
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
            stemmed: builder.add_text_field("stemmed", words(STEMMED, counted)),
            english: builder.add_text_field("english", words(ENGLISH, counted)),
            heading: builder.add_text_field("heading", words(STEMMED, counted).set_fast(STEMMED)),
            headings: builder.add_text_field("headings", words(STEMMED, IndexRecordOption::Basic)),
            exact: builder.add_text_field("exact", words(EXACT, placed)),
            written: builder.add_text_field("written", words(WRITTEN, counted)),
            acronym: builder.add_text_field("acronym", STRING),
            topic: builder.add_text_field("topic", STRING | FAST),
            cites: builder.add_text_field("cites", STRING | FAST),
            article: builder.add_text_field("article", STRING),
            key: builder.add_text_field("key", STRING | FAST),
            corrects: builder.add_text_field("corrects", STRING),
            consolidated: builder.add_u64_field("consolidated", FAST),
            origin: builder.add_text_field("origin", STRING),
            document_type: builder.add_text_field("type", STRING | FAST),
            year: builder.add_u64_field("year", INDEXED | FAST),
            day: builder.add_u64_field("day", FAST),
            language: builder.add_text_field("language", STRING | FAST),
            json: builder.add_text_field("json", STORED),
            schema: builder.build(),
        }
    }

    /// The tantivy documents of a document: its head, its passages, its notes.
    pub(crate) fn documents(
        &self,
        mut document: Document,
        digest: &str,
        origin: &str,
        thesaurus: &Thesaurus,
    ) -> Result<Vec<TantivyDocument>, serde_json::Error> {
        let places: HashMap<RecordId, Place> = document
            .passages
            .iter()
            .map(|p| (p.id.clone(), Place::of(&document, p)))
            .collect();
        let passages = std::mem::take(&mut document.passages);
        let footnotes = std::mem::take(&mut document.footnotes);
        let head = Head {
            passages: passages.len(),
            footnotes: footnotes.len(),
            digest: digest.to_owned(),
            origin: origin.to_owned(),
            document,
        };
        let document = &head.document;
        let mut all = Vec::with_capacity(1 + passages.len() + footnotes.len());
        all.push(self.head(&head)?);
        for passage in passages {
            let place = places.get(&passage.id).cloned().unwrap_or_default();
            let content = Content::Passage(passage);
            all.push(self.record(document, place, content, all.len(), thesaurus)?);
        }
        for note in footnotes {
            // A note stands where it is called.
            let place = note.called_from.as_ref().and_then(|id| places.get(id));
            let place = place.cloned().unwrap_or_default();
            let content = Content::Footnote(note);
            all.push(self.record(document, place, content, all.len(), thesaurus)?);
        }
        Ok(all)
    }

    fn head(&self, head: &Head) -> Result<TantivyDocument, serde_json::Error> {
        let mut doc = TantivyDocument::default();
        doc.add_text(self.id, head.document.id.as_str());
        doc.add_text(self.document, head.document.id.as_str());
        doc.add_u64(self.ordinal, 0);
        doc.add_text(self.scope, scope::HEAD);
        doc.add_text(self.origin, &head.origin);
        if let Some(key) = &head.document.corrects {
            doc.add_text(self.corrects, key);
        }
        // A corrigendum is not the instrument that it corrects.
        if let Some(reference) = &head.document.reference
            && head.document.corrects.is_none()
        {
            doc.add_text(self.key, reference);
            let day = head.document.consolidated.map_or(0, day_number);
            doc.add_u64(self.consolidated, day);
        }
        doc.add_text(self.json, serde_json::to_string(head)?);
        Ok(doc)
    }

    fn record(
        &self,
        document: &Document,
        place: Place,
        content: Content,
        ordinal: usize,
        thesaurus: &Thesaurus,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let record = Record {
            document: document.summary(),
            section: place.path,
            content,
        };
        let mut doc = TantivyDocument::default();
        doc.add_text(self.id, record.id().as_str());
        doc.add_text(self.document, document.id.as_str());
        doc.add_u64(self.ordinal, ordinal as u64);
        let (text, language) = match &record.content {
            Content::Passage(Passage {
                text,
                kind,
                language,
                citations,
                ..
            }) => {
                self.describe(&mut doc, kind.as_str(), language.as_str(), citations);
                (Some(text), *language)
            }
            Content::Footnote(Footnote {
                text,
                language,
                citations,
                ..
            }) => {
                self.describe(&mut doc, "footnote", language.as_str(), citations);
                (text.as_ref(), *language)
            }
        };
        match text {
            Some(text) => {
                doc.add_text(self.scope, scope::TEXT);
                doc.add_text(self.topical(language), text);
                doc.add_text(self.exact, text);
                doc.add_text(self.written, text);
                for (acronym, long) in acronyms::mine(text) {
                    doc.add_text(self.acronym, acronyms::entry(acronym, long));
                }
                for topic in thesaurus.topics_of(text) {
                    doc.add_text(self.topic, topic);
                }
                if let Some(heading) = &place.heading {
                    doc.add_text(self.heading, heading);
                }
            }
            None => doc.add_text(self.scope, scope::GAP),
        }
        for heading in &record.section {
            doc.add_text(self.headings, heading);
        }
        if let Some(article) = &place.article {
            doc.add_text(self.article, article);
        }
        doc.add_text(self.document_type, document_type(document));
        if let Some(date) = document.date {
            doc.add_u64(self.year, u64::try_from(date.year()).unwrap_or_default());
            doc.add_u64(self.day, day_number(date));
        }
        doc.add_text(self.json, serde_json::to_string(&record)?);
        Ok(doc)
    }

    /// The field that a text of a language is searched by topic in.
    fn topical(&self, language: Language) -> Field {
        match Chain::of(language) {
            Chain::English => self.english,
            Chain::Stemmed | Chain::Exact | Chain::Written => self.stemmed,
        }
    }

    fn describe(
        &self,
        doc: &mut TantivyDocument,
        kind: &str,
        language: &str,
        citations: &[Citation],
    ) {
        doc.add_text(self.kind, kind);
        doc.add_text(self.language, language);
        let mut keys: Vec<&str> = citations.iter().map(|c| c.key.as_ref()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            doc.add_text(self.cites, key);
        }
    }
}

/// Where a passage stands.
#[derive(Clone, Default)]
struct Place {
    path: Vec<String>,
    /// The words of the heading above, without its number.
    heading: Option<String>,
    article: Option<String>,
}

impl Place {
    fn of(document: &Document, passage: &Passage) -> Self {
        Self {
            path: document.passage_path(passage),
            heading: document.heading_above(passage).map(str::to_owned),
            article: document
                .article(passage.section.as_deref())
                .and_then(|article| article.number.as_deref())
                .map(renvoi_query::article_number),
        }
    }
}

/// A day as a number that grows with it: 20200724.
fn day_number(date: Date) -> u64 {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let number = i64::from(year) * 10_000 + i64::from(month) * 100 + i64::from(day);
    u64::try_from(number).unwrap_or_default()
}

/// The kind of a document's own reference, else what its metadata calls it.
fn document_type(document: &Document) -> String {
    let reference = document
        .reference
        .as_deref()
        .and_then(renvoi_reference::parse);
    let name = match reference.map(|c| c.kind) {
        Some(Kind::Com) => "com",
        Some(Kind::Swd) => "swd",
        Some(Kind::Sec) => "sec",
        Some(Kind::Join) => "join",
        Some(Kind::C) => "c",
        Some(Kind::Directive) => "directive",
        Some(Kind::Regulation) => "reglement",
        Some(Kind::Decision) => "decision",
        _ => document.kind.as_deref().unwrap_or("document"),
    };
    renvoi_analysis::fold(name)
}
