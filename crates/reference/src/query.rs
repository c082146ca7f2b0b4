//! A whole string read as one reference, in any spelling a person types.

use crate::Warning;
use crate::citation::{Citation, Found, Instrument, Sink};
use crate::cursor::Cursor;
use crate::families::{act, court};
use crate::lexer::{Lexeme, Word};
use crate::scanner::Scanner;

/// The longest string, in bytes, that can be one reference: an address with its parameters.
pub(crate) const LONGEST: usize = 2048;

/// See [`crate::parse`].
pub(crate) fn parse(query: &str) -> Option<Citation> {
    if query.len() > LONGEST {
        return None;
    }
    let mut citations = Vec::new();
    Scanner::new(query, true, &mut |citation, _| citations.push(citation)).run();
    if citations.is_empty() {
        return bare(query).or_else(|| abbreviated(query));
    }
    let citation = citations.pop().filter(|_| citations.is_empty())?;
    let before: String = query.chars().take(citation.start).collect();
    let after: String = query.chars().skip(citation.end).collect();
    (says_nothing(&before) && says_nothing(&after)).then_some(citation)
}

/// Letters of a type cut short: `dir.`, `règl.`.
const LONGEST_ABBREVIATION: usize = 5;

/// A type cut short with a full stop: `dir. 2022/2555`. Without the stop it is read as any other.
fn abbreviated(query: &str) -> Option<Citation> {
    let (word, rest) = query.split_once('.')?;
    let letters = word.trim_start();
    let is_short = (2..=LONGEST_ABBREVIATION).contains(&letters.chars().count())
        && letters.chars().all(char::is_alphabetic)
        && rest.starts_with(char::is_whitespace);
    if !is_short {
        return None;
    }
    let mut citation = parse(&format!("{word}{rest}")).filter(|citation| {
        // The stop stands inside of it, behind the type.
        citation.start == word.chars().count() - letters.chars().count()
    })?;
    citation.end += 1;
    citation.text.insert(letters.len(), '.');
    Some(citation)
}

/// A number alone: `2022/2555`.
fn bare(query: &str) -> Option<Citation> {
    let trimmed = query.trim_matches(|c: char| c.is_whitespace() || is_punctuation(c));
    let offset = query.len()
        - query
            .trim_start_matches(|c: char| c.is_whitespace() || is_punctuation(c))
            .len();
    if is_span_of_years(trimmed) {
        return None;
    }
    if let Some((start, end, what)) = court::alone(Cursor::new(trimmed, 0, true)) {
        return one(query, offset + start, offset + end, what);
    }
    let (number, mut what) = act::alone(Cursor::new(trimmed, 0, true))?;
    if is_late_regulation(trimmed) {
        what.warnings.push(Warning::UnusualOrder);
    }
    one(query, offset + number.start, offset + number.end, what)
}

/// The citation of one instrument between two bytes of a query.
fn one(query: &str, start: usize, end: usize, what: Instrument) -> Option<Citation> {
    let mut citation = None;
    let mut keep = |found, _| citation = Some(found);
    Sink::new(query, &mut keep).push(Found { start, end, what });
    citation
}

/// From this year on all acts have the year first.
const YEAR_FIRST: u32 = 2015;

/// Whether a number alone has its year last although no act is numbered so any more: `2555/2022`.
fn is_late_regulation(text: &str) -> bool {
    let Some((number, year)) = text.split_once('/') else {
        return false;
    };
    let value = |digits: &str| -> Option<u32> { digits.trim().parse().ok() };
    year.trim().len() == 4
        && value(year).is_some_and(|year| (YEAR_FIRST..2100).contains(&year))
        && value(number).is_some_and(|number| !(1952..2100).contains(&number))
}

/// `2006/2007`: two years, one after the other, are a season or a budget rather
/// than an act.
fn is_span_of_years(text: &str) -> bool {
    let Some((first, last)) = text.split_once('/') else {
        return false;
    };
    let year = |text: &str| {
        let year: Option<u16> = text.trim().parse().ok();
        year.filter(|year| (1950..2100).contains(year))
    };
    matches!((year(first), year(last)), (Some(first), Some(last)) if first + 1 == last)
}

/// Words that may stand round a reference without saying anything that it does not.
const ACCOMPANYING: [&str; 45] = [
    "l",
    "le",
    "la",
    "les",
    "the",
    "du",
    "de",
    "des",
    "d",
    "of",
    "voir",
    "see",
    "eur",
    "lex",
    "celex",
    "eli",
    "resolution",
    "resolutions",
    "affaire",
    "affaires",
    "arret",
    "case",
    "cases",
    "council",
    "conseil",
    "securite",
    "commission",
    "parlement",
    "parliament",
    "european",
    "europeen",
    "et",
    "and",
    "document",
    "doc",
    "final",
    "communication",
    "rapport",
    "report",
    "proposition",
    "nations",
    "unies",
    "onu",
    "security",
    "conjointe",
];

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '"'
            | '\''
            | '«'
            | '»'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '['
            | ']'
    )
}

/// Whether what stands round a reference leaves it the whole of the string: marks, articles, the name of a site.
pub(crate) fn says_nothing(text: &str) -> bool {
    let mut cursor = Cursor::new(text, 0, true);
    loop {
        match cursor.next().lexeme {
            Lexeme::End => return true,
            Lexeme::Mark(_) => {}
            Lexeme::Word(word) => {
                if !accompanies(&word) {
                    return false;
                }
            }
            Lexeme::Number(_) | Lexeme::Overlong => return false,
        }
    }
}

/// Whether a word says nothing that a reference beside it does not.
pub(crate) fn accompanies(word: &Word) -> bool {
    ACCOMPANYING.contains(&word.as_str())
}
