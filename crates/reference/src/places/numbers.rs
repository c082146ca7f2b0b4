//! The numbers of places: `21`, `3 bis`, `premier`, `1er`, `b)`, `iv)`, `III`.

use crate::cursor::Cursor;
use crate::lexer::{Gap, Lexeme, Word};
use crate::places::grammar::Level;

/// A number as it is kept, and what it counts where a range may begin or end with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) text: String,
    counts: Option<Counts>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Number(u32),
    Letter(u8),
    Roman(u32, bool),
}

impl Label {
    fn number(value: u32) -> Self {
        Self {
            text: value.to_string(),
            counts: Some(Counts::Number(value)),
        }
    }

    /// What follows this one up to another; that one alone where nothing can be counted between them or it would be more
    /// than there is room for.
    pub(crate) fn up_to(&self, last: &Self, room: usize) -> Vec<Self> {
        let between: Vec<Self> = match (self.as_roman(last), last.counts) {
            (Some(Counts::Number(from)), Some(Counts::Number(to))) => (from.saturating_add(1)..to)
                .take(room + 1)
                .map(Self::number)
                .collect(),
            (Some(Counts::Letter(from)), Some(Counts::Letter(to))) => {
                (from + 1..to).map(Self::letter).collect()
            }
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
        between.into_iter().chain([last.clone()]).collect()
    }

    /// What it counts before another: the *i* of *i) à iv)* is a number.
    fn as_roman(&self, last: &Self) -> Option<Counts> {
        match (self.counts, last.counts) {
            (Some(Counts::Letter(_)), Some(Counts::Roman(..))) => {
                Some(Counts::Roman(roman(&self.text)?, false))
            }
            (counts, _) => counts,
        }
    }

    fn letter(letter: u8) -> Self {
        Self {
            text: char::from(letter).to_string(),
            counts: Some(Counts::Letter(letter)),
        }
    }

    fn roman(value: u32, upper: bool) -> Self {
        let text = written(value);
        Self {
            text: if upper { text } else { text.to_lowercase() },
            counts: Some(Counts::Roman(value, upper)),
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
    let opened = ahead.mark(&['('], Gap::Line).is_some();
    let mut label = if let Some((_, number)) = ahead.number(Gap::Line) {
        ahead.word_in(&["er", "re", "ere"], Gap::None);
        let mut label = Label::number(number.value);
        if matches!(level, Level::Section | Level::Point) {
            dotted(&mut ahead, &mut label);
        }
        label
    } else {
        let (_, word) = ahead.word(Gap::Line)?;
        match lettered(&mut ahead, &word, level) {
            Some(label) => label,
            None => of_word(&word, level)?,
        }
    };
    if opened {
        ahead.mark(&[')'], Gap::Space)?;
    }
    suffixes(&mut ahead, &mut label);
    if level == Level::Point {
        if !opened {
            close(&mut ahead);
        }
        inner_points(&mut ahead, &mut label);
    }
    *cursor = ahead;
    Some(label)
}

/// Moves over the bracket behind a point: `a)`.
fn close(cursor: &mut Cursor<'_>) {
    cursor.mark(&[')', '°'], Gap::None);
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
    Some(Label { text, counts: None })
}

fn of_word(word: &Word, level: Level) -> Option<Label> {
    if matches!(
        level,
        Level::Article | Level::Paragraph | Level::Subparagraph
    ) && matches!(word.as_str(), "premier" | "premiere" | "first")
    {
        return Some(Label::number(1));
    }
    match level {
        Level::Title | Level::Chapter | Level::Annex | Level::Section => {
            let value = roman(word.as_str()).filter(|_| word.upper);
            if let Some(value) = value {
                return Some(Label::roman(value, true));
            }
            let letter = [*word.as_bytes().first()?];
            let single = word.upper && word.as_bytes().len() == 1 && level != Level::Title;
            single.then(|| Label {
                text: String::from_utf8_lossy(&letter).to_uppercase(),
                counts: None,
            })
        }
        Level::Point => letters(word),
        // *article I-12* and articles of annexes in Roman numbers are none of acts.
        _ => None,
    }
}

/// The letters of a point: `a`, `ab`, `iv`.
pub(crate) fn letters(word: &Word) -> Option<Label> {
    let text = word.as_str();
    let [first, rest @ ..] = text.as_bytes() else {
        return None;
    };
    if rest.is_empty() {
        return first.is_ascii_lowercase().then(|| {
            let mut label = Label::letter(*first);
            if word.upper {
                label.text.make_ascii_uppercase();
                label.counts = None;
            }
            label
        });
    }
    if let Some(value) = roman(text) {
        return Some(Label::roman(value, word.upper));
    }
    // Put between two others: "point ab)", "point bb)".
    let between = text.len() == 2 && (text.starts_with('a') || first == rest.first()?);
    let little = matches!(text, "au" | "as" | "al" | "an");
    (between && !little).then(|| Label {
        text: text.to_owned(),
        counts: None,
    })
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
fn inner_points(cursor: &mut Cursor<'_>, label: &mut Label) {
    let mut ahead = *cursor;
    let comma = ahead.mark(&[','], Gap::None).is_some();
    let sous = ahead.word_in(&["sous"], Gap::Line).is_some();
    if comma && !sous {
        // *points a), b)* is a list.
        let Lexeme::Word(word) = ahead.peek().lexeme else {
            return;
        };
        let is_inner = word.as_bytes().len() > 1 && roman(word.as_str()).is_some() && !word.upper;
        if !is_inner || label.text.len() > 1 {
            return;
        }
    }
    let Some(inner) = bracketed(&mut ahead) else {
        return;
    };
    label.text = format!("{}) {}", label.text, inner.text);
    label.counts = None;
    *cursor = ahead;
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
        let (_, word) = ahead.word(Gap::Line)?;
        letters(&word)?
    };
    ahead.mark(&[')', '°'], Gap::None)?;
    *cursor = ahead;
    Some(label)
}

/// The end of a range: *à 8*, *-8*.
pub(crate) fn range(cursor: &mut Cursor<'_>, level: Level, first: &Label) -> Option<Label> {
    first.counts?;
    let mut ahead = *cursor;
    if ahead.mark(&['-'], Gap::Space).is_none() {
        ahead.word_in(&["a", "to"], Gap::Line)?;
        // *à l'article 8* begins another unit.
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
    Some(Label { text, counts: None })
}

/// The value of a Roman number up to a hundred, in small letters.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let digit = |letter| match letter {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().map(digit).collect::<Option<_>>()?;
    let mut value: u32 = 0;
    for (at, one) in digits.iter().enumerate() {
        let before_larger = digits.get(at + 1).is_some_and(|next| next > one);
        value = if before_larger {
            value
                .checked_sub(*one)
                .unwrap_or_else(|| value.wrapping_sub(*one))
        } else {
            value.wrapping_add(*one)
        };
    }
    // Written again it is the same, or it was none: `iix`.
    (value > 0 && value <= 100 && written(value).eq_ignore_ascii_case(text)).then_some(value)
}

/// The number of an annex as acts print it: `III` for `3`.
pub(crate) fn as_roman(number: &str) -> String {
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
