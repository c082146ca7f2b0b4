//! Phrases of stems, found in texts word by word.
//!
//! Every word of every text is looked up here, so words that no phrase has are
//! told first, and phrases are compared as numbers.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// Number of a word that no phrase has.
const OTHER: u32 = u32::MAX;

/// Phrases and what each stands for.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// The words of all phrases, numbered.
    words: FxHashMap<String, u32>,
    /// The outlines of these words.
    outlines: Outlines,
    /// Phrases at the number of their first word; the longest first.
    by_first: Vec<Vec<Phrase>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<u32>,
    means: usize,
}

impl Phrases {
    /// Keeps a phrase; one without words is none.
    pub(crate) fn insert(&mut self, stems: Vec<String>, means: usize) {
        let mut words = Vec::with_capacity(stems.len());
        for stem in stems {
            let fresh = u32::try_from(self.words.len()).unwrap_or(OTHER);
            self.outlines.insert(&stem);
            words.push(*self.words.entry(stem).or_insert(fresh));
        }
        self.by_first.resize_with(self.words.len(), Vec::new);
        let first = words.first().and_then(|first| place(*first));
        let Some(known) = first.and_then(|first| self.by_first.get_mut(first)) else {
            return;
        };
        let place = known.partition_point(|phrase| {
            (words.len(), &phrase.words, phrase.means) < (phrase.words.len(), &words, means)
        });
        known.insert(place, Phrase { words, means });
    }

    /// The number of a stem.
    pub(crate) fn word(&self, stem: &str) -> u32 {
        if !self.outlines.contain(stem) {
            return OTHER;
        }
        self.words.get(stem).copied().unwrap_or(OTHER)
    }

    /// What a text of numbered words says, and where: of several ways to read a
    /// place the longest.
    pub(crate) fn mentions(&self, words: &[u32]) -> Vec<(usize, Range<usize>)> {
        let mut mentions = Vec::new();
        let mut at = 0;
        while let Some(first) = words.get(at) {
            let known = place(*first).and_then(|first| self.by_first.get(first));
            let rest = words.get(at..).unwrap_or_default();
            let mut known = known.into_iter().flatten();
            match known.find(|phrase| rest.starts_with(&phrase.words)) {
                Some(phrase) => {
                    let end = at + phrase.words.len();
                    mentions.push((phrase.means, at..end));
                    at = end;
                }
                None => at += 1,
            }
        }
        mentions
    }
}

/// Where the phrases that begin with a word stand.
fn place(word: u32) -> Option<usize> {
    usize::try_from(word).ok()
}

/// The lengths and ends of words: most words of a text differ from those of all
/// phrases in these already, which is told in a tenth of the time of a look-up.
#[derive(Debug)]
struct Outlines(Vec<u64>);

impl Default for Outlines {
    fn default() -> Self {
        Self(vec![0; 1 << 10])
    }
}

impl Outlines {
    fn insert(&mut self, word: &str) {
        let (at, bit) = Self::place(word);
        self.0[at] |= bit;
    }

    fn contain(&self, word: &str) -> bool {
        let (at, bit) = Self::place(word);
        self.0[at] & bit != 0
    }

    /// Four bits of the length, five of each of the two last letters, two of the
    /// first.
    fn place(word: &str) -> (usize, u64) {
        let end = match word.as_bytes() {
            [first, .., before, last] => [*first, *before, *last],
            [first, last] => [*first, 0, *last],
            [only] => [*only, 0, 0],
            [] => [0; 3],
        };
        let [first, before, last] = end.map(usize::from);
        let outline = (word.len() & 15) | (last & 31) << 4 | (before & 31) << 9 | (first & 3) << 14;
        (outline >> 6, 1 << (outline & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_read() {
        let mut phrases = Phrases::default();
        for (means, phrase) in ["gaz", "gaz naturel", "gaz naturel liquefie", "crise"]
            .iter()
            .enumerate()
        {
            phrases.insert(phrase.split(' ').map(str::to_owned).collect(), means);
        }
        let words: Vec<u32> = "crise du gaz naturel puis gaz naturel liquefie et gaz"
            .split(' ')
            .map(|word| phrases.word(word))
            .collect();
        assert_eq!(
            phrases.mentions(&words),
            [(3, 0..1), (1, 2..4), (2, 5..8), (0, 9..10)]
        );
    }
}
