//! How places of two versions of an act are known to be one place: the same text, or the same article and number with
//! another text.

use std::collections::HashMap;

use renvoi_document::{Document, Language, Passage};

/// What the columns of a place say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The act, part and language; the document where it is no act. Places of others are others.
    pub(crate) of_act: u64,
    /// The way to it, with its rank among those that have the same; 0 for what has no number of its own.
    pub(crate) legal_path: u64,
    /// Its words.
    pub(crate) same_text: u64,
}

/// Names the places of a document.
pub(crate) struct Identities {
    of_act: u64,
    /// Places so far by their way.
    ranks: HashMap<String, usize>,
}

impl Identities {
    pub(crate) fn new(document: &Document, spoken: Language) -> Self {
        let act = match document.reference.as_deref() {
            // A corrigendum has the number of what it corrects, and is no version of it.
            Some(key) if document.corrects.is_none() => {
                let part = document.part.as_deref().filter(|part| *part != "1");
                format!("{key}|{}|{}", part.unwrap_or_default(), spoken.as_str())
            }
            _ => document.id.to_string(),
        };
        Self {
            of_act: hash(&act),
            ranks: HashMap::new(),
        }
    }

    pub(crate) fn of(&mut self, document: &Document, passage: &Passage) -> Identity {
        let path = document.legal_path(passage).map(|path| path.to_string());
        // What an annex does not number may be anywhere in it.
        let path = path
            .filter(|path| path.contains("art.") || path.contains("cons.") || path.contains('/'));
        let legal_path = path.map_or(0, |path| {
            let rank = self.ranks.entry(path.clone()).or_default();
            *rank += 1;
            hash(&format!("{path} {rank}"))
        });
        Identity {
            legal_path,
            ..self.of_text(without_number(&passage.text))
        }
    }

    /// A note that nothing calls.
    pub(crate) fn of_text(&self, text: &str) -> Identity {
        let words: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        Identity {
            of_act: self.of_act,
            legal_path: 0,
            same_text: hash(&renvoi_analysis::fold(&words)),
        }
    }
}

/// A text without the number that it begins with: a paragraph that was moved may have another, and in one format the number
/// may be known as such and in the other be part of the text.
fn without_number(text: &str) -> &str {
    /// Characters of a number: `viii`, `23`.
    const LONGEST: usize = 4;
    let begins = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let number = begins.find(|c: char| !c.is_alphanumeric()).unwrap_or(0);
    match begins.get(number..) {
        Some(rest) if number <= LONGEST && rest.starts_with([')', '.', '°']) => rest,
        _ => text,
    }
}

/// Eight bytes of a hash that is the same on every machine: an index may be read on another one.
fn hash(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    let mut bytes = [0; 8];
    for (byte, of_hash) in bytes.iter_mut().zip(hash.as_bytes()) {
        *byte = *of_hash;
    }
    // 0 is none.
    u64::from_le_bytes(bytes).max(1)
}
