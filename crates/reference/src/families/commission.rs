//! Commission documents: `COM`, `SWD`, `SEC`, `JOIN` and `C` numbers.

use crate::address::after;
use crate::citation::Instrument;
use crate::cursor::{Cursor, ends_item, separator};
use crate::families::{Family, Site, Spelling};
use crate::lexer::{Gap, Lexeme, Number, Token, Word};
use crate::{Celex, Certainty, Kind, Warning, links, year};

pub(crate) const FAMILY: Family = Family {
    title: "documents de la Commission",
    capitals: "com swd sec join c",
    at_word: Some(list),
    in_address,
    of_celex,
    advice: "an act the Commission adopts by itself has a CELEX number only once it is published: give the number of \
             the regulation, directive or decision, or its CELEX number",
    institution: |kind| match kind {
        Kind::Join => Some("Commission et haut représentant"),
        _ => Some("Commission"),
    },
    spellings: &[
        Spelling {
            text: "COM(2020) 605 final",
            key: "COM(2020) 605",
        },
        Spelling {
            text: "COM/2018/690 final",
            key: "COM(2018) 690",
        },
        Spelling {
            text: "COM(97) 558 final",
            key: "COM(1997) 558",
        },
        Spelling {
            text: "SWD(2020) 152",
            key: "SWD(2020) 152",
        },
        Spelling {
            text: "SEC(2006) 1243",
            key: "SEC(2006) 1243",
        },
        Spelling {
            text: "JOIN (2016) 18",
            key: "JOIN(2016) 18",
        },
        Spelling {
            text: "[C(2022) 4179]",
            key: "C(2022) 4179",
        },
    ],
    ..Family::EMPTY
};

/// From this number on, a `COM(…)` is taken for a mistyped `C(…)`: no year has had as many.
const COM_CEILING: u32 = 1500;

/// The series a document is numbered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Com,
    Swd,
    Sec,
    Join,
    C,
}

impl Series {
    /// The series a word opens. Documents write it in capitals.
    fn of(word: &Word) -> Option<Self> {
        if !word.upper {
            return None;
        }
        match word.as_str() {
            "com" => Some(Self::Com),
            "swd" => Some(Self::Swd),
            "sec" => Some(Self::Sec),
            "join" => Some(Self::Join),
            "c" => Some(Self::C),
            _ => None,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Com => "COM",
            Self::Swd => "SWD",
            Self::Sec => "SEC",
            Self::Join => "JOIN",
            Self::C => "C",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Com => Kind::Com,
            Self::Swd => Kind::Swd,
            Self::Sec => Kind::Sec,
            Self::Join => Kind::Join,
            Self::C => Kind::C,
        }
    }
}

/// What the words before a `COM` number call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// A proposal for a regulation, a directive or a decision: CELEX letters `PC`.
    Proposal,
    /// A communication, a report, a green or white paper: CELEX letters `DC`.
    Communication,
}

/// A document number: everything after the series.
#[derive(Clone, Debug, Default)]
struct Document {
    year: u16,
    year_digits: u8,
    number: u32,
    number_digits: u8,
    end: usize,
    version: Option<String>,
    part: Option<String>,
    warnings: Vec<Warning>,
}

/// Reads a document and those that share its head, from behind the series: `COM(2022) 729 et 731`.
fn list<'t>(site: &mut Site<'_, 't>) -> Option<Cursor<'t>> {
    let series = Series::of(&site.word()?)?;
    let called = site.context.called(site.token.start);
    let (mut document, mut cursor) = numbered(site.cursor, series)?;
    if series == Series::C && is_of_oecd(&cursor) {
        return None;
    }
    site.context.took_called();
    let mut series = series;
    let mut start = site.token.start;
    let mut list_of_com = series == Series::Com;
    loop {
        if series == Series::C && list_of_com {
            document.warnings.push(Warning::CNumberInComList);
        }
        site.push(start, document.end, instrument(series, &document, called));
        let Some(item) = separator(&cursor).and_then(|after| next_item(after, series, &document))
        else {
            return Some(cursor);
        };
        list_of_com = match item.series {
            Series::Com => true,
            Series::C => list_of_com,
            Series::Swd | Series::Sec | Series::Join => false,
        };
        (start, series, document, cursor) = (item.start, item.series, item.document, item.cursor);
    }
}

