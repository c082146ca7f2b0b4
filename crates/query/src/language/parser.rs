//! Reads a query from left to right, without recursion and without failing.

use renvoi_reference::{Citation, parse as parse_reference, scan};

use super::filters::Name;
use super::{LONGEST_QUERY, MOST_TERMS, Phrase, Query};

pub(super) fn parse(text: &str) -> Query {
    let mut query = Query::default();
    let text = shorten(text, &mut query.diagnostics);
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some(close) = closing_quote(c) {
            rest = phrase(&rest[c.len_utf8()..], close, &mut query);
            plain.push('\n');
        } else if let Some(after) = exclusion(rest, &plain, &mut query) {
            rest = after;
            plain.push('\n');
        } else if let Some((name, value)) = filter_name(rest, &plain) {
            rest = filter(name, value, &mut query);
            plain.push('\n');
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    for part in plain.split('\n') {
        references_and_words(part, &mut query);
    }
    limit_words(&mut query);
    query
}

/// Reads what stands behind a minus at the head of a word, and leaves it out:
/// to search what a person wants excluded would be the opposite of the wish.
fn exclusion<'t>(text: &'t str, before: &str, query: &mut Query) -> Option<&'t str> {
    if before.ends_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let item = text.strip_prefix('-')?;
    let first = item.chars().next()?;
    let mut left_out = Query::default();
    let after = if let Some(close) = closing_quote(first) {
        phrase(&item[first.len_utf8()..], close, &mut left_out)
    } else if !first.is_alphanumeric() {
        return None;
    } else if let Some((name, value)) = filter_name(item, "") {
        filter(name, value, &mut left_out)
    } else {
        let end = reference_at_head(item)
            .unwrap_or_else(|| item.find(char::is_whitespace).unwrap_or(item.len()));
        &item[end..]
    };
    let excluded = &text[..text.len() - after.len()];
    query.diagnostics.push(format!(
        "« {} » n’a pas été appliqué : l’exclusion par « - » n’existe pas encore",
        excluded.trim()
    ));
    Some(after)
}

/// Line ends and controls are spaces; what is too long is cut.
fn shorten(text: &str, diagnostics: &mut Vec<String>) -> String {
    let mut end = text.len().min(LONGEST_QUERY);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() {
        diagnostics.push(format!(
            "la recherche dépasse {LONGEST_QUERY} octets : la fin n’a pas été lue"
        ));
    }
    text[..end]
        .chars()
        .map(|c| {
            if c.is_control() || c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '«' => Some('»'),
        '“' => Some('”'),
        _ => None,
    }
}

/// Reads a phrase up to its closing quote; returns what follows.
fn phrase<'t>(text: &'t str, close: char, query: &mut Query) -> &'t str {
    let (words, rest) = text.split_once(close).unwrap_or_else(|| {
        query
            .diagnostics
            .push("guillemet jamais fermé : la fin est lue comme une expression exacte".to_owned());
        (text, "")
    });
    // A reference in quotes is a reference all the same.
    match parse_reference(words.trim()) {
        Some(citation) => reference(citation, query),
        None if words.trim().is_empty() => {}
        None => query.phrases.push(Phrase(words.trim().to_owned())),
    }
    rest
}

/// A filter begins at the head of a word: its name and a colon, and its value
/// at once.
fn filter_name<'t>(text: &'t str, before: &str) -> Option<(Name, &'t str)> {
    if before.ends_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let (name, value) = text.split_once(':')?;
    let name = (name.len() <= 10).then(|| Name::of(name)).flatten()?;
    Some((name, value))
}

fn filter<'t>(name: Name, text: &'t str, query: &mut Query) -> &'t str {
    let (value, rest) = value(text);
    if value.is_empty() {
        query
            .diagnostics
            .push("filtre sans valeur : il n’a pas été appliqué".to_owned());
    } else if let Err(problem) = query.filters.add(name, value) {
        query.diagnostics.push(problem);
    }
    rest
}

/// The value of a filter: quoted, a reference with spaces in it, or a word.
fn value(text: &str) -> (&str, &str) {
    if let Some(c) = text.chars().next()
        && let Some(close) = closing_quote(c)
    {
        let quoted = &text[c.len_utf8()..];
        return quoted
            .split_once(close)
            .map_or((quoted.trim(), ""), |(value, rest)| (value.trim(), rest));
    }
    let end = reference_at_head(text)
        .unwrap_or_else(|| text.find(char::is_whitespace).unwrap_or(text.len()));
    (&text[..end], &text[end..])
}

/// Bytes of the longest reference that the text begins with.
fn reference_at_head(text: &str) -> Option<usize> {
    word_ends(text)
        .into_iter()
        .rev()
        .find(|end| parse_reference(&text[..*end]).is_some())
}

/// The words of the longest loose spelling: `règlement d’exécution (UE) no 910 / 2014`.
const LONGEST_REFERENCE: usize = 8;

/// Byte offsets of the ends of the first words.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        at += word.len();
        if !word.is_empty() {
            ends.push(at);
        }
        if ends.len() == LONGEST_REFERENCE {
            break;
        }
        at += 1;
    }
    ends
}

/// Takes the references out of a part of the query, in formal spelling or in
/// any that a person types; the rest is words.
fn references_and_words(part: &str, query: &mut Query) {
    let found = scan(part);
    let mut at = 0;
    for citation in found {
        let (start, end) = byte_range(part, &citation);
        if start < at {
            continue;
        }
        let between = &part[at..start];
        if at == 0 || !joins_references(between) {
            loose_references(between, query);
        }
        reference(citation, query);
        at = end;
    }
    loose_references(&part[at..], query);
}

/// What stands between the members of an enumeration is no word to search.
fn joins_references(between: &str) -> bool {
    matches!(
        between.trim_matches([' ', ',', ';']),
        "" | "et" | "ou" | "and" | "or"
    )
}

fn byte_range(text: &str, citation: &Citation) -> (usize, usize) {
    let byte = |point: usize| {
        text.char_indices()
            .nth(point)
            .map_or(text.len(), |(at, _)| at)
    };
    (byte(citation.start), byte(citation.end))
}

fn loose_references(text: &str, query: &mut Query) {
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(end) = reference_at_head(rest)
            && let Some(citation) = parse_reference(&rest[..end])
        {
            reference(citation, query);
            rest = rest[end..].trim_start();
            continue;
        }
        let end = rest.find(' ').unwrap_or(rest.len());
        word(&rest[..end], query);
        rest = rest[end..].trim_start();
    }
}

fn word(word: &str, query: &mut Query) {
    if let Some((name, value)) = word.split_once(':')
        && !value.is_empty()
        && !value.starts_with('/')
        && (1..=12).contains(&name.len())
        && name.chars().all(char::is_alphabetic)
    {
        query.diagnostics.push(format!(
            "« {name}: » n’est pas un filtre : ref, dans, type, annee et note le sont"
        ));
    }
    if word.contains(char::is_alphanumeric) {
        query.words.push(word.to_owned());
    }
}

fn reference(citation: Citation, query: &mut Query) {
    if !query.references.contains(&citation.key) {
        query.references.push(citation.key);
    }
}

fn limit_words(query: &mut Query) {
    if query.words.len() > MOST_TERMS {
        query.words.truncate(MOST_TERMS);
        query.diagnostics.push(format!(
            "plus de {MOST_TERMS} mots : les suivants n’ont pas été cherchés"
        ));
    }
}
