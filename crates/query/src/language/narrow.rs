//! A query narrowed by a value of a facet, and written so that it reads back.

use super::ast::Query;
use super::filters::Name;
use super::names::Names;
use super::spans::Value;

/// What a query can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Kind of the document's reference.
    Type,
    /// Who the document is of, in any case.
    Institution,
    /// Year of the document.
    Year,
    /// Kind of passage, or `footnote`.
    Kind,
    /// Language of the text, by its ISO 639-1 code.
    Language,
    /// Topic of the thesaurus, by id.
    Topic,
    /// Instrument that is cited, by key. A place may cite several: one does not take the place of another.
    Cited,
}

impl Facet {
    fn name(self) -> (Name, &'static str) {
        match self {
            Self::Type => (Name::Type, "type"),
            Self::Institution => (Name::Institution, "institution"),
            Self::Year => (Name::Year, "annee"),
            Self::Kind => (Name::Kind, "genre"),
            Self::Language => (Name::Language, "langue"),
            Self::Topic => (Name::Topic, "theme"),
            Self::Cited => (Name::Cites, "ref"),
        }
    }
}

impl Query {
    /// The query without what it asks of a facet.
    #[must_use]
    pub fn widened(mut self, facet: Facet) -> Self {
        let filters = &mut self.filters;
        match facet {
            Facet::Type => filters.types.clear(),
            Facet::Institution => filters.institutions.clear(),
            Facet::Year => filters.years = None,
            Facet::Kind => {
                filters.kinds.clear();
                // A note is a kind of passage.
                filters.notes = None;
            }
            Facet::Language => filters.languages.clear(),
            Facet::Topic => filters.topics.clear(),
            Facet::Cited => filters.cites.clear(),
        }
        self
    }

    /// The query without a value of a facet.
    #[must_use]
    pub fn without(mut self, facet: Facet, value: &str) -> Self {
        if facet == Facet::Cited {
            self.filters.cites.retain(|key| key.as_str() != value);
            return self;
        }
        self.widened(facet)
    }

    /// The query that asks of a facet this value and no other, as its count says.
    /// A value that the filter does not know leaves it out.
    #[must_use]
    pub fn narrowed(self, facet: Facet, value: &str) -> Self {
        let mut narrowed = if facet == Facet::Cited {
            self
        } else {
            self.widened(facet)
        };
        let value = Value {
            text: value.to_owned(),
            named: None,
        };
        // What is wrong with the value is not for the person who typed the rest.
        let _ = narrowed.filters.add(facet.name().0, value);
        narrowed
    }

    /// The query as a text that reads back as it: as typed, with a value of a
    /// facet behind it, where that is the same, otherwise printed. None where
    /// words that stand side by side would be read as another thing.
    pub fn written(
        &self,
        typed: &str,
        facet: Facet,
        value: &str,
        names: &dyn Names,
    ) -> Option<String> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
        let (_, name) = facet.name();
        let behind = if value.chars().all(plain) {
            format!("{typed} {name}:{value}")
        } else {
            format!("{typed} {name}:\"{value}\"")
        };
        [behind, self.to_string()]
            .into_iter()
            .find(|text| self.reads_back(text, names))
    }
}
