//! The grammar of places: `article 6, paragraphe 1, premier alinéa, points a) et f)`, `considérants 10 à 12`.
//!
//! An expression is a list of units, each a name of a level and its numbers. A unit of a deeper level refines the one
//! before it, one of the same or of a higher level stands beside it, and *de l'article 5* after a paragraph says what the
//! paragraph is of.

use crate::citation::Place;
use crate::cursor::{Cursor, separator};
use crate::lexer::{Gap, Lexeme, Word};
use crate::places::numbers::{self, Label};
use crate::places::reading::Reading;

/// The most places that one citation names; a range beyond them keeps its first number.
pub(crate) const MOST: usize = 64;

/// What a unit of a place is. The order is from what holds others to what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Title,
    Chapter,
    Annex,
    Section,
    Article,
    Recital,
    Paragraph,
    Subparagraph,
    Point,
    /// A sentence, an indent, a part: read over, since citations keep no number of it.
    Other,
}

impl Level {
    /// Whether it stands in a document by itself.
    pub(crate) fn is_top(self) -> bool {
        self <= Self::Recital
    }

    fn of(word: &Word, ignores_case: bool) -> Option<(Self, bool)> {
        let level = match word.as_str() {
            "article" => (Self::Article, false),
            // *art. 33 à 35*: what is cut short has no plural.
            "articles" | "art" | "arts" => (Self::Article, true),
            "considerant" | "recital" => (Self::Recital, false),
            "considerants" | "cons" | "recitals" => (Self::Recital, true),
            "annexe" | "annex" => (Self::Annex, false),
            "annexes" => (Self::Annex, true),
            "chapitre" | "chapter" | "chap" => (Self::Chapter, false),
            "chapitres" | "chapters" => (Self::Chapter, true),
            "section" => (Self::Section, false),
            "sections" => (Self::Section, true),
            "titre" | "title" => (Self::Title, false),
            "titres" | "titles" => (Self::Title, true),
            "paragraphe" | "paragraph" => (Self::Paragraph, false),
            "paragraphes" | "par" | "para" | "paragraphs" => (Self::Paragraph, true),
            "alinea" => (Self::Subparagraph, false),
            "alineas" | "al" => (Self::Subparagraph, true),
            "point" | "lettre" | "let" | "lit" | "litt" => (Self::Point, false),
            "points" | "lettres" => (Self::Point, true),
            "tiret" | "tirets" | "phrase" | "partie" | "indent" => (Self::Other, true),
            _ => return None,
        };
        // In capitals they are headings: *CHAPITRE II DIRECTIVE …*.
        (ignores_case || !word.upper || word.as_bytes().len() < 5).then_some(level)
    }
}

/// What an expression names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) places: Vec<Place>,
    /// How many of the places stand before the last name of articles: `articles` counts from there.
    pub(crate) last_articles: usize,
    /// The byte after it.
    pub(crate) end: usize,
}

/// Reads the expression that the cursor stands at, as far as it goes.
pub(crate) fn read(cursor: &mut Cursor<'_>) -> Option<Expression> {
    let mut reading = Reading::default();
    let (unit, after) = unit(cursor, false)?;
    let mut ahead = after;
    reading.take(&unit);
    loop {
        let found = next_unit(&ahead, &reading);
        let Some((join, unit, after)) = found else {
            break;
        };
        match join {
            Join::Container => reading.contain(&unit),
            Join::Within => reading.deepen(&unit),
            Join::Next => reading.take(&unit),
        }
        ahead = after;
        if reading.places.len() >= MOST {
            break;
        }
    }
    *cursor = ahead;
    reading.places.truncate(MOST);
    Some(Expression {
        places: reading.places,
        last_articles: reading.last_articles,
        end: cursor.at(),
    })
}

/// Whether an expression begins with this word or mark.
pub(crate) fn may_begin(cursor: &Cursor<'_>) -> bool {
    match &cursor.peek().lexeme {
        Lexeme::Word(word) => {
            Level::of(word, cursor.ignores_case()).is_some() || numbers::ordinal(word).is_some()
        }
        Lexeme::Mark('§') => true,
        Lexeme::Number(_) => numbers::counted(cursor).is_some(),
        _ => false,
    }
}

