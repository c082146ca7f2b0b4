//! The references of a stretch of the query, in formal spelling or in any that
//! a person types, and the names of instruments.

use std::ops::Range;

use renvoi_reference::{Citation, Key, Warning, parse as parse_reference, scan, slips};

use super::lexer::is_operator;
use super::names::{Names, name_at};

/// References that stand together: one, or an enumeration whose members share
/// their head (`COM(2022) 729 et 731`).
pub(super) struct Found {
    /// Bytes taken.
    pub(super) range: Range<usize>,
    /// Each key, with its name where it was named.
    pub(super) references: Vec<(Key, Option<String>)>,
}

/// The words of the longest loose spelling: `règlement d’exécution (UE) no 910 / 2014`.
const LONGEST_REFERENCE: usize = 8;

/// The words of the longest name of an instrument: that of a whole title.
const LONGEST_NAME: usize = 40;

/// The references of `text`, in order and without overlap.
pub(super) fn find(text: &str, names: &dyn Names) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    for (citation, range) in formal(text) {
        let Some(between) = text.get(at..range.start) else {
            continue;
        };
        match found.last_mut() {
            // What stands between the members is no word to search.
            Some(before) if joins_references(between) => {
                if shares_head(&citation) {
                    before.range.end = range.end;
                    before.references.push((citation.key, None));
                } else {
                    found.push(Found {
                        range: at..range.end,
                        references: vec![(citation.key, None)],
                    });
                }
            }
            _ => {
                loose(between, at, names, &mut found);
                found.push(Found {
                    range: range.clone(),
                    references: vec![(citation.key, None)],
                });
            }
        }
        at = range.end;
    }
    loose(text.get(at..).unwrap_or_default(), at, names, &mut found);
    found
}

/// The references that documents would write so, with their places in bytes.
fn formal(text: &str) -> Vec<(Citation, Range<usize>)> {
    let citations = scan(text);
    if citations.is_empty() {
        return Vec::new();
    }
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let bytes: Vec<usize> = ends.collect();
    citations
        .into_iter()
        .filter_map(|citation| {
            let range = *bytes.get(citation.start)?..*bytes.get(citation.end)?;
            let end = with_bracket(text, &range);
            Some((citation, range.start..end))
        })
        .collect()
}

/// The end of a reference with the bracket that closes one opened in it:
/// `(UE 2016/679)`.
fn with_bracket(text: &str, range: &Range<usize>) -> usize {
    let Some((taken, after)) = text.get(range.clone()).zip(text.get(range.end..)) else {
        return range.end;
    };
    let open = taken.matches('(').count() > taken.matches(')').count();
    range.end + usize::from(open && after.starts_with(')'))
}

/// Whether a reference would be none, or another, without what stands before it.
fn shares_head(citation: &Citation) -> bool {
    parse_reference(&citation.text).is_none_or(|alone| alone.key != citation.key)
}

fn joins_references(between: &str) -> bool {
    matches!(
        between.trim_matches([' ', ',', ';']),
        "" | "et" | "ou" | "and" | "or"
    )
}

/// Adds the references of a text without formal ones; `offset` is where the
/// text stands.
fn loose(text: &str, offset: usize, names: &dyn Names, found: &mut Vec<Found>) {
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        if c.is_whitespace() || is_sign(c) && !opens_reference(rest) {
            at += c.len_utf8();
        } else if let Some(Head { length, key, named }) =
            at_head(rest, names).filter(|head| head.named.is_none() || !is_of_another(text, at))
        {
            found.push(Found {
                range: offset + at..offset + at + length,
                references: vec![(key, named)],
            });
            at += length;
        } else if let Some(length) = slip_at_head(rest) {
            // Its number alone may be another act's: `directive 46/95`.
            at += length;
        } else if is_sign(c) {
            at += c.len_utf8();
        } else {
            // Only what begins after a space is tried, so that no text is read
            // more often than a reference has words.
            let end = rest.find(|c: char| c.is_whitespace() || c == '|');
            at += end.unwrap_or(rest.len());
        }
    }
}

/// Whether the words before a name make it another act's: *proposition de directive CER*, *sixième directive LBC*. A name
/// that holds them begins before them.
fn is_of_another(text: &str, at: usize) -> bool {
    const PROPOSED: [&str; 4] = ["proposition", "projet", "proposal", "future"];
    let before = renvoi_analysis::fold(text.get(..at).unwrap_or_default());
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let digits = last.trim_end_matches(|c: char| c.is_alphabetic());
    let counted = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && ["e", "eme", "th", "rd"].contains(&last.get(digits.len()..).unwrap_or_default());
    let is_proposal = |word: &str| PROPOSED.contains(&word);
    let joining = |word: &str| {
        matches!(
            word,
            "de" | "du" | "la" | "d" | "for" | "a" | "directive" | "reglement"
        )
    };
    let proposed = is_proposal(last) || (joining(last) && words.take(3).any(is_proposal));
    proposed || counted || last.ends_with("ieme")
}

