//! Numbers in the text that may be footnote calls.
//!
//! A call is a superscript on the page and plain digits in the dump: alone on a
//! line, glued to a word, a closing mark or another number, or at the head of a
//! line that goes on with the sentence. What is a call and what a number is
//! decided later, by the order that calls have.

use super::lines::{Line, continues};

/// A number that may be a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) number: u32,
    /// Index of the line, and the bytes of its text that are the number.
    pub(super) line: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) form: Form,
}

/// How a mark stands in the text, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Alone on its line, cut out of the middle of the line before.
    Alone,
    /// At the head of a line that goes on with the line before.
    Head,
    /// Glued to a word or to a closing mark.
    Glued,
    /// Alone on its line but set above the line that follows: the call stands
    /// somewhere in that line.
    Displaced,
    /// Glued to capitals or to a short word: `NIS2` looks like this too.
    GluedToAcronym,
    /// Glued to another number: `1998/2006` and note 4 are `1998/20064`.
    GluedToNumber,
    /// After a space.
    Spaced,
}

impl Form {
    /// How much each form speaks for a call; an assignment of calls has the
    /// largest sum. Two sure calls outweigh any doubtful one.
    pub(super) fn score(self) -> i32 {
        match self {
            Self::Alone => 10,
            Self::Head => 9,
            Self::Glued => 8,
            Self::Displaced => 6,
            Self::GluedToAcronym => 4,
            Self::GluedToNumber => 3,
            Self::Spaced => 1,
        }
    }

    /// Sure enough to say that a note is called whose text is not there.
    pub(super) fn is_sure(self) -> bool {
        matches!(self, Self::Alone | Self::Head | Self::Glued)
    }
}

/// Collects the marks of these lines, in order. `split_runs` says that a line
/// without a space after it goes on in the next one.
pub(super) fn collect(lines: &[Line<'_>], first: usize, split_runs: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    for at in first..lines.len() {
        let line = &lines[at];
        let open = at > 0 && split_runs && !lines[at - 1].trailing;
        if let Some(number) = line.bare_number() {
            let form = if open {
                Some(Form::Alone)
            } else if split_runs {
                // The line before is whole, this one was cut.
                (!line.trailing).then_some(Form::Displaced)
            } else {
                // This layout does not show where lines were cut.
                Some(Form::GluedToNumber)
            };
            marks.extend(form.map(|form| Mark {
                number,
                line: at,
                start: 0,
                end: line.text.len(),
                form,
            }));
            continue;
        }
        in_line(line.text, at, open && line.lead == 0, &mut marks);
    }
    marks
}

fn in_line(text: &str, line: usize, open: bool, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Where the last sure call of the line ended.
    let mut glued_before: Option<usize> = None;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at
            + bytes[at..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
        let after = &text[end..];
        let form = if at == 0 && open {
            Some(Form::Head)
        } else if glued_before.is_some_and(|glued| parts_calls(&text[glued..at])) {
            // `Conseil3,4`: a call after a call.
            Some(Form::Glued)
        } else {
            form(&text[..at], after)
        };
        let glued = form.is_some_and(Form::is_sure);
        // A number that goes on is no call: `5G`, `3,5`, `2009/72/CE`.
        let decimals = after.starts_with([',', '.', '-'])
            && after[1..].starts_with(|c: char| c.is_ascii_digit());
        if !(after.starts_with(char::is_alphanumeric) || after.starts_with('/'))
            && (!decimals || (glued && after.starts_with(',')))
        {
            if let Some(form) = form {
                push(marks, text, line, (at, end), form);
            }
            glued_to_number(text, line, (at, end), marks);
        }
        glued_before = glued.then_some(end);
        at = end;
    }
}

fn push(marks: &mut Vec<Mark>, text: &str, line: usize, (start, end): (usize, usize), form: Form) {
    let digits = &text[start..end];
    if digits.len() <= 4
        && !digits.starts_with('0')
        && let Ok(number) = digits.parse()
    {
        marks.push(Mark {
            number,
            line,
            start,
            end,
            form,
        });
    }
}

