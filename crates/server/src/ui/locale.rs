//! The language that a reader wants: French, or English by choice.

use axum::http::{HeaderMap, Uri, header};
use renvoi_query::Remark;

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Locale {
    #[default]
    French,
    English,
}

/// The parameter and the cookie that keep a choice.
pub(crate) const CHOICE: &str = "lang";

impl Locale {
    pub(crate) const ALL: [Self; 2] = [Self::French, Self::English];

    /// Its ISO 639-1 code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The other one, that a page offers.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        let is = |locale: &Self| locale.code().eq_ignore_ascii_case(code);
        Self::ALL.into_iter().find(is)
    }

    /// What an address chooses: `?lang=en`.
    pub(crate) fn chosen(uri: &Uri) -> Option<Self> {
        let query = uri.query()?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Self::of_code(pairs.find(|(name, _)| *name == CHOICE)?.1)
    }

    /// What was chosen before, else what the browser asks for, else French.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text = |value: &axum::http::HeaderValue| value.to_str().ok().map(str::to_owned);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(text);
        let kept = cookies.into_iter().find_map(|cookies| {
            let mut pairs = cookies.split(';').filter_map(|pair| pair.split_once('='));
            Self::of_code(pairs.find(|(name, _)| name.trim() == CHOICE)?.1.trim())
        });
        let accepted = || {
            let header = headers.get(header::ACCEPT_LANGUAGE)?;
            Self::accepted(header.to_str().ok()?)
        };
        kept.or_else(accepted).unwrap_or_default()
    }

    /// What is said of a query, in this language.
    pub(crate) fn of_remark(self, remark: &Remark) -> &str {
        match self {
            Self::French => remark.french(),
            Self::English => remark.english(),
        }
    }

    /// Has remarks be written as JSON in this language.
    pub(crate) fn speak(self, remarks: &mut [Remark]) {
        if self == Self::English {
            remarks.iter_mut().for_each(Remark::speak_english);
        }
    }

    /// The first of the pages' languages by the weights of `Accept-Language` (RFC 9110, 12.5.4). The crates that read this
    /// header either leave the weights out or sort by numbers that may be NaN, which a sort may panic at.
    fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for part in header.split(',') {
            let mut parameters = part.split(';').map(str::trim);
            let tag = parameters.next().unwrap_or_default();
            let primary = tag.split('-').next().unwrap_or_default();
            let Some(locale) = Self::of_code(primary) else {
                continue;
            };
            let weight = parameters.find_map(|parameter| parameter.strip_prefix("q="));
            let weight = weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
            if weight > best.map_or(0.0, |(_, weight)| weight) {
                best = Some((locale, weight));
            }
        }
        best.map(|(locale, _)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_is_taken() {
        for (header, wanted) in [
            ("en", Some(Locale::English)),
            ("en-GB,en;q=0.9,fr;q=0.8", Some(Locale::English)),
            ("fr-BE, en;q=0.9", Some(Locale::French)),
            ("en;q=0.3, fr;q=0.8", Some(Locale::French)),
            ("de, en;q=0.5", Some(Locale::English)),
            ("EN-us", Some(Locale::English)),
            ("de, nl", None),
            ("*", None),
            ("en;q=0", None),
            ("en;q=NaN, fr;q=x", None),
            ("", None),
            (",;,=;q", None),
        ] {
            assert_eq!(Locale::accepted(header), wanted, "{header}");
        }
    }

    #[test]
    fn a_choice_goes_before_what_the_browser_asks() {
        let mut headers = HeaderMap::new();
        assert_eq!(Locale::of(&headers), Locale::French);
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().expect("a value"));
        assert_eq!(Locale::of(&headers), Locale::English);
        headers.insert(
            header::COOKIE,
            "a=b; lang=fr; c=d".parse().expect("a value"),
        );
        assert_eq!(Locale::of(&headers), Locale::French);
        let chosen = |uri: &str| Locale::chosen(&uri.parse().expect("an address"));
        assert_eq!(chosen("/?q=a&lang=en"), Some(Locale::English));
        assert_eq!(chosen("/?q=lang"), None);
        assert_eq!(chosen("/?lang=de"), None);
    }
}
