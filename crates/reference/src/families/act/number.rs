//! The number of an act as written: `(UE) 2016/1148`, `(CE) n° 300/2008`, `95/46/CE`, `n° 243/2012/UE`.

use super::author;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Number, Token};

/// The body an act was adopted for: the Union, one of the Communities, or a pillar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Union,
    Community,
    EconomicCommunity,
    Euratom,
    CoalAndSteel,
    ForeignPolicy,
    HomeAffairs,
}

impl Body {
    fn of(word: &str) -> Option<Self> {
        match word {
            "ue" | "eu" => Some(Self::Union),
            "ce" | "ec" => Some(Self::Community),
            "cee" | "eec" => Some(Self::EconomicCommunity),
            "euratom" | "ceea" | "eaec" => Some(Self::Euratom),
            "ceca" | "ecsc" => Some(Self::CoalAndSteel),
            "pesc" | "cfsp" => Some(Self::ForeignPolicy),
            "jai" | "jha" => Some(Self::HomeAffairs),
            _ => None,
        }
    }

    /// As keys write it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Union => "UE",
            Self::Community => "CE",
            Self::EconomicCommunity => "CEE",
            Self::Euratom => "Euratom",
            Self::CoalAndSteel => "CECA",
            Self::ForeignPolicy => "PESC",
            Self::HomeAffairs => "JAI",
        }
    }

    /// Whether acts of a year can carry this body.
    pub(crate) fn existed(self, year: u16) -> bool {
        match self {
            Self::Union | Self::ForeignPolicy | Self::HomeAffairs | Self::Community => year >= 1992,
            Self::EconomicCommunity => year <= 1994,
            Self::Euratom | Self::CoalAndSteel => true,
        }
    }

    /// The body that acts of a year carry when nothing else is said.
    pub(crate) fn of_year(year: u16) -> Self {
        match year {
            ..1994 => Self::EconomicCommunity,
            1994..2010 => Self::Community,
            _ => Self::Union,
        }
    }
}

/// Where the body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before the number, as in `(UE) 2016/1148`.
    Prefix,
    /// After it, as in `95/46/CE`.
    Suffix,
    /// Nowhere: the number is bare.
    Nowhere,
}

/// An act number as written, its order not yet decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ActNumber {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) body: Option<Body>,
    pub(crate) place: Place,
    /// *n°* stands before it.
    pub(crate) marked: bool,
    pub(crate) first: Number,
    pub(crate) second: Number,
    pub(crate) bracket_missing: bool,
}

impl ActNumber {
    /// Neither a body nor *n°*: only a type word, or the item before in a list, can vouch for it.
    pub(crate) fn bare(&self) -> bool {
        self.place == Place::Nowhere && !self.marked
    }
}

/// Reads an act number. `loose` also reads a body before it without any bracket, which only a type word justifies.
pub(crate) fn read(cursor: Cursor<'_>, loose: bool) -> Option<(ActNumber, Cursor<'_>)> {
    let first_token = cursor.peek();
    if first_token.gap > Gap::Line {
        return None;
    }
    let mut ahead = cursor;
    let (mut body, bracket_missing) = match prefix(&mut ahead, loose) {
        Prefix::None => (None, false),
        Prefix::Body {
            body,
            bracket_missing,
        } => (Some(body), bracket_missing),
        Prefix::Other => return None,
    };
    let mut place = if body.is_some() {
        Place::Prefix
    } else {
        Place::Nowhere
    };
    let marked = ahead.number_mark(Gap::Line).is_some();
    let (first_at, first) = ahead.number(Gap::Line)?;
    let slash = ahead.mark(&['/'], Gap::Space).or_else(|| {
        // "(UE) n° 910-2014": body and mark leave no doubt.
        let sure = marked && body.is_some();
        sure.then(|| ahead.mark(&['-'], Gap::None)).flatten()
    })?;
    let (second_at, second) = ahead.number(Gap::Line)?;
    let mut end = second_at.end;
    match suffix(ahead) {
        Some((suffix, stop, after)) if place == Place::Nowhere => {
            (body, place, end, ahead) = (Some(suffix), Place::Suffix, stop, after);
        }
        // "(CE) n° 1907/2006/CE": the body is said twice.
        Some((again, stop, after)) if body == Some(again) && continues(&ahead) => {
            (end, ahead) = (stop, after);
        }
        _ => {}
    }
    let tight = slash.gap == Gap::None && second_at.gap == Gap::None;
    let number = ActNumber {
        start: if body.is_some() || marked {
            first_token.start
        } else {
            first_at.start
        },
        end,
        body,
        place,
        marked,
        first,
        second,
        bracket_missing,
    };
    if (number.bare() && !tight) || (place != Place::Suffix && continues(&ahead)) {
        return None;
    }
    Some((number, ahead))
}

