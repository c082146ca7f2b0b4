//! What a reader yields and assembly takes: blocks of text and notes, not yet a
//! document. Everything that depends on a format ends here.

/// A paragraph of the source, with the places where it calls notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// What the source itself says it is.
    pub shape: Shape,
    /// The text without call marks.
    pub text: String,
    /// Calls, in order; `at` is a byte offset into `text`.
    pub calls: Vec<BlockCall>,
    /// Page it begins on, counted from 1 or as the pages print it.
    pub page: Option<u32>,
}

/// What the source says of a block. Plain dumps say little: assembly finds
/// headings among the plain blocks by their shape and position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is known.
    #[default]
    Plain,
    /// The source marks it as an item of a list.
    Item,
}

/// A call: which note, and the byte offset in the block's text before which it
/// stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockCall {
    /// Index into the reader's notes.
    pub note: usize,
    /// Byte offset in the block's text.
    pub at: usize,
}

/// A note of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The notes, in the order of their calls.
    pub notes: Vec<Note>,
    /// What could not be resolved, in words for a person.
    pub warnings: Vec<String>,
}
