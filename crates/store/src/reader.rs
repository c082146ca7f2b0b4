//! Reading: one generation, and the index that follows the live one.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use renvoi_analysis::{dictionary, fold};
use renvoi_document::{Document, DocumentId, RecordId, Summary, origin};
use renvoi_query::{
    Answer, Beginnings, CitingAnswer, CitingRequest, Content, Holding, IndexError, Listed,
    PassageIndex, Ranker, Record, Request, Thesaurus, Vocabulary,
};
use renvoi_reference::Key;
use serde::de::DeserializeOwned;
use tantivy::index::SegmentId;
use tantivy::schema::Value;
use tantivy::{
    DocAddress, Index, IndexReader, Opstamp, ReloadPolicy, Searcher, TantivyDocument, Term,
};

use crate::completion;
use crate::error::StoreError;
use crate::generation::{self, Current};
use crate::lookup::{about, addresses, has, ordinal};
use crate::schema::{Fields, Head, scope, tokenizers};
use crate::search::Known;
use crate::vocabulary;
use crate::writer::Stored;

/// The segments of an index and their deletions: its state.
type Segments = BTreeMap<SegmentId, Option<Opstamp>>;

/// An open generation.
pub(crate) struct Generation {
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    thesaurus: Arc<Thesaurus>,
    pub(crate) known: Mutex<Option<(Segments, Arc<Known>)>>,
}

/// An index open for reading. It follows the writer when [`Store::refresh`] is
/// called; searches under way keep what they began with.
pub struct Store {
    root: PathBuf,
    live: RwLock<(Current, Arc<Generation>)>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("root", &self.root)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the index of a folder.
    ///
    /// # Errors
    /// There is none, it is of another version, or it cannot be read.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let current = Current::read(root)?.ok_or_else(|| StoreError::Absent {
            path: root.to_owned(),
        })?;
        let generation = Generation::open(root, &current)?;
        Ok(Self {
            root: root.to_owned(),
            live: RwLock::new((current, Arc::new(generation))),
        })
    }

    /// Takes up what was committed since, and the generation that is live now.
    ///
    /// # Errors
    /// The new state cannot be read; the old one goes on answering.
    pub fn refresh(&self) -> Result<(), StoreError> {
        let Some(current) = Current::read(&self.root)? else {
            return Err(StoreError::Absent {
                path: self.root.clone(),
            });
        };
        let (known, generation) = {
            let live = self.live.read().unwrap_or_else(PoisonError::into_inner);
            (live.0.clone(), Arc::clone(&live.1))
        };
        if known == current {
            return Ok(generation.reader.reload()?);
        }
        let fresh = Arc::new(Generation::open(&self.root, &current)?);
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = (current, fresh);
        Ok(())
    }

    /// What is stored under an id.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored(&self, id: &DocumentId) -> Result<Option<Stored>, StoreError> {
        Ok(self.generation().head(id)?.map(Stored::of))
    }

    /// What is stored that came from a file, by its full path.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn stored_from(&self, origin: &str) -> Result<Option<Stored>, StoreError> {
        let heads = self.generation().with_origin(origin)?;
        Ok(heads.into_iter().next().map(Stored::of))
    }

    /// The documents whose files are gone, of those that stood below one of the
    /// folders or were one of the files named.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, StoreError> {
        self.generation().gone(below)
    }

    fn generation(&self) -> Arc<Generation> {
        let live = self.live.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&live.1)
    }
}

impl Generation {
    fn open(root: &Path, current: &Current) -> Result<Self, StoreError> {
        current.check(root)?;
        let folder = root.join(&current.generation);
        let mut index = Index::open_in_dir(&folder)?;
        index.set_fast_field_tokenizers(tokenizers());
        let opened = Self::new(&index, Fields::new(), generation::thesaurus(&folder)?)?;
        // Last: until this one is there the one before goes on with its own.
        dictionary::choose(current.dictionary.clone());
        Ok(opened)
    }

