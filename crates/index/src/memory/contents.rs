//! The entries, and lists of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use renvoi_document::DocumentId;

use crate::address::Address;
use crate::deadline::Deadline;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::evidence::{Evidence, EvidenceAsked, Postings, Statistics, idf};
use crate::field::{Field, Indexed, Number, scope, state};
use crate::find::{Among, Facet, FacetOf, Find, Found, Group, Hit, Order, Scope};
use crate::rows::{Row, RowPage, Rows};
use crate::snapshot::Page;

/// An entry that is kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) stored: String,
    /// Terms of a field, each with its place.
    terms: HashMap<Field, Vec<(u32, String)>>,
    numbers: HashMap<Number, u64>,
}

impl Kept {
    fn of(entry: Entry) -> Self {
        let mut terms: HashMap<Field, Vec<(u32, String)>> = HashMap::new();
        let mut ends: HashMap<Field, u32> = HashMap::new();
        for (field, text) in entry.fields {
            let all = terms.entry(field).or_default();
            let end = ends.entry(field).or_default();
            if matches!(field.indexed(), Indexed::Value | Indexed::No) {
                all.push((*end, text));
                *end += 1;
                continue;
            }
            for line in text.split('\n') {
                if !line.is_empty() {
                    all.push((*end, line.to_owned()));
                }
                *end += 1;
            }
            // No phrase goes from one text into the next.
            *end += 1;
        }
        Self {
            stored: entry.stored,
            terms,
            numbers: entry.numbers.into_iter().collect(),
        }
    }

    pub(super) fn terms(&self, field: Field) -> &[(u32, String)] {
        self.terms.get(&field).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has(&self, field: Field, value: &str) -> bool {
        self.terms(field).iter().any(|(_, term)| term == value)
    }

    pub(super) fn count(&self, field: Field, word: &str) -> usize {
        let terms = self.terms(field).iter();
        terms.filter(|(_, term)| term == word).count()
    }

    pub(super) fn first(&self, field: Field) -> &str {
        self.terms(field).first().map_or("", |(_, term)| term)
    }

    pub(super) fn number(&self, number: Number) -> u64 {
        self.numbers.get(&number).copied().unwrap_or_default()
    }
}

/// All entries, in the order that they came in.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    entries: Vec<Arc<Kept>>,
    /// What was built at once, and what was written to it since.
    pub(super) generation: u64,
    pub(super) version: u64,
    pub(super) note: String,
    pub(super) resources: Vec<(&'static str, Arc<str>)>,
}

impl Contents {
    /// A new generation beside this one, with the texts that were kept with it.
    pub(super) fn rebuilt(&self) -> Self {
        Self {
            generation: self.generation + 1,
            resources: self.resources.clone(),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, entries: Vec<Entry>) {
        self.entries
            .extend(entries.into_iter().map(|entry| Arc::new(Kept::of(entry))));
    }

    pub(super) fn remove(&mut self, document: &DocumentId) {
        self.entries
            .retain(|entry| !entry.has(Field::Document, document.as_str()));
    }

    pub(super) fn remove_head(&mut self, document: &DocumentId) {
        self.entries
            .retain(|entry| !entry.has(Field::Id, document.as_str()));
    }

    pub(super) fn at(&self, address: Address) -> Option<&Kept> {
        let at = usize::try_from(address.0).ok()?;
        self.entries.get(at).map(|entry| &**entry)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (Address, &Kept)> {
        let entries = self.entries.iter();
        (0..).zip(entries).map(|(at, e)| (Address(at), &**e))
    }

    /// Entries with a value or a word.
    pub(super) fn with<'c>(
        &'c self,
        field: Field,
        value: &'c str,
    ) -> impl Iterator<Item = &'c Kept> {
        self.all()
            .map(|(_, entry)| entry)
            .filter(move |entry| entry.has(field, value))
    }

    pub(super) fn frequency(&self, field: Field, word: &str) -> u64 {
        self.with(field, word).count() as u64
    }

