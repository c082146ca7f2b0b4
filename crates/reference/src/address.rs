//! Addresses: EUR-Lex, ELI, the Council's register, the Joint Research Centre. Any other address is passed over whole,
//! so that the digits in it are never taken for a reference.

use crate::citation::Instrument;
use crate::commission::{self, Series};
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme};
use crate::{Celex, Form, Kind, act, council, court, journal, links, naming, year};

/// Bytes of an address that are read; those of the institutions are far shorter.
const READ: usize = 1000;

/// Beginnings of an address. Those without a scheme are only the hosts that matter here.
const BEGINNINGS: [&str; 9] = [
    "http://",
    "https://",
    "ftp://",
    "www.",
    "data.europa.eu/",
    "eur-lex.europa.eu/",
    "data.consilium.europa.eu/",
    "publications.jrc.ec.europa.eu/",
    "eli/",
];

/// Whether a word may begin an address, before its text is looked at.
pub(crate) fn may_begin(word: &str) -> bool {
    matches!(
        word,
        "http" | "https" | "ftp" | "www" | "data" | "eur" | "publications" | "eli"
    )
}

/// The end of the address that begins at `start`, if one does.
pub(crate) fn end_of(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(start..)?;
    let begins = |beginning: &&str| {
        bytes
            .get(..beginning.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(beginning.as_bytes()))
    };
    let beginning = BEGINNINGS.iter().find(|beginning| begins(beginning))?;
    let rest = text.get(start..)?;
    let length = rest
        .char_indices()
        .find(|(_, c)| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '{' | '}' | '|')
        })
        .map_or(rest.len(), |(at, _)| at);
    let address = trimmed(rest.get(..length)?);
    (address.len() > beginning.len()).then_some(start + address.len())
}

/// An address without the marks of the sentence round it, and without brackets that were opened before it.
fn trimmed(address: &str) -> &str {
    let count = |bracket| address.bytes().filter(|byte| *byte == bracket).count();
    let mut round = count(b')').saturating_sub(count(b'('));
    let mut square = count(b']').saturating_sub(count(b'['));
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => break,
        }
        address = address
            .get(..address.len() - last.len_utf8())
            .unwrap_or_default();
    }
    address
}

/// What an address names, if it is one of the institutions' and names an instrument.
pub(crate) fn instrument(address: &str) -> Option<Instrument> {
    let plain = decoded(address);
    let plain = plain.as_str();
    if !plain.contains("europa.eu") && !plain.starts_with("eli/") {
        return None;
    }
    celex(plain)
        .or_else(|| eli(plain))
        .or_else(|| natural_number(plain))
        .or_else(|| official_journal(plain))
        .or_else(|| ecli(plain))
        .or_else(|| council_document(plain))
        .or_else(|| research_centre(plain))
}

/// The address in small letters, without percent signs or invisible characters, and cut to what is read.
fn decoded(address: &str) -> String {
    let mut plain = String::new();
    let mut characters = address.chars();
    while let Some(c) = characters.next() {
        if plain.len() >= READ {
            break;
        }
        let mut c = c;
        if c == '%' {
            let mut ahead = characters.clone();
            let code = ahead
                .next()
                .zip(ahead.next())
                .and_then(|(high, low)| Some(high.to_digit(16)? * 16 + low.to_digit(16)?));
            if let Some(code) = code.and_then(char::from_u32).filter(char::is_ascii) {
                c = code;
                characters = ahead;
            }
        }
        if !matches!(
            c,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        ) {
            plain.push(c.to_ascii_lowercase());
        }
    }
    plain
}

fn after<'a>(plain: &'a str, marker: &str) -> Option<&'a str> {
    plain.split_once(marker).map(|(_, rest)| rest)
}

/// `uri=CELEX:32016L1148`, and `celex=` of the older services.
fn celex(plain: &str) -> Option<Instrument> {
    let rest = after(plain, "celex:")
        .or_else(|| after(plain, "celex="))
        .or_else(|| after(plain, "/celex/"))?;
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'(' | b')' | b'-'))
        .count();
    let written = rest.get(..length)?;
    let celex: Celex = written.parse().ok()?;
    Some(naming::instrument(&celex))
}

