//! What a run settles at its end: which documents are one text in two formats, which is the newest version of an
//! instrument, and which claim one number and are different texts.
//!
//! It is written on the heads of the documents, so that every search, every listing and every look-up agrees. Only the
//! instruments that the run touched are settled anew.

use std::collections::{BTreeMap, BTreeSet};

use renvoi_document::{Date, Document, DocumentId};
use renvoi_query::Head;

use crate::error::RunError;
use crate::records::head_of;
use crate::run::{Prepared, Run};
use crate::same_text::Fingerprint;
use crate::settled::Settled;

/// Formats from the one that is read best: those that mark what each piece of text is, then those that mark paragraphs
/// and notes, then those that have to be guessed.
const FORMATS: [&str; 8] = [
    "formex",
    "eurlex-html",
    "docx",
    "markdown",
    "pasted",
    "word-dump",
    "pdf",
    "pdf-dump",
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

impl Run {
    /// Settles the instruments with these keys and writes what changed; true when anything did. What was found out about
    /// an instrument takes the place of what was found out before.
    pub(crate) fn settle(
        &self,
        keys: &BTreeSet<String>,
        settled: &mut BTreeMap<String, Vec<Settled>>,
    ) -> Result<bool, RunError> {
        if keys.is_empty() {
            return Ok(false);
        }
        let unsettled = self.before.unsettled(keys)?;
        settled.retain(|key, _| !keys.contains(key));
        let mut changed = false;
        for (key, heads) in unsettled {
            let mut found = Vec::new();
            // Documents of one instrument may change ids among themselves: what was there goes before anything comes.
            let mut moves: Vec<(DocumentId, Prepared)> = Vec::new();
            for member in self.instrument(&key, heads, &mut found)? {
                changed |= self.apply(member, &mut moves)?;
            }
            for (before, _) in &moves {
                self.writer.remove(before)?;
            }
            for (_, prepared) in moves {
                self.writer.put(&prepared.id, prepared.entries)?;
            }
            if !found.is_empty() {
                settled.insert(key, found);
            }
        }
        Ok(changed)
    }

    fn instrument(
        &self,
        key: &str,
        heads: Vec<Head>,
        settled: &mut Vec<Settled>,
    ) -> Result<Vec<Member>, RunError> {
        let mut series = Series::new();
        for head in heads {
            let document = &head.document;
            // The first part of several is the text itself.
            let part = document.part.clone().filter(|part| part != "1");
            let same = (part, head.spoken.as_str());
            let versions = series.entry(same).or_default();
            versions
                .entry(document.consolidated)
                .or_default()
                .push(head);
        }
        let heads = series.values().flat_map(BTreeMap::values).flatten();
        let mut ids: BTreeSet<DocumentId> = heads.map(|head| head.document.id.clone()).collect();
        let mut members = Vec::new();
        for versions in series.into_values() {
            let mut by_day: Vec<Vec<Member>> = Vec::new();
            for (_, heads) in versions {
                by_day.push(self.one_version(key, heads, &mut ids, settled)?);
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
        ids: &mut BTreeSet<DocumentId>,
        settled: &mut Vec<Settled>,
    ) -> Result<Vec<Member>, RunError> {
        heads.sort_by(|a, b| {
            let of = |head: &Head| (rank(&head.document.source.format), has_other_id(head));
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
        // The better format keeps the id of the instrument; the copy is called as its file.
        for (copy, at) in &mut copies {
            if let Some(document) = members.get_mut(*at)
                && copy.head.document.own_id().as_ref() == Some(&copy.id)
                && !has_given_id(&document.head.document)
            {
                std::mem::swap(&mut copy.id, &mut document.id);
                let named = id_of_file(&copy.head.document);
                if !ids.contains(&named) && self.before.head(&named)?.is_none() {
                    ids.insert(named.clone());
                    copy.id = named;
                }
            }
        }
        // So it does beside another text that claims its number: a note on an act that is named as the act is.
        if let Some((best, others)) = members.split_first_mut()
            && !has_given_id(&best.head.document)
            && let Some(other) = others
                .iter_mut()
                .find(|other| other.head.document.own_id().as_ref() == Some(&other.id))
            && format_rank(other) > format_rank(best)
            && !has_given_id(&other.head.document)
        {
            std::mem::swap(&mut best.id, &mut other.id);
        }
        for document in &mut members {
            self.give_own_id(document, ids)?;
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
        ids: &mut BTreeSet<DocumentId>,
    ) -> Result<(), RunError> {
        if document.head.document.copy_of.is_none() || has_given_id(&document.head.document) {
            return Ok(());
        }
        if let Some(own) = document.head.document.own_id()
            && !ids.contains(&own)
            && self.before.head(&own)?.is_none()
        {
            ids.insert(own.clone());
            document.id = own;
        }
        Ok(())
    }

    /// Writes what was settled of a document, or adds it to what moves; true when it changed.
    fn apply(
        &self,
        member: Member,
        moves: &mut Vec<(DocumentId, Prepared)>,
    ) -> Result<bool, RunError> {
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
            self.writer.put_head(&before, head_of(&head)?)?;
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

fn format_rank(member: &Member) -> usize {
    rank(&member.head.document.source.format)
}

/// The id that the name of its file gives a document.
fn id_of_file(document: &Document) -> DocumentId {
    let file = document.source.file.as_str();
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    DocumentId::from_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// Whether a document has another id than that of its instrument: of two files in one format the one that has it comes
/// first.
fn has_other_id(head: &Head) -> bool {
    head.document.own_id().as_ref() != Some(&head.document.id)
}

/// Whether `sources.toml` gave the document its id: it is neither that of its instrument nor made of its file's name. Such
/// an id stays where it is.
fn has_given_id(document: &Document) -> bool {
    let id = document.id.as_str();
    let file = document.source.file.as_str();
    let path = file.rsplit_once('.').map_or(file, |(path, _)| path);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let own = document.own_id();
    let of_file = [path, name]
        .map(DocumentId::from_name)
        .contains(&document.id)
        || name.split('.').next().map(DocumentId::from_name).as_ref() == Some(&document.id);
    // The last resort is a hash before the id of the instrument.
    let hashed = own.as_ref().is_some_and(|own| id.ends_with(own.as_str()));
    !(of_file || hashed)
}
