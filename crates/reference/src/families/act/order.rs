//! Which half of an act number is its year.

use super::Type;
use super::number::{ActNumber, Body, Place};
use crate::lexer::Number;
use crate::{Warning, year};

/// Since 1 January 2015 every act is `(UE) YYYY/N`.
pub(crate) const YEAR_FIRST: u16 = 2015;

/// Acts are *(UE)* since the treaty of Lisbon.
const LISBON: u16 = 2009;
/// Before, no year had two thousand regulations.
const SERIES_OF_THOUSANDS: u16 = 1968;

/// Year and number, and whether only a rule of thumb put them in that order.
pub(crate) struct Ordered {
    pub(crate) year: u16,
    pub(crate) number: u16,
    pub(crate) guessed: bool,
    /// The number came first.
    pub(crate) number_first: bool,
    pub(crate) warning: Option<Warning>,
}

/// Decides which of the two numbers is the year.
///
/// The style guide's rule: with *n°*, number then year, until 2014; without, year then number. The rest is what
/// careless documents do.
pub(crate) fn order(written: &ActNumber, what: Option<Type>) -> Option<Ordered> {
    let ActNumber { first, second, .. } = *written;
    let read = |(year, number), number_first| Ordered {
        year,
        number,
        guessed: false,
        number_first,
        warning: None,
    };
    let year_first = pair(first, second).map(|pair| read(pair, false));
    let number_first = pair(second, first).map(|pair| read(pair, true));
    let guess = |ordered| Ordered {
        guessed: true,
        ..ordered
    };
    let warn = |ordered| Ordered {
        warning: Some(Warning::YearFirstAfterNumberMark),
        ..ordered
    };
    let numbered_by_year = matches!(
        what,
        Some(Type::Directive | Type::FrameworkDecision | Type::Recommendation)
    );
    // "(CE) no 510/06": regulations alone go on being cited with a short year.
    let short = (written.marked && written.place == Place::Prefix)
        .then(|| year::with_century(second.value, second.digits))
        .flatten()
        .filter(|year| written.body.is_none_or(|body| body.existed(*year)))
        .and_then(|year| paired(year, first))
        .map(|pair| guess(read(pair, true)));
    if written.marked && !numbered_by_year {
        // "décision n° 2009/77/CE" is of 2009: no year had two thousand decisions with a suffix, but for coal and steel.
        let late = written.place == Place::Suffix && first.digits == 4 && second.digits < 4;
        if late && year_first.is_some() && written.body != Some(Body::CoalAndSteel) {
            return year_first.map(guess).map(warn);
        }
        if is_late(written, year_first.as_ref(), number_first.as_ref()) {
            return year_first.map(guess).map(warn);
        }
        return number_first
            .or_else(|| year_first.map(guess).map(warn))
            .or(short);
    }
    if written.marked {
        return year_first.map(warn).or(number_first);
    }
    // "règlement 1408/71", "décision 243/2012/UE": the n° is lost. A bare number needs more than that: the decision 1/80 is
    // of an association council.
    let known = !written.bare() || matches!(what, None | Some(Type::Regulation));
    if written.place != Place::Suffix && number_before_year(written, what, year_first.as_ref()) {
        return number_first.filter(|_| known).or(year_first).map(guess);
    }
    if year_first.is_some() {
        return year_first;
    }
    let ordered = number_first.filter(|_| known).map(guess)?;
    let warning = (what == Some(Type::Directive)).then_some(Warning::UnusualOrder);
    Some(Ordered { warning, ..ordered })
}

/// Whether a number without *n°* nor suffix is a regulation's of before 2015 all the same, with its number first:
/// `règlement (CE) 1967/2006`. Its first half may look like a year.
fn number_before_year(
    written: &ActNumber,
    what: Option<Type>,
    year_first: Option<&Ordered>,
) -> bool {
    let Some(ordered) = year_first else {
        return true;
    };
    match what {
        Some(Type::Regulation) => ordered.year < YEAR_FIRST,
        // Keys are written so, with the year first.
        None => written.first.digits == 2 && !written.bare(),
        Some(_) => false,
    }
}

/// Whether the year comes first in a number behind *n°* whose halves could both be years, since it would be too early
/// for its body or too late for the mark the other way round: `(UE) n° 2015/1998`, `n° 2019/2033`, but
/// `(CE) n° 2023/2006`.
fn is_late(
    written: &ActNumber,
    year_first: Option<&Ordered>,
    number_first: Option<&Ordered>,
) -> bool {
    let (Some(late), Some(early)) = (year_first, number_first) else {
        return false;
    };
    let begins = match written.body {
        Some(Body::Union) => LISBON,
        Some(_) => 0,
        None => SERIES_OF_THOUSANDS,
    };
    late.year >= YEAR_FIRST && (early.year >= YEAR_FIRST || early.year < begins)
}

fn pair(year: Number, number: Number) -> Option<(u16, u16)> {
    year::of_instrument(year.value, year.digits).and_then(|year| paired(year, number))
}

fn paired(year: u16, number: Number) -> Option<(u16, u16)> {
    let value = u16::try_from(number.value)
        .ok()
        .filter(|value| (1..=9999).contains(value))?;
    (!number.padded()).then_some((year, value))
}
