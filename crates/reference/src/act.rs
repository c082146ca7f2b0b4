//! Directives, regulations, decisions and recommendations, from the words and the number that name them.

use crate::act_number::{self, ActNumber, Body, Place};
use crate::author;
use crate::citation::{Found, Instrument, Sink};
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Lexeme, Number};
use crate::order::{Ordered, YEAR_FIRST, order};
use crate::{Celex, Certainty, Form, Kind, Warning, links};

/// The type of act a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Directive,
    Regulation,
    Decision,
    FrameworkDecision,
    Recommendation,
    /// Common positions and joint actions of the second and third pillars.
    CommonPosition,
}

impl Type {
    /// The type a word names. `typed` adds the abbreviations of people in a hurry.
    pub(crate) fn of(word: &str, typed: bool) -> Option<Self> {
        match word {
            "directive" | "directives" => Some(Self::Directive),
            "reglement" | "reglements" | "regulation" | "regulations" => Some(Self::Regulation),
            "decision" | "decisions" => Some(Self::Decision),
            "recommandation" | "recommandations" | "recommendation" | "recommendations" => {
                Some(Self::Recommendation)
            }
            "dir" if typed => Some(Self::Directive),
            "reg" | "regl" | "rgt" | "rglt" if typed => Some(Self::Regulation),
            "dec" if typed => Some(Self::Decision),
            "reco" | "rec" if typed => Some(Self::Recommendation),
            _ => None,
        }
    }

    fn letter(self) -> &'static str {
        match self {
            Self::Directive => "L",
            Self::Regulation => "R",
            Self::Decision => "D",
            Self::FrameworkDecision => "F",
            Self::Recommendation => "H",
            Self::CommonPosition => "E",
        }
    }
}

/// How far a type word stands from a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Right before it, or with nothing but *d'exécution*, *du Conseil* and the like between.
    Adjacent,
    /// As adjacent, but for a last *du*, *de la* or *et*, after which a bare number is something else.
    Open,
    /// Earlier in the sentence.
    Distant,
}

/// The type word an act number may belong to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub(crate) what: Type,
    pub(crate) form: Option<Form>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) reach: Reach,
    pub(crate) plural: bool,
    /// A number has taken it already.
    pub(crate) used: bool,
}

/// Reads an act number and those that share its head. The cursor stands before the number.
pub(crate) fn list<'t>(
    cursor: Cursor<'t>,
    head: Option<Head>,
    sink: &mut Sink<'t>,
) -> Option<Cursor<'t>> {
    let named = head.and_then(|head| named_before(head, &cursor));
    let head = named.or(head);
    let near = head.is_some_and(|head| !head.used && head.reach != Reach::Distant);
    let (number, mut cursor) = act_number::read(cursor, near)?;
    let vouched = head.is_some_and(|head| !head.used && head.reach == Reach::Adjacent);
    // "loi n° 12/2014" is no act of the Union: without a body, a type word must stand right before.
    if (number.bare() && !vouched) || (number.place == Place::Nowhere && !near) {
        return None;
    }
    // "décision n° 78/2004" is a joint committee's: those of the institutions have a body after the number.
    let decision = head.is_some_and(|head| head.what == Type::Decision);
    if decision && number.place == Place::Nowhere && number.marked {
        return None;
    }
    let mut what = resolve(&number, head)?;
    if named.is_some() {
        // Others than the Union have regulations with names too.
        what.certainty = Certainty::Inferred;
    }
    let start = head
        .filter(|_| near)
        .map_or(number.start, |head| head.start);
    let mut end = number.end;
    // The bracket that opened before the number closes behind it: "directive SRI 2 (2022/2555)".
    let opened = cursor.text().get(start..number.start);
    if near && opened.is_some_and(|text| text.ends_with('(')) {
        let mut ahead = cursor;
        if let Some(close) = ahead.mark(&[')'], Gap::None) {
            (end, cursor) = (close.end, ahead);
        }
    }
    sink.push(Found { start, end, what });
    let mut last = number;
    let plural = head.is_some_and(|head| head.plural);
    while let Some((number, after)) = next_item(&cursor, plural) {
        let number = inherit(number, &last);
        let Some(what) = resolve(&number, head) else {
            break;
        };
        sink.push(Found {
            start: number.start,
            end: number.end,
            what,
        });
        (last, cursor) = (number, after);
    }
    Some(cursor)
}

