//! The document contract. Field order is the order of the JSON.

use jiff::civil::Date;
use renvoi_reference::{Catalogue, Citation, name_in_title, parse, short_name_in_title};
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
    /// CELEX number of this very text: of an act, of a consolidated version
    /// (`02016R0679-20160504`) or of a corrigendum (`32016R0679R(02)`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub celex: Option<String>,
    /// Its address under `data.europa.eu/eli/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eli: Option<String>,
    /// Where it was published: `JO L 194, 19.7.2016, p. 1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// Day of the consolidated version that this text is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consolidated: Option<Date>,
    /// Key of the instrument that this text, a corrigendum, corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// Which part of a document in several files this text is: `1`, `2`, `annexe 1`; absent when the document is one
    /// text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The title in sentence case, where the source prints it in capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_title: Option<String>,
    /// Id of the document that holds the same text in a better format, which is searched in place of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<DocumentId>,
    /// Id of the newer version of the same instrument that took the place of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer_version: Option<DocumentId>,
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
    /// Day of the consolidated version that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consolidated: Option<Date>,
    /// Which part of a document in several files it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The title in sentence case, where the source prints it in capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_title: Option<String>,
    /// How texts cite it: `Directive (UE) 2022/2555`. Given by [`Summary::describe`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What people call it: `SRI 2`. Given by [`Summary::describe`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// Key of the instrument that repealed or replaced it. Given by [`Summary::describe`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

impl Summary {
    /// Fills in what the catalogue and the title say: the name, the short name, what replaced the instrument. They are
    /// not stored, so that a catalogue that knows more needs no new index.
    #[must_use]
    pub fn describe(mut self) -> Self {
        let catalogue = Catalogue::bundled();
        let own = self.reference.as_deref().and_then(parse);
        let Some(Citation {
            key, attributes, ..
        }) = own
        else {
            return self;
        };
        if attributes.corrigendum.is_some() {
            self.name = Some(format!("{}, rectificatif", catalogue.name(&key)));
            return self;
        }
        let printed = name_in_title(&self.title, &key);
        // A report on an act names it in its title, too.
        let is_act = printed.is_some();
        self.name = Some(printed.unwrap_or_else(|| catalogue.name(&key)));
        let known = catalogue.short_name(&key).map(str::to_owned);
        self.short_name = known.or_else(|| short_name_in_title(&self.title).filter(|_| is_act));
        self.replaced_by = catalogue.replaced_by(&key).map(ToString::to_string);
        self
    }

    /// What a list shows: name and short name, as `Directive (UE) 2022/2555 (SRI 2)`.
    pub fn label(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        Some(match &self.short_name {
            Some(short) if short != name => format!("{name} ({short})"),
            _ => name.to_owned(),
        })
    }

    /// What a page shows before the title: `Directive (UE) 2022/2555 · SRI 2`.
    pub fn page_label(&self) -> Option<String> {
        let name = self.name.as_deref().or(self.reference.as_deref())?;
        Some(match &self.short_name {
            Some(short) if short != name => format!("{name} · {short}"),
            _ => name.to_owned(),
        })
    }

    /// The title as a page shows it.
    pub fn shown_title(&self) -> &str {
        self.display_title.as_deref().unwrap_or(&self.title)
    }
}

/// Where a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name of the file, relative to the folder that was ingested.
    pub file: String,
    /// Which reader read it: `eurlex-html`, `formex`, `pdf`, `pdf-dump`, ….
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
    /// What it is.
    #[serde(default)]
    pub kind: SectionKind,
    /// The number: of a heading as printed (`IV.`, `2.`), of a division of an
    /// act without its name (`IV`, `21`, `1` for *premier*, `3 bis`).
    pub number: Option<String>,
    /// The heading without its number; of a division, its title, which may be
    /// empty.
    pub heading: String,
    /// The heading in sentence case, where the source prints it in capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_heading: Option<String>,
    /// Id of the section around it.
    pub parent: Option<String>,
}

/// What a section is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// `PARTIE I`.
    Part,
    /// `TITRE II`.
    Title,
    /// `CHAPITRE IV`.
    Chapter,
    /// `SECTION 2`.
    Section,
    /// `Article 21`.
    Article,
    /// `ANNEXE I`.
    Annex,
    /// Any other heading.
    #[default]
    Heading,
}

impl SectionKind {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Title => "title",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Article => "article",
            Self::Annex => "annex",
            Self::Heading => "heading",
        }
    }

    /// The name that acts print before the number; none for a plain heading.
    pub fn printed(self) -> Option<&'static str> {
        Some(match self {
            Self::Part => "Partie",
            Self::Title => "Titre",
            Self::Chapter => "Chapitre",
            Self::Section => "Section",
            Self::Article => "Article",
            Self::Annex => "Annexe",
            Self::Heading => return None,
        })
    }
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
    /// A recital of an act.
    Recital,
    /// A row of a table.
    TableRow,
}