    pub(crate) fn new(
        index: &Index,
        fields: Fields,
        thesaurus: Arc<Thesaurus>,
    ) -> Result<Self, StoreError> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            fields,
            reader,
            thesaurus,
            known: Mutex::default(),
        })
    }

    /// Takes up what was committed since.
    pub(crate) fn reload(&self) -> Result<(), StoreError> {
        Ok(self.reader.reload()?)
    }

    /// The head of a document.
    pub(crate) fn head(&self, id: &DocumentId) -> Result<Option<Head>, StoreError> {
        let searcher = self.reader.searcher();
        let term = Term::from_field_text(self.fields.id, id.as_str());
        match addresses(&searcher, &term)?.first() {
            Some(address) => Ok(Some(self.stored(&searcher, *address)?)),
            None => Ok(None),
        }
    }

    /// The documents that came from a file.
    pub(crate) fn with_origin(&self, origin: &str) -> Result<Vec<Head>, StoreError> {
        let searcher = self.reader.searcher();
        let term = Term::from_field_text(self.fields.origin, origin);
        addresses(&searcher, &term)?
            .into_iter()
            .map(|address| self.stored(&searcher, address))
            .collect()
    }

    pub(crate) fn gone(&self, below: &[PathBuf]) -> Result<Vec<Stored>, StoreError> {
        let searcher = self.reader.searcher();
        let term = Term::from_field_text(self.fields.scope, scope::HEAD);
        let mut gone = Vec::new();
        for address in addresses(&searcher, &term)? {
            let stored = Stored::of(self.stored(&searcher, address)?);
            let path = origin::to_path(&stored.origin);
            let inside = below.iter().any(|below| path.starts_with(below));
            // A file that cannot be looked at is not gone: its folder may be closed, or its disk not there today.
            let found = std::fs::metadata(&path);
            let absent = found.is_err_and(|error| {
                matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
            });
            if inside && absent {
                gone.push(stored);
            }
        }
        Ok(gone)
    }

    pub(crate) fn stored<T: DeserializeOwned>(
        &self,
        searcher: &Searcher,
        address: DocAddress,
    ) -> Result<T, StoreError> {
        let doc: TantivyDocument = searcher.doc(address)?;
        let json = doc
            .get_first(self.fields.json)
            .and_then(|value| value.as_str())
            .unwrap_or_default();
        Ok(serde_json::from_str(json)?)
    }

    /// The records with a term, each with its place in its document.
    fn records_with(&self, term: &Term) -> Result<Vec<(u64, Record)>, StoreError> {
        let searcher = self.reader.searcher();
        addresses(&searcher, term)?
            .into_iter()
            .map(|address| {
                let ordinal = ordinal(&searcher, address)?;
                Ok((ordinal, self.stored(&searcher, address)?))
            })
            .collect()
    }

    /// The documents whose heads have a term.
    fn summaries(&self, term: &Term) -> Result<Vec<Summary>, StoreError> {
        let searcher = self.reader.searcher();
        addresses(&searcher, term)?
            .into_iter()
            .map(|address| Ok(about(&searcher, address)?.summary))
            .collect()
    }

    fn titles(&self) -> Result<(Beginnings, Vec<Summary>), StoreError> {
        let listed = self.listed()?.into_iter();
        let listed = listed.filter(|listed| listed.copy_of.is_none());
        let titled = listed.map(|listed| {
            let Summary {
                reference, title, ..
            } = &listed.summary;
            let reference = reference.as_deref().unwrap_or_default();
            (fold(&format!("{reference} {title}")), listed.summary)
        });
        let (folded, summaries) = titled.unzip();
        Ok((Beginnings::new(folded), summaries))
    }

    pub(crate) fn document(&self, id: &DocumentId) -> Result<Option<Document>, StoreError> {
        let Some(head) = self.head(id)? else {
            return Ok(None);
        };
        let mut document = head.document;
        let searcher = self.reader.searcher();
        let term = Term::from_field_text(self.fields.document, id.as_str());
        let mut records = Vec::new();
        for address in addresses(&searcher, &term)? {
            let ordinal = ordinal(&searcher, address)?;
            if ordinal > 0 {
                records.push((ordinal, self.stored::<Record>(&searcher, address)?));
            }
        }
        records.sort_by_key(|(ordinal, _)| *ordinal);
        for (_, record) in records {
            match record.content {
                Content::Passage(passage) => document.passages.push(passage),
                Content::Footnote(note) => document.footnotes.push(note),
            }
        }
        Ok(Some(document))
    }

    fn listed(&self) -> Result<Vec<Listed>, StoreError> {
        let searcher = self.reader.searcher();
        let term = Term::from_field_text(self.fields.scope, scope::HEAD);
        let mut listed = addresses(&searcher, &term)?
            .into_iter()
            .map(|address| {
                let head: Head = self.stored(&searcher, address)?;
                Ok(Listed {
                    summary: head.document.summary(),
                    passages: head.passages,
                    footnotes: head.footnotes,
                    copy_of: head.document.copy_of,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        listed.sort_by(|a, b| a.summary.id.cmp(&b.summary.id));
        Ok(listed)
    }
}

impl PassageIndex for Store {
    fn search(&self, request: &Request, ranker: &dyn Ranker) -> Result<Answer, IndexError> {
        Ok(self.generation().search(request, ranker)?)
    }

    fn vocabulary(
        &self,
        which: Vocabulary<'_>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let fields = &generation.fields;
        Ok(vocabulary::find(fields, &searcher, which, limit)?)
    }

    fn begun(
        &self,
        beginning: &str,
        beside: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let known = generation.known(&searcher)?;
        let words = known.words(&generation.fields, &searcher)?;
        let Some(beside) = beside else {
            return Ok(words.begun(&generation.fields, &searcher, beginning, limit)?);
        };
        let tried = limit.saturating_mul(completion::TRIED);
        let mut found = words.begun(&generation.fields, &searcher, beginning, tried)?;
        completion::nearest_first(&generation.fields, &searcher, beside, &mut found)?;
        found.truncate(limit);
        Ok(found)
    }

    fn written(&self, words: &[&str]) -> Result<Vec<String>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let known = generation.known(&searcher)?;
        let spellings = &known.spellings;
        let written = words
            .iter()
            .map(|word| spellings.of(&generation, &searcher, word));
        Ok(written.collect::<Result<_, StoreError>>()?)
    }

    fn thesaurus(&self) -> Arc<Thesaurus> {
        Arc::clone(&self.generation().thesaurus)
    }

    fn long_forms(&self, acronym: &str) -> Result<Vec<(String, u64)>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        Ok(vocabulary::long_forms(
            &generation.fields,
            &searcher,
            acronym,
        )?)
    }

    fn documents_titled(&self, beginning: &str, limit: usize) -> Result<Vec<Summary>, IndexError> {
        let generation = self.generation();
        let known = generation.known(&generation.reader.searcher())?;
        if known.titles.get().is_none() {
            // Another thread may have been faster; its titles are the same.
            let _ = known.titles.set(generation.titles()?);
        }
        let Some((titles, summaries)) = known.titles.get() else {
            return Ok(Vec::new());
        };
        let found = titles.begun(beginning, limit).into_iter();
        Ok(found.filter_map(|at| summaries.get(at).cloned()).collect())
    }

    fn citing(&self, request: &CitingRequest) -> Result<CitingAnswer, IndexError> {
        Ok(self.generation().citing(request)?)
    }

    fn cited(&self, beginning: &str) -> Result<Vec<Key>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        Ok(vocabulary::cited(&generation.fields, &searcher, beginning)?)
    }

    fn records(&self, ids: &[RecordId]) -> Result<Vec<Record>, IndexError> {
        let generation = self.generation();
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            let term = Term::from_field_text(generation.fields.id, id.as_str());
            records.extend(generation.records_with(&term)?.into_iter().map(|(_, r)| r));
        }
        Ok(records)
    }

    fn document(&self, id: &DocumentId) -> Result<Option<Document>, IndexError> {
        Ok(self.generation().document(id)?)
    }

    fn has_document(&self, id: &DocumentId) -> Result<bool, IndexError> {
        let generation = self.generation();
        let term = Term::from_field_text(generation.fields.id, id.as_str());
        Ok(has(&generation.reader.searcher(), &term)?)
    }

    fn holdings(&self, key: &Key) -> Result<Vec<Holding>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let term = Term::from_field_text(generation.fields.key, key.as_ref());
        let mut holdings = Vec::new();
        for address in addresses(&searcher, &term)? {
            holdings.push(about(&searcher, address)?.into());
        }
        Ok(holdings)
    }

    fn copy_of(&self, id: &DocumentId) -> Result<Option<DocumentId>, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let term = Term::from_field_text(generation.fields.id, id.as_str());
        let Some(address) = addresses(&searcher, &term)?.pop() else {
            return Ok(None);
        };
        Ok(about(&searcher, address)?.copy_of)
    }

    fn knows(&self, key: &Key) -> Result<bool, IndexError> {
        let generation = self.generation();
        let searcher = generation.reader.searcher();
        let fields = &generation.fields;
        for field in [fields.cites, fields.key] {
            let term = Term::from_field_text(field, key.as_ref());
            if has(&searcher, &term)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn corrigenda(&self, key: &Key) -> Result<Vec<Summary>, IndexError> {
        let generation = self.generation();
        let term = Term::from_field_text(generation.fields.corrects, key.as_ref());
        Ok(generation.summaries(&term)?)
    }

    fn documents(&self) -> Result<Vec<Listed>, IndexError> {
        Ok(self.generation().listed()?)
    }
}
