//! What things are called on a page, and where they are.

use std::fmt::Write as _;

use renvoi_document::{Fingerprint, RecordId, Summary};
use renvoi_reference::{Catalogue, Key};

use crate::ui::Ui;

/// Bytes that stand for themselves in the path of an address.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'(' | b')')
}

/// A text as a part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The page of an instrument.
pub(crate) fn instrument_address(key: &str) -> String {
    format!("/r/{}", encoded(key))
}

/// A document in the reader.
pub(crate) fn document_address(id: &renvoi_document::DocumentId) -> String {
    format!("/d/{id}")
}

/// A passage or a note in the reader.
pub(crate) fn record_address(id: &RecordId) -> String {
    format!("/d/{}#{}", id.document(), id.anchor())
}

/// A passage or a note in the reader, with what was searched.
pub(crate) fn sought_address(id: &RecordId, query: &str) -> String {
    let (document, anchor) = (id.document(), id.anchor());
    if query.is_empty() {
        return record_address(id);
    }
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("q", query).append_pair("at", anchor);
    format!("/d/{document}?{}#{anchor}", pairs.finish())
}

/// The permanent address of a passage or a note: it holds a fingerprint of the text, by which the text is found where a new
/// edition has it elsewhere.
pub(crate) fn permanent_address(id: &RecordId, text: &str) -> String {
    let anchor = id.anchor();
    let fingerprint = Fingerprint::of(anchor, text);
    format!("/d/{}?h={fingerprint}#{anchor}", id.document())
}

/// Code points of a title that stands beside a number.
const LONGEST_TITLE: usize = 110;

/// What a document or an instrument is called: its number, then what people call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// `Directive (UE) 2022/2555`; the title of a document that has no number.
    pub(crate) number: String,
    /// `SRI 2`.
    pub(crate) short: Option<String>,
}

impl Name {
    /// What an instrument is called.
    pub(crate) fn of_key(key: &str) -> Self {
        let Ok(key) = key.parse::<Key>() else {
            return Self {
                number: key.to_owned(),
                short: None,
            };
        };
        let catalogue = Catalogue::bundled();
        Self::new(catalogue.name(&key), catalogue.short_name(&key))
    }

    /// What a document is called, which was described.
    pub(crate) fn of(document: &Summary) -> Self {
        let name = document.name.as_deref().or(document.reference.as_deref());
        let Some(name) = name else {
            return Self {
                number: document.shown_title().to_owned(),
                short: None,
            };
        };
        let title = document.shown_title();
        // A title of a line tells more than a number; titles of acts run over fifteen.
        let title =
            (title.chars().count() <= LONGEST_TITLE && !title.starts_with(name)).then_some(title);
        let named = Self::new(name.to_owned(), document.short_name.as_deref().or(title));
        match &document.part {
            Some(part) if part != "1" => Self {
                number: format!("{}, {part}", named.number),
                ..named
            },
            _ => named,
        }
    }

    fn new(number: String, short: Option<&str>) -> Self {
        let short = short.filter(|short| *short != number);
        Self {
            short: short.map(str::to_owned),
            number,
        }
    }

    /// What people call it, by its number where they do not.
    pub(crate) fn called(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.number)
    }

    /// On one line: `Directive (UE) 2022/2555 · SRI 2`.
    pub(crate) fn line(&self) -> String {
        match &self.short {
            Some(short) => format!("{} · {short}", self.number),
            None => self.number.clone(),
        }
    }
}

/// The kind of a passage.
pub(crate) fn kind_name(ui: &Ui, kind: &str) -> String {
    let known = [
        "paragraph",
        "heading",
        "list-item",
        "box",
        "footnote",
        "recital",
        "table-row",
    ];
    if known.contains(&kind) {
        ui.t(&format!("kind-{kind}"))
    } else {
        kind.to_owned()
    }
}

/// The type of a document, as the index has it: folded.
pub(crate) fn type_name(ui: &Ui, folded: &str) -> String {
    match folded {
        "directive" | "reglement" | "decision" | "recommandation" | "avis" | "resolution"
        | "fiche" | "arret" | "rapport" | "rectificatif" | "document" | "communication" => {
            ui.t(&format!("type-{folded}"))
        }
        "com" | "swd" | "sec" | "join" | "c" => folded.to_uppercase(),
        other => other.to_owned(),
    }
}

/// A language by its code.
pub(crate) fn language_name(ui: &Ui, code: &str) -> String {
    match code {
        "fr" | "en" | "ja" => ui.t(&format!("language-{code}")),
        other => other.to_owned(),
    }
}

/// Where a passage stands, as a list shows it: the headings above it, and what an act calls the place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Position {
    /// Headings from the root.
    pub(crate) path: Vec<String>,
    /// `art. 21`, `cons. 9`.
    pub(crate) place: Option<String>,
    /// Its paragraph and points: `2 f)`.
    pub(crate) point: Option<String>,
}

impl Position {
    /// Of the path that a record has: headings, an article or a recital, then the numbers of paragraphs and points.
    pub(crate) fn of(ui: &Ui, section: &[String]) -> Self {
        let is_number = |part: &&String| part.chars().count() <= 5 && !part.contains(' ');
        let numbers = section.iter().rev().take_while(is_number).count();
        // A document of numbers alone has headings of numbers.
        let numbers = if numbers == section.len() { 0 } else { numbers };
        let (headings, numbers) = section.split_at(section.len() - numbers);
        let mut position = Self {
            path: headings.to_vec(),
            ..Self::default()
        };
        for (begins, message) in [
            ("Article ", "place-article"),
            ("Considérant ", "place-recital"),
        ] {
            let last = position.path.last();
            if let Some(number) = last.and_then(|last| last.strip_prefix(begins)) {
                position.place = Some(ui.s(message, number));
                position.path.pop();
                break;
            }
        }
        let numbers: Vec<String> = numbers
            .iter()
            .map(|number| {
                let is_letters = number.bytes().all(|b| b.is_ascii_lowercase());
                if is_letters {
                    format!("{number})")
                } else {
                    number.clone()
                }
            })
            .collect();
        position.point = (!numbers.is_empty()).then(|| numbers.join(" "));
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Locale;

    #[test]
    fn positions_are_read_off_the_path() {
        let ui = Ui::new(Locale::French, &"/".parse().expect("an address"));
        let of = |section: &[&str]| {
            let section: Vec<String> = section.iter().map(|s| (*s).to_owned()).collect();
            let Position { path, place, point } = Position::of(&ui, &section);
            (path.join(" › "), place, point)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            of(&["Chapitre IV", "Article 21", "2", "f"]),
            ("Chapitre IV".to_owned(), text("art. 21"), text("2 f)"))
        );
        assert_eq!(
            of(&["Considérant 9"]),
            (String::new(), text("cons. 9"), None)
        );
        assert_eq!(
            of(&["IV. Protéger chacun", "Cybersécurité"]),
            ("IV. Protéger chacun › Cybersécurité".to_owned(), None, None)
        );
        assert_eq!(of(&["1", "2"]), ("1 › 2".to_owned(), None, None));
        assert_eq!(of(&[]), (String::new(), None, None));
    }

    #[test]
    fn keys_are_parts_of_addresses() {
        assert_eq!(instrument_address("COM(2020) 605"), "/r/COM(2020)%20605");
        assert_eq!(
            instrument_address("(UE) 2022/2555"),
            "/r/(UE)%202022%2F2555"
        );
        assert_eq!(encoded("é?#&\"<"), "%C3%A9%3F%23%26%22%3C");
    }
}
