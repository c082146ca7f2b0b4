//! Documents of the Council and of the European Council: `ST 9916/17`, `WK 5102/22`, `PE-CONS 45/22`, `EUCO 22/20`.
//!
//! A standard document may be cited without its series, by what it is called or by the mark of its version: `doc. 9916/17`,
//! `9916/17 REV 1`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number};
use crate::{Kind, address, date, year};

pub(crate) const FAMILY: Family = Family {
    title: "documents du Conseil et du Conseil européen",
    words: "doc docs document documents",
    capitals: "st wk cm ds pe euco",
    at_word: Some(at_word),
    at_number: Some(at_number),
    in_address,
    advice: "documents of the Council are not in Cellar: download it from the Council's register",
    institution: |kind| match kind {
        Kind::Euco => Some("Conseil européen"),
        _ => Some("Conseil"),
    },
    spellings: &[
        Spelling {
            text: "ST 9916/17",
            key: "ST 9916/2017 INIT",
        },
        Spelling {
            text: "doc. 9916/17",
            key: "ST 9916/2017 INIT",
        },
        Spelling {
            text: "9916/17 REV 1 ADD 2",
            key: "ST 9916/2017 REV 1 ADD 2",
        },
        Spelling {
            text: "WK 5102/22",
            key: "WK 5102/2022",
        },
        Spelling {
            text: "CM 2305/23",
            key: "CM 2305/2023",
        },
        Spelling {
            text: "DS 1234/20",
            key: "DS 1234/2020",
        },
        Spelling {
            text: "PE-CONS 45/22",
            key: "PE-CONS 45/2022",
        },
        Spelling {
            text: "EUCO 22/20",
            key: "EUCO 22/2020",
        },
        Spelling {
            text: "EUCO 1/1/16 REV 1",
            key: "EUCO 1/2016",
        },
        Spelling {
            text: "https://data.consilium.europa.eu/doc/document/ST-9916-2017-INIT/fr/pdf",
            key: "ST 9916/2017 INIT",
        },
    ],
    ..Family::EMPTY
};

/// What may follow a number: the first version, a revision, an addendum, a corrigendum…
const VERSIONS: [&str; 8] = ["init", "rev", "add", "cor", "dcl", "amd", "ext", "lim"];

/// The first year of which the register has documents.
const FIRST_YEAR: u16 = 1974;

/// The register numbers some twenty thousand documents a year: a shorter number without a series is something else.
const FEWEST_DIGITS: u8 = 4;

/// The series that a document is numbered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Standard,
    Working,
    Communication,
    Session,
    WithParliament,
    EuropeanCouncil,
}

impl Series {
    fn label(self) -> &'static str {
        match self {
            Self::Standard => "ST",
            Self::Working => "WK",
            Self::Communication => "CM",
            Self::Session => "DS",
            Self::WithParliament => "PE-CONS",
            Self::EuropeanCouncil => "EUCO",
        }
    }

    /// The series a word opens, and the cursor behind it.
    fn of<'t>(word: &str, cursor: Cursor<'t>) -> Option<(Self, Cursor<'t>)> {
        let series = match word {
            "st" => Self::Standard,
            "wk" => Self::Working,
            "cm" => Self::Communication,
            "ds" => Self::Session,
            "euco" => Self::EuropeanCouncil,
            "pe" => {
                let mut ahead = cursor;
                ahead.mark(&['-'], Gap::Space)?;
                ahead.word_in(&["cons"], Gap::Space)?;
                return Some((Self::WithParliament, ahead));
            }
            _ => return None,
        };
        Some((series, cursor))
    }
}

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let word = site.word()?;
    if word.as_str().starts_with("doc") {
        return called(site);
    }
    let (series, mut ahead) = Series::of(word.as_str(), site.cursor)?;
    ahead.mark(&['-', '_', '/'], Gap::None);
    list(site, series, ahead)
}

