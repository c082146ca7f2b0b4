//! Papers of the European supervisory authorities: `EBA/GL/2021/02`, `ESMA70-156-4164`, `EIOPA-BoS-21/235`, `JC 2023 86`.

use std::fmt::Write as _;

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Word};

pub(crate) const FAMILY: Family = Family {
    title: "documents des autorités européennes de surveillance",
    capitals: "eba abe esma aemf eiopa aeapp jc",
    at_word: Some(list),
    advice: "papers of the supervisory authorities are not in Cellar: download it from the authority's site",
    spellings: &[
        Spelling {
            text: "EBA/GL/2021/02",
            key: "EBA/GL/2021/02",
        },
        Spelling {
            text: "EBA/RTS/2022/03",
            key: "EBA/RTS/2022/03",
        },
        Spelling {
            text: "ESMA70-156-4164",
            key: "ESMA70-156-4164",
        },
        Spelling {
            text: "EIOPA-BoS-21/235",
            key: "EIOPA-BoS-21/235",
        },
        Spelling {
            text: "JC 2023 86",
            key: "JC 2023 86",
        },
        Spelling {
            text: "JC/2023/86",
            key: "JC 2023 86",
        },
    ],
    ..Family::EMPTY
};

/// The authorities were set up at the end of 2010, out of committees of before; the first numbers are of 2011.
const FIRST_YEAR: u32 = 2011;

/// Parts of a number: `ESMA/2014/1569`, `ESMA74-362-2281` and the letters between.
const MOST_PARTS: usize = 4;

type Read<'t> = Option<(usize, Instrument, Cursor<'t>)>;

/// Reads a paper and those that follow it under their own heads.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (end, what, mut cursor) = paper(&site.word()?, site.cursor)?;
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
    let (end, what, next) = paper(&word, ahead).filter(|_| word.upper)?;
    Some((token.start, end, what, next))
}

fn paper<'t>(word: &Word, cursor: Cursor<'t>) -> Read<'t> {
    match word.as_str() {
        "jc" => of_joint_committee(cursor),
        // The authorities' numbers have their English names in every language.
        "eba" | "abe" => by_kind("EBA", cursor),
        "esma" | "aemf" => by_numbers("ESMA", cursor).or_else(|| by_kind("ESMA", cursor)),
        "eiopa" | "aeapp" => of_board("EIOPA", cursor).or_else(|| by_kind("EIOPA", cursor)),
        _ => None,
    }
}

/// `/GL/2021/02`, `/Op/2019/13`, `/2014/1569`: the kind, the year, the number.
fn by_kind<'t>(name: &str, cursor: Cursor<'t>) -> Read<'t> {
    let mut ahead = cursor;
    let mut key = name.to_owned();
    let mut year = None;
    for _ in 0..MOST_PARTS {
        if ahead.mark(&['/', '-'], Gap::None).is_none() {
            break;
        }
        if let Some((token, word)) = ahead.word(Gap::None) {
            if year.is_some() {
                return None;
            }
            let written = ahead.text().get(token.start..token.end)?;
            key.push('/');
            // As the authorities write it, whatever was typed: "Op" is an opinion, the others are in capitals.
            if word.as_str() == "op" {
                key.push_str("Op");
            } else {
                key.push_str(&written.to_uppercase());
            }
            continue;
        }
        let (token, number) = ahead.number(Gap::None)?;
        if year.is_some() {
            if number.value == 0 || number.digits > 4 {
                return None;
            }
            let written = ahead.text().get(token.start..token.end)?;
            key.push('/');
            key.push_str(written);
            return Some((token.end, Instrument::exact(Kind::Agency, key), ahead));
        }
        if number.digits != 4 || !(FIRST_YEAR..2100).contains(&number.value) {
            return None;
        }
        year = Some(number.value);
        let _ = write!(key, "/{}", number.value);
    }
    None
}

/// `70-156-4164`, from behind `ESMA`.
fn by_numbers<'t>(name: &str, cursor: Cursor<'t>) -> Read<'t> {
    let mut ahead = cursor;
    ahead.mark(&['-'], Gap::None);
    let (_, first) = ahead.number(Gap::Space)?;
    let mut key = format!("{name}{}", first.value);
    let mut end = None;
    for _ in 0..MOST_PARTS - 1 {
        let mut part = ahead;
        if part.mark(&['-'], Gap::None).is_none() {
            break;
        }
        let Some((token, number)) = part.number(Gap::None) else {
            break;
        };
        let _ = write!(key, "-{}", number.value);
        end = Some(token.end);
        ahead = part;
    }
    // The file, the subject, the number in it.
    let end = end.filter(|_| first.digits == 2 && key.matches('-').count() >= 2)?;
    Some((end, Instrument::exact(Kind::Agency, key), ahead))
}

/// `-BoS-21/235`, from behind `EIOPA`.
fn of_board<'t>(name: &str, cursor: Cursor<'t>) -> Read<'t> {
    let mut ahead = cursor;
    ahead.mark(&['-', '/'], Gap::None)?;
    ahead.word_in(&["bos"], Gap::None)?;
    ahead.mark(&['-', '/'], Gap::None)?;
    let (_, year) = ahead.number(Gap::None)?;
    ahead.mark(&['/', '-'], Gap::None)?;
    let (token, number) = ahead.number(Gap::None)?;
    if year.digits != 2 || year.value + 2000 < FIRST_YEAR || !(2..=4).contains(&number.digits) {
        return None;
    }
    let key = format!("{name}-BoS-{:02}/{:03}", year.value, number.value);
    Some((token.end, Instrument::exact(Kind::Agency, key), ahead))
}

/// ` 2023 86`, `/2023/86`, `/GL/2014/43`, from behind `JC`.
fn of_joint_committee(cursor: Cursor<'_>) -> Read<'_> {
    let mut ahead = cursor;
    let joined = ahead.mark(&['/', '-'], Gap::None).is_some();
    let mut kind = None;
    if joined && let Some((_, word)) = ahead.word(Gap::None) {
        kind = Some(word.as_str().to_ascii_uppercase());
        ahead.mark(&['/', '-'], Gap::None)?;
    }
    let gap = if joined { Gap::None } else { Gap::Space };
    let (_, year) = ahead.number(gap)?;
    let apart = ahead.mark(&['/', '-'], Gap::None).is_none();
    let (token, number) = ahead.number(if apart { Gap::Space } else { Gap::None })?;
    let follows = matches!(ahead.peek().lexeme, Lexeme::Word(_)) && ahead.peek().gap == Gap::None;
    if year.digits != 4
        || !(FIRST_YEAR..2100).contains(&year.value)
        || !(1..=3).contains(&number.digits)
        || number.value == 0
        || follows
    {
        return None;
    }
    let key = match kind {
        Some(kind) => format!("JC/{kind}/{}/{:02}", year.value, number.value),
        None => format!("JC {} {:02}", year.value, number.value),
    };
    Some((token.end, Instrument::exact(Kind::Agency, key), ahead))
}
