//! From a request to a tantivy query.

use std::collections::BTreeSet;
use std::ops::Bound;

use renvoi_query::{Clause, Clauses, Expansion, Filters, Order, Request, Stem};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::excluded::Excluded;
use crate::schema::{Fields, scope};

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
}

/// Clauses score; filters must match and do not. `superseded` are the documents
/// left out when only the newest versions are wanted; `except` leaves out a
/// filter.
pub(crate) fn query(
    fields: &Fields,
    request: &Request,
    superseded: &[Term],
    except: Option<Dimension>,
) -> Box<dyn Query> {
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
            let mut cites = level(
                fields,
                &Clauses {
                    must,
                    must_not,
                    ..Clauses::default()
                },
                &[],
            );
            cites.push((Occur::Must, clause(fields, &acts.cites)));
            let cites = unscored(Box::new(BooleanQuery::new(cites)));
            let either = BooleanQuery::new(vec![(Occur::Should, words), (Occur::Should, cites)]);
            all.push((Occur::Must, Box::new(either)));
        }
        None => all.extend(words),
    }
    all.extend(
        filters(fields, &request.filters, except)
            .into_iter()
            .map(|filter| (Occur::Must, filter)),
    );
    all.extend(
        filters(fields, &request.excluded, None)
            .into_iter()
            .map(|filter| (Occur::MustNot, filter)),
    );
    if !positive {
        all.push(must(fields.scope, scope::TEXT));
    }
    if request.newest_only && !superseded.is_empty() {
        // The recitals of an act are in none of its consolidated versions.
        let old: Box<dyn Query> = Box::new(TermSetQuery::new(superseded.to_vec()));
        let recital = is(fields.kind, "recital");
        let old = BooleanQuery::new(vec![(Occur::Must, old), (Occur::MustNot, recital)]);
        all.push((Occur::MustNot, Box::new(old)));
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
    fields: &'t Fields,
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
fn level(fields: &Fields, clauses: &Clauses, expansions: &[Expansion]) -> Vec<Scored> {
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

pub(crate) fn clause(fields: &Fields, what: &Clause) -> Box<dyn Query> {
    match what {
        Clause::Stem(stem, weight) => {
            Box::new(BooleanQuery::new(stemmed(fields, stem, *weight).into()))
        }
        Clause::AnyOf(words) => any_word(fields, words),
        Clause::InText(words) => {
            let words = words
                .iter()
                .map(|word| (Occur::Should, exact(fields.exact, word)));
            Box::new(BooleanQuery::new(words.collect()))
        }
        Clause::Phrase { words, slop } => phrase(fields, words, *slop),
        Clause::Cites(keys) => {
            let keys = any(fields.cites, keys.iter().map(AsRef::as_ref));
            Box::new(ConstScoreQuery::new(keys, 0.0))
        }
        Clause::Topic(id) => is(fields.topic, id),
        Clause::All(below) => {
            let mut all = level(fields, below, &[]);
            if below.must.is_empty() && below.should.is_empty() {
                // Exclusions alone leave everything else that is text.
                all.push(must(fields.scope, scope::TEXT));
            }
            Box::new(BooleanQuery::new(all))
        }
    }
}

/// Any of these words in the text, or in the heading above it, whose words are
/// known by their stems.
fn any_word(fields: &Fields, words: &[String]) -> Box<dyn Query> {
    let stems: BTreeSet<String> = words
        .iter()
        .flat_map(|word| renvoi_query::stems_of(word))
        .collect();
    let text = any(fields.exact, words.iter().map(String::as_str));
    let heading = any(fields.heading, stems.iter().map(String::as_str));
    let heading = BoostQuery::new(heading, HEADING);
    Box::new(BooleanQuery::new(vec![
        (Occur::Should, text),
        (Occur::Should, Box::new(heading)),
    ]))
}

/// A term in the text and in the headings above it. Unions of plain terms are
/// what the back end can prune, so they stand side by side in a union.
fn stemmed(fields: &Fields, stem: &Stem, weight: f32) -> [Scored; 3] {
    let of = |field, stem: &str, weight: f32| -> Scored {
        let term = Term::from_field_text(field, stem);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        (
            Occur::Should,
            Box::new(BoostQuery::new(Box::new(query), weight)),
        )
    };
    [
        of(fields.stemmed, &stem.french, weight),
        of(fields.english, &stem.english, weight),
        of(fields.heading, &stem.french, weight * HEADING),
    ]
}

/// What an expansion counts in the first stage, where a rare word counts ten:
/// enough to be a candidate.
const EXPANSION: f32 = 0.5;

/// What a word of the headings counts in the first stage, against one of the
/// text.
const HEADING: f32 = 0.6;

/// What a word of the context counts in the first stage, against one of the text.
const CONTEXT: f32 = 1.0;

fn phrase(fields: &Fields, words: &[(usize, String)], slop: u32) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [(_, word)] => exact(fields.exact, word),
        _ => {
            let terms = words
                .iter()
                .map(|(at, word)| (*at, Term::from_field_text(fields.exact, word)))
                .collect();
            Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop))
        }
    }
}

fn exact(field: Field, word: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, word);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn is(field: Field, value: &str) -> Box<dyn Query> {
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

fn must(field: Field, value: &str) -> Scored {
    (Occur::Must, unscored(is(field, value)))
}

fn filters(fields: &Fields, filters: &Filters, except: Option<Dimension>) -> Vec<Box<dyn Query>> {
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
    if except != Some(Dimension::Type) {
        choice(fields.document_type, &strings(&filters.types));
    }
    choice(fields.article, &strings(&filters.articles));
    if except != Some(Dimension::Language) {
        let languages = filters.languages.iter().map(|l| l.as_str());
        choice(fields.language, &languages.collect::<Vec<_>>());
    }
    if except != Some(Dimension::Kind) {
        choice(fields.kind, &strings(&filters.kinds));
    }
    if except != Some(Dimension::Topic) {
        choice(fields.topic, &strings(&filters.topics));
    }
    for key in &filters.cites {
        let keys = renvoi_query::readings(key);
        choice(
            fields.cites,
            &keys.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        );
    }
    all.extend(filters.sections.iter().map(|words| under(fields, words)));
    if let Some((first, last)) = filters.years
        && except != Some(Dimension::Year)
    {
        let bound = |year: i16| {
            let year = u64::try_from(year).unwrap_or_default();
            Bound::Included(Term::from_field_u64(fields.year, year))
        };
        all.push(unscored(Box::new(RangeQuery::new(
            bound(first),
            bound(last),
        ))));
    }
    if let Some(notes) = filters.notes
        && except != Some(Dimension::Kind)
    {
        let note = is(fields.kind, "footnote");
        all.push(unscored(if notes {
            note
        } else {
            let texts = is(fields.scope, scope::TEXT);
            Box::new(BooleanQuery::new(vec![
                (Occur::Must, texts),
                (Occur::MustNot, note),
            ]))
        }));
    }
    all
}

/// All words of a heading, in any of their forms.
fn under(fields: &Fields, words: &str) -> Box<dyn Query> {
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