/// `eli/dir/2016/1148/oj`, `eli/reg/2016/679/2016-05-04`, `eli/C/2024/390/oj`.
fn eli(plain: &str) -> Option<Instrument> {
    let rest = plain
        .strip_prefix("eli/")
        .or_else(|| after(plain, "/eli/"))
        // Some acts print it without: "data.europa.eu/reg/2023/2844/oj".
        .or_else(|| after(plain, "data.europa.eu/"))?;
    let mut parts = rest.split(['/', '?', '#']);
    let kind = parts.next()?;
    let year: u32 = parts.next()?.parse().ok()?;
    let year = year::of_instrument(year, 4)?;
    let number: u16 = parts
        .next()?
        .parse()
        .ok()
        .filter(|number| (1..=9999).contains(number))?;
    if matches!(kind, "c" | "l") {
        return journal::by_item(if kind == "c" { "C" } else { "L" }, year, u32::from(number));
    }
    let (letter, form) = match kind {
        "dir" => ("L", None),
        "dir_impl" => ("L", Some(Form::Implementing)),
        "dir_del" => ("L", Some(Form::Delegated)),
        "reg" => ("R", None),
        "reg_impl" => ("R", Some(Form::Implementing)),
        "reg_del" => ("R", Some(Form::Delegated)),
        "dec" => ("D", None),
        "dec_impl" => ("D", Some(Form::Implementing)),
        "dec_del" => ("D", Some(Form::Delegated)),
        "dec_framw" => ("F", None),
        "reco" => ("H", None),
        _ => return None,
    };
    let mut what = act::by_letter(letter, form, year, number);
    what.attributes.consolidated = parts.next().filter(|part| is_day(part)).map(str::to_owned);
    Some(what)
}

fn is_day(part: &str) -> bool {
    part.len() == 10
        && part.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

/// `uri=COM:2020:605:FIN`, also with `SWD`, `SEC` and `JOIN`.
fn natural_number(plain: &str) -> Option<Instrument> {
    let rest = after(plain, "uri=")?;
    let rest = rest.strip_prefix("pi_com:").unwrap_or(rest);
    let (name, _) = rest.split_once([':', '('])?;
    let series = match name {
        "com" => Series::Com,
        "swd" => Series::Swd,
        "sec" => Series::Sec,
        "join" => Series::Join,
        "c" => Series::C,
        _ => return None,
    };
    commission::single(Cursor::new(rest, name.len(), true), series)
}

/// `uri=OJ:L:2016:194:0001:0030:FR:PDF`, `uriserv:OJ.L_.2016.194.01.0001.01.FRA`, `uri=OJ:L_202401689`.
fn official_journal(plain: &str) -> Option<Instrument> {
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
        Some((letter, after)) if issue_letter(letter).is_some() => (issue_letter(letter), after),
        _ => (None, rest.trim_start_matches('_')),
    };
    if let Some(item) = rest
        .get(..9)
        .filter(|item| item.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let value: u32 = item.parse().ok()?;
        return journal::by_item(
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
        letter = Some(issue_letter(word.as_str())?);
    }
    let mut page = None;
    if cursor.mark(&[':'], Gap::None).is_some() {
        page = cursor.number(Gap::None).map(|(_, page)| page.value);
    } else if cursor.mark(&['.'], Gap::None).is_some() && cursor.number(Gap::None).is_some() {
        cursor.mark(&['.'], Gap::None);
        page = cursor.number(Gap::None).map(|(_, page)| page.value);
    }
    Some(journal::by_year(
        series,
        year,
        (number.value, letter),
        page.filter(|page| *page <= 9999),
    ))
}

/// The letter of a second run of numbers of the Journal.
fn issue_letter(letter: &str) -> Option<char> {
    match letter {
        "a" | "e" | "i" | "m" | "s" => letter.chars().next().map(|c| c.to_ascii_uppercase()),
        _ => None,
    }
}

fn ecli(plain: &str) -> Option<Instrument> {
    let (before, _) = plain.split_once("ecli:eu:")?;
    let mut cursor = Cursor::new(plain, before.len(), true);
    let (_, word) = cursor.word(Gap::None)?;
    court::ecli(cursor, word).map(|(_, what, _)| what)
}

/// `data.consilium.europa.eu/doc/document/ST-9916-2017-INIT/fr/pdf`.
fn council_document(plain: &str) -> Option<Instrument> {
    if !plain.contains("consilium") {
        return None;
    }
    let rest = ["/st-", "/st ", "/st_"]
        .iter()
        .find_map(|marker| after(plain, marker))?;
    council::numbered(Cursor::new(rest, 0, true)).map(|(_, what, _)| what)
}

/// `publications.jrc.ec.europa.eu/repository/handle/JRC120307`.
fn research_centre(plain: &str) -> Option<Instrument> {
    let (before, _) = plain.split_once("/jrc")?;
    let mut cursor = Cursor::new(plain, before.len() + 1, true);
    cursor.word_in(&["jrc"], Gap::None)?;
    report(cursor).map(|(_, what, _)| what)
}

/// Reads the number of a Joint Research Centre publication after `JRC`.
pub(crate) fn report(cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    // "JRC-119998".
    ahead.mark(&['-'], Gap::None);
    let (token, number) = ahead.number(Gap::Line)?;
    // Numbers have had five digits since the repository began, and six since 2016.
    let glued = ahead.peek();
    if !(5..=6).contains(&number.digits)
        || number.padded()
        || (glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Word(_)))
    {
        return None;
    }
    let mut what = Instrument::exact(Kind::Jrc, format!("JRC{}", number.value));
    what.url = Some(links::jrc(number.value));
    Some((token.end, what, ahead))
}
