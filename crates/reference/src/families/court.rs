//! Cases before the Court of Justice of the European Union, its opinions, and their ECLI.
//!
//! Since 1989 the number of a case begins with the letter of its court: `C-131/12`. Before, there was one court and no
//! letter, `26/62`, which is a number like others: what stands around it must say that it is a case.

use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::act::Reach;
use crate::families::{Family, Site, Spelling};
use crate::issuer::{self, Issuer};
use crate::lexer::{Gap, Lexeme, Number, Word};
use crate::{Celex, Certainty, Kind, date, links, year};

pub(crate) const FAMILY: Family = Family {
    title: "affaires et avis de la Cour de justice et du Tribunal",
    words: "ecli affaire affaires aff avis opinion",
    capitals: "c t f eu",
    announcers: "affaire affaires aff arret arrets ordonnance ordonnances cjce cjue jurisprudence",
    at_word: Some(at_word),
    at_number: Some(before_letters),
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
            text: "C-623/17 P",
            key: "C-623/17",
        },
        Spelling {
            text: "affaire 26/62",
            key: "26/62",
        },
        Spelling {
            text: "arrêt du 15 juillet 1964, Costa/E.N.E.L., 6/64",
            key: "6/64",
        },
        Spelling {
            text: "avis 1/15",
            key: "Avis 1/15",
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

/// From this year on cases have a letter.
const LETTERS_SINCE: u16 = 1989;
/// The Court of the Coal and Steel Community, the first of them, took cases from 1953 on.
const FIRST_YEAR: u16 = 1953;
/// The years of the Civil Service Tribunal.
const CIVIL_SERVICE: std::ops::RangeInclusive<u16> = 2005..=2016;
/// The highest number of a case without a letter: in 1979 there were 800.
const HIGHEST_BEFORE: u32 = 999;
/// No year has had more opinions.
const MOST_OPINIONS: u32 = 9;

/// Behind a case: an appeal, an interim measure, an urgent reference…
const SUFFIXES: [&str; 10] = [
    "p", "r", "ppu", "pr", "rec", "rev", "dep", "ost", "renv", "sa",
];

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    if let Some(court) = court(&word) {
        return list(site, court);
    }
    match word.as_str() {
        "affaire" | "affaires" | "aff" => announced(site),
        "avis" | "opinion" => opinion(site),
        _ => {
            let (end, what, after) = ecli(site.cursor, word)?;
            site.found(end, what);
            Some(after)
        }
    }
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
    if is_counted(site) {
        return None;
    }
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

/// Letters of a noun that could be counted by what looks like a case: *chars T-72/90*, *avions F-16/14*.
const NOUN: usize = 4;

/// Whether what stands before is a noun in the plural that is no case: an aircraft, a tank.
fn is_counted(site: &Site<'_, '_>) -> bool {
    let Some(Lexeme::Word(word)) = site.previous.map(|previous| previous.lexeme) else {
        return false;
    };
    let speaks_of_cases = matches!(
        word.as_str(),
        "affaires"
            | "arrets"
            | "jointes"
            | "ordonnances"
            | "recours"
            | "pourvois"
            | "cases"
            | "numeros"
            | "dans"
            | "causes"
            | "precites"
            | "precitees"
            | "references"
            | "tribunaux"
            | "decisions"
            | "judgments"
    );
    let is_plural = word.as_str().ends_with(['s', 'x']) && word.as_bytes().len() > NOUN;
    is_plural && !word.upper && !speaks_of_cases
}

type Joined<'t> = (usize, char, usize, Instrument, Cursor<'t>);

/// A joined case: with its own letter, or sharing the one before. What shares it must not be a quantity: `C-131/12,
/// 13/14 membres`.
fn joined(after: Cursor<'_>, last: char) -> Option<Joined<'_>> {
    let start = after.peek();
    if start.gap > Gap::Line {
        return None;
    }
    let mut ahead = after;
    let mut letter = last;
    let own = matches!(start.lexeme, Lexeme::Word(_));
    if let Lexeme::Word(word) = start.lexeme {
        letter = court(&word)?;
        ahead.next();
        ahead = hyphen(ahead)?;
    }
    let (end, what, cursor) = numbered(ahead, letter)?;
    let fits = own || (ends_item(&cursor) && !date::at_month(&cursor));
    fits.then_some((start.start, letter, end, what, cursor))
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
    let mut end = token.end;
    let suffix = suffix(&mut ahead, &mut end);
    let glued = ahead.peek();
    let longer =
        glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Mark('/') | Lexeme::Word(_));
    if number.value == 0 || number.digits > 4 || number.padded() || short_year.digits != 2 || longer
    {
        return None;
    }
    let year = year::with_century(short_year.value, 2)?;
    let mut what = match court {
        'F' if !CIVIL_SERVICE.contains(&year) => return None,
        // Later texts write the letter before cases that never had one.
        'C' if (FIRST_YEAR..LETTERS_SINCE).contains(&year) => without_letter(number.value, year),
        _ if year < LETTERS_SINCE => return None,
        _ => named(court, number.value, short_year.value),
    };
    what.attributes.suffix = suffix;
    Some((end, what, ahead))
}

