//! What the second stage of ranking needs of the best candidates: what is asked of a back end for it, and what it makes of
//! the answer.

use renvoi_document::{DocumentId, PassageKind};
use renvoi_index::{Evidence as Found, EvidenceAsked, Field, Probe, Query};

use super::lower::{Side, Sided, clause};
use crate::request::{
    Evidence, Form, Occurrences, Pool, Request, Role, Statistics, Term, TermStatistics,
};

/// The evidence of candidates. A place whose notes match is there twice, as its text and as its notes: what is said in
/// either counts as if it stood alone, and what the other says is its context.
pub(super) struct Gathered {
    pub(super) pool: Pool,
    /// Which of the candidates that were given each candidate of the pool is.
    pub(super) of: Vec<usize>,
}

/// What a probe tells of a term.
#[derive(Clone, Copy)]
enum Tells<'t> {
    /// How rare its folded form is.
    Folded,
    /// How often its stem stands in the text, in the notes.
    Text,
    Notes,
    Heading,
    Context,
    /// How often the word that was typed stands in the heading.
    TypedHeading,
    /// How often it stands in the text as typed.
    Marked,
    /// Where a form of it stands in the text, in the notes.
    Form(&'t Form),
    FormInNotes(&'t Form),
}

/// The lengths that are asked for.
const LENGTHS: [Field; 4] = [Field::Stemmed, Field::English, Field::Notes, Field::Heading];

/// Shows each probe of a request, in an order that is the same each time.
fn probes<'r>(request: &'r Request, mut take: impl FnMut(usize, Tells<'r>, Field, &'r str)) {
    let with_notes = Side::of(request) == Side::Both;
    for (at, term) in request.terms.iter().enumerate() {
        let Term {
            stem,
            exact,
            marked,
            forms,
            ..
        } = term;
        let mut take = |tells, field, word: &'r str| take(at, tells, field, word);
        if request.with_context {
            take(Tells::Context, Field::Context, &stem.french);
        }
        take(Tells::Text, Field::Stemmed, &stem.french);
        take(Tells::Text, Field::English, &stem.english);
        take(Tells::Heading, Field::Heading, &stem.french);
        if with_notes {
            // Each note has the stems of its language, in one field.
            take(Tells::Notes, Field::Notes, &stem.french);
            if stem.english != stem.french {
                take(Tells::Notes, Field::Notes, &stem.english);
            }
        }
        if let Some(marked) = marked {
            take(Tells::Marked, Field::Written, marked);
            take(Tells::Folded, Field::Exact, exact);
        }
        for form in forms {
            if form.is_typed {
                take(Tells::TypedHeading, Field::HeadingWords, &form.word);
            }
            take(Tells::Form(form), Field::Exact, &form.word);
            if with_notes {
                take(Tells::FormInNotes(form), Field::ExactNotes, &form.word);
            }
        }
    }
}

/// What is asked of the first candidates.
pub(super) fn asked(request: &Request, first: usize) -> EvidenceAsked {
    let mut all = Vec::new();
    probes(request, |_, tells, field, word| {
        all.push(Probe {
            field,
            word: word.to_owned(),
            placed: matches!(tells, Tells::Form(_) | Tells::FormInNotes(_)),
        });
    });
    let mut matches = vec![Query::has(Field::Kind, PassageKind::Heading.as_str())];
    let side = Side::of(request);
    for side in parts(side) {
        let sided = Sided::new(request, *side);
        let expansions = request.expansions.iter();
        matches.extend(expansions.map(|expansion| clause(sided, &expansion.clause)));
    }
    if let Some(acts) = &request.hinted {
        let ids = acts.documents.iter().map(DocumentId::as_str);
        matches.push(clause(Sided::new(request, Side::Both), &acts.cites));
        matches.push(Query::any_value(Field::Document, ids));
    }
    EvidenceAsked {
        first,
        probes: all,
        lengths: LENGTHS.to_vec(),
        mass_of: Some(Field::Heading),
        mass_beside: Some(Field::Stemmed),
        matches,
    }
}

/// The parts of a place that are candidates for themselves.
fn parts(side: Side) -> &'static [Side] {
    match side {
        Side::Both => &[Side::Text, Side::Notes],
        Side::Text => &[Side::Text],
        Side::Notes => &[Side::Notes],
    }
}

