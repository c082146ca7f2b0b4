//! Publications of the Joint Research Centre: `JRC120307`.

use crate::Kind;
use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme};

pub(crate) const FAMILY: Family = Family {
    title: "publications du Centre commun de recherche",
    capitals: "jrc",
    at_word: Some(read),
    in_address,
    advice: "publications of the Joint Research Centre are not in Cellar: download it from their repository",
    has_places: false,
    spellings: &[
        Spelling {
            text: "JRC120307",
            key: "JRC120307",
        },
        Spelling {
            text: "JRC 130097",
            key: "JRC130097",
        },
    ],
    ..Family::EMPTY
};

fn read<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let (end, what, after) = report(site.cursor)?;
    site.found(end, what);
    Some(after)
}

/// Reads the number behind `JRC`.
fn report(cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
    let mut ahead = cursor;
    // "JRC-119998".
    ahead.mark(&['-'], Gap::None);
    let (token, number) = ahead.number(Gap::Line)?;
    // Numbers have had five digits since the repository began, and six since 2016.
    let glued = ahead.peek();
    if !(5..=6).contains(&number.digits)
        || number.padded()
        || (glued.gap == Gap::None && matches!(glued.lexeme, Lexeme::Word(_)))
    {
        return None;
    }
    let mut what = Instrument::exact(Kind::Jrc, format!("JRC{}", number.value));
    what.url = Some(format!(
        "https://publications.jrc.ec.europa.eu/repository/handle/JRC{}",
        number.value
    ));
    Some((token.end, what, ahead))
}

/// `publications.jrc.ec.europa.eu/repository/handle/JRC120307`.
fn in_address(plain: &str) -> Option<Instrument> {
    let (before, _) = plain.split_once("/jrc")?;
    let mut cursor = Cursor::new(plain, before.len() + 1, true);
    cursor.word_in(&["jrc"], Gap::None)?;
    report(cursor).map(|(_, what, _)| what)
}
