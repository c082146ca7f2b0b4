//! From a request to a tantivy query.

use std::collections::BTreeSet;
use std::ops::Bound;

use renvoi_query::{Certain, Clause, Clauses, Expansion, Filters, Order, Request, Stem};
use renvoi_reference::Key;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::excluded::Excluded;
use crate::schema::{Fields, certainty};

type Scored = (Occur, Box<dyn Query>);

/// A filter whose values a facet counts. The counts of a facet leave its own
/// filter out: they say what a person would get who chose another value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    Type,
    Year,
    Kind,
    Language,
    Topic,
}

impl Dimension {
    /// Those that a request filters by.
    pub(crate) fn filtered(request: &Request) -> Vec<Self> {
        let filters = &request.filters;
        let mut active = Vec::new();
        if !filters.types.is_empty() {
            active.push(Self::Type);
        }
        if filters.years.is_some() {
            active.push(Self::Year);
        }
        if filters.notes.is_some() || !filters.kinds.is_empty() {
            active.push(Self::Kind);
        }
        if !filters.languages.is_empty() {
            active.push(Self::Language);
        }
        if !filters.topics.is_empty() {
            active.push(Self::Topic);
        }
        active
    }

    /// A request without its filter.
    pub(crate) fn left_out(self, request: &Request) -> Request {
        let mut request = request.clone();
        let filters = &mut request.filters;
        match self {
            Self::Type => filters.types.clear(),
            Self::Year => filters.years = None,
            Self::Kind => {
                filters.kinds.clear();
                filters.notes = None;
            }
            Self::Language => filters.languages.clear(),
            Self::Topic => filters.topics.clear(),
        }
        request
    }
}

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

/// The fields, and where a request looks in them.
pub(crate) struct Sided<'f> {
    fields: &'f Fields,
    pub(crate) side: Side,
    /// How surely instruments must be cited.
    wanted: Option<Certain>,
}

impl std::ops::Deref for Sided<'_> {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        self.fields
    }
}

impl<'f> Sided<'f> {
    /// The fields as a request looks in them, on one side.
    pub(crate) fn new(fields: &'f Fields, request: &Request, side: Side) -> Self {
        Self {
            fields,
            side,
            wanted: request.filters.certainty,
        }
    }

    /// The fields on one side, instruments to be cited with a certainty.
    pub(crate) fn of(fields: &'f Fields, side: Side, wanted: Option<Certain>) -> Self {
        Self {
            fields,
            side,
            wanted,
        }
    }

    /// The fields of folded words.
    fn exact(&self) -> impl Iterator<Item = Field> + use<> {
        let text = (self.side != Side::Notes).then_some(self.fields.exact);
        let notes = (self.side != Side::Text).then_some(self.fields.exact_notes);
        text.into_iter().chain(notes)
    }

    /// Citations of any of some instruments, as sure as the request wants them.
    pub(crate) fn cites(&self, keys: &[Key]) -> Box<dyn Query> {
        let of = |field| any(field, keys.iter().map(AsRef::as_ref));
        let cites = match self.side {
            Side::Both => of(self.fields.cites),
            Side::Text => of(self.fields.cites_in_text),
            Side::Notes => of(self.fields.cites_in_notes),
        };
        let formally = match self.wanted {
            Some(Certain::Formal) => Occur::Must,
            Some(Certain::Inferred) => Occur::MustNot,
            None => return cites,
        };
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, cites),
            (formally, of(self.fields.cites_formally)),
        ]))
    }
}

/// Whether notes are wanted as results of their own.
pub(crate) fn wants_notes(request: &Request) -> bool {
    let filters = &request.filters;
    filters.notes == Some(true) || filters.kinds.iter().any(|kind| kind == NOTE)
}

/// The kind of notes.
pub(crate) const NOTE: &str = "footnote";

