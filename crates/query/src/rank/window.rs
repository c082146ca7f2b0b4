//! Proximity: the most that the words of the query tell within one stretch of a
//! few words.

use super::{Facts, weights};

pub(super) fn value(view: &Facts<'_>) -> f32 {
    let content = view.content();
    let mut places: Vec<(u32, usize)> = content
        .iter()
        .enumerate()
        .flat_map(|(term, (found, _))| found.positions.iter().map(move |place| (*place, term)))
        .collect();
    places.sort_unstable();
    let mut inside = vec![0_u32; content.len()];
    let (mut sum, mut best) = (0.0_f32, 0.0_f32);
    let mut first = places.iter();
    let idf = |term: usize| content.get(term).map_or(0.0, |(_, idf)| *idf);
    for (place, term) in &places {
        if let Some(count) = inside.get_mut(*term) {
            if *count == 0 {
                sum += idf(*term);
            }
            *count += 1;
        }
        while let Some((start, left)) = first.as_slice().first()
            && place - start >= weights::WINDOW_WORDS
        {
            first.next();
            if let Some(count) = inside.get_mut(*left) {
                *count -= 1;
                if *count == 0 {
                    sum -= idf(*left);
                }
            }
        }
        best = best.max(sum);
    }
    best
}
