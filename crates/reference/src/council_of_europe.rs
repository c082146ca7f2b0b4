//! Treaties of the Council of Europe by their numbers: `STCE n° 185`, `STE n° 108`, `CETS No. 223`.
//!
//! The series was renamed in 2004 (`STE` to `STCE`, `ETS` to `CETS`) and its numbers go on, so one key serves both.

use crate::citation::{Found, Instrument, Sink};
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Lexeme, Number, Token, Word};
use crate::{Kind, date, links};

/// Some 230 treaties are numbered; a higher number counts something else.
const HIGHEST: u32 = 299;

/// Whether a word names the series, and whether it may do so without *n°*. `ETS` is also the trading of emissions, and
/// `STE` a company.
pub(crate) fn series(word: &Word) -> Option<bool> {
    match word.as_str() {
        "stce" | "cets" => Some(true),
        "ste" | "ets" => Some(false),
        _ => None,
    }
}

/// Reads a treaty and those that share its head. The cursor stands behind the name of the series, `head`.
pub(crate) fn list<'t>(
    cursor: Cursor<'t>,
    head: Token,
    bare: bool,
    sink: &mut Sink<'t>,
) -> Option<Cursor<'t>> {
    let mut ahead = cursor;
    let marked = ahead.number_mark(Gap::Line).is_some();
    if !(marked || bare || ahead.ignores_case()) {
        return None;
    }
    let (token, number) = ahead.number(Gap::Line)?;
    // The series is not numbered by years.
    let longer = ahead.peek();
    if longer.gap == Gap::None && matches!(longer.lexeme, Lexeme::Mark('/') | Lexeme::Word(_)) {
        return None;
    }
    sink.push(Found {
        start: head.start,
        end: token.end,
        what: treaty(number)?,
    });
    while let Some((token, what, after)) = separator(&ahead).and_then(next_treaty) {
        sink.push(Found {
            start: token.start,
            end: token.end,
            what,
        });
        ahead = after;
    }
    Some(ahead)
}

fn next_treaty(after: Cursor<'_>) -> Option<(Token, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    ahead.number_mark(Gap::Line);
    let (token, number) = ahead.number(Gap::Line)?;
    // Treaties are listed without a year behind them: "STCE n° 185 et 23 novembre 2001" is a day.
    let is_day = date::read(after).is_some();
    (!is_day).then_some((token, treaty(number)?, ahead))
}

fn treaty(number: Number) -> Option<Instrument> {
    let value = number.value;
    if !(1..=HIGHEST).contains(&value) || number.digits > 3 {
        return None;
    }
    let mut what = Instrument::exact(Kind::CouncilOfEurope, format!("STCE {value}"));
    what.url = Some(links::council_of_europe(value));
    Some(what)
}
