//! What a run settles at its end: which documents are one text in two formats, which is the newest version of an
//! instrument, and which claim one number and are different texts.
//!
//! It is written on the heads of the documents, so that every search, every listing and every look-up agrees. Only the
//! instruments that the run touched are settled anew.

use std::collections::BTreeMap;

use renvoi_document::{Date, DocumentId};
use tantivy::{DocAddress, Searcher};

use crate::error::StoreError;
use crate::records::head_of;
use crate::same_text::Fingerprint;
use crate::schema::Head;
use crate::versions;
use crate::writer::{Prepared, StoreWriter};

/// What the end of a run found out about the documents of one instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// A file holds the same text as a document in a better format.
    Copy {
        /// The document that is searched.
        document: DocumentId,
        /// Id of the other one.
        copy: DocumentId,
        /// Full path of its file.
        origin: String,
    },
    /// Documents with different texts claim one number; all of them are searched.
    Conflict {
        /// Key of the instrument.
        key: String,
        /// The documents, each with the full path of its file.
        documents: Vec<(DocumentId, String)>,
    },
}

/// Formats from the one that is read best: those that mark what each piece of text is, then those that mark paragraphs
/// and notes, then those that have to be guessed.
const FORMATS: [&str; 7] = [
    "formex",
    "eurlex-html",
    "docx",
    "markdown",
    "pasted",
    "word-dump",
    "pdf",
];

fn rank(format: &str) -> usize {
    let known = FORMATS.iter().position(|known| *known == format);
    known.unwrap_or(FORMATS.len())
}

/// A document of the instrument, and what becomes of it.
struct Member {
    head: Head,
    id: DocumentId,
    copy_of: Option<DocumentId>,
    newer_version: Option<DocumentId>,
}