/// The head of a number that the name of the act parts from its type: *règlement eIDAS n° 910/2014*, *directive SRI 2
/// (2022/2555)*. The cursor stands before the number.
fn named_before(head: Head, cursor: &Cursor<'_>) -> Option<Head> {
    /// "d’application", "financier"; and what follows the name of a regulation that was recast.
    const COMMON: [&str; 8] = [
        "d",
        "application",
        "financier",
        "general",
        "base",
        "de",
        "bis",
        "ter",
    ];
    /// Those whose regulations and directives are none of the Union's.
    const OTHERS: [&str; 14] = [
        "uemoa", "cemac", "cedeao", "ohada", "onu", "oaci", "oit", "fifa", "anc", "crc", "cobac",
        "amf", "autorite", "omi",
    ];
    if head.used || head.reach != Reach::Distant {
        return None;
    }
    let to = cursor.peek().start;
    let between = cursor.text().get(head.end..to)?;
    if between.len() > LONGEST_NAME {
        return None;
    }
    let mut ahead = Cursor::new(between, 0, false);
    let mut bracket = false;
    loop {
        let token = ahead.next();
        // A bracket opens right before the number.
        if token.gap > Gap::Line || (bracket && !matches!(token.lexeme, Lexeme::End)) {
            return None;
        }
        match token.lexeme {
            Lexeme::End => break,
            Lexeme::Word(word) if OTHERS.contains(&word.as_str()) => return None,
            Lexeme::Word(word) if word.capital || COMMON.contains(&word.as_str()) => {}
            // "eIDAS": a capital anywhere in it.
            Lexeme::Word(_)
                if between
                    .get(token.start..token.end)
                    .is_some_and(|word| word.contains(char::is_uppercase)) => {}
            Lexeme::Number(number) if number.digits == 1 => {}
            Lexeme::Mark('\'' | '-' | '«' | '»' | '“' | '”' | '"') => {}
            Lexeme::Mark('(') => bracket = true,
            _ => return None,
        }
    }
    let vouched = if bracket {
        !is_span(cursor)
    } else {
        cursor.at_number_mark()
    };
    vouched.then_some(Head {
        reach: Reach::Adjacent,
        ..head
    })
}

/// Bytes of a name between a type and its number.
const LONGEST_NAME: usize = 48;

/// Whether the numbers that come are two years, as those of a budget: `(2014/2020)`.
fn is_span(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let first = ahead.number(Gap::Line);
    ahead.mark(&['/'], Gap::Space);
    let last = ahead.number(Gap::Line);
    let year = |number: Number| (1950..2100).contains(&number.value);
    // "(2019/20)" is a season.
    matches!((first, last), (Some((_, first)), Some((_, last)))
        if year(first) && (year(last) || last.digits == 2))
}

/// The next number of a list. Where several acts are announced, each may have its name in brackets or its day behind
/// it, and the last may end a range.
fn next_item<'t>(cursor: &Cursor<'t>, plural: bool) -> Option<(ActNumber, Cursor<'t>)> {
    let read = |after: Cursor<'t>| act_number::read(after, false);
    if let Some(found) = separator(cursor).and_then(read) {
        return Some(found);
    }
    if !plural {
        return None;
    }
    let mut range = *cursor;
    if range.word_in(&["a"], Gap::Line).is_some() {
        return read(range);
    }
    after_name(cursor)
        .or_else(|| author::after_day(cursor))
        .and_then(|after| separator(&after))
        .and_then(read)
}

/// The cursor after a name in brackets: `(VIS)`, `(code des visas)`.
fn after_name<'t>(cursor: &Cursor<'t>) -> Option<Cursor<'t>> {
    const LONGEST: usize = 10;
    let mut ahead = *cursor;
    ahead.mark(&['('], Gap::Space)?;
    for _ in 0..LONGEST {
        match ahead.next().lexeme {
            Lexeme::Mark(')') => return Some(ahead),
            Lexeme::Word(_) | Lexeme::Mark('\'' | '-' | '«' | '»' | '“' | '”' | '"') => {}
            Lexeme::Number(number) if number.digits == 1 => {}
            _ => return None,
        }
    }
    None
}

/// A bare number of a list is written as the one before it.
fn inherit(number: ActNumber, last: &ActNumber) -> ActNumber {
    if number.body.is_some() {
        return number;
    }
    let place = if number.marked && last.place == Place::Suffix {
        Place::Nowhere
    } else {
        last.place
    };
    ActNumber {
        body: last.body,
        place,
        marked: number.marked || last.marked,
        ..number
    }
}

