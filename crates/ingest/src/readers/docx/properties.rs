//! What a document says of itself: its properties, and its titles by style.

use jiff::civil::Date;
use renvoi_analysis::detect_language;
use renvoi_document::Language;

use crate::blocks::About;
use crate::error::ReadError;

use super::paragraph::Piece;
use super::roles::{Role, fold};
use super::xml::{Event, Xml};

/// Bytes of a property that are kept.
const LONGEST_PROPERTY: usize = 2_000;

/// Blocks whose language is looked at.
const MOST_VOTES: usize = 40;

/// Bytes of a text whose language can be told.
const LONG_ENOUGH: usize = 60;

/// Beginnings of titles that a program wrote, folded.
const JUNK: &[&str] = &[
    "microsoft word",
    "document",
    "untitled",
    "sans titre",
    "title",
    "titre",
    "template",
    "modele",
    "modèle",
    "powerpoint",
    "page ",
    "normal",
    "note to the file",
    "word document",
    "[",
];

const MONTHS: &[&str] = &[
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// Reads `docProps/core.xml`: title and language.
///
/// # Errors
/// The part is not well formed.
pub(super) fn core(part: &str, text: &str) -> Result<About, ReadError> {
    let mut about = About::default();
    let mut xml = Xml::new(part, text);
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        match xml.next()? {
            Event::End => return Ok(about),
            Event::Open(element) => {
                value.clear();
                path.push(element.name().to_owned());
            }
            Event::Text(text) => {
                if value.len() + text.len() <= LONGEST_PROPERTY {
                    value.push_str(&text);
                }
            }
            Event::Close => {
                match path.pop().as_deref() {
                    Some("title") => about.title = sound(&value),
                    Some("language") => about.language = language(&value),
                    _ => {}
                }
                value.clear();
            }
        }
    }
}

/// A title that a person gave. Programs fill the property with names of files
/// and templates.
fn sound(title: &str) -> Option<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = title.to_lowercase();
    let words = folded
        .split(' ')
        .filter(|w| w.chars().any(char::is_alphabetic))
        .count();
    let is_file = folded.rsplit_once('.').is_some_and(|(_, ending)| {
        matches!(
            ending,
            "doc" | "docx" | "dot" | "dotx" | "rtf" | "odt" | "pdf" | "docm"
        )
    });
    let junk = JUNK.iter().any(|junk| {
        folded.strip_prefix(junk).is_some_and(|rest| {
            // `Document1`, `Microsoft Word - x`, but not `Document de travail`.
            rest.trim_start().chars().all(|c| c.is_ascii_digit())
                || rest.trim_start().starts_with('-')
                || *junk == "["
        })
    });
    (words >= 2 && !is_file && !junk).then_some(title)
}

/// `fr`, of `fr-FR` or `FR`.
fn language(value: &str) -> Option<String> {
    let code = value.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

/// Adds what the titles and the cover page say, which comes before what the
/// properties do.
pub(super) fn complete(about: &mut About, titles: &[(Role, String)]) {
    let first = |wanted: Role| titles.iter().find(|(role, _)| *role == wanted);
    let text = |wanted: Role| first(wanted).map(|(_, text)| text.as_str());
    let parts: Vec<&str> = match (text(Role::DocumentType), text(Role::Object)) {
        (None, None) => titles
            .iter()
            .map_while(|(role, text)| (*role == Role::Title).then_some(text.as_str()))
            .collect(),
        (kind, object) => {
            let parts = text(Role::Status).into_iter().chain(kind);
            parts.chain(object).collect()
        }
    };
    let title = parts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if !title.is_empty() {
        about.title = Some(title);
    }
    about.date = titles
        .iter()
        .filter(|(role, _)| *role == Role::Date)
        .find_map(|(_, text)| date(text));
    about.language = text(Role::Language)
        .and_then(language)
        .or(about.language.take());
}

/// Drops a language that the text does not bear out: programs write their own
/// there, whatever the document's is.
pub(super) fn confirm_language(about: &mut About, pieces: &[Piece]) {
    let (this, other) = match about.language.as_deref() {
        Some("fr") => (Language::Fr, Language::En),
        Some("en") => (Language::En, Language::Fr),
        Some("ja") => (Language::Ja, Language::Fr),
        _ => return,
    };
    let texts = pieces.iter().map(|piece| piece.block.text.as_str());
    let long = texts.filter(|text| text.len() >= LONG_ENOUGH);
    let votes: Vec<bool> = long
        .take(MOST_VOTES)
        .map(|text| detect_language(text, other) == this)
        .collect();
    if votes.iter().filter(|vote| **vote).count() * 2 <= votes.len() {
        about.language = None;
    }
}

/// The date in `Bruxelles, le 24.7.2020` or `du 24 juillet 2020`.
fn date(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let dotted = words.iter().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let mut parts = word.split(['.', '/']).map(str::parse::<i16>);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(day)), Some(Ok(month)), Some(Ok(year)), None) => civil(year, month, day),
            _ => None,
        }
    });
    dotted.or_else(|| {
        words.windows(3).find_map(|three| {
            let [day, month, year] = three else {
                return None;
            };
            let day = day.trim_end_matches("er").parse().ok()?;
            let month = fold(month);
            let month = MONTHS.iter().position(|known| *known == month)?;
            let year = year
                .trim_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .ok()?;
            civil(year, i16::try_from(month + 1).ok()?, day)
        })
    })
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day)
        .ok()
        .filter(|date| date.year() >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_no_person_wrote_are_none() {
        for junk in [
            "Document1",
            "Document 1",
            "Microsoft Word - COM_2020_605.doc",
            "rapport final.docx",
            "Titre",
            "[Titre du document]",
            "untitled",
            "",
            "Rapport",
        ] {
            assert_eq!(sound(junk), None, "{junk}");
        }
        for title in [
            "Document de travail des services",
            "Stratégie  de\ncybersécurité",
        ] {
            assert!(sound(title).is_some(), "{title}");
        }
    }

    #[test]
    fn dates_of_cover_pages() {
        for text in [
            "Bruxelles, le 24.7.2020",
            "du 24 juillet 2020",
            "Bruxelles, 24/7/2020 (OR. en)",
        ] {
            assert_eq!(date(text), Date::new(2020, 7, 24).ok(), "{text}");
        }
        assert_eq!(date("du 1er août 2019"), Date::new(2019, 8, 1).ok());
        assert_eq!(date("COM(2020) 605 final"), None);
        assert_eq!(date("99.99.2020"), None);
    }
}
