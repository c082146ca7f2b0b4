//! Council documents: `ST 9916/17`, `ST-9916-2017-INIT`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::Gap;
use crate::{Kind, address, year};

pub(crate) const FAMILY: Family = Family {
    title: "documents du Conseil",
    capitals: "st",
    at_word: Some(list),
    in_address,
    advice: "documents of the Council are not in Cellar: download it from the Council's register",
    spellings: &[
        Spelling {
            text: "ST 9916/17",
            key: "ST 9916/2017 INIT",
        },
        Spelling {
            text: "ST 9916/1/17 REV 1",
            key: "ST 9916/2017 REV 1",
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

/// Reads a document and those that share its head, from behind `ST`.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let mut ahead = site.cursor;
    ahead.mark(&['-', '_', '/'], Gap::None);
    let (end, what, mut cursor) = numbered(ahead)?;
    site.found(end, what);
    while let Some(after) = separator(&cursor)
        && let start = after.peek()
        && start.gap <= Gap::Line
        && let Some((end, what, next)) = numbered(after)
    {
        site.push(start.start, end, what);
        cursor = next;
    }
    Some(cursor)
}

/// Reads a number, its year and its version: `9916/17`, `9916/1/17 REV 1`, `9916-2017-INIT`, `9916 2017 INIT`.
fn numbered(cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    let (_, number) = ahead.number(Gap::Line)?;
    if number.value == 0 || number.digits > 5 {
        return None;
    }
    let joined = ahead.mark(&['/', '-', '_'], Gap::Space).is_some();
    let (mut token, mut second) = ahead.number(if joined { Gap::Space } else { Gap::Line })?;
    let mut revised = ahead;
    if joined
        && revised.mark(&['/'], Gap::None).is_some()
        && let Some((last_token, last)) = revised.number(Gap::None)
    {
        (token, second) = (last_token, last);
        ahead = revised;
    }
    if !joined && second.digits != 4 {
        return None;
    }
    let year = year::with_century(second.value, second.digits)?;
    let mut end = token.end;
    let mut suffix = String::new();
    // A revised addendum has two marks; three is more than any document has had.
    for _ in 0..3 {
        let Some((after, stop)) = version(ahead, &mut suffix) else {
            break;
        };
        ahead = after;
        end = stop;
    }
    if suffix.is_empty() {
        suffix.push_str("INIT");
    }
    let mut what = Instrument::exact(
        Kind::Council,
        format!("ST {}/{year} {suffix}", number.value),
    );
    what.url = Some(link(number.value, year, &suffix));
    Some((end, what, ahead))
}

/// The document in French, in the Council's register; `suffix` is `INIT`, `REV 1`…
fn link(number: u32, year: u16, suffix: &str) -> String {
    let suffix = suffix.replace(' ', "-");
    format!("https://data.consilium.europa.eu/doc/document/ST-{number}-{year}-{suffix}/fr/pdf")
}

/// `data.consilium.europa.eu/doc/document/ST-9916-2017-INIT/fr/pdf`.
fn in_address(plain: &str) -> Option<Instrument> {
    if !plain.contains("consilium") {
        return None;
    }
    let rest = ["/st-", "/st ", "/st_"]
        .iter()
        .find_map(|marker| address::after(plain, marker))?;
    numbered(Cursor::new(rest, 0, true)).map(|(_, what, _)| what)
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
