//! Notes that stand each below the paragraph that calls them.

use super::calls::in_line;
use super::lists::Body;
use super::marks::{Label, Style, opening};

/// Notes in square brackets that stand each below the paragraph that calls them,
/// as in the Commission's documents around 2000; none where most do not.
pub(super) fn below_their_calls(lines: &[String]) -> Vec<Body> {
    let mut found = Vec::new();
    let mut all = 0;
    // Where the last paragraph that is no note stands.
    let mut text = None;
    for (at, line) in lines.iter().enumerate() {
        let mark = opening(line).filter(|(style, label, _)| {
            *style == Style::Square && label.stars == 0 && *label != Label::LOST
        });
        let Some((_, label, mark)) = mark else {
            text = Some(at);
            continue;
        };
        all += 1;
        let Some(above) = text else { continue };
        let mut calls = Vec::new();
        in_line(above, &lines[above], false, &mut calls);
        calls.retain(|call| call.style == Style::Square && call.label == label);
        if !calls.is_empty() {
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
