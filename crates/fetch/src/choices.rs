//! The body of a 300 answer: which parts a document has.
//!
//! Cellar writes an XHTML page, titled `300 Multiple-Choice Response`, of manifestations with their items; an item has
//! an address that ends in `DOC_3`, a `stream_name` (`1_FR_ACT_part1_v7.html`) and a `stream_order`. An RDF notice names
//! items as `rdf:resource`. Both are a few lines by machine, so attributes are read where they stand, and nothing else.

use crate::language::Language;

/// The most parts of one document. The largest budgets have some tens.
const MOST_PARTS: usize = 200;

/// A part as a list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its address, as written.
    pub(crate) pointer: String,
    /// The number of `DOC_3`, if it has one.
    pub(crate) number: Option<u32>,
    /// The name of its file at the publisher.
    pub(crate) stream: String,
    order: Option<u32>,
}

/// The parts of a document in their order, those left out that are no text or are in another language.
///
/// A list may name several manifestations, the same document in several profiles: the first one's items are taken.
pub(crate) fn parts(body: &str, language: Language) -> Vec<Part> {
    let mut parts = read(body);
    if let Some(folder) = parts.first().map(|part| folder(&part.pointer).to_owned()) {
        parts.retain(|part| folder == self::folder(&part.pointer));
    }
    let wanted = language.code().to_ascii_uppercase();
    let marked = parts
        .iter()
        .any(|part| language_mark(&part.stream) == Some(wanted.as_str()));
    parts.retain(|part| {
        let other = marked && language_mark(&part.stream).is_some_and(|mark| mark != wanted);
        !other && !is_image(&part.stream)
    });
    parts.sort_by_key(|part| (part.order.or(part.number).unwrap_or(u32::MAX), part.number));
    parts.truncate(MOST_PARTS);
    parts
}

fn read(body: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = body;
    let mut element = "";
    while let Some(at) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if let Some((_, last)) = before.rsplit_once('<') {
            element = last;
        }
        let mut quoted = from.chars();
        let Some(quote) = quoted.next() else { break };
        // Cellar's page says `List of URI's`: that opens no value.
        let Some(name) = attribute(before) else {
            rest = quoted.as_str();
            continue;
        };
        let Some((value, after)) = quoted.as_str().split_once(quote) else {
            break;
        };
        rest = after;
        if name.eq_ignore_ascii_case("href") || name.eq_ignore_ascii_case("rdf:resource") {
            let pointer = value.trim().replace("&amp;", "&");
            let number = doc_number(&pointer);
            let wanted = number.is_some() || is_anchor(element);
            let known = parts.iter().any(|part| part.pointer == pointer);
            if wanted && !known && !pointer.is_empty() && parts.len() < 4 * MOST_PARTS {
                parts.push(Part {
                    pointer,
                    number,
                    stream: String::new(),
                    order: None,
                });
            }
        } else if let Some(part) = parts.last_mut() {
            match value {
                "stream_name" => part.stream = content(after),
                "stream_order" => part.order = content(after).parse().ok(),
                _ => {}
            }
        }
    }
    parts
}

/// The name of the attribute whose value follows, if one does.
fn attribute(before: &str) -> Option<&str> {
    before
        .trim_end()
        .strip_suffix('=')?
        .trim_end()
        .rsplit(|c: char| c.is_whitespace() || c == '<')
        .next()
}

/// Whether an element is an `a`: a style sheet's `href` is no part.
fn is_anchor(element: &str) -> bool {
    let mut characters = element.chars();
    matches!(characters.next(), Some('a' | 'A'))
        && characters.next().is_some_and(char::is_whitespace)
}

/// The text up to the next element, after the one that `after` is in ends.
fn content(after: &str) -> String {
    after
        .split_once('>')
        .and_then(|(_, text)| text.split('<').next())
        .map(|text| text.trim().chars().take(200).collect())
        .unwrap_or_default()
}

/// The number of an address that ends in `DOC_3`.
fn doc_number(pointer: &str) -> Option<u32> {
    let last = pointer.rsplit('/').next()?;
    let digits = last.strip_prefix("DOC_")?;
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn folder(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The language in names such as `1_FR_ACT_part1_v7.html`.
fn language_mark(stream: &str) -> Option<&str> {
    let mut fields = stream.split('_');
    let numbered = fields
        .next()
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    fields
        .next()
        .filter(|mark| numbered && mark.len() == 2 && mark.bytes().all(|b| b.is_ascii_uppercase()))
}

fn is_image(stream: &str) -> bool {
    let extension = stream.rsplit('.').next().unwrap_or_default();
    [
        "jpg", "jpeg", "png", "gif", "tif", "tiff", "svg", "bmp", "css",
    ]
    .iter()
    .any(|image| extension.eq_ignore_ascii_case(image))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(number: u32, stream: &str, order: u32) -> String {
        format!(
            "<li title=\"item\"><a href=\"http://h/c/a.0001.03/DOC_{number}\"><span class=\"url\">x</span></a><ul>\
             <li title=\"stream_name\">{stream}</li><li title=\"stream_order\" id=\"streamOrder\">{order}</li></ul></li>"
        )
    }

    fn numbers(body: &str) -> Vec<Option<u32>> {
        parts(body, Language::default())
            .iter()
            .map(|part| part.number)
            .collect()
    }

    #[test]
    fn items_come_in_their_order_without_images_and_other_languages() {
        let body = format!(
            "<html><head><link rel=\"stylesheet\" href=\"/a.css\"/><title>300 Multiple-Choice Response</title></head>List of URI's:{}{}{}{}",
            item(3, "1_FR_annexe.html", 2),
            item(1, "1_FR_ACT_part1_v7.html", 1),
            item(2, "fig1.JPG", 3),
            item(4, "1_EN_ACT_part1_v7.html", 1),
        );
        assert_eq!(numbers(&body), [Some(1), Some(3)]);
    }

    #[test]
    fn the_first_manifestation_is_taken() {
        let body = "<a href='http://h/c/a.01/DOC_1'>1</a><a href='http://h/c/a.02/DOC_1'>1</a>";
        let parts = parts(body, Language::default());
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].pointer, "http://h/c/a.01/DOC_1");
    }

    #[test]
    fn notices_and_old_names_are_read() {
        let rdf = "<rdf:RDF><a:item rdf:resource=\"http://h/c/a/DOC_2\"/><b rdf:resource=\"http://h/x\"/>\
                   <a:item rdf:resource=\"http://h/c/a/DOC_1\"/></rdf:RDF>";
        assert_eq!(numbers(rdf), [Some(1), Some(2)]);
        let old = "<ul><li><a class=\"b\" href=\"/r/c/a/L_2014001FR.01000101.xml\">a</a></li></ul>";
        assert_eq!(numbers(old), [None]);
        assert!(numbers("<p>Multiple choices").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read(body in "(<|>|\"|'|=|a href|DOC_1|title|stream_name|é| |/){0,60}") {
            parts(&body, Language::default());
        }
    }
}
