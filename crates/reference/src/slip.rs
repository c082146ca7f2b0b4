//! Slips: what is all but a reference. A person typed the year last, left it out, wrote a letter for a digit.
//!
//! A slip is never read in a text, and in a query it is only offered: [`slips`] says what each may have meant, and who
//! knows more (an index, a catalogue) keeps the guesses that exist.

use crate::{Celex, Key, Warning, parse};

/// A stretch of a typed text that is all but a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// First byte in the text given.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What may be meant, the likeliest first; never empty.
    pub guesses: Vec<Guess>,
}

/// What a slip may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guess {
    /// This instrument.
    Key(Key),
    /// An instrument whose key begins and ends so, of whatever year: `COM(` and `) 605`.
    AnyYear {
        /// What its key begins with.
        beginning: &'static str,
        /// What its key ends with.
        end: String,
    },
}

/// Bytes of a text that is searched for slips.
const LONGEST: usize = 512;

/// Words and numbers that one slip has at most, with those that say nothing.
const WIDEST: usize = 9;

/// Finds the slips of a typed text, in order and without overlap. What [`parse`] reads as a reference is none.
///
/// ```
/// use renvoi_reference::{Guess, slips};
///
/// let found = slips("cybersécurité com605/2020");
/// assert_eq!(found[0].guesses, [Guess::Key("COM(2020) 605".parse()?)]);
/// assert!(slips("COM(2020) 605").is_empty());
/// # Ok::<(), renvoi_reference::KeyError>(())
/// ```
pub fn slips(typed: &str) -> Vec<Slip> {
    if typed.len() > LONGEST || !typed.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let pieces = pieces(typed);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match slip_at(typed, &pieces, at) {
            Some((slip, taken)) => {
                found.extend(slip);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The slip that begins with a piece, and how many pieces it takes; a reference takes its pieces and is no slip.
fn slip_at(typed: &str, pieces: &[Piece], at: usize) -> Option<(Option<Slip>, usize)> {
    let first = pieces.get(at)?;
    let window = pieces.get(at..)?;
    let window = window.get(..WIDEST.min(window.len()))?;
    // What says nothing is left out, but not at the head.
    let telling: Vec<(usize, &Said)> = window
        .iter()
        .enumerate()
        .filter(|(at, piece)| *at == 0 || piece.said != Said::Filler)
        .map(|(at, piece)| (at, &piece.said))
        .collect();
    let said: Vec<&Said> = telling.iter().map(|(_, said)| *said).collect();
    let (guesses, length) = longest(&said)?;
    let (last, _) = telling.get(length.checked_sub(1)?)?;
    let end = window.get(*last)?.end;
    let written = typed.get(first.start..end)?;
    // A reference is none, but for one that was read against its rule.
    let read = parse(written);
    let rule = read
        .as_ref()
        .is_some_and(|citation| !citation.warnings.contains(&Warning::UnusualOrder));
    let slip = Slip {
        start: first.start,
        end,
        guesses,
    };
    if slip.guesses.is_empty() {
        return None;
    }
    Some((Some(slip).filter(|_| !rule), last + 1))
}

/// A word or a number of what was typed, with letters that stand for digits and digits that stand for letters put right.
#[derive(Debug)]
struct Piece {
    start: usize,
    end: usize,
    said: Said,
}

/// What a piece says.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// A series of the Commission: `COM(`, `SWD(`.
    Series(&'static str),
    /// A type of act, by the letter of its CELEX number.
    Type(&'static str),
    /// *cadre* behind *décision*.
    Framework,
    /// `L` or `C`: a series of the Journal, a letter of a CELEX number, or the Court.
    Letter(char),
    /// Two letters of a CELEX number: `DC`, `PC`.
    Letters(&'static str),
    /// `affaire`, `arrêt`.
    Case,
    /// `ECLI`, and what follows it: `EU`.
    Ecli,
    Union,
    Month(u32),
    Number(u32, usize),
    /// A word that says nothing between the others: `n°`, `du`, `UE`.
    Filler,
    Other,
}

/// The guesses of a pattern that a window begins with, and how many telling pieces it takes.
type Guessed = Option<(Vec<Guess>, usize)>;

/// Tries each family of slips.
fn longest(said: &[&Said]) -> Guessed {
    [of_paper, of_act, of_celex, of_journal, of_court, of_number]
        .iter()
        .find_map(|family| family(said).filter(|(guesses, _)| !guesses.is_empty()))
}

/// `COM 605/2020`, `COM2020605`, `COM 605`.
fn of_paper(said: &[&Said]) -> Guessed {
    use Said::{Number, Series};
    match *said {
        [Series(series), Number(a, da), Number(b, db), ..] => {
            Some((paper(series, (*a, *da), (*b, *db)), 3))
        }
        [Series(series), Number(both, 5..=8), ..] => Some((glued(series, *both), 2)),
        [Series(series), Number(number, 1..=4), ..] if !is_year(*number) => {
            Some((vec![any_paper(series, *number)], 2))
        }
        _ => None,
    }
}

/// `directive 2555/2022`, `décision-cadre 584/2002`, `règlement 679`.
fn of_act(said: &[&Said]) -> Guessed {
    use Said::{Framework, Number, Type};
    match *said {
        [Type("D"), Framework, Number(a, da), Number(b, db), ..] => {
            Some((act("F", (*a, *da), (*b, *db)), 4))
        }
        [Type(letter), Number(a, da), Number(b, db), ..]
            if !act(letter, (*a, *da), (*b, *db)).is_empty() =>
        {
            Some((act(letter, (*a, *da), (*b, *db)), 3))
        }
        [Type(letter), Number(number, 3..=4), ..] if !is_year(*number) => {
            let end = format!("{letter}{number:04}");
            let any = Guess::AnyYear {
                beginning: "3",
                end,
            };
            Some((vec![any], 2))
        }
        _ => None,
    }
}

/// `32022 L 2555`, `2022L2555`, `L 2022/2555`, `52020DC605`.
fn of_celex(said: &[&Said]) -> Guessed {
    use Said::{Letter, Letters, Number};
    match *said {
        [
            Number(year, 4 | 5),
            Letter(letter),
            Number(number, 1..=4),
            ..,
        ]
        | [
            Letter(letter @ ('L' | 'R' | 'D' | 'F' | 'H')),
            Number(year, 4),
            Number(number, 2..=4),
            ..,
        ] => Some((keys([celex_of_act(*year, *letter, *number)]), 3)),
        [Number(year, 5), Letters(letters), Number(number, 1..=4), ..] => {
            let celex = format!("{year}{letters}{number:04}");
            Some((keys([parsed(&celex)]), 3))
        }
        _ => None,
    }
}

/// `L 333 du 27.12.2022`, without the name of the Journal.
fn of_journal(said: &[&Said]) -> Guessed {
    use Said::{Letter, Month, Number};
    match *said {
        [
            Letter(series @ ('L' | 'C')),
            Number(issue, 1..=4),
            Number(day, 1 | 2),
            Number(month, 1 | 2) | Month(month),
            Number(year, 4),
            ..,
        ] => {
            let issue = format!("JO {series} {issue} du {day}.{month}.{year}");
            Some((keys([parsed(&issue)]), 5))
        }
        _ => None,
    }
}

/// `C 311 18`, `C-311/2018`, `affaire 311/18`, `ECLI EU C 2020 559`.
fn of_court(said: &[&Said]) -> Guessed {
    use Said::{Case, Ecli, Letter, Number, Union};
    match *said {
        [
            Letter('C'),
            Number(number, 1..=4),
            Number(year, digits @ (2 | 4)),
            ..,
        ] => Some((keys([case('C', *number, *year, *digits)]), 3)),
        [
            Case,
            Number(number, 1..=4),
            Number(year, digits @ (2 | 4)),
            ..,
        ] => {
            let of = |court| case(court, *number, *year, *digits);
            Some((keys([of('C'), of('T')]), 3))
        }
        [
            Ecli,
            Union,
            Letter(court),
            Number(year, 4),
            Number(number, _),
            ..,
        ] => Some((
            keys([parsed(&format!("ECLI:EU:{court}:{year}:{number}"))]),
            5,
        )),
        _ => None,
    }
}

/// `2555/2022`, `2022-2555`.
fn of_number(said: &[&Said]) -> Guessed {
    match *said {
        [Said::Number(a, da), Said::Number(b, db), ..] => Some((unnamed((*a, *da), (*b, *db)), 2)),
        _ => None,
    }
}

fn keys<const N: usize>(keys: [Option<Key>; N]) -> Vec<Guess> {
    keys.into_iter().flatten().map(Guess::Key).collect()
}

fn parsed(reference: &str) -> Option<Key> {
    Some(parse(reference)?.key)
}

fn is_year(number: u32) -> bool {
    (1952..=2099).contains(&number)
}

/// Two digits beyond this are a number rather than a year of this century.
const LAST_SHORT: u32 = 39;

/// A year of two digits that acts and papers are not numbered with since 1999, as people go on writing it.
fn short_year((value, digits): (u32, usize)) -> Option<u32> {
    match (digits, value) {
        (2, 0..=LAST_SHORT) => Some(2000 + value),
        (2, 52..) => Some(1900 + value),
        _ => None,
    }
}

/// The paper of a series by its year and number, in whatever order.
fn paper(series: &str, a: (u32, usize), b: (u32, usize)) -> Vec<Guess> {
    let of = |year: u32, number: u32| parsed(&format!("{series}{year}) {number}"));
    match (is_year(a.0) && a.1 == 4, is_year(b.0) && b.1 == 4) {
        (true, true) => keys([of(a.0, b.0), of(b.0, a.0)]),
        (true, false) => keys([of(a.0, b.0)]),
        (false, true) => keys([of(b.0, a.0)]),
        (false, false) => match (short_year(a), short_year(b)) {
            (Some(year), None) => keys([of(year, b.0)]),
            (None, Some(year)) => keys([of(year, a.0)]),
            (Some(first), Some(last)) => keys([of(first, b.0), of(last, a.0)]),
            (None, None) => Vec::new(),
        },
    }
}

/// Year and number in one: `COM2020605`.
fn glued(series: &str, both: u32) -> Vec<Guess> {
    let both = both.to_string();
    let (year, number) = both.split_at(4.min(both.len()));
    let year: u32 = year.parse().unwrap_or_default();
    if number.starts_with('0') || !is_year(year) {
        return Vec::new();
    }
    keys([parsed(&format!("{series}{year}) {number}"))])
}

fn any_paper(series: &'static str, number: u32) -> Guess {
    Guess::AnyYear {
        beginning: series,
        end: format!(") {number}"),
    }
}

/// The act of a type by its year and number, in whatever order.
fn act(letter: &str, a: (u32, usize), b: (u32, usize)) -> Vec<Guess> {
    let of = |year: u32, number: u32| parsed(&format!("3{year}{letter}{number:04}"));
    match (is_year(a.0) && a.1 == 4, is_year(b.0) && b.1 == 4) {
        (true, true) => keys([of(a.0, b.0), of(b.0, a.0)]),
        (true, false) => keys([of(a.0, b.0)]),
        (false, true) => keys([of(b.0, a.0)]),
        (false, false) => match (short_year(a), short_year(b)) {
            (Some(year), None) => keys([of(year, b.0)]),
            (None, Some(year)) => keys([of(year, a.0)]),
            (Some(first), Some(last)) => keys([of(first, b.0), of(last, a.0)]),
            (None, None) => Vec::new(),
        },
    }
}

/// An act of whatever type by its year and number.
fn unnamed(a: (u32, usize), b: (u32, usize)) -> Vec<Guess> {
    let (year, number) = match (is_year(a.0) && a.1 == 4, is_year(b.0) && b.1 == 4) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return Vec::new(),
    };
    // A day and a year, a share of a year.
    if number.1 < 3 || number.0 == 0 {
        return Vec::new();
    }
    let of = |letter: &str| parsed(&format!("3{}{letter}{:04}", year.0, number.0));
    keys([of("L"), of("R"), of("D"), of("F"), of("H")])
}

fn celex_of_act(year: u32, letter: char, number: u32) -> Option<Key> {
    let year = match year {
        30_000..=39_999 => year - 30_000,
        year => year,
    };
    if !is_year(year) {
        return None;
    }
    let celex: Celex = format!("3{year}{letter}{number:04}").parse().ok()?;
    parsed(&celex.to_string())
}

fn case(court: char, number: u32, year: u32, digits: usize) -> Option<Key> {
    let short = match digits {
        4 if (1989..=2099).contains(&year) => year % 100,
        2 => year,
        _ => return None,
    };
    parsed(&format!("{court}-{number}/{short:02}"))
}

/// Cuts what was typed into words and numbers.
fn pieces(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = typed;
    let mut at = 0;
    while let Some(from) = rest.find(char::is_alphanumeric) {
        let run = rest.get(from..).unwrap_or_default();
        let length = run
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(run.len());
        let start = at + from;
        put(&mut pieces, run.get(..length).unwrap_or_default(), start);
        at = start + length;
        rest = typed.get(at..).unwrap_or_default();
    }
    pieces
}

/// Adds a run of letters and digits: as the series or the number that it was meant to be, else cut where letters meet
/// digits.
fn put(pieces: &mut Vec<Piece>, run: &str, start: usize) {
    let whole = |said| Piece {
        start,
        end: start + run.len(),
        said,
    };
    let has_digit = run.bytes().any(|b| b.is_ascii_digit());
    if has_digit && let Some(series) = series_of(&letters_for_digits(run)) {
        return pieces.push(whole(Said::Series(series)));
    }
    if let Some(number) = digits_for_letters(run) {
        return pieces.push(whole(number));
    }
    let mut from = 0;
    let digit = |c: char| c.is_ascii_digit();
    let mut ends: Vec<usize> = run
        .char_indices()
        .zip(run.char_indices().skip(1))
        .filter(|((_, a), (_, b))| digit(*a) != digit(*b))
        .map(|(_, (at, _))| at)
        .collect();
    ends.push(run.len());
    for end in ends {
        let part = run.get(from..end).unwrap_or_default();
        pieces.push(Piece {
            start: start + from,
            end: start + end,
            said: said(part),
        });
        from = end;
    }
}

/// `C0M` as `COM`.
fn letters_for_digits(run: &str) -> String {
    run.chars()
        .map(|c| match c {
            '0' => 'O',
            '1' => 'I',
            '5' => 'S',
            c => c.to_ascii_uppercase(),
        })
        .collect()
}

/// `2O20` as 2020: a number in which letters were typed or read for digits.
fn digits_for_letters(run: &str) -> Option<Said> {
    let digits: String = run
        .chars()
        .map(|c| match c {
            'O' | 'o' => Some('0'),
            'I' | 'l' => Some('1'),
            c => Some(c).filter(char::is_ascii_digit),
        })
        .collect::<Option<_>>()?;
    let real = run.bytes().filter(u8::is_ascii_digit).count();
    // Most of it is digits, and the first is one.
    let number = real * 2 > run.len() && run.starts_with(|c: char| c.is_ascii_digit());
    let value = digits.parse().ok().filter(|_| number)?;
    Some(Said::Number(value, digits.len()))
}

fn series_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "COM" => "COM(",
        "SWD" | "SVVD" => "SWD(",
        "SEC" => "SEC(",
        "JOIN" => "JOIN(",
        _ => return None,
    })
}

fn said(part: &str) -> Said {
    if let Ok(value) = part.parse() {
        return Said::Number(value, part.len());
    }
    if let Some(series) = series_of(&part.to_uppercase()) {
        return Said::Series(series);
    }
    let folded = crate::official::fold(part);
    match folded.as_str() {
        "communication" => Said::Series("COM("),
        "directive" | "dir" => Said::Type("L"),
        "reglement" | "regulation" | "reg" | "rgt" => Said::Type("R"),
        "decision" | "dec" => Said::Type("D"),
        "recommandation" | "recommendation" => Said::Type("H"),
        "affaire" | "affaires" | "arret" | "aff" | "case" => Said::Case,
        "ecli" => Said::Ecli,
        "eu" => Said::Union,
        "dc" => Said::Letters("DC"),
        "pc" => Said::Letters("PC"),
        "jc" => Said::Letters("JC"),
        "sc" => Said::Letters("SC"),
        "l" | "r" | "d" | "f" | "h" | "c" => Said::Letter(
            folded
                .chars()
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase(),
        ),
        "n" | "no" | "nos" | "num" | "numero" | "o" | "du" | "de" | "la" | "ue" | "ce" | "cee"
        | "ec" | "jai" | "pesc" | "euratom" | "final" | "jo" | "celex" => Said::Filler,
        "cadre" => Said::Framework,
        _ => crate::date::month(&folded).map_or(Said::Other, Said::Month),
    }
}
