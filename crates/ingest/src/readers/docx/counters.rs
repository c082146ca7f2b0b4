//! The numbers that Word prints before the paragraphs of its lists.

use std::collections::{HashMap, HashSet};

use super::numbering::{LEVELS, Level, List, Numbering, Suffix};

/// Largest number that is written in letters or Roman numerals; beyond, digits
/// say it shorter.
const LARGEST_IN_LETTERS: u32 = 26 * 8;
const LARGEST_ROMAN: u32 = 3999;

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// `1.`, `a)`, `Article 5`; empty for a bullet.
    pub(super) text: String,
    /// White space between it and the paragraph.
    pub(super) gap: &'static str,
    /// A sign, not a number.
    pub(super) bullet: bool,
}

/// Where each list stands.
#[derive(Debug, Default)]
pub(super) struct Counters {
    by_list: HashMap<i64, [Option<u32>; LEVELS]>,
    /// Lists whose own start was applied, with the level.
    started: HashSet<(i64, usize)>,
}

impl Counters {
    /// Counts a paragraph of a list and gives what is printed before it.
    pub(super) fn next(&mut self, lists: &Numbering, id: i64, at: usize) -> Option<Printed> {
        let list = lists.get(id)?;
        let at = at.min(LEVELS - 1);
        let level = list.levels.get(&at)?;
        let counts = self.by_list.entry(list.counted_with).or_default();
        let fresh = list
            .starts
            .get(&at)
            .filter(|_| self.started.insert((id, at)));
        let count = match (fresh, counts[at]) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => list.starts.get(&at).copied().unwrap_or(level.start),
        };
        counts[at] = Some(count);
        // A level that was passed over counts as begun.
        for (above, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| first(list, above));
        }
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = list.levels.get(&below).and_then(|level| level.restart);
            if restart.is_none_or(|from| from != 0 && at < from) {
                *count = None;
            }
        }
        if level.hidden {
            return None;
        }
        Some(printed(list, level, counts))
    }
}

fn first(list: &List, at: usize) -> u32 {
    let own = list.starts.get(&at).copied();
    own.or_else(|| list.levels.get(&at).map(|l| l.start))
        .unwrap_or(1)
}

fn printed(list: &List, level: &Level, counts: &[Option<u32>; LEVELS]) -> Printed {
    let gap = match level.suffix {
        Suffix::Tab => "\t",
        Suffix::Space => " ",
        Suffix::Nothing => "",
    };
    if level.format == "bullet" {
        // The dash of acts is printed text; all other signs are ornament.
        let dash = level.pattern.trim() == "—";
        return Printed {
            text: if dash {
                "—".to_owned()
            } else {
                String::new()
            },
            gap: if dash { " " } else { "" },
            bullet: !dash,
        };
    }
    let mut text = String::new();
    let mut rest = level.pattern.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        let digit = after.bytes().next().filter(|b| (b'1'..=b'9').contains(b));
        if let Some(digit) = digit {
            let at = usize::from(digit - b'1');
            let count = counts[at].unwrap_or_else(|| first(list, at));
            let format = list
                .levels
                .get(&at)
                .map_or("decimal", |l| l.format.as_str());
            let decimal = level.legal && format != "none";
            text.push_str(&write(count, if decimal { "decimal" } else { format }));
            rest = &after[1..];
        } else {
            text.push('%');
            rest = after;
        }
    }
    text.push_str(rest);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Printed {
        text,
        gap,
        bullet: false,
    }
}

/// A number in one of Word's formats; those that are not known are decimal.
pub(super) fn write(number: u32, format: &str) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "ordinal" => format!("{number}."),
        "numberInDash" => format!("- {number} -"),
        "chicago" => chicago(number),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
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
    if number == 0 || number > LARGEST_ROMAN {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= *value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

/// A, B, … Z, AA, BB: Word repeats the letter.
fn letters(number: u32) -> String {
    if number == 0 || number > LARGEST_IN_LETTERS {
        return number.to_string();
    }
    let letter = char::from_u32(u32::from(b'A') + (number - 1) % 26).unwrap_or('A');
    let times = usize::try_from((number - 1) / 26 + 1).unwrap_or(1);
    std::iter::repeat_n(letter, times).collect()
}

/// *, †, ‡, §, **, ††: the signs of the Chicago manual.
fn chicago(number: u32) -> String {
    if number == 0 || number > 4 * 8 {
        return number.to_string();
    }
    let at = usize::try_from((number - 1) % 4).unwrap_or(0);
    let times = usize::try_from((number - 1) / 4 + 1).unwrap_or(1);
    ["*", "†", "‡", "§"]
        .get(at)
        .copied()
        .unwrap_or("*")
        .repeat(times)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn formats() {
        let cases = [
            (4, "lowerRoman", "iv"),
            (1999, "upperRoman", "MCMXCIX"),
            (4000, "upperRoman", "4000"),
            (27, "lowerLetter", "aa"),
            (28, "upperLetter", "BB"),
            (u32::MAX, "lowerLetter", "4294967295"),
            (5, "chicago", "**"),
            (7, "decimalZero", "07"),
            (7, "unheard", "7"),
        ];
        for (number, format, expected) in cases {
            assert_eq!(write(number, format), expected);
        }
    }
}
