//! Resolutions of the United Nations Security Council: `résolutions 2199 (2015), 2253 (2015) et 2617 (2021)`.

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Number};

pub(crate) const FAMILY: Family = Family {
    title: "résolutions du Conseil de sécurité",
    capitals: "s",
    announcers: "resolution resolutions unscr rcsnu",
    at_word: Some(symbol),
    at_number: Some(announced),
    advice: "resolutions of the United Nations are not in Cellar: download it from undocs.org",
    spellings: &[
        Spelling {
            text: "résolution 2178 (2014) du Conseil de sécurité",
            key: "S/RES/2178 (2014)",
        },
        Spelling {
            text: "S/RES/2178 (2014)",
            key: "S/RES/2178 (2014)",
        },
    ],
    ..Family::EMPTY
};

/// The Council first met in January 1946.
const FIRST_YEAR: u16 = 1946;

/// Reads the number of a resolution that was announced, and those that follow it in the list.
fn announced<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (number, start) = (site.number()?, site.announced_start());
    list(site, site.cursor, start, number)
}

/// Reads `/RES/2199 (2015)` behind `S`.
fn symbol<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&['/'], Gap::None)?;
    ahead.word_in(&["res"], Gap::None)?;
    ahead.mark(&['/'], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    list(site, ahead, site.token.start, number)
}

/// Reads a resolution and those that follow it in the list. The cursor stands behind its number, `first`.
fn list<'t>(
    site: &mut Site<'_, 't>,
    cursor: Cursor<'t>,
    start: usize,
    first: Number,
) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = dated(cursor, first)?;
    site.push(start, end, what);
    while let Some((start, end, what, next)) = separator(&cursor).and_then(next_resolution) {
        site.push(start, end, what);
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
    what.url = Some(format!("https://undocs.org/S/RES/{}({year})", number.value));
    Some((close.end, what, ahead))
}
