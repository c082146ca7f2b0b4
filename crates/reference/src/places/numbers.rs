//! The numbers of places: `21`, `3 bis`, `premier`, `1er`, `b)`, `iv)`, `III`.

use crate::citation::Place;
use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Token, Word};
use crate::places::grammar::Level;

/// A number as it is kept, and what it counts where a range may begin or end with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    text: String,
    counts: Option<Counts>,
    /// The point that it is part of: `b` of `b) iv)`.
    outer: Option<String>,
    /// The paragraph and the point right behind the number of an article: `6(1)(f)`.
    below: Option<(Option<String>, Option<String>)>,
    /// A bracket stands behind it.
    pub(crate) is_closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Number(u32),
    Letter(u8, bool),
    Roman(u32, bool),
}

impl Label {
    fn of(text: String, counts: Option<Counts>) -> Self {
        Self {
            text,
            counts,
            outer: None,
            below: None,
            is_closed: false,
        }
    }

    /// That of the only annex, which has none.
    pub(crate) fn none() -> Self {
        Self::of(String::new(), None)
    }

    fn number(value: u32) -> Self {
        Self::of(value.to_string(), Some(Counts::Number(value)))
    }

    fn letter(letter: u8, upper: bool) -> Self {
        let text = char::from(letter).to_string();
        let text = if upper { text.to_uppercase() } else { text };
        Self::of(text, Some(Counts::Letter(letter, upper)))
    }

    fn roman(value: u32, upper: bool) -> Self {
        let text = written(value);
        let text = if upper { text } else { text.to_lowercase() };
        Self::of(text, Some(Counts::Roman(value, upper)))
    }

    /// The number as a citation has it: `3 bis`, `b) iv`.
    pub(crate) fn written(&self) -> String {
        match &self.outer {
            Some(outer) => format!("{outer}) {}", self.text),
            None => self.text.clone(),
        }
    }

    /// Adds the paragraph and the point behind the number; returns the deepest level that was added.
    pub(crate) fn add_below(&self, place: &mut Place) -> Option<Level> {
        let (paragraph, point) = self.below.as_ref()?;
        place.paragraph.clone_from(paragraph);
        place.point.clone_from(point);
        Some(if point.is_some() {
            Level::Point
        } else {
            Level::Paragraph
        })
    }

    /// Whether it counts parts of a point: letters those of a number, Roman numbers those of a letter.
    pub(crate) fn nests_in(&self, outer: &str) -> bool {
        let lettered = self.text.starts_with(|c: char| c.is_ascii_lowercase());
        let counted = outer.bytes().all(|b| b.is_ascii_digit());
        lettered && (counted || (roman(outer).is_none() && roman(&self.text).is_some()))
    }

