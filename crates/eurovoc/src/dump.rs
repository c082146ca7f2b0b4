//! The XML files of `EuroVoc`: `desc_fr.xml` (labels), `uf_fr.xml` (other labels),
//! `relation_bt.xml` (broader terms), each a list of `RECORD`s.

use std::io::BufRead;

use crate::concept::{Concepts, Language};
use crate::error::ImportError;
use crate::xml::{Element, Event, Xml};

/// The fields of a record.
#[derive(Default)]
struct Record {
    descriptor: String,
    label: String,
    others: Vec<String>,
    source: String,
    target: String,
}

impl Record {
    fn add(&mut self, field: &str, value: &str) {
        let value = value.trim();
        let slot = match field {
            "DESCRIPTEUR_ID" => &mut self.descriptor,
            "LIBELLE" => &mut self.label,
            "SOURCE_ID" => &mut self.source,
            "CIBLE_ID" => &mut self.target,
            "UF_EL" => return self.others.push(value.to_owned()),
            _ => return,
        };
        value.clone_into(slot);
    }

    /// Whether it said something.
    fn tell(self, concepts: &mut Concepts, language: Option<Language>) -> bool {
        if !self.source.is_empty() && !self.target.is_empty() {
            concepts.get_or_add(&self.source).below(&self.target);
            return true;
        }
        if self.descriptor.is_empty() || (self.label.is_empty() && self.others.is_empty()) {
            return false;
        }
        if let Some(language) = language {
            let concept = concepts.get_or_add(&self.descriptor);
            concept.prefer(language, &self.label);
            if language == Language::French {
                for other in &self.others {
                    concept.also(other);
                }
            }
        }
        true
    }
}

/// Reads what follows the root.
pub(crate) fn read<R: BufRead>(
    xml: &mut Xml<'_, R>,
    root: &Element,
    concepts: &mut Concepts,
) -> Result<(), ImportError> {
    let unknown = |found: String| ImportError::Unknown {
        path: xml.path(),
        found,
    };
    if root.local() == "RT" {
        return Err(unknown("related terms, which are not used".to_owned()));
    }
    let not_known = unknown(format!("XML that begins with <{}>", root.local()));
    // Without a language it is the one that Renvoi is made for.
    let language = Language::of(root.attribute("", "LNG").unwrap_or("fr"));
    let mut told = 0_usize;
    let mut path: Vec<String> = Vec::new();
    let (mut record, mut text) = (Record::default(), String::new());
    loop {
        match xml.next()? {
            Event::Open(element) => {
                if path.is_empty() && element.local() != "RECORD" {
                    return Err(not_known);
                }
                path.push(element.local().to_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::Close => {
                match path.pop() {
                    Some(_) if path.is_empty() => {
                        told += usize::from(std::mem::take(&mut record).tell(concepts, language));
                    }
                    Some(field) => record.add(&field, &text),
                    None => {}
                }
                text.clear();
            }
            Event::End if told == 0 => return Err(not_known),
            Event::End => return Ok(()),
        }
    }
}