/// Documents can be one text, or versions of one another, only if part and language agree; each series by the days of its
/// versions, of which `None`, the act as adopted, is the oldest.
type Series = BTreeMap<(Option<String>, &'static str), BTreeMap<Option<Date>, Vec<Head>>>;

impl StoreWriter {
    /// Settles the instruments that the run touched and writes what changed; true when anything did.
    pub(crate) fn settle(&self, settled: &mut Vec<Settled>) -> Result<bool, StoreError> {
        let keys = self.touched();
        if keys.is_empty() {
            return Ok(false);
        }
        let searcher = self.before.reader.searcher();
        let unsettled = versions::unsettled(&self.fields, &searcher, &keys)?;
        let mut moves: Vec<(DocumentId, Prepared)> = Vec::new();
        let mut changed = false;
        for (key, addresses) in BTreeMap::from_iter(unsettled) {
            for member in self.instrument(&searcher, &key, &addresses, settled)? {
                changed |= self.apply(member, &mut moves)?;
            }
        }
        // Two documents may change ids: what was there goes before anything comes.
        for (before, _) in &moves {
            self.delete(before);
        }
        for (_, prepared) in moves {
            self.add(prepared)?;
        }
        Ok(changed)
    }

    fn instrument(
        &self,
        searcher: &Searcher,
        key: &str,
        addresses: &[DocAddress],
        settled: &mut Vec<Settled>,
    ) -> Result<Vec<Member>, StoreError> {
        let mut series = Series::new();
        for address in addresses {
            let head: Head = self.before.stored(searcher, *address)?;
            let document = &head.document;
            let same = (document.part.clone(), document.language.as_str());
            let versions = series.entry(same).or_default();
            versions
                .entry(document.consolidated)
                .or_default()
                .push(head);
        }
        let mut members = Vec::new();
        for versions in series.into_values() {
            let mut by_day: Vec<Vec<Member>> = Vec::new();
            for (_, heads) in versions {
                by_day.push(self.one_version(key, heads, settled)?);
            }
            let newest = by_day
                .last()
                .and_then(|newest| newest.iter().find(|member| member.copy_of.is_none()))
                .map(|member| member.id.clone());
            let last = by_day.len().saturating_sub(1);
            for (at, version) in by_day.into_iter().enumerate() {
                members.extend(version.into_iter().map(|mut member| {
                    let replaced = at < last && member.copy_of.is_none();
                    member.newer_version = newest.clone().filter(|_| replaced);
                    member
                }));
            }
        }
        Ok(members)
    }

    /// The documents of one version: those whose text is in a better format already are its copies.
    fn one_version(
        &self,
        key: &str,
        mut heads: Vec<Head>,
        settled: &mut Vec<Settled>,
    ) -> Result<Vec<Member>, StoreError> {
        heads.sort_by(|a, b| {
            let of = |head: &Head| (rank(&head.document.source.format), own_id_first(head));
            of(a)
                .cmp(&of(b))
                .then_with(|| a.document.id.cmp(&b.document.id))
        });
        let mut searched: Vec<(Member, Option<Fingerprint>)> = Vec::new();
        let mut copies: Vec<(Member, usize)> = Vec::new();
        let several = heads.len() > 1;
        for head in heads {
            let print = if several {
                self.before.document(&head.document.id)?
            } else {
                None
            };
            let print = print.as_ref().map(Fingerprint::of);
            let same = searched.iter().position(|(_, other)| {
                let both = print.as_ref().zip(other.as_ref());
                both.is_some_and(|(print, other)| print.is_of_the_text_of(other))
            });
            let id = head.document.id.clone();
            let member = Member {
                head,
                id,
                copy_of: None,
                newer_version: None,
            };
            match same {
                Some(at) => copies.push((member, at)),
                None => searched.push((member, print)),
            }
        }
        let mut members: Vec<Member> = searched.into_iter().map(|(member, _)| member).collect();
        // The better format keeps the id of the instrument.
        for (copy, at) in &mut copies {
            if let Some(document) = members.get_mut(*at)
                && copy.head.document.own_id().as_ref() == Some(&copy.id)
            {
                std::mem::swap(&mut copy.id, &mut document.id);
            }
        }
        for document in &mut members {
            self.give_own_id(document, &copies)?;
        }
        for (mut copy, at) in copies {
            let Some(document) = members.get(at) else {
                continue;
            };
            copy.copy_of = Some(document.id.clone());
            settled.push(Settled::Copy {
                document: document.id.clone(),
                copy: copy.id.clone(),
                origin: copy.head.origin.clone(),
            });
            members.push(copy);
        }
        let searched = members.iter().filter(|member| member.copy_of.is_none());
        let documents: Vec<_> = searched
            .map(|member| (member.id.clone(), member.head.origin.clone()))
            .collect();
        if documents.len() > 1 {
            settled.push(Settled::Conflict {
                key: key.to_owned(),
                documents,
            });
        }
        Ok(members)
    }

    /// A copy whose document is gone takes its place, and the id of the instrument where nobody has it.
    fn give_own_id(
        &self,
        document: &mut Member,
        copies: &[(Member, usize)],
    ) -> Result<(), StoreError> {
        if document.head.document.copy_of.is_none() {
            return Ok(());
        }
        if let Some(own) = document.head.document.own_id()
            && copies.iter().all(|(copy, _)| copy.id != own)
            && self.before.head(&own)?.is_none()
        {
            document.id = own;
        }
        Ok(())
    }

    /// Writes what was settled of a document, or adds it to what moves; true when it changed.
    fn apply(
        &self,
        member: Member,
        moves: &mut Vec<(DocumentId, Prepared)>,
    ) -> Result<bool, StoreError> {
        let Member {
            mut head,
            id,
            copy_of,
            newer_version,
        } = member;
        let before = head.document.id.clone();
        let is_other = before != id || head.document.copy_of != copy_of;
        if !is_other && head.document.newer_version == newer_version {
            return Ok(false);
        }
        if !is_other {
            head.document.newer_version = newer_version;
            self.replace_head(&before, head_of(&self.fields, &head)?)?;
            return Ok(true);
        }
        let Some(mut document) = self.before.document(&before)? else {
            return Ok(false);
        };
        document.copy_of = copy_of;
        document.newer_version = newer_version;
        document.rename(id);
        moves.push((before, self.prepare(document, &head.digest, &head.origin)?));
        Ok(true)
    }
}

/// The document that has the id of the instrument comes before another in the same format.
fn own_id_first(head: &Head) -> bool {
    head.document.own_id().as_ref() != Some(&head.document.id)
}
