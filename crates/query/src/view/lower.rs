//! From a request to what a back end is asked: which field each word is looked for in, and what it counts.

use std::collections::BTreeSet;

use renvoi_document::DocumentId;
use renvoi_index::{Address, Among, Field, Number, Query, Scope};
use renvoi_reference::Key;

use crate::language::{Certain, Filters};
use crate::plan::{readings, stems_of};
use crate::request::{Clause, Clauses, Expansion, Order, Request, Stem, Term};
use crate::stored::certainty;

/// In what of a place words and citations are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// In the passage and in the notes that it calls.
    Both,
    /// In the text of the record alone: a passage without its notes, or a note.
    Text,
    /// In the notes that a passage calls.
    Notes,
}

impl Side {
    /// Where a request looks: in notes as such and where notes are unwanted, in the text of records alone.
    pub(crate) fn of(request: &Request) -> Self {
        let filters = &request.filters;
        if filters.notes.is_some() || wants_notes(request) {
            Self::Text
        } else {
            Self::Both
        }
    }
}

/// Where a request looks.
#[derive(Clone, Copy)]
pub(crate) struct Sided {
    pub(crate) side: Side,
    /// How surely instruments must be cited.
    wanted: Option<Certain>,
}

impl Sided {
    /// Where a request looks, on one side.
    pub(crate) fn new(request: &Request, side: Side) -> Self {
        Self {
            side,
            wanted: request.filters.certainty,
        }
    }

    /// One side, instruments to be cited with a certainty.
    pub(crate) fn of(side: Side, wanted: Option<Certain>) -> Self {
        Self { side, wanted }
    }

    /// The fields of folded words.
    fn exact(self) -> impl Iterator<Item = Field> {
        let text = (self.side != Side::Notes).then_some(Field::Exact);
        let notes = (self.side != Side::Text).then_some(Field::ExactNotes);
        text.into_iter().chain(notes)
    }

    /// Citations of any of some instruments, as sure as the request wants them.
    pub(crate) fn cites(self, keys: &[Key]) -> Query {
        let of = |field| Query::any_value(field, keys.iter().map(Key::as_str));
        let cites = match self.side {
            Side::Both => of(Field::Cites),
            Side::Text => of(Field::CitesInText),
            Side::Notes => of(Field::CitesInNotes),
        };
        match self.wanted {
            Some(Certain::Formal) => cites.and(of(Field::CitesFormally)),
            Some(Certain::Inferred) => cites.and_not(of(Field::CitesFormally)),
            None => cites,
        }
    }
}

/// Whether notes are wanted as results of their own.
pub(crate) fn wants_notes(request: &Request) -> bool {
    let filters = &request.filters;
    filters.notes == Some(true) || filters.kinds.iter().any(|kind| kind == NOTE)
}

/// The kind of notes.
pub(crate) const NOTE: &str = "footnote";

/// What a request looks at, of `only` these where some are given.
pub(crate) fn among(request: &Request, only: Option<Vec<Address>>) -> Among {
    let filters = &request.filters;
    // `genre:note,recital`
    let with_others = filters.notes.is_none() && filters.kinds.len() > 1;
    Among {
        scope: match (wants_notes(request), with_others) {
            (false, _) => Scope::Places,
            (true, false) => Scope::Notes,
            (true, true) => Scope::Either,
        },
        newest_only: request.newest_only,
        only,
    }
}

