//! Lists of entries: what is asked, what is answered.

use crate::address::Address;
use crate::evidence::{Evidence, EvidenceAsked};
use crate::field::{Field, Number};
use crate::query::Query;

/// Which entries are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Places: entries with [`scope::PLACE`](crate::scope::PLACE).
    #[default]
    Places,
    /// Notes: those with [`scope::NOTE`](crate::scope::NOTE).
    Notes,
    /// Both.
    Either,
}

/// The entries that a query is asked of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Among {
    /// What they stand for.
    pub scope: Scope,
    /// Whether entries of documents that a newer version took the place of are left out, but for those with
    /// [`scope::LASTING`](crate::scope::LASTING).
    pub newest_only: bool,
    /// These alone, whatever they stand for.
    pub only: Option<Vec<Address>>,
}

/// The order of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Score,
    /// Greatest number first.
    Descending(Number),
    /// Least number first.
    Ascending(Number),
}

/// What the values are counted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetOf {
    /// A field that is a column.
    Field(Field),
    /// A column of numbers; 0 is no value.
    Number(Number),
}

/// Counts of values that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What of.
    pub of: FacetOf,
    /// Values that begin so alone.
    pub beginning: String,
    /// The most values.
    pub limit: usize,
}

impl Facet {
    /// The most frequent values of a field.
    pub fn new(of: FacetOf, limit: usize) -> Self {
        Self {
            of,
            beginning: String::new(),
            limit,
        }
    }
}

/// A list that is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Find {
    /// What matches.
    pub query: Query,
    /// Of which entries.
    pub among: Among,
    /// The order.
    pub order: Order,
    /// Entries wanted.
    pub top: usize,
    /// Documents wanted, each with its first entry and how many match in it; 0 for none.
    pub documents: usize,
    /// Whether it is wanted how many match.
    pub total: bool,
    /// Counts of values over all that matches.
    pub facets: Vec<Facet>,
    /// What is to be known of the first entries.
    pub evidence: Option<EvidenceAsked>,
}

impl Find {
    /// How much matches.
    pub fn of(query: Query) -> Self {
        Self {
            query,
            total: true,
            ..Self::default()
        }
    }
}

/// An entry in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Where it is.
    pub address: Address,
    /// Its score; 0 where the order is another.
    pub score: f32,
}

/// The entries of one document in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The first of them.
    pub first: Hit,
    /// Id of the document.
    pub document: String,
    /// How many match.
    pub entries: usize,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The first entries.
    pub hits: Vec<Hit>,
    /// Where documents are asked for, the document of each of these.
    pub of_document: Vec<String>,
    /// The first documents.
    pub documents: Vec<Group>,
    /// How many match; 0 where it is not asked.
    pub total: usize,
    /// For each facet: values with the number of entries that have them, most frequent first, then in the order of the
    /// values.
    pub facets: Vec<Vec<(String, u64)>>,
    /// What is known of the first entries.
    pub evidence: Option<Evidence>,
}