/// Makes candidates of the evidence; `scores` are those of the first stage.
pub(super) fn gathered(request: &Request, scores: &[f32], found: &Found) -> Gathered {
    let side = Side::of(request);
    let mut of_parts = Parts::new(request, scores, found);
    of_parts.probes(request, found);
    let mut candidates = of_parts.texts;
    let mut of: Vec<usize> = (0..candidates.len()).collect();
    let notes = (side == Side::Both).then_some(of_parts.notes);
    for (at, note) in notes.into_iter().flatten().enumerate() {
        let says = |found: &Occurrences| found.text > 0 || !found.positions.is_empty();
        let matches = note.terms.iter().any(says) || note.expansions.contains(&true);
        // A topic is the place's: of a place without notes its text alone has it.
        if note.text_length > 0 && matches {
            of.push(at);
            candidates.push(note);
        }
    }
    Gathered {
        pool: Pool {
            statistics: statistics(request, found),
            candidates,
        },
        of,
    }
}

/// The text and the notes of each candidate.
struct Parts {
    texts: Vec<Evidence>,
    notes: Vec<Evidence>,
}

impl Parts {
    fn new(request: &Request, scores: &[f32], found: &Found) -> Self {
        let length = |field: usize, at: usize| -> u32 {
            let lengths = found.lengths.get(field);
            let length = lengths.and_then(|lengths| lengths.get(at));
            length.copied().unwrap_or_default()
        };
        let matches = |query: usize, at: usize| -> bool {
            let matches = found.matches.get(query);
            matches.and_then(|m| m.get(at)).copied().unwrap_or_default()
        };
        let expansions = request.expansions.len();
        let parts = parts(Side::of(request)).len();
        let hinted = 1 + parts * expansions;
        let part = |at: usize, first: f32, part: usize| Evidence {
            first,
            text_length: if part == 1 {
                length(2, at)
            } else {
                length(0, at) + length(1, at)
            },
            heading_length: length(3, at),
            heading_mass: found.masses.get(at).copied().unwrap_or_default(),
            terms: vec![Occurrences::default(); request.terms.len()],
            expansions: (0..expansions)
                .map(|expansion| matches(1 + part * expansions + expansion, at))
                .collect(),
            is_heading: part == 0 && matches(0, at),
            // An act that cites itself is itself.
            role: match request.hinted {
                Some(_) if matches(hinted + 1, at) => Role::Own,
                Some(_) if matches(hinted, at) => Role::Cites,
                _ => Role::default(),
            },
        };
        let all = |of: usize| -> Vec<Evidence> {
            let candidates = scores.iter().take(found.entries).enumerate();
            candidates.map(|(at, first)| part(at, *first, of)).collect()
        };
        Self {
            texts: all(0),
            notes: if parts > 1 { all(1) } else { Vec::new() },
        }
    }

    /// Reads what the probes found.
    fn probes(&mut self, request: &Request, found: &Found) {
        let Self { texts, notes } = self;
        let english = found.lengths.get(1).map_or(&[][..], Vec::as_slice);
        let is_english = |at: usize| english.get(at).is_some_and(|length| *length > 0);
        let mut read = found.probes.iter();
        probes(request, |term, tells, _, _| {
            let Some(postings) = read.next() else { return };
            for (at, count, places) in postings.iter() {
                let text = texts.get_mut(at).and_then(|e| e.terms.get_mut(term));
                let note = notes.get_mut(at).and_then(|e| e.terms.get_mut(term));
                match tells {
                    Tells::Folded => {}
                    Tells::Text => text.into_iter().for_each(|found| found.text += count),
                    Tells::Notes => note.into_iter().for_each(|found| found.text += count),
                    Tells::Heading => text
                        .into_iter()
                        .chain(note)
                        .for_each(|found| found.heading = count),
                    Tells::Context => text
                        .into_iter()
                        .chain(note)
                        .for_each(|found| found.context = count),
                    Tells::TypedHeading => text
                        .into_iter()
                        .chain(note)
                        .for_each(|found| found.typed_heading += count),
                    Tells::Marked => text.into_iter().for_each(|found| found.marked = count),
                    Tells::Form(form) => {
                        let found = text.filter(|_| form.counts(is_english(at)));
                        if let Some(found) = found {
                            stands(found, form, count, places);
                        }
                    }
                    Tells::FormInNotes(form) => {
                        let counts = form.counts(true) || form.counts(false);
                        let found = note.filter(|_| counts);
                        if let Some(found) = found {
                            stands(found, form, count, places);
                        }
                    }
                }
            }
        });
        let all = texts.iter_mut().chain(notes).flat_map(|e| &mut e.terms);
        all.for_each(|found| found.positions.sort_unstable());
    }
}

