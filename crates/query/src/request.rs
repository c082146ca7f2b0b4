//! What a back end is asked, and what it answers.
//!
//! A request has two sides. [`Clauses`] say what matches, and let the back end
//! find the best few hundred by a sum of BM25. [`Term`]s say
//! what those few hundred are then judged by: the back end hands over where each
//! term stands in them, and the ranking of this crate puts them in order. Both
//! hold analysed terms, so that a back end never analyses French.

use renvoi_document::{DocumentId, Language};
use renvoi_reference::{Certainty, Key};
use schemars::JsonSchema;
use serde::Serialize;

use crate::explanation::Explanation;
use crate::language::Filters;
use crate::stored::{Facets, Record};

/// What a back end is asked: records that meet every requirement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// What a record must, may and must not hold.
    pub clauses: Clauses,
    /// What records are ranked by, in the order of the query.
    pub terms: Vec<Term>,
    /// What is looked for besides, so that a passage that says the same in other
    /// words is found too.
    pub expansions: Vec<Expansion>,
    /// What else must hold.
    pub filters: Filters,
    /// What must not hold.
    pub excluded: Filters,
    /// The acts that a query of words names: what it is about. Their own passages come first, then those that cite them.
    pub about: Option<Acts>,
    /// Acts that are only offered, or that a pasted sentence speaks of: a signal of the ranking.
    pub hinted: Option<Acts>,
    /// What lifts a record that matches among the candidates, and how much it counts; nothing matches by it.
    pub lifts: Vec<(Clause, f32)>,
    /// Whether the words may be said by the context of a passage: they are about it, and not taken from another one.
    pub with_context: bool,
    /// Whether versions of an instrument are left out of which the index has a
    /// newer one.
    pub newest_only: bool,
    /// The order wanted.
    pub order: Order,
    /// Whether only the first hit of each document is wanted.
    pub by_document: bool,
    /// Hits to leave out from the top.
    pub offset: usize,
    /// Hits wanted.
    pub limit: usize,
    /// Whether facets are wanted.
    pub facets: bool,
    /// Whether it is left open how much matches, where the list is found without counting.
    pub uncounted: bool,
}

/// Acts that a query names, as the index has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Acts {
    /// Their documents: all versions and parts.
    pub documents: Vec<DocumentId>,
    /// What a place matches that cites them.
    pub cites: Clause,
}

/// Why a hit stands where it does; its JSON is part of a hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It is a passage of the act that the query names.
    Own,
    /// It cites the act that the query names.
    Cites,
    /// Its words match.
    #[default]
    Words,
}

/// The most passages of a named act that come before all else.
pub(crate) const MOST_OWN: usize = 10;

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    #[default]
    Relevance,
    /// Newest document first; in a document, as it reads.
    Newest,
    /// Oldest document first.
    Oldest,
}

/// Clauses of one level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clauses {
    /// Each of these.
    pub must: Vec<Clause>,
    /// At least one of these, unless something else must match; each that
    /// matches counts.
    pub should: Vec<Clause>,
    /// None of these.
    pub must_not: Vec<Clause>,
}

impl Clauses {
    /// Whether an instrument is asked for.
    pub fn cite(&self) -> bool {
        self.ask(|clause| matches!(clause, Clause::Cites(_)))
    }

    /// Whether each record must cite an instrument, or say the name that it was given.
    pub(crate) fn must_cite(&self) -> bool {
        self.must.iter().any(|clause| match clause {
            Clause::Cites(_) => true,
            Clause::All(below) => {
                let mut names = below.should.iter();
                below.must.is_empty()
                    && matches!(names.next(), Some(Clause::Cites(_)))
                    && names.all(|name| matches!(name, Clause::Phrase { .. }))
            }
            _ => false,
        })
    }

    /// Whether something that is wanted, on this level or below, is of a kind.
    pub(crate) fn ask(&self, kind: fn(&Clause) -> bool) -> bool {
        let mut positive = self.should.iter().chain(&self.must);
        positive.any(|clause| match clause {
            Clause::All(below) => below.ask(kind),
            clause => kind(clause),
        })
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.must.is_empty() && self.should.is_empty() && self.must_not.is_empty()
    }
}

/// One thing that a record may match.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// A stemmed term, in the text or the heading above it; it counts this many times.
    Stem(Stem, f32),
    /// Any of these folded words, in the text: what a wildcard or an inexact
    /// word stands for.
    AnyOf(Vec<String>),
    /// Any of these folded words, in the text alone: the heading above it is known by stems, which say too much to exclude
    /// a passage by.
    InText(Vec<String>),
    /// Folded words at their positions, with so many steps between them in all.
    Phrase {
        /// The words, each with its position.
        words: Vec<(usize, String)>,
        /// Steps that words may be off their positions, in sum.
        slop: u32,
    },
    /// A citation of any of these instruments.
    Cites(Vec<Key>),
    /// A topic of the thesaurus, by its id.
    Topic(String),
    /// Clauses of a level below.
    All(Clauses),
}

/// The stems of a word. A query is too short to tell its language by, so that
/// its words are looked for in texts of either as that language stems them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stem {
    /// In texts of any language but English, and in headings.
    pub french: String,
    /// In English texts.
    pub english: String,
}

impl Stem {
    /// The stem that a text of a language has.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::En => &self.english,
            Language::Fr | Language::Ja => &self.french,
        }
    }
}

