//! What a person may be about to type, or may have meant.

use std::collections::HashMap;
use std::sync::LazyLock;

use renvoi_analysis::{Chain, fold, says_little, tokens};
use renvoi_document::Summary;
use renvoi_reference::{Catalogue, Key};
use schemars::JsonSchema;
use serde::Serialize;

use crate::language::LONGEST_QUERY;
use crate::request::{Request, Vocabulary};
use crate::view::View;
use renvoi_index::IndexError;

/// Suggestions of each sort.
const MOST: usize = 5;

/// What could follow a beginning; its JSON is a published contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Suggestions {
    /// What was typed.
    pub prefix: String,
    /// The whole query with its last word completed: those first that most often
    /// stand with the word before, then the most frequent.
    pub terms: Vec<TermSuggestion>,
    /// Instruments of that number or name.
    pub instruments: Vec<InstrumentSuggestion>,
    /// Documents of the index with a title word that begins so.
    pub documents: Vec<Summary>,
    /// Topics of the thesaurus.
    pub topics: Vec<TopicSuggestion>,
}

/// A word that could be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermSuggestion {
    /// The query with it.
    pub text: String,
    /// Number of passages and notes with the word.
    pub count: u64,
}

/// An instrument that could be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InstrumentSuggestion {
    /// Its key.
    pub key: Key,
    /// The name that fits, where it was one.
    pub name: Option<String>,
    /// Its title, where it is known.
    pub title: Option<String>,
}

/// A topic that could be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicSuggestion {
    /// Its id, for `theme:`.
    pub id: String,
    /// What it is called.
    pub label: String,
}

/// What could follow `prefix`.
///
/// # Errors
/// The index could not answer.
pub fn suggest(index: &View, prefix: &str) -> Result<Suggestions, IndexError> {
    let typed = prefix.trim_start();
    let folded = fold(typed.trim_end());
    if folded.chars().count() < SHORTEST || typed.len() > LONGEST {
        return Ok(Suggestions {
            prefix: prefix.to_owned(),
            ..Suggestions::default()
        });
    }
    Ok(Suggestions {
        prefix: prefix.to_owned(),
        terms: completed(index, typed)?,
        instruments: instruments(typed, &folded),
        documents: index.documents_titled(&folded, MOST)?,
        topics: topics(index, &folded),
    })
}

/// Bytes after which nothing is suggested any more.
const LONGEST: usize = 200;

/// Letters before anything is suggested.
const SHORTEST: usize = 2;

/// The query with its last word completed.
fn completed(index: &View, typed: &str) -> Result<Vec<TermSuggestion>, IndexError> {
    let words = tokens(typed, Chain::Exact);
    let Some(last) = words.last().filter(|last| last.offset_to == typed.len()) else {
        return Ok(Vec::new());
    };
    // The end of a number is not to be guessed: no document may have it.
    if last.text.chars().count() < SHORTEST || last.text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    // The word before that says most: what it stands with is what is meant.
    let before = words.iter().rev().skip(1).take(NEAREST);
    let beside = before
        .map(|word| word.text.as_str())
        .find(|word| !says_little(word));
    let found = index.begun(&last.text, beside, MOST)?;
    let folded: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
    let written = index.written(&folded)?;
    let before = typed.get(..last.offset_from).unwrap_or_default();
    Ok(written
        .into_iter()
        .zip(&found)
        .map(|(word, (_, count))| TermSuggestion {
            text: format!("{before}{word}"),
            count: *count,
        })
        .collect())
}

/// Words before the last one that may say what it will be.
const NEAREST: usize = 3;

/// Folded number and names of every instrument of the catalogue, by key: folded
/// once, since suggestions come with every letter typed.
static FOLDED: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let catalogue = Catalogue::bundled();
    let folded = catalogue.keys().map(|key| {
        let names = catalogue.aliases(key).iter().map(|name| fold(name));
        let number = std::iter::once(fold(key.as_ref()));
        (key.to_string(), number.chain(names).collect())
    });
    folded.collect()
});

/// Instruments by number, then by name.
fn instruments(typed: &str, folded: &str) -> Vec<InstrumentSuggestion> {
    let catalogue = Catalogue::bundled();
    let suggestion = |key: &Key, name: Option<&str>| InstrumentSuggestion {
        title: catalogue.title(key).map(str::to_owned),
        name: name.map(str::to_owned),
        key: key.clone(),
    };
    let mut found: Vec<InstrumentSuggestion> = Vec::new();
    if let Some(citation) = catalogue.resolve(typed) {
        found.push(suggestion(&citation.key, None));
    }
    for key in catalogue.keys() {
        if found.len() >= MOST {
            break;
        }
        let Some(names) = FOLDED.get(key.as_ref()) else {
            continue;
        };
        let by_number = names.first().is_some_and(|number| begins(number, folded));
        let by_name = names.iter().skip(1).position(|name| begins(name, folded));
        let name = by_name.and_then(|at| catalogue.aliases(key).get(at));
        if (by_number || name.is_some()) && !found.iter().any(|f| f.key == *key) {
            found.push(suggestion(key, name.map(String::as_str)));
        }
    }
    found
}