/// Whether a number is said to be of the OECD, whose acts have the same form: `C(2001)107/final du Conseil de l’OCDE`.
fn is_of_oecd(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    while ahead.mark(&['/', '[', '(', ']', ')'], Gap::Space).is_some()
        || ahead.word_in(&["final"], Gap::Space).is_some()
    {}
    if ahead.word_in(&["du"], Gap::Line).is_some() {
        ahead.word_in(&["conseil"], Gap::Line);
    }
    ahead.word_in(&["de"], Gap::Line).is_some()
        && ahead.word_in(&["l"], Gap::Line).is_some()
        && ahead.mark(&['\''], Gap::None).is_some()
        && ahead.word_in(&["ocde"], Gap::None).is_some()
}

struct Item<'t> {
    start: usize,
    series: Series,
    document: Document,
    cursor: Cursor<'t>,
}

/// The next item of a list: one with its own head, one with its own year, or a number alone.
fn next_item<'t>(after: Cursor<'t>, series: Series, last: &Document) -> Option<Item<'t>> {
    let first = after.peek();
    if first.gap > Gap::Line {
        return None;
    }
    match first.lexeme {
        Lexeme::Word(word) => {
            let mut cursor = after;
            cursor.next();
            let series = Series::of(&word)?;
            let (document, cursor) = numbered(cursor, series)?;
            Some(Item {
                start: first.start,
                series,
                document,
                cursor,
            })
        }
        Lexeme::Mark('(' | '[') => {
            let (document, cursor) = numbered(after, series)?;
            (document.year_digits == 4).then_some(Item {
                start: first.start,
                series,
                document,
                cursor,
            })
        }
        Lexeme::Number(_) => {
            let (document, cursor) = number_alone(after, series, last)?;
            Some(Item {
                start: first.start,
                series,
                document,
                cursor,
            })
        }
        _ => None,
    }
}

/// Reads the year and the number after a series, in any of the ways they are bracketed.
fn numbered(cursor: Cursor<'_>, series: Series) -> Option<(Document, Cursor<'_>)> {
    let typed = cursor.ignores_case();
    let mut ahead = cursor;
    let mut warnings = Vec::new();
    let opened = ahead.mark(&['(', '[', '{'], Gap::Line).is_some();
    let dashed = !opened && ahead.mark(&['_', '-'], Gap::None).is_some();
    // "C:2010:612" is part of an ECLI.
    let joints: &[char] = if series == Series::C && !typed {
        &['/']
    } else {
        &['/', ':']
    };
    let joined = dashed || (!opened && ahead.mark(joints, Gap::None).is_some());
    let (year_token, year_number) = ahead.number(if joined { Gap::None } else { Gap::Line })?;
    let year = year::of_instrument(year_number.value, year_number.digits)?;
    if !opened && !joined {
        // A series without any bracket: `COM 2020 607`, `COM 2020) 607`. A lone `C` is too common a letter for that.
        let apart = year_token.gap >= Gap::Space || typed;
        if !apart || (series == Series::C && !typed) {
            return None;
        }
    }
    let closed = ahead.mark(&[')', ']', '}'], Gap::Line).is_some();
    if joined && series == Series::C && matches!(ahead.peek().lexeme, Lexeme::Mark('/')) && dashed {
        // "C-2020/12" is a case.
        return None;
    }
    if joined {
        if !typed && (closed || ahead.mark(&['/', ':', '_', '-'], Gap::None).is_none()) {
            return None;
        }
        if typed {
            ahead.mark(&['/', ':', '_', '-'], Gap::None);
        }
    } else if closed {
        ahead.mark(&['/', '-'], Gap::Space);
        ahead.number_mark(Gap::Line);
    } else {
        ahead.mark(&['/', '-'], Gap::None);
    }
    if opened != closed || (!opened && !joined) {
        warnings.push(Warning::BracketMissing);
    }
    let (number_token, number) = ahead.number(Gap::Line)?;
    // "COM/97/0558": so EUR-Lex heads older documents, with all four digits of the number.
    let padded = joined && series != Series::C && number.digits == 4;
    if year_number.digits == 2 && !(opened && closed) && !padded {
        return None;
    }
    if !closed && number_token.gap == Gap::None && number_token.start == year_token.end {
        return None;
    }
    finish(
        ahead,
        series,
        (year, year_number.digits),
        (number_token, number),
        warnings,
    )
}

