//! What a CELEX number names, and CELEX numbers as they stand in text.

use std::fmt::Write as _;

use crate::address::after;
use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::families::act::kind_of;
use crate::families::{FAMILIES, Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number, Token};
use crate::{Celex, Kind, links};

pub(crate) const FAMILY: Family = Family {
    title: "numéros CELEX",
    words: "celex",
    at_word: Some(at_word),
    at_number: Some(at_number),
    in_address,
    spellings: &[
        Spelling {
            text: "CELEX:32016R0679",
            key: "32016R0679",
        },
        Spelling {
            text: "EUR-Lex 52022PC0658",
            key: "COM(2022) 658",
        },
        Spelling {
            text: "02016R0679-20160504",
            key: "32016R0679",
        },
    ],
    ..Family::EMPTY
};

/// Reads `CELEX:32016R0679` behind its first word.
fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&[':', '='], Gap::Space);
    ahead.number_mark(Gap::Space);
    ahead.mark(&[':'], Gap::Space);
    let (_, number) = ahead.number(Gap::Line)?;
    found(site, ahead, number)
}

fn at_number<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let number = site.number()?;
    found(site, site.cursor, number)
}

fn found<'t>(site: &mut Site<'_, 't>, cursor: Cursor<'t>, first: Number) -> Option<Cursor<'t>> {
    let (end, celex, after) = read(cursor, first)?;
    site.found(end, instrument(&celex));
    Some(after)
}

/// The instrument a CELEX number names, under the key all its other spellings have.
pub(crate) fn instrument(written: &Celex) -> Instrument {
    let base = written.base();
    let mut what = named(&base);
    what.attributes.corrigendum = written.corrigendum();
    what.attributes.consolidated = written.consolidated_on();
    if written.consolidated_on().is_some() {
        what.url = Some(links::celex(written));
    }
    what.attributes.as_celex = Some(written.clone());
    // A treaty has a number in each edition of the treaties; the newest one is its own.
    what.celex = what.celex.or(Some(base));
    what.celex_candidates.clear();
    what
}

fn named(celex: &Celex) -> Instrument {
    // A disambiguation belongs to the name: two decisions of one number are two instruments.
    let plain = !celex.to_string().ends_with(')');
    let of_family = |family: &&Family| (family.of_celex)(celex);
    let known = plain.then(|| FAMILIES.iter().find_map(of_family));
    known.flatten().unwrap_or_else(|| {
        let kind = if celex.sector() == 3 {
            kind_of(celex.letters())
        } else {
            Kind::Celex
        };
        let mut what = Instrument::exact(kind, celex.to_string());
        what.url = Some(links::celex(celex));
        what
    })
}

/// Reads a CELEX number whose sector and year, `32016`, are just taken.
fn read(cursor: Cursor<'_>, first: Number) -> Option<(usize, Celex, Cursor<'_>)> {
    if first.digits != 5 {
        return None;
    }
    let mut ahead = cursor;
    let (_, letters) = ahead.word(Gap::None)?;
    if !letters.upper || letters.as_str().len() > 2 {
        return None;
    }
    if first.value / 10_000 == 1
        && let Some(found) = of_treaty(first, letters.as_str(), ahead)
    {
        return Some(found);
    }
    let (token, number) = ahead.number(Gap::None)?;
    if number.digits != 4 {
        return None;
    }
    let mut text = format!("{:05}{}{:04}", first.value, letters.as_str(), number.value);
    let mut celex: Celex = text.parse().ok()?;
    let mut end = token.end;
    if let Some((suffix, stop, after)) = suffix(ahead) {
        text.push_str(&suffix);
        if let Ok(longer) = text.parse() {
            (celex, end, ahead) = (longer, stop, after);
        }
    }
    // What is glued to the number makes it something else: a product code, a longer identifier.
    let glued = matches!(
        ahead.peek(),
        Token {
            gap: Gap::None,
            lexeme: Lexeme::Word(_) | Lexeme::Overlong,
            ..
        }
    );
    (!glued).then_some((end, celex, ahead))
}

/// Parts of the number of a treaty: `/PRO/22`.
const MOST_PARTS: usize = 4;

/// Reads what follows the letters of a treaty: `114`, `/TXT`, `/PRO/22`.
fn of_treaty<'t>(
    first: Number,
    letters: &str,
    cursor: Cursor<'t>,
) -> Option<(usize, Celex, Cursor<'t>)> {
    let mut ahead = cursor;
    let mut text = format!("{}{letters}", first.value);
    let mut end = None;
    if let Some((token, number)) = ahead.number(Gap::None) {
        if number.digits > 3 {
            return None;
        }
        let _ = write!(text, "{:03}", number.value);
        end = Some(token.end);
    }
    for _ in 0..MOST_PARTS {
        let mut part = ahead;
        if part.mark(&['/'], Gap::None).is_none() {
            break;
        }
        let token = part.next();
        let written = match token.lexeme {
            Lexeme::Word(word) if token.gap == Gap::None => word.as_str().to_uppercase(),
            Lexeme::Number(number) if token.gap == Gap::None => {
                format!(
                    "{:0width$}",
                    number.value,
                    width = usize::from(number.digits)
                )
            }
            _ => break,
        };
        let longer = format!("{text}/{written}");
        if longer.parse::<Celex>().is_err() && written != "PRO" {
            break;
        }
        (text, end, ahead) = (longer, Some(token.end), part);
    }
    let celex: Celex = text.parse().ok()?;
    celex.part_of_treaty()?;
    let glued = ahead.peek();
    let is_longer = glued.gap == Gap::None
        && matches!(
            glued.lexeme,
            Lexeme::Word(_) | Lexeme::Number(_) | Lexeme::Overlong
        );
    (!is_longer).then_some((end?, celex, ahead))
}

/// Reads `R(02)`, `(01)` or `-20160504`.
fn suffix(cursor: Cursor<'_>) -> Option<(String, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    if ahead.mark(&['-'], Gap::None).is_some() {
        let (token, date) = ahead.number(Gap::None)?;
        return (date.digits == 8).then(|| (format!("-{:08}", date.value), token.end, ahead));
    }
    let corrigendum = ahead.word_in(&["r"], Gap::None).is_some();
    ahead.mark(&['('], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    let close = ahead.mark(&[')'], Gap::None)?;
    let letter = if corrigendum { "R" } else { "" };
    (number.digits == 2).then(|| (format!("{letter}({:02})", number.value), close.end, ahead))
}

/// `uri=CELEX:32016L1148`, and `celex=` of the older services.
fn in_address(plain: &str) -> Option<Instrument> {
    let rest = after(plain, "celex:")
        .or_else(|| after(plain, "celex="))
        .or_else(|| after(plain, "/celex/"))?;
    let length = rest
        .bytes()
        .take_while(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'(' | b')' | b'-' | b'/')
        })
        .count();
    // Only treaties have slashes: other numbers end there.
    let written = rest.get(..length)?;
    let own = written.split('/').next()?;
    let celex: Celex = written.parse().or_else(|_| own.parse()).ok()?;
    Some(instrument(&celex))
}
