//! What the signals weigh, and the constants of their formulas.
//!
//! Every signal is in units of idf, so that none outgrows the others as queries
//! get longer.

use crate::request::{Clause, Request};

/// Saturation of BM25.
pub(super) const K1: f32 = 1.0;
/// How much of the length of a text or of its headings counts.
pub(super) const B: f32 = 0.75;

pub(super) const TOPIC: f64 = 0.35;
pub(super) const FAMILY: f64 = 0.55;
pub(super) const HEADING: f64 = 1.5;
pub(super) const PAIRS: f64 = 0.25;
pub(super) const WINDOW: f64 = 0.2;
pub(super) const LEAD: f64 = 0.2;
/// More than the word itself: where it tells anything it parts two words.
pub(super) const SPELLING: f64 = 1.0;
/// Other words for the same tell less than the words themselves.
pub(super) const EXPANSION: f64 = 0.4;

pub(super) const CONTEXT: f64 = 1.5;
pub(super) const ACT: f64 = 0.3;
pub(super) const TYPED: f64 = 1.5;
pub(super) const SEQUENCE: f64 = 0.9;
/// What a heading that stands for itself loses of its score: it is no answer.
pub(super) const BARE: f64 = 0.3;
/// Words of a query whose order says nothing yet, beyond that of neighbours.
pub(super) const FEW_WORDS: usize = 9;
/// Words of a query whose order says most.
pub(super) const SENTENCE_WORDS: usize = 12;
/// How steeply a sequence counts less that is not the whole query: what is nearly verbatim counts, and a phrase or two of
/// a long query does not.
pub(super) const VERBATIM: i32 = 6;
/// Words of the longest passage: in a longer text, one that was not cut into passages, a sentence says less of it.
pub(super) const LONGEST_PASSAGE: u32 = 250;
/// Places of one word in a query, and in a text, that are looked at: in a passage it has no more.
pub(super) const MOST_PLACES: usize = 8;
pub(super) const MOST_POSITIONS: usize = 256;
/// Words that may be missing or too many within a sequence.
pub(super) const SEQUENCE_SLIP: u32 = 1;
/// More than any place in a query, so that shifts are not negative.
pub(super) const LONGEST_SHIFT: u32 = 1 << 12;

/// Saturation of pairs.
pub(super) const PAIR_K: f32 = 1.2;
/// How many words on the second word of a pair may stand: *sécurité des
/// réseaux*.
pub(super) const PAIR_REACH: u32 = 3;
/// Words of a stretch.
pub(super) const WINDOW_WORDS: u32 = 12;
/// Words of a lead.
pub(super) const LEAD_WORDS: u32 = 25;
/// The score of the first stage, beside the other signals: it parts equals.
const FIRST_STAGE: f64 = 0.01;
/// The same where it alone knows of wildcards and inexact words, which tell less
/// than the words that they stand for.
const FIRST_STAGE_OF_PATTERNS: f64 = 0.5;
/// The same where it alone knows of a phrase: more than one word tells by the
/// signals of topic, family, lead and form.
const FIRST_STAGE_OF_PHRASES: f64 = 2.6;

/// What the score of the first stage weighs.
pub(super) fn of_first_stage(request: &Request) -> f64 {
    let ask = |kind| request.clauses.ask(kind);
    if request.terms.is_empty() {
        1.0
    } else if ask(|clause| matches!(clause, Clause::Phrase { .. })) {
        FIRST_STAGE_OF_PHRASES
    } else if ask(|clause| matches!(clause, Clause::AnyOf(_))) {
        FIRST_STAGE_OF_PATTERNS
    } else {
        FIRST_STAGE
    }
}