/// Checks a number and reads what may follow it: `final/2`, `partie 1/3`.
fn finish(
    cursor: Cursor<'_>,
    series: Series,
    (year, year_digits): (u16, u8),
    (token, number): (Token, Number),
    mut warnings: Vec<Warning>,
) -> Option<(Document, Cursor<'_>)> {
    // Only C numbers pass 9999; a longer one is a number with a footnote call glued to it, which cannot be parted.
    let most = if series == Series::C { 5 } else { 4 };
    let significant = if number.padded() {
        number.value.checked_ilog10()? + 1
    } else {
        u32::from(number.digits)
    };
    if number.value == 0 || significant > most || number.digits > 5 || decimal(&cursor) {
        return None;
    }
    if series == Series::Com && number.value >= COM_CEILING {
        warnings.push(Warning::NumberTooHigh);
    }
    let mut document = Document {
        year,
        year_digits,
        number: number.value,
        number_digits: number.digits,
        end: token.end,
        version: None,
        part: None,
        warnings,
    };
    let cursor = endings(cursor, &mut document);
    Some((document, cursor))
}

/// Whether a dot and more digits follow at once: a date or an amount.
fn decimal(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.mark(&['.'], Gap::None).is_some() && ahead.number(Gap::None).is_some()
}

/// Reads `final`, `final/2`, `(final)`, `:FIN`, and the part of a document published in several.
fn endings<'t>(cursor: Cursor<'t>, document: &mut Document) -> Cursor<'t> {
    let mut cursor = cursor;
    let mut ahead = cursor;
    let bracket = ahead.mark(&['(', '['], Gap::Line).is_some();
    if !bracket {
        ahead.mark(&[':', '_', '-', ','], Gap::None);
    }
    if let Some(token) = ahead.word_in(&["final", "fin", "finale"], Gap::Line) {
        let mut version = String::from("final");
        let mut end = token.end;
        let mut numbered = ahead;
        if numbered.mark(&['/'], Gap::Space).is_some()
            && let Some((token, number)) = numbered.number(Gap::Space)
            && number.digits == 1
        {
            version = format!("final/{}", number.value);
            end = token.end;
            ahead = numbered;
        }
        let closing = if bracket {
            ahead.mark(&[')', ']'], Gap::Space)
        } else {
            None
        };
        if !bracket || closing.is_some() {
            document.end = closing.map_or(end, |token| token.end);
            document.version = Some(version);
            cursor = ahead;
        }
    }
    let mut ahead = cursor;
    let bracket = ahead.mark(&['('], Gap::Line).is_some();
    if !bracket {
        ahead.mark(&[',', '-'], Gap::Line);
    }
    if ahead.word_in(&["partie", "part"], Gap::Line).is_some()
        && let Some((_, part)) = ahead.number(Gap::Line)
        && ahead.mark(&['/'], Gap::Space).is_some()
        && let Some((token, parts)) = ahead.number(Gap::Space)
    {
        let closed = if bracket {
            ahead.mark(&[')'], Gap::Space)
        } else {
            Some(token)
        };
        if let Some(last) = closed {
            document.part = Some(format!("{}/{}", part.value, parts.value));
            document.end = last.end;
            cursor = ahead;
        }
    }
    cursor
}

