//! Clauses put into groups so that a group has one form for one meaning:
//! groups without need are dissolved, so whoever plans a query meets few shapes
//! and a query printed reads back as it was.

use super::DEEPEST;
use super::ast::{Clause, Group};

impl Group {
    /// A group of clauses that must all hold.
    pub(super) fn of_all(must: Vec<Clause>) -> Self {
        Self {
            must,
            ..Self::default()
        }
    }

    /// Puts a group where it stands beside other things without an operator:
    /// as its members would stand there without brackets, where that means the
    /// same.
    pub(super) fn juxtapose(&mut self, group: Self) {
        if !group.must.is_empty() {
            self.require(Clause::Group(group));
        } else if group.should.is_empty() {
            merge(&mut self.must_not, group.must_not);
        } else if group.must_not.is_empty() {
            self.should.extend(group.should);
        } else {
            self.should.push(Clause::Group(group));
        }
    }

    /// Adds what must hold.
    pub(super) fn require(&mut self, clause: Clause) {
        let Clause::Group(mut group) = clause else {
            return merge(&mut self.must, vec![clause]);
        };
        merge(&mut self.must_not, std::mem::take(&mut group.must_not));
        if !group.must.is_empty() {
            merge(&mut self.must, group.must);
            self.should.extend(group.should);
        } else if group.should.len() == 1 {
            group.should.into_iter().for_each(|only| self.require(only));
        } else if !group.should.is_empty() {
            merge(&mut self.must, vec![Clause::Group(group)]);
        }
    }

    /// Adds what must not hold.
    pub(super) fn exclude(&mut self, clause: Clause) {
        let Clause::Group(mut group) = clause else {
            return merge(&mut self.must_not, vec![clause]);
        };
        if group.is_choice() {
            // None of several is each of them not.
            group.should.into_iter().for_each(|one| self.exclude(one));
        } else if group.must.is_empty() && group.should.is_empty() {
            // Not without any of them is with one of them.
            self.require(Clause::Group(Self {
                should: group.must_not,
                ..Self::default()
            }));
        } else {
            if !group.must.is_empty() {
                group.should.clear();
            }
            if group.must.len() == 1 && group.must_not.is_empty() {
                group.must.into_iter().for_each(|only| self.exclude(only));
            } else {
                merge(&mut self.must_not, vec![Clause::Group(group)]);
            }
        }
    }

    /// Adds an alternative.
    pub(super) fn offer(&mut self, clause: Clause) {
        let Clause::Group(group) = clause else {
            return self.should.push(clause);
        };
        if group.is_choice() {
            group.should.into_iter().for_each(|one| self.offer(one));
        } else if group.must.len() == 1 && group.should.is_empty() && group.must_not.is_empty() {
            group.must.into_iter().for_each(|only| self.offer(only));
        } else {
            self.should.push(Clause::Group(group));
        }
    }

    /// Dissolves the groups below the deepest level; true when there were any.
    pub(super) fn flatten(&mut self, level: usize) -> bool {
        let mut flattened = false;
        for list in [&mut self.should, &mut self.must, &mut self.must_not] {
            let mut kept = Vec::with_capacity(list.len());
            for clause in list.drain(..) {
                match clause {
                    Clause::Group(group) if level >= DEEPEST => {
                        group.leaves(&mut kept);
                        flattened = true;
                    }
                    Clause::Group(mut group) => {
                        flattened |= group.flatten(level + 1);
                        kept.push(Clause::Group(group));
                    }
                    other => kept.push(other),
                }
            }
            *list = kept;
        }
        flattened
    }

    fn leaves(self, leaves: &mut Vec<Clause>) {
        for clause in self.should.into_iter().chain(self.must) {
            match clause {
                Clause::Group(group) => group.leaves(leaves),
                other => leaves.push(other),
            }
        }
    }
}

/// Adds what is not there yet.
fn merge(list: &mut Vec<Clause>, more: Vec<Clause>) {
    for clause in more {
        if !list.contains(&clause) {
            list.push(clause);
        }
    }
}
