//! What Renvoi knows over one state of an index: the side of the contract that knows French.
//!
//! An [`Engine`] is an index with what is found out of it once (its thesaurus, its titles, how words are written). A
//! [`View`] is one state of it, from which one request is answered. Requests are turned into what a back end is asked
//! ([`lower`]), its answers are ranked, folded and counted.

mod citing;
mod evidence;
mod facets;
mod known;
pub(crate) mod lower;
mod ordered;
mod rows;
mod search;
mod tiers;

use std::sync::Arc;

use renvoi_document::{Document, DocumentId, RecordId, Summary};
use renvoi_index::{
    Among, Deadline, Field, Find, Index, IndexError, LookUps, Page, Query, Scope, Snapshot, State,
    Terms, Which, resource,
};
use renvoi_reference::Key;
use serde::de::DeserializeOwned;

use crate::acronyms;
use crate::request::Vocabulary;
use crate::stored::{About, Content, Head, Holding, LastRun, Listed, Record};
use crate::thesaurus::Thesaurus;
use known::Known;

/// An index, and what is known of its newest state.
pub struct Engine {
    index: Box<dyn Index>,
    known: known::Newest,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine over an index.
    pub fn new(index: Box<dyn Index>) -> Self {
        Self {
            index,
            known: known::Newest::default(),
        }
    }

    /// The state that the index has now, for one request.
    ///
    /// # Errors
    /// The index cannot be read, or its thesaurus is damaged.
    pub fn view(&self, deadline: Deadline) -> Result<View, IndexError> {
        let snapshot = self.index.snapshot(deadline)?;
        Ok(View {
            known: self.known.of(&*snapshot)?,
            snapshot,
        })
    }

    /// Names what the index was built as: a rebuild makes another.
    ///
    /// # Errors
    /// The back end cannot be reached or read.
    pub fn generation(&self) -> Result<String, IndexError> {
        Ok(self.index.snapshot(Deadline::NONE)?.state().generation)
    }

    /// Takes up what others wrote since.
    ///
    /// # Errors
    /// The new state cannot be read; the old one goes on answering.
    pub fn refresh(&self) -> Result<(), IndexError> {
        self.index.refresh()
    }
}

/// How much an index holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Size {
    /// Documents, copies and replaced versions included.
    pub documents: usize,
    /// Places: passages, each with the notes that it calls.
    pub places: usize,
    /// Notes.
    pub footnotes: usize,
}

/// One state of an index.
pub struct View {
    snapshot: Arc<dyn Snapshot>,
    known: Arc<Known>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").finish_non_exhaustive()
    }
}

/// What was stored under an id, read.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, IndexError> {
    Ok(serde_json::from_str(text)?)
}

impl View {
    /// A view of a snapshot for which nothing is known yet: that of a writer.
    ///
    /// # Errors
    /// Its thesaurus is damaged.
    pub fn of(snapshot: Arc<dyn Snapshot>) -> Result<Self, IndexError> {
        Ok(Self {
            known: known::Newest::default().of(&*snapshot)?,
            snapshot,
        })
    }

    /// Names the state: the same for two views of one.
    pub fn state(&self) -> State {
        self.snapshot.state()
    }

    /// The thesaurus that the records were tagged with: a query must be read with
    /// the same one.
    pub fn thesaurus(&self) -> Arc<Thesaurus> {
        Arc::clone(&self.known.thesaurus)
    }