/// Clauses score; filters must match and do not. Which records are looked at is told by [`among`].
pub(crate) fn query(request: &Request) -> Query {
    let sided = Sided::new(request, Side::of(request));
    let mut must: Vec<Query> = Vec::new();
    let is_scored = request.order == Order::Relevance;
    let positive = !request.clauses.must.is_empty() || !request.clauses.should.is_empty();
    let mut words = level(sided, &request.clauses, &request.expansions);
    if positive && request.with_context && is_scored {
        words.should.extend(in_context(&request.terms));
    }
    if positive && is_scored {
        words.should.extend(
            request
                .lifts
                .iter()
                .map(|(what, counts)| Query::Fixed(*counts, Box::new(clause(sided, what)))),
        );
    }
    let mut all = match &request.about {
        // What cites the acts is found too, behind what has the words.
        Some(acts) => {
            let Clauses { must, must_not, .. } = request.clauses.clone();
            let rest = Clauses {
                must,
                must_not,
                ..Clauses::default()
            };
            let mut cites = level(sided, &rest, &[]);
            cites.must.push(clause(sided, &acts.cites));
            Level {
                must: vec![Query::any(vec![words.query(), cites.query().unscored()])],
                ..Level::default()
            }
        }
        None => words,
    };
    must.extend(filters(sided, &request.filters));
    if !positive {
        must.push(Query::All.unscored());
    }
    all.must.extend(must);
    all.must_not.extend(filters(sided, &request.excluded));
    all.query()
}

/// The words of a query in the contexts of texts. They add to the score of what matches and match nothing by themselves:
/// else each passage of an act would be found by each word of its title.
fn in_context(terms: &[Term]) -> impl Iterator<Item = Query> {
    let tells = terms.iter().filter(|term| !term.says_little());
    tells.map(|term| {
        let word = Query::word(Field::Context, &term.stem.french);
        Query::Times(CONTEXT, Box::new(word))
    })
}

/// Clauses of one level, as they are asked.
#[derive(Default)]
struct Level {
    should: Vec<Query>,
    must: Vec<Query>,
    must_not: Vec<Query>,
}

impl Level {
    fn query(self) -> Query {
        let Self {
            mut should,
            mut must,
            must_not,
        } = self;
        match (should.len(), must.len(), must_not.len()) {
            (1, 0, 0) => should.remove(0),
            (0, 1, 0) => must.remove(0),
            _ => Query::Of {
                must,
                should,
                must_not,
            },
        }
    }
}

/// The clauses of one level. Beside something that must match, what may match
/// only adds to the score.
fn level(sided: Sided, clauses: &Clauses, expansions: &[Expansion]) -> Level {
    let mut all = Level::default();
    let mut should: Vec<Query> = Vec::new();
    for what in &clauses.should {
        match what {
            Clause::Stem(stem, weight) => should.extend(stemmed(sided, stem, *weight)),
            other => should.push(clause(sided, other)),
        }
    }
    if !should.is_empty() {
        for expansion in expansions {
            let matching = Box::new(clause(sided, &expansion.clause));
            should.push(Query::Fixed(EXPANSION, matching));
        }
    }
    if clauses.must.is_empty() && !should.is_empty() {
        all.must.push(Query::Of {
            must: Vec::new(),
            should,
            must_not: Vec::new(),
        });
    } else {
        all.should = should;
    }
    let must = clauses.must.iter();
    all.must.extend(must.map(|c| clause(sided, c)));
    let must_not = clauses.must_not.iter();
    all.must_not.extend(must_not.map(|c| clause(sided, c)));
    all
}

pub(crate) fn clause(sided: Sided, what: &Clause) -> Query {
    match what {
        Clause::Stem(stem, weight) => Query::any(stemmed(sided, stem, *weight)),
        Clause::AnyOf(words) => any_word(sided, words),
        Clause::InText(words) => {
            let words = sided.exact().flat_map(|field| {
                let words = words.iter();
                words.map(move |word| Query::word(field, word))
            });
            Query::any(words.collect())
        }
        Clause::Phrase { words, slop } => {
            let phrases = sided.exact().map(|field| Query::Phrase {
                field,
                words: words.clone(),
                slop: *slop,
            });
            Query::any(phrases.collect())
        }
        Clause::Cites(keys) => sided.cites(keys).unscored(),
        Clause::Topic(id) => Query::has(Field::Topic, id),
        Clause::All(below) => {
            let mut all = level(sided, below, &[]);
            if below.must.is_empty() && below.should.is_empty() {
                // Exclusions alone leave everything else.
                all.must.push(Query::All.unscored());
            }
            all.query()
        }
    }
}

