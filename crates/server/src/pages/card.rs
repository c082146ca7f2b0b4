//! The card of an instrument: what it is, where it is, who cites it.

use renvoi_query::{Instrument, YearCount};
use renvoi_reference::{Celex, parse};

use super::names::{Name, document_address, instrument_address};
use crate::ui::Ui;

/// An instrument as a card shows it.
pub(crate) struct Card {
    pub(crate) key: String,
    pub(crate) name: Name,
    /// Its page.
    pub(crate) address: String,
    pub(crate) institution: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    /// Its CELEX number, or those that it may have.
    pub(crate) celex: Option<String>,
    pub(crate) is_celex_open: bool,
    /// Its address under `data.europa.eu/eli/`, and its last part.
    pub(crate) eli: Option<(String, String)>,
    /// Its page of EUR-Lex.
    pub(crate) eurlex: Option<String>,
    /// The page of EUR-Lex with its procedure.
    pub(crate) procedure: Option<String>,
    /// Its document in the reader.
    pub(crate) document: Option<String>,
    /// What repealed or replaced it: its name and its page.
    pub(crate) newer: Option<(String, String)>,
    pub(crate) total: usize,
    pub(crate) chart: Chart,
}

impl Card {
    pub(crate) fn new(ui: &Ui, instrument: &Instrument) -> Self {
        let Instrument { key, places, .. } = instrument;
        let read = parse(key.as_str());
        let celex = instrument.identifiers.celex.as_ref();
        let candidates = read.as_ref().map(|read| read.celex_candidates.as_slice());
        let is_celex_open = celex.is_none() && candidates.is_some_and(|c| !c.is_empty());
        let said = |celex: &[Celex]| {
            let numbers: Vec<String> = celex.iter().map(ToString::to_string).collect();
            numbers.join(&format!(" {} ", ui.t("or")))
        };
        Self {
            name: Name {
                number: instrument.name.clone(),
                short: instrument
                    .short_name
                    .clone()
                    .filter(|s| *s != instrument.name),
            },
            address: instrument_address(key.as_str()),
            institution: instrument.institution.clone(),
            title: instrument.title.as_deref().map(subject),
            date: instrument.date.as_deref().map(|date| ui.date_of(date)),
            eli: instrument.identifiers.eli.as_deref().map(|eli| {
                let last = eli.split("/eli/").nth(1).unwrap_or(eli);
                (eli.to_owned(), last.to_owned())
            }),
            eurlex: eurlex(
                celex,
                read.as_ref().and_then(|read| read.url.as_deref()),
                ui,
            ),
            procedure: celex.filter(|celex| has_procedure(celex)).map(|celex| {
                let language = ui.lang().to_uppercase();
                format!("https://eur-lex.europa.eu/legal-content/{language}/HIS/?uri=CELEX:{celex}")
            }),
            celex: celex
                .map(ToString::to_string)
                .or_else(|| candidates.filter(|c| !c.is_empty()).map(said)),
            is_celex_open,
            document: instrument
                .document
                .as_ref()
                .map(|d| document_address(&d.id)),
            newer: instrument.replaced_by.as_ref().map(|newer| {
                let key = newer.as_str();
                (Name::of_key(key).line(), instrument_address(key))
            }),
            total: places.formal + places.inferred,
            chart: Chart::of(&places.by_year),
            key: key.to_string(),
        }
    }
}

/// Its page of EUR-Lex: by CELEX number, else the address that its number makes.
fn eurlex(celex: Option<&Celex>, url: Option<&str>, ui: &Ui) -> Option<String> {
    let language = ui.lang().to_uppercase();
    let by_celex = celex.map(|celex| {
        format!("https://eur-lex.europa.eu/legal-content/{language}/TXT/?uri=CELEX:{celex}")
    });
    by_celex.or_else(|| url.map(str::to_owned))
}

/// Proposals and acts of the legislator have a procedure: sector 5, and sector 3 but for its corrigenda.
fn has_procedure(celex: &Celex) -> bool {
    let celex = celex.to_string();
    celex.starts_with(['3', '5']) && !celex.contains('(')
}

