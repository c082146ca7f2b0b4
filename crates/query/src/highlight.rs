//! Which letters of a text matched.

use renvoi_analysis::{Chain, Token, tokens};
use renvoi_document::{CodePoints, Language};
use renvoi_reference::{Citation, Key};

use crate::request::{Clause, Request};

/// Ranges of the text that the request matches, in code points, in order and
/// without overlap.
pub(crate) fn highlight(
    text: &str,
    language: Language,
    citations: &[Citation],
    request: &Request,
) -> Vec<(usize, usize)> {
    let sought = Sought::of(request);
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    if !request.terms.is_empty() {
        ranges.extend(
            tokens(text, Chain::of(language))
                .iter()
                .filter(|t| {
                    let mut terms = request.terms.iter();
                    terms.any(|term| term.stem.of(language) == t.text)
                })
                .map(|t| (t.offset_from, t.offset_to)),
        );
    }
    if !sought.phrases.is_empty() || !sought.words.is_empty() {
        let words = tokens(text, Chain::Exact);
        for phrase in &sought.phrases {
            ranges.extend(phrase_ranges(&words, phrase));
        }
        let of_patterns = words.iter().filter(|w| sought.words.contains(&&w.text));
        ranges.extend(of_patterns.map(|w| (w.offset_from, w.offset_to)));
    }
    ranges.sort_unstable();
    let mut points = CodePoints::new(text);
    let mut ranges: Vec<(usize, usize)> = ranges
        .into_iter()
        .map(|(from, to)| (points.at(from), points.at(to)))
        .collect();
    ranges.extend(
        citations
            .iter()
            .filter(|c| sought.keys.contains(&&c.key))
            .map(|c| (c.start, c.end)),
    );
    merge(ranges)
}

/// What a request looks for besides its terms; what it excludes is not there.
#[derive(Default)]
struct Sought<'r> {
    phrases: Vec<&'r [(usize, String)]>,
    words: Vec<&'r String>,
    keys: Vec<&'r Key>,
}

impl<'r> Sought<'r> {
    fn of(request: &'r Request) -> Self {
        let mut sought = Self::default();
        sought.keys.extend(&request.filters.cites);
        let mut levels = vec![&request.clauses];
        while let Some(level) = levels.pop() {
            for clause in level.must.iter().chain(&level.should) {
                match clause {
                    Clause::Stem(..) | Clause::Topic(_) => {}
                    Clause::AnyOf(words) => sought.words.extend(words),
                    Clause::Phrase { words, .. } => sought.phrases.push(words),
                    Clause::Cites(keys) => sought.keys.extend(keys),
                    Clause::All(below) => levels.push(below),
                }
            }
        }
        sought
    }
}

fn phrase_ranges(words: &[Token], phrase: &[(usize, String)]) -> Vec<(usize, usize)> {
    let Some(((first, head), (last, _))) = phrase.first().zip(phrase.last()) else {
        return Vec::new();
    };
    let by_position = |position: usize| {
        words
            .binary_search_by_key(&position, |w| w.position)
            .ok()
            .map(|at| &words[at])
    };
    words
        .iter()
        .filter(|w| w.text == *head)
        .filter_map(|start| {
            let shift = start.position.checked_sub(*first)?;
            phrase
                .iter()
                .all(|(position, term)| {
                    by_position(position + shift).is_some_and(|w| w.text == *term)
                })
                .then(|| by_position(last + shift).map(|end| (start.offset_from, end.offset_to)))
                .flatten()
        })
        .collect()
}

fn merge(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}
