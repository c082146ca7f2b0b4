//! What a reader yields and assembly takes: blocks of text and notes, not yet a
//! document. Everything that depends on a format ends here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A paragraph of the source, with the places where it calls notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the source itself says it is.
    pub shape: Shape,
    /// How deep it stands in lists: 0 for text, 1 for a point, 2 for a point of
    /// a point. A block is introduced by the last one before it that is less
    /// deep.
    pub depth: u8,
    /// The text without call marks.
    pub text: String,
    /// Calls, in order; `at` is a byte offset into `text`.
    pub calls: Vec<BlockCall>,
    /// Page it begins on, counted from 1 or as the pages print it.
    pub page: Option<u32>,
}

/// What the source says of a block. Plain dumps say little: assembly finds
/// headings, recitals and points among the plain blocks by their shape and
/// position. A reader that knows better says so, and is believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Nothing is known.
    #[default]
    Plain,
    /// Running text: never a heading, whatever it looks like. Provisions quoted
    /// by an amending act are text, their headings too.
    Text,
    /// The title of the document: a heading that opens no section.
    Title,
    /// An item of a list or a point of an article. Its printed mark (`a)`,
    /// `1.`, `—`) opens the text; bullets are not text.
    Item,
    /// A recital; its number opens the text: `(12) Les États …`.
    Recital,
    /// A heading. What kind (`CHAPITRE IV`, `Article 21`, `ANNEXE I`, other) its
    /// words say. The level is the source's own, from 1, where it has levels; 0 is
    /// the title of a text of its own, such as the agreement behind a decision.
    Heading(Option<u8>),
    /// A heading above articles, whether its words say so (`TITRE III`) or not
    /// (`DISPOSITIONS FINALES`), and how many such divisions it opens within one
    /// another, from 1, where the source says.
    Division(Option<u8>),
    /// The title under a heading: `Mesures de gestion` below `Article 21`.
    Subtitle,
    /// A row of a table, its cells set apart by an em space.
    Row,
}

/// Stands between the cells of a row: white space to a reader, and no word.
pub(crate) const CELL: char = '\u{2003}';

/// A call: which note, and the byte offset in the block's text before which it
/// stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockCall {
    /// Index into the reader's notes.
    pub note: usize,
    /// Byte offset in the block's text.
    pub at: usize,
}

/// A note of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The number that the page prints.
    pub number: u32,
    /// The number in the file, where it is another.
    pub label: Option<String>,
    /// The text; none when the note is called and its text is not there.
    pub text: Option<String>,
    /// Page it stands on.
    pub page: Option<u32>,
}

/// All that a reader found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocks {
    /// What the source says of itself.
    pub about: About,
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The notes, in the order of their calls.
    pub notes: Vec<Note>,
    /// What could not be resolved, in words for a person.
    pub warnings: Vec<String>,
}

/// What a source says of itself, as far as it does. `sources.toml` has the last
/// word over all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// CELEX number as printed: `32016L1148`, `02016R0679-20160504`.
    pub celex: Option<String>,
    /// Address of the act under `data.europa.eu/eli/`.
    pub eli: Option<String>,
    /// Title, on one line.
    pub title: Option<String>,
    /// Date of the act; of a consolidated text, still that of the act.
    pub date: Option<Date>,
    /// Where it was published: `JO L 194, 19.7.2016, p. 1`.
    pub journal: Option<String>,
    /// Date of the consolidated version, where it is one.
    pub consolidated: Option<Date>,
    /// ISO 639-1 code of the language, lower case.
    pub language: Option<String>,
    /// The markup is that of the Official Journal or of the Commission's own documents, and marks the title of an act or
    /// the number of a paper.
    #[serde(default)]
    pub official_markup: bool,
}
