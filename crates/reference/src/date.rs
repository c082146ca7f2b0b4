//! Dates as they stand beside a reference to the Official Journal.

use std::fmt;

use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use crate::year;

/// A day; written without leading zeros, as `19.7.2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) day: u32,
    pub(crate) month: u32,
    pub(crate) year: u16,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.day, self.month, self.year)
    }
}

impl Date {
    fn checked(day: u32, month: u32, year: Option<u16>) -> Option<Self> {
        let year = year?;
        ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(Self { day, month, year })
    }
}

/// Reads `19.7.2016`, `31. 1. 1977`, `22/06/2020`, `2016-07-19`, `19 juillet 2016`, `1er July 2013`.
///
/// Returns the date, the byte it ends at and the cursor after it.
pub(crate) fn read(cursor: Cursor<'_>) -> Option<(Date, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    let (_, first) = ahead.number(Gap::Line)?;
    if first.digits > 4 {
        return None;
    }
    let mut separated = ahead;
    if separated.mark(&['.', '/', '-'], Gap::Space).is_some() {
        let (_, month) = separated.number(Gap::Line)?;
        separated.mark(&['.', '/', '-'], Gap::Space)?;
        let (token, last) = separated.number(Gap::Line)?;
        let date = if first.digits == 4 {
            Date::checked(last.value, month.value, year::of_instrument(first.value, 4))
        } else {
            Date::checked(
                first.value,
                month.value,
                year::with_century(last.value, last.digits),
            )
        };
        return date.map(|date| (date, token.end, separated));
    }
    ahead.word_in(&["er", "st", "nd", "rd", "th"], Gap::Space);
    let (_, word) = ahead.word(Gap::Line)?;
    let month = month(word.as_str())?;
    let (token, last) = ahead.number(Gap::Line)?;
    Date::checked(
        first.value,
        month,
        year::of_instrument(last.value, last.digits),
    )
    .map(|date| (date, token.end, ahead))
}

/// Whether a month follows: the number before is a day, or the last of several.
pub(crate) fn at_month(cursor: &Cursor<'_>) -> bool {
    match cursor.peek().lexeme {
        Lexeme::Word(word) => month(word.as_str()).is_some(),
        _ => false,
    }
}

pub(crate) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "janvier" | "january" => 1,
        "fevrier" | "february" => 2,
        "mars" | "march" => 3,
        "avril" | "april" => 4,
        "mai" | "may" => 5,
        "juin" | "june" => 6,
        "juillet" | "july" => 7,
        "aout" | "august" => 8,
        "septembre" | "september" => 9,
        "octobre" | "october" => 10,
        "novembre" | "november" => 11,
        "decembre" | "december" => 12,
        _ => return None,
    })
}

/// Reads a year alone, at the end of a paragraph: keys made from addresses have nothing better.
pub(crate) fn year_alone(cursor: Cursor<'_>) -> Option<(u16, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    let (token, number) = ahead.number(Gap::Space)?;
    let year = (number.digits == 4)
        .then(|| year::of_instrument(number.value, 4))
        .flatten()?;
    let next = ahead.peek();
    (next.gap == Gap::Blank || matches!(next.lexeme, Lexeme::End))
        .then_some((year, token.end, ahead))
}
