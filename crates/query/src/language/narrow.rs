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
    /// Year of the document.
    Year,
    /// Kind of passage, or `footnote`.
    Kind,
    /// Language of the text, by its ISO 639-1 code.
    Language,
    /// Topic of the thesaurus, by id.
    Topic,
}

impl Facet {
    fn name(self) -> (Name, &'static str) {
        match self {
            Self::Type => (Name::Type, "type"),
            Self::Year => (Name::Year, "annee"),
            Self::Kind => (Name::Kind, "genre"),
            Self::Language => (Name::Language, "langue"),
            Self::Topic => (Name::Topic, "theme"),
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
            Facet::Year => filters.years = None,
            Facet::Kind => {
                filters.kinds.clear();
                // A note is a kind of passage.
                filters.notes = None;
            }
            Facet::Language => filters.languages.clear(),
            Facet::Topic => filters.topics.clear(),
        }
        self
    }

    /// The query that asks of a facet this value and no other, as its count says.
    /// A value that the filter does not know leaves it out.
    #[must_use]
    pub fn narrowed(self, facet: Facet, value: &str) -> Self {
        let mut narrowed = self.widened(facet);
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
        let plain = |c: char| c.is_alphanumeric() || c == '-';
        let (_, name) = facet.name();
        let read = |text: &str| {
            if self.is_sentence {
                Self::of_words(text)
            } else {
                Self::parse_with(text, names)
            }
        };
        let behind = if value.chars().all(plain) {
            format!("{typed} {name}:{value}")
        } else {
            format!("{typed} {name}:\"{value}\"")
        };
        [behind, self.to_string()]
            .into_iter()
            .find(|text| read(text).asks_the_same(self))
    }

    fn asks_the_same(&self, other: &Self) -> bool {
        (&self.root, &self.filters, &self.excluded)
            == (&other.root, &other.filters, &other.excluded)
    }
}
