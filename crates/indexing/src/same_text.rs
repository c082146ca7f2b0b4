//! Whether two documents are one text in two formats.
//!
//! Readers of two formats differ in page heads, hyphens, tables and numbers of notes; two texts that claim one number
//! differ in sentences, or in one word: *dix ans* for *cinq ans*. So the words of both are compared, then those that stand
//! in passages whose neighbouring words the other document does not have, then each word between the same four others. In
//! doubt the texts are two, and both are searched.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use renvoi_analysis::fold;
use renvoi_document::Document;

/// Of a hundred words of the longer document those that the other has.
const SHARED: usize = 88;

/// Of a hundred words of a document those that may stand in passages that the other does not have: what one reader takes
/// for text and the other leaves out.
const NOVEL: usize = 4;

/// Words that may stand in such passages at most, however long the document is. What EUR-Lex prints above a consolidated
/// text, and its Formex does not, has 73; conversions of 28 acts by another program had 18 at most.
const MOST_NOVEL: usize = 80;

/// Of a hundred pairs of neighbouring words of a passage those that the other document has when it has the passage.
const KNOWN: usize = 50;

/// Words of a passage that says something: shorter ones are numbers, heads of pages, cells.
const SHORTEST: usize = 8;

/// Of a hundred words of a passage the numbers, letters and marks that make it a row of a table, which readers join
/// differently.
const TABLE: usize = 45;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Word {
    hash: u64,
    is_number: bool,
    /// A number, a letter, a mark of a point.
    is_mark: bool,
}

/// A document as it is compared.
pub(crate) struct Fingerprint {
    words: HashMap<u64, usize>,
    total: usize,
    pairs: HashSet<u64>,
    /// The words that stand between two others on each side, by these.
    between: HashMap<u64, Vec<Word>>,
    /// The words of each passage and note.
    passages: Vec<Vec<Word>>,
}

impl Fingerprint {
    pub(crate) fn of(document: &Document) -> Self {
        let passages = document.passages.iter().map(|p| p.text.as_str());
        let notes = document.footnotes.iter().filter_map(|n| n.text.as_deref());
        Self::of_texts(passages.chain(notes))
    }

    fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let passages: Vec<Vec<Word>> = texts.map(words).collect();
        let mut counts: HashMap<u64, usize> = HashMap::new();
        let mut pairs = HashSet::new();
        let mut between: HashMap<u64, Vec<Word>> = HashMap::new();
        let mut total = 0;
        for passage in &passages {
            for word in passage {
                *counts.entry(word.hash).or_default() += 1;
                total += 1;
            }
            pairs.extend(pairs_of(passage));
            for (around, word) in surrounded(passage) {
                let known = between.entry(around).or_default();
                if !known.contains(&word) {
                    known.push(word);
                }
            }
        }
        Self {
            words: counts,
            total,
            pairs,
            between,
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
        let few = |novel: usize, total: usize| novel <= MOST_NOVEL && 100 * novel <= NOVEL * total;
        100 * shared >= SHARED * longer
            && few(self.novel_to(other), self.total)
            && few(other.novel_to(self), other.total)
            && !self.says_otherwise(other)
    }

    /// How many words stand in passages which the other document does not have.
    fn novel_to(&self, other: &Self) -> usize {
        let is_novel = |passage: &&Vec<Word>| {
            let known = pairs_of(passage).filter(|pair| other.pairs.contains(pair));
            let marks = passage.iter().filter(|word| word.is_mark);
            passage.len() >= SHORTEST
                && 100 * marks.count() < TABLE * passage.len()
                && 100 * known.count() < KNOWN * (passage.len() - 1)
        };
        self.passages.iter().filter(is_novel).map(Vec::len).sum()
    }

    /// Whether one document has a number or a word in a place where the other has a different one. A number where the
    /// other has a word is the call of a note.
    fn says_otherwise(&self, other: &Self) -> bool {
        self.between.iter().any(|(around, here)| {
            let Some(there) = other.between.get(around) else {
                return false;
            };
            let differing = here.iter().filter(|word| !there.contains(word));
            let mut instead = there.iter().filter(|word| !here.contains(word));
            let mut differing = differing.map(|word| word.is_number);
            differing
                .next()
                .is_some_and(|is_number| instead.any(|word| word.is_number == is_number))
        })
    }
}

/// The words of a text without accents, which capitals may lack, and without what stands behind a number: `1er`.
fn words(text: &str) -> Vec<Word> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let digits = word.trim_end_matches(|c: char| !c.is_numeric());
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            let word = if is_number { digits } else { word };
            Word {
                hash: hash(&fold(word)),
                is_number,
                is_mark: is_number || word.chars().count() <= 2,
            }
        })
        .collect()
}

fn pairs_of(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words
        .windows(2)
        .map(|pair| hash(&pair.iter().map(|word| word.hash).collect::<Vec<_>>()))
}

/// Each word that stands between two words on each side, with the hash of these. Numbers stand in tables and lists of
/// provisions, which readers order differently.
fn surrounded(words: &[Word]) -> impl Iterator<Item = (u64, Word)> + '_ {
    words.windows(5).filter_map(|five| match five {
        [a, b, word, d, e] if ![a, b, d, e].iter().any(|near| near.is_number) => {
            Some((hash(&[a.hash, b.hash, d.hash, e.hash]), *word))
        }
        _ => None,
    })
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORTS: [&str; 6] = [
        "Brest",
        "Lorient",
        "Roscoff",
        "Morlaix",
        "Concarneau",
        "Douarnenez",
    ];

    /// A text of many paragraphs, the last of which is given.
    fn text(last: &str) -> Fingerprint {
        let pairs = PORTS
            .iter()
            .flat_map(|port| PORTS.iter().map(move |other| (port, other)));
        let paragraphs = pairs.map(|(port, other)| {
            format!(
                "Le gardien du phare de {port} transmet son rapport aux autorités de {other} après la visite annuelle \
                 des inspecteurs qui viennent de {port}."
            )
        });
        let texts: Vec<String> = paragraphs.chain([last.to_owned()]).collect();
        Fingerprint::of_texts(texts.iter().map(String::as_str))
    }

    const LAST: &str = "L’infraction est punie d’une peine de cinq ans d’emprisonnement si le capitaine du navire l’a commise seul le 1er mai.";

    #[test]
    fn one_word_or_one_paragraph_makes_two_texts() {
        let act = text(LAST);
        for (other, same) in [
            (LAST.to_owned(), true),
            // Capitals without accents, the call of a note, a number written with its ending.
            (
                LAST.to_uppercase()
                    .replace("NAVIRE", "NAVIRE (3)")
                    .replace("1ER", "1"),
                true,
            ),
            (LAST.replace("cinq", "dix"), false),
            (LAST.replace("capitaine", "matelot"), false),
            (
                format!(
                    "{LAST} Les bouées de la préfecture maritime sont comptées chaque mois avant la brume, puis un état \
                     signé part sous pli cacheté pour le ministère, où chacun peut le lire."
                ),
                false,
            ),
        ] {
            assert_eq!(text(&other).is_of_the_text_of(&act), same, "{other}");
        }
    }
}
