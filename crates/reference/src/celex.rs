//! CELEX numbers, the identifiers of EUR-Lex.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::treaty_number;
use crate::year;

/// A CELEX number: sector, year, document letters, number, and what may follow.
///
/// The shape is that of the EUR-Lex help page "How CELEX numbers are composed": one digit, a four-digit year, one or
/// two letters, four digits; then nothing, a corrigendum `R(02)`, a disambiguation `(01)`, or, in sector 0, the date of
/// a consolidation `-20160504`. Treaties, of sector 1, have another shape: `12016E114` is an article, `12016P/TXT` a
/// whole text. Letters are capitals whatever way they were typed.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Celex {
    sector: u8,
    year: u16,
    letters: [u8; 2],
    number: u16,
    suffix: Suffix,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Suffix {
    None,
    Corrigendum(u8),
    Disambiguation(u8),
    Consolidation(u32),
    /// What follows the letters of a treaty: `114`, `/TXT`, `/PRO/22`.
    OfTreaty(Box<str>),
}

/// Why a string is not a CELEX number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CelexError {
    /// It has not the shape of a CELEX number.
    #[error(
        "`{0}` is not a CELEX number: expected a sector digit, a year, one or two letters and four digits, as in 32016R0679"
    )]
    Shape(String),
    /// Its year is outside those of the Communities and the Union.
    #[error("`{text}` is not a CELEX number: {year} cannot be its year")]
    Year {
        /// The string as given.
        text: String,
        /// The year it has.
        year: u32,
    },
    /// What follows its number is not a corrigendum, a disambiguation or the date of a consolidation.
    #[error(
        "`{0}` is not a CELEX number: what follows its number should be `R(01)`, `(01)` or, in sector 0, a date `-20160504`"
    )]
    Suffix(String),
}

impl Celex {
    /// Builds a number from its parts. `letters` is one or two capitals.
    pub(crate) fn new(sector: u8, year: u16, letters: &str, number: u16) -> Self {
        let mut kept = [0; 2];
        for (slot, letter) in kept.iter_mut().zip(letters.bytes()) {
            *slot = letter;
        }
        Self {
            sector,
            year,
            letters: kept,
            number,
            suffix: Suffix::None,
        }
    }

    /// The sector, 0 to 9: 3 is legislation, 5 preparatory documents, 6 case law, 0 consolidated texts.
    pub fn sector(&self) -> u8 {
        self.sector
    }

    /// The year, with its century.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The letters that tell the kind of document: `L`, `R`, `D`, `PC`, `DC`…
    pub fn letters(&self) -> &str {
        let length = if self.letters[1] == 0 { 1 } else { 2 };
        self.letters
            .get(..length)
            .and_then(|letters| std::str::from_utf8(letters).ok())
            .unwrap_or_default()
    }

    /// The number within its year and kind; 0 for a treaty.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// The number of a treaty, or of a part of it. `rest` is what follows the letters: `114`, `/TXT`.
    pub(crate) fn of_treaty(year: u16, letters: &str, rest: &str) -> Self {
        Self {
            suffix: Suffix::OfTreaty(rest.into()),
            ..Self::new(1, year, letters, 0)
        }
    }

    /// What follows the letters of a treaty: `114`, `/TXT`, `/PRO/22`.
    pub(crate) fn part_of_treaty(&self) -> Option<&str> {
        match &self.suffix {
            Suffix::OfTreaty(rest) => Some(rest),
            _ => None,
        }
    }

    /// The act a consolidated text or a corrigendum belongs to; any other number is its own base.
    #[must_use]
    pub fn base(&self) -> Self {
        let mut base = self.clone();
        match self.suffix {
            Suffix::Consolidation(_) => {
                base.sector = 3;
                base.suffix = Suffix::None;
            }
            Suffix::Corrigendum(_) => {
                base.suffix = Suffix::None;
                // Consolidated texts have corrigenda too: `02013D0488R(01)`.
                if self.sector == 0 {
                    base.sector = 3;
                }
            }
            Suffix::None if self.sector == 0 => base.sector = 3,
            Suffix::None | Suffix::Disambiguation(_) | Suffix::OfTreaty(_) => {}
        }
        base
    }

