//! From a document to the entries that stand for it.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use renvoi_analysis::{Chain, Lexicon, Reading};
use renvoi_document::{Date, Document, Footnote, Language, Passage, PassageKind};
use renvoi_index::{Entry, Field, Number, scope};
use renvoi_query::{
    About, Content, Head, Record, Thesaurus, WIDEST_SLOP, acronyms, certainty, cited_place,
    formally_cited_place, institution_of,
};
use renvoi_reference::{Catalogue, Certainty, Citation, Key, Kind, LegalPath};

use crate::pieces::{self, Part, Piece, bounded};

/// Makes the records of documents.
pub(crate) struct Records<'r> {
    pub(crate) thesaurus: &'r Thesaurus,
    pub(crate) lexicon: &'r mut Lexicon,
    /// Words of the headings of the document: many passages stand below each.
    pub(crate) headings: HashMap<String, Rc<Reading>>,
}

impl Records<'_> {
    /// The entries of a document: its head, its passages, its notes.
    pub(crate) fn of(
        &mut self,
        mut document: Document,
        digest: &str,
        origin: &str,
    ) -> Result<Vec<Entry>, serde_json::Error> {
        let about = about_words(&document);
        let spoken = spoken(&document.passages, document.language);
        let (passages, footnotes) = (document.passages.len(), document.footnotes.len());
        let is_copy = document.copy_of.is_some();
        let notes: Vec<Option<Note>> = if is_copy {
            Vec::new()
        } else {
            document
                .footnotes
                .iter()
                .map(|note| self.note(note))
                .collect()
        };
        let pieces = pieces::take(&mut document, spoken);
        let head = Head {
            passages,
            footnotes,
            digest: digest.to_owned(),
            origin: origin.to_owned(),
            spoken,
            document,
        };
        let owner = Owner {
            kind: document_type(&head.document),
            institution: institution_of(&head.document),
            about: &about,
            notes: &notes,
            document: &head.document,
        };
        let mut all = Vec::with_capacity(1 + passages + footnotes);
        all.push(head_of(&head)?);
        // One for all records: a title may be long.
        let mut summary = head.document.summary();
        for Piece {
            content,
            position,
            part,
        } in pieces
        {
            let record = Record {
                document: summary,
                section: position.path,
                display_section: position.display_path,
                content,
            };
            let above = Above {
                titles: &position.titles,
                heading: position.heading.as_deref(),
                article: position.article.as_deref(),
            };
            all.push(if is_copy {
                Self::copied(&record, all.len())?
            } else {
                self.record(&owner, &above, &record, &part, all.len())?
            });
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
        part: &Part,
        ordinal: usize,
    ) -> Result<Entry, serde_json::Error> {
        let document = owner.document;
        let (text, kind, language) = match &record.content {
            Content::Passage(p) => (Some(&p.text), p.kind.as_str(), p.language),
            Content::Footnote(n) => (n.text.as_ref(), "footnote", n.language),
        };
        let json = serde_json::to_string(record)?;
        let mut doc = Entry::new(record.id().as_str(), json);
        doc.add(Field::Document, document.id.as_str());
        doc.set(Number::Ordinal, ordinal as u64);
        doc.add(Field::Kind, kind);
        doc.add(Field::Language, language.as_str());
        let mut cited = Cited::default();
        cited.add(pieces::citations(&record.content), Field::CitesInText);
        match (text, part) {
            (None, _) => doc.add(Field::Scope, scope::GAP),
            (Some(_), Part::Note { of_recital }) => {
                doc.add(Field::Scope, scope::NOTE);
                if *of_recital {
                    doc.add(Field::Scope, scope::LASTING);
                }
            }
            (Some(_), Part::Place { identity, notes }) => {
                doc.add(Field::Scope, scope::PLACE);
                match &record.content {
                    // A note that nothing calls is a place and a note.
                    Content::Footnote(_) => doc.add(Field::Scope, scope::NOTE),
                    // An act loses its recitals when it is consolidated.
                    Content::Passage(p) if p.kind == PassageKind::Recital => {
                        doc.add(Field::Scope, scope::LASTING);
                    }
                    Content::Passage(_) => {}
                }
                doc.set(Number::OfAct, identity.of_act);
                doc.set(Number::LegalPath, identity.legal_path);
                doc.set(Number::SameText, identity.same_text);
                let version = document.consolidated.map(day_number);
                doc.set(Number::Version, version.unwrap_or_default());
                let notes = notes.iter().filter_map(|at| owner.notes.get(*at)?.as_ref());
                let mut notes = notes.peekable();
                if notes.peek().is_some() {
                    doc.add(Field::Scope, scope::NOTED);
                }
                for note in notes {
                    add_note(&mut doc, note, language);
                    cited.add(&note.citations, Field::CitesInNotes);
                }
            }
        }
        cited.write(&mut doc);
        if let Some(text) = text {
            self.read(&mut doc, text, language);
            self.read_above(&mut doc, owner, above, &record.section);
        }
        for heading in record.section.iter().chain(above.titles) {
            doc.add(Field::Headings, self.heading(heading).topical.as_str());
        }
        if let Some(article) = above.article {
            doc.add(Field::Article, article);
        }
        doc.add(Field::DocumentType, owner.kind.as_str());
        if let Some(institution) = &owner.institution {
            doc.add(Field::Institution, institution.as_str());
        }
        if let Some(date) = document.date {
            doc.set(Number::Year, u64::try_from(date.year()).unwrap_or_default());
            doc.set(Number::Day, day_number(date));
        }
        Ok(doc)
    }

    /// The words of the heading above a text, and of all that it is about.
    fn read_above(
        &mut self,
        doc: &mut Entry,
        owner: &Owner<'_>,
        above: &Above<'_>,
        path: &[String],
    ) {
        if let Some(heading) = above.heading {
            let words = self.heading(heading);
            doc.add(Field::Heading, words.topical.as_str());
            doc.add(Field::HeadingWords, words.exact.as_str());
        }
        // The heading right above has a field of its own.
        let higher = above.titles.iter().chain(path);
        let higher = higher.filter(|title| {
            let own = above
                .heading
                .is_some_and(|heading| is_label(title, heading));
            !own && title.chars().filter(|c| c.is_alphabetic()).count() > 2
        });
        let document = owner.about.iter();
        let document = document.filter(|words| Some(words.as_str()) != above.heading);
        for words in document.chain(higher) {
            doc.add(Field::Context, self.heading(words).topical.as_str());
        }
    }

    /// What a note is found by as part of the passage that calls it; none where the source lost its text.
    fn note(&mut self, note: &Footnote) -> Option<Note> {
        let text = note.text.as_deref()?;
        let chain = Chain::of(note.language);
        let reading = self.lexicon.read(text, chain);
        Some(Note {
            topics: self.topics(text, chain, &reading),
            reading,
            language: note.language,
            citations: note.citations.clone(),
        })
    }

    /// A passage or a note of a copy: kept, and found by its id alone.
    fn copied(record: &Record, ordinal: usize) -> Result<Entry, serde_json::Error> {
        let mut doc = Entry::new(record.id().as_str(), serde_json::to_string(record)?);
        doc.add(Field::Document, record.document.id.as_str());
        doc.set(Number::Ordinal, ordinal as u64);
        doc.add(Field::Scope, scope::COPY);
        Ok(doc)
    }

    /// What a text is found by.
    fn read(&mut self, doc: &mut Entry, text: &str, language: Language) {
        let chain = Chain::of(language);
        let reading = self.lexicon.read(text, chain);
        doc.add(Self::topical(chain), reading.topical.as_str());
        doc.add(Field::Exact, reading.exact.as_str());
        doc.add(Field::Written, reading.written.as_str());
        for (acronym, long) in acronyms::mine(text) {
            doc.add(Field::Acronym, acronyms::entry(acronym, long));
        }
        for topic in self.topics(text, chain, &reading) {
            doc.add(Field::Topic, topic);
        }
    }

    /// The topics that a text speaks of.
    fn topics(&self, text: &str, chain: Chain, reading: &Reading) -> Vec<String> {
        // Topics are phrases of French stems in whatever text.
        let topics = match chain {
            Chain::Stemmed => self.thesaurus.topics_among(&reading.numbers),
            Chain::English | Chain::Exact | Chain::Written => self.thesaurus.topics_of(text),
        };
        topics.into_iter().map(str::to_owned).collect()
    }

    /// The field that a text is searched by topic in.
    fn topical(chain: Chain) -> Field {
        match chain {
            Chain::English => Field::English,
            Chain::Stemmed | Chain::Exact | Chain::Written => Field::Stemmed,
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
}

/// A note as part of the passage that calls it.
struct Note {
    reading: Reading,
    topics: Vec<String>,
    language: Language,
    citations: Vec<Citation>,
}

/// Adds a note to the record of the passage that calls it.
fn add_note(doc: &mut Entry, note: &Note, of_passage: Language) {
    doc.add(Field::Notes, note.reading.topical.as_str());
    // Empty lines hold places of words, so that no phrase goes from one note into the next, however many words may stand in it.
    let apart = "\n".repeat(usize::from(WIDEST_SLOP) + 1);
    let words = format!("{apart}{}", note.reading.exact.as_str());
    doc.add(Field::ExactNotes, words);
    for topic in &note.topics {
        doc.add(Field::Topic, topic);
    }
    if note.language != of_passage {
        doc.add(Field::Language, note.language.as_str());
    }
}

/// What a place cites: each value of a field once.
#[derive(Default)]
struct Cited(BTreeSet<(Field, String)>);

impl Cited {
    /// Adds citations of the text or of a note, as `side` says.
    fn add(&mut self, citations: &[Citation], side: Field) {
        for citation in citations {
            let key = citation.key.to_string();
            let certainty = if citation.certainty == Certainty::Exact {
                self.0.insert((Field::CitesFormally, key.clone()));
                certainty::FORMAL
            } else {
                certainty::INFERRED
            };
            self.0.insert((Field::Certainty, certainty.to_owned()));
            let is_formal = citation.certainty == Certainty::Exact;
            let paths = citation.attributes.places.iter().filter_map(LegalPath::of);
            for path in paths.flat_map(|path| path.prefixes().collect::<Vec<_>>()) {
                let place = cited_place(&citation.key, &path);
                self.0.insert((Field::CitedPlaces, place));
                if is_formal {
                    let place = formally_cited_place(&citation.key, &path);
                    self.0.insert((Field::CitedPlaces, place));
                }
            }
            self.0.insert((side, key.clone()));
            self.0.insert((Field::Cites, key));
        }
    }

    fn write(self, doc: &mut Entry) {
        for (field, value) in self.0 {
            doc.add(field, value);
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

/// The entry that stands for a document itself.
pub(crate) fn head_of(head: &Head) -> Result<Entry, serde_json::Error> {
    let mut doc = Entry::new(head.document.id.as_str(), serde_json::to_string(head)?);
    doc.add(Field::Document, head.document.id.as_str());
    doc.set(Number::Ordinal, 0);
    doc.add(Field::Scope, scope::HEAD);
    doc.add(Field::Origin, head.origin.as_str());
    doc.add(Field::State, head.state());
    let about = About::of(&head.document);
    doc.add(Field::About, serde_json::to_string(&about)?);
    if let Some(key) = &head.document.corrects {
        doc.add(Field::Corrects, key.as_str());
    }
    if let Some(key) = head.key() {
        doc.add(Field::Key, key);
    }
    Ok(doc)
}

/// The document that records are of.
struct Owner<'d> {
    document: &'d Document,
    kind: String,
    institution: Option<String>,
    /// Its title and its names.
    about: &'d [String],
    notes: &'d [Option<Note>],
}

/// What stands above a record, besides its path.
struct Above<'p> {
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
