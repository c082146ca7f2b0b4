//! What looks like the number of a note: set raised or small, or in brackets.

use std::ops::Range;

use super::lines::Line;

/// A number that may call or open a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) number: u32,
    /// What is printed, brackets included.
    pub(super) range: Range<usize>,
    pub(super) form: Form,
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
        for digits in numbers(&line.text, small.clone()) {
            marks.extend(mark(&line.text, digits, Form::Small));
        }
    }
    for (open, _) in line.text.match_indices('(').take(MOST_IN_A_LINE) {
        let digits = numbers(&line.text, open..line.text.len())
            .into_iter()
            .next();
        let bracketed = digits.and_then(|digits| mark(&line.text, digits, Form::Brackets));
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
    let first = text.find(|c: char| c.is_ascii_digit())?;
    if !text
        .get(..first)?
        .chars()
        .all(|c| c == '(' || c == ' ' || c == '[')
    {
        return None;
    }
    let digits = numbers(text, first..text.len()).into_iter().next()?;
    let small = line
        .small
        .iter()
        .any(|s| s.start <= digits.start && digits.end <= s.end);
    let form = if small { Form::Small } else { Form::Brackets };
    if let Some(mark) = mark(text, digits.clone(), form)
        && mark.range.start == 0
    {
        return Some(mark);
    }
    let number = text.get(digits.clone())?.parse().ok()?;
    let rest = text.get(digits.end..)?;
    let spaced = rest.starts_with([' ', '\u{a0}', '\t']) || rest.starts_with(". ");
    (first == 0 && spaced && digits.len() <= 3).then_some(Mark {
        number,
        range: 0..digits.end + usize::from(rest.starts_with('.')),
        form: Form::Plain,
    })
}

/// The runs of digits within a range.
fn numbers(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes().get(within.clone()).unwrap_or(&[]);
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_digit() {
            continue;
        }
        let at = within.start + at;
        if let Some(last) = found.last_mut().filter(|last| last.end == at) {
            last.end = at + 1;
        } else if found.len() < MOST_IN_A_LINE {
            found.push(at..at + 1);
        } else {
            break;
        }
    }
    found
}

const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
/// Units that are squared and cubed.
const UNITS: &[&str] = &["m", "km", "hm", "dm", "cm", "mm"];

/// A mark of these digits, widened to brackets around them.
fn mark(text: &str, digits: Range<usize>, form: Form) -> Option<Mark> {
    if digits.len() > LONGEST_NUMBER {
        return None;
    }
    let number: u32 = text.get(digits.clone())?.parse().ok()?;
    let whole = text.get(..digits.start)?;
    let before = whole.trim_end_matches(SPACES);
    let after = text.get(digits.end..)?;
    let inner = after.len() - after.trim_start_matches(SPACES).len();
    let brackets = [('(', ')'), ('[', ']')].iter().any(|(open, close)| {
        before.ends_with(*open) && after.trim_start_matches(SPACES).starts_with(*close)
    });
    let word = whole
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    if (2..=3).contains(&number) && UNITS.contains(&word) {
        return None;
    }
    let range = if brackets {
        before.len() - 1..digits.end + inner + 1
    } else if form == Form::Small {
        digits
    } else {
        return None;
    };
    (number > 0).then_some(Mark {
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

    fn found(text: &str) -> Vec<(u32, String, Form)> {
        let line = line(text);
        let marks = calls(&line).into_iter();
        marks
            .map(|m| (m.number, line.text[m.range].to_owned(), m.form))
            .collect()
    }

    #[test]
    fn what_may_call_a_note() {
        let small = |n: u32, s: &str| (n, s.to_owned(), Form::Small);
        assert_eq!(found("du Conseil<12>, et"), [small(12, "12")]);
        assert_eq!(found("du Conseil (<12>), et"), [small(12, "(12)")]);
        assert_eq!(
            found("du Conseil (\u{a0}<1>\u{a0})"),
            [small(1, "(\u{a0}1\u{a0})")]
        );
        assert_eq!(found("l’un<1, 2>"), [small(1, "1"), small(2, "2")]);
        assert_eq!(
            found("du port (3) et"),
            [(3, "(3)".to_owned(), Form::Brackets)]
        );
        for text in [
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
        let opens = |text: &str| opening(&line(text)).map(|m| (m.number, m.range.end, m.form));
        assert_eq!(opens("<7> Voir"), Some((7, 1, Form::Small)));
        assert_eq!(opens("(<7>) Voir"), Some((7, 3, Form::Small)));
        assert_eq!(opens("(7) Voir"), Some((7, 3, Form::Brackets)));
        assert_eq!(opens("7. Voir"), Some((7, 2, Form::Plain)));
        assert_eq!(opens("7 Voir"), Some((7, 1, Form::Plain)));
        assert_eq!(opens("7e rapport"), None);
        assert_eq!(opens("Voir 7"), None);
    }
}