    /// Whether it is one letter, as words like *à* are.
    pub(crate) fn is_letter(&self) -> bool {
        self.text.len() == 1 && !self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// In a list of parts of one point the point is said once: *b) iv) et vi)*.
    pub(crate) fn go_on_from(&mut self, last: &Self) {
        let counted = |outer: &String| outer.bytes().all(|b| b.is_ascii_digit());
        let lettered = self.text.starts_with(|c: char| c.is_ascii_lowercase());
        let goes_on = roman(&self.text).is_some() || last.outer.as_ref().is_some_and(counted);
        if self.outer.is_none() && lettered && goes_on {
            self.outer.clone_from(&last.outer);
        }
    }

    /// What follows this one up to another; nothing where it would be more than there is room for. Where nothing can be
    /// counted between them it is the other alone.
    pub(crate) fn up_to(&self, last: &Self, room: usize) -> Vec<Self> {
        // *3 à 5 bis*: 5 is among them.
        let suffixed = u32::from(last.text.contains(' '));
        let mut between: Vec<Self> = match self.counted_with(last) {
            (Some(Counts::Number(from)), Some(Counts::Number(to))) => (from.saturating_add(1)
                ..to.saturating_add(suffixed))
                .take(room + 1)
                .map(Self::number)
                .collect(),
            (Some(Counts::Letter(from, upper)), Some(Counts::Letter(to, _))) => (from + 1..to)
                .map(|letter| Self::letter(letter, upper))
                .collect(),
            (Some(Counts::Roman(from, upper)), Some(Counts::Roman(to, _))) => (from + 1..to)
                .take(room + 1)
                .map(|value| Self::roman(value, upper))
                .collect(),
            _ => Vec::new(),
        };
        // A range too long keeps its first number, which is there already.
        if between.len() >= room {
            return Vec::new();
        }
        between.push(last.clone());
        for label in &mut between {
            label.outer.clone_from(&self.outer);
        }
        between
    }

    /// What two ends of a range count. The *i* of *i) à iv)* is a number, and so are both of *i) à v)*.
    fn counted_with(&self, last: &Self) -> (Option<Counts>, Option<Counts>) {
        let of = |label: &Self| {
            let upper = matches!(label.counts, Some(Counts::Letter(_, true)));
            roman(&label.text.to_lowercase()).map(|value| Counts::Roman(value, upper))
        };
        match (self.counts, last.counts) {
            (Some(Counts::Letter(..)), Some(Counts::Roman(..))) => (of(self), last.counts),
            (Some(Counts::Letter(b'i' | b'v', _)), Some(Counts::Letter(b'v' | b'x', _))) => {
                (of(self), of(last))
            }
            counts => counts,
        }
    }
}

/// Whether a word, folded, stands after the number of an article that was put between two others: `bis` of *article 3
/// bis*. Long codes have come to *quinquagies*.
pub fn is_article_suffix(word: &str) -> bool {
    const TENS: [&str; 9] = [
        "decies",
        "vicies",
        "tricies",
        "quadragies",
        "quinquagies",
        "sexagies",
        "septuagies",
        "octogies",
        "nonagies",
    ];
    matches!(
        word,
        "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies" | "octies" | "nonies"
    ) || TENS.iter().any(|tens| word.ends_with(tens))
}

/// Reads one number of a level, and moves behind it.
pub(crate) fn read(cursor: &mut Cursor<'_>, level: Level) -> Option<Label> {
    let mut ahead = *cursor;
    let mut marked = ahead;
    if marked.number_mark(Gap::Line).is_some() && matches!(marked.peek().lexeme, Lexeme::Number(_))
    {
        ahead = marked;
    }
    let opened = ahead.mark(&['('], Gap::Line).is_some();
    let mut label = if let Some((_, number)) = ahead.number(Gap::Line) {
        ahead.word_in(&["er", "re", "ere"], Gap::None);
        let mut label = Label::number(number.value);
        if matches!(level, Level::Section | Level::Point) {
            dotted(&mut ahead, &mut label);
        }
        label
    } else {
        let (token, word) = ahead.word(Gap::Line)?;
        if is_small_word(&ahead, &token) {
            return None;
        }
        let upper = word.upper && !cursor.ignores_case();
        match lettered(&mut ahead, &word, level) {
            Some(label) => label,
            None => of_word(&word, level, upper)?,
        }
    };
    if opened {
        ahead.mark(&[')'], Gap::Space)?;
    }
    suffixes(&mut ahead, &mut label);
    // `art. 4, 1°`: what has the sign of a point is one.
    let is_point = matches!(ahead.peek().lexeme, Lexeme::Mark('°'));
    if is_point && matches!(level, Level::Article | Level::Paragraph) {
        return None;
    }
    if level == Level::Point {
        label.is_closed = opened || ahead.mark(&[')', '°'], Gap::None).is_some();
        inner_point(&mut ahead, &mut label);
    } else if level == Level::Article {
        label.below = compact(&mut ahead);
    }
    *cursor = ahead;
    Some(label)
}

/// The paragraph and the point right behind the number of an article, in brackets or behind full stops: `6(1)(f)`, `6.1.f`.
fn compact(cursor: &mut Cursor<'_>) -> Option<(Option<String>, Option<String>)> {
    let paragraph = step(cursor, true);
    let mut number = None;
    if let Some(found) = paragraph {
        if found.starts_with(|c: char| c.is_ascii_digit()) {
            number = Some(found);
        } else {
            return Some((None, Some(found)));
        }
    }
    number.as_ref()?;
    Some((number, step(cursor, false)))
}

/// One number or letter behind another: `(1)`, `.1`, `(f)`, `.f`.
fn step(cursor: &mut Cursor<'_>, may_be_number: bool) -> Option<String> {
    let mut ahead = *cursor;
    // In a text `5 (1)` is article 5 and the call of a note.
    let gap = if cursor.ignores_case() {
        Gap::Space
    } else {
        Gap::None
    };
    let opened = ahead.mark(&['('], gap).is_some();
    if !opened {
        ahead.mark(&['.'], Gap::None)?;
    }
    let step = match ahead.number(Gap::None) {
        Some((_, number)) if may_be_number && number.value < 100 => number.value.to_string(),
        Some(_) => return None,
        None => {
            let (_, word) = ahead.word(Gap::None)?;
            letters(&word, false)?.text
        }
    };
    if opened {
        ahead.mark(&[')'], Gap::None)?;
    } else {
        ahead.mark(&[')'], Gap::None);
        // `19.2.2024` is a day.
        if may_be_number && matches!(ahead.peek().lexeme, Lexeme::Mark('/')) {
            return None;
        }
    }
    *cursor = ahead;
    Some(step)
}

/// `1.1.9`
fn dotted(cursor: &mut Cursor<'_>, label: &mut Label) {
    let mut ahead = *cursor;
    while ahead.mark(&['.'], Gap::None).is_some()
        && let Some((_, number)) = ahead.number(Gap::None)
    {
        label.text = format!("{}.{}", label.text, number.value);
        label.counts = None;
        *cursor = ahead;
    }
}

/// `R23`: articles of an annex that has several series.
fn lettered(cursor: &mut Cursor<'_>, word: &Word, level: Level) -> Option<Label> {
    if level != Level::Article || !word.upper || word.as_bytes().len() != 1 {
        return None;
    }
    let (_, number) = cursor.number(Gap::None)?;
    let text = format!("{}{}", word.as_str().to_uppercase(), number.value);
    Some(Label::of(text, None))
}

fn of_word(word: &Word, level: Level, upper: bool) -> Option<Label> {
    if matches!(
        level,
        Level::Article | Level::Paragraph | Level::Subparagraph
    ) && matches!(word.as_str(), "premier" | "premiere" | "first")
    {
        return Some(Label::number(1));
    }
    match level {
        Level::Title | Level::Chapter | Level::Annex | Level::Section if word.upper => {
            if let Some(value) = roman(word.as_str()) {
                return Some(Label::roman(value, true));
            }
            let [letter] = word.as_bytes() else {
                return None;
            };
            (level != Level::Title).then(|| Label::letter(*letter, true))
        }
        Level::Point => letters(word, upper),
        // Articles in Roman numbers are none of acts.
        _ => None,
    }
}

/// Whether a letter is none of a point: *à*, and what an apostrophe cuts short, as in *l'article*.
fn is_small_word(cursor: &Cursor<'_>, token: &Token) -> bool {
    let is_short = token.end - token.start <= 2;
    let written = cursor.text().get(token.start..token.end);
    let is_elided =
        matches!(cursor.peek().lexeme, Lexeme::Mark('\'')) && cursor.peek().gap == Gap::None;
    is_short && (is_elided || written.is_some_and(|written| !written.is_ascii()))
}

/// The letters of a point: `a`, `ab`, `iv`.
fn letters(word: &Word, upper: bool) -> Option<Label> {
    let text = word.as_str();
    let [first, rest @ ..] = text.as_bytes() else {
        return None;
    };
    if rest.is_empty() {
        return first
            .is_ascii_lowercase()
            .then(|| Label::letter(*first, upper));
    }
    if let Some(value) = roman(text) {
        return Some(Label::roman(value, upper));
    }
    // Put between two others: "point ab)", "point bb)".
    let between = text.len() == 2 && (text.starts_with('a') || first == rest.first()?);
    let little = matches!(text, "au" | "as" | "al" | "an");
    (between && !little).then(|| Label::of(text.to_owned(), None))
}

/// *bis*, *ter*; of what was put between two that were put there, two of them: "8 bis quater".
fn suffixes(cursor: &mut Cursor<'_>, label: &mut Label) {
    for _ in 0..2 {
        let mut ahead = *cursor;
        let suffix = ahead.word(Gap::Line);
        let Some((_, suffix)) = suffix.filter(|(_, word)| is_article_suffix(word.as_str())) else {
            return;
        };
        label.text.push(' ');
        label.text.push_str(suffix.as_str());
        *cursor = ahead;
    }
}

/// The point within a point: `b) iv)`, `16 c)`, `b), sous iv)`.
fn inner_point(cursor: &mut Cursor<'_>, label: &mut Label) {
    let mut ahead = *cursor;
    let comma = ahead.mark(&[','], Gap::None).is_some();
    let sous = ahead.word_in(&["sous"], Gap::Line).is_some();
    if comma && !sous {
        // *points a), b)* is a list.
        return;
    }
    let inner = bracketed(&mut ahead).or_else(|| bare(&mut ahead));
    let Some(mut inner) = inner.filter(|inner| sous || inner.nests_in(&label.text)) else {
        return;
    };
    inner.outer = Some(label.written());
    *label = inner;
    *cursor = ahead;
    // `6) a) i)`
    if label
        .outer
        .as_ref()
        .is_some_and(|outer| !outer.contains(')'))
    {
        inner_point(cursor, label);
    }
}

/// A letter, a Roman or an Arabic number with its bracket: `f)`, `(f)`, `7°`.
pub(crate) fn bracketed(cursor: &mut Cursor<'_>) -> Option<Label> {
    let mut ahead = *cursor;
    let opened = ahead.mark(&['('], Gap::Line);
    let label = if let Some((_, number)) = ahead.number(Gap::Line) {
        // `(2)` is the call of a note.
        if opened.is_some() || number.digits > 2 {
            return None;
        }
        Label::number(number.value)
    } else {
        let (token, word) = ahead.word(Gap::Line)?;
        if is_small_word(&ahead, &token) {
            return None;
        }
        letters(&word, word.upper && !cursor.ignores_case())?
    };
    ahead.mark(&[')', '°'], Gap::None)?;
    *cursor = ahead;
    Some(Label {
        is_closed: true,
        ..label
    })
}

/// A letter as people type it, without its bracket: `article 6 paragraphe 1 f`.
pub(crate) fn bare(cursor: &mut Cursor<'_>) -> Option<Label> {
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Space)?;
    let elided = matches!(ahead.peek().lexeme, Lexeme::Mark('\''));
    if !cursor.ignores_case() || word.as_bytes().len() > 1 || elided {
        return None;
    }
    let label = letters(&word, false)?;
    *cursor = ahead;
    Some(label)
}

