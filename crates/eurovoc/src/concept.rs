//! Concepts as the files give them.

use std::collections::HashMap;

/// A concept of `EuroVoc`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Concept {
    /// Its number, as its address ends: `4452`, `c_3a9ccfe3`.
    pub(crate) id: String,
    /// Its preferred label in French.
    pub(crate) label: Option<String>,
    /// Its preferred label in English.
    pub(crate) english: Option<String>,
    /// Other French labels; one may come twice. English ones are left out: what a person is told of
    /// a search that was widened is French.
    pub(crate) synonyms: Vec<String>,
    /// Numbers of the concepts that it is part of.
    pub(crate) broader: Vec<String>,
    /// It is used no more.
    pub(crate) deprecated: bool,
}

/// All concepts, in the order of the files.
#[derive(Debug, Default)]
pub(crate) struct Concepts {
    all: Vec<Concept>,
    places: HashMap<String, usize>,
}

/// A language that labels are kept of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    French,
    English,
}

impl Language {
    /// The language of a tag: `fr`, `FR`, `fr-BE`.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().trim();
        if primary.eq_ignore_ascii_case("fr") {
            Some(Self::French)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else {
            None
        }
    }
}

impl Concepts {
    /// The concept of this number, made when it is not there.
    pub(crate) fn get_or_add(&mut self, id: &str) -> &mut Concept {
        let next = self.all.len();
        let place = *self.places.entry(id.to_owned()).or_insert(next);
        if place == next {
            self.all.push(Concept {
                id: id.to_owned(),
                ..Concept::default()
            });
        }
        &mut self.all[place]
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Concept> {
        self.all.get(*self.places.get(id)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Concept> {
        self.all.iter()
    }
}

impl Concept {
    /// Sets a preferred label. The first one of a language stands.
    pub(crate) fn prefer(&mut self, language: Language, text: &str) {
        let Some(text) = tidy(text) else { return };
        let label = match language {
            Language::French => &mut self.label,
            Language::English => &mut self.english,
        };
        label.get_or_insert(text);
    }

    /// Adds another French label.
    pub(crate) fn also(&mut self, text: &str) {
        self.synonyms.extend(tidy(text));
    }

    pub(crate) fn below(&mut self, broader: &str) {
        if broader != self.id {
            self.broader.push(broader.to_owned());
        }
    }
}

/// Labels run over lines in some files.
fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // What the distributed files say where a language has no label.
    let text = words.join(" ");
    (!text.is_empty() && !text.eq_ignore_ascii_case("translation expected")).then_some(text)
}