impl PassageKind {
    /// The name used in JSON, filters and facets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::ListItem => "list-item",
            Self::Box => "box",
            Self::Recital => "recital",
            Self::TableRow => "table-row",
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
    /// Its own number in an act, without brackets: `12` of recital (12), `2` of a
    /// paragraph, `a` of a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Id of the section it stands in.
    pub section: Option<String>,
    /// Page it begins on, where the source has pages.
    pub page: Option<u32>,
    /// The text, without the marks of footnote calls.
    pub text: String,
    /// Language of this passage.
    pub language: Language,
    /// For an item of a list or a point: the passage that introduces it.
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

impl Footnote {
    /// What the page prints for it: its number, or the stars or letters in its place.
    pub fn printed(&self) -> String {
        let counted = |label: &&str| label.bytes().all(|b| b.is_ascii_digit());
        let label = self.label.as_deref().filter(|label| !counted(label));
        label.map_or_else(|| self.number.to_string(), str::to_owned)
    }
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
    /// Japanese.
    Ja,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Ja => "ja",
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
            consolidated: self.consolidated,
            part: self.part.clone(),
            display_title: self.display_title.clone(),
            name: None,
            short_name: None,
            replaced_by: None,
        }
    }

    /// The id that its text has by its number, which a document of another file may have.
    pub fn own_id(&self) -> Option<DocumentId> {
        let (reference, celex) = (self.reference.as_deref(), self.celex.as_deref());
        DocumentId::of_instrument(reference, celex, self.consolidated, self.part.as_deref())
    }

    /// Gives the document another id, and with it all that is in it.
    pub fn rename(&mut self, id: DocumentId) {
        if self.id == id {
            return;
        }
        for passage in &mut self.passages {
            passage.id = id.passage(passage.ordinal);
            if let Some(introduction) = &mut passage.introduced_by {
                *introduction = introduction.moved_to(&id);
            }
            for call in &mut passage.calls {
                call.id = call.id.moved_to(&id);
            }
        }
        for note in &mut self.footnotes {
            note.id = note.id.moved_to(&id);
            note.called_from = note.called_from.take().map(|from| from.moved_to(&id));
        }
        self.id = id;
    }

    /// The words of the nearest heading above a passage, without its number. A
    /// heading does not stand above itself.
    pub fn heading_above(&self, passage: &Passage) -> Option<&str> {
        let is_itself =
            |heading: &str| passage.kind == PassageKind::Heading && passage.text.ends_with(heading);
        self.sections_from(passage.section.as_deref())
            .map(|section| section.heading.as_str())
            .find(|heading| !heading.is_empty() && !is_itself(heading))
    }

    /// The words of all headings above a passage, without their numbers, from the
    /// nearest to the root.
    pub fn headings_above(&self, passage: &Passage) -> impl Iterator<Item = &str> {
        self.sections_from(passage.section.as_deref())
            .map(|section| section.heading.as_str())
            .filter(|heading| !heading.is_empty())
    }

    /// The passage with this id.
    pub fn passage(&self, id: &RecordId) -> Option<&Passage> {
        // Ordinals count the passages, so the place is known.
        let ordinal: usize = id.anchor().strip_prefix('p')?.parse().ok()?;
        let passage = self.passages.get(ordinal.checked_sub(1)?)?;
        (passage.id == *id).then_some(passage)
    }

    /// The headings from the root to the section with this id, each with its
    /// number (`IV. Protéger chacun dans l’UE`).
    pub fn section_path(&self, id: Option<&str>) -> Vec<String> {
        let mut path: Vec<String> = self.sections_from(id).map(Section::label).collect();
        path.reverse();
        path
    }

    /// The article that a section is, or stands in.
    pub fn article(&self, id: Option<&str>) -> Option<&Section> {
        self.sections_from(id)
            .find(|section| section.kind == SectionKind::Article)
    }

    /// The section with this id, and those that it is part of, up to the root. A
    /// parent is less deep than its child, so the walk ends even on a tree that
    /// came from elsewhere and is not one.
    pub(crate) fn sections_from(&self, id: Option<&str>) -> impl Iterator<Item = &Section> {
        let first = id.and_then(|id| self.section(id));
        std::iter::successors(first, |section| {
            let parent = section.parent.as_deref().and_then(|id| self.section(id));
            parent.filter(|parent| parent.level < section.level)
        })
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
    /// The heading as a page shows it.
    pub fn shown_heading(&self) -> &str {
        self.display_heading.as_deref().unwrap_or(&self.heading)
    }

    /// The line of a table of contents: `Article 21 – Mesures de gestion`.
    pub fn title_line(&self) -> String {
        let (heading, label) = (self.shown_heading(), self.shown_label());
        if self.kind.printed().is_none() || heading.is_empty() || heading == label {
            return label;
        }
        format!("{label} – {heading}")
    }

    /// Number and heading as one line: `IV. Protéger chacun`, `Chapitre IV`,
    /// `Article 21`. The title of a numbered division is not part of it: the
    /// path of a passage is its address, not its table of contents.
    pub fn label(&self) -> String {
        self.label_with(&self.heading)
    }

    /// The same with the heading as a page shows it.
    pub fn shown_label(&self) -> String {
        self.label_with(self.shown_heading())
    }

    fn label_with(&self, heading: &str) -> String {
        match (self.kind.printed(), &self.number) {
            (Some(name), Some(number)) if number == "1" && self.kind == SectionKind::Article => {
                format!("{name} premier")
            }
            (Some(name), Some(number)) => format!("{name} {number}"),
            (Some(name), None) if heading.is_empty() => name.to_owned(),
            (None, Some(number)) => format!("{number} {heading}"),
            (_, None) => heading.to_owned(),
        }
    }
}
