//! What is said of a query to the person who typed it, in the languages of the pages.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// A sentence in French and in English. Its JSON is a text: the French one, unless English is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    french: String,
    english: String,
    is_english: bool,
}

impl Remark {
    pub(crate) fn new(french: String, english: String) -> Self {
        Self {
            french,
            english,
            is_english: false,
        }
    }

    /// The sentence in French.
    pub fn french(&self) -> &str {
        &self.french
    }

    /// The sentence in English.
    pub fn english(&self) -> &str {
        &self.english
    }

    /// Has the JSON be the English sentence.
    pub fn speak_english(&mut self) {
        self.is_english = true;
    }
}

impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.is_english {
            &self.english
        } else {
            &self.french
        })
    }
}

impl JsonSchema for Remark {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Remark".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// A [`Remark`] out of two formats with their arguments: `remark!("lu : {x}"; "read: {x}")`.
macro_rules! remark {
    ($french:literal $(, $f:expr)* ; $english:literal $(, $e:expr)* $(,)?) => {
        $crate::remark::Remark::new(format!($french $(, $f)*), format!($english $(, $e)*))
    };
}
pub(crate) use remark;

#[cfg(test)]
mod tests {
    use crate::language::Query;

    /// Queries of which something is said, each with a word of it in both languages.
    const SAID: &[(&str, &str, &str)] = &[
        ("annee:hier", "année", "year"),
        ("note:peut-être", "écrivez note", "write footnote"),
        ("certitude:sûre", "écrivez certitude", "write certainty"),
        ("langue:xx", "langue", "language"),
        ("genre:poème", "genre", "kind"),
        ("couleur:rouge", "n’est pas un filtre", "is not a filter"),
        ("(gaz", "parenthèse", "bracket"),
        ("gaz ) crise", "parenthèse", "closes nothing"),
        ("\"gaz", "guillemet", "quotation mark"),
        ("OU OU", "opérateur", "operator"),
        ("a*", "caractères", "characters"),
        ("crise~9", "lettres", "letters"),
        ("type:", "sans valeur", "without a value"),
    ];

    #[test]
    fn all_is_said_in_both_languages() {
        for (typed, french, english) in SAID {
            let said = Query::of(typed).diagnostics;
            assert!(
                said.iter().any(|remark| remark.french().contains(french)),
                "{typed}: {said:?}"
            );
            assert!(
                said.iter().any(|remark| remark.english().contains(english)),
                "{typed}: {said:?}"
            );
        }
    }

    #[test]
    fn json_is_french_unless_english_is_asked_for() {
        let mut said = remark!("lu : {}", 1; "read: {}", 1);
        assert_eq!(serde_json::to_string(&said).expect("JSON"), "\"lu : 1\"");
        said.speak_english();
        assert_eq!(serde_json::to_string(&said).expect("JSON"), "\"read: 1\"");
    }
}
