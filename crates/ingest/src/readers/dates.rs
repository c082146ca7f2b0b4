//! Dates as texts print them.

use jiff::civil::Date;

const MONTHS: &[&str] = &[
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// True for the name of a month in any case.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|name| *name == word)?;
    i8::try_from(at + 1).ok()
}

/// `2020-07-24`, `24.7.2020`, `24/07/2020` or `24 juillet 2020`, at the head of
/// a text.
pub(crate) fn date(text: &str) -> Option<Date> {
    if let Some(date) = text.get(..10).and_then(|day| day.parse().ok()) {
        return Some(date);
    }
    let mut parts = text
        .split(['.', '/', ' ', '\u{a0}'])
        .filter(|part| !part.is_empty());
    let day = parts.next()?.trim_end_matches("er").parse().ok()?;
    let name = parts.next()?;
    let month = month(name).or_else(|| name.parse().ok())?;
    let year = parts.next()?;
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    Date::new(year.get(..digits)?.parse().ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_in_each_spelling() {
        for text in [
            "2020-07-01",
            "1.7.2020",
            "01/07/2020",
            "1er juillet 2020",
            "1\u{a0}juillet 2020,",
        ] {
            assert_eq!(
                date(text).map(|d| d.to_string()).as_deref(),
                Some("2020-07-01"),
                "{text}"
            );
        }
        for text in ["", "juillet 2020", "32.1.2020", "é2020-07-01"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
