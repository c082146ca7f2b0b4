//! Whether what an index holds fits together: documents are whole, and what points somewhere finds something.

use std::collections::{BTreeSet, HashSet};

use renvoi_document::{DocumentId, RecordId};
use renvoi_index::{Field, Finding, IndexError, LookUps, Snapshot};
use renvoi_query::{About, Content, Head, Record};
use serde::Serialize;

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Documents, all versions and copies.
    pub documents: usize,
    /// Of these, versions that a newer one took the place of.
    pub replaced: usize,
    /// Of these, copies in other formats.
    pub copies: usize,
    /// Passages.
    pub passages: usize,
    /// Notes, those without a text included.
    pub footnotes: usize,
}

/// Documents that are read at once.
const PAGE: usize = 100;

/// The most findings of one kind: an index that is damaged through and through needs no list.
const MOST: usize = 50;

/// Reads every document of an index.
///
/// # Errors
/// The index cannot be read.
pub fn examine(snapshot: &dyn Snapshot) -> Result<(Counts, Vec<Finding>), IndexError> {
    let mut examined = Examined::default();
    let mut after: Option<DocumentId> = None;
    loop {
        let page = snapshot.documents(after.as_ref(), PAGE)?;
        let mut heads = Vec::with_capacity(page.items.len());
        for text in &page.items {
            heads.push(serde_json::from_str::<Head>(text)?);
        }
        let Some(last) = heads.last() else { break };
        after = Some(last.document.id.clone());
        let ids = heads.iter().map(|head| head.document.id.clone());
        let asked = LookUps {
            documents: ids.clone().collect(),
            about: ids.map(|id| (Field::Id, id.to_string())).collect(),
            ..LookUps::default()
        };
        let found = snapshot.look_up(&asked)?;
        for ((head, records), about) in heads.iter().zip(&found.documents).zip(&found.about) {
            let records = records.as_ref().map(|(_, records)| records.as_slice());
            examined.document(head, records.unwrap_or_default(), about);
        }
    }
    examined.pointers();
    Ok((examined.counts, examined.findings))
}

#[derive(Default)]
struct Examined {
    counts: Counts,
    findings: Vec<Finding>,
    ids: HashSet<DocumentId>,
    /// What documents say of others: which one, what, and the other.
    pointers: BTreeSet<(DocumentId, &'static str, DocumentId)>,
}

impl Examined {
    fn damage(&mut self, what: impl ToString, problem: impl Into<String>) {
        if self.findings.len() < MOST {
            self.findings
                .push(Finding::damage(what.to_string(), problem));
        }
    }

    fn document(&mut self, head: &Head, records: &[String], about: &[String]) {
        let document = &head.document;
        self.counts.documents += 1;
        self.counts.copies += usize::from(document.copy_of.is_some());
        self.counts.replaced += usize::from(document.newer_version.is_some());
        if !self.ids.insert(document.id.clone()) {
            self.damage(&document.id, "it is there twice");
        }
        let pointers = [
            ("the text that is searched for it", &document.copy_of),
            ("its newest version", &document.newer_version),
        ];
        for (what, other) in pointers {
            if let Some(other) = other {
                self.pointers
                    .insert((document.id.clone(), what, other.clone()));
            }
        }
        let told = serde_json::to_string(&About::of(document)).unwrap_or_default();
        if about != [told] {
            self.damage(
                &document.id,
                "what lists say of it is not what it says itself",
            );
        }
        self.records(head, records);
    }

    fn records(&mut self, head: &Head, records: &[String]) {
        let id = &head.document.id;
        let mut known: HashSet<RecordId> = HashSet::new();
        let mut wanted: Vec<(RecordId, RecordId)> = Vec::new();
        let (mut passages, mut footnotes) = (0, 0);
        for text in records {
            let Ok(record) = serde_json::from_str::<Record>(text) else {
                self.damage(id, "a passage or note of it cannot be read");
                continue;
            };
            let own = record.id().clone();
            if own.document() != *id || !known.insert(own.clone()) {
                self.damage(
                    &own,
                    format!("it is no passage or note of {id}, or is there twice"),
                );
            }
            match record.content {
                Content::Passage(passage) => {
                    passages += 1;
                    wanted.extend(passage.calls.into_iter().map(|call| (own.clone(), call.id)));
                }
                Content::Footnote(note) => {
                    footnotes += 1;
                    wanted.extend(note.called_from.map(|from| (own.clone(), from)));
                }
            }
        }
        self.counts.passages += passages;
        self.counts.footnotes += footnotes;
        if (passages, footnotes) != (head.passages, head.footnotes) {
            self.damage(
                id,
                format!(
                    "it has {passages} passages and {footnotes} notes of {} and {}",
                    head.passages, head.footnotes
                ),
            );
        }
        for (from, to) in wanted {
            if !known.contains(&to) {
                self.damage(from, format!("it points to {to}, which is not there"));
            }
        }
    }

    /// What points to documents that are not there.
    fn pointers(&mut self) {
        for (from, what, to) in std::mem::take(&mut self.pointers) {
            if !self.ids.contains(&to) {
                self.damage(from, format!("{what}, {to}, is not there"));
            }
        }
    }
}
