//! Standards: `ISO/IEC 27001:2022`, `EN ISO 22301:2019`, `ETSI EN 303 645`, `RFC 8446`.

use std::fmt::Write as _;

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number, Word};

pub(crate) const FAMILY: Family = Family {
    title: "normes",
    capitals: "iso iec cei en etsi rfc ts",
    at_word: Some(list),
    advice: "standards are not in Cellar: they are sold by the bodies that make them, and RFCs are at rfc-editor.org",
    spellings: &[
        Spelling {
            text: "ISO/IEC 27001:2022",
            key: "ISO/IEC 27001",
        },
        Spelling {
            text: "ISO/CEI 27001",
            key: "ISO/IEC 27001",
        },
        Spelling {
            text: "ISO 31000",
            key: "ISO 31000",
        },
        Spelling {
            text: "EN ISO 22301:2019",
            key: "EN ISO 22301",
        },
        Spelling {
            text: "ETSI EN 303 645",
            key: "EN 303 645",
        },
        Spelling {
            text: "RFC 8446",
            key: "RFC 8446",
        },
    ],
    ..Family::EMPTY
};

/// The first standards with these numbers.
const FIRST_YEAR: u32 = 1946;

/// The speeds of films, which are called ISO too.
const SPEEDS: [u32; 11] = [25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600];

/// Reads a standard and those that share its head.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (body, ahead) = body(&site.word()?, site.cursor)?;
    let (end, standard, mut cursor) = numbered(&body, ahead)?;
    // "ISO 400" is a film's speed, "EN 2021" the English of a year.
    let is_sure = body.contains('/') || body.contains(' ') || standard.is_sure();
    if !is_sure && !is_plausible(&body, &standard, &cursor) {
        return None;
    }
    site.found(end, standard.instrument(&body));
    while let Some((start, end, standard, next)) = separator(&cursor).and_then(|after| {
        let start = after.peek();
        let (end, standard, next) = numbered(&body, after)?;
        let alike =
            standard.digits >= 4 && (standard.is_sure() || ends_item(&next)) && !standard.is_year();
        alike.then_some((start.start, end, standard, next))
    }) {
        site.push(start, end, standard.instrument(&body));
        cursor = next;
    }
    Some(cursor)
}

/// The bodies that made it, as keys write them, and the cursor behind them.
fn body<'t>(word: &Word, cursor: Cursor<'t>) -> Option<(String, Cursor<'t>)> {
    let mut ahead = cursor;
    let mut body = match word.as_str() {
        "etsi" => {
            // "ETSI EN 303 645": the kind of the standard is what it is known by.
            let (_, kind) = ahead.word(Gap::Line)?;
            let kind = match kind.as_str() {
                kind @ ("en" | "ts" | "tr" | "es" | "eg" | "sr") => kind.to_ascii_uppercase(),
                _ => return None,
            };
            return Some((kind, ahead));
        }
        "rfc" => return Some(("RFC".to_owned(), ahead)),
        "en" => "EN".to_owned(),
        "ts" => return Some(("TS".to_owned(), ahead)),
        "iso" => "ISO".to_owned(),
        "iec" | "cei" => "IEC".to_owned(),
        _ => return None,
    };
    // "EN ISO/IEC", "ISO/IEC/IEEE", "ISO/IEC TS".
    for _ in 0..3 {
        let mut more = ahead;
        more.mark(&['/', '-'], Gap::None);
        // French codes print a space behind the slash: "ISO/ CEI".
        let Some((_, word)) = more.word(Gap::Space) else {
            break;
        };
        if !word.upper {
            break;
        }
        let part = match word.as_str() {
            "iso" => "ISO",
            "iec" | "cei" => "IEC",
            "ieee" => "IEEE",
            "ts" => "TS",
            "tr" => "TR",
            "pas" => "PAS",
            "guide" => "Guide",
            _ => break,
        };
        // "EN ISO", "EN IEC": European adoptions are written with a space.
        let is_kind = matches!(part, "TS" | "TR" | "PAS" | "Guide");
        // "ISO/TS 23635", but "ISO/IEC TS 27022".
        let is_apart = body == "EN" || (is_kind && body != "ISO");
        body.push(if is_apart { ' ' } else { '/' });
        body.push_str(part);
        ahead = more;
    }
    Some((body, ahead))
}

struct Standard {
    /// The number as keys write it, with its part: `62443-4-1`.
    number: String,
    value: u32,
    digits: u8,
    has_part: bool,
    year: Option<u16>,
}