    /// Terms of all entries in a field.
    pub(super) fn length(&self, field: Field) -> u64 {
        let lengths = self.all().map(|(_, entry)| entry.terms(field).len() as u64);
        lengths.sum()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries that are looked at, with their addresses.
    fn among(&self, among: &Among) -> Vec<(Address, &Kept)> {
        if let Some(only) = &among.only {
            let mut only = only.clone();
            only.sort_unstable();
            only.dedup();
            let only = only.into_iter();
            return only.filter_map(|at| Some((at, self.at(at)?))).collect();
        }
        let replaced: HashSet<&str> = self
            .with(Field::State, state::REPLACED)
            .map(|head| head.first(Field::Document))
            .collect();
        let wanted = |entry: &Kept| {
            let is = |value| entry.has(Field::Scope, value);
            let in_scope = match among.scope {
                Scope::Places => is(scope::PLACE),
                Scope::Notes => is(scope::NOTE),
                Scope::Either => is(scope::PLACE) || is(scope::NOTE),
            };
            let left_out = among.newest_only
                && replaced.contains(entry.first(Field::Document))
                && !is(scope::LASTING);
            in_scope && !left_out
        };
        self.all().filter(|(_, entry)| wanted(entry)).collect()
    }

    pub(super) fn find(&self, asked: &Find, deadline: Deadline) -> Result<Found, IndexError> {
        let mut matching: Vec<(Hit, &Kept)> = Vec::new();
        for (address, entry) in self.among(&asked.among) {
            deadline.check()?;
            if let Some(score) = self.score(&asked.query, entry) {
                matching.push((Hit { address, score }, entry));
            }
        }
        match asked.order {
            Order::Score => matching.sort_by(|a, b| b.0.score.total_cmp(&a.0.score)),
            Order::Descending(number) => matching.sort_by_key(|(_, e)| Reverse(e.number(number))),
            Order::Ascending(number) => matching.sort_by_key(|(_, e)| e.number(number)),
        }
        if asked.order != Order::Score {
            for (hit, _) in &mut matching {
                hit.score = 0.0;
            }
        }
        let evidence = asked.evidence.as_ref().map(|evidence| {
            let first = matching.iter().take(evidence.first.min(asked.top));
            self.evidence(
                evidence,
                &first.map(|(_, entry)| *entry).collect::<Vec<_>>(),
            )
        });
        Ok(Found {
            hits: matching.iter().take(asked.top).map(|(h, _)| *h).collect(),
            of_document: if asked.documents == 0 {
                Vec::new()
            } else {
                let first = matching.iter().take(asked.top);
                first
                    .map(|(_, entry)| entry.first(Field::Document).to_owned())
                    .collect()
            },
            documents: grouped(&matching, asked.documents),
            total: if asked.total { matching.len() } else { 0 },
            facets: asked
                .facets
                .iter()
                .map(|facet| counted(facet, &matching))
                .collect(),
            evidence,
        })
    }

    fn evidence(&self, asked: &EvidenceAsked, entries: &[&Kept]) -> Evidence {
        let probes = asked.probes.iter().map(|probe| {
            let mut postings = Postings::default();
            for (rank, entry) in entries.iter().enumerate() {
                let terms = entry.terms(probe.field).iter();
                let places: Vec<u32> = terms
                    .filter(|(_, term)| *term == probe.word)
                    .map(|(place, _)| *place)
                    .collect();
                if !places.is_empty() {
                    let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
                    postings.entries.push((rank, count));
                    if probe.placed {
                        postings.places.extend(places);
                    }
                }
            }
            postings
        });
        let length = |entry: &&Kept, field| {
            let length = entry.terms(field).len();
            u32::try_from(length).unwrap_or(u32::MAX)
        };
        let lengths = asked.lengths.iter();
        let among = Among {
            scope: Scope::Either,
            ..Among::default()
        };
        let records = self.among(&among).len() as u64;
        Evidence {
            entries: entries.len(),
            probes: probes.collect(),
            lengths: lengths
                .map(|field| entries.iter().map(|entry| length(entry, *field)).collect())
                .collect(),
            masses: entries
                .iter()
                .map(|entry| self.mass(asked, entry, records))
                .collect(),
            matches: asked
                .matches
                .iter()
                .map(|query| {
                    let entries = entries.iter();
                    entries
                        .map(|entry| self.score(query, entry).is_some())
                        .collect()
                })
                .collect(),
            statistics: Statistics {
                entries: records,
                probes: asked
                    .probes
                    .iter()
                    .map(|probe| self.frequency(probe.field, &probe.word))
                    .collect(),
                lengths: asked.lengths.iter().map(|f| self.length(*f)).collect(),
            },
        }
    }

    /// What the distinct terms of a field of an entry tell.
    fn mass(&self, asked: &EvidenceAsked, entry: &Kept, records: u64) -> f32 {
        let Some(field) = asked.mass_of else {
            return 0.0;
        };
        let terms: HashSet<&str> = entry
            .terms(field)
            .iter()
            .map(|(_, term)| term.as_str())
            .collect();
        let tell = terms.into_iter().map(|term| {
            let beside = asked
                .mass_beside
                .map_or(0, |beside| self.frequency(beside, term));
            idf(self.frequency(field, term).max(beside), records)
        });
        tell.sum()
    }

    pub(super) fn rows(&self, asked: &Rows, deadline: Deadline) -> Result<RowPage, IndexError> {
        let mut page = RowPage::default();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (address, entry) in self.among(&asked.among) {
            deadline.check()?;
            let is_before = asked.after.is_some_and(|after| address < after);
            if is_before || self.score(&asked.query, entry).is_none() {
                continue;
            }
            if page.rows.len() == asked.limit {
                page.next = Some(address);
                break;
            }
            let document = entry.first(Field::Document);
            let new = u32::try_from(page.documents.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(document).or_insert(new);
            if number == new {
                page.documents.push(document.to_owned());
            }
            let matches = asked.matches.iter().enumerate();
            let matches = matches.filter(|(_, query)| self.score(query, entry).is_some());
            page.rows.push(Row {
                address,
                document: number,
                matches: matches.fold(0, |bits, (at, _)| bits | 1 << at),
            });
            let columns = asked.numbers.iter();
            page.numbers.extend(columns.map(|n| entry.number(*n)));
        }
        Ok(page)
    }

    pub(super) fn documents(&self, after: Option<&DocumentId>, limit: usize) -> Page<String> {
        let heads: BTreeMap<&str, &str> = self
            .with(Field::Scope, scope::HEAD)
            .map(|head| (head.first(Field::Id), head.stored.as_str()))
            .collect();
        let behind = heads
            .iter()
            .filter(|(id, _)| after.is_none_or(|after| **id > after.as_str()));
        Page {
            items: behind
                .take(limit)
                .map(|(_, stored)| (*stored).to_owned())
                .collect(),
            total: heads.len(),
        }
    }
}

/// The first documents, each with its first entry.
fn grouped(matching: &[(Hit, &Kept)], limit: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    if limit == 0 {
        return groups;
    }
    for (hit, entry) in matching {
        let document = entry.first(Field::Document);
        match groups.iter_mut().find(|group| group.document == document) {
            Some(group) => group.entries += 1,
            None => groups.push(Group {
                first: *hit,
                document: document.to_owned(),
                entries: 1,
            }),
        }
    }
    groups.truncate(limit);
    groups
}

fn counted(facet: &Facet, matching: &[(Hit, &Kept)]) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (_, entry) in matching {
        let values: Vec<String> = match facet.of {
            FacetOf::Field(field) => {
                let values: HashSet<&str> = entry
                    .terms(field)
                    .iter()
                    .map(|(_, value)| value.as_str())
                    .collect();
                values.into_iter().map(str::to_owned).collect()
            }
            FacetOf::Number(number) => match entry.number(number) {
                0 => Vec::new(),
                number => vec![number.to_string()],
            },
        };
        for value in values {
            if value.starts_with(&facet.beginning) {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(facet.limit);
    counts
}
