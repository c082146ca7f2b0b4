//! What a consolidation has struck out.
//!
//! A consolidated file keeps deleted provisions between two processing
//! instructions; the page prints a dash in their place. Such a range may open
//! before an element and close inside it, so it is a range of nodes in the order
//! of the text and not an element.

use std::collections::HashMap;
use std::ops::Range;

use super::super::markup::{Node, Tree};

/// Opens a range that an amending act has changed.
pub(super) const OPENS: &str = "?CLG.MDFO";
/// Closes it.
const CLOSES: &str = "?CLG.MDFC";

/// Ranges of nodes that are struck out, in order and apart.
#[derive(Debug, Default)]
pub(super) struct Deleted(Vec<Range<u32>>);

impl Deleted {
    /// Finds what a file strikes out. A range that never closes is none. Nor is
    /// a single word of a sentence: pages go on printing it.
    pub(super) fn find(tree: &Tree) -> Self {
        let mut open: HashMap<&str, (Node<'_>, usize)> = HashMap::new();
        let mut found = Vec::new();
        let mut words = 0;
        for node in tree.root().descendants() {
            if let Some(text) = node.text() {
                words += text.split_whitespace().count();
            } else if node.name() == OPENS && node.attribute("ACTION") == Some("DELETED") {
                let id = node.attribute("ID").unwrap_or_default();
                open.insert(id, (node, words));
            } else if node.name() == CLOSES
                && let Some((start, before)) =
                    node.attribute("IDREF").and_then(|id| open.remove(id))
                && (words > before + 1 || start.attribute("LEVEL") != Some("TEXT"))
            {
                found.push(start.position()..node.position());
            }
        }
        // Outer ranges first: what is struck out twice is struck out.
        found.sort_by_key(|range| range.start);
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for range in found {
            if ranges.last().is_none_or(|last| last.end < range.end) {
                ranges.push(range);
            }
        }
        Self(ranges)
    }

    /// True for the instruction that opens a range.
    pub(super) fn opens(&self, node: Node<'_>) -> bool {
        let at = node.position();
        let found = self.0.binary_search_by_key(&at, |range| range.start);
        found.is_ok()
    }

    /// True when the node opens inside a struck out range.
    pub(super) fn contains(&self, node: Node<'_>) -> bool {
        let at = node.position();
        let before = self.0.partition_point(|range| range.start <= at);
        before > 0 && self.0.get(before - 1).is_some_and(|range| at < range.end)
    }
}
