//! The catalogue: instruments with the names that people give them, read from TOML.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use crate::names::{Match, Names, Unfit};
use crate::{Celex, Citation, Key, query};

/// Instruments and their names: *directive SRI 2*, *RGPD*.
///
/// ```
/// let catalogue = renvoi_reference::Catalogue::parse(
///     r#"
///     [[instrument]]
///     key = "32022L2555"
///     title = "Mesures pour un niveau élevé commun de cybersécurité"
///     aliases = ["directive SRI 2", "NIS 2"]
///     "#,
/// )?;
/// let citation = catalogue.resolve("la Directive « SRI2 »").expect("a name");
/// assert_eq!(citation.key.as_str(), "32022L2555");
/// assert_eq!(catalogue.name_at("nis2 article 21").expect("a name").1, 4);
/// # Ok::<(), renvoi_reference::CatalogueError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: BTreeMap<Key, Entry>,
    names: Names<Instrument>,
}

/// What the catalogue says of one instrument.
#[derive(Clone, Debug)]
struct Entry {
    celex: Option<Celex>,
    date: Option<String>,
    title: Option<String>,
    aliases: Vec<String>,
    repeals: Vec<Key>,
}

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
struct File {
    #[serde(default)]
    instrument: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    celex: Option<String>,
    date: Option<Day>,
    title: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    repeals: Several,
}

/// A day, as a string or as TOML's own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

/// One key or a list of them.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Several {
    One(String),
    Many(Vec<String>),
    #[default]
    None,
}

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test reads the same file, so that a mistake in it never gets this far.
    Catalogue::parse(include_str!("../../../data/instruments.toml")).unwrap_or_default()
});

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// It is not TOML, or an entry is wrong: a key that is none, a name that two instruments have.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let file: File = toml::from_str(text)?;
        let mut catalogue = Self::default();
        for written in file.instrument {
            catalogue.add(written)?;
        }
        Ok(catalogue)
    }

    /// The project's own catalogue, `data/instruments.toml`, read once.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    fn add(&mut self, written: Written) -> Result<(), CatalogueError> {
        let entry = written.key;
        let instrument = instrument(&entry).ok_or_else(|| CatalogueError::Key {
            entry: entry.clone(),
            key: entry.clone(),
        })?;
        let key = Key::new(instrument.key.clone());
        let celex = written
            .celex
            .map(|celex| own_celex(&entry, celex, &key))
            .transpose()?
            .or_else(|| instrument.celex.clone());
        let repeals: Vec<String> = match written.repeals {
            Several::One(one) => vec![one],
            Several::Many(many) => many,
            Several::None => Vec::new(),
        };
        let repeals = repeals
            .into_iter()
            .map(|key| {
                key.parse().map_err(|_| CatalogueError::Key {
                    entry: entry.clone(),
                    key,
                })
            })
            .collect::<Result<_, _>>()?;
        let date = written.date.map(|day| own_date(&entry, day)).transpose()?;
        for alias in &written.aliases {
            self.add_name(&entry, alias, &instrument)?;
        }
        let what = Entry {
            celex,
            date,
            title: written.title,
            aliases: written.aliases,
            repeals,
        };
        if self.entries.insert(key, what).is_some() {
            return Err(CatalogueError::Twice(entry));
        }
        Ok(())
    }

    fn add_name(
        &mut self,
        entry: &str,
        alias: &str,
        what: &Instrument,
    ) -> Result<(), CatalogueError> {
        let before = self.names.insert(alias, what.clone()).map_err(|unfit| {
            let problem = match unfit {
                Unfit::Empty => "says too little: give more than the type of act".to_owned(),
                Unfit::Long => "is too long: thirty-two words at most".to_owned(),
            };
            CatalogueError::Alias {
                entry: entry.to_owned(),
                alias: alias.to_owned(),
                problem,
            }
        })?;
        match before {
            Some(first) if first.key != what.key => Err(CatalogueError::Shared {
                alias: alias.to_owned(),
                first: first.key,
                second: what.key.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// The keys of its instruments, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.entries.keys()
    }

    /// The short title of an instrument.
    pub fn title(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.title.as_deref()
    }

    /// The day an instrument was adopted, `YYYY-MM-DD`.
    pub fn date(&self, key: &Key) -> Option<&str> {
        self.entries.get(key)?.date.as_deref()
    }

    /// The CELEX number of an instrument.
    pub fn celex(&self, key: &Key) -> Option<&Celex> {
        self.entries.get(key)?.celex.as_ref()
    }

    /// The names of an instrument, as the catalogue writes them.
    pub fn aliases(&self, key: &Key) -> &[String] {
        self.entries.get(key).map_or(&[], |entry| &entry.aliases)
    }

    /// The instruments that an instrument repeals.
    pub fn repeals(&self, key: &Key) -> &[Key] {
        self.entries.get(key).map_or(&[], |entry| &entry.repeals)
    }

    /// The longest name that `text` begins with, in any case, and how many bytes it takes. It ends where a word does:
    /// `directive SRI 2` does not begin with *directive SRI*.
    pub fn name_at(&self, text: &str) -> Option<(Key, usize)> {
        let cursor = Cursor::new(text, 0, true);
        if cursor.peek().start > 0 {
            return None;
        }
        let found = self.names.longest(&cursor, usize::MAX)?;
        Some((Key::new(found.what.key.clone()), found.end))
    }

    /// Reads a string that is one reference or one name and nothing else, as [`crate::parse`] does: `directive 2016/1148`,
    /// `la directive SRI 2`, `rgpd`.
    pub fn resolve(&self, typed: &str) -> Option<Citation> {
        if let Some(citation) = crate::parse(typed) {
            return Some(citation);
        }
        if typed.len() > query::LONGEST {
            return None;
        }
        let mut cursor = Cursor::new(typed, 0, true);
        loop {
            let token = cursor.peek();
            if let Some(found) = self.names.longest(&cursor, usize::MAX)
                && query::says_nothing(typed.get(found.end..)?)
            {
                let written = typed.get(token.start..found.end)?;
                let start = typed.get(..token.start)?.chars().count();
                return Some(found.what.clone().named(start, written));
            }
            let passes = match token.lexeme {
                Lexeme::Word(word) => query::accompanies(&word),
                Lexeme::Mark(_) => token.gap < Gap::Blank,
                _ => false,
            };
            if !passes {
                return None;
            }
            cursor.next();
        }
    }

    /// The day that the instrument with this key was adopted.
    pub(crate) fn day(&self, key: &str) -> Option<&str> {
        self.entries.get(key)?.date.as_deref()
    }

    /// The longest name of a text at the cursor, ending no later than byte `limit`.
    pub(crate) fn longest<'t>(
        &self,
        cursor: &Cursor<'t>,
        limit: usize,
    ) -> Option<Match<'_, 't, Instrument>> {
        self.names.longest(cursor, limit)
    }
}

/// The instrument that a canonical key names.
fn instrument(key: &str) -> Option<Instrument> {
    let citation = crate::parse(key).filter(|citation| citation.key.as_str() == key.trim())?;
    Some(Instrument::resolved(&citation))
}

fn own_celex(entry: &str, celex: String, key: &Key) -> Result<Celex, CatalogueError> {
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

fn own_date(entry: &str, day: Day) -> Result<String, CatalogueError> {
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
