//! What a scan returns: one [`Citation`] a reference, in the JSON shape of the project's contract.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Celex, Key, Kind};

/// One reference to an instrument, as a text makes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// First character, in Unicode code points of the text given.
    pub start: usize,
    /// One past the last character, in Unicode code points.
    pub end: usize,
    /// The reference as written.
    pub text: String,
    /// What is referred to.
    pub kind: Kind,
    /// The canonical name of the instrument.
    pub key: Key,
    /// Its CELEX number, where the text decides it.
    pub celex: Option<Celex>,
    /// The CELEX numbers it may have, where the text leaves several.
    pub celex_candidates: Vec<Celex>,
    /// A lasting address of the instrument.
    pub url: Option<String>,
    /// How sure the key is.
    pub certainty: Certainty,
    /// What the reference says beside the key.
    pub attributes: Attributes,
    /// What is wrong with the way it is written.
    pub warnings: Vec<Warning>,
}

impl Citation {
    /// The same citation in a longer text, `by` code points further on.
    #[must_use]
    pub fn shifted(&self, by: usize) -> Self {
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
            ..self.clone()
        }
    }
}

/// How sure a citation's key is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The reference says all that the key says.
    Exact,
    /// Part of the key comes from the words around or from a rule that has exceptions.
    Inferred,
    /// The reference may name several instruments.
    Ambiguous,
}

/// What a reference says beside its key. Absent fields are left out of the JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Attributes {
    /// `final`, or `final/2` for the second final version.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub final_: Option<String>,
    /// Page or pages of the Official Journal: `79`, `1-30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Part of a document published in several: `1/3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The article of the act that is cited, the first where several are: `5`, `83 bis`. Of several lists of articles before
    /// the act it is of the last one, and none where several acts share a list; [`Attributes::places`] has them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// All the articles that are cited, where they are several; a range is written out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// The places of the instrument that are cited, in text order; ranges and lists are written out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// `implementing` or `delegated`, when the text says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// The version of a document that is cited, where the key does not say it: `REV 1`, `v01-00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What a case is marked with: `P` for an appeal, `R` for interim measures, `PPU`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The year of the edition of a standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Number of the corrigendum cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrigendum: Option<u8>,
    /// Day of the consolidated version cited, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consolidated: Option<String>,
    /// The CELEX number as written, when the reference is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_celex: Option<Celex>,
    /// Set on names and short forms resolved to their instrument, by a [`crate::Reader`] only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
}

/// A place of an instrument, as far as the text says it: *article 6, paragraphe 1, point f)*.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(default)]
pub struct Place {
    /// `21`, `3 bis`, `1` for *premier*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// `2`, `1 bis`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// `1` for *premier alinéa*, `dernier`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subparagraph: Option<String>,
    /// `b`, `iv`, `34`; of a point in a point both: `b) iv`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// `47`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recital: Option<String>,
    /// `III`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annex: Option<String>,
    /// `IV`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// `2`, `B`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// `II`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl Place {
    /// Whether it says where it stands in the instrument, and not only what part of something it is: *paragraphe 2*.
    pub fn stands_alone(&self) -> bool {
        let whole = [
            &self.article,
            &self.recital,
            &self.annex,
            &self.chapter,
            &self.section,
            &self.title,
        ];
        whole.into_iter().any(Option::is_some)
    }
}

/// Whether an act implements another or was delegated by one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// *d'exécution*.
    Implementing,
    /// *délégué*.
    Delegated,
}

/// What is wrong with the way a reference is written, or with what it says.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[non_exhaustive]
pub enum Warning {
    /// One or both brackets round the year or the body are lost.
    #[serde(rename = "bracket missing")]
    BracketMissing,
    /// A `C(…)` number stands in an enumeration of `COM(…)` numbers.
    #[serde(rename = "C number in a COM list")]
    CNumberInComList,
    /// A `COM(…)` number is higher than any year's: it is probably a `C(…)` number.
    #[serde(rename = "number too high for a COM")]
    NumberTooHigh,
    /// *n°* stands before a number whose year comes first.
    #[serde(rename = "year first after n°")]
    YearFirstAfterNumberMark,
    /// The Official Journal is cited without a date.
    #[serde(rename = "date missing")]
    DateMissing,
    /// The Official Journal is cited without a series although it had several: L is assumed.
    #[serde(rename = "series missing")]
    SeriesMissing,
    /// The number and year stand in the order the type of act does not use.
    #[serde(rename = "unusual order of number and year")]
    UnusualOrder,
}

/// A reference found, before its place is counted in code points.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) what: Instrument,
}

/// An instrument as a grammar recognised it.
#[derive(Clone, Debug)]
pub(crate) struct Instrument {
    pub(crate) kind: Kind,
    pub(crate) key: String,
    pub(crate) celex: Option<Celex>,
    pub(crate) celex_candidates: Vec<Celex>,
    pub(crate) url: Option<String>,
    pub(crate) certainty: Certainty,
    pub(crate) attributes: Attributes,
    pub(crate) warnings: Vec<Warning>,
}

impl Instrument {
    /// An instrument that is exactly what its key says, with nothing more known.
    pub(crate) fn exact(kind: Kind, key: String) -> Self {
        Self {
            kind,
            key,
            celex: None,
            celex_candidates: Vec::new(),
            url: None,
            certainty: Certainty::Exact,
            attributes: Attributes::default(),
            warnings: Vec::new(),
        }
    }
}

impl Instrument {
    /// The instrument of a citation, as a name or a short form cites it: what the reference said of an article or a
    /// page is not said again.
    pub(crate) fn resolved(citation: &Citation) -> Self {
        Self {
            kind: citation.kind,
            key: citation.key.to_string(),
            celex: citation.celex.clone(),
            celex_candidates: citation.celex_candidates.clone(),
            url: citation.url.clone(),
            certainty: Certainty::Inferred,
            attributes: Attributes {
                form: citation.attributes.form,
                resolved: true,
                ..Attributes::default()
            },
            warnings: Vec::new(),
        }
    }

    /// The citation that names this instrument as `written`, from code point `start` on.
    pub(crate) fn named(self, start: usize, written: &str) -> Citation {
        Citation {
            start,
            end: start + written.chars().count(),
            text: written.to_owned(),
            kind: self.kind,
            key: Key::new(self.key),
            celex: self.celex,
            celex_candidates: self.celex_candidates,
            url: self.url,
            certainty: self.certainty,
            attributes: self.attributes,
            warnings: self.warnings,
        }
    }
}

/// Takes references in order, counts their places in code points, once over the text, and hands each on at once: a
/// text may hold millions.
pub(crate) struct Sink<'t> {
    text: &'t str,
    emit: &'t mut Emit<'t>,
    byte: usize,
    code_point: usize,
}

/// Takes a citation and its bytes in the text.
pub(crate) type Emit<'t> = dyn FnMut(Citation, Range<usize>) + 't;

impl<'t> Sink<'t> {
    pub(crate) fn new(text: &'t str, emit: &'t mut Emit<'t>) -> Self {
        Self {
            text,
            emit,
            byte: 0,
            code_point: 0,
        }
    }

    /// Adds a reference; one that overlaps those before it is refused, so that the output never overlaps.
    pub(crate) fn push(&mut self, found: Found) {
        let Found { start, end, what } = found;
        let (Some(before), Some(written)) =
            (self.text.get(self.byte..start), self.text.get(start..end))
        else {
            return;
        };
        let first = self.code_point + before.chars().count();
        let last = first + written.chars().count();
        self.byte = end;
        self.code_point = last;
        (self.emit)(what.named(first, written), start..end);
    }
}
