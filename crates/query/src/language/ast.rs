//! A query, read.

use renvoi_reference::{Catalogue, Key, Place, parse_places};

use super::LONGEST_QUERY;
use super::filters::Filters;
use super::names::{Names, NoNames};
use super::parser;
use super::places::name_beside_a_place;
use super::title_words::is_part_of_title;
use crate::plan::says_something;
use crate::remark::Remark;

/// Words beside what a query names from which on it is a sentence.
const SENTENCE: usize = 8;

/// How many of them must say something: a question has more small words than a sentence of an act.
const TELLING: usize = 5;

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What to find.
    pub root: Group,
    /// The instruments that it names: those of [`Group::must`] of the root, each once. Alone, every hit must cite them; beside
    /// words they are what the query is about.
    pub references: Vec<Key>,
    /// What else must hold.
    pub filters: Filters,
    /// What must not hold: each of these filters by itself excludes.
    pub excluded: Filters,
    /// What is neither reference nor name, phrase nor filter, as typed (in a sentence references too): where names that may mean an instrument, and
    /// slips of a reference, are looked for.
    pub free: Vec<String>,
    /// Whether it is a sentence, as people paste one to find its source: instruments in it are words among others.
    pub is_sentence: bool,
    /// The instruments that a sentence speaks of.
    pub mentioned: Vec<Key>,
    /// What could not be used, in words for a person (French).
    pub diagnostics: Vec<Remark>,
}

/// Clauses that are weighed together.
///
/// A text matches when it matches all of `must`, none of `must_not` and, with
/// nothing in `must`, one of `should`. Without `must` and `should`, all that is
/// not excluded matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The more of them, the better.
    pub should: Vec<Clause>,
    /// Required. A group among them has nothing but two or more in `should`.
    pub must: Vec<Clause>,
    /// Excluded.
    pub must_not: Vec<Clause>,
}