/// The form of a number between these texts, if it can be a call.
fn form(before: &str, after: &str) -> Option<Form> {
    let last = before.chars().next_back()?;
    if last.is_alphabetic() {
        let word = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        let lower = word.chars().filter(|c| c.is_lowercase()).count();
        return Some(if lower >= 2 {
            Form::Glued
        } else {
            Form::GluedToAcronym
        });
    }
    match last {
        '»' | '”' | '"' | ')' | ']' | '!' | '?' | ';' | '%' => Some(Form::Glued),
        // After `n. ` and in dates and decimals a point is no sentence end.
        '.' | ',' | ':' | '’' | '\'' => {
            let word = before.trim_end_matches(last);
            if word.ends_with(|c: char| c.is_alphabetic() || "»”)]".contains(c)) {
                Some(Form::Glued)
            } else {
                // `juin 2013.13`
                ends_with_year(word).then_some(Form::GluedToNumber)
            }
        }
        ' ' | '\u{a0}' => {
            (after.is_empty() || continues(after.trim_start())).then_some(Form::Spaced)
        }
        _ => None,
    }
}

/// What stands between two calls at one place.
fn parts_calls(between: &str) -> bool {
    matches!(between, "," | ", " | " ")
}

fn ends_with_year(text: &str) -> bool {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4 && is_year(&text[text.len() - 4..])
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The endings of a run of digits that may be calls glued to the number before
/// them: to a year, or to the number of an act. Of any other number a digit
/// taken away would leave another that is as good, and wrong.
fn glued_to_number(text: &str, line: usize, (start, end): (usize, usize), marks: &mut Vec<Mark>) {
    let digits = end - start;
    for own in (1..=3.min(digits.saturating_sub(1))).rev() {
        if !(is_year(&text[start..end - own]) || text[..start].ends_with('/')) {
            continue;
        }
        push(marks, text, line, (end - own, end), Form::GluedToNumber);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::pdf_dump::lines;

    /// The form of the mark with this number, the surest if there are several.
    fn form(text: &str, number: u32) -> Option<Form> {
        collect(&lines::parse(text), 0, true)
            .into_iter()
            .filter(|m| m.number == number)
            .map(|m| m.form)
            .min()
    }

    #[test]
    fn calls_and_numbers() {
        for (text, number, expected) in [
            ("hybrides\n1\n; et ", 1, Some(Form::Alone)),
            ("existants\n31. La Commission ", 31, Some(Form::Head)),
            ("des frontières89 et ", 89, Some(Form::Glued)),
            ("(CBRN)85 et ", 85, Some(Form::Glued)),
            ("radicalisation».82 Le ", 82, Some(Form::Glued)),
            ("la directive NIS2 ", 2, Some(Form::GluedToAcronym)),
            ("aux réseaux 5G et 3,5 % ", 5, None),
            ("le plan \n105\n\nd’action de ", 105, Some(Form::Displaced)),
            ("no 1998/20064 ", 4, Some(Form::GluedToNumber)),
            ("plus de 5 000 personnes ", 5, None),
            ("directive 2009/72/CE du ", 2, None),
            ("(16) Un moteur ", 6, None),
            ("le 13 juillet ", 3, None),
            ("des3,4 échanges ", 3, Some(Form::Glued)),
            ("des3, 4 échanges ", 4, Some(Form::Glued)),
            ("juin 2013.13 ", 13, Some(Form::GluedToNumber)),
            ("Conseil 9. Étant ", 9, Some(Form::Spaced)),
            ("le 0605 ", 605, None),
            ("en 202212 ", 12, Some(Form::GluedToNumber)),
        ] {
            assert_eq!(form(text, number), expected, "{text}");
        }
    }
}
