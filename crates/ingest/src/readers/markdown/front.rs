//! What the front matter says of the text: `key: value` lines between two rules.

use crate::blocks::About;
use crate::readers::dates::date;

/// Reads the lines of a front matter.
pub(super) fn read(lines: &str, about: &mut About) {
    for line in lines.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        // A key inside another belongs to that one.
        if key.starts_with(char::is_whitespace) {
            continue;
        }
        let value = unquoted(value);
        if value.is_empty() || matches!(value.as_str(), "|" | ">" | "[]" | "{}") {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "title" | "titre" => about.title = Some(value),
            "date" => about.date = date(&value),
            "language" | "lang" | "langue" => about.language = language(&value),
            "celex" | "reference" | "référence" => {
                let celex = celex(&value);
                about.celex = celex.or_else(|| about.celex.take());
            }
            _ => {}
        }
    }
}

/// The value without its quotes or the comment after it, on one line.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inside = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].rsplit_once(quote).map(|(inside, _)| inside),
        _ => value.split_once(" #").map(|(inside, _)| inside),
    };
    let words: Vec<&str> = inside.unwrap_or(value).split_whitespace().collect();
    words.join(" ")
}

/// `fr`, `fr-FR`, `FR_be`.
fn language(value: &str) -> Option<String> {
    let code = value.split(['-', '_']).next()?.to_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

/// The CELEX number of a reference in any spelling.
fn celex(value: &str) -> Option<String> {
    if value.parse::<renvoi_reference::Celex>().is_ok() {
        return Some(value.to_uppercase());
    }
    let citation = renvoi_reference::parse(value)?;
    let celex = match citation.celex_candidates.as_slice() {
        [only] if citation.celex.is_none() => Some(only),
        _ => citation.celex.as_ref(),
    };
    celex.map(ToString::to_string)
}
