//! The tree: nodes in one vector, all texts in one buffer.

use std::ops::Range;

use crate::error::ReadError;

use super::{DEEPEST, MOST_NODES};

/// Stands for no node.
const NONE: u32 = u32::MAX;

/// A parsed file.
#[derive(Debug)]
pub(crate) struct Tree {
    text: String,
    nodes: Vec<Entry>,
    attributes: Vec<(Range<u32>, Range<u32>)>,
}

#[derive(Clone, Debug)]
struct Entry {
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    /// The name of an element, or a text.
    range: Range<u32>,
    /// The attributes of an element; none for a text.
    attributes: Option<Range<u32>>,
}

/// An element or a text of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    tree: &'t Tree,
    at: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

fn offset(at: usize) -> u32 {
    // Files are limited far below 4 GiB.
    u32::try_from(at).unwrap_or(NONE)
}

impl Tree {
    /// A tree with a root that has no name.
    pub(super) fn new() -> Self {
        let mut tree = Self {
            text: String::new(),
            nodes: Vec::new(),
            attributes: Vec::new(),
        };
        tree.push(0..0, Some(0..0));
        tree
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 0 }
    }

    pub(super) const ROOT: u32 = 0;

    fn push(&mut self, range: Range<u32>, attributes: Option<Range<u32>>) -> u32 {
        let at = offset(self.nodes.len());
        self.nodes.push(Entry {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            range,
            attributes,
        });
        at
    }

    fn keep(&mut self, text: &str) -> Range<u32> {
        let start = offset(self.text.len());
        self.text.push_str(text);
        start..offset(self.text.len())
    }

    /// A new element, not yet in the tree.
    pub(super) fn element<'a>(
        &mut self,
        name: &str,
        attributes: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> u32 {
        let range = self.keep(name);
        let start = offset(self.attributes.len());
        for (name, value) in attributes {
            let (name, value) = (self.keep(name), self.keep(value));
            self.attributes.push((name, value));
        }
        let end = offset(self.attributes.len());
        self.push(range, Some(start..end))
    }

    /// A new text, not yet in the tree.
    pub(super) fn text(&mut self, text: &str) -> u32 {
        let range = self.keep(text);
        self.push(range, None)
    }

    /// Appends text to a node; goes on with the text that is last there.
    pub(super) fn append_text(&mut self, parent: u32, text: &str) {
        let last = self.nodes[parent as usize].last;
        if last != NONE {
            let end = offset(self.text.len());
            let entry = &mut self.nodes[last as usize];
            if entry.attributes.is_none() && entry.range.end == end {
                self.text.push_str(text);
                entry.range.end = offset(self.text.len());
                return;
            }
        }
        let node = self.text(text);
        self.append(parent, node);
    }

    pub(super) fn append(&mut self, parent: u32, node: u32) {
        self.detach(node);
        let last = std::mem::replace(&mut self.nodes[parent as usize].last, node);
        if last == NONE {
            self.nodes[parent as usize].first = node;
        } else {
            self.nodes[last as usize].next = node;
        }
        let entry = &mut self.nodes[node as usize];
        (entry.parent, entry.previous) = (parent, last);
    }

    pub(super) fn insert_before(&mut self, sibling: u32, node: u32) {
        self.detach(node);
        let Entry {
            parent, previous, ..
        } = self.nodes[sibling as usize];
        if parent == NONE {
            return;
        }
        let entry = &mut self.nodes[node as usize];
        (entry.parent, entry.previous, entry.next) = (parent, previous, sibling);
        self.nodes[sibling as usize].previous = node;
        if previous == NONE {
            self.nodes[parent as usize].first = node;
        } else {
            self.nodes[previous as usize].next = node;
        }
    }

    pub(super) fn detach(&mut self, node: u32) {
        let entry = &mut self.nodes[node as usize];
        let (parent, previous, next) = (entry.parent, entry.previous, entry.next);
        (entry.parent, entry.previous, entry.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        if previous == NONE {
            self.nodes[parent as usize].first = next;
        } else {
            self.nodes[previous as usize].next = next;
        }
        if next == NONE {
            self.nodes[parent as usize].last = previous;
        } else {
            self.nodes[next as usize].previous = previous;
        }
    }

    pub(super) fn move_children(&mut self, from: u32, to: u32) {
        while self.nodes[from as usize].first != NONE {
            self.append(to, self.nodes[from as usize].first);
        }
    }

    pub(super) fn parent(&self, node: u32) -> Option<u32> {
        let parent = self.nodes[node as usize].parent;
        (parent != NONE).then_some(parent)
    }

    /// Refuses a tree that has grown past its limit.
    pub(super) fn check_size(&self) -> Result<(), ReadError> {
        if self.nodes.len() > MOST_NODES {
            return Err(ReadError::TooMuch {
                what: "elements and texts in one file".to_owned(),
                limit: MOST_NODES.to_string(),
            });
        }
        Ok(())
    }

    /// Refuses a tree whose end, where a parser is adding, is too deep.
    pub(super) fn check_open(&self) -> Result<(), ReadError> {
        let ends = std::iter::successors(Some(Self::ROOT), |at| {
            Some(self.nodes[*at as usize].last).filter(|last| *last != NONE)
        });
        if ends.take(DEEPEST + 2).count() > DEEPEST + 1 {
            return Err(too_deep());
        }
        Ok(())
    }

    /// Refuses a tree that is too deep to walk.
    pub(super) fn check_depth(&self) -> Result<(), ReadError> {
        let mut depth = 0_usize;
        let mut at = Self::ROOT;
        loop {
            let entry = &self.nodes[at as usize];
            if entry.first != NONE {
                depth += 1;
                if depth > DEEPEST {
                    return Err(too_deep());
                }
                at = entry.first;
                continue;
            }
            while self.nodes[at as usize].next == NONE {
                at = self.nodes[at as usize].parent;
                if at == NONE || at == Self::ROOT {
                    return Ok(());
                }
                depth -= 1;
            }
            at = self.nodes[at as usize].next;
        }
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }
}

