//! From a document to the tantivy documents that stand for it.

use std::collections::HashMap;
use std::rc::Rc;

use renvoi_analysis::{Chain, Lexicon, Reading};
use renvoi_document::{Date, Document, Footnote, Language, Passage};
use renvoi_query::{Content, Record, Thesaurus, acronyms};
use renvoi_reference::{Catalogue, Citation, Key, Kind};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::schema::{About, Fields, Head, scope};

/// Makes the records of documents.
pub(crate) struct Records<'r> {
    pub(crate) fields: &'r Fields,
    pub(crate) thesaurus: &'r Thesaurus,
    pub(crate) lexicon: &'r mut Lexicon,
    /// Words of the headings of the document: many passages stand below each.
    pub(crate) headings: HashMap<String, Rc<Reading>>,
}

/// Bytes of a record beside its JSON and three times its text: with room for all
/// from the start, a record is not moved while it grows.
const REST: usize = 1 << 10;

impl Records<'_> {
    /// The tantivy documents of a document: its head, its passages, its notes.
    pub(crate) fn of(
        &mut self,
        mut document: Document,
        digest: &str,
        origin: &str,
    ) -> Result<Vec<TantivyDocument>, serde_json::Error> {
        // A note stands where it is called.
        let called = |note: &Footnote| document.passage(note.called_from.as_ref()?);
        let notes = document.footnotes.iter().map(called);
        let of_notes: Vec<Option<Place>> = notes
            .map(|passage| passage.map(|p| Place::of(&document, p)))
            .collect();
        let passages = document.passages.iter();
        let of_passages: Vec<Place> = passages.map(|p| Place::of(&document, p)).collect();
        let about = about_words(&document);
        let passages = std::mem::take(&mut document.passages);
        let footnotes = std::mem::take(&mut document.footnotes);
        let head = Head {
            passages: passages.len(),
            footnotes: footnotes.len(),
            digest: digest.to_owned(),
            origin: origin.to_owned(),
            spoken: spoken(&passages, document.language),
            document,
        };
        let owner = Owner {
            kind: document_type(&head.document),
            document: &head.document,
        };
        let mut all = Vec::with_capacity(1 + passages.len() + footnotes.len());
        all.push(head_of(self.fields, &head)?);
        // One for all records: a title may be long.
        let mut summary = head.document.summary();
        let is_copy = head.document.copy_of.is_some();
        let passages = passages.into_iter().map(Content::Passage);
        let notes = footnotes.into_iter().map(Content::Footnote);
        let places = of_passages.into_iter().map(Some).chain(of_notes);
        for (content, place) in passages.chain(notes).zip(places) {
            let Place {
                path,
                titles,
                heading,
                article,
            } = place.unwrap_or_default();
            let record = Record {
                document: summary,
                section: path,
                content,
            };
            if is_copy {
                all.push(self.copied(&record, all.len())?);
                summary = record.document;
                continue;
            }
            let above = Above {
                document: &about,
                titles: &titles,
                heading: heading.as_deref(),
                article: article.as_deref(),
            };
            all.push(self.record(&owner, &above, &record, all.len())?);
            summary = record.document;
        }
        self.headings.clear();
        Ok(all)
    }

    fn record(
        &mut self,
        owner: &Owner<'_>,
        above: &Above<'_>,
        record: &Record,
        ordinal: usize,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let fields = self.fields;
        let document = owner.document;
        let (text, kind, language, citations) = match &record.content {
            Content::Passage(p) => (Some(&p.text), p.kind.as_str(), p.language, &p.citations),
            Content::Footnote(n) => (n.text.as_ref(), "footnote", n.language, &n.citations),
        };
        let json = serde_json::to_string(record)?;
        let length = text.map_or(0, String::len);
        let mut doc = TantivyDocument::with_capacity(json.len() + 3 * length + REST);
        doc.add_text(fields.json, &json);
        doc.add_text(fields.id, record.id().as_str());
        doc.add_text(fields.document, document.id.as_str());
        doc.add_u64(fields.ordinal, ordinal as u64);
        self.describe(&mut doc, kind, language, citations);
        match text {
            Some(text) => {
                doc.add_text(fields.scope, scope::TEXT);
                self.read(&mut doc, text, language);
                if let Some(heading) = above.heading {
                    let words = self.heading(heading);
                    doc.add_text(fields.heading, words.topical.as_str());
                    doc.add_text(fields.heading_words, words.exact.as_str());
                }
                // The heading right above has a field of its own.
                let higher = above.titles.iter().chain(&record.section);
                let higher = higher.filter(|title| {
                    let own = above
                        .heading
                        .is_some_and(|heading| is_label(title, heading));
                    !own && title.chars().filter(|c| c.is_alphabetic()).count() > 2
                });
                let document = above.document.iter();
                let document = document.filter(|words| Some(words.as_str()) != above.heading);
                for words in document.chain(higher) {
                    doc.add_text(fields.context, self.heading(words).topical.as_str());
                }
            }
            None => doc.add_text(fields.scope, scope::GAP),
        }
        for heading in record.section.iter().chain(above.titles) {
            doc.add_text(fields.headings, self.heading(heading).topical.as_str());
        }
        if let Some(article) = above.article {
            doc.add_text(fields.article, article);
        }
        doc.add_text(fields.document_type, &owner.kind);
        if let Some(date) = document.date {
            doc.add_u64(fields.year, u64::try_from(date.year()).unwrap_or_default());
            doc.add_u64(fields.day, day_number(date));
        }
        Ok(doc)
    }

    /// A passage or a note of a copy: kept, and found by its id alone.
    fn copied(
        &self,
        record: &Record,
        ordinal: usize,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let fields = self.fields;
        let mut doc = TantivyDocument::default();
        doc.add_text(fields.json, serde_json::to_string(record)?);
        doc.add_text(fields.id, record.id().as_str());
        doc.add_text(fields.document, record.document.id.as_str());
        doc.add_u64(fields.ordinal, ordinal as u64);
        doc.add_text(fields.scope, scope::COPY);
        Ok(doc)
    }

    /// What a text is found by.
    fn read(&mut self, doc: &mut TantivyDocument, text: &str, language: Language) {
        let fields = self.fields;
        let chain = Chain::of(language);
        let reading = self.lexicon.read(text, chain);
        doc.add_text(self.topical(chain), reading.topical.as_str());
        doc.add_text(fields.exact, reading.exact.as_str());
        doc.add_text(fields.written, reading.written.as_str());
        for (acronym, long) in acronyms::mine(text) {
            doc.add_text(fields.acronym, acronyms::entry(acronym, long));
        }
        // Topics are phrases of French stems in whatever text.
        let topics = match chain {
            Chain::Stemmed => self.thesaurus.topics_among(&reading.numbers),
            Chain::English | Chain::Exact | Chain::Written => self.thesaurus.topics_of(text),
        };
        for topic in topics {
            doc.add_text(fields.topic, topic);
        }
    }

    /// The field that a text is searched by topic in.
    fn topical(&self, chain: Chain) -> Field {
        match chain {
            Chain::English => self.fields.english,
            Chain::Stemmed | Chain::Exact | Chain::Written => self.fields.stemmed,
        }
    }

    /// The words of a heading.
    fn heading(&mut self, heading: &str) -> Rc<Reading> {
        if let Some(known) = self.headings.get(heading) {
            return Rc::clone(known);
        }
        let words = Rc::new(self.lexicon.read(heading, Chain::Stemmed));
        self.headings.insert(heading.to_owned(), Rc::clone(&words));
        words
    }

    fn describe(
        &self,
        doc: &mut TantivyDocument,
        kind: &str,
        language: Language,
        citations: &[Citation],
    ) {
        doc.add_text(self.fields.kind, kind);
        doc.add_text(self.fields.language, language.as_str());
        let mut keys: Vec<&str> = citations.iter().map(|c| c.key.as_ref()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            doc.add_text(self.fields.cites, key);
        }
    }
}

