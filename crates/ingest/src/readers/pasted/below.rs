//! Notes that stand each below the paragraph that calls them.

use std::collections::HashMap;

use super::calls::{Call, in_line};
use super::lists::Body;
use super::marks::{Label, Style, opening};

/// Calls by what they print.
type ByLabel = HashMap<Label, Vec<Call>>;

/// Notes in square brackets that stand each below the paragraph that calls them,
/// as in the Commission's documents around 2000; none where most do not.
pub(super) fn below_their_calls(lines: &[String]) -> Vec<Body> {
    let mut found = Vec::new();
    let mut all = 0;
    // The calls of the last paragraph that is no note, read when its first note comes: a paragraph may be long, and many
    // notes may follow it.
    let mut above: Option<(usize, Option<ByLabel>)> = None;
    for (at, line) in lines.iter().enumerate() {
        let mark = opening(line).filter(|(style, label, _)| {
            *style == Style::Square && label.stars == 0 && *label != Label::LOST
        });
        let Some((_, label, mark)) = mark else {
            above = Some((at, None));
            continue;
        };
        all += 1;
        let Some((text, calls)) = &mut above else {
            continue;
        };
        let calls = calls.get_or_insert_with(|| calls_of(*text, lines));
        if let Some(calls) = calls.remove(&label) {
            found.push(Body {
                label,
                lines: at..at + 1,
                mark,
                calls,
                opens: false,
            });
        }
    }
    // At the end of a text the first of a list may stand below its call too.
    if all > 1 && found.len() * 5 >= all * 4 {
        found
    } else {
        Vec::new()
    }
}

/// The calls in square brackets of a line.
fn calls_of(at: usize, lines: &[String]) -> ByLabel {
    let mut calls = Vec::new();
    if let Some(line) = lines.get(at) {
        in_line(at, line, false, &mut calls);
    }
    let mut by_label = ByLabel::new();
    for call in calls.into_iter().filter(|call| call.style == Style::Square) {
        by_label.entry(call.label).or_default().push(call);
    }
    by_label
}
