//! Counts of values: what a back end is asked for them, and what is made of its answers.
//!
//! The counts of a facet leave its own filter out: they say what a person would get who chose another value. Kinds are
//! counted by what of a place matched: a passage that only its notes find is no match of its own kind, and one whose notes
//! match is a note too.

use std::collections::HashMap;

use renvoi_index::{Among, Facet, FacetOf, Field, Find, Found, Number, Query};

use super::lower::{self, NOTE, Side, Sided, clause};
use crate::institution;
use crate::plan::readings;
use crate::request::{Clause, Clauses, Request};
use crate::stored::{FacetCount, Facets};

/// The most values of one facet that are returned.
const MOST_VALUES: usize = 20;

/// A filter whose values a facet counts. The counts of a facet leave its own
/// filter out: they say what a person would get who chose another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dimension {
    Type,
    Institution,
    Year,
    Kind,
    Language,
    Topic,
}

impl Dimension {
    /// Those that a request filters by.
    pub(super) fn filtered(request: &Request) -> Vec<Self> {
        let filters = &request.filters;
        let mut active = Vec::new();
        if !filters.types.is_empty() {
            active.push(Self::Type);
        }
        if !filters.institutions.is_empty() {
            active.push(Self::Institution);
        }
        if filters.years.is_some() {
            active.push(Self::Year);
        }
        if filters.notes.is_some() || !filters.kinds.is_empty() {
            active.push(Self::Kind);
        }
        if !filters.languages.is_empty() {
            active.push(Self::Language);
        }
        if !filters.topics.is_empty() {
            active.push(Self::Topic);
        }
        active
    }

    /// A request without its filter.
    pub(super) fn left_out(self, request: &Request) -> Request {
        let mut request = request.clone();
        let filters = &mut request.filters;
        match self {
            Self::Type => filters.types.clear(),
            Self::Institution => filters.institutions.clear(),
            Self::Year => filters.years = None,
            Self::Kind => {
                filters.kinds.clear();
                filters.notes = None;
            }
            Self::Language => filters.languages.clear(),
            Self::Topic => filters.topics.clear(),
        }
        request
    }
}

impl Dimension {
    /// The facet that counts its values.
    fn facet(self) -> Facet {
        facet(match self {
            Self::Type => FacetOf::Field(Field::DocumentType),
            Self::Institution => FacetOf::Field(Field::Institution),
            Self::Year => FacetOf::Number(Number::Year),
            Self::Kind => FacetOf::Field(Field::Kind),
            Self::Language => FacetOf::Field(Field::Language),
            Self::Topic => FacetOf::Field(Field::Topic),
        })
    }
}

fn facet(of: FacetOf) -> Facet {
    Facet::new(of, MOST_VALUES)
}

/// All facets.
pub(super) fn all() -> Vec<Facet> {
    let dimensions = [
        Dimension::Type,
        Dimension::Institution,
        Dimension::Year,
        Dimension::Kind,
        Dimension::Language,
        Dimension::Topic,
    ];
    let dimensions = dimensions.into_iter().map(Dimension::facet);
    dimensions
        .chain([facet(FacetOf::Field(Field::Cites))])
        .collect()
}

/// Values with their counts, as a back end gives them.
pub(super) type Values = Vec<(String, u64)>;

/// What corrects the counts of kinds.
#[derive(Default)]
pub(super) struct Kinds {
    /// Places of each kind that match by their notes alone.
    pub(super) lost: HashMap<String, u64>,
    /// Places whose notes match.
    pub(super) notes: usize,
}

/// The facets of a request that are counted apart from its list.
pub(super) struct Apart {
    dimensions: Vec<Dimension>,
    corrects: bool,
}

impl Apart {
    /// What is asked besides the list of a request, in the order in which [`Apart::read`] takes the answers.
    pub(super) fn ask(
        request: &Request,
        query: &Query,
        among: &dyn Fn(&Request) -> Among,
        asked: &mut Vec<Find>,
    ) -> Self {
        let dimensions = Dimension::filtered(request);
        let corrects = Side::of(request) == Side::Both;
        for dimension in &dimensions {
            let wider = dimension.left_out(request);
            asked.push(Find {
                query: lower::query(&wider),
                among: among(&wider),
                facets: vec![dimension.facet()],
                ..Find::default()
            });
        }
        // Kinds are corrected by the request that they are counted of.
        if dimensions.contains(&Dimension::Kind) {
            let wider = Dimension::Kind.left_out(request);
            if Side::of(&wider) == Side::Both {
                ask_kinds(&wider, &lower::query(&wider), &among(&wider), asked);
                return Self {
                    dimensions,
                    corrects: true,
                };
            }
            return Self {
                dimensions,
                corrects: false,
            };
        }
        if corrects {
            ask_kinds(request, query, &among(request), asked);
        }
        Self {
            dimensions,
            corrects,
        }
    }

    /// The facets: those of the list, with what was asked apart.
    pub(super) fn read(self, list: Vec<Values>, found: &mut impl Iterator<Item = Found>) -> Facets {
        let mut counted = Counted::of(list);
        for dimension in self.dimensions {
            let values = found
                .next()
                .and_then(|found| found.facets.into_iter().next());
            counted.replace(dimension, values.unwrap_or_default());
        }
        let mut kinds = Kinds::default();
        if self.corrects {
            kinds = read_kinds(found);
        }
        counted.read(&kinds)
    }
}

