//! Issues and items of the Journal in addresses: `uri=OJ:L:2016:194:…`, `eli/C/2024/390/oj`.

use super::{ACT_BY_ACT, Issue, instrument};
use crate::address::after;
use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::lexer::Gap;
use crate::year;

/// An issue known by its series, year and number only, as addresses give it.
fn by_year(
    series: &'static str,
    year: u16,
    (number, letter): (u32, Option<char>),
    page: Option<u32>,
) -> Instrument {
    let mut issue = Issue {
        series: Some(series),
        letter,
        number,
        year: Some(year),
        ..Issue::default()
    };
    issue.page = page.filter(|page| *page > 0).map(|page| page.to_string());
    instrument(&issue)
}

/// An item of the Journal as addresses give it.
fn by_item(series: &'static str, year: u16, number: u32) -> Option<Instrument> {
    let year = year::of_instrument(u32::from(year), 4).filter(|year| *year >= ACT_BY_ACT)?;
    let issue = Issue {
        series: Some(series),
        number,
        item_year: Some(year),
        ..Issue::default()
    };
    (number > 0).then(|| instrument(&issue))
}

/// What an address of the Journal names.
pub(super) fn in_address(plain: &str) -> Option<Instrument> {
    item_in_eli(plain).or_else(|| issue_in_address(plain))
}

/// `eli/C/2024/390/oj`: an item of the series C, and any that is not named by the type of its act.
fn item_in_eli(plain: &str) -> Option<Instrument> {
    let (_, rest) = plain.split_once("eli/")?;
    let mut parts = rest.split(['/', '?', '#']);
    let series = match parts.next()? {
        "c" => "C",
        "l" => "L",
        _ => return None,
    };
    let year = parts.next()?.parse().ok()?;
    by_item(series, year, parts.next()?.parse().ok()?)
}

/// `uri=OJ:L:2016:194:0001:0030:FR:PDF`, `uriserv:OJ.L_.2016.194.01.0001.01.FRA`, `uri=OJ:L_202401689`.
fn issue_in_address(plain: &str) -> Option<Instrument> {
    let rest = after(plain, "=oj:")
        .or_else(|| after(plain, "uriserv:oj."))
        .or_else(|| after(plain, "uriserv:oj:"))?;
    let (series, rest) = match rest.split_at_checked(1)? {
        ("l", rest) => ("L", rest),
        ("c", rest) => ("C", rest),
        _ => return None,
    };
    // `OJ.LI.2021.149`: the letter of a second run of numbers stands where the line does.
    let (mut letter, rest) = match rest.split_at_checked(1) {
        Some((letter, after)) if letter_in_address(letter).is_some() => {
            (letter_in_address(letter), after)
        }
        _ => (None, rest.trim_start_matches('_')),
    };
    if let Some(item) = rest
        .get(..9)
        .filter(|item| item.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let value: u32 = item.parse().ok()?;
        return by_item(
            series,
            u16::try_from(value / 100_000).ok()?,
            value % 100_000,
        );
    }
    let mut cursor = Cursor::new(rest, 0, true);
    let joint = [':', '.', '_'];
    cursor.mark(&joint, Gap::None)?;
    let (_, year) = cursor.number(Gap::None)?;
    cursor.mark(&joint, Gap::None)?;
    let (_, number) = cursor.number(Gap::None)?;
    let year = year::of_instrument(year.value, year.digits)?;
    if number.value == 0 || number.value > 999 {
        return None;
    }
    // `OJ:L:2020:433I:TOC`.
    if let Some((_, word)) = cursor.word(Gap::None) {
        letter = Some(letter_in_address(word.as_str())?);
    }
    let mut page = None;
    if cursor.mark(&[':'], Gap::None).is_some() {
        page = cursor.number(Gap::None).map(|(_, page)| page.value);
    } else if cursor.mark(&['.'], Gap::None).is_some() && cursor.number(Gap::None).is_some() {
        cursor.mark(&['.'], Gap::None);
        page = cursor.number(Gap::None).map(|(_, page)| page.value);
    }
    Some(by_year(
        series,
        year,
        (number.value, letter),
        page.filter(|page| *page <= 9999),
    ))
}

/// The letter of a second run of numbers of the Journal.
fn letter_in_address(letter: &str) -> Option<char> {
    match letter {
        "a" | "e" | "i" | "m" | "s" => letter.chars().next().map(|c| c.to_ascii_uppercase()),
        _ => None,
    }
}
