//! The words and values of a field: those that begin so, those that fit a pattern, and those near a word.

use std::collections::HashMap;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use renvoi_index::{Deadline, Field, Terms, Which};
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, TantivyError};
use tantivy_fst::Automaton;

use crate::error::StoreError;
use crate::state::State;
use crate::words::{is_live, nearest_first};

/// Terms of one segment that are looked at for a pattern: a pattern of two
/// letters could stand for a tenth of all words.
const MOST_LOOKED_AT: usize = 50_000;

/// The most frequent that are asked for, with the number of records of each.
pub(crate) fn find(
    state: &State,
    Terms {
        field,
        which,
        limit,
    }: &Terms,
    deadline: Deadline,
) -> Result<Vec<(String, u64)>, StoreError> {
    if let (Which::Begun(beginning, beside), Field::Exact) = (which, field) {
        return begun(state, beginning, beside.as_deref(), *limit);
    }
    let near = match which {
        Which::Near(word, edits) => Some(Near::new(word, *edits)),
        _ => None,
    };
    let mut counts: HashMap<String, u64> = HashMap::new();
    for segment in state.searcher.segment_readers() {
        deadline.check()?;
        let inverted = segment.inverted_index(state.fields.of(*field))?;
        match (which, &near) {
            (Which::Near(..), Some(near)) => {
                let stream = inverted.terms().search(near).into_stream();
                count(stream.map_err(TantivyError::from)?, &mut counts, |_| true);
            }
            (Which::Is(word), _) => {
                let word = state.fields.term(*field, word);
                let records = inverted.doc_freq(&word).map_err(TantivyError::from)?;
                if records > 0
                    && let Some(word) = word.value().as_str()
                {
                    *counts.entry(word.to_owned()).or_default() += u64::from(records);
                }
            }
            (Which::Pattern(pattern), _) => {
                let head = pattern.split(['*', '?']).next().unwrap_or_default();
                // The head is all that most patterns ask for.
                let open = pattern.strip_prefix(head) == Some("*");
                let wanted = |word: &str| open || fits(pattern, word);
                beginning(&inverted, head, &mut counts, wanted)?;
            }
            (Which::Beginning(head) | Which::Begun(head, _), _) => {
                beginning(&inverted, head, &mut counts, |_| true)?;
            }
            (Which::Near(..), None) => {}
        }
    }
    let mut words: Vec<(String, u64)> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if near.is_some() {
        // What a person is told to have meant must be there.
        let mut live = Vec::new();
        for (word, records) in words {
            if live.len() < *limit && is_live(&state.fields, &state.searcher, *field, &word)? {
                live.push((word, records));
            }
        }
        return Ok(live);
    }
    words.truncate(*limit);
    Ok(words)
}

/// Words tried for each that is suggested, where another word says which is meant.
const TRIED: usize = 4;

/// The words that begin so, those first that stand most often with another word, then the most frequent.
fn begun(
    state: &State,
    beginning: &str,
    beside: Option<&str>,
    limit: usize,
) -> Result<Vec<(String, u64)>, StoreError> {
    let (fields, searcher) = (&state.fields, &state.searcher);
    let words = state.words()?;
    let Some(beside) = beside else {
        return words.begun(fields, searcher, beginning, limit);
    };
    let tried = limit.saturating_mul(TRIED);
    let mut found = words.begun(fields, searcher, beginning, tried)?;
    nearest_first(fields, searcher, beside, &mut found)?;
    found.truncate(limit);
    Ok(found)
}

/// Counts the words with a beginning.
fn beginning(
    inverted: &InvertedIndexReader,
    head: &str,
    counts: &mut HashMap<String, u64>,
    wanted: impl Fn(&str) -> bool,
) -> Result<(), StoreError> {
    // No letter is greater, so that all words with the head lie between.
    let after = format!("{head}\u{10ffff}");
    let stream = inverted.terms().range().ge(head).lt(after).into_stream();
    count(stream.map_err(TantivyError::from)?, counts, wanted);
    Ok(())
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

impl Automaton for &Near {
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
            let automaton = &Near::new(word, edits);
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
