//! Opinions of the advisory committees by their numbers: `EESC 2020/03456`, `COR-2021-01234`, `CdR 123/2019`.

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Number};

pub(crate) const FAMILY: Family = Family {
    title: "avis du Comité économique et social et du Comité des régions",
    words: "cdr",
    capitals: "eesc cese ces cor",
    at_word: Some(read),
    advice: "give where it is printed in the Official Journal, or its CELEX number, such as 52021AE1234",
    spellings: &[
        Spelling {
            text: "EESC 2020/03456",
            key: "EESC 2020/03456",
        },
        Spelling {
            text: "EESC-2020-03456",
            key: "EESC 2020/03456",
        },
        Spelling {
            text: "CESE 1234/2020",
            key: "CESE 1234/2020",
        },
        Spelling {
            text: "COR-2021-01234",
            key: "COR-2021-01234",
        },
        Spelling {
            text: "CdR 123/2019",
            key: "CdR 123/2019",
        },
    ],
    ..Family::EMPTY
};

/// The Economic and Social Committee first met in 1958.
const FIRST_YEAR: u32 = 1958;

fn read<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    // "CdR", as the Committee of the Regions writes it, and "CDR"; "cdr" is a word like others.
    if word.as_str() == "cdr" && !word.capital && !site.cursor.ignores_case() {
        return None;
    }
    let mut ahead = site.cursor;
    let joined = ahead.mark(&['-', '/'], Gap::None).is_some();
    ahead.number_mark(Gap::Space);
    let (_, first) = ahead.number(if joined { Gap::None } else { Gap::Space })?;
    ahead.mark(&['/', '-'], Gap::None)?;
    let (token, second) = ahead.number(Gap::None)?;
    let key = match word.as_str() {
        // The register of both committees puts the year first, and fills numbers up to five digits.
        "eesc" => by_year(first, second).map(|(year, number)| format!("EESC {year}/{number:05}")),
        "cor" => by_year(first, second).map(|(year, number)| format!("COR-{year}-{number:05}")),
        "cdr" => by_number(first, second).map(|(number, year)| format!("CdR {number}/{year}")),
        "cese" => by_number(first, second).map(|(number, year)| format!("CESE {number}/{year}")),
        _ => by_number(first, second).map(|(number, year)| format!("CES {number}/{year}")),
    }?;
    let mut end = token.end;
    // "COR-2021-01234-00-00-PAC-TRA": the version and the kind of the paper.
    for _ in 0..6 {
        let mut part = ahead;
        if part.mark(&['-'], Gap::None).is_none() {
            break;
        }
        let token = part.next();
        if token.gap > Gap::None {
            break;
        }
        (end, ahead) = (token.end, part);
    }
    site.found(end, Instrument::exact(Kind::Advisory, key));
    Some(ahead)
}

fn by_year(year: Number, number: Number) -> Option<(u32, u32)> {
    let fits = is_year(year) && (4..=5).contains(&number.digits) && number.value > 0;
    fits.then_some((year.value, number.value))
}

fn by_number(number: Number, year: Number) -> Option<(u32, u32)> {
    let fits = is_year(year) && (1..=5).contains(&number.digits) && number.value > 0;
    fits.then_some((number.value, year.value))
}

fn is_year(number: Number) -> bool {
    number.digits == 4 && (FIRST_YEAR..2100).contains(&number.value)
}
