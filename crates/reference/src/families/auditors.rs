//! Special reports and opinions of the Court of Auditors: `rapport spécial n° 05/2022`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::issuer::{self, Issuer};
use crate::lexer::{Gap, Number};
use crate::{Certainty, Kind};

pub(crate) const FAMILY: Family = Family {
    title: "rapports spéciaux et avis de la Cour des comptes",
    words: "rapport rapports avis special opinion opinions",
    capitals: "rs",
    at_word: Some(list),
    advice: "reports of the Court of Auditors are not in Cellar under this number: download it from eca.europa.eu",
    institution: |_| Some("Cour des comptes"),
    spellings: &[
        Spelling {
            text: "rapport spécial n° 05/2022",
            key: "RS 05/2022",
        },
        Spelling {
            text: "rapport spécial 5/2022 de la Cour des comptes",
            key: "RS 05/2022",
        },
        Spelling {
            text: "avis n° 02/2021 de la Cour des comptes",
            key: "Avis CdC 02/2021",
        },
    ],
    ..Family::EMPTY
};

/// The Court of Auditors first sat in October 1977; its reports have been numbered since.
const FIRST_YEAR: u32 = 1977;

/// Neither reports nor opinions have passed this in a year.
const HIGHEST: u32 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Report,
    Opinion,
}

/// Reads a report or an opinion, and those that share its head.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (what, mut ahead, is_key) = head(site)?;
    ahead.number_mark(Gap::Line);
    let (first, number) = ahead.number(Gap::Line)?;
    let (end, key, after) = numbered(what, number, ahead)?;
    let mut found = vec![(site.token.start, end, key)];
    let mut cursor = after;
    while let Some((start, end, key, next)) =
        separator(&cursor).and_then(|after| next_item(what, after))
    {
        found.push((start, end, key));
        cursor = next;
    }
    let issuer = issuer::behind(cursor).or_else(|| issuer::before(cursor.text(), first.start));
    let certainty = match (what, issuer) {
        _ if is_key => Certainty::Exact,
        (_, Some(Issuer::CourtOfAuditors)) => Certainty::Exact,
        // The Ombudsman and others report specially too, but without these numbers.
        (What::Report, None | Some(Issuer::SomeCourt)) => Certainty::Inferred,
        _ => return None,
    };
    for (start, end, key) in found {
        let mut what = Instrument::exact(Kind::Auditors, key);
        what.certainty = certainty;
        site.push(start, end, what);
    }
    Some(cursor)
}

/// What the head announces, the cursor behind it, and whether it says itself whose the number is.
fn head<'t>(site: &Site<'_, 't>) -> Option<(What, Cursor<'t>, bool)> {
    let mut ahead = site.cursor;
    match site.word()?.as_str() {
        "rs" => Some((What::Report, ahead, true)),
        "rapport" | "rapports" => {
            ahead.word_in(&["special", "speciaux"], Gap::Line)?;
            Some((What::Report, ahead, false))
        }
        "special" => {
            ahead.word_in(&["report", "reports"], Gap::Line)?;
            Some((What::Report, ahead, false))
        }
        _ => {
            let own = ahead.word_in(&["cdc"], Gap::Space).is_some();
            Some((What::Opinion, ahead, own))
        }
    }
}

fn next_item(what: What, after: Cursor<'_>) -> Option<(usize, usize, String, Cursor<'_>)> {
    let mut ahead = after;
    let marked = ahead.number_mark(Gap::Line).is_some();
    let (token, number) = ahead.number(Gap::Line)?;
    let (end, key, next) = numbered(what, number, ahead)?;
    (marked || ends_item(&next)).then_some((token.start, end, key, next))
}

/// Reads `/2022` behind the number.
fn numbered(what: What, number: Number, cursor: Cursor<'_>) -> Option<(usize, String, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['/'], Gap::Space)?;
    let (token, year) = ahead.number(Gap::Space)?;
    let year = match year.digits {
        4 => year.value,
        // "rapport spécial n° 1/99", as they were cited then.
        2 if what == What::Report && year.value >= FIRST_YEAR - 1900 => 1900 + year.value,
        _ => return None,
    };
    if !(FIRST_YEAR..2100).contains(&year)
        || !(1..=HIGHEST).contains(&number.value)
        || number.digits > 2
    {
        return None;
    }
    let key = match what {
        What::Report => format!("RS {:02}/{year}", number.value),
        What::Opinion => format!("Avis CdC {:02}/{year}", number.value),
    };
    Some((token.end, key, ahead))
}