/// The end of a range: *à 8*, *-8*.
pub(crate) fn range(cursor: &mut Cursor<'_>, level: Level, first: &Label) -> Option<Label> {
    first.counts?;
    let mut ahead = *cursor;
    if ahead.mark(&['-'], Gap::Space).is_none() {
        // *à l'article 8* begins another unit.
        ahead.word_in(&["a", "to"], Gap::Line)?;
    }
    let end = read(&mut ahead, level)?;
    end.counts?;
    *cursor = ahead;
    Some(end)
}

/// What *premier*, *deuxième* … count.
pub(crate) fn ordinal(word: &Word) -> Option<&'static str> {
    Some(match word.as_str() {
        "premier" | "premiere" | "first" => "1",
        "deuxieme" | "second" | "seconde" => "2",
        "troisieme" | "third" => "3",
        "quatrieme" | "fourth" => "4",
        "cinquieme" | "fifth" => "5",
        "sixieme" | "sixth" => "6",
        "septieme" => "7",
        "huitieme" => "8",
        "neuvieme" => "9",
        "dixieme" => "10",
        "dernier" | "derniere" => "dernier",
        _ => return None,
    })
}

/// `1er`, `2e` before the name that they count.
pub(crate) fn counted(cursor: &Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let (_, number) = ahead.number(Gap::Line)?;
    let suffix = ahead.word_in(&["er", "e", "eme", "re", "nd", "nde"], Gap::None);
    (suffix.is_some() && number.value < 100).then_some(number.value)
}

/// Takes an ordinal in words or figures.
pub(crate) fn take_ordinal(cursor: &mut Cursor<'_>) -> Option<Label> {
    if let Some(value) = counted(cursor) {
        cursor.next();
        cursor.next();
        return Some(Label::number(value));
    }
    let mut ahead = *cursor;
    let (_, word) = ahead.word(Gap::Line)?;
    let text = ordinal(&word)?.to_owned();
    *cursor = ahead;
    Some(Label::of(text, None))
}

/// The value of a Roman number up to a hundred, in small letters.
fn roman(text: &str) -> Option<u32> {
    (1..=100).find(|value| written(*value).eq_ignore_ascii_case(text))
}

/// The number of an annex or a chapter as acts print it: `III` for `3`.
pub fn as_roman(number: &str) -> String {
    match number.parse() {
        Ok(value @ 1..=100) => written(value),
        _ => number.to_uppercase(),
    }
}

fn written(mut value: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            text.push_str(sign);
            value -= worth;
        }
    }
    text
}
