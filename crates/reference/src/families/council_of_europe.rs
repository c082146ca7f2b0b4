//! Treaties of the Council of Europe by their numbers: `STCE n° 185`, `STE n° 108`, `CETS No. 223`.
//!
//! The series was renamed in 2004 (`STE` to `STCE`, `ETS` to `CETS`) and its numbers go on, so one key serves both.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number, Token};
use crate::{Kind, date};

pub(crate) const FAMILY: Family = Family {
    title: "traités du Conseil de l’Europe",
    capitals: "stce ste cets ets",
    at_word: Some(list),
    spellings: &[
        Spelling {
            text: "STCE n° 185",
            key: "STCE 185",
        },
        Spelling {
            text: "STE no 108",
            key: "STCE 108",
        },
        Spelling {
            text: "CETS No. 223",
            key: "STCE 223",
        },
    ],
    ..Family::EMPTY
};

/// Some 230 treaties are numbered; a higher number counts something else.
const HIGHEST: u32 = 299;

/// Reads a treaty and those that share its head, from behind the name of the series.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    // Without *n°*, `ETS` is also the trading of emissions, and `STE` a company.
    let bare = matches!(site.word()?.as_str(), "stce" | "cets");
    let mut ahead = site.cursor;
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
    site.found(token.end, treaty(number)?);
    while let Some((token, what, after)) = separator(&ahead).and_then(next_treaty) {
        site.push(token.start, token.end, what);
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
    what.url = Some(format!(
        "https://www.coe.int/fr/web/conventions/full-list?module=treaty-detail&treatynum={value:03}"
    ));
    Some(what)
}
