//! The words of the index: those that fit a pattern, and those near a word.

use std::collections::HashMap;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use renvoi_query::Vocabulary;
use renvoi_query::acronyms::SEPARATOR;
use renvoi_reference::Key;
use tantivy::termdict::TermStreamer;
use tantivy::{Searcher, TantivyError, Term};
use tantivy_fst::Automaton;

use crate::completion::is_live;
use crate::error::StoreError;
use crate::schema::Fields;

/// Terms of one segment that are looked at for a pattern: a pattern of two
/// letters could stand for a tenth of all words.
const MOST_LOOKED_AT: usize = 50_000;

/// The instruments cited whose keys begin so, in the order of their keys.
pub(crate) fn cited(
    fields: &Fields,
    searcher: &Searcher,
    beginning: &str,
) -> Result<Vec<Key>, StoreError> {
    // No letter is greater, so that all keys with the beginning lie between.
    let after = format!("{beginning}\u{10ffff}");
    let mut found: Vec<Key> = Vec::new();
    for segment in searcher.segment_readers() {
        for field in [fields.cites, fields.key] {
            let inverted = segment.inverted_index(field)?;
            let keys = inverted.terms();
            let stream = keys.range().ge(beginning.as_bytes()).lt(after.as_bytes());
            let mut stream = stream.into_stream().map_err(TantivyError::from)?;
            while stream.advance() {
                let key = std::str::from_utf8(stream.key()).ok();
                found.extend(key.and_then(|key| key.parse().ok()));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The most frequent words that fit, with the number of records of each.
pub(crate) fn find(
    fields: &Fields,
    searcher: &Searcher,
    which: Vocabulary<'_>,
    limit: usize,
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.exact)?;
        let words = inverted.terms();
        match which {
            Vocabulary::Pattern(pattern) if !pattern.contains(['*', '?']) => {
                let word = Term::from_field_text(fields.exact, pattern);
                let records = inverted.doc_freq(&word).map_err(TantivyError::from)?;
                if records > 0 {
                    *counts.entry(pattern.to_owned()).or_default() += u64::from(records);
                }
            }
            Vocabulary::Pattern(pattern) => {
                let head = pattern.split(['*', '?']).next().unwrap_or_default();
                // No letter is greater, so that all words with the head lie between.
                let after = format!("{head}\u{10ffff}");
                let stream = words.range().ge(head).lt(after).into_stream();
                let stream = stream.map_err(TantivyError::from)?;
                // The head is all that most patterns ask for.
                let open = pattern.strip_prefix(head) == Some("*");
                count(stream, &mut counts, |word| open || fits(pattern, word));
            }
            Vocabulary::Near(word, edits) => {
                let automaton = Near::new(word, edits);
                let stream = words.search(automaton).into_stream();
                count(stream.map_err(TantivyError::from)?, &mut counts, |_| true);
            }
        }
    }
    let mut words: Vec<(String, u64)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if let Vocabulary::Near(..) = which {
        // What a person is told to have meant must be there.
        let mut live = Vec::new();
        for (word, records) in words {
            if live.len() < limit && is_live(fields, searcher, &word)? {
                live.push((word, records));
            }
        }
        return Ok(live);
    }
    words.truncate(limit);
    Ok(words)
}

/// What an acronym stands for, with the number of records that say so.
pub(crate) fn long_forms(
    fields: &Fields,
    searcher: &Searcher,
    acronym: &str,
) -> Result<Vec<(String, u64)>, StoreError> {
    let head = format!("{acronym}{SEPARATOR}");
    let after = format!("{head}\u{10ffff}");
    let mut counts = HashMap::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.acronym)?;
        let range = inverted.terms().range().ge(&head).lt(&after);
        let stream = range.into_stream().map_err(TantivyError::from)?;
        count(stream, &mut counts, |_| true);
    }
    let mut forms: Vec<(String, u64)> = counts
        .into_iter()
        .filter_map(|(entry, count)| Some((entry.strip_prefix(&head)?.to_owned(), count)))
        .collect();
    forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(forms)
}

fn count<A: Automaton>(
    mut stream: TermStreamer<'_, A>,
    counts: &mut HashMap<String, u64>,
    wanted: impl Fn(&str) -> bool,
) where
    A::State: Clone,
{
    let mut looked_at = 0;
    while looked_at < MOST_LOOKED_AT && stream.advance() {
        looked_at += 1;
        let Ok(word) = std::str::from_utf8(stream.key()) else {
            continue;
        };
        if wanted(word) {
            let records = u64::from(stream.value().doc_freq);
            match counts.get_mut(word) {
                Some(count) => *count += records,
                None => {
                    counts.insert(word.to_owned(), records);
                }
            }
        }
    }
}

/// Whether a word fits a pattern of letters, `*` (any letters) and `?` (one).
/// On a mismatch only the last `*` takes one letter more, so that time is
/// bounded by the product of the lengths.
fn fits(pattern: &str, word: &str) -> bool {
    let (pattern, word): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), word.chars().collect());
    let (mut p, mut w) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = word.get(w) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(wanted) if wanted == letter || *wanted == '?' => {
                p += 1;
                w += 1;
            }
            _ => {
                let Some((at, taken)) = star else {
                    return false;
                };
                star = Some((at, taken + 1));
                p = at + 1;
                w = taken + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// Words within some edits, as an automaton over their bytes. Two neighbours
/// that changed places are one edit.
struct Near(DFA);

impl Near {
    fn new(word: &str, edits: u8) -> Self {
        let builder = LevenshteinAutomatonBuilder::new(edits.min(2), true);
        Self(builder.build_dfa(word))
    }
}

impl Automaton for Near {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, word, expected) in [
            ("cyber*", "cybersecurite", true),
            ("cyber*", "cyber", true),
            ("cyber*", "cybe", false),
            ("etabliss*ment*", "etablissements", true),
            ("et*ss*s", "etablissements", true),
            ("re?eau", "reseau", true),
            ("re?eau", "reeau", false),
            ("a*b*c", "axbxxc", true),
            ("a*b*c", "axbxx", false),
            ("", "", true),
        ] {
            assert_eq!(fits(pattern, word), expected, "{pattern} {word}");
        }
    }

    #[test]
    fn near_words() {
        let near = |word: &str, other: &str, edits| {
            let automaton = Near::new(word, edits);
            let end = other.bytes().fold(automaton.start(), |state, byte| {
                automaton.accept(&state, byte)
            });
            automaton.is_match(&end)
        };
        assert!(near("cybersecurte", "cybersecurite", 1));
        assert!(
            near("chomage", "cohmage", 1),
            "neighbours that changed places"
        );
        assert!(!near("chomage", "dommage", 1));
        assert!(near("chomage", "romage", 2));
    }
}
