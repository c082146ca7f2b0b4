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
            // The part of an annex is kept of what is typed alone: citations have no field for it.
            "partie" | "part" if ignores_case => (Self::Section, false),
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
    reading.begins = cursor.peek().start;
    let (unit, mut ahead) = unit(cursor, false, false)?;
    reading.take(&unit, Join::Comma);
    while reading.places.len() < MOST
        && let Some((join, unit, after)) = next_unit(&ahead, &reading)
    {
        match join {
            Join::Container => reading.contain(&unit),
            Join::Within => reading.deepen(&unit),
            Join::Comma | Join::And => reading.take(&unit, join),
        }
        ahead = after;
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
    /// It has the name of several: *articles*.
    pub(crate) is_plural: bool,
    /// It is part of the point before it: *sous-point ii)*.
    pub(crate) is_inner: bool,
}

impl Unit {
    fn of(level: Level, labels: Vec<Label>, is_plural: bool) -> Self {
        Self {
            level,
            labels,
            is_plural,
            is_inner: false,
        }
    }
}

/// How a unit goes on from those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// *de l'article 5*: it holds them.
    Container,
    /// *point 1, lettre a)*: it is in the point before it.
    Within,
    /// A comma, or nothing.
    Comma,
    /// *et*, *ou*
    And,
}

/// Reads a unit; `refines` where one stands before it, whose points need no name: *paragraphe 1, f)*.
fn unit<'t>(cursor: &Cursor<'t>, refines: bool, in_list: bool) -> Option<(Unit, Cursor<'t>)> {
    if let Some(found) = counted_subparagraphs(cursor) {
        return Some(found);
    }
    let mut ahead = *cursor;
    if refines
        && let Some(label) = numbers::bracketed(&mut ahead).or_else(|| numbers::bare(&mut ahead))
    {
        let labels = list(&mut ahead, Level::Point, label, true);
        return Some((Unit::of(Level::Point, labels, false), ahead));
    }
    let first = ahead.next();
    let (level, is_plural) = match first.lexeme {
        Lexeme::Mark('§') => {
            ahead.mark(&['§'], Gap::Space);
            // *articles 5, § 1er, 6, § 1er*: what follows a comma is an article.
            if in_list {
                let label = numbers::read(&mut ahead, Level::Paragraph)?;
                let unit = Unit::of(Level::Paragraph, vec![label], false);
                return Some((unit, ahead));
            }
            (Level::Paragraph, true)
        }
        Lexeme::Word(word) if word.as_str() == "sous" => return inner_point(ahead),
        Lexeme::Word(word) => {
            let dotted = ahead.mark(&['.'], Gap::None).is_some();
            // *par* and *al* are words of their own without the full stop.
            let is_cut = matches!(
                word.as_str(),
                "par" | "al" | "cons" | "chap" | "let" | "lit" | "litt"
            );
            let is_typed = cursor.ignores_case();
            Level::of(&word, is_typed).filter(|_| dotted || !is_cut || is_typed)?
        }
        _ => return None,
    };
    if level == Level::Other {
        // *partie A*, *phrase introductive*: what it counts is not kept.
        if ahead
            .word_in(&["introductive", "introductif", "liminaire"], Gap::Line)
            .is_none()
        {
            numbers::read(&mut ahead, Level::Point);
        }
        return Some((Unit::of(level, Vec::new(), false), ahead));
    }
    let Some(label) = numbers::read(&mut ahead, level) else {
        // *article 6 de l'annexe*: the only one has no number. Whoever types it means that one.
        let only = if cursor.ignores_case() {
            vec![Label::none()]
        } else {
            Vec::new()
        };
        return (level == Level::Annex).then(|| (Unit::of(level, only, false), ahead));
    };
    let labels = list(&mut ahead, level, label, is_plural);
    Some((Unit::of(level, labels, is_plural), ahead))
}

/// What follows *sous*: *sous a)*, *sous-points i) et ii)*.
fn inner_point(mut cursor: Cursor<'_>) -> Option<(Unit, Cursor<'_>)> {
    let named = cursor.mark(&['-'], Gap::None).is_some();
    let label = if named {
        cursor.word_in(&["point", "points"], Gap::None)?;
        numbers::read(&mut cursor, Level::Point)?
    } else {
        numbers::bracketed(&mut cursor)?
    };
    let labels = list(&mut cursor, Level::Point, label, true);
    let mut unit = Unit::of(Level::Point, labels, false);
    unit.is_inner = true;
    Some((unit, cursor))
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
        Level::Subparagraph | Level::Paragraph => Some((Unit::of(level, labels, false), ahead)),
        Level::Other => Some((Unit::of(level, Vec::new(), false), ahead)),
        _ => None,
    }
}

/// The numbers that follow the first one of a unit. After a singular name only *et* and *ou* lead to another, and a list
/// that *et* has closed does not go on behind a comma.
fn list(cursor: &mut Cursor<'_>, level: Level, first: Label, is_plural: bool) -> Vec<Label> {
    let mut labels = vec![first];
    let mut is_closed = false;
    while labels.len() < MOST {
        if is_plural
            && let Some(last) = labels.last()
            && let Some(to) = numbers::range(cursor, level, last)
        {
            let between = last.up_to(&to, MOST - labels.len());
            labels.extend(between);
            continue;
        }
        let Some((mut ahead, is_and)) = joined(cursor) else {
            break;
        };
        let is_comma = !matches!(cursor.peek().lexeme, Lexeme::Word(_));
        if is_comma && (is_closed || !(is_plural || ends_with_and(cursor, level))) {
            break;
        }
        // *et le 3*, *et du 4*
        ahead.word_in(&["le", "la", "les", "au"], Gap::Line);
        let Some(mut label) = numbers::read(&mut ahead, level) else {
            break;
        };
        if let Some(last) = labels.last() {
            // *points c) et e), à la lumière*
            if last.is_closed && !label.is_closed && label.is_letter() {
                break;
            }
            label.go_on_from(last);
        }
        labels.push(label);
        is_closed |= is_and;
        *cursor = ahead;
    }
    labels
}

