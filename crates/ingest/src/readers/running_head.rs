//! The head that the Official Journal prints on its pages, and the place in the
//! Journal that it says.

use jiff::civil::Date;
use renvoi_reference::Celex;

use super::dates::date;

/// What the head says, part by part.
#[derive(Debug, Default)]
pub(in crate::readers) struct RunningHead {
    pub(in crate::readers) date: Option<String>,
    /// `L 156/43`
    pub(in crate::readers) place: Option<String>,
    /// `Série L`, `Séries L`, since October 2023.
    pub(in crate::readers) series: Option<String>,
    /// `2024/1689`, since October 2023.
    pub(in crate::readers) number: Option<String>,
}

impl RunningHead {
    /// The place as it is cited: `JO L 156, 4.5.2016, p. 43`, `JO L, 2024/1689, 12.7.2024`.
    pub(in crate::readers) fn journal(&self) -> Option<String> {
        let date = date(self.date.as_deref()?)?;
        let day = format!("{}.{}.{}", date.day(), date.month(), date.year());
        if let (Some(series), Some(number)) = (&self.series, &self.number) {
            let series = series.split_whitespace().last()?;
            return Some(format!("JO {series}, {number}, {day}"));
        }
        let (issue, page) = self.place.as_deref()?.split_once('/')?;
        Some(format!("JO {}, {day}, p. {page}", apart(issue)))
    }
}

/// The head prints the second run of a series as `CE 117` or `LI 433`; it is cited as `C 117 E` and `L 433 I`.
fn apart(issue: &str) -> String {
    match issue.split_once(' ') {
        Some((letters, number)) if letters.len() == 2 && letters.starts_with(['C', 'L']) => {
            let (series, run) = letters.split_at(1);
            format!("{series} {number} {run}")
        }
        _ => issue.to_owned(),
    }
}

/// The place that a consolidated text names below its title: `(JO L 141 du 5.6.2015, p. 73)`.
pub(in crate::readers) fn published(line: &str) -> Option<String> {
    let place = line.strip_prefix('(')?.split(')').next()?;
    place.starts_with("JO ").then(|| place.to_owned())
}

/// What EUR-Lex says of the worth of a consolidated text.
pub(crate) fn is_disclaimer(line: &str) -> bool {
    line.starts_with("Ce texte constitue seulement un outil de documentation")
        || line.starts_with("Ce document constitue un outil de documentation")
}

/// `02016R0679 — FR — 04.05.2016 — 000.002`: the number and the date; until 2013
/// without the sector.
pub(crate) fn consolidated(line: &str) -> Option<(String, Date)> {
    let mut parts = line
        .split(['—', '–', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let number = parts.next()?;
    let sector = if number.starts_with('0') { "" } else { "0" };
    let celex = format!("{sector}{number}");
    celex.parse::<Celex>().ok()?;
    let language = parts.next()?;
    let date = date(parts.next()?)?;
    (language.len() == 2).then(|| (format!("{celex}-{}", date.strftime("%Y%m%d")), date))
}
