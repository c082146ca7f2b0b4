//! Directives, regulations, decisions and recommendations, from the words and the number that name them.

mod author;
pub(crate) mod decision;
pub(crate) mod number;
mod order;

use crate::address::after;
use crate::citation::Instrument;
use crate::cursor::{Cursor, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number};
use crate::{Celex, Certainty, Form, Kind, Warning, links, year};
use number::{ActNumber, Body, Place};
use order::{Ordered, YEAR_FIRST, order};

pub(crate) const FAMILY: Family = Family {
    title: "actes",
    words: "n no noo nos nr numero numeros",
    capitals: "ue eu ce ec cee eec euratom pesc cfsp jai jha",
    at_word: Some(list),
    at_number: Some(at_number),
    at_mark: Some(list),
    in_address,
    of_celex,
    spellings: &[
        Spelling {
            text: "directive (UE) 2016/1148",
            key: "32016L1148",
        },
        Spelling {
            text: "directive 95/46/CE",
            key: "31995L0046",
        },
        Spelling {
            text: "Règlement (UE) nº 258/2012",
            key: "32012R0258",
        },
        Spelling {
            text: "règlement (UE, Euratom) 2018/1046",
            key: "32018R1046",
        },
        Spelling {
            text: "décision n° 243/2012/UE",
            key: "32012D0243",
        },
        Spelling {
            text: "décision-cadre 2005/222/JAI",
            key: "32005F0222",
        },
        Spelling {
            text: "recommandation (UE) 2017/1584",
            key: "32017H1584",
        },
        Spelling {
            text: "(UE) 2022/2271",
            key: "(UE) 2022/2271",
        },
        Spelling {
            text: "http://data.europa.eu/eli/dir/2016/1148/oj",
            key: "32016L1148",
        },
    ],
    ..Family::EMPTY
};

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

fn at_number<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    if may_begin(&site.cursor) {
        list(site)
    } else {
        None
    }
}

/// Reads an act number and those that share its head, from before its first token.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let cursor = site.before;
    let head = site.context.head(site.token.start);
    let named = head.and_then(|head| named_before(head, &cursor));
    let head = named.or(head);
    let near = head.is_some_and(|head| !head.used && head.reach != Reach::Distant);
    let (number, mut cursor) = number::read(cursor, near)?;
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
    site.context.took_head();
    site.push(start, end, what);
    let mut last = number;
    let plural = head.is_some_and(|head| head.plural);
    while let Some((number, after)) = next_item(&cursor, plural) {
        let number = inherit(number, &last);
        let Some(what) = resolve(&number, head) else {
            break;
        };
        site.push(number.start, number.end, what);
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
    let read = |after: Cursor<'t>| number::read(after, false);
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
    let (number, after) = number::read(cursor, true)?;
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
fn by_letter(letter: &str, form: Option<Form>, year: u16, number: u16) -> Instrument {
    let celex = Celex::new(3, year, letter, number);
    let mut instrument = Instrument::exact(kind_of(letter), celex.to_string());
    instrument.url = Some(eli(letter, form, year, number).unwrap_or_else(|| links::celex(&celex)));
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
fn may_begin(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.mark(&['/'], Gap::Space).is_some() && ahead.number(Gap::Line).is_some()
}

/// The act that a CELEX number names.
fn of_celex(celex: &Celex) -> Option<Instrument> {
    let known = celex.sector() == 3
        && celex.number() > 0
        && matches!(celex.letters(), "L" | "R" | "D" | "F" | "H");
    known.then(|| by_letter(celex.letters(), None, celex.year(), celex.number()))
}

/// How the European Legislation Identifier writes the types of acts: its letters, those of CELEX numbers, the form.
const ELI_TYPES: [(&str, &str, Option<Form>); 11] = [
    ("dir", "L", None),
    ("dir_impl", "L", Some(Form::Implementing)),
    ("dir_del", "L", Some(Form::Delegated)),
    ("reg", "R", None),
    ("reg_impl", "R", Some(Form::Implementing)),
    ("reg_del", "R", Some(Form::Delegated)),
    ("dec", "D", None),
    ("dec_impl", "D", Some(Form::Implementing)),
    ("dec_del", "D", Some(Form::Delegated)),
    ("dec_framw", "F", None),
    ("reco", "H", None),
];

/// The ELI of an act. The year comes first, even for acts whose number does.
fn eli(letters: &str, form: Option<Form>, year: u16, number: u16) -> Option<String> {
    // These two are not told apart by their form.
    let form = form.filter(|_| !matches!(letters, "F" | "H"));
    let mut types = ELI_TYPES.into_iter();
    let (kind, ..) = types.find(|(_, letter, with)| *letter == letters && *with == form)?;
    Some(format!(
        "http://data.europa.eu/eli/{kind}/{year}/{number}/oj"
    ))
}

/// `eli/dir/2016/1148/oj`, `eli/reg/2016/679/2016-05-04`.
fn in_address(plain: &str) -> Option<Instrument> {
    let rest = plain
        .strip_prefix("eli/")
        .or_else(|| after(plain, "/eli/"))
        // Some acts print it without: "data.europa.eu/reg/2023/2844/oj".
        .or_else(|| after(plain, "data.europa.eu/"))?;
    let mut parts = rest.split(['/', '?', '#']);
    let kind = parts.next()?;
    let (_, letter, form) = ELI_TYPES.into_iter().find(|(name, ..)| *name == kind)?;
    let year: u32 = parts.next()?.parse().ok()?;
    let year = year::of_instrument(year, 4)?;
    let number: u16 = parts
        .next()?
        .parse()
        .ok()
        .filter(|number| (1..=9999).contains(number))?;
    let mut what = by_letter(letter, form, year, number);
    what.attributes.consolidated = parts.next().filter(|part| is_day(part)).map(str::to_owned);
    Some(what)
}

fn is_day(part: &str) -> bool {
    part.len() == 10
        && part.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}
