//! Compounds: a text that writes *cyberrésilience* says both halves of
//! *cyber-résilience*, and as much as one that writes it with the hyphen.

use std::borrow::Cow;

use crate::request::{Evidence, Request};

/// A candidate in which the halves of the query's compounds stand wherever a
/// compound stands in one word.
pub(super) fn halved<'e>(request: &Request, candidate: &'e Evidence) -> Cow<'e, Evidence> {
    let mut candidate = Cow::Borrowed(candidate);
    let compounds = request.terms.iter().enumerate();
    for (at, compound) in compounds.filter(|(_, term)| term.is_compound) {
        // Only a compound in one word has a place of its own.
        let places = candidate.terms.get(at).map(|found| &found.positions);
        let Some(places) = places.filter(|places| !places.is_empty()).cloned() else {
            continue;
        };
        let halves = request.terms.windows(2).position(|pair| {
            let [first, second] = pair else { return false };
            compound.exact.strip_prefix(first.exact.as_str()) == Some(&second.exact)
        });
        let Some(first) = halves else { continue };
        let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
        for half in candidate.to_mut().terms.iter_mut().skip(first).take(2) {
            half.text += count;
            half.family += count;
            half.positions.extend(&places);
            half.positions.sort_unstable();
        }
    }
    candidate
}