fn topics(index: &View, folded: &str) -> Vec<TopicSuggestion> {
    let thesaurus = index.thesaurus();
    let topics = thesaurus.begun(folded, MOST);
    topics
        .map(|topic| TopicSuggestion {
            id: topic.id.clone(),
            label: topic.label.clone(),
        })
        .collect()
}

/// Whether a word of a folded text begins so.
fn begins(text: &str, beginning: &str) -> bool {
    text.match_indices(beginning).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Words of a query that are corrected: looking for near words takes time, and
/// a query with more is not a slip.
const MOST_CORRECTED: usize = 3;

/// Edits between a word and what may have been meant, by its length.
fn edits(word: &str) -> Option<u8> {
    match word.chars().count() {
        0..=3 => None,
        4..=7 => Some(1),
        _ => Some(MOST_EDITS),
    }
}

/// The most edits, of long words.
const MOST_EDITS: u8 = 2;

/// The query with each word that the index does not have replaced by the most
/// frequent near one; none when nothing is to be replaced.
pub(crate) fn did_you_mean(
    index: &View,
    typed: &str,
    request: &Request,
) -> Result<Option<String>, IndexError> {
    let mut end = typed.len().min(LONGEST_QUERY);
    while !typed.is_char_boundary(end) {
        end -= 1;
    }
    let typed = &typed[..end];
    // From the end, so that places before it stay what they are.
    let words = tokens(typed, Chain::Exact).into_iter().rev();
    let unknown = words.filter(|word| {
        // A number is no slip of a word, and `~` looks for near words anyway.
        let rest = typed.get(word.offset_to..).unwrap_or_default();
        let may_be_slip = !word.text.contains(|c: char| c.is_ascii_digit());
        may_be_slip && !rest.starts_with('~') && is_unknown(request, &word.text)
    });
    let unknown: Vec<_> = unknown
        .filter(|word| edits(&word.text).is_some())
        .take(MOST_CORRECTED)
        .collect();
    let folded: Vec<&str> = unknown.iter().map(|word| word.text.as_str()).collect();
    let mut corrected = typed.to_owned();
    for (word, meant) in unknown.iter().zip(meant(index, &folded)?) {
        let range = word.offset_from..word.offset_to;
        if let Some(meant) = meant.filter(|_| typed.get(range.clone()).is_some()) {
            corrected.replace_range(range, &meant);
        }
    }
    Ok((corrected != typed).then_some(corrected))
}

/// Whether no text has any form of a word of a request.
fn is_unknown(request: &Request, word: &str) -> bool {
    request.terms.iter().any(|term| {
        let known = term.forms.iter().any(|form| {
            let is_stem = form.is_stem || form.is_english;
            is_stem && form.records > 0
        });
        term.exact == word && !term.says_little() && !known
    })
}

/// Near words looked through for one that tells something.
const NEAR: usize = 8;

/// For each folded word what the texts have that is nearest to it, as they write it: one letter off before two, of equals
/// the most frequent.
pub(crate) fn meant(index: &View, words: &[&str]) -> Result<Vec<Option<String>>, IndexError> {
    let mut meant: Vec<Option<String>> = vec![None; words.len()];
    for off in 1..=MOST_EDITS {
        let may = |at: &usize| {
            let most = words.get(*at).and_then(|word| edits(word));
            meant.get(*at).is_some_and(Option::is_none) && most.is_some_and(|most| off <= most)
        };
        let open: Vec<usize> = (0..words.len()).filter(may).collect();
        let asked = open.iter().filter_map(|at| words.get(*at));
        let asked: Vec<_> = asked
            .map(|word| (Vocabulary::Near(word, off), NEAR))
            .collect();
        for (at, near) in open.into_iter().zip(index.words(&asked)?) {
            let mut near = near.into_iter().map(|(near, _)| near);
            // Nobody means *des* by *dues*.
            let tells = |near: &String| words.get(at) != Some(&near.as_str()) && !says_little(near);
            if let Some(meant) = meant.get_mut(at) {
                *meant = near.find(tells);
            }
        }
    }
    let near: Vec<&str> = meant.iter().flatten().map(String::as_str).collect();
    let mut written = index.written(&near)?.into_iter();
    let mut as_written = |near: String| written.next().unwrap_or(near);
    Ok(meant
        .iter()
        .map(|near| near.clone().map(&mut as_written))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn words_begin() {
        assert!(begins("directive sri 2", "sri"));
        assert!(begins("directive sri 2", "dir"));
        assert!(!begins("directive sri 2", "ri"));
    }
}