/// Whether a list after a singular name goes on to an *et* or *ou*: *l'article 7, 9 ou 10*.
fn ends_with_and(cursor: &Cursor<'_>, level: Level) -> bool {
    let mut ahead = *cursor;
    for at in 0..MOST {
        let Some((mut next, is_and)) = joined(&ahead) else {
            return false;
        };
        // *point a), et 4* goes on with the articles.
        if at == 0 && is_and {
            return false;
        }
        if numbers::read(&mut next, level).is_none() {
            return false;
        }
        if is_and {
            return true;
        }
        ahead = next;
    }
    false
}

/// The cursor behind what joins two units, and whether that is *et* or *ou*. What a semicolon parts is another citation.
fn joined<'t>(cursor: &Cursor<'t>) -> Option<(Cursor<'t>, bool)> {
    if matches!(cursor.peek().lexeme, Lexeme::Mark(';')) {
        return None;
    }
    // *ainsi qu'à l'article 5*
    let mut ahead = *cursor;
    ahead.mark(&[','], Gap::None);
    if ahead.word_in(&["ainsi"], Gap::Line).is_some()
        && ahead.word_in(&["qu"], Gap::Line).is_some()
        && ahead.mark(&['\''], Gap::None).is_some()
    {
        return Some((ahead, true));
    }
    let ahead = separator(cursor)?;
    let between = cursor.text().get(cursor.at()..ahead.at())?;
    Some((ahead, between.contains(char::is_alphabetic)))
}

/// The next unit of an expression: after a comma or nothing one that refines, after *et*, *ou*, *ainsi que* one beside it,
/// after *de* one that holds those before it.
fn next_unit<'t>(cursor: &Cursor<'t>, reading: &Reading) -> Option<(Join, Unit, Cursor<'t>)> {
    let (mut ahead, join) = match joined(cursor) {
        Some((ahead, true)) => (ahead, Some(Join::And)),
        Some((ahead, false)) => (ahead, Some(Join::Comma)),
        None => (*cursor, None),
    };
    if ahead.peek().gap == Gap::Blank {
        return None;
    }
    // *articles 3, paragraphe 1, et 4*: the number is an article's.
    if reading.in_list && join.is_some() {
        let mut after = ahead;
        if let Some(label) = numbers::read(&mut after, Level::Article) {
            let labels = list(&mut after, Level::Article, label, true);
            let unit = Unit::of(Level::Article, labels, true);
            return Some((Join::And, unit, after));
        }
    }
    let of = determiner(&mut ahead);
    let (unit, after) = unit(&ahead, !of.any || is_comma(cursor), reading.in_list)?;
    // *Aux fins de l'article 3, l'article 5 du règlement*: the subject of the sentence.
    let is_subject = of.is_bare && unit.level.is_top() && join == Some(Join::Comma);
    if is_subject && is_oblique(cursor.text(), reading.begins) {
        return None;
    }
    if of.genitive && unit.level.is_top() && !reading.is_placed(unit.level) {
        return Some((Join::Container, unit, after));
    }
    let Some(join) = join else {
        let holds = unit.level < reading.last;
        // *de l'article 5 du chapitre II*; whoever types leaves out what joins them: *point 4 article 4*.
        let is_typed = cursor.ignores_case() && !of.any && unit.level.is_top();
        if holds && (of.genitive || is_typed) {
            return Some((Join::Container, unit, after));
        }
        let is_deeper = unit.level > reading.last || unit.is_inner;
        let inner = reading.last == Level::Point && unit.is_inner;
        let join = if inner { Join::Within } else { Join::Comma };
        return (is_deeper && !of.any).then_some((join, unit, after));
    };
    let is_within = join == Join::Comma && unit.level == Level::Point;
    if is_within && reading.last == Level::Point {
        return Some((Join::Within, unit, after));
    }
    Some((join, unit, after))
}

/// Whether *à*, *de* or *aux* stands before a byte of a text, with an article or without.
fn is_oblique(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let before = ["l'", "l’", " la", " le"]
        .iter()
        .find_map(|article| before.strip_suffix(article))
        .unwrap_or(before)
        .trim_end();
    let last = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    matches!(
        last.to_lowercase().as_str(),
        "à" | "de" | "aux" | "au" | "du" | "des"
    )
}

fn is_comma(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.peek().lexeme, Lexeme::Mark(','))
}

/// What stands before a unit.
#[derive(Clone, Copy, Default)]
struct Determiner {
    any: bool,
    genitive: bool,
    /// *l'*, *les*, without *à* or *de* before.
    is_bare: bool,
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
    } else if numbers::bracketed(&mut { ahead }).is_none() {
        // `a)` is a point, and no *à*.
        ahead.word_in(&["a", "au", "aux", "en", "dans", "sur"], Gap::Line);
    }
    ahead.mark(&['\''], Gap::None);
    let before = ahead.at();
    ahead.word_in(
        &["l", "la", "le", "les", "the", "son", "ses", "leur", "its"],
        Gap::Line,
    );
    ahead.mark(&['\''], Gap::None);
    found.is_bare = before == cursor.at() && ahead.at() > before;
    found.any = ahead.at() > cursor.at();
    if found.any {
        *cursor = ahead;
    }
    found
}
