//! Neighbours: words that follow one another in the query and do so in the text.

use super::{Facts, bm25, number, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let (text, _) = view.norms();
    let content = view.content();
    content
        .windows(2)
        .map(|pair| {
            let [(first, a), (second, b)] = pair else {
                return 0.0;
            };
            let count = number(follow(&first.positions, &second.positions));
            f32::midpoint(*a, *b) * bm25::saturated(count / text, weights::PAIR_K)
        })
        .sum()
}

/// How often one of `after` follows one of `before` within the reach. Both
/// ascend.
fn follow(before: &[u32], after: &[u32]) -> u32 {
    let mut rest = before.iter().peekable();
    let mut count = 0;
    for place in after {
        while rest
            .next_if(|p| p.saturating_add(weights::PAIR_REACH) < *place)
            .is_some()
        {}
        if rest.peek().is_some_and(|p| **p < *place) {
            count += 1;
        }
    }
    count
}
