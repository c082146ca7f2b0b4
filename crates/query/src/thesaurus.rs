//! Topics of EU security policy and the ways to say them: what passages are
//! tagged with, and what a query is widened by.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use renvoi_analysis::{Chain, fold, terms};
use serde::{Deserialize, Serialize};

use crate::beginnings::Beginnings;
use crate::phrases::Phrases;

/// Topics with their synonyms.
#[derive(Debug, Default)]
pub struct Thesaurus {
    topics: Vec<Topic>,
    /// Ways to say a topic, as stems.
    phrases: Phrases,
    /// Topics by folded id, label and synonym.
    names: HashMap<String, usize>,
    /// Folded labels.
    labels: Beginnings,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id: lower-case ASCII with hyphens.
    pub id: String,
    /// What it is called in French.
    pub label: String,
    /// What it is called in English.
    pub english: Option<String>,
    /// Other ways to say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    /// Id of the topic that it is part of.
    pub broader: Option<String>,
    /// The concept of `EuroVoc` that is the same.
    pub eurovoc: Option<String>,
}

/// Why a thesaurus cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThesaurusError {
    /// It is no TOML, or a topic lacks something.
    #[error("the thesaurus cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// It cannot be written as TOML.
    #[error("the thesaurus cannot be written: {0}")]
    Unwritable(#[from] toml::ser::Error),
    /// Two topics share an id or a way to be said.
    #[error(
        "the thesaurus says `{name}` of two topics: `{first}` and `{second}`; take it out of one"
    )]
    Twice {
        /// What is said twice.
        name: String,
        /// One topic.
        first: String,
        /// The other one.
        second: String,
    },
    /// A topic is part of one that is not there.
    #[error("the topic `{id}` has the broader topic `{broader}`, which is not there")]
    Broader {
        /// The topic.
        id: String,
        /// What is not there.
        broader: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    topic: Vec<Topic>,
}

#[derive(Serialize)]
struct Written<'t> {
    topic: &'t [Topic],
}

/// A topic that a text speaks of, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'t> {
    /// The topic.
    pub topic: &'t Topic,
    /// The first of its stems in the text, and how many.
    pub stems: std::ops::Range<usize>,
}

impl Thesaurus {
    /// The thesaurus that comes with Renvoi.
    pub fn bundled() -> Arc<Self> {
        // The file is part of the program and a test reads it, so it is right.
        static BUNDLED: LazyLock<Arc<Thesaurus>> =
            LazyLock::new(|| Arc::new(Thesaurus::parse(FILE).unwrap_or_default()));
        Arc::clone(&BUNDLED)
    }

    /// Reads a thesaurus.
    ///
    /// # Errors
    /// It is no TOML of topics, says one thing of two topics, or a broader topic
    /// is missing.
    pub fn parse(text: &str) -> Result<Self, ThesaurusError> {
        let File { topic: topics } = toml::from_str(text)?;
        Self::new(topics)
    }

    /// A thesaurus of these topics.
    ///
    /// # Errors
    /// One thing is said of two topics, or a broader topic is missing.
    pub fn new(topics: Vec<Topic>) -> Result<Self, ThesaurusError> {
        let mut thesaurus = Self::default();
        let ids: HashSet<&str> = topics.iter().map(|t| t.id.as_str()).collect();
        for (at, topic) in topics.iter().enumerate() {
            if let Some(broader) = &topic.broader
                && !ids.contains(broader.as_str())
            {
                return Err(ThesaurusError::Broader {
                    id: topic.id.clone(),
                    broader: broader.clone(),
                });
            }
            let said = [&topic.label].into_iter().chain(&topic.english);
            for name in said.chain(&topic.synonyms).chain([&topic.id]) {
                match thesaurus.names.insert(fold(name), at) {
                    Some(other) if other != at => {
                        let id = |at: usize| topics.get(at).map(|t| t.id.clone());
                        return Err(ThesaurusError::Twice {
                            name: name.clone(),
                            first: id(other).unwrap_or_default(),
                            second: topic.id.clone(),
                        });
                    }
                    _ => {}
                }
            }
            for name in [&topic.label]
                .into_iter()
                .chain(&topic.english)
                .chain(&topic.synonyms)
            {
                thesaurus.phrases.insert(terms(name, Chain::Stemmed), at);
            }
        }
        thesaurus.labels = Beginnings::new(topics.iter().map(|t| fold(&t.label)).collect());
        thesaurus.topics = topics;
        Ok(thesaurus)
    }