pub(super) fn too_deep() -> ReadError {
    ReadError::TooMuch {
        what: "elements inside each other".to_owned(),
        limit: format!("{DEEPEST} levels"),
    }
}

impl<'t> Node<'t> {
    fn entry(self) -> &'t Entry {
        &self.tree.nodes[self.at as usize]
    }

    fn at(self, at: u32) -> Option<Self> {
        (at != NONE).then_some(Self {
            tree: self.tree,
            at,
        })
    }

    /// Its place among the nodes of a file in the order of the text, where the
    /// parser does not move nodes: in XML.
    pub(crate) fn position(self) -> u32 {
        self.at
    }

    /// Name of an element, without prefix; empty for a text and the root.
    pub(crate) fn name(self) -> &'t str {
        let entry = self.entry();
        match entry.attributes {
            Some(_) => self.tree.slice(&entry.range),
            None => "",
        }
    }

    /// The text of a text node.
    pub(crate) fn text(self) -> Option<&'t str> {
        let entry = self.entry();
        entry
            .attributes
            .is_none()
            .then(|| self.tree.slice(&entry.range))
    }

    /// Value of an attribute.
    pub(crate) fn attribute(self, name: &str) -> Option<&'t str> {
        let range = self.entry().attributes.clone()?;
        let attributes = &self.tree.attributes[range.start as usize..range.end as usize];
        let found = attributes
            .iter()
            .find(|(key, _)| self.tree.slice(key) == name)?;
        Some(self.tree.slice(&found.1))
    }

    /// The children, in order.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.at(self.entry().first), |node| {
            node.at(node.entry().next)
        })
    }

    /// The children that are elements.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        self.children().filter(|node| node.text().is_none())
    }

    /// The first child element of this name.
    pub(crate) fn child(self, name: &str) -> Option<Self> {
        self.elements().find(|node| node.name() == name)
    }

    /// Tells the nodes of a tree apart.
    pub(crate) fn id(self) -> u32 {
        self.at
    }

    /// The element before this one, below the same parent.
    pub(crate) fn previous_element(self) -> Option<Self> {
        let mut node = self.at(self.entry().previous)?;
        while node.text().is_some() {
            node = node.at(node.entry().previous)?;
        }
        Some(node)
    }

    /// The element after this one, below the same parent.
    pub(crate) fn next_element(self) -> Option<Self> {
        let mut node = self.at(self.entry().next)?;
        while node.text().is_some() {
            node = node.at(node.entry().next)?;
        }
        Some(node)
    }

    /// The element around this node.
    pub(crate) fn parent(self) -> Option<Self> {
        self.at(self.entry().parent)
    }

    /// This node and all below it, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), move |node| {
            if let Some(child) = node.at(node.entry().first) {
                return Some(child);
            }
            let mut up = *node;
            while up != self {
                if let Some(next) = up.at(up.entry().next) {
                    return Some(next);
                }
                up = up.parent()?;
            }
            None
        })
    }

    /// All text below the node, as it stands.
    pub(crate) fn all_text(self) -> String {
        self.descendants().filter_map(Self::text).collect()
    }
}
