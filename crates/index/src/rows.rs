//! Columns of all that matches, a page at a time: what is counted, ordered and folded elsewhere.

use crate::address::Address;
use crate::field::Number;
use crate::find::Among;
use crate::query::Query;

/// Queries of which a row may say whether they match it.
pub const MOST_MATCHES: usize = 64;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// What matches.
    pub query: Query,
    /// Of which entries.
    pub among: Among,
    /// The columns wanted.
    pub numbers: Vec<Number>,
    /// Queries of which it is wanted whether they match; [`MOST_MATCHES`] at most.
    pub matches: Vec<Query>,
    /// Where the page begins: the `next` of the one before.
    pub after: Option<Address>,
    /// Rows on a page.
    pub limit: usize,
}

/// A page of rows, in an order that holds as long as the snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowPage {
    /// The documents of the rows, by their ids, each once.
    pub documents: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Their numbers, row after row.
    pub numbers: Vec<u64>,
    /// Where the next page begins; none at the end.
    pub next: Option<Address>,
}

/// An entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is.
    pub address: Address,
    /// Its document, by its place among those of the page.
    pub document: u32,
    /// Which queries match it, a bit each, the first the lowest.
    pub matches: u64,
}