/// What the title of an act is about: what follows the day of its adoption, in sentence case.
pub(crate) fn subject(title: &str) -> String {
    const MONTHS: [&str; 12] = [
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
    let title = title.trim();
    let words: Vec<(usize, &str)> = words(title).collect();
    let is_day = |word: &str| {
        let digits = word.trim_end_matches("er");
        !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_year = |word: &str| {
        let digits = word.trim_end_matches(',');
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let date = words.windows(4).take(HEAD_WORDS).find(|four| {
        let [(_, du), (_, day), (_, month), (_, year)] = four else {
            return false;
        };
        *du == "du" && is_day(day) && MONTHS.contains(month) && is_year(year)
    });
    let end = date
        .and_then(|date| date.last())
        .map(|(at, year)| at + year.len());
    let rest = end.and_then(|end| title.get(end..)).unwrap_or(title);
    let rest = rest.trim_start_matches([',', ' ', '\u{a0}']);
    let rest = match rest.rfind("(Texte présentant de l") {
        Some(at) => rest.get(..at).unwrap_or(rest).trim_end(),
        None => rest,
    };
    let rest = if rest.is_empty() { title } else { rest };
    let mut letters = rest.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Words within which a title has said its date.
const HEAD_WORDS: usize = 30;

/// The words of a text with where they begin; no-break spaces part them too.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    text.split([' ', '\u{a0}', '\u{202f}']).map(move |word| {
        let at = from;
        // The sign behind the word has one to three bytes.
        from += word.len();
        from += text
            .get(from..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        (at, word)
    })
}

/// Citations by year as bars.
#[derive(Debug, Default)]
pub(crate) struct Chart {
    pub(crate) bars: Vec<Bar>,
    pub(crate) width: usize,
    pub(crate) formal: usize,
    pub(crate) inferred: usize,
}

/// A year, in units of the drawing.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) year: u16,
    pub(crate) count: usize,
    pub(crate) x: usize,
    /// The middle of the bar.
    pub(crate) middle: usize,
    /// Top of the whole bar, and its height.
    pub(crate) y: usize,
    pub(crate) height: usize,
    /// The same of its formal part.
    pub(crate) formal_y: usize,
    pub(crate) formal_height: usize,
    /// Where the number above it stands.
    pub(crate) label_y: usize,
    /// What lists the citations of the year.
    pub(crate) address: Option<String>,
}

impl Chart {
    /// The height of the highest bar.
    const HIGHEST: usize = 90;
    /// Where bars stand.
    pub(crate) const BASE: usize = 106;
    const STEP: usize = 46;
    pub(crate) const BAR: usize = 34;
    /// Years without citations are drawn in between where there is room.
    const MOST_YEARS: u16 = 12;

    pub(crate) fn of(years: &[YearCount]) -> Self {
        let most = years
            .iter()
            .map(|year| year.count)
            .max()
            .unwrap_or_default();
        let (Some(first), Some(last)) = (years.first(), years.last()) else {
            return Self::default();
        };
        let is_dense = last.year - first.year < Self::MOST_YEARS;
        let scale = |count: usize| match count {
            0 => 0,
            _ => (count * Self::HIGHEST / most.max(1)).max(2),
        };
        let bars: Vec<Bar> = years
            .iter()
            .enumerate()
            .map(|(at, year)| {
                let place = if is_dense {
                    usize::from(year.year - first.year)
                } else {
                    at
                };
                let (height, formal_height) = (scale(year.count), scale(year.formal));
                let x = place * Self::STEP;
                Bar {
                    year: year.year,
                    count: year.count,
                    x,
                    middle: x + Self::BAR / 2,
                    y: Self::BASE - height,
                    height,
                    formal_y: Self::BASE - formal_height,
                    formal_height,
                    label_y: Self::BASE - height - 5,
                    address: None,
                }
            })
            .collect();
        Self {
            width: bars.last().map_or(0, |bar| bar.x + Self::BAR),
            formal: years.iter().map(|year| year.formal).sum(),
            inferred: years.iter().map(|year| year.count - year.formal).sum(),
            bars,
        }
    }

    /// The same, each bar leading somewhere.
    #[must_use]
    pub(crate) fn linked(mut self, address: impl Fn(u16) -> String) -> Self {
        for bar in &mut self.bars {
            bar.address = Some(address(bar.year));
        }
        self
    }

    /// What the drawing says, for those who do not see it.
    pub(crate) fn said(&self) -> String {
        let years = self
            .bars
            .iter()
            .map(|bar| format!("{} : {}", bar.year, bar.count));
        years.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_acts_are_about() {
        for (title, wanted) in [
            (
                "Directive (UE)\u{a0}2022/2555 du Parlement européen et du Conseil du 14\u{a0}décembre 2022 concernant \
                 des mesures (directive SRI\u{a0}2) (Texte présentant de l’intérêt pour l’EEE)",
                "Concernant des mesures (directive SRI\u{a0}2)",
            ),
            (
                "Communication relative à la stratégie",
                "Communication relative à la stratégie",
            ),
            ("règlement du 1er mai 2020", "Règlement du 1er mai 2020"),
            (
                "Décision du 1er mai 2020, établissant l’été",
                "Établissant l’été",
            ),
            ("", ""),
        ] {
            assert_eq!(subject(title), wanted);
        }
    }

    #[test]
    fn bars_are_as_high_as_counts() {
        let year = |year, count, formal| YearCount {
            year,
            count,
            formal,
        };
        let chart = Chart::of(&[year(2020, 2, 0), year(2022, 90, 45), year(2026, 1, 1)]);
        let bars: Vec<_> = chart
            .bars
            .iter()
            .map(|b| (b.x, b.height, b.formal_height))
            .collect();
        assert_eq!(bars, [(0, 2, 0), (92, 90, 45), (276, 2, 2)]);
        assert_eq!((chart.formal, chart.inferred), (46, 47));
        let chart = Chart::of(&[year(1958, 1, 1), year(2026, 1, 1)]);
        assert_eq!(chart.bars.last().map(|bar| bar.x), Some(46));
        assert!(Chart::of(&[]).bars.is_empty());
    }
}