/// Any of these words in the text, or in the heading above it, whose words are
/// known by their stems.
fn any_word(sided: Sided, words: &[String]) -> Query {
    let stems: BTreeSet<String> = words.iter().flat_map(|word| stems_of(word)).collect();
    let text = sided.exact();
    let text = text.map(|field| Query::any_value(field, words));
    let heading = (sided.side != Side::Notes).then(|| {
        let heading = Query::any_value(Field::Heading, stems);
        Query::Times(HEADING, Box::new(heading))
    });
    Query::any(text.chain(heading).collect())
}

/// A term in the text, in the headings above it and in the notes. Unions of plain terms are
/// what a back end can prune, so they stand side by side in a union.
fn stemmed(sided: Sided, stem: &Stem, weight: f32) -> Vec<Query> {
    let of = |field, word: &str, beside: Option<(Field, &str)>, weight| {
        let word = Query::Word {
            field,
            word: word.to_owned(),
            beside: beside.map(|(field, word)| (field, word.to_owned())),
        };
        Query::Times(weight, Box::new(word))
    };
    let (french, english) = (stem.french.as_str(), stem.english.as_str());
    let mut all = Vec::with_capacity(5);
    if sided.side != Side::Notes {
        let (in_french, in_english) = ((Field::Stemmed, french), (Field::English, english));
        all.push(of(Field::Stemmed, french, Some(in_english), weight));
        all.push(of(Field::English, english, Some(in_french), weight));
        all.push(of(Field::Heading, french, None, weight * HEADING));
    }
    if sided.side != Side::Text {
        all.push(of(Field::Notes, french, None, weight));
        if english != french {
            all.push(of(Field::Notes, english, None, weight));
        }
    }
    all
}

/// What an expansion counts in the first stage, where a rare word counts ten:
/// enough to be a candidate.
const EXPANSION: f32 = 0.5;

/// What a word of the headings counts in the first stage, against one of the
/// text.
const HEADING: f32 = 0.6;

/// What a word of the context counts in the first stage, against one of the text.
const CONTEXT: f32 = 1.0;

fn filters(sided: Sided, filters: &Filters) -> Vec<Query> {
    let mut all = Vec::new();
    let mut choice = |field, values: &[&str]| {
        if !values.is_empty() {
            all.push(Query::any_value(field, values.iter().copied()).unscored());
        }
    };
    let documents = filters.documents.iter().map(DocumentId::as_str);
    choice(Field::Document, &documents.collect::<Vec<_>>());
    choice(Field::DocumentType, &strings(&filters.types));
    choice(Field::Institution, &strings(&filters.institutions));
    choice(Field::Article, &strings(&filters.articles));
    let languages = filters.languages.iter().map(|l| l.as_str());
    choice(Field::Language, &languages.collect::<Vec<_>>());
    choice(Field::Kind, &strings(&filters.kinds));
    choice(Field::Topic, &strings(&filters.topics));
    for key in &filters.cites {
        all.push(sided.cites(&readings(key)).unscored());
    }
    if filters.certainty.is_some() && filters.cites.is_empty() {
        let value = match filters.certainty {
            Some(Certain::Formal) | None => certainty::FORMAL,
            Some(Certain::Inferred) => certainty::INFERRED,
        };
        all.push(Query::has(Field::Certainty, value).unscored());
    }
    all.extend(filters.sections.iter().map(|words| under(words)));
    if let Some((first, last)) = filters.years {
        let year = |year: i16| u64::try_from(year).unwrap_or_default();
        let between = Query::Between {
            number: Number::Year,
            first: year(first),
            last: year(last),
        };
        all.push(between.unscored());
    }
    if filters.notes == Some(false) {
        // A note that nothing calls is a place, and a note all the same.
        let note = Query::has(Field::Kind, NOTE);
        all.push(Query::All.and_not(note).unscored());
    }
    all
}

/// All words of a heading, in any of their forms.
fn under(words: &str) -> Query {
    let stems = stems_of(words).into_iter();
    let words = stems.map(|stem| Query::has(Field::Headings, stem));
    Query::Of {
        must: words.collect(),
        should: Vec::new(),
        must_not: Vec::new(),
    }
    .unscored()
}

fn strings(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}