    /// For each question the words of the texts, folded, each with the number of records that it stands in; the most
    /// frequent first.
    pub(crate) fn words(
        &self,
        asked: &[(Vocabulary<'_>, usize)],
    ) -> Result<Vec<Vec<(String, u64)>>, IndexError> {
        let terms = asked.iter().map(|(which, limit)| Terms {
            field: Field::Exact,
            which: match which {
                Vocabulary::Pattern(pattern) if !pattern.contains(['*', '?']) => {
                    Which::Is((*pattern).to_owned())
                }
                Vocabulary::Pattern(pattern) => Which::Pattern((*pattern).to_owned()),
                Vocabulary::Near(word, edits) => Which::Near((*word).to_owned(), *edits),
            },
            limit: *limit,
        });
        self.terms(terms.collect())
    }

    /// The words that one question is about.
    pub(crate) fn vocabulary(
        &self,
        which: Vocabulary<'_>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError> {
        Ok(self.words(&[(which, limit)])?.pop().unwrap_or_default())
    }

    fn terms(&self, terms: Vec<Terms>) -> Result<Vec<Vec<(String, u64)>>, IndexError> {
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let asked = LookUps {
            terms,
            ..LookUps::default()
        };
        Ok(self.snapshot.look_up(&asked)?.terms)
    }

    /// Folded words that begin so and that a document which is there has: those first that stand most often with the word
    /// `beside`, then the most frequent.
    pub(crate) fn begun(
        &self,
        beginning: &str,
        beside: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError> {
        let which = Which::Begun(beginning.to_owned(), beside.map(str::to_owned));
        let asked = Terms {
            field: Field::Exact,
            which,
            limit,
        };
        Ok(self.terms(vec![asked])?.pop().unwrap_or_default())
    }

    /// Folded words as the texts most often write them, with their accents, in the order asked.
    pub(crate) fn written(&self, words: &[&str]) -> Result<Vec<String>, IndexError> {
        self.known.written(&*self.snapshot, words)
    }

    /// What the texts say that folded acronyms stand for, each with the number of records that explain it so; the most
    /// frequent first.
    pub(crate) fn long_forms(
        &self,
        acronyms: &[&str],
    ) -> Result<Vec<Vec<(String, u64)>>, IndexError> {
        let heads: Vec<String> = acronyms
            .iter()
            .map(|acronym| format!("{acronym}{}", acronyms::SEPARATOR))
            .collect();
        let asked = heads.iter().map(|head| Terms {
            field: Field::Acronym,
            which: Which::Beginning(head.clone()),
            limit: usize::MAX,
        });
        let found = self.terms(asked.collect())?;
        let forms = found.into_iter().zip(&heads).map(|(entries, head)| {
            let entries = entries.into_iter();
            entries
                .filter_map(|(entry, count)| Some((entry.strip_prefix(head)?.to_owned(), count)))
                .collect()
        });
        Ok(forms.collect())
    }

    /// Documents whose reference or title has a word that begins with a folded
    /// text, in the order of their ids.
    pub(crate) fn documents_titled(
        &self,
        beginning: &str,
        limit: usize,
    ) -> Result<Vec<Summary>, IndexError> {
        self.known.titled(&*self.snapshot, beginning, limit)
    }

    /// The instruments cited or held whose keys begin with one of some texts, in the order of their keys.
    pub(crate) fn cited(&self, beginnings: &[&str]) -> Result<Vec<Key>, IndexError> {
        let asked = beginnings.iter().flat_map(|beginning| {
            [Field::Cites, Field::Key].map(|field| Terms {
                field,
                which: Which::Beginning((*beginning).to_owned()),
                limit: usize::MAX,
            })
        });
        let found = self.terms(asked.collect())?.into_iter().flatten();
        let mut keys: Vec<Key> = found.filter_map(|(key, _)| key.parse().ok()).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// The records with these ids, in the order asked; those not found are left out.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn records(&self, ids: &[RecordId]) -> Result<Vec<Record>, IndexError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let asked = LookUps {
            records: ids.to_vec(),
            ..LookUps::default()
        };
        let found = self.snapshot.look_up(&asked)?.records;
        found.iter().map(|text| read(text)).collect()
    }

    /// A whole document.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, IndexError> {
        let asked = LookUps {
            documents: vec![id.clone()],
            ..LookUps::default()
        };
        let found = self.snapshot.look_up(&asked)?.documents.pop().flatten();
        let Some((head, records)) = found else {
            return Ok(None);
        };
        let mut document = read::<Head>(&head)?.document;
        for record in &records {
            match read::<Record>(record)?.content {
                Content::Passage(passage) => document.passages.push(passage),
                Content::Footnote(note) => document.footnotes.push(note),
            }
        }
        Ok(Some(document))
    }

    /// What the columns say of the documents that have values, for each.
    fn about(&self, of: Vec<(Field, String)>) -> Result<Vec<Vec<About>>, IndexError> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let asked = LookUps {
            about: of,
            ..LookUps::default()
        };
        let found = self.snapshot.look_up(&asked)?.about.into_iter();
        found
            .map(|about| about.iter().map(|text| read(text)).collect())
            .collect()
    }

    /// What the columns say of documents by their ids; none of one that is not there.
    pub(crate) fn holdings_by_id(
        &self,
        ids: &[DocumentId],
    ) -> Result<Vec<Option<Holding>>, IndexError> {
        let ids = ids.iter().map(|id| (Field::Id, id.to_string()));
        let found = self.about(ids.collect())?.into_iter();
        Ok(found
            .map(|about| about.into_iter().next().map(Holding::from))
            .collect())
    }

    /// Whether there is a document with this id.
    pub(crate) fn has_document(&self, id: &DocumentId) -> Result<bool, IndexError> {
        let present = vec![(Field::Id, id.to_string())];
        Ok(self.present(present)?.contains(&true))
    }

