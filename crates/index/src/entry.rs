//! What is written.

use std::fmt;

use crate::field::{Field, Number};

/// A passage, a note or the head of a document, analysed.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// Its address: the id of the record, or of the document for a head.
    pub id: String,
    /// Words and values, each with its field. A field of words has its terms one a line, and may be there several times:
    /// the terms of each follow those of the one before. An empty line is a place that no term has, so that no phrase
    /// goes over it.
    pub fields: Vec<(Field, String)>,
    /// Numbers.
    pub numbers: Vec<(Number, u64)>,
    /// What is given back, and never read by a back end.
    pub stored: String,
}

impl Entry {
    /// An entry with nothing but what is given back.
    pub fn new(id: impl Into<String>, stored: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            fields: vec![(Field::Id, id.clone())],
            id,
            numbers: Vec::new(),
            stored: stored.into(),
        }
    }

    /// Adds words, one a line, or a value.
    pub fn add(&mut self, field: Field, text: impl Into<String>) {
        self.fields.push((field, text.into()));
    }

    /// Sets a number.
    pub fn set(&mut self, number: Number, value: u64) {
        self.numbers.push((number, value));
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("id", &self.id)
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}