/// A level with its numbers.
pub(crate) struct Unit {
    pub(crate) level: Level,
    pub(crate) labels: Vec<Label>,
    /// The numbers behind a number, in brackets: `6(1)(f)`.
    pub(crate) inner: Option<Place>,
    /// It has the name of several: *articles*.
    pub(crate) is_plural: bool,
}

/// How a unit goes on from those before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// *de l'article 5*
    Container,
    /// *point 1, lettre a)*
    Within,
    Next,
}

/// Reads a unit; `refines` where one stands before it, whose points need no name: *paragraphe 1, f)*.
fn unit<'t>(cursor: &Cursor<'t>, refines: bool) -> Option<(Unit, Cursor<'t>)> {
    if let Some(found) = counted_subparagraphs(cursor) {
        return Some(found);
    }
    let mut ahead = *cursor;
    if refines && let Some(label) = numbers::bracketed(&mut ahead) {
        let labels = list(&mut ahead, Level::Point, label, true);
        return Some((plain(Level::Point, labels, false), ahead));
    }
    let first = ahead.next();
    let (level, is_plural) = match first.lexeme {
        Lexeme::Mark('§') => {
            ahead.mark(&['§'], Gap::Space);
            (Level::Paragraph, true)
        }
        Lexeme::Word(word) => {
            let dotted = ahead.mark(&['.'], Gap::None).is_some();
            if word.as_str() == "sous" {
                let label = numbers::bracketed(&mut ahead)?;
                let labels = list(&mut ahead, Level::Point, label, true);
                return Some((plain(Level::Point, labels, false), ahead));
            }
            // *par* and *al* are words of their own without the full stop.
            if matches!(
                word.as_str(),
                "par" | "al" | "cons" | "chap" | "let" | "lit" | "litt"
            ) && !dotted
            {
                return None;
            }
            Level::of(&word, cursor.ignores_case())?
        }
        _ => return None,
    };
    if level == Level::Other {
        // *partie A*, *première phrase*: what it counts is not kept.
        numbers::read(&mut ahead, Level::Point);
        return Some((plain(level, Vec::new(), false), ahead));
    }
    let Some(label) = numbers::read(&mut ahead, level) else {
        // *article 6 de l'annexe*: the only one has no number.
        return (level == Level::Annex).then(|| (plain(level, Vec::new(), false), ahead));
    };
    let inner = (level == Level::Article)
        .then(|| compact(&mut ahead))
        .flatten();
    let labels = list(&mut ahead, level, label, is_plural);
    Some((
        Unit {
            level,
            labels,
            inner,
            is_plural,
        },
        ahead,
    ))
}

fn plain(level: Level, labels: Vec<Label>, is_plural: bool) -> Unit {
    Unit {
        level,
        labels,
        inner: None,
        is_plural,
    }
}

/// *premier alinéa*, *premier et deuxième alinéas*, *première phrase*.
fn counted_subparagraphs<'t>(cursor: &Cursor<'t>) -> Option<(Unit, Cursor<'t>)> {
    let mut ahead = *cursor;
    let mut labels = vec![numbers::take_ordinal(&mut ahead)?];
    while let Some(mut next) = separator(&ahead) {
        let Some(label) = numbers::take_ordinal(&mut next) else {
            break;
        };
        labels.push(label);
        ahead = next;
    }
    let (_, word) = ahead.word(Gap::Line)?;
    let (level, _) = match word.as_str() {
        "subparagraph" => (Level::Subparagraph, false),
        _ => Level::of(&word, cursor.ignores_case())?,
    };
    match level {
        // *le premier paragraphe*
        Level::Subparagraph | Level::Paragraph => Some((plain(level, labels, false), ahead)),
        Level::Other => Some((plain(level, Vec::new(), false), ahead)),
        _ => None,
    }
}

/// The paragraph and the point in brackets right behind the number of an article: `6(1)(f)`.
fn compact(cursor: &mut Cursor<'_>) -> Option<Place> {
    let mut place = Place::default();
    let mut ahead = *cursor;
    ahead.mark(&['('], Gap::None)?;
    if let Some((_, number)) = ahead.number(Gap::None) {
        place.paragraph = Some(number.value.to_string());
    } else {
        let (_, word) = ahead.word(Gap::None)?;
        place.point = Some(numbers::letters(&word)?.text);
    }
    ahead.mark(&[')'], Gap::None)?;
    *cursor = ahead;
    if place.point.is_none()
        && ahead.mark(&['('], Gap::None).is_some()
        && let Some((_, word)) = ahead.word(Gap::None)
        && let Some(letters) = numbers::letters(&word)
        && ahead.mark(&[')'], Gap::None).is_some()
    {
        place.point = Some(letters.text);
        *cursor = ahead;
    }
    Some(place)
}

