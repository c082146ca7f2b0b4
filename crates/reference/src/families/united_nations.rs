//! Resolutions and documents of the United Nations: `résolutions 2199 (2015) et 2617 (2021)`, `A/RES/70/1`, `S/2021/123`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::issuer::{self, Issuer};
use crate::lexer::{Gap, Number};
use crate::{Certainty, Kind};

pub(crate) const FAMILY: Family = Family {
    title: "résolutions et documents des Nations unies",
    capitals: "s a",
    announcers: "resolution resolutions unscr rcsnu",
    at_word: Some(symbol),
    at_number: Some(announced),
    hosts: &["undocs.org", "docs.un.org"],
    in_address,
    advice: "resolutions of the United Nations are not in Cellar: download it from undocs.org",
    institution: |_| Some("Nations unies"),
    spellings: &[
        Spelling {
            text: "résolution 2178 (2014) du Conseil de sécurité",
            key: "S/RES/2178 (2014)",
        },
        Spelling {
            text: "S/RES/2178 (2014)",
            key: "S/RES/2178 (2014)",
        },
        Spelling {
            text: "S/2021/123",
            key: "S/2021/123",
        },
        Spelling {
            text: "A/RES/70/1",
            key: "A/RES/70/1",
        },
        Spelling {
            text: "résolution 70/1 de l’Assemblée générale",
            key: "A/RES/70/1",
        },
        Spelling {
            text: "https://undocs.org/fr/A/RES/70/1",
            key: "A/RES/70/1",
        },
    ],
    ..Family::EMPTY
};

/// The Council first met in January 1946.
const FIRST_YEAR: u16 = 1946;
/// Documents of the Council have been numbered by years since 1994.
const BY_YEARS_SINCE: u32 = 1994;
/// Resolutions of the Assembly are numbered by its sessions since the thirty-first, of 1976.
const SESSIONS: std::ops::RangeInclusive<u32> = 31..=120;

/// Reads the number of a resolution that was announced, and those that follow it in the list.
fn announced<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    site.announced?;
    let (number, start) = (site.number()?, site.announced_start());
    let mut session = site.cursor;
    if session.mark(&['/'], Gap::None).is_some() {
        return of_assembly(site, start);
    }
    of_council(site, site.cursor, start, number, false)
}

/// Reads a resolution of the Security Council and those that follow it. The cursor stands behind its number, `first`.
/// Others number their resolutions alike: whoever issued it is named behind the list, or before.
fn of_council<'t>(
    site: &mut Site<'_, 't>,
    cursor: Cursor<'t>,
    start: usize,
    first: Number,
    is_symbol: bool,
) -> Option<Cursor<'t>> {
    let (end, mut what, cursor) = dated(cursor, first)?;
    let last = end_of_list(cursor);
    let certainty = if is_symbol {
        Certainty::Exact
    } else {
        let named = issuer::behind(last).or_else(|| issuer::before(cursor.text(), start));
        match named {
            Some(Issuer::SecurityCouncil | Issuer::UnitedNations) => Certainty::Exact,
            None => Certainty::Inferred,
            Some(_) => return None,
        }
    };
    what.certainty = certainty;
    site.push(start, end, what);
    let mut cursor = cursor;
    while let Some((start, end, mut what, next)) = separator(&cursor).and_then(next_resolution) {
        what.certainty = certainty;
        site.push(start, end, what);
        cursor = next;
    }
    Some(cursor)
}

/// Resolutions of a list behind which its issuer is looked for.
const LONGEST_LIST: usize = 40;

fn end_of_list(cursor: Cursor<'_>) -> Cursor<'_> {
    let mut last = cursor;
    for _ in 0..LONGEST_LIST {
        let Some((.., next)) = separator(&last).and_then(next_resolution) else {
            break;
        };
        last = next;
    }
    last
}

fn next_resolution(after: Cursor<'_>) -> Option<(usize, usize, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    ahead.number_mark(Gap::Line);
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

/// Reads `70/1` and those that follow it, where the Assembly is named.
fn of_assembly<'t>(site: &mut Site<'_, 't>, start: usize) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = in_session(site.number()?, site.cursor)?;
    let mut found = vec![(start, end, what)];
    while found.len() < LONGEST_LIST
        && let Some((start, end, what, next)) = separator(&cursor).and_then(|after| {
            let mut ahead = after;
            let (token, session) = ahead.number(Gap::Line)?;
            let (end, what, next) = in_session(session, ahead)?;
            Some((token.start, end, what, next))
        })
    {
        found.push((start, end, what));
        cursor = next;
    }
    let issuer = issuer::behind(cursor).or_else(|| issuer::before(cursor.text(), start));
    if !matches!(
        issuer,
        Some(Issuer::GeneralAssembly | Issuer::UnitedNations)
    ) {
        return None;
    }
    for (start, end, what) in found {
        site.push(start, end, what);
    }
    Some(cursor)
}

/// Reads the number of a resolution behind the session of the Assembly.
fn in_session(session: Number, cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['/'], Gap::None)?;
    let (token, number) = ahead.number(Gap::None)?;
    if !SESSIONS.contains(&session.value)
        || number.value == 0
        || number.digits > 3
        || number.padded()
    {
        return None;
    }
    let key = format!("A/RES/{}/{}", session.value, number.value);
    let mut what = Instrument::exact(Kind::UnResolution, key.clone());
    what.url = Some(format!("https://undocs.org/fr/{key}"));
    Some((token.end, what, ahead))
}

/// Reads `/RES/2199 (2015)`, `/2021/123` behind `S`, and `/RES/70/1` behind `A`.
fn symbol<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&['/'], Gap::None)?;
    let is_council = site.word()?.as_str() == "s";
    if ahead.word_in(&["res"], Gap::None).is_none() {
        return is_council.then(|| of_year(site, ahead)).flatten();
    }
    ahead.mark(&['/'], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    if is_council {
        return of_council(site, ahead, site.token.start, number, true);
    }
    let (end, what, after) = in_session(number, ahead)?;
    site.found(end, what);
    Some(after)
}

/// Reads a document of the Security Council, `2021/123`, behind `S/`.
fn of_year<'t>(site: &mut Site<'_, 't>, cursor: Cursor<'t>) -> Option<Cursor<'t>> {
    let mut ahead = cursor;
    let (_, year) = ahead.number(Gap::None)?;
    ahead.mark(&['/'], Gap::None)?;
    let (token, number) = ahead.number(Gap::None)?;
    let fits = year.digits == 4
        && (BY_YEARS_SINCE..2100).contains(&year.value)
        && number.value > 0
        && number.digits <= 4
        && ends_item(&ahead);
    if !fits {
        return None;
    }
    let key = format!("S/{}/{}", year.value, number.value);
    let mut what = Instrument::exact(Kind::Un, key.clone());
    what.url = Some(format!("https://undocs.org/fr/{key}"));
    site.found(token.end, what);
    Some(ahead)
}

/// `undocs.org/fr/A/RES/70/1`, `undocs.org/S/RES/2178(2014)`.
fn in_address(plain: &str) -> Option<Instrument> {
    let at = ["/a/res/", "/s/res/"]
        .iter()
        .find_map(|symbol| plain.find(symbol))?;
    let is_council = plain.get(at..)?.starts_with("/s");
    let mut cursor = Cursor::new(plain, at + "/a/res/".len(), true);
    let (_, number) = cursor.number(Gap::None)?;
    let found = if is_council {
        dated(cursor, number)
    } else {
        in_session(number, cursor)
    };
    found.map(|(_, what, _)| what)
}
