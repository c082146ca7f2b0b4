//! Cases before the Court of Justice of the European Union, and their ECLI.

use crate::citation::{Found, Instrument, Sink};
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Lexeme, Number, Token, Word};
use crate::{Celex, Kind, links, year};

/// The court a letter stands for: the Court of Justice, the General Court, the former Civil Service Tribunal.
pub(crate) fn court(word: &Word) -> Option<char> {
    match word.as_str() {
        "c" if word.upper => Some('C'),
        "t" if word.upper => Some('T'),
        "f" if word.upper => Some('F'),
        _ => None,
    }
}

/// Reads a case and those joined to it. The cursor stands after the letter of `head`.
pub(crate) fn list<'t>(
    cursor: Cursor<'t>,
    head: Token,
    court: char,
    sink: &mut Sink<'t>,
) -> Option<Cursor<'t>> {
    let (mut end, what, mut cursor) = numbered(hyphen(cursor)?, court)?;
    let mut court_now = court;
    sink.push(Found {
        start: head.start,
        end,
        what,
    });
    while let Some((start, court, stop, what, next)) =
        separator(&cursor).and_then(|after| joined(after, court_now))
    {
        (court_now, end, cursor) = (court, stop, next);
        sink.push(Found { start, end, what });
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
    let url = links::case(&key);
    let mut what = Instrument::exact(Kind::Case, key);
    what.url = Some(url);
    what
}

/// The case a CELEX number of sector 6 names: `62012CJ0131` is `C-131/12`.
pub(crate) fn named_by(celex: &Celex) -> Option<Instrument> {
    let court @ ('C' | 'T' | 'F') = celex.letters().chars().next()? else {
        return None;
    };
    // Before 1989 cases had no letter: a key with one would name none.
    if celex.year() < 1989 || celex.number() == 0 {
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
pub(crate) fn ecli(cursor: Cursor<'_>, first: Word) -> Option<(usize, Instrument, Cursor<'_>)> {
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
    let url = links::ecli(&key);
    let mut what = Instrument::exact(Kind::Ecli, key);
    what.url = Some(url);
    Some((token.end, what, ahead))
}
