//! Acts of the European Central Bank by their own numbers: `BCE/2014/34`, `CON/2021/40`.

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Word};

pub(crate) const FAMILY: Family = Family {
    title: "actes et avis de la Banque centrale européenne",
    capitals: "bce ecb con",
    at_word: Some(list),
    advice: "give the number of the act in the Official Journal, such as règlement (UE) 2021/379, or its CELEX number",
    institution: |_| Some("Banque centrale européenne"),
    spellings: &[
        Spelling {
            text: "BCE/2014/34",
            key: "BCE/2014/34",
        },
        Spelling {
            text: "ECB/2014/34",
            key: "BCE/2014/34",
        },
        Spelling {
            text: "CON/2021/40",
            key: "CON/2021/40",
        },
    ],
    ..Family::EMPTY
};

/// The Bank was set up in June 1998.
const FIRST_YEAR: u32 = 1998;

/// Reads an act and those that follow it under their own heads.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = act(&site.word()?, site.cursor)?;
    site.found(end, what);
    while let Some((start, end, what, next)) = separator(&cursor).and_then(next_item) {
        site.push(start, end, what);
        cursor = next;
    }
    Some(cursor)
}

fn next_item(after: Cursor<'_>) -> Option<(usize, usize, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    let (token, word) = ahead.word(Gap::Line)?;
    let (end, what, next) = act(&word, ahead).filter(|_| word.upper)?;
    Some((token.start, end, what, next))
}

/// Reads `/2014/34` behind the name of the series.
fn act<'t>(word: &Word, cursor: Cursor<'t>) -> Option<(usize, Instrument, Cursor<'t>)> {
    let series = match word.as_str() {
        "bce" | "ecb" => "BCE",
        "con" => "CON",
        _ => return None,
    };
    let typed = cursor.ignores_case();
    let mut ahead = cursor;
    let joint = if typed { Gap::Space } else { Gap::None };
    // "(BCE /2014/34)", and with a line end behind a slash.
    let slash = ahead.mark(&['/'], Gap::Space);
    if slash.is_none() && !typed {
        return None;
    }
    let (_, year) = ahead.number(Gap::Line)?;
    if ahead.mark(&['/'], joint).is_none() && !typed {
        return None;
    }
    let (token, number) = ahead.number(Gap::Line)?;
    if year.digits != 4
        || !(FIRST_YEAR..2100).contains(&year.value)
        || !(1..=3).contains(&number.digits)
        || number.value == 0
    {
        return None;
    }
    let key = format!("{series}/{}/{}", year.value, number.value);
    Some((token.end, Instrument::exact(Kind::Ecb, key), ahead))
}