/// Clauses score; filters must match and do not.  Which records are looked at is for the
/// collector: see [`crate::searched`].
pub(crate) fn query(fields: &Fields, request: &Request) -> Box<dyn Query> {
    let fields = &Sided {
        fields,
        side: Side::of(request),
        wanted: request.filters.certainty,
    };
    let mut all: Vec<Scored> = Vec::new();
    let positive = !request.clauses.must.is_empty() || !request.clauses.should.is_empty();
    let mut words = level(fields, &request.clauses, &request.expansions);
    if positive && request.with_context && request.order == Order::Relevance {
        words.extend(in_context(fields, &request.terms));
    }
    if positive && request.order == Order::Relevance {
        words.extend(request.lifts.iter().map(|(what, counts)| {
            let lift = ConstScoreQuery::new(clause(fields, what), *counts);
            (Occur::Should, Box::new(lift) as Box<dyn Query>)
        }));
    }
    match &request.about {
        // What cites the acts is found too, behind what has the words.
        Some(acts) => {
            let words: Box<dyn Query> = Box::new(BooleanQuery::new(words));
            let Clauses { must, must_not, .. } = request.clauses.clone();
            let rest = Clauses {
                must,
                must_not,
                ..Clauses::default()
            };
            let mut cites = level(fields, &rest, &[]);
            cites.push((Occur::Must, clause(fields, &acts.cites)));
            let cites = unscored(Box::new(BooleanQuery::new(cites)));
            let either = BooleanQuery::new(vec![(Occur::Should, words), (Occur::Should, cites)]);
            all.push((Occur::Must, Box::new(either)));
        }
        None => all.extend(words),
    }
    let wanted = filters(fields, &request.filters).into_iter();
    all.extend(wanted.map(|filter| (Occur::Must, filter)));
    let unwanted = filters(fields, &request.excluded).into_iter();
    all.extend(unwanted.map(|filter| (Occur::MustNot, filter)));
    if !positive {
        all.push((Occur::Must, unscored(Box::new(AllQuery))));
    }
    match <[Scored; 1]>::try_from(all) {
        Ok([(Occur::Must | Occur::Should, query)]) => query,
        Ok(single) => Box::new(BooleanQuery::new(single.into())),
        Err(all) => Box::new(BooleanQuery::new(all)),
    }
}

/// The words of a query in the contexts of texts. They add to the score of what matches and match nothing by themselves:
/// else each passage of an act would be found by each word of its title.
fn in_context<'t>(
    fields: &'t Sided<'_>,
    terms: &'t [renvoi_query::Term],
) -> impl Iterator<Item = Scored> + use<'t> {
    let tells = terms.iter().filter(|term| !term.says_little());
    tells.map(|term| {
        let stem = Term::from_field_text(fields.context, &term.stem.french);
        let query = TermQuery::new(stem, IndexRecordOption::WithFreqs);
        let query = BoostQuery::new(Box::new(query), CONTEXT);
        (Occur::Should, Box::new(query) as Box<dyn Query>)
    })
}

/// The clauses of one level. Beside something that must match, what may match
/// only adds to the score.
fn level(fields: &Sided<'_>, clauses: &Clauses, expansions: &[Expansion]) -> Vec<Scored> {
    let mut all: Vec<Scored> = Vec::new();
    let mut should: Vec<Scored> = Vec::new();
    for what in &clauses.should {
        match what {
            Clause::Stem(stem, weight) => should.extend(stemmed(fields, stem, *weight)),
            other => should.push((Occur::Should, clause(fields, other))),
        }
    }
    if !should.is_empty() {
        for expansion in expansions {
            let matching = ConstScoreQuery::new(clause(fields, &expansion.clause), EXPANSION);
            should.push((Occur::Should, Box::new(matching)));
        }
    }
    if clauses.must.is_empty() && !should.is_empty() {
        all.push((Occur::Must, Box::new(BooleanQuery::new(should))));
    } else {
        all.extend(should);
    }
    let must = clauses.must.iter();
    all.extend(must.map(|c| (Occur::Must, clause(fields, c))));
    let must_not = clauses.must_not.iter();
    all.extend(must_not.map(|c| {
        let excluded: Box<dyn Query> = Box::new(Excluded(clause(fields, c)));
        (Occur::MustNot, excluded)
    }));
    all
}

pub(crate) fn clause(fields: &Sided<'_>, what: &Clause) -> Box<dyn Query> {
    match what {
        Clause::Stem(stem, weight) => Box::new(BooleanQuery::new(stemmed(fields, stem, *weight))),
        Clause::AnyOf(words) => any_word(fields, words),
        Clause::InText(words) => either(fields.exact().flat_map(|field| {
            let words = words.iter();
            words.map(move |word| exact(field, word))
        })),
        Clause::Phrase { words, slop } => {
            either(fields.exact().map(|field| phrase(field, words, *slop)))
        }
        Clause::Cites(keys) => unscored(fields.cites(keys)),
        Clause::Topic(id) => is(fields.topic, id),
        Clause::All(below) => {
            let mut all = level(fields, below, &[]);
            if below.must.is_empty() && below.should.is_empty() {
                // Exclusions alone leave everything else.
                all.push((Occur::Must, unscored(Box::new(AllQuery))));
            }
            Box::new(BooleanQuery::new(all))
        }
    }
}

/// Any of some queries.
fn either(queries: impl Iterator<Item = Box<dyn Query>>) -> Box<dyn Query> {
    let queries: Vec<Scored> = queries.map(|query| (Occur::Should, query)).collect();
    match <[Scored; 1]>::try_from(queries) {
        Ok([(_, query)]) => query,
        // Of nothing, nothing.
        Err(queries) => Box::new(BooleanQuery::new(queries)),
    }
}

