//! Hits that repeat one another: acts share whole articles, and a person who looks for the source of a sentence must know
//! that there are several.

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
    let head = |text: &str| words(&text[..text.floor_char_boundary(LONGEST)]);
    let texts: Vec<Vec<String>> = hits.iter().map(|hit| head(&hit.text)).collect();
    for at in 1..hits.len() {
        let Some((before, [hit, ..])) = hits.split_at_mut_checked(at) else {
            return;
        };
        let Some(own) = texts.get(at).filter(|own| own.len() >= SHORTEST) else {
            continue;
        };
        let first = before
            .iter()
            .zip(&texts)
            .find(|(other, words)| other.document.id != hit.document.id && is_repeated(own, words));
        hit.same_text_as = first.map(|(first, _)| first.passage.clone());
    }
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
