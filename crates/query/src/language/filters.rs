//! Filters: what a hit must meet besides its text.

use renvoi_document::{DocumentId, Language};
use renvoi_reference::{Catalogue, Citation, Guess, Key, Warning, slips};
use schemars::JsonSchema;
use serde::Serialize;

use super::spans::Value;
use super::values;
use crate::remark::{Remark, remark};
use crate::resolve::version_id;

/// The filters that a person may name, for the sentence that says so.
pub(super) const KNOWN: &str = "ref, dans, type, institution, article, annee, note, langue, section, theme, versions, genre et certitude";
pub(super) const KNOWN_IN_ENGLISH: &str = "ref, in, type, institution, article, year, footnote, lang, section, topic, versions, kind and certainty";

/// The filters of a query. Filters of different names all hold; several values
/// of one are alternatives, except for `ref:` and `section:`, since a passage
/// cites many instruments and stands under many words but has one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Filters {
    /// `ref:` the passage or note cites each of these.
    #[serde(rename = "ref", skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Key>,
    /// `dans:` it stands in one of these documents.
    #[serde(rename = "dans", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
    /// `dans:` with a reference: it stands in the document that is this
    /// instrument. A search puts that document's id in [`Filters::documents`].
    #[serde(rename = "instrument", skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Key>,
    /// `type:` its document is one of these (`COM`, `SWD`, `JOIN`, …), folded.
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// `institution:` its document is of one of these, folded (`commission`).
    #[serde(rename = "institution", skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<String>,
    /// `article:` it stands in an article of one of these numbers.
    #[serde(rename = "article", skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// `annee:` years of the document, first and last.
    #[serde(rename = "annee", skip_serializing_if = "Option::is_none")]
    pub years: Option<(i16, i16)>,
    /// `note:` only notes, or no notes.
    #[serde(rename = "note", skip_serializing_if = "Option::is_none")]
    pub notes: Option<bool>,
    /// `langue:` its text is in one of these.
    #[serde(rename = "langue", skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// `section:` the headings above it have each of these words or phrases, as
    /// typed.
    #[serde(rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// `theme:` it is about one of these topics: an id or a label, folded.
    #[serde(rename = "theme", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// `versions:` which versions of an instrument are searched.
    #[serde(rename = "versions", skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
    /// `genre:` it is of one of these kinds, by the names of
    /// [`renvoi_document::PassageKind`], or is a `footnote`.
    #[serde(rename = "genre", skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// `certitude:` it cites what is asked for with this certainty; anything, where nothing is.
    #[serde(rename = "certitude", skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certain>,
}

/// How surely an instrument must be cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub enum Certain {
    /// By a reference that says all of its number.
    #[serde(rename = "formelle")]
    Formal,
    /// By a name, a short form, or a number that leaves a doubt.
    #[serde(rename = "deduite")]
    Inferred,
}

impl Certain {
    /// The word it is asked for with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Formal => "formelle",
            Self::Inferred => "deduite",
        }
    }
}

/// Which versions of an instrument are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub enum Versions {
    /// Those that a later one took the place of, too.
    #[serde(rename = "toutes")]
    All,
    /// The newest only.
    #[serde(rename = "derniere")]
    Latest,
}

impl Versions {
    /// The word it is asked for with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "toutes",
            Self::Latest => "derniere",
        }
    }
}

/// The name of a filter, as typed in French or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Cites,
    Document,
    Type,
    Institution,
    Article,
    Year,
    Note,
    Language,
    Section,
    Topic,
    Versions,
    Kind,
    Certainty,
}

impl Name {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match renvoi_analysis::fold(name).as_str() {
            "ref" | "cite" => Self::Cites,
            "dans" | "in" => Self::Document,
            "type" => Self::Type,
            "institution" => Self::Institution,
            "article" | "art" => Self::Article,
            "annee" | "year" => Self::Year,
            "note" | "footnote" => Self::Note,
            "langue" | "lang" | "language" => Self::Language,
            "section" | "sec" => Self::Section,
            "theme" | "sujet" | "topic" => Self::Topic,
            "versions" | "version" => Self::Versions,
            "genre" | "kind" => Self::Kind,
            "certitude" | "certainty" => Self::Certainty,
            _ => return None,
        })
    }

    /// Whether its value may be a reference with spaces in it.
    pub(super) fn takes_references(self) -> bool {
        matches!(self, Self::Cites | Self::Document)
    }

    /// Whether its value may be several values, with commas.
    pub(super) fn takes_lists(self) -> bool {
        matches!(
            self,
            Self::Type | Self::Institution | Self::Article | Self::Language | Self::Kind
        )
    }
}

impl Filters {
    /// True when nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filters of each name by themselves, but for those that name documents
    /// and versions.
    pub(crate) fn each(&self) -> Vec<Self> {
        let none = Self::default;
        let mut each = vec![
            Self {
                cites: self.cites.clone(),
                ..none()
            },
            Self {
                types: self.types.clone(),
                ..none()
            },
            Self {
                institutions: self.institutions.clone(),
                ..none()
            },
            Self {
                articles: self.articles.clone(),
                ..none()
            },
            Self {
                years: self.years,
                ..none()
            },
            Self {
                notes: self.notes,
                ..none()
            },
            Self {
                languages: self.languages.clone(),
                ..none()
            },
            Self {
                sections: self.sections.clone(),
                ..none()
            },
            Self {
                topics: self.topics.clone(),
                ..none()
            },
            Self {
                kinds: self.kinds.clone(),
                ..none()
            },
            Self {
                certainty: self.certainty,
                ..none()
            },
        ];
        each.retain(|filters| !filters.is_empty());
        each
    }

