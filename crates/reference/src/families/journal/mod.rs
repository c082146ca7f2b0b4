//! The Official Journal: `JO L 194 du 19.7.2016, p. 1`, and since October 2023 `JO L, 2023/2131, 11.10.2023`.

mod address;
mod name;

use std::fmt;

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::date::{self, Date};
use crate::families::act::Reach;
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Token};
use crate::{Certainty, Kind, Warning, links, year};
use name::{initials, spelled_out, title};

pub(crate) const FAMILY: Family = Family {
    title: "Journal officiel",
    words: "journal",
    capitals: "jo joue joce oj j c",
    at_word: Some(at_word),
    in_address: address::in_address,
    advice: "an Official Journal reference names a place, not a document: give the act printed there, such as \
             directive (UE) 2016/1148, or its CELEX number",
    has_places: false,
    spellings: &[
        Spelling {
            text: "JO L 194 du 19.7.2016, p. 1",
            key: "JO L 194, 19.7.2016",
        },
        Spelling {
            text: "JO nº L 26 du 31. 1. 1977, p. 1",
            key: "JO L 26, 31.1.1977",
        },
        Spelling {
            text: "OJ L 171, 29.6.2016",
            key: "JO L 171, 29.6.2016",
        },
        Spelling {
            text: "JO L, 2023/2131, 11.10.2023",
            key: "JO L, 2023/2131, 11.10.2023",
        },
        Spelling {
            text: "C/2024/1134",
            key: "JO C, C/2024/1134",
        },
    ],
    ..Family::EMPTY
};

/// The Journal has been published act by act, numbered by year, since 1 October 2023.
const ACT_BY_ACT: u16 = 2023;
/// No year has had more issues of a series.
const HIGHEST_ISSUE: u32 = 999;
/// Series L and C began in 1968; before, there was one.
const SERIES_BEGAN: u16 = 1968;

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    match site.word()?.as_str() {
        "c" => bare_item(site),
        "j" => list(site, initials(site.cursor)?),
        _ => list(site, site.cursor),
    }
}

/// One reference being read.
#[derive(Clone, Debug, Default)]
struct Issue {
    series: Option<&'static str>,
    series_missing: bool,
    /// A letter after the number: `E` (issues only published electronically), `I`, `A`, `M`, `S`.
    letter: Option<char>,
    number: u32,
    item_year: Option<u16>,
    day: Option<Date>,
    year: Option<u16>,
    page: Option<String>,
    end: usize,
}

/// Reads a reference and those that follow it without naming the Journal again. The cursor stands behind its name.
fn list<'t>(site: &mut Site<'_, 't>, cursor: Cursor<'t>) -> Option<Cursor<'t>> {
    let head = site.token;
    let cursor = title(cursor, head)?;
    let (issue, mut cursor) = issue(cursor)?;
    // The running head of a page, "Journal officiel de l’Union européenne L 141/73", is no reference.
    if spelled_out(head) && issue.day.is_none() {
        return None;
    }
    site.found(issue.end, instrument(&issue));
    while let Some((start, issue, after)) = separator(&cursor).and_then(next_issue) {
        site.push(start, issue.end, instrument(&issue));
        cursor = after;
    }
    Some(cursor)
}

/// Another issue under the same head: its series, its number and its date are all there.
fn next_issue(after: Cursor<'_>) -> Option<(usize, Issue, Cursor<'_>)> {
    let mut ahead = after;
    ahead.number_mark(Gap::Line);
    let start = ahead.peek();
    let (issue, cursor) = issue(ahead)?;
    (issue.series.is_some() && issue.day.is_some() && start.gap <= Gap::Line).then_some((
        start.start,
        issue,
        cursor,
    ))
}

fn series(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Line)?;
    let series = match word.as_str() {
        "l" if word.upper => "L",
        "c" if word.upper => "C",
        "s" if word.upper => "S",
        _ => return None,
    };
    ahead.mark(&['.'], Gap::None);
    *cursor = ahead;
    Some(series)
}

