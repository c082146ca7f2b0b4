//! Cases before the Court of Justice of the European Union, and their ECLI.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number, Word};
use crate::{Celex, Kind, links, year};

pub(crate) const FAMILY: Family = Family {
    title: "affaires de la Cour de justice et du Tribunal",
    words: "ecli",
    capitals: "c t f eu",
    at_word: Some(at_word),
    in_address,
    of_celex,
    advice: "give the CELEX number of the judgment, such as 62012CJ0131",
    spellings: &[
        Spelling {
            text: "C-131/12",
            key: "C-131/12",
        },
        Spelling {
            text: "T-284/08",
            key: "T-284/08",
        },
        Spelling {
            text: "ECLI:EU:C:2014:238",
            key: "ECLI:EU:C:2014:238",
        },
        Spelling {
            text: "EU:C:2014:238",
            key: "ECLI:EU:C:2014:238",
        },
    ],
    ..Family::EMPTY
};

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    if let Some(court) = court(&word) {
        return list(site, court);
    }
    let (end, what, after) = ecli(site.cursor, word)?;
    site.found(end, what);
    Some(after)
}

/// The court a letter stands for: the Court of Justice, the General Court, the former Civil Service Tribunal.
fn court(word: &Word) -> Option<char> {
    match word.as_str() {
        "c" if word.upper => Some('C'),
        "t" if word.upper => Some('T'),
        "f" if word.upper => Some('F'),
        _ => None,
    }
}

/// Reads a case and those joined to it, from behind the letter of its court.
fn list<'t>(site: &mut Site<'_, 't>, court: char) -> Option<Cursor<'t>> {
    let (mut end, what, mut cursor) = numbered(hyphen(site.cursor)?, court)?;
    let mut court_now = court;
    site.found(end, what);
    while let Some((start, court, stop, what, next)) =
        separator(&cursor).and_then(|after| joined(after, court_now))
    {
        (court_now, end, cursor) = (court, stop, next);
        site.push(start, end, what);
    }
    Some(cursor)
}

type Joined<'t> = (usize, char, usize, Instrument, Cursor<'t>);

/// A joined case: with its own letter, or sharing the one before.
fn joined(after: Cursor<'_>, last: char) -> Option<Joined<'_>> {
    let start = after.peek();
    if start.gap > Gap::Line {
        return None;
    }
    let mut ahead = after;
    let mut letter = last;
    if let Lexeme::Word(word) = start.lexeme {
        letter = court(&word)?;
        ahead.next();
        ahead = hyphen(ahead)?;
    }
    let (end, what, cursor) = numbered(ahead, letter)?;
    Some((start.start, letter, end, what, cursor))
}

/// What stands between the letter and the number: people who search may type a space, or nothing, for the hyphen.
fn hyphen(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut ahead = cursor;
    let written = ahead.mark(&['-'], Gap::None).is_some();
    (written || ahead.ignores_case()).then_some(ahead)
}

fn numbered(cursor: Cursor<'_>, court: char) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    let (_, number) = ahead.number(Gap::Line)?;
    ahead.mark(&['/'], Gap::None)?;
    let (token, short_year) = ahead.number(Gap::None)?;
    // "C-402/05P": what an appeal or a reference under urgency is marked with.
    if ahead.peek().gap == Gap::None {
        ahead.word_in(&["p", "r", "ppu", "pr"], Gap::None);
    }
    let glued = ahead.peek();
    let longer =
        glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Mark('/') | Lexeme::Word(_));
    if number.value == 0 || number.digits > 4 || number.padded() || short_year.digits != 2 || longer
    {
        return None;
    }
    year::with_century(short_year.value, 2)?;
    let what = case(court, number, short_year);
    Some((token.end, what, ahead))
}

fn case(court: char, number: Number, year: Number) -> Instrument {
    named(court, number.value, year.value)
}

fn named(court: char, number: u32, year: u32) -> Instrument {
    let key = format!("{court}-{number}/{year:02}");
    let url = format!("https://curia.europa.eu/juris/liste.jsf?num={key}");
    let mut what = Instrument::exact(Kind::Case, key);
    what.url = Some(url);
    what
}

/// The case a CELEX number of sector 6 names: `62012CJ0131` is `C-131/12`.
fn of_celex(celex: &Celex) -> Option<Instrument> {
    let court @ ('C' | 'T' | 'F') = celex.letters().chars().next()? else {
        return None;
    };
    // Before 1989 cases had no letter: a key with one would name none.
    if celex.sector() != 6 || celex.year() < 1989 || celex.number() == 0 {
        return None;
    }
    let mut what = named(
        court,
        u32::from(celex.number()),
        u32::from(celex.year() % 100),
    );
    what.url = Some(links::celex(celex));
    Some(what)
}

/// Reads `ECLI:EU:C:2014:238`, with or without its first word. `first` is `ECLI` or `EU`, just taken.
fn ecli(cursor: Cursor<'_>, first: Word) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    if first.as_str() == "ecli" {
        ahead.mark(&[':'], Gap::Space)?;
        ahead.word_in(&["eu"], Gap::Space)?;
    }
    ahead.mark(&[':'], Gap::None)?;
    // A line may have been broken after a colon.
    let (_, word) = ahead.word(Gap::Space)?;
    let court = court(&word)?;
    ahead.mark(&[':'], Gap::None)?;
    let (_, year) = ahead.number(Gap::None)?;
    ahead.mark(&[':'], Gap::None)?;
    let (token, number) = ahead.number(Gap::None)?;
    let year = (year.digits == 4)
        .then(|| year::of_instrument(year.value, 4))
        .flatten()?;
    if number.value == 0 || number.digits > 5 {
        return None;
    }
    let key = format!("ECLI:EU:{court}:{year}:{}", number.value);
    let url = format!("https://e-justice.europa.eu/ecli/{key}");
    let mut what = Instrument::exact(Kind::Ecli, key);
    what.url = Some(url);
    Some((token.end, what, ahead))
}

fn in_address(plain: &str) -> Option<Instrument> {
    let (before, _) = plain.split_once("ecli:eu:")?;
    let mut cursor = Cursor::new(plain, before.len(), true);
    let (_, word) = cursor.word(Gap::None)?;
    ecli(cursor, word).map(|(_, what, _)| what)
}