    /// Adds a filter; what is wrong with its value is returned for the person
    /// who typed it.
    pub(super) fn add(&mut self, name: Name, value: Value) -> Result<(), Remark> {
        let Value { text, named } = value;
        match name {
            Name::Cites => match cited(&text, named) {
                Err(_) if text.contains(',') => {
                    each(&text, &mut self.cites, |one| cited(one, None))?;
                }
                key => push(&mut self.cites, key?),
            },
            // A document may have an id that is a name, too: the search tries both.
            Name::Document => match named {
                Some(key) if text.parse::<DocumentId>().is_err() && version_id(&text).is_none() => {
                    push(&mut self.instruments, key);
                }
                _ => self.add_document(&text),
            },
            Name::Type => each(&text, &mut self.types, values::folded)?,
            Name::Institution => each(&text, &mut self.institutions, values::folded)?,
            Name::Article => self.add_articles(&text)?,
            Name::Year => once("annee", &mut self.years, values::years(&text)?)?,
            Name::Note => once("note", &mut self.notes, values::yes_or_no(&text)?)?,
            Name::Language => each(&text, &mut self.languages, values::language)?,
            Name::Section => push(&mut self.sections, values::searchable(&text)?),
            Name::Topic => {
                let topic = renvoi_analysis::fold(&values::searchable(&text)?);
                push(&mut self.topics, topic.trim().to_owned());
            }
            Name::Versions => once("versions", &mut self.versions, values::versions(&text)?)?,
            Name::Kind => each(&text, &mut self.kinds, values::kind)?,
            Name::Certainty => {
                once("certitude", &mut self.certainty, values::certainty(&text)?)?;
            }
        }
        Ok(())
    }

    /// Adds the articles of a list; what follows the number of one, such as its
    /// paragraph, is no filter.
    fn add_articles(&mut self, text: &str) -> Result<(), Remark> {
        let mut beside = None;
        for one in text.split(',').map(str::trim).filter(|one| !one.is_empty()) {
            let (number, rest) = values::article(one);
            match number {
                Some(number) => push(&mut self.articles, number),
                None => beside = Some(one),
            }
            beside = beside.or(rest);
        }
        match beside {
            Some(part) if self.articles.is_empty() => Err(remark!(
                "« {part} » n’est pas un numéro d’article";
                "“{part}” is not the number of an article"
            )),
            Some(part) => Err(remark!(
                "« {part} » n’est pas lu : un filtre nomme un article entier, article:{}", self.articles.join(",");
                "“{part}” is not read: a filter names a whole article, article:{}", self.articles.join(",")
            )),
            None => Ok(()),
        }
    }

    fn add_document(&mut self, text: &str) {
        let id = text.parse().ok().or_else(|| version_id(text));
        match (id, sure_reference(text)) {
            (Some(id), _) => push(&mut self.documents, id),
            (None, Some(named)) => push(&mut self.instruments, named.key),
            (None, None) if text.contains(',') => {
                let each = text.split(',').map(str::trim);
                each.filter(|one| !one.is_empty())
                    .for_each(|one| self.add_document(one));
            }
            (None, None) => push(&mut self.documents, DocumentId::from_name(text)),
        }
    }
}

/// The instrument that the value of `ref:` names: where a filter is typed, a name that is otherwise only offered and a
/// slip are taken for the likeliest that they may mean.
fn cited(text: &str, named: Option<Key>) -> Result<Key, Remark> {
    named
        .or_else(|| Some(sure_reference(text)?.key))
        .or_else(|| likeliest(text))
        .ok_or_else(|| {
            let offered = Catalogue::bundled().offered_at(text);
            if let Some((keys, _)) = offered.filter(|(_, length)| *length == text.len()) {
                let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
                return remark!(
                    "« {text} » peut désigner plusieurs instruments ({}) : écrivez celui qui est voulu", keys.join(", ");
                    "“{text}” may mean several instruments ({}): write the one you want", keys.join(", ")
                );
            }
            remark!(
                "« {text} » n’est pas une référence connue : écrivez par exemple ref:COM(2020) 605";
                "“{text}” is not a known reference: write for example ref:COM(2020) 605"
            )
        })
}

fn likeliest(text: &str) -> Option<Key> {
    let catalogue = Catalogue::bundled();
    let offered = catalogue
        .offered_at(text)
        .filter(|(_, length)| *length == text.len());
    if let Some((keys, _)) = offered {
        return catalogue.likeliest(text, &keys);
    }
    let slip = slips(text)
        .into_iter()
        .find(|slip| slip.end - slip.start == text.len())?;
    match <[Guess; 1]>::try_from(slip.guesses) {
        Ok([Guess::Key(key)]) => Some(key),
        _ => None,
    }
}

/// The reference that a text is, but for a number typed against the rule of its kind that nobody knows: `2555/2022`.
pub(super) fn sure_reference(text: &str) -> Option<Citation> {
    let reference = renvoi_reference::parse(text)?;
    let unusual = reference.warnings.contains(&Warning::UnusualOrder);
    let known = Catalogue::bundled().title(&reference.key).is_some();
    (!unusual || known).then_some(reference)
}

/// Adds each value of a list with commas.
fn each<T: PartialEq>(
    text: &str,
    list: &mut Vec<T>,
    read: impl Fn(&str) -> Result<T, Remark>,
) -> Result<(), Remark> {
    for one in text.split(',').map(str::trim).filter(|one| !one.is_empty()) {
        push(list, read(one)?);
    }
    Ok(())
}

/// Sets what can have one value only; the last one typed holds.
fn once<T: PartialEq>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), Remark> {
    match slot.replace(value) {
        Some(before) if slot.as_ref() != Some(&before) => Err(remark!(
            "« {name}: » est donné plusieurs fois : le dernier est appliqué";
            "“{name}:” is given several times: the last one holds"
        )),
        _ => Ok(()),
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}
