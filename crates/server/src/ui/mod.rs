//! What every page needs of the one who asks for it: the language, and the address that it was asked by.

mod locale;
mod words;

use axum::http::Uri;
use fluent_bundle::FluentValue;
use jiff::civil::Date;
use renvoi_query::Remark;

pub(crate) use locale::{CHOICE, Locale};
pub(crate) use words::message;

use crate::assets;

/// The language and the address of a page.
#[derive(Clone, Debug)]
pub(crate) struct Ui {
    pub(crate) locale: Locale,
    /// Path and query, without the choice of a language.
    address: String,
}

impl Ui {
    pub(crate) fn new(locale: Locale, uri: &Uri) -> Self {
        // With two slashes it would be the address of another site.
        let mut address = format!("/{}", uri.path().trim_start_matches(['/', '\\']));
        let pairs = uri.query().unwrap_or_default().split('&');
        let is_kept = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && name != CHOICE
        };
        for (at, pair) in pairs.filter(is_kept).enumerate() {
            address.push(if at == 0 { '?' } else { '&' });
            address.push_str(pair);
        }
        Self { locale, address }
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.locale.code()
    }

    /// The address of this page in the other language.
    pub(crate) fn translated(&self) -> String {
        let other = self.locale.other().code();
        let sign = if self.address.contains('?') { '&' } else { '?' };
        format!("{}{sign}{CHOICE}={other}", self.address)
    }

    /// The code of the other language.
    pub(crate) fn other_lang(&self) -> &'static str {
        self.locale.other().code()
    }

    /// A message.
    pub(crate) fn t(&self, id: &str) -> String {
        message(self.locale, id, &[])
    }

    /// A message with a number `$n`.
    pub(crate) fn n(&self, id: &str, n: impl Count) -> String {
        message(self.locale, id, &[("n", number(n))])
    }

    /// A message with a text `$what`.
    pub(crate) fn s(&self, id: &str, what: impl AsRef<str>) -> String {
        message(self.locale, id, &[("what", what.as_ref().into())])
    }

    /// A message with a number `$n` and a text `$what`.
    pub(crate) fn ns(&self, id: &str, n: impl Count, what: impl AsRef<str>) -> String {
        let what = ("what", what.as_ref().into());
        message(self.locale, id, &[("n", number(n)), what])
    }

    /// A message with two texts `$what` and `$other`.
    pub(crate) fn ss(&self, id: &str, what: impl AsRef<str>, other: impl AsRef<str>) -> String {
        let what = ("what", what.as_ref().into());
        let other = ("other", other.as_ref().into());
        message(self.locale, id, &[what, other])
    }

    /// A number.
    pub(crate) fn number(&self, n: impl Count) -> String {
        self.n("number", n)
    }

    /// A day in words: *24 juillet 2020*.
    pub(crate) fn date(&self, date: Date) -> String {
        self.day("date", date)
    }

    /// A day in short: *24 juill. 2020*.
    pub(crate) fn short_date(&self, date: Date) -> String {
        self.day("short-date", date)
    }

    /// A day given as a text, as JSON has it.
    pub(crate) fn date_of(&self, text: &str) -> String {
        text.parse()
            .map_or_else(|_| text.to_owned(), |date| self.date(date))
    }

    fn day(&self, id: &str, date: Date) -> String {
        let numbers = [
            ("day", i64::from(date.day())),
            ("month", i64::from(date.month())),
        ];
        let numbers = numbers.map(|(name, n)| (name, FluentValue::from(n)));
        let year = ("year", FluentValue::from(date.year().to_string()));
        let [day, month] = numbers;
        message(self.locale, id, &[day, month, year])
    }

    /// What is said of a query.
    pub(crate) fn remarks(&self, remarks: &[Remark]) -> Vec<String> {
        let said = remarks.iter().map(|remark| self.locale.of_remark(remark));
        said.map(str::to_owned).collect()
    }

    /// The address of a file of `web/static`.
    #[allow(clippy::unused_self)] // templates have nothing else to ask
    pub(crate) fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }
}

fn number(n: impl Count) -> FluentValue<'static> {
    FluentValue::from(n.count())
}

/// What can be counted in a message; templates hand over references.
pub(crate) trait Count {
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),+) => {$(
        impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )+};
}

counts!(usize, u32, u64);

impl<T: Count> Count for &T {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_itself_in_the_other_language() {
        for (address, wanted) in [
            ("/", "/?lang=en"),
            ("/?q=a%20b&lang=fr", "/?q=a%20b&lang=en"),
            ("/d/x?lang=en&h=1", "/d/x?h=1&lang=en"),
            ("/?&&q=", "/?q=&lang=en"),
        ] {
            let ui = Ui::new(Locale::French, &address.parse().expect("an address"));
            assert_eq!(ui.translated(), wanted);
        }
    }

    #[test]
    fn days_are_written_out() {
        let uri = "/".parse().expect("an address");
        let french = Ui::new(Locale::French, &uri);
        let english = Ui::new(Locale::English, &uri);
        let day = jiff::civil::date(2022, 8, 1);
        assert_eq!(french.date(day), "1er août 2022");
        assert_eq!(french.short_date(day), "1er août 2022");
        assert_eq!(english.date(day), "1 August 2022");
        let day = jiff::civil::date(2020, 7, 24);
        assert_eq!(french.short_date(day), "24 juill. 2020");
        assert_eq!(english.short_date(day), "24 Jul 2020");
        assert_eq!(french.date_of("2020-07-24"), "24 juillet 2020");
        assert_eq!(french.date_of("rien"), "rien");
    }
}
