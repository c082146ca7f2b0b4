//! Who adopted an act and when, between its type and its number or behind it:
//! *règlement (UE) du Conseil n° 1024/2013*, *n° 648/2012 du Parlement européen et du Conseil du 4 juillet 2012*.

use crate::cursor::Cursor;
use crate::date;
use crate::lexer::Gap;

/// Who adopts acts.
const AUTHORS: [&str; 4] = ["parlement", "conseil", "commission", "banque"];
/// What stands around their names.
const AROUND: [&str; 9] = [
    "du",
    "de",
    "des",
    "la",
    "le",
    "et",
    "europeen",
    "europeenne",
    "centrale",
];
/// "du Parlement européen, du Conseil et de la Commission" has ten words.
const MOST_WORDS: usize = 12;

/// The cursor after the words of an author, and whether one is named: "du" may also stand before a day.
fn words<'t>(cursor: &Cursor<'t>) -> (Cursor<'t>, bool) {
    let mut ahead = *cursor;
    let mut named = false;
    for _ in 0..MOST_WORDS {
        let author = ahead.word_in(&AUTHORS, Gap::Line).is_some();
        if !author && ahead.word_in(&AROUND, Gap::Line).is_none() {
            break;
        }
        named |= author;
    }
    (ahead, named)
}

/// Moves over the author of an act, if one is named.
pub(crate) fn skip(cursor: &mut Cursor<'_>) {
    if let (after, true) = words(cursor) {
        *cursor = after;
    }
}

/// The cursor after the author of an act and its day: `du Conseil du 4 juillet 2012`.
pub(crate) fn after_day<'t>(cursor: &Cursor<'t>) -> Option<Cursor<'t>> {
    let (ahead, _) = words(cursor);
    if ahead.at() == cursor.at() {
        return None;
    }
    date::read(ahead).map(|(.., after)| after)
}