fn issue(cursor: Cursor<'_>) -> Option<(Issue, Cursor<'_>)> {
    if let Some(found) = after_year(cursor) {
        return Some(found);
    }
    let mut ahead = cursor;
    let marked = ahead.number_mark(Gap::Line).is_some();
    ahead.mark(&[','], Gap::Space);
    let series = series(&mut ahead);
    if series.is_some() {
        // "JO série L, n° 119", and "JO L série" of some lists.
        let mut comma = ahead;
        if comma.mark(&[','], Gap::Space).is_some() && comma.at_number_mark() {
            ahead = comma;
        }
    }
    if let Some(found) = series.and_then(|series| item(ahead, series)) {
        return Some(found);
    }
    let (mut issue, marked_later) = numbered(&mut ahead, series)?;
    ahead = paged(dated(ahead, &mut issue), &mut issue);
    if issue.year.is_none() {
        ahead = dated(ahead, &mut issue);
    }
    if issue.number > HIGHEST_ISSUE {
        // An item cited as an issue: "JO L 90050 du 26.10.2023".
        issue.item_year = issue
            .day
            .map(|day| day.year)
            .filter(|year| *year >= ACT_BY_ACT);
        issue.item_year?;
    }
    if issue.series.is_none() {
        // Without a series and a date, a number after the name of the Journal says nothing.
        let year = issue.day?.year;
        if year >= SERIES_BEGAN {
            // A number with *n°* and no series is a national journal's: "JO n° 303 du 30/12/2007". Without it, the
            // series is lost, and acts are cited from series L far more often than anything from the others.
            if marked || marked_later || issue.page.is_none() {
                return None;
            }
            issue.series = Some("L");
            issue.series_missing = true;
        }
    }
    Some((issue, ahead))
}

/// Reads an issue as the Court cites it, the year first: `JO 2016, L 119, p. 1`.
fn after_year(cursor: Cursor<'_>) -> Option<(Issue, Cursor<'_>)> {
    let mut ahead = cursor;
    let (_, year) = ahead.number(Gap::Line)?;
    let year = year::of_instrument(year.value, year.digits).filter(|_| year.digits == 4)?;
    ahead.mark(&[','], Gap::Space)?;
    let series = series(&mut ahead)?;
    let (mut issue, _) = numbered(&mut ahead, Some(series))?;
    if issue.number > HIGHEST_ISSUE {
        return None;
    }
    issue.year = Some(year);
    let ahead = paged(ahead, &mut issue);
    // "Les JO 2024, L 12 sports": the Court gives a page, and no word goes on without one.
    if issue.page.is_none() && matches!(ahead.peek().lexeme, Lexeme::Word(_)) {
        return None;
    }
    Some((issue, ahead))
}

/// Reads the number of an issue, the letter before or after it, and the page glued to it: `83 E`, `E 83`, `194/1`.
/// Says also whether *n°* stood before the number.
fn numbered(cursor: &mut Cursor<'_>, series: Option<&'static str>) -> Option<(Issue, bool)> {
    let mut ahead = *cursor;
    let mut letter = None;
    let mut marked = false;
    if series.is_some() {
        ahead.mark(&['-'], Gap::None);
        letter = issue_letter(&mut ahead);
        marked = ahead.number_mark(Gap::Line).is_some();
    } else {
        // "JO P 13": what the only series is called in some lists.
        ahead.word_in(&["p"], Gap::Space);
    }
    let (token, number) = ahead.number(Gap::Line)?;
    if number.value == 0 || number.digits > 6 {
        return None;
    }
    let mut issue = Issue {
        series,
        letter,
        number: number.value,
        end: token.end,
        ..Issue::default()
    };
    let mut after = ahead;
    if series.is_some()
        && letter.is_none()
        && let Some(letter) = issue_letter(&mut after)
        && stands_alone(&after)
    {
        issue.letter = Some(letter);
        issue.end = after.at();
        ahead = after;
    }
    let mut page = ahead;
    if page.mark(&['/'], Gap::None).is_some()
        && let Some((token, number)) = page.number(Gap::None)
        && number.digits <= 4
    {
        issue.page = Some(number.value.to_string());
        issue.end = token.end;
        ahead = page;
    }
    *cursor = ahead;
    Some((issue, marked))
}