enum Prefix {
    None,
    Body { body: Body, bracket_missing: bool },
    Other,
}

/// Reads `(UE)`, `(UE, Euratom)`, `UE/`, and what is left of them when a bracket is lost.
fn prefix(cursor: &mut Cursor<'_>, loose: bool) -> Prefix {
    let mut ahead = *cursor;
    let opened = ahead.mark(&['(', '['], Gap::Line).is_some();
    let Some(body) = body(&mut ahead) else {
        return if opened { Prefix::Other } else { Prefix::None };
    };
    // "(CECA, CEE, Euratom)" is as long as such a list gets.
    for _ in 0..3 {
        let mut more = ahead;
        if more.mark(&[',', '/', '-'], Gap::Space).is_none() {
            more.word_in(&["et", "and"], Gap::Line);
        }
        if self::body(&mut more).is_none() {
            break;
        }
        ahead = more;
    }
    let closed = ahead.mark(&[')', ']'], Gap::Line).is_some();
    let slash = !opened && !closed && ahead.mark(&['/'], Gap::None).is_some();
    amendment(&mut ahead);
    if loose && opened && closed {
        author::skip(&mut ahead);
    }
    let follows = matches!(ahead.peek().lexeme, Lexeme::Number(_)) || ahead.at_number_mark();
    if !follows || !(opened || closed || slash || loose) {
        return Prefix::Other;
    }
    *cursor = ahead;
    Prefix::Body {
        body,
        bracket_missing: opened != closed,
    }
}

fn body(cursor: &mut Cursor<'_>) -> Option<Body> {
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Line)?;
    let body = Body::of(word.as_str()).filter(|_| word.capital || word.upper)?;
    *cursor = ahead;
    Some(body)
}

/// Reads `/CE` or `/CE, Euratom` after a number.
fn suffix(cursor: Cursor<'_>) -> Option<(Body, usize, Cursor<'_>)> {
    let mut ahead = cursor;
    // "2010/413/PESC", and the older "(PESC)" written after the number.
    let bracket = if ahead.mark(&['/'], Gap::Line).is_some() {
        false
    } else {
        ahead.mark(&['('], Gap::Space).is_some()
    };
    if !bracket && ahead.at() == cursor.at() {
        return None;
    }
    let (token, word) = ahead.word(Gap::Line)?;
    let body = Body::of(word.as_str()).filter(|_| word.capital || word.upper)?;
    let mut end = token.end;
    if bracket {
        end = ahead.mark(&[')'], Gap::Space)?.end;
        return Some((body, end, ahead));
    }
    // "94/1/CE, CECA", "95/1/CE, Euratom, CECA".
    for _ in 0..2 {
        let mut more = ahead;
        let joined = more.mark(&[',', '/'], Gap::Space).is_some();
        if !joined || self::body(&mut more).is_none_or(|more| !shares(more)) {
            break;
        }
        if matches!(more.peek().lexeme, Lexeme::Mark(')')) {
            break;
        }
        end = more.at();
        ahead = more;
    }
    Some((body, end, ahead))
}

/// Whether acts were adopted for this body together with another.
fn shares(body: Body) -> bool {
    matches!(
        body,
        Body::Euratom | Body::CoalAndSteel | Body::Community | Body::EconomicCommunity
    )
}

/// Moves over the mark of an amendment that consolidated texts leave inside a number: `(UE) ►M1 2019/331 ◄`.
fn amendment(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if ahead.mark(&['►', '▼', '▶'], Gap::Line).is_some()
        && ahead.word_in(&["m", "b", "a", "c"], Gap::None).is_some()
    {
        ahead.number(Gap::None);
        *cursor = ahead;
    }
}

/// Whether a number goes on where an act number ends: a date, a fraction, a path.
fn continues(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    // The end of the text is as good as a space.
    ahead.mark(&['/'], Gap::None).is_some()
        && matches!(ahead.next(), Token { gap: Gap::None, lexeme, .. } if !matches!(lexeme, Lexeme::End))
}