    /// The day a consolidated text was brought up to, as `YYYY-MM-DD`.
    pub fn consolidated_on(&self) -> Option<String> {
        match self.suffix {
            Suffix::Consolidation(date) => Some(format!(
                "{:04}-{:02}-{:02}",
                date / 10_000,
                date / 100 % 100,
                date % 100
            )),
            _ => None,
        }
    }

    /// The number of a corrigendum.
    pub fn corrigendum(&self) -> Option<u8> {
        match self.suffix {
            Suffix::Corrigendum(number) => Some(number),
            _ => None,
        }
    }
}

impl fmt::Display for Celex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:04}{}", self.sector, self.year, self.letters())?;
        if let Suffix::OfTreaty(rest) = &self.suffix {
            return f.write_str(rest);
        }
        write!(f, "{:04}", self.number)?;
        match self.suffix {
            Suffix::None | Suffix::OfTreaty(_) => Ok(()),
            Suffix::Corrigendum(number) => write!(f, "R({number:02})"),
            Suffix::Disambiguation(number) => write!(f, "({number:02})"),
            Suffix::Consolidation(date) => write!(f, "-{date:08}"),
        }
    }
}

impl FromStr for Celex {
    type Err = CelexError;

    fn from_str(text: &str) -> Result<Self, CelexError> {
        let shape = || CelexError::Shape(text.to_owned());
        let trimmed = text.trim();
        if let Some(treaty) = treaty(trimmed) {
            return Ok(treaty);
        }
        let (sector, rest) = digits(trimmed, 1).ok_or_else(shape)?;
        let (year, rest) = digits(rest, 4).ok_or_else(shape)?;
        let count = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if !(1..=2).contains(&count) {
            return Err(shape());
        }
        let (letters, rest) = rest.split_at_checked(count).ok_or_else(shape)?;
        let (number, rest) = digits(rest, 4).ok_or_else(shape)?;
        let known = year::of_instrument(year, 4).ok_or_else(|| CelexError::Year {
            text: text.to_owned(),
            year,
        })?;
        let narrow = |value: u32| u16::try_from(value).map_err(|_| shape());
        let sector = u8::try_from(sector).map_err(|_| shape())?;
        let mut celex = Self::new(
            sector,
            known,
            &letters.to_ascii_uppercase(),
            narrow(number)?,
        );
        celex.suffix = suffix(sector, rest).ok_or_else(|| CelexError::Suffix(text.to_owned()))?;
        Ok(celex)
    }
}

/// The number of a treaty. An article has three digits: what has four is a number like others.
fn treaty(text: &str) -> Option<Celex> {
    let number = treaty_number(text)?;
    // The first treaty is older than all acts: it is of 1951.
    let year = number.get(1..5)?.parse().ok()?;
    let rest = number.get(5..)?;
    let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, rest) = rest.split_at_checked(letters)?;
    Some(Celex::of_treaty(year, letters, rest))
}

/// Splits `count` digits off the front.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    head.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| head.parse().ok())
        .flatten()
        .map(|value| (value, rest))
}

fn suffix(sector: u8, text: &str) -> Option<Suffix> {
    if text.is_empty() {
        return Some(Suffix::None);
    }
    if let Some(date) = text.strip_prefix('-') {
        let (date, rest) = digits(date, 8)?;
        let valid = (1..=12).contains(&(date / 100 % 100)) && (1..=31).contains(&(date % 100));
        return (sector == 0 && valid && rest.is_empty()).then_some(Suffix::Consolidation(date));
    }
    let (corrigendum, text) = match text.strip_prefix(['R', 'r']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, rest) = digits(text.strip_prefix('(')?, 2)?;
    let number = u8::try_from(number).ok()?;
    (rest == ")").then_some(if corrigendum {
        Suffix::Corrigendum(number)
    } else {
        Suffix::Disambiguation(number)
    })
}

impl TryFrom<String> for Celex {
    type Error = CelexError;

    fn try_from(text: String) -> Result<Self, CelexError> {
        text.parse()
    }
}

impl From<Celex> for String {
    fn from(celex: Celex) -> Self {
        celex.to_string()
    }
}
