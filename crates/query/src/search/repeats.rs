//! Hits that repeat one another: acts share whole articles, and a person who looks for the source of a sentence must know
//! that there are several.

use std::cell::OnceCell;

use super::results::Hit;
use crate::resolve::{in_common, words};

/// Of a hundred words of two texts those that both have at least when one repeats the other.
const REPEATED: usize = 90;

/// Bytes of a text that are compared: a passage has no more.
const LONGEST: usize = 4_000;

/// Words of the shortest text that repeats another: *Sanctions* repeats nothing.
const SHORTEST: usize = 6;

/// Says of each hit which one before it on the page, of another document, has nearly the same text.
pub(super) fn tell(hits: &mut [Hit]) {
    // Few texts are as long as another: only of these the words are looked at.
    let words_of: Vec<OnceCell<Vec<String>>> = hits.iter().map(|_| OnceCell::new()).collect();
    for at in 1..hits.len() {
        let Some((before, [hit, ..])) = hits.split_at_mut_checked(at) else {
            return;
        };
        let own = head(&hit.text);
        let mut earlier = before.iter().zip(&words_of);
        let first = earlier.find(|(other, words_of_other)| {
            let text = head(&other.text);
            let lengths = (own.len().min(text.len()), own.len().max(text.len()));
            let may_repeat =
                other.document.id != hit.document.id && 100 * lengths.0 >= REPEATED * lengths.1;
            may_repeat
                && words_of.get(at).is_some_and(|own_words| {
                    let own = own_words.get_or_init(|| words(own));
                    own.len() >= SHORTEST
                        && is_repeated(own, words_of_other.get_or_init(|| words(text)))
                })
        });
        hit.same_text_as = first.map(|(first, _)| first.passage.clone());
    }
}

/// What is compared of a text.
fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST))
        .unwrap_or(text)
}

/// Whether two texts, as their sorted words, are nearly the same.
fn is_repeated(one: &[String], other: &[String]) -> bool {
    let both = one.len() + other.len();
    // The shorter one bounds what they share.
    let most = 200 * one.len().min(other.len());
    most >= REPEATED * both && 200 * in_common(one, other) >= REPEATED * both
}

#[cfg(test)]
mod tests {
    use super::is_repeated;
    use crate::resolve::words;

    #[test]
    fn texts_that_differ_in_a_word_or_two() {
        let of = |text: &str| words(text);
        let one = of(
            "Les États membres sont destinataires de la présente directive, qui entre en vigueur demain.",
        );
        let same = of(
            "Les États membres sont destinataires de la présente décision, qui entre en vigueur demain.",
        );
        let other = of(
            "Les États membres notifient à la Commission les mesures qu’ils ont prises et leurs raisons.",
        );
        assert!(is_repeated(&one, &same));
        assert!(!is_repeated(&one, &other));
    }
}
