//! The notes of a page, found before the text is walked: a link is a call when
//! it leads to one of them.

use std::collections::{HashMap, HashSet};

use crate::blocks::Note;

use super::classes::{Meaning, is_block, meaning};
use super::line::Line;
use super::{Node, has_class};

/// The notes, and the anchors that lead to them.
#[derive(Debug, Default)]
pub(super) struct Notes<'t> {
    pub(super) notes: Vec<Note>,
    /// Of several with one id, in the order of the page.
    by_anchor: HashMap<&'t str, Vec<(u32, usize)>>,
    /// The paragraphs and items that are notes.
    held: HashSet<u32>,
    /// Some were told by their links alone.
    linked: bool,
}

/// The links of a page read so far.
#[derive(Debug, Default)]
struct Links<'t> {
    /// Places that have a name.
    names: HashSet<&'t str>,
    /// Places that a link leads to.
    targets: HashSet<&'t str>,
}

impl<'t> Links<'t> {
    fn add(&mut self, link: Node<'t>) {
        // A number that a paragraph begins with numbers the paragraph: entries of a table of contents and their headings
        // lead to one another too.
        if !opens_text(link) {
            for name in ["id", "name"] {
                self.names.extend(link.attribute(name));
            }
        }
        self.targets.extend(place_of(link));
    }

    fn any(&self) -> bool {
        !self.targets.is_empty()
    }

    /// Whether a link leads back to a place, and another from before leads to
    /// where it stands.
    fn pair(&self, own: &str, back: Node<'t>) -> bool {
        let there = place_of(back);
        there.is_some_and(|there| there != own && self.names.contains(there))
            && self.targets.contains(own)
    }
}

/// The place on the page that a link leads to.
fn place_of(link: Node<'_>) -> Option<&str> {
    let (address, place) = link.attribute("href")?.split_once('#')?;
    let here = address.is_empty() || !address.contains("://");
    (here && !place.is_empty()).then_some(place)
}

/// Elements and texts of a paragraph, and characters of each, in which its first
/// words are looked for.
const NEAREST: usize = 64;

/// Whether a link is the first thing of its paragraph, and not all of it.
fn opens_text(link: Node) -> bool {
    let mut around = std::iter::successors(link.parent(), |node| node.parent());
    let Some(paragraph) = around.find(|node| is_block(node.name())) else {
        return false;
    };
    let says = |node: &Node| {
        let text = node.text().unwrap_or_default();
        text.chars().take(NEAREST).any(|c| !c.is_whitespace())
    };
    let mut said = paragraph.descendants().take(NEAREST).filter(says);
    let inside = |text: Node| {
        let mut around = std::iter::successors(Some(text), |node| node.parent());
        around.any(|node| node == link)
    };
    said.next().is_some_and(inside) && said.any(|text| !inside(text))
}

/// Whether a paragraph begins with a link that is the mark of a note.
fn begins_with(paragraph: Node, link: Node) -> bool {
    let printed = printed(link);
    let mark = printed.trim_matches(['[', ']']);
    let is_mark = !mark.is_empty()
        && (mark.chars().all(|c| c == '*')
            || mark.parse::<u16>().is_ok()
            || (mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_alphabetic())));
    let text = paragraph.all_text();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    is_mark && text.starts_with(&printed)
}

impl<'t> Notes<'t> {
    /// Finds the notes below a node.
    pub(super) fn of(body: Node<'t>) -> Self {
        let mut found = Self::default();
        let mut links = Links::default();
        for node in body.descendants() {
            match node.name() {
                "a" => links.add(node),
                "p" if meaning(node) == Meaning::Note => found.marked(node),
                "p" if meaning(node) == Meaning::None && links.any() => found.paired(node, &links),
                "tr" if links.any() && has_mark_and_text(node) => found.paired(node, &links),
                _ => {}
            }
            if let Some((id, number)) = listed(node)
                && (id.starts_with(LISTED[0]) || links.targets.contains(id))
            {
                found.listed(node, id, number);
            }
        }
        found
    }

    /// Whether links alone told the notes of a page.
    pub(super) fn are_linked(&self) -> bool {
        self.linked
    }

    /// A paragraph whose class says that it is a note, or part of one.
    fn marked(&mut self, paragraph: Node<'t>) {
        let anchor = paragraph
            .descendants()
            .find(|node| node.name() == "a" && target(*node).is_some());
        match anchor {
            Some(anchor) => self.note(paragraph, anchor),
            None => self.further(paragraph),
        }
    }