/// Reads the mark of an appeal or of a procedure: `C-623/17 P`, `C-402/05P`, `C-411/10 PPU`, `T-540/15 P-R`.
fn suffix(cursor: &mut Cursor<'_>, end: &mut usize) -> Option<String> {
    let mut written: Option<String> = None;
    for _ in 0..2 {
        let mut ahead = *cursor;
        if written.is_some() && ahead.mark(&['-'], Gap::None).is_none() {
            break;
        }
        let Some((token, word)) = ahead.word(Gap::Space) else {
            break;
        };
        // A capital that goes on is somebody's name: "C-131/12 P. Dupont".
        let initial = matches!(ahead.peek().lexeme, Lexeme::Mark('.' | '\''))
            && ahead.peek().gap == Gap::None
            && matches!({ let mut next = ahead; next.next(); next.peek().lexeme }, Lexeme::Word(word) if word.capital);
        // What is typed in small letters may be one only where it is glued.
        let typed = ahead.ignores_case() && token.gap > Gap::None && word.as_bytes().len() == 1;
        if !SUFFIXES.contains(&word.as_str()) || !word.upper || initial || typed {
            break;
        }
        let mark = word.as_str().to_ascii_uppercase();
        written = Some(written.map_or(mark.clone(), |before| format!("{before}-{mark}")));
        *end = token.end;
        *cursor = ahead;
    }
    written
}

fn named(court: char, number: u32, year: u32) -> Instrument {
    let key = format!("{court}-{number}/{year:02}");
    let url = format!("https://curia.europa.eu/juris/liste.jsf?num={key}");
    let mut what = Instrument::exact(Kind::Case, key);
    what.url = Some(url);
    what
}

/// Reads `affaire 26/62`, `affaires jointes 56/64 et 58/64`, `aff. 26-62`.
fn announced<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&['.'], Gap::None);
    ahead.word_in(&["jointes", "jtes"], Gap::Line);
    ahead.mark(&['.'], Gap::None);
    ahead.number_mark(Gap::Line);
    let (_, number) = ahead.number(Gap::Line)?;
    old(site, site.token.start, number, ahead, Certainty::Exact)
}

/// A case without a letter further on in its sentence, `arrêt du 5 février 1963, van Gend en Loos, 26/62`, or before its
/// identifier.
fn before_letters<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let head = site.context.head(site.token.start);
    if head.is_some_and(|head| !head.used && head.reach != Reach::Distant) {
        return None;
    }
    // "n° 17/62" is a regulation's.
    let marked = site.previous.is_some_and(|previous| match previous.lexeme {
        Lexeme::Mark(mark) => mark == '°',
        Lexeme::Word(word) => matches!(word.as_str(), "n" | "no" | "nos"),
        _ => false,
    });
    if marked {
        return None;
    }
    let number = site.number()?;
    if site.announced.is_none() && !is_identified(number, site.cursor) {
        return None;
    }
    let (start, cursor) = (site.token.start, site.cursor);
    old(site, start, number, cursor, Certainty::Inferred)
}

/// Whether the identifier of a judgment, or the reports of the Court, follow the number: `26/62, EU:C:1963:1`.
fn is_identified(number: Number, cursor: Cursor<'_>) -> bool {
    let Some((_, _, mut ahead)) = numbered_before(number, cursor, &['/']) else {
        return false;
    };
    ahead.mark(&[','], Gap::None);
    let words = ["eu", "ecli", "rec", "recueil"];
    ahead.word_in(&words, Gap::Line).is_some()
}

