//! What the second stage of ranking needs of the best entries: how often words stand in them, and where.

use crate::field::Field;
use crate::query::Query;

/// What is to be known of the first entries of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceAsked {
    /// Of how many.
    pub first: usize,
    /// Words that are looked for in them.
    pub probes: Vec<Probe>,
    /// Fields whose number of terms is wanted.
    pub lengths: Vec<Field>,
    /// A field, also a column, of which it is wanted what its distinct terms tell together: the sum of their [`idf`], each
    /// as frequent as in that field or in [`EvidenceAsked::mass_beside`], whichever is more.
    pub mass_of: Option<Field>,
    /// The other field.
    pub mass_beside: Option<Field>,
    /// Queries of which it is wanted whether they match.
    pub matches: Vec<Query>,
}

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The field.
    pub field: Field,
    /// The word.
    pub word: String,
    /// Whether its places are wanted, in a field that has them.
    pub placed: bool,
}

/// Where a probe was found, in the order of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// The entries that have it, by their rank in the list, each with how often.
    pub entries: Vec<(usize, u32)>,
    /// All its places, entry after entry: as many for each as it is counted, ascending. Empty where none are wanted.
    pub places: Vec<u32>,
}

impl Postings {
    /// The entries, each with how often and where.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u32, &[u32])> {
        let mut from = 0;
        self.entries.iter().map(move |(entry, count)| {
            let to = from + usize::try_from(*count).unwrap_or_default();
            let places = self.places.get(from..to).unwrap_or_default();
            from = to;
            (*entry, *count, places)
        })
    }
}

/// What is known of the first entries of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How many entries it is of.
    pub entries: usize,
    /// For each probe.
    pub probes: Vec<Postings>,
    /// For each field asked for, the number of terms in each entry.
    pub lengths: Vec<Vec<u32>>,
    /// What the terms of each entry tell.
    pub masses: Vec<f32>,
    /// For each query, whether it matches each entry.
    pub matches: Vec<Vec<bool>>,
    /// What the whole index knows.
    pub statistics: Statistics,
}

/// The whole index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Number of places and notes.
    pub entries: u64,
    /// For each probe, the number of entries that have the word.
    pub probes: Vec<u64>,
    /// For each field whose length was asked for, the number of terms of all entries.
    pub lengths: Vec<u64>,
}

/// How much a word tells that stands in `with` of `entries` entries: the inverse document frequency of BM25 (Robertson and
/// Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009).
#[allow(clippy::cast_precision_loss)] // a logarithm follows
pub fn idf(with: u64, entries: u64) -> f32 {
    let entries = entries as f32;
    let with = (with as f32).min(entries);
    (1.0 + (entries - with + 0.5) / (with + 0.5)).ln()
}
