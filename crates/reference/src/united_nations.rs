//! Resolutions of the United Nations Security Council: `résolutions 2199 (2015), 2253 (2015) et 2617 (2021)`.

use crate::citation::{Found, Instrument, Sink};
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Number, Token};
use crate::{Kind, links};

/// The Council first met in January 1946.
const FIRST_YEAR: u16 = 1946;

/// Reads a resolution and those that follow it in the list. `first` and `start` are those of its number, just taken.
pub(crate) fn list<'t>(
    cursor: Cursor<'t>,
    start: usize,
    first: Number,
    sink: &mut Sink<'t>,
) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = dated(cursor, first)?;
    sink.push(Found { start, end, what });
    while let Some((start, end, what, next)) = separator(&cursor).and_then(next_resolution) {
        sink.push(Found { start, end, what });
        cursor = next;
    }
    Some(cursor)
}

fn next_resolution(after: Cursor<'_>) -> Option<(usize, usize, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    let (token, number) = ahead.number(Gap::Line)?;
    let (end, what, cursor) = dated(ahead, number)?;
    Some((token.start, end, what, cursor))
}

/// Reads the year in brackets that every resolution carries.
fn dated(cursor: Cursor<'_>, number: Number) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['('], Gap::Line)?;
    let (_, year) = ahead.number(Gap::Line)?;
    let close = ahead.mark(&[')'], Gap::Line)?;
    let year = u16::try_from(year.value)
        .ok()
        .filter(|year| (FIRST_YEAR..=2099).contains(year))?;
    if number.value == 0 || number.digits > 4 || number.padded() {
        return None;
    }
    let mut what = Instrument::exact(
        Kind::UnResolution,
        format!("S/RES/{} ({year})", number.value),
    );
    what.url = Some(links::security_council(number.value, year));
    Some((close.end, what, ahead))
}

/// Reads `/RES/2199 (2015)` after the `S` of `head`.
pub(crate) fn symbol<'t>(
    cursor: Cursor<'t>,
    head: Token,
    sink: &mut Sink<'t>,
) -> Option<Cursor<'t>> {
    let mut ahead = cursor;
    ahead.mark(&['/'], Gap::None)?;
    ahead.word_in(&["res"], Gap::None)?;
    ahead.mark(&['/'], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    list(ahead, head.start, number, sink)
}
