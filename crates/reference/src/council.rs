//! Council documents: `ST 9916/17`, `ST-9916-2017-INIT`.

use crate::citation::{Found, Instrument, Sink};
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Token};
use crate::{Kind, links, year};

/// What may follow a number: the first version, a revision, an addendum, a corrigendum…
const VERSIONS: [&str; 8] = ["init", "rev", "add", "cor", "dcl", "amd", "ext", "lim"];

/// Reads a document and those that share its head. The cursor stands after the `ST` of `head`.
pub(crate) fn list<'t>(cursor: Cursor<'t>, head: Token, sink: &mut Sink<'t>) -> Option<Cursor<'t>> {
    let mut ahead = cursor;
    ahead.mark(&['-', '_', '/'], Gap::None);
    let (end, what, mut cursor) = numbered(ahead)?;
    sink.push(Found {
        start: head.start,
        end,
        what,
    });
    while let Some(after) = separator(&cursor)
        && let start = after.peek()
        && start.gap <= Gap::Line
        && let Some((end, what, next)) = numbered(after)
    {
        sink.push(Found {
            start: start.start,
            end,
            what,
        });
        cursor = next;
    }
    Some(cursor)
}

/// Reads a number, its year and its version: `9916/17`, `9916/1/17 REV 1`, `9916-2017-INIT`, `9916 2017 INIT`.
pub(crate) fn numbered(cursor: Cursor<'_>) -> Option<(usize, Instrument, Cursor<'_>)> {
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
    what.url = Some(links::council(number.value, year, &suffix));
    Some((end, what, ahead))
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