impl Standard {
    /// Whether its form alone says that it is one.
    fn is_sure(&self) -> bool {
        self.year.is_some() || self.has_part || self.number.contains(' ')
    }

    fn is_year(&self) -> bool {
        self.digits == 4 && (FIRST_YEAR..2100).contains(&self.value) && !self.is_sure()
    }

    fn instrument(&self, body: &str) -> Instrument {
        let mut what = Instrument::exact(Kind::Standard, format!("{body} {}", self.number));
        what.attributes.year = self.year;
        if body == "RFC" {
            what.url = Some(format!("https://www.rfc-editor.org/rfc/rfc{}", self.value));
        }
        what
    }
}

/// Reads a number, its part and its year: `27001:2022`, `62443-4-1`, `303 645 V2.1.1`.
fn numbered<'t>(body: &str, cursor: Cursor<'t>) -> Option<(usize, Standard, Cursor<'t>)> {
    let mut ahead = cursor;
    ahead.mark(&['-'], Gap::None);
    ahead.number_mark(Gap::Space);
    let (token, first) = ahead.number(Gap::Line)?;
    if first.value == 0 || first.padded() || first.digits > 6 {
        return None;
    }
    let mut end = token.end;
    let mut number = first.value.to_string();
    // Numbers of ETSI have a space in their middle.
    let mut rest = ahead;
    let is_etsi = matches!(body, "EN" | "TS" | "TR" | "ES" | "EG" | "SR");
    if is_etsi && first.digits == 6 {
        number = format!("{} {:03}", first.value / 1000, first.value % 1000);
    }
    if is_etsi
        && first.digits == 3
        && let Some((token, second)) = rest.number(Gap::Space)
        && second.digits == 3
        && token.gap == Gap::Space
    {
        number = format!("{} {:03}", first.value, second.value);
        (end, ahead) = (token.end, rest);
    }
    let has_part = part(&mut ahead, &mut number, &mut end);
    let year = edition(&mut ahead, &mut end);
    // "ISO 9001/14001" are two, "EN 1234/2020" is none.
    let glued = ahead.peek();
    if glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Word(_)) {
        return None;
    }
    let mut decimal = ahead;
    if decimal.mark(&[',', '.'], Gap::None).is_some() && decimal.number(Gap::None).is_some() {
        return None;
    }
    let standard = Standard {
        number,
        value: first.value,
        digits: first.digits,
        has_part,
        year,
    };
    Some((end, standard, ahead))
}

/// Reads `-4-1`.
fn part(cursor: &mut Cursor<'_>, number: &mut String, end: &mut usize) -> bool {
    let mut found = false;
    for _ in 0..3 {
        let mut ahead = *cursor;
        if ahead.mark(&['-'], Gap::None).is_none() {
            break;
        }
        let Some((token, part)) = ahead
            .number(Gap::None)
            .filter(|(_, part)| part.digits <= 3 && !part.padded())
        else {
            break;
        };
        let _ = write!(number, "-{}", part.value);
        *end = token.end;
        *cursor = ahead;
        found = true;
    }
    found
}

/// Reads `:2022`, and `(2022)` or `/2022` as some write it.
fn edition(cursor: &mut Cursor<'_>, end: &mut usize) -> Option<u16> {
    let mut ahead = *cursor;
    let colon = ahead.mark(&[':'], Gap::Space).is_some();
    let slash = !colon && ahead.mark(&['/'], Gap::None).is_some();
    let bracket = !colon && !slash;
    if bracket {
        ahead.mark(&['('], Gap::Space)?;
    }
    let (token, year) = ahead.number(Gap::Space)?;
    if !is_year(year) {
        return None;
    }
    let mut last = token.end;
    if bracket {
        last = ahead.mark(&[')'], Gap::Space)?.end;
    }
    *end = last;
    *cursor = ahead;
    u16::try_from(year.value).ok()
}

fn is_year(number: Number) -> bool {
    number.digits == 4 && (FIRST_YEAR..2100).contains(&number.value)
}

/// Whether a bare number behind a body is a standard.
fn is_plausible(body: &str, standard: &Standard, after: &Cursor<'_>) -> bool {
    let follows_unit = matches!(after.peek().lexeme, Lexeme::Mark('%' | '€' | '$'));
    if follows_unit || standard.is_year() {
        return false;
    }
    match body {
        "ISO" => standard.digits >= 3 && !SPEEDS.contains(&standard.value),
        "IEC" => standard.digits >= 5,
        // "EN 60 pays" is a heading in capitals.
        "EN" => standard.digits >= 4 && ends_item(after),
        "RFC" => standard.digits >= 3,
        _ => false,
    }
}
