//! The places of the marks in a text, and those that notes have taken.

use std::collections::HashSet;

use super::calls::{Call, in_line};
use super::lists::Body;
use super::marks::Style;

/// The marks of the text, read once for each kind.
#[derive(Default)]
pub(super) struct Marks {
    bracketed: Option<Vec<Call>>,
    bare: Option<Vec<Call>>,
    /// Marks that were looked at: lists that turn out to be none would
    /// otherwise read the text again and again.
    looked_at: usize,
    /// Places of those that a note has.
    taken: HashSet<(usize, usize)>,
}

/// How often the marks of a text are looked at.
const MOST_LOOKS: usize = 60;

impl Marks {
    /// Notes that stand further on cannot have these calls.
    pub(super) fn take(&mut self, bodies: &[Body]) {
        let calls = bodies.iter().flat_map(|body| &body.calls);
        self.taken
            .extend(calls.map(|call| (call.line, call.range.start)));
    }

    /// Those of a style between two lines, without the lines of notes.
    pub(super) fn between(
        &mut self,
        lines: &[String],
        from: usize,
        to: usize,
        style: Style,
        others: &[Body],
    ) -> Vec<Call> {
        let bare = style == Style::Bare;
        let kept = if bare {
            &mut self.bare
        } else {
            &mut self.bracketed
        };
        let kept = kept.get_or_insert_with(|| {
            let mut calls = Vec::new();
            for (at, line) in lines.iter().enumerate() {
                in_line(at, line, bare, &mut calls);
            }
            calls
        });
        let start = kept.partition_point(|call| call.line < from);
        let end = kept.partition_point(|call| call.line < to);
        self.looked_at += end.saturating_sub(start);
        if self.looked_at > (kept.len() + 1000) * MOST_LOOKS {
            return Vec::new();
        }
        let inside = |line: usize| {
            let at = others.partition_point(|body| body.lines.end <= line);
            others
                .get(at)
                .is_some_and(|body| body.lines.contains(&line))
        };
        let calls = kept.get(start..end).unwrap_or_default().iter();
        calls
            .filter(|call| call.style == style || call.label.stars > 0)
            .filter(|call| !self.taken.contains(&(call.line, call.range.start)))
            .filter(|call| !inside(call.line))
            .cloned()
            .collect()
    }
}
