//! Decisions of the two numberings. From 1993 to 2014 those of Parliament and Council were counted apart, number first:
//! `n° 243/2012/UE` is another act than `2012/243/UE`. EUR-Lex gives both the number `32012D0243`, and `(01)` to the second
//! one where there are two.

use crate::citation::Citation;
use crate::{Celex, Certainty, Key, Kind, links};

/// The years in which decisions were counted apart.
const COUNTED_APART: std::ops::RangeInclusive<u16> = 1993..=2014;

/// Which of the two numberings a decision is cited by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// `n° 243/2012/UE`, of Parliament and Council.
    NumberFirst,
    /// `2012/243/UE`.
    YearFirst,
}

/// The numbering that a citation gives a decision of those years in; `None` for any other citation.
pub(crate) fn numbering(citation: &Citation) -> Option<Numbering> {
    let celex = citation
        .celex
        .as_ref()
        .filter(|_| citation.kind == Kind::Decision)?;
    if !COUNTED_APART.contains(&celex.year()) || citation.key.as_str() != celex.to_string() {
        return None;
    }
    let (before, after) = citation.text.split_once('/')?;
    let first = before
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?;
    let second = after
        .trim_start()
        .split(|c: char| !c.is_ascii_digit())
        .next()?;
    let is_year = |text: &str| {
        let value: Option<u16> = text.parse().ok();
        value.is_some_and(|value| {
            value == celex.year() || (text.len() == 2 && value == celex.year() % 100)
        })
    };
    let is_number = |text: &str| text.parse() == Ok(celex.number());
    match (
        is_year(first) && is_number(second),
        is_number(first) && is_year(second),
    ) {
        (true, false) => Some(Numbering::YearFirst),
        (false, true) => Some(Numbering::NumberFirst),
        _ => None,
    }
}

/// The key that a decision cited as `2012/243/UE` has where there is an `n° 243/2012/UE` too: `32012D0243(01)`. `None` for
/// any other citation.
///
/// ```
/// let citation = renvoi_reference::parse("décision 2012/243/UE").expect("a reference");
/// assert_eq!(citation.key.as_str(), "32012D0243");
/// let second = renvoi_reference::second_of_number(&citation).expect("a key");
/// assert_eq!(second.as_str(), "32012D0243(01)");
/// # assert!(renvoi_reference::parse("décision n° 243/2012/UE").is_some_and(|n| renvoi_reference::second_of_number(&n).is_none()));
/// ```
pub fn second_of_number(citation: &Citation) -> Option<Key> {
    let is_second = numbering(citation) == Some(Numbering::YearFirst);
    is_second.then(|| Key::new(format!("{}(01)", citation.key)))
}

/// Makes a citation one of the second decision of its number.
pub(crate) fn make_second(citation: &mut Citation) {
    let Some(key) = second_of_number(citation) else {
        return;
    };
    if let Ok(celex) = key.as_str().parse::<Celex>() {
        citation.url = Some(links::celex(&celex));
        citation.celex = Some(celex);
    }
    citation.key = key;
    citation.certainty = Certainty::Inferred;
}