/// A word that records are ranked by.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its stems.
    pub stem: Stem,
    /// Folded.
    pub exact: String,
    /// As typed, with accents or in capitals; none without them, or in a compound,
    /// which may be written in one, or where they make no other word of a small
    /// one.
    pub marked: Option<String>,
    /// It joins two words that a hyphen parts.
    pub is_compound: bool,
    /// Its places among the words of the query, from 0; a compound has no place of its own.
    pub places: Vec<u32>,
    /// The forms that it takes in the index.
    pub forms: Vec<Form>,
    /// How much it counts: 1 for a word that was typed, less for one that says
    /// little or that was put beside it.
    pub weight: f32,
}

/// What a query was widened by; its JSON is part of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Widened {
    /// Id of the topic, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What the query says.
    pub label: String,
    /// The other ways to say it that were looked for.
    pub added: Vec<String>,
    /// For an acronym: how often the texts explain it so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// Another way to say part of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// What it matches.
    pub clause: Clause,
    /// What a person is told of it.
    pub shown: Widened,
    /// The terms of the request that it stands for.
    pub terms: Vec<usize>,
}

/// A term that weighs less says too little of a topic to be looked at closely.
const TELLING: f32 = 0.5;

impl Term {
    /// Whether it says little of a topic.
    pub fn says_little(&self) -> bool {
        self.weight < TELLING
    }
}

/// A word of the index that is a form of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Folded.
    pub word: String,
    /// Number of records that it stands in.
    pub records: u64,
    /// It is the word that was typed, in any number or gender.
    pub is_typed: bool,
    /// It has the stem of the term.
    pub is_stem: bool,
    /// It has its stem in English.
    pub is_english: bool,
    /// It begins as the term does.
    pub in_family: bool,
}

impl Form {
    /// Whether it stands for the term in a text that is English, or is not.
    pub fn counts(&self, in_english: bool) -> bool {
        self.in_family
            || if in_english {
                self.is_english
            } else {
                self.is_stem
            }
    }

    /// The form that was typed.
    pub(crate) fn itself(term: &Term) -> Self {
        Self {
            word: term.exact.clone(),
            records: 0,
            is_typed: true,
            is_stem: true,
            is_english: true,
            in_family: true,
        }
    }
}

/// The best records by the first stage, with all that the second one needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pool {
    /// What the collection knows of the terms.
    pub statistics: Statistics,
    /// The candidates, best first by the first stage.
    pub candidates: Vec<Evidence>,
}

/// The collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Statistics {
    /// Number of records.
    pub records: u64,
    /// Mean number of terms of a text.
    pub text_length: f32,
    /// Mean number of terms of the heading above a text.
    pub heading_length: f32,
    /// For each term of the request.
    pub terms: Vec<TermStatistics>,
}

/// In how many records a term stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TermStatistics {
    /// Its stem, in the text.
    pub text: u64,
    /// Its stem, in the headings.
    pub heading: u64,
    /// Its folded form, in the text, where it was typed with accents or capitals.
    pub folded: u64,
    /// Of these, those with the accents or capitals typed.
    pub marked: u64,
}

/// What is known of a candidate.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// Score of the first stage.
    pub first: f32,
    /// Terms of its text.
    pub text_length: u32,
    /// Terms of the heading above it.
    pub heading_length: u32,
    /// What the words of the heading above it tell together: the sum of the
    /// [`renvoi_index::idf`] of its distinct stems.
    pub heading_mass: f32,
    /// For each term of the request.
    pub terms: Vec<Occurrences>,
    /// For each expansion of the request: whether it matches.
    pub expansions: Vec<bool>,
    /// Whether it is a heading and nothing else.
    pub is_heading: bool,
    /// What it is to the acts that the request hints at.
    pub role: Role,
}

/// Where a term stands in a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Occurrences {
    /// How often its stem stands in the text.
    pub text: u32,
    /// How often its stem stands in the heading.
    pub heading: u32,
    /// How often the word that was typed, or another number of it, stands in the heading.
    pub typed_heading: u32,
    /// How often its stem stands in the context.
    pub context: u32,
    /// How often the word that was typed, or another number of it, stands in the text.
    pub typed: u32,
    /// How often words of its family stand in the text.
    pub family: u32,
    /// How often it stands in the text with the accents or capitals typed.
    pub marked: u32,
    /// Positions of all its forms in the text, ascending.
    pub positions: Vec<u32>,
}

/// What puts the pool in order.
pub(crate) trait Ranker {
    /// The candidates of a pool, best first: each once, by its place in the
    /// pool.
    fn rank(&self, request: &Request, pool: &Pool) -> Vec<Ranked>;
}

/// A candidate in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ranked {
    /// Its place in the pool.
    pub candidate: usize,
    /// Its score.
    pub score: f64,
    /// What its score is made of, when asked.
    pub explanation: Option<Explanation>,
}

/// What a back end answers. It is complete, or an error is returned instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// The hits asked for.
    pub hits: Vec<Match>,
    /// How many match in all.
    pub total: usize,
    /// Counts over all that match.
    pub facets: Facets,
    /// How many of all have the words of the request: fewer only where it is about acts.
    pub with_words: usize,
    /// How many of these are passages of the acts that the request is about, or cite them.
    pub with_acts: usize,
}

/// A record that matches.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    /// Its score.
    pub score: f64,
    /// What its score is made of.
    pub explanation: Option<Explanation>,
    /// Further hits of its document that stand behind it, when hits are grouped.
    pub others: usize,
    /// What it is to the acts that the request is about; `None` where it is about none.
    pub role: Option<Role>,
    /// How surely it cites what is asked for, where citations alone are.
    pub certainty: Option<Certainty>,
    /// The record.
    pub record: Record,
}

/// Words of the index that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary<'q> {
    /// Folded words that match a pattern of letters, `*` and `?`; it begins
    /// with letters.
    Pattern(&'q str),
    /// Folded words within so many edits of a word, none of which only replaced
    /// documents have.
    Near(&'q str, u8),
}
