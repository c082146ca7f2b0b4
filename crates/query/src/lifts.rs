//! What lifts records among the candidates of the ranking without making them match.

use renvoi_analysis::Chain;

use crate::language::Query;
use crate::request::{Clause, Clauses, Term};

/// Telling words of a query up to which their forms lift candidates: more words explain one another.
const FEW_WORDS: usize = 2;

/// Words of a stretch of a sentence, and how many stretches are looked for.
const STRETCH: usize = 5;
const MOST_STRETCHES: usize = 8;

/// What a stretch of a sentence, and a word as typed, count in the first stage, where a rare word counts ten.
const STRETCH_COUNTS: f32 = 10.0;
const TYPED_COUNTS: f32 = 5.0;

/// What the first stage must see so that the ranking finds it among the candidates: the words as typed where few are
/// asked for, and the stretches of a sentence, whose words alone stand in thousands of passages.
pub(crate) fn lifts(query: &Query, clauses: &Clauses, terms: &[Term]) -> Vec<(Clause, f32)> {
    // Beside these the score of the first stage tells what it alone knows.
    let knows = |clause: &Clause| matches!(clause, Clause::Phrase { .. } | Clause::AnyOf(_));
    if clauses.ask(knows) {
        return Vec::new();
    }
    if query.is_sentence {
        let words = query.words().join(" ");
        let words: Vec<String> = renvoi_analysis::terms(&words, Chain::Exact);
        let stretches = words.chunks_exact(STRETCH).take(MOST_STRETCHES);
        let stretches = stretches.map(|words| Clause::Phrase {
            words: words.iter().cloned().enumerate().collect(),
            slop: 0,
        });
        return stretches.map(|stretch| (stretch, STRETCH_COUNTS)).collect();
    }
    let telling: Vec<&Term> = terms.iter().filter(|term| !term.says_little()).collect();
    if telling.len() > FEW_WORDS {
        return Vec::new();
    }
    let typed = telling.into_iter().map(|term| {
        let forms = term.forms.iter().filter(|form| form.is_typed);
        Clause::InText(forms.map(|form| form.word.clone()).collect())
    });
    typed.map(|forms| (forms, TYPED_COUNTS)).collect()
}
