//! The sequence: what the words of the query tell that stand in the text as they do in the query, the same number of
//! words from one another. A pasted sentence finds its source by it, so that it counts the more the longer a query is.

use super::{Facts, weights};

/// A word of the query in the text: how many words on it stands there, and what it tells.
struct Shifted {
    by: u32,
    told: f32,
}

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let words: usize = view
        .request
        .terms
        .iter()
        .map(|term| term.places.len())
        .sum();
    let share = share(words);
    if share == 0.0 {
        return 0.0;
    }
    let mut shifted = Vec::new();
    let mut asked = 0.0;
    for ((term, found), known) in view.terms() {
        let told = term.weight.min(1.0) * view.idf(known);
        for place in term.places.iter().take(weights::MOST_PLACES) {
            asked += told;
            let behind = weights::LONGEST_SHIFT.saturating_sub(*place);
            let places = found.positions.iter().take(weights::MOST_POSITIONS);
            shifted.extend(places.map(|position| Shifted {
                by: position.saturating_add(behind),
                told,
            }));
        }
    }
    let longest = longest(shifted);
    // A word that is said twice side by side counts twice.
    let whole = (longest / asked.max(1.0)).min(1.0);
    let length = super::relative(
        view.candidate.text_length,
        super::number(weights::LONGEST_PASSAGE),
    );
    share * longest * whole.powi(weights::VERBATIM) / length.max(1.0)
}

/// How much the order of a query of so many words counts: not at all in a few, wholly in a sentence.
#[allow(clippy::cast_precision_loss)] // a few words
fn share(words: usize) -> f32 {
    let few = weights::FEW_WORDS;
    let more = words.saturating_sub(few) as f32;
    (more / (weights::SENTENCE_WORDS - few) as f32).min(1.0)
}

/// The most that words tell which are shifted by about the same.
fn longest(mut shifted: Vec<Shifted>) -> f32 {
    shifted.sort_unstable_by_key(|word| word.by);
    let (mut best, mut sum) = (0.0_f32, 0.0_f32);
    let mut first = shifted.iter();
    for word in &shifted {
        sum += word.told;
        while let Some(start) = first.as_slice().first()
            && word.by - start.by > weights::SEQUENCE_SLIP
        {
            sum -= start.told;
            first.next();
        }
        best = best.max(sum);
    }
    best
}