/// One thing to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A word as typed, in any of its forms. Analysis may make several terms of
    /// it: `cyber-résilience` is one word here.
    Word(String),
    /// A word of which a part is open: `*` is any letters, `?` one. At least two
    /// letters or digits stand before the first sign. As typed, not folded.
    Wildcard(String),
    /// A word or one like it.
    Fuzzy {
        /// The word as typed, one term for analysis.
        word: String,
        /// Letters that may be wrong, missing, swapped or too many: 1 or 2.
        edits: u8,
    },
    /// Words in this order and form.
    Phrase {
        /// The words as typed, without their quotes.
        text: String,
        /// How many other words may stand between them; in any order when more
        /// than none.
        slop: u8,
    },
    /// An instrument that is cited.
    Reference {
        /// Its key.
        key: Key,
        /// The name it was given by (`RGPD`), where it was one: whoever types it
        /// wants the passages with the name too.
        named: Option<String>,
    },
    /// A group within the group.
    Group(Group),
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, &NoNames)
    }

    /// Reads a query in which instruments are named as the bundled catalogue has them. Beside a place (*article 12
    /// e-evidence*) a name that is otherwise only offered is taken for one.
    pub fn of(text: &str) -> Self {
        let catalogue = Catalogue::bundled();
        let query = Self::parse_with(text, catalogue);
        if query.is_long() && !query.is_named_at_an_end(text) && query.places().is_empty() {
            let mut sentence = Self::of_words(text);
            sentence.is_sentence = true;
            return sentence;
        }
        if !query.references.is_empty() || text.len() > LONGEST_QUERY {
            return query;
        }
        match name_beside_a_place(text, catalogue) {
            Some((range, key)) => {
                let mut named = text.to_owned();
                named.replace_range(range, key.as_str());
                Self::parse_with(&named, catalogue)
            }
            None => query,
        }
    }

    /// The query for an act alone, with the filters of this one.
    pub(crate) fn of_act(self, key: Key) -> Self {
        let reference = Clause::Reference {
            key: key.clone(),
            named: None,
        };
        Self {
            root: Group {
                must: vec![reference],
                ..Group::default()
            },
            references: vec![key],
            is_sentence: false,
            mentioned: Vec::new(),
            ..self
        }
    }

    /// Reads a query whose references and names are words among others; they are [`Query::mentioned`].
    pub fn of_words(text: &str) -> Self {
        parser::parse_words(text, Catalogue::bundled())
    }

    /// Whether so many words stand beside what it names that it is a sentence.
    fn is_long(&self) -> bool {
        let words = self.root.should.iter().filter_map(|clause| match clause {
            Clause::Word(word) if !is_part_of_title(word) => Some(word),
            _ => None,
        });
        let excludes = self.root.must_not.iter();
        let mut excludes = excludes.filter(|clause| matches!(clause, Clause::Reference { .. }));
        words.clone().count() >= SENTENCE
            && words.filter(|word| says_something(word)).count() >= TELLING
            && excludes.next().is_none()
    }

    /// Whether a text begins or ends with the name of an act: *obligations … des entités essentielles SRI 2* is a long topic,
    /// and no sentence that speaks of the act.
    fn is_named_at_an_end(&self, text: &str) -> bool {
        let text = text.trim();
        self.root.must.iter().any(|clause| match clause {
            Clause::Reference {
                named: Some(name), ..
            } => text.ends_with(name.as_str()) || text.starts_with(name.as_str()),
            _ => false,
        })
    }

    /// Reads a query in which instruments may be named by `names`.
    pub fn parse_with(text: &str, names: &dyn Names) -> Self {
        parser::parse(text, names)
    }

    /// The places of an act that it asks for: *article 21 SRI 2* and nothing else but filters.
    pub fn places(&self) -> Vec<Place> {
        let Group { should, must, .. } = &self.root;
        let alone = matches!(must.as_slice(), [Clause::Reference { .. }]);
        let words = should
            .iter()
            .all(|clause| matches!(clause, Clause::Word(_)));
        if !alone || !words || should.is_empty() || self.is_sentence {
            return Vec::new();
        }
        let places = parse_places(&self.free.join(", "));
        // *paragraphe 2* alone says nothing of where it stands.
        if places.iter().all(Place::stands_alone) {
            places
        } else {
            Vec::new()
        }
    }

    /// The phrases that are required.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = &Clause> {
        let required = self.root.must.iter();
        required.filter(|clause| matches!(clause, Clause::Phrase { .. }))
    }

    /// Splits required phrases with these texts into their words.
    pub(crate) fn split_phrases(&mut self, texts: &[String]) {
        let must = std::mem::take(&mut self.root.must);
        for clause in must {
            match clause {
                Clause::Phrase { text, .. } if texts.contains(&text) => {
                    let words = text.split_whitespace();
                    let words = words.filter(|word| word.contains(char::is_alphanumeric));
                    self.root
                        .should
                        .extend(words.map(|word| Clause::Word(word.to_owned())));
                }
                clause => self.root.must.push(clause),
            }
        }
    }

    /// Visits the keys of all instruments that passages are to cite, or not.
    pub(crate) fn visit_keys(&mut self, visit: &mut impl FnMut(&mut Key)) {
        let filters = [&mut self.filters, &mut self.excluded];
        let keys = filters.into_iter().flat_map(|filters| &mut filters.cites);
        keys.chain(&mut self.references).for_each(&mut *visit);
        self.root.visit_keys(visit);
    }

    /// True when the query asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.root.is_empty() && self.filters.is_empty() && self.excluded.is_empty()
    }

    /// The words to find, those of groups included: neither phrases, wildcards
    /// and names of instruments nor what is excluded. Of each group the optional
    /// ones come first.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.root.words(&mut words);
        words
    }
}

impl Group {
    fn visit_keys(&mut self, visit: &mut impl FnMut(&mut Key)) {
        let all = [&mut self.should, &mut self.must, &mut self.must_not];
        for clause in all.into_iter().flatten() {
            match clause {
                Clause::Reference { key, .. } => visit(key),
                Clause::Group(group) => group.visit_keys(visit),
                _ => {}
            }
        }
    }

    /// Takes out the instruments that it requires.
    pub(crate) fn take_references(&mut self) -> Vec<Clause> {
        let is_reference = |clause: &mut Clause| matches!(clause, Clause::Reference { .. });
        self.must.extract_if(.., is_reference).collect()
    }

    /// Adds the instruments that it names, those of groups included, but not what is excluded.
    pub(crate) fn references(&self, keys: &mut Vec<Key>) {
        for clause in self.should.iter().chain(&self.must) {
            match clause {
                Clause::Reference { key, .. } if !keys.contains(key) => keys.push(key.clone()),
                Clause::Group(group) => group.references(keys),
                _ => {}
            }
        }
    }

    /// True when nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.should.is_empty() && self.must.is_empty() && self.must_not.is_empty()
    }

    /// A group of alternatives and nothing else.
    pub(super) fn is_choice(&self) -> bool {
        self.must.is_empty() && self.must_not.is_empty()
    }

    fn words<'q>(&'q self, words: &mut Vec<&'q str>) {
        for clause in self.should.iter().chain(&self.must) {
            match clause {
                Clause::Word(word) | Clause::Fuzzy { word, .. } => words.push(word),
                Clause::Group(group) => group.words(words),
                Clause::Wildcard(_) | Clause::Phrase { .. } | Clause::Reference { .. } => {}
            }
        }
    }
}
