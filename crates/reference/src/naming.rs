//! What a CELEX number names, and CELEX numbers as they stand in text.

use crate::citation::Instrument;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Number, Token};
use crate::{Celex, Kind, act, commission, court, links};

/// The instrument a CELEX number names, under the key all its other spellings have.
pub(crate) fn instrument(written: &Celex) -> Instrument {
    let base = written.base();
    let mut what = named(&base);
    what.attributes.corrigendum = written.corrigendum();
    what.attributes.consolidated = written.consolidated_on();
    if written.consolidated_on().is_some() {
        what.url = Some(links::celex(written));
    }
    what.attributes.as_celex = Some(written.clone());
    what.celex = Some(base);
    what.celex_candidates.clear();
    what
}

fn named(celex: &Celex) -> Instrument {
    // A disambiguation belongs to the name: two decisions of one number are two instruments.
    let plain = celex.to_string().ends_with(|c: char| c.is_ascii_digit());
    let known = match celex.sector() {
        3 if plain
            && matches!(celex.letters(), "L" | "R" | "D" | "F" | "H")
            && celex.number() > 0 =>
        {
            Some(act::by_letter(
                celex.letters(),
                None,
                celex.year(),
                celex.number(),
            ))
        }
        5 if plain && celex.number() > 0 => commission::named_by(celex),
        6 if plain => court::named_by(celex),
        _ => None,
    };
    known.unwrap_or_else(|| {
        let kind = if celex.sector() == 3 {
            act::kind_of(celex.letters())
        } else {
            Kind::Celex
        };
        let mut what = Instrument::exact(kind, celex.to_string());
        what.url = Some(links::celex(celex));
        what
    })
}

/// Reads a CELEX number whose sector and year, `32016`, are just taken.
pub(crate) fn read(cursor: Cursor<'_>, first: Number) -> Option<(usize, Celex, Cursor<'_>)> {
    if first.digits != 5 {
        return None;
    }
    let mut ahead = cursor;
    let (_, letters) = ahead.word(Gap::None)?;
    if !letters.upper || letters.as_str().len() > 2 {
        return None;
    }
    let (token, number) = ahead.number(Gap::None)?;
    if number.digits != 4 {
        return None;
    }
    let mut text = format!("{:05}{}{:04}", first.value, letters.as_str(), number.value);
    let mut celex: Celex = text.parse().ok()?;
    let mut end = token.end;
    if let Some((suffix, stop, after)) = suffix(ahead) {
        text.push_str(&suffix);
        if let Ok(longer) = text.parse() {
            (celex, end, ahead) = (longer, stop, after);
        }
    }
    // What is glued to the number makes it something else: a product code, a longer identifier.
    let glued = matches!(
        ahead.peek(),
        Token {
            gap: Gap::None,
            lexeme: Lexeme::Word(_) | Lexeme::Overlong,
            ..
        }
    );
    (!glued).then_some((end, celex, ahead))
}

/// Reads `R(02)`, `(01)` or `-20160504`.
fn suffix(cursor: Cursor<'_>) -> Option<(String, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    if ahead.mark(&['-'], Gap::None).is_some() {
        let (token, date) = ahead.number(Gap::None)?;
        return (date.digits == 8).then(|| (format!("-{:08}", date.value), token.end, ahead));
    }
    let corrigendum = ahead.word_in(&["r"], Gap::None).is_some();
    ahead.mark(&['('], Gap::None)?;
    let (_, number) = ahead.number(Gap::None)?;
    let close = ahead.mark(&[')'], Gap::None)?;
    let letter = if corrigendum { "R" } else { "" };
    (number.digits == 2).then(|| (format!("{letter}({:02})", number.value), close.end, ahead))
}