/// A number typed alone, with nothing to tell what it is: `2022/2555`, `1408/71`.
pub(crate) fn alone(cursor: Cursor<'_>) -> Option<(ActNumber, Instrument)> {
    let (number, after) = act_number::read(cursor, true)?;
    if after.peek().start != cursor.text().len() {
        return None;
    }
    resolve(&number, None).map(|what| (number, what))
}

/// The instrument a number names under a type word, if any.
fn resolve(number: &ActNumber, head: Option<Head>) -> Option<Instrument> {
    let (what, inferred) = type_of(number, head);
    let ordered = order(number, what)?;
    let what_is = what.or_else(|| {
        // "règlement" is the only type that ever was number/year without a suffix.
        (number.place != Place::Suffix && ordered.number_first).then_some(Type::Regulation)
    });
    let inferred = inferred || what.is_none();
    let Ordered {
        year,
        number: value,
        guessed,
        warning,
        ..
    } = ordered;
    let form = head
        .filter(|head| Some(head.what) == what)
        .and_then(|head| head.form);
    let mut instrument = match what_is {
        Some(what) => named(what, form, year, value),
        None => unnamed(
            number.body.unwrap_or_else(|| Body::of_year(year)),
            year,
            value,
        ),
    };
    // Before 2015 some decisions had a CELEX number other than the one they are cited by.
    let renumbered = what_is == Some(Type::Decision) && year < YEAR_FIRST && !number.marked;
    if what_is.is_some() && (inferred || guessed || renumbered) {
        instrument.certainty = Certainty::Inferred;
    }
    if number.bracket_missing {
        instrument.warnings.push(Warning::BracketMissing);
    }
    instrument.warnings.extend(warning);
    Some(instrument)
}

/// The type of an act, and whether it is inferred from a word further away or from the shape of the number.
fn type_of(number: &ActNumber, head: Option<Head>) -> (Option<Type>, bool) {
    if let Some(head) = head {
        if head.reach != Reach::Distant && !head.used {
            return (Some(head.what), false);
        }
        let regulation = head.what == Type::Regulation;
        let fits = match number.place {
            Place::Prefix if number.marked => regulation,
            Place::Suffix => !regulation,
            _ => !number.bare(),
        };
        if fits {
            return (Some(head.what), true);
        }
    }
    match number.place {
        Place::Prefix if number.marked => (Some(Type::Regulation), true),
        Place::Suffix if number.marked => (Some(Type::Decision), true),
        _ => (None, true),
    }
}

fn named(what: Type, form: Option<Form>, year: u16, number: u16) -> Instrument {
    let mut instrument = by_letter(what.letter(), form, year, number);
    if what == Type::CommonPosition {
        instrument.certainty = Certainty::Inferred;
    }
    instrument
}

fn unnamed(body: Body, year: u16, number: u16) -> Instrument {
    let letters: &[&str] = match body {
        Body::ForeignPolicy if year >= YEAR_FIRST => &["D"],
        Body::ForeignPolicy => &["D", "E"],
        Body::HomeAffairs => &["D", "F"],
        _ if year >= YEAR_FIRST => &["L", "R", "D", "H"],
        _ => &["L", "D", "H"],
    };
    let mut instrument =
        Instrument::exact(Kind::Act, format!("({}) {year}/{number}", body.label()));
    instrument.celex_candidates = letters
        .iter()
        .map(|letter| Celex::new(3, year, letter, number))
        .collect();
    instrument.certainty = Certainty::Ambiguous;
    instrument
}

/// An act whose CELEX letter is known.
pub(crate) fn by_letter(letter: &str, form: Option<Form>, year: u16, number: u16) -> Instrument {
    let celex = Celex::new(3, year, letter, number);
    let mut instrument = Instrument::exact(kind_of(letter), celex.to_string());
    instrument.url =
        Some(links::eli(letter, form, year, number).unwrap_or_else(|| links::celex(&celex)));
    instrument.attributes.form = form;
    instrument.celex = Some(celex);
    instrument
}

/// The kind of act a CELEX letter of sector 3 stands for.
pub(crate) fn kind_of(letter: &str) -> Kind {
    match letter {
        "L" => Kind::Directive,
        "R" => Kind::Regulation,
        "D" => Kind::Decision,
        "F" => Kind::FrameworkDecision,
        "H" => Kind::Recommendation,
        _ => Kind::Act,
    }
}

/// Whether a number could begin an act number: a slash and digits come next.
pub(crate) fn may_begin(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.mark(&['/'], Gap::Space).is_some() && ahead.number(Gap::Line).is_some()
}
