//! The notes of a page, found before the text is walked: a link is a call when
//! it leads to one of them.

use std::collections::{HashMap, HashSet};

use crate::blocks::Note;

use super::Node;
use super::classes::{Meaning, is_block, meaning};
use super::line::Line;

/// The notes, and the anchors that lead to them.
#[derive(Debug, Default)]
pub(super) struct Notes<'t> {
    pub(super) notes: Vec<Note>,
    by_anchor: HashMap<&'t str, usize>,
    /// The paragraphs and items that are notes.
    held: HashSet<u32>,
}

impl<'t> Notes<'t> {
    /// Finds the notes below a node.
    pub(super) fn of(body: Node<'t>) -> Self {
        let mut found = Self::default();
        for node in body.descendants() {
            if node.name() == "p" && meaning(node) == Meaning::Note {
                found.note(node);
            } else if let Some(id) = listed(node) {
                found.listed(node, id);
            }
        }
        found
    }

    fn note(&mut self, paragraph: Node<'t>) {
        let anchor = paragraph
            .descendants()
            .find(|node| node.name() == "a" && target(*node).is_some());
        let Some(anchor) = anchor else {
            self.further(paragraph);
            return;
        };
        let mut line = Line::default();
        collect(paragraph, Some(anchor), &mut line);
        let printed = printed(anchor);
        let number = printed
            .trim_matches(|c: char| !c.is_ascii_digit())
            .parse()
            .ok()
            .or_else(|| u32::try_from(self.notes.len() + 1).ok())
            .unwrap_or(u32::MAX);
        let at = self.notes.len();
        self.held.insert(paragraph.id());
        for node in paragraph.descendants().filter(|n| n.name() == "a") {
            if let Some(id) = node.attribute("id").or_else(|| node.attribute("name")) {
                self.by_anchor.entry(id).or_insert(at);
            }
        }
        self.notes.push(Note {
            number,
            label: (printed != number.to_string()).then_some(printed),
            text: Some(line.trimmed().text),
            page: None,
        });
    }

    /// A note of a list, which has its number in a link back to its call.
    fn listed(&mut self, item: Node<'t>, id: &'t str) {
        let anchor = item.descendants().find(|node| node.name() == "a");
        let mut line = Line::default();
        collect(item, anchor, &mut line);
        let digits = id.trim_start_matches(LISTED);
        let number = digits.parse().unwrap_or(u32::MAX);
        let at = self.notes.len();
        self.held.insert(item.id());
        self.by_anchor.entry(id).or_insert(at);
        self.notes.push(Note {
            number,
            label: None,
            text: Some(line.trimmed().text),
            page: None,
        });
    }

    /// A note's paragraph without a number goes on with the note right above;
    /// elsewhere it is text.
    fn further(&mut self, paragraph: Node<'t>) {
        let above = paragraph.previous_element();
        if !above.is_some_and(|above| self.held.contains(&above.id())) {
            return;
        }
        let mut line = Line::default();
        collect(paragraph, None, &mut line);
        let line = line.trimmed();
        if let Some(Note {
            text: Some(text), ..
        }) = self.notes.last_mut()
        {
            self.held.insert(paragraph.id());
            if !line.text.is_empty() {
                text.push(' ');
                text.push_str(&line.text);
            }
        }
    }

    /// True for an element that is a note, or part of one.
    pub(super) fn holds(&self, paragraph: Node) -> bool {
        self.held.contains(&paragraph.id())
    }

    /// The note that a link calls.
    pub(super) fn called(&self, link: Node) -> Option<usize> {
        let target = link.attribute("href")?.split_once('#')?.1;
        self.by_anchor.get(target).copied()
    }
}

/// What the ids of notes in a list begin with.
const LISTED: &str = "footnote";

/// The id of a note that stands in a list of notes: `footnote12`.
fn listed(node: Node<'_>) -> Option<&str> {
    if !matches!(node.name(), "dd" | "li") {
        return None;
    }
    let id = node.attribute("id")?;
    let digits = id.strip_prefix(LISTED)?;
    let counts = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    counts.then_some(id)
}

/// Whether an element is a note of a list.
pub(super) fn is_listed(node: Node) -> bool {
    listed(node).is_some()
}

/// The id by which a call finds the note.
fn target(anchor: Node<'_>) -> Option<&str> {
    let id = anchor
        .attribute("id")
        .or_else(|| anchor.attribute("name"))?;
    let back = anchor
        .attribute("href")
        .is_none_or(|href| href.contains('#'));
    (back && !id.is_empty()).then_some(id)
}

/// The number as the note prints it, without brackets.
fn printed(anchor: Node) -> String {
    anchor
        .all_text()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
        .take(12)
        .collect()
}

fn collect(node: Node, anchor: Option<Node>, line: &mut Line) {
    for child in node.children() {
        if let Some(text) = child.text() {
            line.push(text);
        } else if Some(child) == anchor {
            // The brackets around the number are the number's.
            line.call(0);
        } else if child.name() == "br" {
            line.push(" ");
        } else {
            collect(child, anchor, line);
            if is_block(child.name()) {
                line.push(" ");
            }
        }
    }
}