/// Asks what of the places matched: how many match by their notes, by kind, and which of these by their text too.
fn ask_kinds(request: &Request, query: &Query, among: &Among, asked: &mut Vec<Find>) {
    let noted = sought(request, Side::Notes).and(query.clone());
    let both = sought(request, Side::Text).and(noted.clone());
    for (query, total) in [(noted, true), (both, false)] {
        asked.push(Find {
            query,
            among: among.clone(),
            total,
            facets: vec![Dimension::Kind.facet()],
            ..Find::default()
        });
    }
}

fn read_kinds(found: &mut impl Iterator<Item = Found>) -> Kinds {
    let (Some(noted), Some(both)) = (found.next(), found.next()) else {
        return Kinds::default();
    };
    let with_notes = noted.total;
    let values = |found: Found| found.facets.into_iter().flatten();
    let mut lost: HashMap<String, u64> = values(noted).collect();
    for (kind, count) in values(both) {
        if let Some(lost) = lost.get_mut(&kind) {
            *lost = lost.saturating_sub(count);
        }
    }
    Kinds {
        lost,
        notes: with_notes,
    }
}

/// What finds the places with anything that is sought on one side.
fn sought(request: &Request, side: Side) -> Query {
    let sided = Sided::new(request, side);
    let sought = sought_in_texts(request);
    if sought.is_empty() {
        return match side {
            Side::Notes => Query::has(Field::Scope, renvoi_index::scope::NOTED),
            Side::Text | Side::Both => Query::All,
        };
    }
    Query::Of {
        must: Vec::new(),
        should: sought.iter().map(|sought| clause(sided, sought)).collect(),
        must_not: Vec::new(),
    }
}

/// What a request looks for in texts.
fn sought_in_texts(request: &Request) -> Vec<Clause> {
    let mut sought: Vec<Clause> = Vec::new();
    let mut levels: Vec<&Clauses> = vec![&request.clauses];
    if let Some(Clause::All(cites)) = request.about.as_ref().map(|acts| &acts.cites) {
        levels.push(cites);
    }
    while let Some(level) = levels.pop() {
        for clause in level.must.iter().chain(&level.should) {
            match clause {
                Clause::All(below) => levels.push(below),
                other => sought.push(other.clone()),
            }
        }
    }
    let expansions = request.expansions.iter();
    sought.extend(expansions.map(|expansion| expansion.clause.clone()));
    let cites = request.filters.cites.iter();
    sought.extend(cites.map(|key| Clause::Cites(readings(key))));
    // A topic is known of a place as a whole.
    sought.retain(|clause| !matches!(clause, Clause::Topic(_)));
    sought
}

/// Counts by facet.
pub(super) struct Counted {
    types: Values,
    institutions: Values,
    years: Values,
    kinds: Values,
    languages: Values,
    topics: Values,
    cited: Values,
}

impl Counted {
    /// The counts of [`all`] facets, in their order.
    pub(super) fn of(list: Vec<Values>) -> Self {
        let mut list = list.into_iter();
        let mut next = || list.next().unwrap_or_default();
        Self {
            types: next(),
            institutions: next(),
            years: next(),
            kinds: next(),
            languages: next(),
            topics: next(),
            cited: next(),
        }
    }

    /// Takes the counts of one facet from elsewhere.
    pub(super) fn replace(&mut self, dimension: Dimension, values: Values) {
        *match dimension {
            Dimension::Type => &mut self.types,
            Dimension::Institution => &mut self.institutions,
            Dimension::Year => &mut self.years,
            Dimension::Kind => &mut self.kinds,
            Dimension::Language => &mut self.languages,
            Dimension::Topic => &mut self.topics,
        } = values;
    }

    /// The counts of one facet.
    pub(super) fn take(&mut self, dimension: Dimension) -> Values {
        std::mem::take(match dimension {
            Dimension::Type => &mut self.types,
            Dimension::Institution => &mut self.institutions,
            Dimension::Year => &mut self.years,
            Dimension::Kind => &mut self.kinds,
            Dimension::Language => &mut self.languages,
            Dimension::Topic => &mut self.topics,
        })
    }

    /// The facets as a person sees them.
    pub(super) fn read(self, corrected: &Kinds) -> Facets {
        let values = |values: Values| -> Vec<FacetCount> {
            let values = values.into_iter();
            values
                .map(|(value, count)| FacetCount { value, count })
                .collect()
        };
        let mut kind = values(self.kinds);
        for kind in &mut kind {
            let lost = corrected.lost.get(&kind.value).copied();
            kind.count = kind.count.saturating_sub(lost.unwrap_or_default());
        }
        let notes = u64::try_from(corrected.notes).unwrap_or(u64::MAX);
        match kind.iter_mut().find(|kind| kind.value == NOTE) {
            Some(of_notes) => of_notes.count += notes,
            None => kind.push(FacetCount {
                value: NOTE.to_owned(),
                count: notes,
            }),
        }
        kind.retain(|kind| kind.count > 0);
        kind.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let mut document_type = values(self.types);
        for value in &mut document_type {
            // Kinds of reference are written in capitals.
            if matches!(value.value.as_str(), "com" | "swd" | "sec" | "join" | "c") {
                value.value.make_ascii_uppercase();
            }
        }
        let mut institution = values(self.institutions);
        for value in &mut institution {
            if let Some(written) = institution::written(&value.value) {
                written.clone_into(&mut value.value);
            }
        }
        Facets {
            document_type,
            institution,
            year: values(self.years),
            kind,
            language: values(self.languages),
            topic: values(self.topics),
            cited: values(self.cited),
        }
    }
}
