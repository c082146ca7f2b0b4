//! The languages documents are published in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the Official Journal, or one of the two others that the Publications Office serves.
///
/// People write two letters (ISO 639-1); the Publications Office asks for three (ISO 639-3) in `Accept-Language`. The
/// list is that of the annex to its dissemination interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(usize);

/// Two letters, three letters, and the name that messages use.
const LANGUAGES: [(&str, &str, &str); 26] = [
    ("bg", "bul", "Bulgarian"),
    ("cs", "ces", "Czech"),
    ("da", "dan", "Danish"),
    ("de", "deu", "German"),
    ("el", "ell", "Greek"),
    ("en", "eng", "English"),
    ("es", "spa", "Spanish"),
    ("et", "est", "Estonian"),
    ("fi", "fin", "Finnish"),
    ("fr", "fra", "French"),
    ("ga", "gle", "Irish"),
    ("hr", "hrv", "Croatian"),
    ("hu", "hun", "Hungarian"),
    ("is", "isl", "Icelandic"),
    ("it", "ita", "Italian"),
    ("lt", "lit", "Lithuanian"),
    ("lv", "lav", "Latvian"),
    ("mt", "mlt", "Maltese"),
    ("nl", "nld", "Dutch"),
    ("no", "nor", "Norwegian"),
    ("pl", "pol", "Polish"),
    ("pt", "por", "Portuguese"),
    ("ro", "ron", "Romanian"),
    ("sk", "slk", "Slovak"),
    ("sl", "slv", "Slovene"),
    ("sv", "swe", "Swedish"),
];

/// A code that is no language of the Publications Office.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a language of the Publications Office: give two letters, such as fr, en or de"
)]
pub struct LanguageError(String);

impl Language {
    fn entry(self) -> (&'static str, &'static str, &'static str) {
        LANGUAGES
            .get(self.0)
            .copied()
            .unwrap_or(("fr", "fra", "French"))
    }

    /// Two letters: `fr`.
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    /// Three letters, as `Accept-Language` has them: `fra`.
    pub fn long_code(self) -> &'static str {
        self.entry().1
    }

    /// The English name, for messages.
    pub fn name(self) -> &'static str {
        self.entry().2
    }
}

impl Default for Language {
    fn default() -> Self {
        Self(9)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    /// Two or three letters, in any case.
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let code = text.trim().to_ascii_lowercase();
        LANGUAGES
            .iter()
            .position(|(short, long, _)| code == *short || code == *long)
            .map(Self)
            .ok_or_else(|| LanguageError(text.to_owned()))
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageError;

    fn try_from(text: String) -> Result<Self, LanguageError> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_both_lengths_and_any_case() {
        for (typed, sent) in [("fr", "fra"), ("FR", "fra"), ("deu", "deu"), ("el", "ell")] {
            let language: Language = typed.parse().expect("a language");
            assert_eq!(language.long_code(), sent, "{typed}");
        }
        assert_eq!(Language::default().code(), "fr");
        for wrong in ["", "f", "xx", "french", "fr-FR"] {
            assert!(wrong.parse::<Language>().is_err(), "{wrong}");
        }
    }
}
