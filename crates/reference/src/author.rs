//! Who adopted an act and when, between its type and its number or behind it:
//! *règlement (UE) du Conseil n° 1024/2013*, *n° 648/2012 du Parlement européen et du Conseil du 4 juillet 2012*.

use crate::cursor::Cursor;
use crate::date;
use crate::lexer::Gap;

/// The words of authors, and what joins them. "du Parlement européen, du Conseil et de la Commission" has ten.
const WORDS: [&str; 13] = [
    "du",
    "de",
    "des",
    "la",
    "le",
    "et",
    "parlement",
    "europeen",
    "europeenne",
    "conseil",
    "commission",
    "banque",
    "centrale",
];
const MOST_WORDS: usize = 12;

/// Moves over the author of an act, if one is named.
pub(crate) fn skip(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if ahead.word_in(&["du", "de"], Gap::Line).is_none() {
        return;
    }
    for _ in 0..MOST_WORDS {
        if ahead.word_in(&WORDS, Gap::Line).is_none() {
            break;
        }
    }
    *cursor = ahead;
}

/// The cursor after the author of an act and its day: `du Conseil du 4 juillet 2012`.
pub(crate) fn after_day<'t>(cursor: &Cursor<'t>) -> Option<Cursor<'t>> {
    let mut ahead = *cursor;
    // "du" before the day is among the words of authors.
    skip(&mut ahead);
    if ahead.at() == cursor.at() {
        return None;
    }
    date::read(ahead).map(|(.., after)| after)
}