/// Any of these words in the text, or in the heading above it, whose words are
/// known by their stems.
fn any_word(fields: &Sided<'_>, words: &[String]) -> Box<dyn Query> {
    let stems: BTreeSet<String> = words
        .iter()
        .flat_map(|word| renvoi_query::stems_of(word))
        .collect();
    let text = fields.exact();
    let text = text.map(|field| any(field, words.iter().map(String::as_str)));
    let heading = (fields.side != Side::Notes).then(|| {
        let heading = any(fields.heading, stems.iter().map(String::as_str));
        Box::new(BoostQuery::new(heading, HEADING)) as Box<dyn Query>
    });
    either(text.chain(heading))
}

/// A term in the text, in the headings above it and in the notes. Unions of plain terms are
/// what the back end can prune, so they stand side by side in a union.
fn stemmed(fields: &Sided<'_>, stem: &Stem, weight: f32) -> Vec<Scored> {
    let of = |field, stem: &str, weight: f32| -> Scored {
        let term = Term::from_field_text(field, stem);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        (
            Occur::Should,
            Box::new(BoostQuery::new(Box::new(query), weight)),
        )
    };
    let mut all = Vec::with_capacity(5);
    if fields.side != Side::Notes {
        all.push(of(fields.stemmed, &stem.french, weight));
        all.push(of(fields.english, &stem.english, weight));
        all.push(of(fields.heading, &stem.french, weight * HEADING));
    }
    if fields.side != Side::Text {
        all.push(of(fields.notes, &stem.french, weight));
        if stem.english != stem.french {
            all.push(of(fields.notes, &stem.english, weight));
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

fn phrase(field: Field, words: &[(usize, String)], slop: u32) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [(_, word)] => exact(field, word),
        _ => {
            let terms = words
                .iter()
                .map(|(at, word)| (*at, Term::from_field_text(field, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop))
        }
    }
}

fn exact(field: Field, word: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, word);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

pub(crate) fn is(field: Field, value: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, value);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

pub(crate) fn any<'v>(field: Field, values: impl Iterator<Item = &'v str>) -> Box<dyn Query> {
    let values: Vec<Scored> = values
        .map(|value| (Occur::Should, is(field, value)))
        .collect();
    match <[Scored; 1]>::try_from(values) {
        Ok([(_, query)]) => query,
        // Of nothing, nothing.
        Err(values) => Box::new(BooleanQuery::new(values)),
    }
}

pub(crate) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn filters(fields: &Sided<'_>, filters: &Filters) -> Vec<Box<dyn Query>> {
    let mut all = Vec::new();
    let mut choice = |field, values: &[&str]| {
        if !values.is_empty() {
            all.push(unscored(any(field, values.iter().copied())));
        }
    };
    let documents = &filters.documents;
    choice(
        fields.document,
        &documents
            .iter()
            .map(renvoi_document::DocumentId::as_str)
            .collect::<Vec<_>>(),
    );
    choice(fields.document_type, &strings(&filters.types));
    choice(fields.article, &strings(&filters.articles));
    let languages = filters.languages.iter().map(|l| l.as_str());
    choice(fields.language, &languages.collect::<Vec<_>>());
    choice(fields.kind, &strings(&filters.kinds));
    choice(fields.topic, &strings(&filters.topics));
    for key in &filters.cites {
        all.push(unscored(fields.cites(&renvoi_query::readings(key))));
    }
    if filters.certainty.is_some() && filters.cites.is_empty() {
        let value = match filters.certainty {
            Some(Certain::Formal) | None => certainty::FORMAL,
            Some(Certain::Inferred) => certainty::INFERRED,
        };
        all.push(unscored(is(fields.certainty, value)));
    }
    all.extend(filters.sections.iter().map(|words| under(fields, words)));
    if let Some((first, last)) = filters.years {
        let bound = |year: i16| {
            let year = u64::try_from(year).unwrap_or_default();
            Bound::Included(Term::from_field_u64(fields.year, year))
        };
        all.push(unscored(Box::new(RangeQuery::new(
            bound(first),
            bound(last),
        ))));
    }
    if filters.notes == Some(false) {
        // A note that nothing calls is a place, and a note all the same.
        let note = BooleanQuery::new(vec![
            (Occur::Must, Box::new(AllQuery) as Box<dyn Query>),
            (Occur::MustNot, is(fields.kind, NOTE)),
        ]);
        all.push(unscored(Box::new(note)));
    }
    all
}

/// All words of a heading, in any of their forms.
fn under(fields: &Sided<'_>, words: &str) -> Box<dyn Query> {
    let stems = renvoi_query::stems_of(words);
    let words = stems
        .iter()
        .map(|stem| (Occur::Must, is(fields.headings, stem)))
        .collect();
    unscored(Box::new(BooleanQuery::new(words)))
}

fn strings(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}
