//! The query language. A query never fails on its syntax: it is read as well
//! as it can be, and `diagnostics` says what could not be used.
//!
//! ```text
//! query     = { item }
//! item      = filter | phrase | reference | word
//! filter    = name ":" value            ref, dans (in), type, article, annee (year), note (footnote)
//! value     = reference | '"' text '"' | word
//! phrase    = '"' text '"' | '«' text '»' | '“' text '”'
//! reference = any spelling of an instrument, standing anywhere
//! ```

mod filters;
mod parser;

pub use filters::{Filters, article_number};
use renvoi_reference::Key;

/// The longest query that is read, in bytes; the rest is left out and said so.
pub const LONGEST_QUERY: usize = 1024;

/// The most words that are searched.
pub const MOST_TERMS: usize = 64;

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The words to find, as typed, without references and filters.
    pub words: Vec<String>,
    /// The phrases that must stand in the text.
    pub phrases: Vec<Phrase>,
    /// The instruments named.
    pub references: Vec<Key>,
    /// What else must hold.
    pub filters: Filters,
    /// What could not be used, in words for a person (French).
    pub diagnostics: Vec<String>,
}

/// A phrase in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(pub String);

impl Query {
    /// Reads a query.
    pub fn parse(text: &str) -> Self {
        parser::parse(text)
    }

    /// The words and phrases as text, without references and filters.
    pub fn text(&self) -> String {
        let mut parts = self.words.clone();
        parts.extend(self.phrases.iter().map(|p| format!("\"{}\"", p.0)));
        parts.join(" ")
    }

    /// True when the query asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.phrases.is_empty()
            && self.references.is_empty()
            && self.filters == Filters::default()
    }
}