    /// All documents of an instrument, in no order: versions, parts, copies.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn holdings(&self, key: &Key) -> Result<Vec<Holding>, IndexError> {
        self.holdings_of(std::slice::from_ref(key))
    }

    /// All documents of instruments, one instrument after the other.
    pub(crate) fn holdings_of(&self, keys: &[Key]) -> Result<Vec<Holding>, IndexError> {
        Ok(self.holdings_each(keys)?.into_iter().flatten().collect())
    }

    /// The documents of each of several instruments.
    pub(crate) fn holdings_each(&self, keys: &[Key]) -> Result<Vec<Vec<Holding>>, IndexError> {
        let keys = keys.iter().map(|key| (Field::Key, key.to_string()));
        let found = self.about(keys.collect())?.into_iter();
        Ok(found
            .map(|about| about.into_iter().map(Holding::from).collect())
            .collect())
    }

    /// The document that is searched in place of a copy; `None` when the id is that of no copy.
    pub(crate) fn copy_of(&self, id: &DocumentId) -> Result<Option<DocumentId>, IndexError> {
        let found = self.holdings_by_id(std::slice::from_ref(id))?;
        Ok(found.into_iter().flatten().find_map(|h| h.copy_of))
    }

    /// For each instrument whether a passage cites it, or a document is it.
    pub(crate) fn know(&self, keys: &[&Key]) -> Result<Vec<bool>, IndexError> {
        let fields = [Field::Cites, Field::Key];
        let present = keys
            .iter()
            .flat_map(|key| fields.map(|field| (field, key.to_string())));
        let found = self.present(present.collect())?;
        Ok(found
            .chunks(fields.len())
            .map(|found| found.contains(&true))
            .collect())
    }

    /// Whether any entry has a value, for each.
    fn present(&self, present: Vec<(Field, String)>) -> Result<Vec<bool>, IndexError> {
        if present.is_empty() {
            return Ok(Vec::new());
        }
        let asked = LookUps {
            present,
            ..LookUps::default()
        };
        Ok(self.snapshot.look_up(&asked)?.present)
    }

    /// The corrigenda of instruments, in no order.
    pub(crate) fn corrigenda(&self, keys: &[Key]) -> Result<Vec<Summary>, IndexError> {
        let keys = keys.iter().map(|key| (Field::Corrects, key.to_string()));
        let found = self.about(keys.collect())?.into_iter().flatten();
        Ok(found.map(|about| about.summary).collect())
    }

    /// How much the index holds.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn size(&self) -> Result<Size, IndexError> {
        let of = |scope| Find {
            among: Among {
                scope,
                ..Among::default()
            },
            ..Find::of(Query::All)
        };
        let asked = [of(Scope::Places), of(Scope::Notes)];
        let found = self.snapshot.find(&asked)?;
        let mut totals = found.into_iter().map(|found| found.total);
        Ok(Size {
            documents: self.snapshot.documents(None, 0)?.total,
            places: totals.next().unwrap_or_default(),
            footnotes: totals.next().unwrap_or_default(),
        })
    }

    /// The last run that changed the index; `None` before the end of the first one.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn last_run(&self) -> Result<Option<LastRun>, IndexError> {
        let text = self.snapshot.resource(resource::RUN)?;
        text.map(|text| read(&text)).transpose()
    }

    /// Documents by their dates, the latest first; copies and replaced versions are left out.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn latest(&self, offset: usize, limit: usize) -> Result<Page<Listed>, IndexError> {
        self.known.latest(&*self.snapshot, offset, limit)
    }

    /// All documents, in the order of their ids.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn all_documents(&self) -> Result<Vec<Listed>, IndexError> {
        const PAGE: usize = 1_000;
        let mut all: Vec<Listed> = Vec::new();
        loop {
            let after = all.last().map(|listed| listed.summary.id.clone());
            let page = self.documents(after.as_ref(), PAGE)?;
            let last = page.items.len() < PAGE;
            all.extend(page.items);
            if last {
                return Ok(all);
            }
        }
    }

    /// Documents in the order of their ids: those behind one, at most so many.
    ///
    /// # Errors
    /// The index could not answer.
    pub fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<Listed>, IndexError> {
        let page = self.snapshot.documents(after, limit)?;
        let heads = page.items.iter().map(|text| read::<Head>(text));
        let items = heads.map(|head| Ok(Listed::from(head?)));
        Ok(Page {
            items: items.collect::<Result<_, IndexError>>()?,
            total: page.total,
        })
    }
}
