//! Documents of the European Parliament: `A9-0123/2023`, `P9_TA(2023)0244`, `E-001234/2021`, `PE 731.497`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Word};
use crate::{Kind, address};

pub(crate) const FAMILY: Family = Family {
    title: "documents du Parlement européen",
    capitals: "a b c rc p ta e o h g t pe",
    at_word: Some(list),
    hosts: &["europarl.europa.eu"],
    in_address,
    advice: "documents of Parliament are not in Cellar under this number: download it from europarl.europa.eu",
    institution: |_| Some("Parlement européen"),
    spellings: &[
        Spelling {
            text: "A9-0123/2023",
            key: "A9-0123/2023",
        },
        Spelling {
            text: "B9-0123/2023",
            key: "B9-0123/2023",
        },
        Spelling {
            text: "RC-B9-0149/2023",
            key: "RC-B9-0149/2023",
        },
        Spelling {
            text: "P9_TA(2023)0244",
            key: "P9_TA(2023)0244",
        },
        Spelling {
            text: "TA-9-2023-0244",
            key: "P9_TA(2023)0244",
        },
        Spelling {
            text: "E-001234/2021",
            key: "E-001234/2021",
        },
        Spelling {
            text: "O-000012/2022",
            key: "O-000012/2022",
        },
        Spelling {
            text: "PE 731.497",
            key: "PE 731.497",
        },
        Spelling {
            text: "PE731.497v01-00",
            key: "PE 731.497",
        },
        Spelling {
            text: "https://www.europarl.europa.eu/doceo/document/A-9-2023-0123_FR.html",
            key: "A9-0123/2023",
        },
    ],
    ..Family::EMPTY
};

/// Parliament has been elected since 1979, every five years; the first of its terms that numbers documents so is the
/// fourth.
const FIRST_TERM: u32 = 4;
const FIRST_ELECTION: u32 = 1979;
const YEARS_OF_A_TERM: u32 = 5;

/// The term of Parliament that a year falls in, but for the years in which it is elected.
fn term_of(year: u32) -> Option<u32> {
    let since = year.checked_sub(FIRST_ELECTION)?;
    (since % YEARS_OF_A_TERM != 0).then_some(since / YEARS_OF_A_TERM + 1)
}

/// Whether a term of Parliament was in office in a year.
fn is_of_term(term: u32, year: u32) -> bool {
    let begins = FIRST_ELECTION + (term.saturating_sub(1)) * YEARS_OF_A_TERM;
    (FIRST_TERM..=20).contains(&term) && (begins..=begins + YEARS_OF_A_TERM).contains(&year)
}

/// Reads a document and those that follow it with a letter of their own.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = document(&site.word()?, site.cursor)?;
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
    let (end, what, next) = document(&word, ahead).filter(|_| word.upper)?;
    Some((token.start, end, what, next))
}

type Read<'t> = Option<(usize, Instrument, Cursor<'t>)>;

fn document<'t>(word: &Word, cursor: Cursor<'t>) -> Read<'t> {
    match word.as_str() {
        "a" | "b" | "c" | "t" => of_session(word.as_str(), cursor),
        "rc" => {
            let mut ahead = cursor;
            ahead.mark(&['-'], Gap::None)?;
            ahead.word_in(&["b"], Gap::None)?;
            of_session("rc-b", ahead)
        }
        "p" => adopted(cursor).or_else(|| question("p", cursor)),
        "ta" => adopted_in_address(cursor),
        "e" | "o" | "h" | "g" => question(word.as_str(), cursor),
        "pe" => of_committee(cursor),
        _ => None,
    }
}

/// Reports, motions and texts of a session: `9-0123/2023`, from behind the letter.
fn of_session<'t>(letter: &str, cursor: Cursor<'t>) -> Read<'t> {
    let mut ahead = cursor;
    let (_, term) = ahead.number(Gap::None)?;
    ahead.mark(&['-'], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    ahead.mark(&['/'], Gap::None)?;
    let (token, year) = ahead.number(Gap::None)?;
    if number.digits != 4
        || number.value == 0
        || year.digits != 4
        || !is_of_term(term.value, year.value)
    {
        return None;
    }
    let (term, number, year) = (term.value, number.value, year.value);
    // What the legislative observatory calls T9-0244/2023 is P9_TA(2023)0244.
    if letter == "t" {
        return text(term, year, number).map(|what| (token.end, what, ahead));
    }
    let letter = letter.to_ascii_uppercase();
    let mut what = Instrument::exact(
        Kind::Parliament,
        format!("{letter}{term}-{number:04}/{year}"),
    );
    what.url = Some(page(&letter, term, year, &format!("{number:04}")));
    Some((token.end, what, ahead))
}

/// The page of a document on the site of Parliament.
fn page(letter: &str, term: u32, year: u32, number: &str) -> String {
    format!("https://www.europarl.europa.eu/doceo/document/{letter}-{term}-{year}-{number}_FR.html")
}

