//! Treaties and texts of the Council of Europe: `STCE n° 185`, `CM/Rec(2018)1`, resolutions of its assembly.
//!
//! The series of treaties was renamed in 2004 (`STE` to `STCE`, `ETS` to `CETS`) and its numbers go on, so one key serves
//! both. Recommendations of the committee of ministers were `Rec(2006)8` before they were `CM/Rec(2008)1`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::issuer::{self, Issuer};
use crate::lexer::{Gap, Lexeme, Number, Token};
use crate::{Kind, date};

pub(crate) const FAMILY: Family = Family {
    title: "traités et textes du Conseil de l’Europe",
    words: "rec",
    capitals: "stce ste cets ets cm apce pace",
    announcers: "resolution resolutions recommandation recommandations recommendation recommendations",
    at_word: Some(at_word),
    at_number: Some(of_assembly),
    hosts: &["coe.int"],
    in_address,
    advice: "texts of the Council of Europe are not in Cellar: download it from coe.int",
    institution: |_| Some("Conseil de l’Europe"),
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
        Spelling {
            text: "CM/Rec(2018)1",
            key: "CM/Rec(2018)1",
        },
        Spelling {
            text: "Rec(2006)8",
            key: "CM/Rec(2006)8",
        },
        Spelling {
            text: "CM(2018)123",
            key: "CM(2018)123",
        },
        Spelling {
            text: "résolution 2045 (2015) de l’Assemblée parlementaire du Conseil de l’Europe",
            key: "APCE rés. 2045 (2015)",
        },
    ],
    ..Family::EMPTY
};

/// Some 230 treaties are numbered; a higher number counts something else.
const HIGHEST: u32 = 299;

/// The assembly first met in August 1949.
const FIRST_YEAR: u32 = 1949;
/// Recommendations have had their year in brackets since 1979 and documents since 1989.
const BRACKETS_SINCE: u32 = 1979;

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    match site.word()?.as_str() {
        "rec" | "cm" => of_ministers(site),
        "apce" | "pace" => by_key(site),
        _ => treaties(site),
    }
}

/// Reads a treaty and those that share its head, from behind the name of the series.
fn treaties<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
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

/// Reads `/Rec(2018)1` and `(2018)123` behind `CM`, and `(2006)8` behind `Rec`.
fn of_ministers<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    let mut ahead = site.cursor;
    // "rec(2006)8" is no name of anything in a text.
    if word.as_str() == "rec" && !word.capital && !ahead.ignores_case() {
        return None;
    }
    let mut head = "CM";
    if word.as_str() == "rec" {
        head = "CM/Rec";
    } else if ahead.mark(&['/'], Gap::None).is_some() {
        let (_, kind) = ahead.word(Gap::Space)?;
        head = match kind.as_str() {
            "rec" => "CM/Rec",
            "res" => "CM/Res",
            "del" => "CM/Del",
            _ => return None,
        };
    }
    ahead.mark(&['('], Gap::Space)?;
    let (_, year) = ahead.number(Gap::Space)?;
    ahead.mark(&[')'], Gap::Space)?;
    let (token, number) = ahead.number(Gap::Space)?;
    let fits = year.digits == 4
        && (BRACKETS_SINCE..2100).contains(&year.value)
        && number.value > 0
        && number.digits <= 4
        && !number.padded();
    if !fits {
        return None;
    }
    let key = format!("{head}({}){}", year.value, number.value);
    site.found(token.end, Instrument::exact(Kind::CouncilOfEurope, key));
    Some(ahead)
}

/// A text of the assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    Resolution,
    Recommendation,
}

/// Reads `2045 (2015)` behind *résolution* or *recommandation*, where the assembly is named.
fn of_assembly<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (from, to) = site.announced?;
    let announcer = site.cursor.text().get(from..to)?;
    let what = if announcer.to_lowercase().starts_with("rec") {
        Text::Recommendation
    } else {
        Text::Resolution
    };
    let start = site.announced_start();
    let (end, first, mut cursor) = dated(what, site.number()?, site.cursor)?;
    let mut found = vec![(start, end, first)];
    while found.len() < LONGEST_LIST
        && let Some((start, end, next_one, next)) = separator(&cursor).and_then(|after| {
            let mut ahead = after;
            let (token, number) = ahead.number(Gap::Line)?;
            let (end, what, next) = dated(what, number, ahead)?;
            Some((token.start, end, what, next))
        })
    {
        found.push((start, end, next_one));
        cursor = next;
    }
    let issuer = issuer::behind(cursor).or_else(|| issuer::before(cursor.text(), start));
    if issuer != Some(Issuer::ParliamentaryAssembly) {
        return None;
    }
    for (start, end, what) in found {
        site.push(start, end, what);
    }
    Some(cursor)
}

/// Texts of a list behind which its issuer is looked for.
const LONGEST_LIST: usize = 40;

/// Reads the year in brackets behind a number.
fn dated(
    what: Text,
    number: Number,
    cursor: Cursor<'_>,
) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['('], Gap::Line)?;
    let (_, year) = ahead.number(Gap::Line)?;
    let close = ahead.mark(&[')'], Gap::Line)?;
    let fits = year.digits == 4
        && (FIRST_YEAR..2100).contains(&year.value)
        && number.value > 0
        && number.digits <= 4
        && !number.padded();
    let label = match what {
        Text::Resolution => "rés.",
        Text::Recommendation => "rec.",
    };
    let key = format!("APCE {label} {} ({})", number.value, year.value);
    let what = Instrument::exact(Kind::CouncilOfEurope, key);
    fits.then_some((close.end, what, ahead))
}

/// Reads `rés. 2045 (2015)` behind `APCE`, as keys are written.
fn by_key<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&[','], Gap::None);
    let (_, word) = ahead.word(Gap::Line)?;
    let what = match word.as_str() {
        "res" | "resolution" => Text::Resolution,
        "rec" | "recommandation" | "recommendation" => Text::Recommendation,
        _ => return None,
    };
    ahead.mark(&['.'], Gap::None);
    ahead.number_mark(Gap::Line);
    let (_, number) = ahead.number(Gap::Line)?;
    let (end, what, after) = dated(what, number, ahead)?;
    site.found(end, what);
    Some(after)
}

/// `www.coe.int/fr/web/conventions/full-list?module=treaty-detail&treatynum=185`.
fn in_address(plain: &str) -> Option<Instrument> {
    let (_, rest) = plain.split_once("treatynum=")?;
    let mut cursor = Cursor::new(rest, 0, true);
    let (_, number) = cursor.number(Gap::None)?;
    treaty(number)
}