/// The language that most bytes of the passages are in.
fn spoken(passages: &[Passage], otherwise: Language) -> Language {
    let mut bytes: HashMap<Language, usize> = HashMap::new();
    for passage in passages {
        *bytes.entry(passage.language).or_default() += passage.text.len();
    }
    let most = bytes
        .into_iter()
        .max_by_key(|(language, bytes)| (*bytes, language.as_str()));
    most.map_or(otherwise, |(language, _)| language)
}

/// The tantivy document that stands for a document itself.
pub(crate) fn head_of(fields: &Fields, head: &Head) -> Result<TantivyDocument, serde_json::Error> {
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.id, head.document.id.as_str());
    doc.add_text(fields.document, head.document.id.as_str());
    doc.add_u64(fields.ordinal, 0);
    doc.add_text(fields.scope, scope::HEAD);
    doc.add_text(fields.origin, &head.origin);
    doc.add_text(fields.state, head.state());
    let about = About::of(&head.document);
    doc.add_text(fields.about, serde_json::to_string(&about)?);
    if let Some(key) = &head.document.corrects {
        doc.add_text(fields.corrects, key);
    }
    if let Some(key) = head.key() {
        doc.add_text(fields.key, key);
    }
    doc.add_text(fields.json, serde_json::to_string(head)?);
    Ok(doc)
}

