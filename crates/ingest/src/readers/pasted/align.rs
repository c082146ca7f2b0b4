//! Which call belongs to which note: calls and notes stand in the same order,
//! so that the best way to pair them is the heaviest pairing that never crosses.

use std::collections::HashMap;
use std::hash::Hash;

/// Notes of one label that a call is tried with. Numbers that start anew inside
/// one list do so a few times, and the work grows with this.
const MOST_OF_A_LABEL: usize = 24;
/// Pairs in all, 32 bytes each; no document has a thousandth of them.
const MOST_PAIRS: usize = 4_000_000;

/// Pairs calls with notes of the same label. Each entry of `calls` has a
/// weight; the answer has, for each note, the index of its call.
pub(super) fn align<L: Copy + Eq + Hash>(calls: &[(L, u32)], notes: &[L]) -> Vec<Option<usize>> {
    let mut places: HashMap<L, Vec<usize>> = HashMap::new();
    for (at, label) in notes.iter().enumerate() {
        let places = places.entry(*label).or_default();
        if places.len() < MOST_OF_A_LABEL {
            places.push(at);
        }
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut best = Best::new(notes.len());
    for (call, (label, weight)) in calls.iter().enumerate() {
        if pairs.len() > MOST_PAIRS {
            break;
        }
        // Backwards, so that a call is not paired with two notes.
        for &note in places.get(label).into_iter().flatten().rev() {
            let before = best.until(note);
            let total = before.map_or(0, |(total, _)| total) + u64::from(*weight);
            best.raise(note, (total, pairs.len()));
            pairs.push(Pair {
                call,
                note,
                before: before.map(|(_, pair)| pair),
            });
        }
    }
    let mut out = vec![None; notes.len()];
    let mut next = best.until(notes.len()).map(|(_, pair)| pair);
    while let Some(pair) = next.and_then(|at| pairs.get(at)) {
        if let Some(slot) = out.get_mut(pair.note) {
            *slot = Some(pair.call);
        }
        next = pair.before;
    }
    out
}

struct Pair {
    call: usize,
    note: usize,
    before: Option<usize>,
}

/// The heaviest pairing that ends before a note: a tree of prefixes.
struct Best {
    tree: Vec<Option<(u64, usize)>>,
}

impl Best {
    fn new(notes: usize) -> Self {
        Self {
            tree: vec![None; notes + 1],
        }
    }

    /// Of the pairings that end at the notes before this one.
    fn until(&self, note: usize) -> Option<(u64, usize)> {
        let mut best: Option<(u64, usize)> = None;
        let mut at = note;
        while at > 0 {
            if let Some(Some(found)) = self.tree.get(at)
                && best.is_none_or(|best| found.0 > best.0)
            {
                best = Some(*found);
            }
            at &= at - 1;
        }
        best
    }

    /// The first of two that weigh the same stays: a later mark repeats it.
    fn raise(&mut self, note: usize, value: (u64, usize)) {
        let mut at = note + 1;
        while let Some(slot) = self.tree.get_mut(at) {
            if slot.is_none_or(|slot| value.0 > slot.0) {
                *slot = Some(value);
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_notes_keep_their_order() {
        let calls: Vec<(u32, u32)> = [1, 3, 2, 2, 3, 9, 1].map(|n| (n, 1)).into();
        assert_eq!(align(&calls, &[1, 2, 3]), [Some(0), Some(2), Some(4)]);
        assert_eq!(
            align(&calls, &[1, 2, 4, 1]),
            [Some(0), Some(2), None, Some(6)]
        );
        assert_eq!(align(&calls, &[]), []);
        assert_eq!(align::<u32>(&[], &[1]), [None]);
        // The heavier of two marks.
        assert_eq!(
            align(&[(1, 1), (1, 4), (2, 4)], &[1, 2]),
            [Some(1), Some(2)]
        );
    }
}
