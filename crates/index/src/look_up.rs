//! Questions about words, documents and records, any number at once.

use renvoi_document::{DocumentId, RecordId};

use crate::field::Field;

/// Questions; the answers come in one round trip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookUps {
    /// Words or values of fields.
    pub terms: Vec<Terms>,
    /// Some of the entries with a word.
    pub samples: Vec<Samples>,
    /// Whether any entry has a value.
    pub present: Vec<(Field, String)>,
    /// Heads of documents that have a value: what [`Field::About`] says of them, in no order.
    pub about: Vec<(Field, String)>,
    /// Heads of documents that have a value, as they were stored, in no order.
    pub heads: Vec<(Field, String)>,
    /// Passages and notes by their ids, as they were stored; in their order, those not found are left out.
    pub records: Vec<RecordId>,
    /// Documents of which all records are wanted, in the order of the document: see [`LookedUp::documents`].
    pub documents: Vec<DocumentId>,
}

/// Words or values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The field.
    pub field: Field,
    /// Which of them.
    pub which: Which,
    /// How many at most: the most frequent, of equals the first.
    pub limit: usize,
}

/// Which words or values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// One, if it is there.
    Is(String),
    /// Those that begin so. A back end may stop looking after 50,000 of them.
    Beginning(String),
    /// Those that fit a pattern of letters, `*` and `?` that begins with letters, as [`Which::Beginning`] does.
    Pattern(String),
    /// Those within so many edits, two neighbours that changed places being one; each stands in an entry that is there.
    Near(String, u8),
    /// Those that begin so, all of them looked at, each standing in an entry that is there: for those who type. Those first
    /// that stand most often with another word in some hundreds of entries.
    Begun(String, Option<String>),
}

/// Some of the entries with a word, from all over the index: its beginning may be one document's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// The field.
    pub field: Field,
    /// The word.
    pub word: String,
    /// How many at most.
    pub limit: usize,
}

/// The answers, each list in the order of its questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookedUp {
    /// Words or values, each with the number of entries that have it.
    pub terms: Vec<Vec<(String, u64)>>,
    /// Entries as they were stored.
    pub samples: Vec<Vec<String>>,
    /// Whether there is one.
    pub present: Vec<bool>,
    /// What the columns say of documents.
    pub about: Vec<Vec<String>>,
    /// Heads as they were stored.
    pub heads: Vec<Vec<String>>,
    /// Passages and notes as they were stored.
    pub records: Vec<String>,
    /// The head and the records of each document, none of one that is not there.
    pub documents: Vec<Option<(String, Vec<String>)>>,
}