/// Reads a number that shares the head before it. What is written after it must not make it a quantity or a date.
fn number_alone<'t>(
    cursor: Cursor<'t>,
    series: Series,
    last: &Document,
) -> Option<(Document, Cursor<'t>)> {
    let mut ahead = cursor;
    let (token, number) = ahead.number(Gap::Line)?;
    let alike = number.digits.abs_diff(last.number_digits) <= 1
        && (number.digits > 1 || last.number_digits <= 2);
    let year = number.digits == 4 && last.number_digits < 4;
    if !alike || year || number.padded() || !ends_item(&ahead) {
        return None;
    }
    finish(
        ahead,
        series,
        (last.year, last.year_digits),
        (token, number),
        Vec::new(),
    )
}

fn instrument(series: Series, document: &Document, called: Option<Called>) -> Instrument {
    let Document { year, number, .. } = *document;
    let mut what = Instrument::exact(
        series.kind(),
        format!("{}({year}) {number}", series.label()),
    );
    what.attributes.final_.clone_from(&document.version);
    what.attributes.part.clone_from(&document.part);
    what.warnings.clone_from(&document.warnings);
    let in_range = u16::try_from(number).ok().filter(|number| *number <= 9999);
    let celex = |letters| in_range.map(|number| Celex::new(5, year, letters, number));
    match series {
        Series::Com => match called {
            Some(Called::Proposal) => what.celex = celex("PC"),
            Some(Called::Communication) => what.celex = celex("DC"),
            None => what.celex_candidates = celex("DC").into_iter().chain(celex("PC")).collect(),
        },
        Series::Swd => what.celex = celex("SC"),
        Series::Sec => {
            what.celex = celex("SC");
            // Both series ran in the years of the change, and share the letters SC.
            if (2011..=2013).contains(&year) {
                what.certainty = Certainty::Inferred;
            }
        }
        Series::Join => what.celex = celex("JC"),
        Series::C => {}
    }
    what.url = match &what.celex {
        Some(celex) if series != Series::Sec => Some(links::celex(celex)),
        _ if series == Series::C => None,
        // Its CELEX number is not decided.
        _ => Some(format!(
            "{}{}:{year}:{number}:FIN",
            links::EUR_LEX,
            series.label()
        )),
    };
    what
}

/// The document a CELEX number of sector 5 names, if it is one of the Commission's numbered series.
fn of_celex(celex: &Celex) -> Option<Instrument> {
    if celex.sector() != 5 || celex.number() == 0 {
        return None;
    }
    let (series, called) = match celex.letters() {
        "PC" => (Series::Com, Some(Called::Proposal)),
        "DC" => (Series::Com, Some(Called::Communication)),
        "JC" => (Series::Join, None),
        // The letters SC passed from SEC to SWD documents in 2012.
        "SC" if celex.year() >= 2012 => (Series::Swd, None),
        "SC" => (Series::Sec, None),
        _ => return None,
    };
    let document = Document {
        year: celex.year(),
        number: u32::from(celex.number()),
        ..Document::default()
    };
    let mut what = instrument(series, &document, called);
    if series == Series::Swd && celex.year() <= 2013 {
        what.certainty = Certainty::Inferred;
    }
    what.url = Some(links::celex(celex));
    Some(what)
}

/// `uri=COM:2020:605:FIN`, also with `SWD`, `SEC` and `JOIN`.
fn in_address(plain: &str) -> Option<Instrument> {
    let rest = after(plain, "uri=")?;
    let rest = rest.strip_prefix("pi_com:").unwrap_or(rest);
    let (name, _) = rest.split_once([':', '('])?;
    let mut cursor = Cursor::new(rest, 0, true);
    let (_, word) = cursor.word(Gap::None)?;
    let series = Series::of(&word).filter(|_| word.as_str().len() == name.len())?;
    numbered(cursor, series).map(|(document, _)| instrument(series, &document, None))
}