    /// The topic of this id, label or synonym, whatever its case and accents.
    pub fn named(&self, name: &str) -> Option<&Topic> {
        self.topics.get(*self.names.get(&fold(name))?)
    }

    /// The first topics with a label of which a word begins with a folded text.
    pub fn begun(&self, beginning: &str, limit: usize) -> impl Iterator<Item = &Topic> {
        let found = self.labels.begun(beginning, limit).into_iter();
        found.filter_map(|at| self.topics.get(at))
    }

    /// The thesaurus as a file that [`Thesaurus::parse`] reads.
    ///
    /// # Errors
    /// A topic cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String, ThesaurusError> {
        let topic = &self.topics;
        Ok(toml::to_string(&Written { topic })?)
    }

    /// All topics, in the order of the file.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topics that a text speaks of, given its stems; of several ways to
    /// read a place the longest.
    pub fn mentions(&self, stems: &[String]) -> Vec<Mention<'_>> {
        let words: Vec<u32> = stems.iter().map(|stem| self.number(stem)).collect();
        let found = self.phrases.mentions(&words).into_iter();
        found
            .filter_map(|(at, stems)| {
                let topic = self.topics.get(at)?;
                Some(Mention { topic, stems })
            })
            .collect()
    }

    /// Ids of the topics that a text speaks of, each once.
    pub fn topics_of(&self, text: &str) -> Vec<&str> {
        let stems = terms(text, Chain::Stemmed);
        let words: Vec<u32> = stems.iter().map(|stem| self.number(stem)).collect();
        self.topics_among(&words)
    }

    /// The number of a stem, for [`Thesaurus::topics_among`].
    pub fn number(&self, stem: &str) -> u32 {
        self.phrases.word(stem)
    }

    /// The same as [`Thesaurus::topics_of`] by the numbers of the text's terms in
    /// [`Chain::Stemmed`].
    pub fn topics_among(&self, words: &[u32]) -> Vec<&str> {
        let found = self.phrases.mentions(words).into_iter();
        let mut ids: Vec<&str> = found
            .filter_map(|(at, _)| Some(self.topics.get(at)?.id.as_str()))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

const FILE: &str = include_str!("../../../data/thesaurus.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_file_is_right() {
        let thesaurus = Thesaurus::parse(FILE).expect("the thesaurus");
        assert!(thesaurus.topics().len() >= 150);
    }

    #[test]
    fn topics_are_found_in_any_form() {
        let thesaurus = Thesaurus::bundled();
        for text in [
            "La cybersécurité des hôpitaux",
            "LA CYBERSECURITE",
            "la sécurité des réseaux et des systèmes d'information",
        ] {
            assert!(
                thesaurus.topics_of(text).contains(&"cybersecurite"),
                "{text}"
            );
        }
        assert!(thesaurus.topics_of("Le budget annuel").is_empty());
        assert_eq!(
            thesaurus.named("Cybersécurité").map(|t| t.id.as_str()),
            Some("cybersecurite")
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let twice = "[[topic]]\nid = \"a\"\nlabel = \"x\"\n[[topic]]\nid = \"b\"\nlabel = \"X\"\n";
        assert!(matches!(
            Thesaurus::parse(twice),
            Err(ThesaurusError::Twice { .. })
        ));
        let lost = "[[topic]]\nid = \"a\"\nlabel = \"x\"\nbroader = \"b\"\n";
        assert!(matches!(
            Thesaurus::parse(lost),
            Err(ThesaurusError::Broader { .. })
        ));
    }
}
