//! Whether two documents are one text in two formats.
//!
//! Readers of two formats differ in page heads, hyphens, tables and numbers of points; two texts that claim one number
//! differ in sentences. So the words of both are compared, and then how many stand in passages whose neighbouring words
//! the other document does not have.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use renvoi_document::Document;

/// Of a hundred words of the longer document those that the other has.
const SHARED: usize = 88;

/// Of a hundred words of a document those that may stand in passages that the other does not have: what one reader takes
/// for text and the other leaves out.
const NOVEL: usize = 4;

/// Of a hundred pairs of neighbouring words of a passage those that the other document has when it has the passage.
const KNOWN: usize = 50;

/// Words of a passage that says something: shorter ones are numbers, heads of pages, cells.
const SHORTEST: usize = 8;

/// A document as it is compared.
pub(crate) struct Fingerprint {
    words: HashMap<u64, usize>,
    total: usize,
    pairs: HashSet<u64>,
    /// The words of each passage and note.
    passages: Vec<Vec<u64>>,
}

impl Fingerprint {
    pub(crate) fn of(document: &Document) -> Self {
        let passages = document.passages.iter().map(|p| p.text.as_str());
        let notes = document.footnotes.iter().filter_map(|n| n.text.as_deref());
        let passages: Vec<Vec<u64>> = passages.chain(notes).map(words).collect();
        let mut counts: HashMap<u64, usize> = HashMap::new();
        let mut pairs = HashSet::new();
        let mut total = 0;
        for passage in &passages {
            for word in passage {
                *counts.entry(*word).or_default() += 1;
                total += 1;
            }
            pairs.extend(pairs_of(passage));
        }
        Self {
            words: counts,
            total,
            pairs,
            passages,
        }
    }

    /// Whether both are the same text.
    pub(crate) fn is_of_the_text_of(&self, other: &Self) -> bool {
        let (shorter, longer) = (self.total.min(other.total), self.total.max(other.total));
        // Most that differ do so in length.
        if shorter == 0 || 100 * shorter < SHARED * longer {
            return false;
        }
        let shared: usize = self
            .words
            .iter()
            .filter_map(|(word, count)| other.words.get(word).map(|there| (*there).min(*count)))
            .sum();
        100 * shared >= SHARED * longer
            && 100 * self.novel_to(other) <= NOVEL * self.total
            && 100 * other.novel_to(self) <= NOVEL * other.total
    }

    /// How many words stand in passages which the other document does not have.
    fn novel_to(&self, other: &Self) -> usize {
        let is_novel = |passage: &&Vec<u64>| {
            let known = pairs_of(passage).filter(|pair| other.pairs.contains(pair));
            passage.len() >= SHORTEST && 100 * known.count() < KNOWN * (passage.len() - 1)
        };
        self.passages.iter().filter(is_novel).map(Vec::len).sum()
    }
}

fn words(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hash(&word.to_lowercase()))
        .collect()
}

fn pairs_of(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    words.windows(2).map(|pair| hash(&pair))
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
