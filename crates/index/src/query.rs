//! What an entry is found by, analysed.

use crate::field::{Field, Number};

/// What an entry matches, and what it scores then. The score of several is their sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Query {
    /// Every entry.
    #[default]
    All,
    /// No entry.
    Nothing,
    /// A value or a word stands in a field. Scored by BM25 as if it stood there once.
    Has {
        /// The field.
        field: Field,
        /// The value or word.
        value: String,
    },
    /// A word stands in a field. Scored by BM25 by how often it does.
    Word {
        /// The field.
        field: Field,
        /// The word.
        word: String,
        /// The same word in another field, where a text is in one of the two: for how rare it is, they are one word.
        beside: Option<(Field, String)>,
    },
    /// Words stand in a field at their positions, or near them. Scored by BM25 as one word.
    Phrase {
        /// The field.
        field: Field,
        /// The words, each with its position.
        words: Vec<(usize, String)>,
        /// Steps that words may be off their positions, in sum.
        slop: u32,
    },
    /// A number lies between two, both included.
    Between {
        /// The column, one that entries are found by.
        number: Number,
        /// The least.
        first: u64,
        /// The greatest.
        last: u64,
    },
    /// All of some, any of others, none of others again. Where nothing must match, any must; where something must, what may
    /// match only adds to the score. Exclusions alone match nothing: see [`Query::All`].
    Of {
        /// Each of these.
        must: Vec<Query>,
        /// Any of these.
        should: Vec<Query>,
        /// None of these.
        must_not: Vec<Query>,
    },
    /// What another matches, with so many times its score.
    Times(f32, Box<Query>),
    /// What another matches, with this score.
    Fixed(f32, Box<Query>),
}

impl Query {
    /// A word, as rare as it is in its field.
    pub fn word(field: Field, word: impl Into<String>) -> Self {
        Self::Word {
            field,
            word: word.into(),
            beside: None,
        }
    }

    /// A value.
    pub fn has(field: Field, value: impl Into<String>) -> Self {
        Self::Has {
            field,
            value: value.into(),
        }
    }

    /// Any of some; nothing, of none.
    pub fn any(all: Vec<Self>) -> Self {
        match <[Self; 1]>::try_from(all) {
            Ok([one]) => one,
            Err(all) if all.is_empty() => Self::Nothing,
            Err(should) => Self::Of {
                must: Vec::new(),
                should,
                must_not: Vec::new(),
            },
        }
    }

    /// Any of some values of a field.
    pub fn any_value<V: Into<String>>(field: Field, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter();
        Self::any(values.map(|value| Self::has(field, value)).collect())
    }

    /// All of some; everything, of none.
    pub fn all(all: Vec<Self>) -> Self {
        match <[Self; 1]>::try_from(all) {
            Ok([one]) => one,
            Err(all) if all.is_empty() => Self::All,
            Err(must) => Self::Of {
                must,
                should: Vec::new(),
                must_not: Vec::new(),
            },
        }
    }

    /// This, and another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::all(vec![self, other])
    }

    /// This, but not another.
    #[must_use]
    pub fn and_not(self, other: Self) -> Self {
        Self::Of {
            must: vec![self],
            should: Vec::new(),
            must_not: vec![other],
        }
    }

    /// The same without a score.
    #[must_use]
    pub fn unscored(self) -> Self {
        Self::Fixed(0.0, Box::new(self))
    }
}
