//! Cases before the European Court of Human Rights: `requête n° 58170/13`, `ECLI:CE:ECHR:2018:0913JUD005817013`.

use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number};
use crate::{Certainty, Kind, address, year};

pub(crate) const FAMILY: Family = Family {
    title: "affaires de la Cour européenne des droits de l’homme",
    words: "requete requetes ecli",
    capitals: "cedh ce",
    announcers: "requete requetes cedh echr",
    at_word: Some(at_word),
    at_number: Some(announced),
    hosts: &["hudoc.echr.coe.int"],
    in_address,
    advice: "judgments of the Court of Human Rights are not in Cellar: download it from HUDOC",
    institution: |_| Some("Cour européenne des droits de l’homme"),
    spellings: &[
        Spelling {
            text: "requête n° 58170/13",
            key: "CEDH 58170/13",
        },
        Spelling {
            text: "CEDH, 25 mai 2021, Big Brother Watch c. Royaume-Uni, n° 58170/13",
            key: "CEDH 58170/13",
        },
        Spelling {
            text: "ECLI:CE:ECHR:2018:0913JUD005817013",
            key: "ECLI:CE:ECHR:2018:0913JUD005817013",
        },
        Spelling {
            text: "https://hudoc.echr.coe.int/fre?appno=58170/13",
            key: "CEDH 58170/13",
        },
    ],
    ..Family::EMPTY
};

/// Applications have been lodged since 1955.
const FIRST_YEAR: u16 = 1955;

fn at_word<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    match site.word()?.as_str() {
        "ecli" => {
            let mut ahead = site.cursor;
            ahead.mark(&[':'], Gap::Space)?;
            ahead.word_in(&["ce"], Gap::Space)?;
            ecli(site, ahead)
        }
        "ce" => ecli(site, site.cursor),
        _ => {
            let mut ahead = site.cursor;
            ahead.mark(&[','], Gap::None);
            ahead.mark(&['('], Gap::Space);
            ahead.number_mark(Gap::Line);
            let (_, number) = ahead.number(Gap::Line)?;
            list(site, site.token.start, number, ahead, Certainty::Exact)
        }
    }
}

/// `n° 58170/13` further on in the sentence, behind what announces it or behind the parties: *CEDH, 25 mai 2021, Big
/// Brother Watch c. Royaume-Uni, n° 58170/13*.
fn announced<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let number = site.number()?;
    let is_application = application(number, site.cursor).is_some();
    if !is_application || number.digits < 3 {
        return None;
    }
    let is_marked = site.previous.is_some_and(|previous| match previous.lexeme {
        Lexeme::Mark(mark) => mark == '°',
        Lexeme::Word(word) => matches!(word.as_str(), "n" | "no" | "nos" | "req"),
        _ => false,
    });
    // Without the mark it must be as long as no other number of two halves is.
    let is_announced = site.announced.is_some() && (is_marked || number.digits >= 4);
    let is_told =
        is_announced || (is_marked && names_parties(site.cursor.text(), site.token.start));
    if !is_told {
        return None;
    }
    list(
        site,
        site.token.start,
        number,
        site.cursor,
        Certainty::Inferred,
    )
}

/// Bytes before a number in which the parties are named.
const PARTIES: usize = 90;

/// Whether the words before byte `start` name parties: *S. et Marper c. Royaume-Uni [GC], nos*.
fn names_parties(text: &str, start: usize) -> bool {
    let from = text.floor_char_boundary(start.saturating_sub(PARTIES));
    let before = text.get(from..start).unwrap_or_default();
    let mut versus = before.match_indices(" c. ");
    versus.any(|(at, versus)| {
        let state = before.get(at + versus.len()..).unwrap_or_default();
        // "le Royaume-Uni", "la France"
        let state = ["la ", "le ", "les ", "l’", "l'"]
            .iter()
            .find_map(|article| state.strip_prefix(article))
            .unwrap_or(state);
        state.starts_with(char::is_uppercase)
    })
}

/// Reads an application and those that follow it in the list, from behind its first number.
fn list<'t>(
    site: &mut Site<'_, 't>,
    start: usize,
    first: Number,
    cursor: Cursor<'t>,
    certainty: Certainty,
) -> Option<Cursor<'t>> {
    let (end, mut what, mut cursor) = application(first, cursor)?;
    what.certainty = certainty;
    site.push(start, end, what);
    while let Some((start, end, mut what, next)) = separator(&cursor).and_then(next_item) {
        what.certainty = certainty;
        site.push(start, end, what);
        cursor = next;
    }
    Some(cursor)
}

fn next_item(after: Cursor<'_>) -> Option<(usize, usize, Instrument, Cursor<'_>)> {
    let mut ahead = after;
    ahead.number_mark(Gap::Line);
    let (token, number) = ahead.number(Gap::Line)?;
    let (end, what, next) = application(number, ahead).filter(|_| number.digits >= 3)?;
    Some((token.start, end, what, next))
}

/// Reads `/13` behind the number of an application.
fn application(number: Number, cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    ahead.mark(&['/'], Gap::None)?;
    let (token, short_year) = ahead.number(Gap::None)?;
    let glued = ahead.peek();
    let longer =
        glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Mark('/') | Lexeme::Word(_));
    let year = year::with_century(short_year.value, short_year.digits)?;
    if number.value == 0
        || number.digits > 5
        || number.padded()
        || short_year.digits != 2
        || year < FIRST_YEAR
        || longer
    {
        return None;
    }
    let written = format!("{}/{:02}", number.value, short_year.value);
    let mut what = Instrument::exact(Kind::Echr, format!("CEDH {written}"));
    what.url = Some(format!("https://hudoc.echr.coe.int/fre?appno={written}"));
    Some((token.end, what, ahead))
}

/// Letters of the last part of an identifier: `0913JUD005817013`.
const LAST_PART: usize = 16;

/// Reads `:ECHR:2018:0913JUD005817013` behind `CE`.
fn ecli<'t>(site: &mut Site<'_, 't>, cursor: Cursor<'t>) -> Option<Cursor<'t>> {
    let mut ahead = cursor;
    ahead.mark(&[':'], Gap::None)?;
    ahead.word_in(&["echr"], Gap::Space)?;
    ahead.mark(&[':'], Gap::None)?;
    let (_, year) = ahead.number(Gap::Space)?;
    ahead.mark(&[':'], Gap::None)?;
    let (first, day) = ahead.number(Gap::Space)?;
    ahead.word_in(&["jud", "dec", "rep", "com"], Gap::None)?;
    let (last, number) = ahead.number(Gap::None)?;
    if year.digits != 4 || day.digits != 4 || number.digits != 9 {
        return None;
    }
    let written = ahead.text().get(first.start..last.end)?;
    if written.len() != LAST_PART {
        return None;
    }
    let key = format!(
        "ECLI:CE:ECHR:{}:{}",
        year.value,
        written.to_ascii_uppercase()
    );
    let mut what = Instrument::exact(Kind::Echr, key.clone());
    what.url = Some(format!("https://hudoc.echr.coe.int/fre?ecli={key}"));
    site.found(last.end, what);
    Some(ahead)
}

/// `hudoc.echr.coe.int/fre?appno=58170/13`, and what its search writes: `{"appno":["58170/13"]}`.
fn in_address(plain: &str) -> Option<Instrument> {
    let rest = address::after(plain, "appno")?;
    let rest = rest.trim_start_matches(['=', '"', ':', '[']);
    let mut cursor = Cursor::new(rest, 0, true);
    let (_, number) = cursor.number(Gap::None)?;
    application(number, cursor).map(|(_, what, _)| what)
}
