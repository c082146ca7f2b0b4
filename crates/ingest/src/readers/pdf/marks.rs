//! What looks like the number of a note, or a sign in its place: set raised or
//! small, or in brackets.

use std::ops::Range;

use super::lines::Line;
use crate::readers::UNITS;

/// A number that may call or open a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) number: Number,
    /// What is printed, brackets included.
    pub(super) range: Range<usize>,
    pub(super) form: Form,
}

/// What a note is told by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Number {
    /// `12`
    Counted(u32),
    /// `*`, `**`, `*1`
    Stars(String),
    /// `iv`: how endnotes are numbered. They stand behind all the text.
    Roman(String),
}

impl Number {
    /// The number of a note that is counted.
    pub(super) fn counted(&self) -> Option<u32> {
        match self {
            Self::Counted(number) => Some(*number),
            Self::Stars(_) | Self::Roman(_) => None,
        }
    }

    /// What the page prints in place of a number.
    pub(super) fn label(&self) -> Option<&str> {
        match self {
            Self::Counted(_) => None,
            Self::Stars(label) | Self::Roman(label) => Some(label),
        }
    }
}

/// How the number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Form {
    /// Like the text: `12`, `12.`
    Plain,
    /// Like the text, in brackets: `(12)`.
    Brackets,
    /// Raised or small.
    Small,
}

/// Digits of a note's number.
const LONGEST_NUMBER: usize = 4;
/// A limit keeps lines of nothing but digits linear.
const MOST_IN_A_LINE: usize = 64;

/// All marks of a line that may call a note, from left to right.
pub(super) fn calls(line: &Line) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for small in &line.small {
        for number in numbers(&line.text, small.clone(), true) {
            marks.extend(mark(&line.text, number, Form::Small));
        }
    }
    for (open, _) in line.text.match_indices('(').take(MOST_IN_A_LINE) {
        let mut numbers = numbers(&line.text, open..line.text.len(), false).into_iter();
        let bracketed = numbers
            .next()
            .and_then(|number| mark(&line.text, number, Form::Brackets));
        let known = |m: &Mark| {
            marks
                .iter()
                .any(|k| k.range.end > m.range.start && k.range.start < m.range.end)
        };
        if let Some(mark) = bracketed
            && mark.range.start == open
            && !known(&mark)
        {
            marks.push(mark);
        }
    }
    marks.sort_by_key(|m| m.range.start);
    marks.truncate(MOST_IN_A_LINE);
    marks
}

/// The number that opens a line as a note's does, and what it takes off the
/// line.
pub(super) fn opening(line: &Line) -> Option<Mark> {
    let text = &line.text;
    let first = text.find(|c| !matches!(c, '(' | ' ' | '['))?;
    let found = numbers(text, first..text.len(), true).into_iter().next()?;
    if found.range.start != first {
        return None;
    }
    let range = found.range.clone();
    let small = line
        .small
        .iter()
        .any(|s| s.start <= range.start && range.end <= s.end);
    let form = if small { Form::Small } else { Form::Brackets };
    if let Some(mark) = mark(text, found.clone(), form)
        && mark.range.start == 0
    {
        return Some(mark);
    }
    let Found { number, .. } = found;
    let rest = text.get(range.end..)?;
    let spaced = rest.starts_with(SPACES) || rest.starts_with('\t') || rest.starts_with(". ");
    // A number that fills the indent leaves no gap: `10Voir`.
    let filled = number.counted().is_some_and(|n| n >= 10)
        && rest.starts_with(|c: char| c.is_uppercase() || c == '«');
    let short = number.counted().is_none() || range.len() <= 3;
    (first == 0 && (spaced || filled) && short).then_some(Mark {
        number,
        range: 0..range.end + usize::from(rest.starts_with('.')),
        form: Form::Plain,
    })
}

/// A number, and where its signs stand.
#[derive(Clone, Debug)]
struct Found {
    number: Number,
    range: Range<usize>,
}

/// The numbers within a range: runs of digits and stars, and where `roman` says
/// so, words that are small Roman numbers.
fn numbers(text: &str, within: Range<usize>, roman: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let part = text.get(within.clone()).unwrap_or_default();
    let mut at = 0;
    while let Some(rest) = part.get(at..).filter(|rest| !rest.is_empty())
        && found.len() < MOST_IN_A_LINE
    {
        let signs = rest.len() - rest.trim_start_matches('*').len();
        let digits = rest[signs..].bytes().take_while(u8::is_ascii_digit);
        let length = signs + digits.count();
        let word = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let number = match rest.get(..length).filter(|number| !number.is_empty()) {
            Some(stars) if stars.starts_with('*') => Some(Number::Stars(stars.to_owned())),
            // Too long for a number, and so for a note's.
            Some(digits) => Some(Number::Counted(digits.parse().unwrap_or(u32::MAX))),
            None if roman && is_roman(&rest[..word]) => {
                Some(Number::Roman(rest[..word].to_owned()))
            }
            None => None,
        };
        let next = rest.chars().next().map_or(1, char::len_utf8);
        let taken = match &number {
            Some(Number::Roman(word)) => word.len(),
            Some(_) => length,
            None => word.max(next),
        };
        let start = within.start + at;
        at += taken;
        found.extend(number.map(|number| Found {
            number,
            range: start..start + taken,
        }));
    }
    found
}