/// Bytes of the slip that a text begins with: a type or a series, and a number that is none of it. It is left to be
/// offered.
fn slip_at_head(text: &str) -> Option<usize> {
    let window = text.get(..*word_ends(text).last()?)?;
    if !text.starts_with(char::is_alphabetic) || !window.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let slip = slips(window).into_iter().next()?;
    (slip.start == 0).then_some(slip.end)
}

/// `(UE) 2016/679`
fn opens_reference(text: &str) -> bool {
    text.strip_prefix('(')
        .is_some_and(|inner| inner.starts_with(char::is_alphabetic))
}

fn is_sign(c: char) -> bool {
    matches!(c, '(' | ')' | '-' | '+' | '|')
}

/// What a text begins with.
pub(super) struct Head {
    /// Bytes taken, never none.
    pub(super) length: usize,
    pub(super) key: Key,
    /// The name, where it is one.
    pub(super) named: Option<String>,
}

/// The reference or the name that a text begins with: the longer of both.
pub(super) fn at_head(text: &str, names: &dyn Names) -> Option<Head> {
    let reference = reference_at_head(text, names);
    match named_at_head(text, names) {
        Some(head) if reference.as_ref().is_none_or(|r| r.length < head.length) => Some(head),
        _ => reference,
    }
}

fn named_at_head(text: &str, names: &dyn Names) -> Option<Head> {
    let text = before_operator(text);
    let elided = elided(text);
    let (key, length, from) = name_at(text, names)
        .map(|(key, length)| (key, length, 0))
        .or_else(|| {
            let (key, length) = name_at(text.get(elided?..)?, names)?;
            Some((key, elided? + length, elided?))
        })?;
    Some(Head {
        length,
        key,
        named: Some(text.get(from..length)?.trim().to_owned()),
    })
}

/// Bytes of the article that hangs on the first word: `l’IA`.
fn elided(text: &str) -> Option<usize> {
    let (at, apostrophe) = text
        .char_indices()
        .take(3)
        .find(|(_, c)| matches!(c, '\'' | '’' | 'ʼ'))?;
    Some(at + apostrophe.len_utf8())
}

fn reference_at_head(text: &str, names: &dyn Names) -> Option<Head> {
    let ends = word_ends(text);
    let window = text.get(..*ends.last()?)?;
    // Every reference has a digit, and most words of most queries are far from one.
    let digit = window.find(|c: char| c.is_ascii_digit())?;
    ends.iter()
        .rev()
        .take_while(|end| **end > digit)
        .find_map(|end| {
            let citation = parse_reference(text.get(..*end)?)?;
            // A slip is offered, never imposed: `2555/2022`.
            let unusual = citation.warnings.contains(&Warning::UnusualOrder);
            if unusual && !names.knows(&citation.key) {
                return None;
            }
            let byte = |point: usize| {
                text.char_indices()
                    .nth(point)
                    .map_or(text.len(), |(at, _)| at)
            };
            let range = byte(citation.start)..byte(citation.end);
            // Articles before it go with it; an operator does not.
            let free = !text.get(..range.start)?.contains(is_sign);
            let length = with_bracket(text, &range);
            (free && length > 0).then_some(Head {
                length,
                key: citation.key,
                named: None,
            })
        })
}

/// Byte offsets of the ends of the first words, up to an operator.
fn word_ends(text: &str) -> Vec<usize> {
    let text = text.split('|').next().unwrap_or_default();
    let mut ends = Vec::with_capacity(LONGEST_REFERENCE);
    let mut at = 0;
    for word in text.split(' ') {
        if is_operator(word) || ends.len() == LONGEST_REFERENCE {
            break;
        }
        at += word.len();
        if !word.is_empty() {
            ends.push(at);
        }
        at += 1;
    }
    ends
}

/// The text up to the first operator between spaces, as far as a name may go.
fn before_operator(text: &str) -> &str {
    let text = text.split('|').next().unwrap_or_default();
    let mut at = 0;
    for word in text.split(' ').take(LONGEST_NAME + 1) {
        if is_operator(word) {
            break;
        }
        at += word.len() + 1;
    }
    text.get(..at).unwrap_or(text)
}