/// `doc. 9916/17`, `documents 9916/17 et 9917/17`; of a shorter number only `document 916/17 du Conseil`.
fn called<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&['.'], Gap::None);
    ahead.word_in(&["st"], Gap::Space);
    ahead.number_mark(Gap::Space);
    let (_, number) = { ahead }.number(Gap::Line)?;
    let (_, document, after) = numbered(ahead, Series::Standard)?;
    let mut of_council = after;
    let is_of_council = of_council.word_in(&["du"], Gap::Line).is_some()
        && of_council.word_in(&["conseil"], Gap::Line).is_some();
    if number.digits < FEWEST_DIGITS && !is_of_council && document.versions.is_empty() {
        return None;
    }
    list(site, Series::Standard, ahead)
}

/// `9916/17 REV 1`: the mark of the version says what the number is.
fn at_number<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let number = site.number()?;
    if !(FEWEST_DIGITS..=5).contains(&number.digits) {
        return None;
    }
    let mut ahead = site.before;
    let (end, document, after) = numbered(ahead, Series::Standard)?;
    if document.versions.is_empty() || ahead.number(Gap::None).is_none() {
        return None;
    }
    site.found(end, document.instrument());
    Some(after)
}

/// Reads a document and those that share its head, from behind the series.
fn list<'t>(site: &mut Site<'_, 't>, series: Series, ahead: Cursor<'t>) -> Option<Cursor<'t>> {
    let (end, document, mut cursor) = numbered(ahead, series)?;
    site.found(end, document.instrument());
    let joint = document.joint;
    while let Some((start, end, document, next)) =
        separator(&cursor).and_then(|after| next_item(after, series, joint))
    {
        site.push(start, end, document.instrument());
        cursor = next;
    }
    Some(cursor)
}

/// The next document of a list: with its own series, or a number that is written as the first one is. Days and quantities
/// follow in lists too: `ST 9916/17, 12-13 juin 2017`.
fn next_item(
    after: Cursor<'_>,
    series: Series,
    joint: Option<char>,
) -> Option<(usize, usize, Document, Cursor<'_>)> {
    let start = after.peek();
    if start.gap > Gap::Line {
        return None;
    }
    let mut own = after;
    if let Some((_, word)) = own.word(Gap::Line) {
        let (series, mut ahead) = Series::of(word.as_str(), own).filter(|_| word.upper)?;
        ahead.mark(&['-', '_', '/'], Gap::None);
        let (end, document, next) = numbered(ahead, series)?;
        return Some((start.start, end, document, next));
    }
    let (end, document, next) = numbered(after, series)?;
    let alike = document.joint == joint
        && joint == Some('/')
        && (series != Series::Standard || document.digits >= FEWEST_DIGITS);
    let ends = !document.versions.is_empty() || ends_item(&next);
    (alike && ends && !date::at_month(&next)).then_some((start.start, end, document, next))
}

/// A document by its number.
struct Document {
    series: Series,
    number: u32,
    digits: u8,
    year: u16,
    /// What joins the number and the year.
    joint: Option<char>,
    /// `REV 1 ADD 2`.
    versions: String,
}

impl Document {
    fn instrument(&self) -> Instrument {
        let (label, number, year) = (self.series.label(), self.number, self.year);
        let versions = if self.versions.is_empty() {
            "INIT"
        } else {
            &self.versions
        };
        // Versions of standard documents are documents of their own; of the other series the last one counts.
        let is_standard = self.series == Series::Standard;
        let key = if is_standard {
            format!("{label} {number}/{year} {versions}")
        } else {
            format!("{label} {number}/{year}")
        };
        let kind = if self.series == Series::EuropeanCouncil {
            Kind::Euco
        } else {
            Kind::Council
        };
        let mut what = Instrument::exact(kind, key);
        if !is_standard && !self.versions.is_empty() && self.versions != "INIT" {
            what.attributes.version = Some(self.versions.clone());
        }
        let suffix = versions.replace(' ', "-");
        what.url = Some(format!(
            "https://data.consilium.europa.eu/doc/document/{label}-{number}-{year}-{suffix}/fr/pdf"
        ));
        what
    }
}