/// The document that records are of.
struct Owner<'d> {
    document: &'d Document,
    kind: String,
}

/// What stands above a record, besides its path.
struct Above<'p> {
    /// The title and the names of the document.
    document: &'p [String],
    titles: &'p [String],
    heading: Option<&'p str>,
    article: Option<&'p str>,
}

/// Whether a label is a heading, with its number before it or without.
fn is_label(label: &str, heading: &str) -> bool {
    let number = label.strip_suffix(heading).map(str::trim_end);
    number.is_some_and(|number| !number.ends_with(char::is_lowercase))
}

/// What a document is about: its title, and what people call it.
fn about_words(document: &Document) -> Vec<String> {
    let summary = document.summary().describe();
    let catalogue = Catalogue::bundled();
    let key = document.reference.as_deref().and_then(|r| r.parse().ok());
    let names = key.iter().flat_map(|key: &Key| {
        let sure = catalogue.aliases(key).iter();
        sure.chain(catalogue.offered(key)).cloned()
    });
    let mut words: Vec<String> = summary
        .short_name
        .clone()
        .into_iter()
        .chain(names)
        .collect();
    words.push(document.title.clone());
    words.sort_unstable();
    words.dedup();
    bounded(words)
}

/// Where a passage stands.
#[derive(Default)]
struct Place {
    path: Vec<String>,
    /// The words of headings that the path has by their numbers alone: the title
    /// of `Article 21`.
    titles: Vec<String>,
    /// The words of the heading above, without its number.
    heading: Option<String>,
    article: Option<String>,
}

impl Place {
    fn of(document: &Document, passage: &Passage) -> Self {
        let path = document.passage_path(passage);
        let titles = document.headings_above(passage);
        let titles = titles.filter(|title| !path.iter().any(|label| label.ends_with(title)));
        Self {
            titles: bounded(titles.map(str::to_owned).collect()),
            path: bounded(path),
            heading: document.heading_above(passage).map(str::to_owned),
            article: document
                .article(passage.section.as_deref())
                .and_then(|article| article.number.as_deref())
                .map(renvoi_query::article_number),
        }
    }
}

/// Bytes of the headings above a record, which each record below them repeats.
const LONGEST_PATH: usize = 2_000;

/// The headings, each cut to its share where they are longer together than those
/// of documents are.
fn bounded(mut headings: Vec<String>) -> Vec<String> {
    if headings.iter().map(String::len).sum::<usize>() > LONGEST_PATH {
        let share = LONGEST_PATH / headings.len();
        for heading in &mut headings {
            if heading.len() > share {
                heading.truncate(heading.floor_char_boundary(share));
                heading.push('…');
            }
        }
    }
    headings
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_are_cut() {
        let short = vec!["Chapitre IV".to_owned(), "Article 21".to_owned()];
        assert_eq!(bounded(short.clone()), short);
        let long = bounded(vec!["é".repeat(3_000), "Article 21".to_owned()]);
        assert_eq!(long[0].chars().count(), LONGEST_PATH / 4 + 1);
        assert_eq!(long[1], "Article 21");
    }
}