/// The numbers that follow the first one of a unit. After a singular name only *et* and *ou* lead to another.
fn list(cursor: &mut Cursor<'_>, level: Level, first: Label, is_plural: bool) -> Vec<Label> {
    let mut labels = vec![first];
    while labels.len() < MOST {
        if is_plural
            && let Some(last) = labels.last()
            && let Some(to) = numbers::range(cursor, level, last)
        {
            let between = last.up_to(&to, MOST - labels.len());
            labels.extend(between);
            continue;
        }
        let Some(mut ahead) = separator(cursor) else {
            break;
        };
        if !is_plural && !matches!(cursor.peek().lexeme, Lexeme::Word(_)) {
            break;
        }
        // *et le 3*, *et du 4*
        ahead.word_in(&["le", "la", "les", "au"], Gap::Line);
        let Some(label) = numbers::read(&mut ahead, level) else {
            break;
        };
        labels.push(label);
        *cursor = ahead;
    }
    labels
}

/// The next unit of an expression: after a comma or nothing one that refines, after *et*, *ou*, *ainsi que* one beside it,
/// after *de* one that holds those before it.
fn next_unit<'t>(cursor: &Cursor<'t>, reading: &Reading) -> Option<(Join, Unit, Cursor<'t>)> {
    // What a semicolon parts is another citation.
    let joined = separator(cursor).filter(|_| !matches!(cursor.peek().lexeme, Lexeme::Mark(';')));
    let mut ahead = joined.unwrap_or(*cursor);
    if ahead.peek().gap == Gap::Blank {
        return None;
    }
    // *articles 3, paragraphe 1, et 4*: the number is an article's.
    if reading.in_list && joined.is_some() {
        let mut after = ahead;
        if let Some(label) = numbers::read(&mut after, Level::Article) {
            let labels = list(&mut after, Level::Article, label, true);
            return Some((Join::Next, plain(Level::Article, labels, true), after));
        }
    }
    let of = determiner(&mut ahead);
    let (unit, after) = unit(&ahead, joined.is_none_or(|_| !of.any) || is_comma(cursor))?;
    let contained = of.genitive && unit.level.is_top() && !reading.is_placed(unit.level);
    if contained {
        return Some((Join::Container, unit, after));
    }
    // *de l'article 5 du chapitre II*: the chapter tells no more.
    if of.genitive && joined.is_none() {
        return (unit.level < reading.last).then_some((Join::Container, unit, after));
    }
    // Whoever types leaves out what joins them: *point 4 article 4*.
    let is_typed = cursor.ignores_case() && joined.is_none() && !of.any;
    if is_typed && unit.level < reading.last && unit.level.is_top() {
        return Some((Join::Container, unit, after));
    }
    if joined.is_none() && (of.any || unit.level <= reading.last) {
        return None;
    }
    if is_comma(cursor) && unit.level == Level::Point && reading.last == Level::Point {
        return Some((Join::Within, unit, after));
    }
    Some((Join::Next, unit, after))
}

fn is_comma(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.peek().lexeme, Lexeme::Mark(','))
}

/// What stands before a unit.
#[derive(Clone, Copy, Default)]
struct Determiner {
    any: bool,
    genitive: bool,
}

/// Moves over *à l'*, *aux*, *de la*, *du*, *le*.
fn determiner(cursor: &mut Cursor<'_>) -> Determiner {
    let mut ahead = *cursor;
    let mut found = Determiner::default();
    if ahead
        .word_in(&["de", "du", "des", "d", "of"], Gap::Line)
        .is_some()
    {
        found.genitive = true;
    } else {
        ahead.word_in(&["a", "au", "aux", "en", "dans", "sur"], Gap::Line);
    }
    ahead.mark(&['\''], Gap::None);
    ahead.word_in(
        &["l", "la", "le", "les", "the", "son", "ses", "leur", "its"],
        Gap::Line,
    );
    ahead.mark(&['\''], Gap::None);
    found.any = ahead.at() > cursor.at();
    if found.any {
        *cursor = ahead;
    }
    found
}