/// The letter that marks a second run of numbers: `C 83 E`, `L 123I`.
fn issue_letter(cursor: &mut Cursor<'_>) -> Option<char> {
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Space)?;
    let letter = match word.as_str() {
        "e" => 'E',
        "i" => 'I',
        "a" => 'A',
        "m" => 'M',
        "s" => 'S',
        _ => return None,
    };
    if !word.upper {
        return None;
    }
    *cursor = ahead;
    Some(letter)
}

/// Whether a letter just read is not the first word of the sentence that goes on.
fn stands_alone(cursor: &Cursor<'_>) -> bool {
    match cursor.peek().lexeme {
        Lexeme::Word(word) => matches!(
            word.as_str(),
            "du" | "of" | "de" | "p" | "pp" | "page" | "et" | "and"
        ),
        Lexeme::Mark('\'') => false,
        _ => true,
    }
}

/// Reads an item published by itself: `, 2023/2131, 11.10.2023`, `, C/2024/390, …`.
fn item<'t>(cursor: Cursor<'t>, series: &'static str) -> Option<(Issue, Cursor<'t>)> {
    let mut ahead = cursor;
    // "JO C/2024/1234" leaves the comma and the second letter out.
    ahead.mark(&[',', '/'], Gap::Space);
    let mut repeated = ahead;
    if repeated.word_in(&["l", "c", "s"], Gap::Line).is_some()
        && repeated.mark(&['/'], Gap::None).is_some()
    {
        ahead = repeated;
    }
    ahead.number_mark(Gap::Line);
    let (_, first) = ahead.number(Gap::Line)?;
    ahead.mark(&['/'], Gap::Space)?;
    let (token, number) = ahead.number(Gap::Space)?;
    let year = year::of_instrument(first.value, first.digits).filter(|year| *year >= ACT_BY_ACT)?;
    if number.value == 0 || number.digits > 6 {
        return None;
    }
    let mut issue = Issue {
        series: Some(series),
        number: number.value,
        item_year: Some(year),
        end: token.end,
        ..Issue::default()
    };
    ahead = dated(ahead, &mut issue);
    ahead = paged(ahead, &mut issue);
    Some((issue, ahead))
}

/// Reads an item of the series C by the number that it prints: `C/2025/919`, from behind the letter.
fn bare_item<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut joint = site.cursor;
    joint.mark(&['/'], Gap::None)?;
    // Acts of the Commission were written so too, and still are where they are said to be numbered: *notifiée sous le
    // numéro C/2024/4123*.
    let is_said = site.previous.is_some_and(|previous| match previous.lexeme {
        Lexeme::Word(word) => matches!(
            word.as_str(),
            "numero" | "n" | "no" | "reference" | "number"
        ),
        Lexeme::Mark(mark) => mark == '°',
        _ => false,
    });
    let (issue, after) = item(site.cursor, "C")?;
    let head = site.context.head(site.token.start);
    let is_act = head.is_some_and(|head| !head.used && head.reach != Reach::Distant);
    let is_first_year = issue.item_year == Some(ACT_BY_ACT) && !site.stands_alone();
    if is_said || is_act || is_first_year {
        return None;
    }
    let mut last = after;
    if last.word_in(&["final"], Gap::Line).is_some() {
        return None;
    }
    site.found(issue.end, instrument(&issue));
    Some(after)
}

/// Reads the date, after a comma, *du* or nothing.
fn dated<'t>(cursor: Cursor<'t>, issue: &mut Issue) -> Cursor<'t> {
    let mut ahead = cursor;
    let bracket = ahead.mark(&['('], Gap::Space).is_some();
    if !bracket {
        ahead.mark(&[',', ';', '.'], Gap::Space);
    }
    ahead.word_in(&["du", "of", "de", "le", "dated"], Gap::Line);
    if let Some((date, mut end, mut after)) = date::read(ahead) {
        if bracket {
            let Some(close) = after.mark(&[')'], Gap::Space) else {
                return cursor;
            };
            end = close.end;
        }
        issue.day = Some(date);
        issue.year = Some(date.year);
        issue.end = end;
        return after;
    }
    if let Some((year, end, after)) = date::year_alone(ahead) {
        issue.year = Some(year);
        issue.end = end;
        return after;
    }
    cursor
}