/// Reads a number, its year and its version: `9916/17`, `9916/1/17 REV 1`, `9916-2017-INIT`, `9916 2017 INIT`.
fn numbered(cursor: Cursor<'_>, series: Series) -> Option<(usize, Document, Cursor<'_>)> {
    let mut ahead = cursor;
    let (_, number) = ahead.number(Gap::Line)?;
    if number.value == 0 || number.digits > 5 {
        return None;
    }
    let mut joint = None;
    for mark in ['/', '-', '_'] {
        if joint.is_none() && ahead.mark(&[mark], Gap::Space).is_some() {
            joint = Some(mark);
        }
    }
    let (mut token, mut second) = ahead.number(if joint.is_some() {
        Gap::Space
    } else {
        Gap::Line
    })?;
    let mut revised = ahead;
    if joint.is_some()
        && revised.mark(&['/'], Gap::None).is_some()
        && let Some((last_token, last)) = revised.number(Gap::None)
    {
        (token, second) = (last_token, last);
        ahead = revised;
    }
    if joint.is_none() && second.digits != 4 {
        return None;
    }
    let year = year_of(second, series)?;
    let mut end = token.end;
    let mut versions = String::new();
    // A revised addendum has two marks; three is more than any document has had.
    for _ in 0..3 {
        let Some((after, stop)) = version(ahead, &mut versions) else {
            break;
        };
        ahead = after;
        end = stop;
    }
    let glued = ahead.peek();
    if glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Word(_)) {
        return None;
    }
    let document = Document {
        series,
        number: number.value,
        digits: number.digits,
        year,
        joint,
        versions,
    };
    Some((end, document, ahead))
}

fn year_of(number: Number, series: Series) -> Option<u16> {
    // Session documents and their like go back no further than the register.
    let first = if series == Series::Standard {
        0
    } else {
        FIRST_YEAR
    };
    year::with_century(number.value, number.digits).filter(|year| *year >= first)
}

fn version<'t>(cursor: Cursor<'t>, suffix: &mut String) -> Option<(Cursor<'t>, usize)> {
    let mut ahead = cursor;
    ahead.mark(&['-', '_', '+'], Gap::Space);
    let (token, word) = ahead.word(Gap::Space)?;
    if !VERSIONS.contains(&word.as_str()) || !(word.upper || token.gap == Gap::None) {
        return None;
    }
    if !suffix.is_empty() {
        suffix.push(' ');
    }
    suffix.push_str(&word.as_str().to_ascii_uppercase());
    let mut end = token.end;
    let mut numbered = ahead;
    numbered.mark(&['-', '_'], Gap::None);
    if let Some((token, number)) = numbered.number(Gap::Space)
        && number.digits <= 2
    {
        suffix.push(' ');
        suffix.push_str(&number.value.to_string());
        end = token.end;
        ahead = numbered;
    }
    Some((ahead, end))
}

/// `data.consilium.europa.eu/doc/document/ST-9916-2017-INIT/fr/pdf`.
fn in_address(plain: &str) -> Option<Instrument> {
    if !plain.contains("consilium") {
        return None;
    }
    let rest = address::after(plain, "/document/").or_else(|| {
        let at = ["/st-", "/st ", "/st_"]
            .iter()
            .find_map(|st| plain.find(st))?;
        plain.get(at + 1..)
    })?;
    let mut cursor = Cursor::new(rest, 0, true);
    let (_, word) = cursor.word(Gap::None)?;
    let (series, mut ahead) = Series::of(word.as_str(), cursor)?;
    ahead.mark(&['-', '_', '/'], Gap::None);
    numbered(ahead, series).map(|(_, document, _)| document.instrument())
}