/// A small Roman number up to xxxix, as endnotes are numbered.
fn is_roman(word: &str) -> bool {
    let units = word.trim_start_matches('x');
    let tens = word.len() - units.len();
    let known = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    !word.is_empty() && tens <= 3 && known.contains(&units)
}

const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// A mark of this number, widened to brackets around it.
fn mark(text: &str, found: Found, form: Form) -> Option<Mark> {
    let Found { number, range } = found;
    let whole = text.get(..range.start)?;
    let before = whole.trim_end_matches(SPACES);
    let after = text.get(range.end..)?;
    let inner = after.len() - after.trim_start_matches(SPACES).len();
    let brackets = [('(', ')'), ('[', ']')].iter().any(|(open, close)| {
        before.ends_with(*open) && after.trim_start_matches(SPACES).starts_with(*close)
    });
    let word = whole
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    let is_power = matches!(number, Number::Counted(2 | 3)) && UNITS.contains(&word);
    let too_long = number.counted().is_some() && range.len() > LONGEST_NUMBER;
    if is_power || too_long || number == Number::Counted(0) {
        return None;
    }
    let range = if brackets {
        before.len() - 1..range.end + inner + 1
    } else if form == Form::Small {
        range
    } else {
        return None;
    };
    Some(Mark {
        number,
        range,
        form,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits between `<` and `>` are small.
    fn line(text: &str) -> Line {
        let mut line = Line::default();
        let mut start = 0;
        for c in text.chars() {
            match c {
                '<' => start = line.text.len(),
                '>' => line.small.push(start..line.text.len()),
                c => line.text.push(c),
            }
        }
        line
    }

    fn shown(mark: &Mark) -> String {
        let label = mark.number.label().map(str::to_owned);
        label.unwrap_or_else(|| mark.number.counted().expect("counted").to_string())
    }

    fn found(text: &str) -> Vec<(String, String, Form)> {
        let line = line(text);
        let marks = calls(&line).into_iter();
        marks
            .map(|m| (shown(&m), line.text[m.range].to_owned(), m.form))
            .collect()
    }

    #[test]
    fn what_may_call_a_note() {
        let small = |n: &str, s: &str| (n.to_owned(), s.to_owned(), Form::Small);
        assert_eq!(found("du Conseil<12>, et"), [small("12", "12")]);
        assert_eq!(found("du Conseil (<12>), et"), [small("12", "(12)")]);
        assert_eq!(
            found("du Conseil (\u{a0}<1>\u{a0})"),
            [small("1", "(\u{a0}1\u{a0})")]
        );
        assert_eq!(found("l’un<1, 2>"), [small("1", "1"), small("2", "2")]);
        assert_eq!(
            found("du port (3) et"),
            [("3".to_owned(), "(3)".to_owned(), Form::Brackets)]
        );
        assert_eq!(found("du port<**> et"), [small("**", "**")]);
        assert_eq!(found("du port (<*1>) et"), [small("*1", "(*1)")]);
        assert_eq!(
            found("du port (*) et"),
            [("*".to_owned(), "(*)".to_owned(), Form::Brackets)]
        );
        assert_eq!(found("la fin<xviii>."), [small("xviii", "xviii")]);
        for text in [
            "deux (i) et",
            "la fin<vx>",
            "cent km<2> de côtes",
            "le port (no 3)",
            "en 2016",
            "(12345)",
            "<0>",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_may_open_a_note() {
        let opens = |text: &str| opening(&line(text)).map(|m| (shown(&m), m.range.end, m.form));
        for (text, number, end, form) in [
            ("<7> Voir", "7", 1, Form::Small),
            ("(<7>) Voir", "7", 3, Form::Small),
            ("(7) Voir", "7", 3, Form::Brackets),
            ("7. Voir", "7", 2, Form::Plain),
            ("7 Voir", "7", 1, Form::Plain),
            ("(*) Voir", "*", 3, Form::Brackets),
            ("** Voir", "**", 2, Form::Plain),
            ("<iv> Voir", "iv", 2, Form::Small),
            ("iv Voir", "iv", 2, Form::Plain),
            ("10Voir", "10", 2, Form::Plain),
        ] {
            assert_eq!(opens(text), Some((number.to_owned(), end, form)), "{text}");
        }
        assert_eq!(opens("7e rapport"), None);
        assert_eq!(opens("3D"), None);
        assert_eq!(opens("Voir 7"), None);
        assert_eq!(opens("il voit"), None);
    }
}
