//! Addresses: EUR-Lex, ELI, the Council's register, the Joint Research Centre. Any other address is passed over whole,
//! so that the digits in it are never taken for a reference.

use crate::citation::Instrument;
use crate::families::{FAMILIES, Family};

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

/// What an address names, if it is of a host that a family knows and names an instrument.
pub(crate) fn instrument(address: &str) -> Option<Instrument> {
    let plain = decoded(address);
    let is_of = |family: &Family| {
        plain.starts_with("eli/") || family.hosts.iter().any(|host| plain.contains(host))
    };
    FAMILIES
        .iter()
        .filter(|family| is_of(family))
        .find_map(|family| (family.in_address)(&plain))
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

/// What follows a marker in an address.
pub(crate) fn after<'a>(plain: &'a str, marker: &str) -> Option<&'a str> {
    plain.split_once(marker).map(|(_, rest)| rest)
}