/// Texts that Parliament adopted: `9_TA(2023)0244`, `9_TA-PROV(2023)0244`, from behind `P`.
fn adopted(cursor: Cursor<'_>) -> Read<'_> {
    let mut ahead = cursor;
    let (_, term) = ahead.number(Gap::None)?;
    ahead.mark(&['_', '-'], Gap::None)?;
    ahead.word_in(&["ta"], Gap::None)?;
    let mut provisional = ahead;
    if provisional.mark(&['-'], Gap::None).is_some()
        && provisional.word_in(&["prov"], Gap::None).is_some()
    {
        ahead = provisional;
    }
    ahead.mark(&['(', '['], Gap::Space)?;
    let (_, year) = ahead.number(Gap::Space)?;
    ahead.mark(&[')', ']'], Gap::Space)?;
    let (token, number) = ahead.number(Gap::Space)?;
    if number.digits != 4 {
        return None;
    }
    let what = text(term.value, year.value, number.value)?;
    Some((token.end, what, ahead))
}

/// The same in file names and addresses: `-9-2023-0244`, from behind `TA`.
fn adopted_in_address(cursor: Cursor<'_>) -> Read<'_> {
    let mut ahead = cursor;
    ahead.mark(&['-'], Gap::None)?;
    let (_, term) = ahead.number(Gap::None)?;
    ahead.mark(&['-'], Gap::None)?;
    let (_, year) = ahead.number(Gap::None)?;
    ahead.mark(&['-'], Gap::None)?;
    let (token, number) = ahead.number(Gap::None)?;
    if number.digits != 4 {
        return None;
    }
    let what = text(term.value, year.value, number.value)?;
    Some((token.end, what, ahead))
}

fn text(term: u32, year: u32, number: u32) -> Option<Instrument> {
    if number == 0 || !is_of_term(term, year) {
        return None;
    }
    let mut what = Instrument::exact(Kind::Parliament, format!("P{term}_TA({year}){number:04}"));
    what.url = Some(page("TA", term, year, &format!("{number:04}")));
    Some(what)
}

/// Questions: `-001234/2021`, and `-1234/09` of before 2010, from behind the letter.
fn question<'t>(letter: &str, cursor: Cursor<'t>) -> Read<'t> {
    let mut ahead = cursor;
    ahead.mark(&['-'], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    ahead.mark(&['/'], Gap::None)?;
    let (token, year) = ahead.number(Gap::None)?;
    let year = match (number.digits, year.digits) {
        (4 | 6, 4) if (1979..2100).contains(&year.value) => year.value,
        // The EFTA Court has cases such as E-16/11: their numbers are shorter.
        (4, 2) => match year.value {
            0..40 => 2000 + year.value,
            79.. => 1900 + year.value,
            _ => return None,
        },
        _ => return None,
    };
    if number.value == 0 {
        return None;
    }
    let letter = letter.to_ascii_uppercase();
    let number = format!(
        "{:0width$}",
        number.value,
        width = usize::from(number.digits)
    );
    let mut what = Instrument::exact(Kind::Parliament, format!("{letter}-{number}/{year}"));
    what.url = term_of(year).map(|term| page(&letter, term, year, &number));
    // "E-001234/2021/rev.1", "E-001234/2021(ASW)"
    Some((token.end, what, ahead))
}

/// Documents of committees: `731.497`, `731.497v01-00`, from behind `PE`.
fn of_committee(cursor: Cursor<'_>) -> Read<'_> {
    let mut ahead = cursor;
    ahead.mark(&['-', '_'], Gap::None);
    let (_, thousands) = ahead.number(Gap::Line)?;
    ahead.mark(&['.'], Gap::None)?;
    let (token, rest) = ahead.number(Gap::None)?;
    if thousands.digits != 3 || thousands.padded() || rest.digits != 3 {
        return None;
    }
    let mut end = token.end;
    let mut version = ahead;
    let mut edition = None;
    if version.word_in(&["v"], Gap::Space).is_some()
        && let Some((first, major)) = version.number(Gap::None)
        && version.mark(&['-'], Gap::None).is_some()
        && let Some((last, minor)) = version.number(Gap::None)
        && first.gap == Gap::None
    {
        edition = Some(format!("v{:02}-{:02}", major.value, minor.value));
        (end, ahead) = (last.end, version);
    }
    // "PE 731.497,50 EUR" is an amount.
    let mut amount = ahead;
    if amount.mark(&[',', '.'], Gap::None).is_some() && amount.number(Gap::None).is_some() {
        return None;
    }
    let key = format!("PE {}.{:03}", thousands.value, rest.value);
    let mut what = Instrument::exact(Kind::Parliament, key);
    what.attributes.version = edition;
    Some((end, what, ahead))
}

/// `www.europarl.europa.eu/doceo/document/A-9-2023-0123_FR.html`.
fn in_address(plain: &str) -> Option<Instrument> {
    let name = address::after(plain, "/document/")?;
    let mut cursor = Cursor::new(name, 0, true);
    let (_, word) = cursor.word(Gap::None)?;
    if word.as_str() == "ta" {
        return adopted_in_address(cursor).map(|(_, what, _)| what);
    }
    cursor.mark(&['-'], Gap::None)?;
    let (_, term) = cursor.number(Gap::None)?;
    cursor.mark(&['-'], Gap::None)?;
    let (_, year) = cursor.number(Gap::None)?;
    cursor.mark(&['-'], Gap::None)?;
    let (_, number) = cursor.number(Gap::None)?;
    if matches!(cursor.peek().lexeme, Lexeme::Word(_)) || !is_of_term(term.value, year.value) {
        return None;
    }
    let (term, year) = (term.value, year.value);
    let written = match (word.as_str(), number.digits) {
        ("a" | "b", 4) => format!("{}{term}-{:04}/{year}", word.as_str(), number.value),
        ("rc", 4) => format!("rc-b{term}-{:04}/{year}", number.value),
        ("e" | "o" | "p" | "h", 6) => format!("{}-{:06}/{year}", word.as_str(), number.value),
        _ => return None,
    };
    let mut cursor = Cursor::new(&written, 0, true);
    let (_, word) = cursor.word(Gap::None)?;
    document(&word, cursor).map(|(_, what, _)| what)
}
