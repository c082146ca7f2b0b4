//! Compounds: a text that writes *cyberrésilience* says both halves of
//! *cyber-résilience*, and as much as one that writes it with the hyphen.

use std::borrow::Cow;

use crate::request::{Evidence, Request};

/// A candidate in which the halves of the query's compounds stand wherever a
/// compound stands in one word, and the compound counts by its halves alone.
pub(super) fn halved<'e>(request: &Request, candidate: &'e Evidence) -> Cow<'e, Evidence> {
    let mut candidate = Cow::Borrowed(candidate);
    let compounds = request.terms.iter().enumerate();
    for (at, compound) in compounds.filter(|(_, term)| term.is_compound) {
        let halves = request.terms.windows(2).position(|pair| {
            let [first, second] = pair else { return false };
            compound.exact.strip_prefix(first.exact.as_str()) == Some(&second.exact)
        });
        let Some(first) = halves else { continue };
        let candidate = candidate.to_mut();
        let Some(compound) = candidate.terms.get_mut(at).map(std::mem::take) else {
            continue;
        };
        // Only a compound in one word has a place of its own.
        let count = u32::try_from(compound.positions.len()).unwrap_or(u32::MAX);
        for half in candidate.terms.iter_mut().skip(first).take(2) {
            // Apart, the halves are not what was typed.
            if compound.text == 0 {
                half.typed = 0;
            }
            half.text += count;
            half.family += count;
            half.positions.extend(&compound.positions);
            half.positions.sort_unstable();
        }
    }
    candidate
}