    /// A paragraph that begins with a link back to a place that leads to it: the
    /// notes of Word's pages (`_ftn1`, `_ftnref1`) and of the consolidated texts
    /// before 2013 (`E0001`, `src.E0001`).
    fn paired(&mut self, paragraph: Node<'t>, links: &Links<'t>) {
        let around = std::iter::successors(paragraph.parent(), |node| node.parent());
        let mut inside = around.take_while(|node| node.name() != "table");
        if inside.any(|row| self.held.contains(&row.id())) {
            return;
        }
        let mut inside = paragraph.descendants().filter(|node| node.name() == "a");
        let back = inside.find(|node| leads_back(*node));
        let Some(back) = back.filter(|back| begins_with(paragraph, *back)) else {
            // The paragraphs of a note share its division.
            let above = paragraph.previous_element();
            let shares = paragraph
                .parent()
                .and_then(|division| division.attribute("id"))
                .is_some_and(|id| id.starts_with("ftn"));
            if shares && above.is_some_and(|above| self.held.contains(&above.id())) {
                self.further(paragraph);
            }
            return;
        };
        let names = |node: Node<'t>| node.attribute("id").or_else(|| node.attribute("name"));
        let before = paragraph.previous_element().filter(|e| e.name() == "a");
        let own = names(back).or_else(|| before.and_then(names));
        let Some(own) = own.filter(|own| links.pair(own, back)) else {
            return;
        };
        let at = self.notes.len();
        self.linked = true;
        self.note(paragraph, back);
        self.anchored(own, back, at);
    }

    fn note(&mut self, paragraph: Node<'t>, anchor: Node<'t>) {
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
                self.anchored(id, node, at);
            }
        }
        self.notes.push(Note {
            number,
            label: (printed != number.to_string()).then_some(printed),
            text: Some(line.trimmed().text),
            page: None,
        });
    }

    /// A note of a list, which begins with its number, as a link back to its call
    /// or not.
    fn listed(&mut self, item: Node<'t>, id: &'t str, counted: u32) {
        let said = item.all_text();
        let said = said.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
        let mut links = item.descendants();
        let number = links.find(|node| leads_back(*node) || has_class(*node, "num"));
        let opens = |node: &Node| {
            let printed = printed(*node);
            !printed.is_empty() && said.starts_with(&printed)
        };
        let number = number.filter(opens);
        let printed = number.map(printed).unwrap_or_default();
        let mut line = Line::default();
        collect(item, number, &mut line);
        let at = self.notes.len();
        let number = printed.parse().unwrap_or(counted);
        self.held.insert(item.id());
        self.anchored(id, item, at);
        self.notes.push(Note {
            number,
            label: (!printed.is_empty() && printed != number.to_string()).then_some(printed),
            text: Some(line.trimmed().text),
            page: None,
        });
    }

    /// Remembers where an anchor stands and the note that it leads to.
    fn anchored(&mut self, id: &'t str, anchor: Node<'t>, at: usize) {
        let anchors = self.by_anchor.entry(id).or_default();
        anchors.push((anchor.id(), at));
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

    /// The note that a link calls: where documents that stand on one page count
    /// their notes anew, the next one.
    pub(super) fn called(&self, link: Node) -> Option<usize> {
        let target = link.attribute("href")?.split_once('#')?.1;
        let anchors = self.by_anchor.get(target)?;
        let next = anchors.partition_point(|(at, _)| *at < link.id());
        let anchor = anchors.get(next).or(anchors.last())?;
        Some(anchor.1)
    }
}

/// Whether a row has two cells, of which the first is a link alone: the number of a note.
fn has_mark_and_text(row: Node) -> bool {
    let mut cells = row.elements();
    let (Some(first), Some(_), None) = (cells.next(), cells.next(), cells.next()) else {
        return false;
    };
    let link = first.descendants().find(|node| leads_back(*node));
    link.is_some_and(|link| first.all_text().trim() == link.all_text().trim())
}

/// What the ids of notes in a list begin with: on pages of the Commission, and on
/// those that programs for static sites make.
const LISTED: [&str; 3] = ["footnote", "fn:", "fn"];

/// The id of a note that stands in a list of notes, and its number: `footnote12`.
fn listed(node: Node<'_>) -> Option<(&str, u32)> {
    if !matches!(node.name(), "dd" | "li") {
        return None;
    }
    let id = node.attribute("id")?;
    let digits = LISTED.iter().find_map(|prefix| id.strip_prefix(prefix))?;
    let counts = digits.bytes().all(|b| b.is_ascii_digit());
    Some((id, digits.parse().ok().filter(|_| counts)?))
}

/// Whether an element is a note of a list.
pub(super) fn is_listed(node: Node) -> bool {
    listed(node).is_some()
}

/// Whether a link leads to a place on the page.
fn leads_back(node: Node) -> bool {
    let href = node.attribute("href").filter(|_| node.name() == "a");
    href.is_some_and(|href| href.contains('#'))
}

/// Whether an element is a sign that leads back to the call: `↩︎`.
fn is_way_back(node: Node) -> bool {
    leads_back(node) && {
        let text = node.all_text();
        text.contains('↩') && !text.contains(char::is_alphanumeric)
    }
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
        } else if is_way_back(child) {
        } else {
            collect(child, anchor, line);
            if is_block(child.name()) {
                line.push(" ");
            }
        }
    }
}