/// A form of a term stands in a text so often, at these places.
fn stands(found: &mut Occurrences, form: &Form, count: u32, places: &[u32]) {
    if form.in_family {
        found.family += count;
    }
    if form.is_typed {
        found.typed += count;
    }
    found.positions.extend_from_slice(places);
}

fn statistics(request: &Request, found: &Found) -> Statistics {
    let known = &found.statistics;
    let mut terms = vec![TermStatistics::default(); request.terms.len()];
    let mut read = known.probes.iter();
    probes(request, |at, tells, _, _| {
        let (Some(with), Some(term)) = (read.next(), terms.get_mut(at)) else {
            return;
        };
        match tells {
            Tells::Text => term.text += with,
            Tells::Heading => term.heading = *with,
            Tells::Folded => term.folded = *with,
            Tells::Marked => term.marked = *with,
            Tells::Notes
            | Tells::Context
            | Tells::TypedHeading
            | Tells::Form(_)
            | Tells::FormInNotes(_) => {}
        }
    });
    let length = |field: usize| known.lengths.get(field).copied().unwrap_or_default();
    #[allow(clippy::cast_precision_loss)] // a mean
    let mean = |tokens: u64| (tokens as f32 / known.entries.max(1) as f32).max(1.0);
    Statistics {
        records: known.entries,
        text_length: mean(length(0) + length(1)),
        heading_length: mean(length(3)),
        terms,
    }
}

impl Gathered {
    /// What the text of a place says is the context of its notes, and the other way round.
    pub(super) fn join_parts(&mut self, places: usize) {
        for at in places..self.pool.candidates.len() {
            let Some(place) = self.of.get(at).copied() else {
                continue;
            };
            if let Ok([text, note]) = self.pool.candidates.get_disjoint_mut([place, at]) {
                for (text, note) in text.terms.iter_mut().zip(&mut note.terms) {
                    text.context += note.text;
                    note.context += text.text;
                }
            }
        }
    }
}

/// Forgets the words that the context of all candidates has. Where they are passages of one act that was named, these are
/// the words of its title: that it says a word of the topic makes none of them better than another.
pub(super) fn forget_titles(pool: &mut Pool) {
    let terms = pool.candidates.first().map_or(0, |first| first.terms.len());
    for term in 0..terms {
        let of_term = |evidence: &Evidence| evidence.terms.get(term).map(|found| found.context);
        let mut candidates = pool.candidates.iter();
        if candidates.all(|evidence| of_term(evidence).is_some_and(|count| count > 0)) {
            for evidence in &mut pool.candidates {
                if let Some(found) = evidence.terms.get_mut(term) {
                    found.context = 0;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Clause, Expansion, Widened};

    #[test]
    fn a_place_without_notes_has_one_part() {
        let request = Request {
            expansions: vec![Expansion {
                clause: Clause::Topic("biometrie".to_owned()),
                shown: Widened {
                    topic: Some("biometrie".to_owned()),
                    label: "biométrie".to_owned(),
                    added: Vec::new(),
                    count: None,
                },
                terms: Vec::new(),
            }],
            ..Request::default()
        };
        let parts = |notes: u32| {
            let found = Found {
                entries: 1,
                lengths: vec![vec![9], vec![0], vec![notes], vec![2]],
                masses: vec![0.0],
                // No heading; the topic is in the text's side and in the notes'.
                matches: vec![vec![false], vec![true], vec![true]],
                ..Found::default()
            };
            gathered(&request, &[1.0], &found).pool.candidates.len()
        };
        assert_eq!(parts(0), 1);
        assert_eq!(parts(4), 2);
    }
}
