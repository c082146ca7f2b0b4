//! Which marks are the calls of which notes: the calls of a page come in the
//! order of its notes, so the best increasing sequence of marks is sought.

use std::collections::HashMap;

use super::marks::Mark;

/// What leaving a note without a call costs: less than any sure mark brings,
/// more than two doubtful ones.
const UNCALLED: i32 = -7;

/// For each wanted number the mark that calls it, if one does. `wanted` holds
/// each number once, in the order of the notes.
///
/// One pass over the marks: `best[k]` is the largest score with the first `k`
/// numbers settled, so the cost is the marks times the numbers that an
/// improvement reaches.
pub(super) fn best(marks: &[Mark], wanted: &[u32]) -> Vec<Option<Mark>> {
    let order: HashMap<u32, usize> = wanted.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let mut best: Vec<Step> = (0..=wanted.len())
        .scan(0, |score, _| {
            let step = Step {
                score: *score,
                link: None,
            };
            *score += UNCALLED;
            Some(step)
        })
        .collect();
    let mut chain: Vec<(Option<usize>, usize, Mark)> = Vec::new();
    for mark in marks {
        let Some(&k) = order.get(&mark.number) else {
            continue;
        };
        let score = best[k].score + mark.form.score();
        if score <= best[k + 1].score {
            continue;
        }
        chain.push((best[k].link, k, *mark));
        let link = Some(chain.len() - 1);
        let mut score = score;
        for step in &mut best[k + 1..] {
            if step.score >= score {
                break;
            }
            *step = Step { score, link };
            score += UNCALLED;
        }
    }
    let mut found = vec![None; wanted.len()];
    let mut link = best[wanted.len()].link;
    while let Some((before, k, mark)) = link.map(|l| chain[l]) {
        found[k] = Some(mark);
        link = before;
    }
    found
}

#[derive(Clone, Copy)]
struct Step {
    score: i32,
    /// Index into the chain of the last mark taken.
    link: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::super::marks::Form;
    use super::*;

    fn mark(number: u32, line: usize, form: Form) -> Mark {
        Mark {
            number,
            line,
            start: 0,
            end: 1,
            form,
        }
    }

    #[test]
    fn order_decides_between_marks() {
        let marks = [
            mark(2, 0, Form::GluedToAcronym),
            mark(1, 1, Form::Alone),
            mark(2, 2, Form::GluedToNumber),
            mark(1, 3, Form::GluedToAcronym),
        ];
        let lines: Vec<_> = best(&marks, &[1, 2])
            .iter()
            .map(|m| m.map(|m| m.line))
            .collect();
        assert_eq!(lines, [Some(1), Some(2)]);
    }

    #[test]
    fn a_note_may_stay_uncalled() {
        let marks = [mark(3, 0, Form::Alone), mark(5, 1, Form::Glued)];
        let lines: Vec<_> = best(&marks, &[3, 4, 5])
            .iter()
            .map(|m| m.map(|m| m.line))
            .collect();
        assert_eq!(lines, [Some(0), None, Some(1)]);
    }
}