/// Reads `, p. 391`, `, p. 1-30`, `, p. 850/64`.
fn paged<'t>(cursor: Cursor<'t>, issue: &mut Issue) -> Cursor<'t> {
    let mut ahead = cursor;
    ahead.mark(&[',', ';', '.'], Gap::Space);
    if ahead
        .word_in(&["p", "pp", "page", "pages"], Gap::Line)
        .is_none()
    {
        return cursor;
    }
    ahead.mark(&['.'], Gap::Space);
    let Some((token, first)) = ahead.number(Gap::Line) else {
        return cursor;
    };
    if first.digits > 5 {
        return cursor;
    }
    let mut page = first.value.to_string();
    issue.end = token.end;
    let mut range = ahead;
    let mark = range
        .mark(&['-', '/'], Gap::Space)
        .map(|token| token.lexeme);
    let joint = match mark {
        Some(Lexeme::Mark(mark)) => Some(mark),
        _ => range.word_in(&["a", "to"], Gap::Space).map(|_| '-'),
    };
    if let Some(joint) = joint
        && let Some((token, last)) = range.number(Gap::Space)
        && last.digits <= 5
        && !matches!(
            range.peek(),
            Token {
                gap: Gap::None,
                lexeme: Lexeme::Mark('/'),
                ..
            }
        )
    {
        page.push(joint);
        page.push_str(&last.value.to_string());
        issue.end = token.end;
        ahead = range;
    }
    issue.page = Some(page);
    ahead
}

/// The key: the series and number, then the day, without leading zeros.
impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JO")?;
        if let Some(series) = self.series {
            write!(f, " {series}")?;
        }
        match (self.item_year, self.series) {
            (Some(year), Some("C")) => write!(f, ", C/{year}/{}", self.number)?,
            (Some(year), _) => write!(f, ", {year}/{}", self.number)?,
            (None, _) => write!(f, " {}", self.number)?,
        }
        if let Some(letter) = self.letter {
            write!(f, " {letter}")?;
        }
        match (self.day, self.year) {
            (Some(day), _) => write!(f, ", {day}"),
            (None, Some(year)) => write!(f, ", {year}"),
            (None, None) => Ok(()),
        }
    }
}

fn instrument(issue: &Issue) -> Instrument {
    let mut what = Instrument::exact(Kind::Oj, issue.to_string());
    what.attributes.page.clone_from(&issue.page);
    if issue.item_year.is_none() {
        if issue.day.is_none() {
            what.warnings.push(Warning::DateMissing);
            what.certainty = if issue.year.is_some() {
                Certainty::Inferred
            } else {
                Certainty::Ambiguous
            };
        }
        if issue.series_missing {
            what.warnings.push(Warning::SeriesMissing);
            what.certainty = Certainty::Ambiguous;
        }
    }
    what.url = match (issue.series, issue.item_year, issue.year) {
        (Some(series), Some(year), _) => Some(item_link(series, year, issue.number)),
        (Some(series), None, Some(year)) => {
            Some(issue_link(series, year, issue.number, issue.letter))
        }
        _ => None,
    };
    what
}

/// The table of contents of an issue.
fn issue_link(series: &str, year: u16, number: u32, letter: Option<char>) -> String {
    let letter = letter.map(String::from).unwrap_or_default();
    format!(
        "{}OJ:{series}:{year}:{number:03}{letter}:TOC",
        links::EUR_LEX
    )
}

/// An item, published act by act since October 2023.
fn item_link(series: &str, year: u16, number: u32) -> String {
    format!("{}OJ:{series}_{year}{number:05}", links::EUR_LEX)
}
