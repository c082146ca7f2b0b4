//! Procedures by their interinstitutional numbers: `2021/0136(COD)`, `2016/0280/COD`.

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number};

pub(crate) const FAMILY: Family = Family {
    title: "procédures",
    at_number: Some(list),
    hosts: &["europarl.europa.eu"],
    in_address,
    advice: "a procedure has many documents: give one of them, such as the proposal, COM(2021) 281",
    has_places: false,
    spellings: &[
        Spelling {
            text: "2021/0136(COD)",
            key: "2021/0136(COD)",
        },
        Spelling {
            text: "2016/0280 (COD)",
            key: "2016/0280(COD)",
        },
        Spelling {
            text: "2020/0359/COD",
            key: "2020/0359(COD)",
        },
        Spelling {
            text: "2021/2536(RSP)",
            key: "2021/2536(RSP)",
        },
        Spelling {
            text: "https://oeil.secure.europarl.europa.eu/oeil/fr/procedure-file?reference=2021/0136(COD)",
            key: "2021/0136(COD)",
        },
    ],
    ..Family::EMPTY
};

/// What procedures are: those of legislation, of agreements and of the budget, which EUR-Lex has too…
const INTERINSTITUTIONAL: [&str; 9] = [
    "cod", "cns", "app", "nle", "bud", "dec", "aci", "syn", "avc",
];
/// …and those of Parliament alone.
const OF_PARLIAMENT: [&str; 11] = [
    "ini", "inl", "rsp", "rso", "reg", "imm", "dea", "dce", "rps", "cos", "prt",
];

/// The first year of these numbers.
const FIRST_YEAR: u32 = 1975;

/// Reads a procedure and those that follow it, from behind its year.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = numbered(site.number()?, site.cursor)?;
    site.found(end, what);
    while let Some((start, end, what, next)) = separator(&cursor).and_then(next_item) {
        site.push(start, end, what);
        cursor = next;
    }
    Some(cursor)
}

fn next_item(after: Cursor<'_>) -> Option<(usize, usize, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    let (token, year) = ahead.number(Gap::Line)?;
    let (end, what, next) = numbered(year, ahead)?;
    Some((token.start, end, what, next))
}

/// Reads what follows the year: the number, which has four digits, and the kind of procedure.
fn numbered(year: Number, cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    if year.digits != 4 || !(FIRST_YEAR..2100).contains(&year.value) {
        return None;
    }
    let mut ahead = cursor;
    let typed = ahead.ignores_case();
    ahead.mark(&['/'], if typed { Gap::Space } else { Gap::None })?;
    let (_, number) = ahead.number(Gap::None)?;
    let written_whole = number.digits == 4 || (typed && number.digits < 4);
    if !written_whole || number.value == 0 {
        return None;
    }
    let opened = ahead.mark(&['(', '['], Gap::Line).is_some();
    // "2016/0280/COD", and "2016/0280 COD" of those who type.
    if !opened && ahead.mark(&['/', '-'], Gap::None).is_none() && !typed {
        return None;
    }
    let (token, word) = ahead.word(Gap::Space)?;
    let known = INTERINSTITUTIONAL
        .iter()
        .chain(&OF_PARLIAMENT)
        .any(|kind| *kind == word.as_str());
    if !known || !word.upper {
        return None;
    }
    let end = if opened {
        ahead.mark(&[')', ']'], Gap::Space)?.end
    } else {
        token.end
    };
    let what = instrument(
        year.value,
        number.value,
        &word.as_str().to_ascii_uppercase(),
    );
    Some((end, what, ahead))
}

fn instrument(year: u32, number: u32, kind: &str) -> Instrument {
    let key = format!("{year}/{number:04}({kind})");
    let is_shared = INTERINSTITUTIONAL
        .iter()
        .any(|known| known.eq_ignore_ascii_case(kind));
    let url = if is_shared {
        format!("https://eur-lex.europa.eu/procedure/FR/{year}_{number}")
    } else {
        format!("https://oeil.secure.europarl.europa.eu/oeil/fr/procedure-file?reference={key}")
    };
    let mut what = Instrument::exact(Kind::Procedure, key);
    what.url = Some(url);
    what
}

/// `oeil.secure.europarl.europa.eu/oeil/…?reference=2021/0136(COD)`.
fn in_address(plain: &str) -> Option<Instrument> {
    let (_, rest) = plain.split_once("reference=")?;
    let mut cursor = Cursor::new(rest, 0, true);
    let (_, year) = cursor.number(Gap::None)?;
    let (_, what, after) = numbered(year, cursor)?;
    let ends = !matches!(after.peek().lexeme, Lexeme::Word(_) | Lexeme::Number(_));
    ends.then_some(what)
}
