//! Lists of hits one after the other, and grouped by document.

use std::collections::HashSet;

use renvoi_index::{Address, Group};

use crate::explanation::Explanation;
use crate::request::Role;

/// A list in its order.
#[derive(Default)]
pub(super) struct List {
    pub(super) placed: Vec<Placed>,
    /// Where documents are asked for, the document of each.
    pub(super) of_document: Vec<String>,
    /// The first hit of each document that the list has.
    pub(super) firsts: Vec<First>,
}

/// The first hit of a document in a list, and how many the list has of it.
pub(super) struct First {
    pub(super) placed: Placed,
    pub(super) document: String,
    pub(super) entries: usize,
}

impl First {
    /// Those of groups, with the scores that hits of the list have.
    pub(super) fn of(groups: Vec<Group>, score: impl Fn(f32) -> f64) -> Vec<Self> {
        let groups = groups.into_iter();
        groups
            .map(|group| Self {
                placed: Placed::new(score(group.first.score), None, group.first.address),
                document: group.document,
                entries: group.entries,
            })
            .collect()
    }
}

impl List {
    /// Leaves out what is shown elsewhere: the records, and their documents.
    pub(super) fn without(&mut self, shown: &[Address], of_document: &[String]) {
        let is_shown = |placed: &Placed| shown.contains(&placed.address);
        if !self.of_document.is_empty() {
            let documents = std::mem::take(&mut self.of_document);
            let kept = self.placed.iter().zip(documents);
            self.of_document = kept
                .filter(|(placed, _)| !is_shown(placed))
                .map(|(_, document)| document)
                .collect();
        }
        self.placed.retain(|placed| !is_shown(placed));
        for first in &mut self.firsts {
            let shown = of_document.iter().filter(|id| **id == first.document);
            first.entries = first.entries.saturating_sub(shown.count());
        }
        self.firsts.retain(|first| first.entries > 0);
    }
}

/// A hit in its place.
pub(super) struct Placed {
    pub(super) score: f64,
    pub(super) explanation: Option<Explanation>,
    pub(super) address: Address,
    /// Its document, when hits are grouped.
    pub(super) document: Option<String>,
    pub(super) role: Option<Role>,
}

impl Placed {
    pub(super) fn new(score: f64, explanation: Option<Explanation>, address: Address) -> Self {
        Self {
            score,
            explanation,
            address,
            document: None,
            role: None,
        }
    }
}

/// Lists one after the other; where documents are wanted, the first hit of each.
#[derive(Default)]
pub(super) struct Ordered {
    by_document: bool,
    pub(super) placed: Vec<Placed>,
    /// Documents of which a hit stands here.
    known: HashSet<String>,
}

impl Ordered {
    pub(super) fn new(by_document: bool) -> Self {
        Self {
            by_document,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, list: List) {
        if !self.by_document {
            self.placed.extend(list.placed);
            return;
        }
        let role = list.placed.last().and_then(|placed| placed.role);
        // The documents of the ranked hits, then those of the others.
        let ranked = list.placed.into_iter().zip(list.of_document);
        let firsts = list.firsts.into_iter();
        let others = firsts.map(
            |First {
                 placed, document, ..
             }| {
                let role = placed.role.or(role);
                (Placed { role, ..placed }, document)
            },
        );
        for (placed, document) in ranked.chain(others) {
            if self.known.insert(document.clone()) {
                self.placed.push(Placed {
                    document: Some(document),
                    ..placed
                });
            }
        }
    }
}
