//! The file of a catalogue: its fields, and what may be wrong with them.

use serde::Deserialize;

use crate::citation::Instrument;
use crate::{Celex, Key};

/// Why a text is no catalogue. Messages name the entry.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// It is not TOML, or has not the fields of a catalogue.
    #[error("the catalogue of instruments cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// The key of an entry, or of an instrument it repeals, is no reference.
    #[error(
        "instrument `{entry}` of the catalogue: `{key}` is no canonical key: write a CELEX number or a number such as `COM(2020) 605`"
    )]
    Key {
        /// The key of the entry.
        entry: String,
        /// What is wrong.
        key: String,
    },
    /// Two entries have one key.
    #[error("instrument `{0}` stands twice in the catalogue: join its entries")]
    Twice(String),
    /// The CELEX number of an entry is none, or another act's.
    #[error(
        "instrument `{entry}` of the catalogue: `{celex}` is not its CELEX number: correct it or leave it out"
    )]
    Celex {
        /// The key of the entry.
        entry: String,
        /// The number given.
        celex: String,
    },
    /// The date of an entry is not `YYYY-MM-DD`.
    #[error("instrument `{entry}` of the catalogue: write the date `{date}` as YYYY-MM-DD")]
    Date {
        /// The key of the entry.
        entry: String,
        /// The date given.
        date: String,
    },
    /// A name holds no words, or too many.
    #[error("instrument `{entry}` of the catalogue: the name `{alias}` {problem}")]
    Alias {
        /// The key of the entry.
        entry: String,
        /// The name.
        alias: String,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// Two instruments have one name.
    #[error(
        "the name `{alias}` belongs to `{first}` and to `{second}` in the catalogue: leave it to one of them, or make it longer"
    )]
    Shared {
        /// The name, as the second entry writes it.
        alias: String,
        /// The key of the first entry.
        first: String,
        /// The key of the second.
        second: String,
    },
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) instrument: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    /// Canonical key.
    pub(super) key: String,
    /// CELEX number, where it is not the key.
    pub(super) celex: Option<String>,
    /// Day of adoption.
    pub(super) date: Option<Day>,
    /// What the instrument is about, in the words of its title.
    pub(super) title: Option<String>,
    /// How texts cite it by its number, where the rule of its kind does not say so: `Décision (PESC) 2017/2315`.
    pub(super) name: Option<String>,
    /// What people call it, for display: `SRI 2`.
    pub(super) short_name: Option<String>,
    /// Who adopted it.
    pub(super) institution: Option<String>,
    /// Names of this instrument and of no other, wherever they are read.
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    /// Names that may mean other things too: offered to who types them, read in no text.
    #[serde(default)]
    pub(super) offered: Vec<String>,
    /// What it repealed or replaced.
    #[serde(default)]
    pub(super) repeals: Several,
    /// What it, a judgment, declared invalid.
    #[serde(default)]
    pub(super) invalidates: Several,
}

/// A day, as a string or as TOML's own.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

/// One key or a list of them.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Several {
    One(String),
    Many(Vec<String>),
    #[default]
    None,
}

impl Several {
    /// The keys; `entry` is named when one is none.
    pub(super) fn keys(self, entry: &str) -> Result<Vec<Key>, CatalogueError> {
        let written = match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
            Self::None => Vec::new(),
        };
        let keys = written.into_iter().map(|key| {
            key.parse().map_err(|_| CatalogueError::Key {
                entry: entry.to_owned(),
                key,
            })
        });
        keys.collect()
    }
}

/// The instrument that a canonical key names.
pub(super) fn instrument(key: &str) -> Option<Instrument> {
    let citation = crate::parse(key).filter(|citation| citation.key.as_str() == key.trim())?;
    Some(Instrument::resolved(&citation))
}

pub(super) fn own_celex(entry: &str, celex: String, key: &Key) -> Result<Celex, CatalogueError> {
    let wrong = || CatalogueError::Celex {
        entry: entry.to_owned(),
        celex: celex.clone(),
    };
    let number: Celex = celex.parse().map_err(|_| wrong())?;
    let own = crate::parse(&celex).is_some_and(|citation| citation.key == *key);
    // A decision may have a CELEX number other than the one it is cited by; its sector at least is the same.
    let other = key
        .as_str()
        .parse::<Celex>()
        .is_ok_and(|own| own.sector() == number.sector());
    if own || other {
        Ok(number)
    } else {
        Err(wrong())
    }
}

pub(super) fn own_date(entry: &str, day: Day) -> Result<String, CatalogueError> {
    let date = match day {
        Day::Text(text) => text,
        Day::Date(date) => date.to_string(),
    };
    let shape = date.len() == 10
        && date.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    if shape {
        Ok(date)
    } else {
        Err(CatalogueError::Date {
            entry: entry.to_owned(),
            date,
        })
    }
}