/// Reads a case of before 1989 and those joined to it, from behind its number.
fn old<'t>(
    site: &mut Site<'_, 't>,
    start: usize,
    first: Number,
    cursor: Cursor<'t>,
    certainty: Certainty,
) -> Option<Cursor<'t>> {
    let joints: &[char] = if certainty == Certainty::Exact {
        &['/', '-']
    } else {
        &['/']
    };
    let (end, mut what, mut cursor) = numbered_before(first, cursor, joints)?;
    what.certainty = certainty;
    site.push(start, end, what);
    while let Some((start, end, mut what, next)) = separator(&cursor).and_then(|after| {
        let mut ahead = after;
        let (token, number) = ahead.number(Gap::Line)?;
        let (end, what, next) = numbered_before(number, ahead, joints)?;
        ends_item(&next).then_some((token.start, end, what, next))
    }) {
        what.certainty = certainty;
        site.push(start, end, what);
        cursor = next;
    }
    Some(cursor)
}

fn numbered_before<'t>(
    number: Number,
    cursor: Cursor<'t>,
    joints: &[char],
) -> Option<(usize, Instrument, Cursor<'t>)> {
    let mut ahead = cursor;
    ahead.mark(joints, Gap::None)?;
    let (token, short_year) = ahead.number(Gap::None)?;
    let mut end = token.end;
    let suffix = suffix(&mut ahead, &mut end);
    let glued = ahead.peek();
    let longer = glued.gap == Gap::None
        && matches!(
            glued.lexeme,
            Lexeme::Mark('/' | '-') | Lexeme::Word(_) | Lexeme::Number(_)
        );
    let year = year::of_instrument(short_year.value, short_year.digits)?;
    let fits = short_year.digits == 2
        && (FIRST_YEAR..LETTERS_SINCE).contains(&year)
        && (1..=HIGHEST_BEFORE).contains(&number.value)
        && !number.padded()
        && !longer
        && !date::at_month(&ahead);
    if !fits {
        return None;
    }
    let mut what = without_letter(number.value, year);
    what.attributes.suffix = suffix;
    Some((end, what, ahead))
}

fn without_letter(number: u32, year: u16) -> Instrument {
    let mut what = Instrument::exact(Kind::Case, format!("{number}/{:02}", year % 100));
    let celex = u16::try_from(number).map(|number| Celex::new(6, year, "CJ", number));
    what.url = celex.ok().map(|celex| links::celex(&celex));
    what
}

/// A case of before 1989 typed alone: `26/62`.
pub(crate) fn alone(cursor: Cursor<'_>) -> Option<(usize, usize, Instrument)> {
    let mut ahead = cursor;
    let (token, number) = ahead.number(Gap::Line)?;
    let (end, what, after) = numbered_before(number, ahead, &['/'])?;
    matches!(after.peek().lexeme, Lexeme::End).then_some((token.start, end, what))
}

/// Reads an opinion on an agreement: `avis 1/15`, `avis 2/13 de la Cour`.
fn opinion<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.number_mark(Gap::Line);
    let (_, number) = ahead.number(Gap::Line)?;
    ahead.mark(&['/'], Gap::None)?;
    let (token, short_year) = ahead.number(Gap::None)?;
    let glued = ahead.peek();
    let longer =
        glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Mark('/') | Lexeme::Word(_));
    let year = year::with_century(short_year.value, short_year.digits)?;
    if short_year.digits != 2
        || number.padded()
        || !(1..=MOST_OPINIONS).contains(&number.value)
        || longer
        || year < 1975
    {
        return None;
    }
    let issuer = issuer::behind(ahead);
    if !matches!(
        issuer,
        None | Some(Issuer::CourtOfJustice | Issuer::SomeCourt)
    ) {
        return None;
    }
    site.found(token.end, of_opinion(number.value, year));
    Some(ahead)
}

fn of_opinion(number: u32, year: u16) -> Instrument {
    let mut what = Instrument::exact(Kind::Case, format!("Avis {number}/{:02}", year % 100));
    let number = u16::try_from(number).unwrap_or_default();
    what.url = Some(links::celex(&Celex::new(6, year, "CV", number)));
    what
}

/// The case a CELEX number of sector 6 names: `62012CJ0131` is `C-131/12`.
fn of_celex(celex: &Celex) -> Option<Instrument> {
    if celex.sector() != 6 || celex.number() == 0 {
        return None;
    }
    let (number, year) = (u32::from(celex.number()), celex.year());
    let mut what = match celex.letters() {
        "CV" => of_opinion(number, year),
        letters if year >= LETTERS_SINCE => {
            let court = letters
                .chars()
                .next()
                .filter(|court| matches!(court, 'C' | 'T' | 'F'))?;
            named(court, number, u32::from(year % 100))
        }
        "CJ" | "CC" | "CO" if number <= HIGHEST_BEFORE && year >= FIRST_YEAR => {
            without_letter(number, year)
        }
        _ => return None,
    };
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
