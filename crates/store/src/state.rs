//! One state of an index, with what is found out of it once.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use renvoi_index::{Field, State as StateId, idf, scope, state};
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, Searcher, TantivyError};

use crate::among::Scopes;
use crate::error::StoreError;
use crate::folder::Resources;
use crate::postings::addresses;
use crate::schema::Fields;
use crate::values::Values;
use crate::words::Words;

/// What one request sees.
pub(crate) struct State {
    /// The folder of the index.
    pub(crate) folder: PathBuf,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(crate) resources: Resources,
    pub(crate) scopes: Scopes,
    /// What tells it from others: the generation, its segments and their deletions.
    pub(crate) id: StateId,
    masses: Mutex<HashMap<MassesOf, Arc<Masses>>>,
    values: Mutex<HashMap<Field, Arc<Values>>>,
    words: Once<Words>,
    heads: Once<Vec<(String, DocAddress)>>,
}

/// A field, and the one beside it.
type MassesOf = (Field, Option<Field>);

/// What is found out when it is first asked for, by one; others wait for it.
struct Once<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Once<T> {
    fn get(&self, find: impl FnOnce() -> Result<T, StoreError>) -> Result<Arc<T>, StoreError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(find()?);
        *known = Some(Arc::clone(&found));
        Ok(found)
    }

    fn is_known(&self) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.is_some()
    }
}

impl State {
    pub(crate) fn new(
        folder: &Path,
        fields: Fields,
        searcher: Searcher,
        resources: Resources,
    ) -> Result<Self, StoreError> {
        let replaced = replaced(&fields, &searcher)?;
        Ok(Self {
            id: id(folder, &searcher),
            folder: folder.to_owned(),
            scopes: Scopes::new(&fields, &searcher, &replaced)?,
            fields,
            searcher,
            resources,
            masses: Mutex::default(),
            values: Mutex::default(),
            words: Once::default(),
            heads: Once::default(),
        })
    }

    /// Finds out what was asked of the state before, so that the first request of this one does not wait for it.
    pub(crate) fn warm(&self, before: &Self) -> Result<(), StoreError> {
        let masses = || before.masses.lock().unwrap_or_else(PoisonError::into_inner);
        let asked: Vec<_> = masses().keys().copied().collect();
        for (field, beside) in asked {
            self.masses(field, beside)?;
        }
        let values = || before.values.lock().unwrap_or_else(PoisonError::into_inner);
        let asked: Vec<_> = values().keys().copied().collect();
        for field in asked {
            self.values(field)?;
        }
        if before.words.is_known() {
            self.words()?;
        }
        if before.heads.is_known() {
            self.heads()?;
        }
        Ok(())
    }

    /// All words of texts.
    pub(crate) fn words(&self) -> Result<Arc<Words>, StoreError> {
        self.words.get(|| Words::new(&self.fields, &self.searcher))
    }

    /// The heads of all documents, by their ids.
    pub(crate) fn heads(&self) -> Result<Arc<Vec<(String, DocAddress)>>, StoreError> {
        self.heads.get(|| {
            let mut heads = heads(&self.fields, &self.searcher)?;
            heads.sort_unstable();
            Ok(heads)
        })
    }

    /// All values of a field.
    pub(crate) fn values(&self, field: Field) -> Result<Arc<Values>, StoreError> {
        let mut known = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&field) {
            return Ok(Arc::clone(known));
        }
        let values = Arc::new(Values::new(&self.searcher, field.name())?);
        known.insert(field, Arc::clone(&values));
        Ok(values)
    }

    /// What the terms of a field tell, each as frequent as there or in another field.
    pub(crate) fn masses(
        &self,
        field: Field,
        beside: Option<Field>,
    ) -> Result<Arc<Masses>, StoreError> {
        let mut known = self.masses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&(field, beside)) {
            return Ok(Arc::clone(known));
        }
        let masses = Arc::new(Masses::new(self, field, beside)?);
        known.insert((field, beside), Arc::clone(&masses));
        Ok(masses)
    }
}

/// What tells a state from others.
pub(crate) fn id(folder: &Path, searcher: &Searcher) -> StateId {
    let generation = folder.file_name().unwrap_or_default();
    let mut change = String::new();
    for (segment, deletions) in searcher.generation().segments() {
        let _ = write!(change, " {}", segment.short_uuid_string());
        if let Some(deletions) = deletions {
            let _ = write!(change, ".{deletions}");
        }
    }
    StateId {
        generation: generation.to_string_lossy().into_owned(),
        change,
    }
}

/// What the terms of a column tell, for every segment by their numbers.
pub(crate) struct Masses(Vec<Vec<f32>>);

impl Masses {
    fn new(state: &State, field: Field, beside: Option<Field>) -> Result<Self, StoreError> {
        let records = state.scopes.entries;
        let searcher = &state.searcher;
        let mut all = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let mut of_segment = Vec::new();
            if let Some(terms) = segment.fast_fields().str(field.name())? {
                let words = terms.dictionary().stream();
                let mut words = words.map_err(TantivyError::from)?;
                while words.advance() {
                    let word = std::str::from_utf8(words.key()).unwrap_or_default();
                    let with = |field| searcher.doc_freq(&state.fields.term(field, word));
                    let beside = beside.map(with).transpose()?;
                    of_segment.push(idf(with(field)?.max(beside.unwrap_or_default()), records));
                }
            }
            all.push(of_segment);
        }
        Ok(Self(all))
    }

    pub(crate) fn of(&self, segment: u32) -> &[f32] {
        let segment = usize::try_from(segment).unwrap_or(usize::MAX);
        self.0.get(segment).map_or(&[], Vec::as_slice)
    }
}

/// The heads of all documents, with their ids.
fn heads(fields: &Fields, searcher: &Searcher) -> Result<Vec<(String, DocAddress)>, StoreError> {
    let all = addresses(searcher, &fields.term(Field::Scope, scope::HEAD))?;
    with_document(searcher, all)
}

/// The ids of the documents that a newer version took the place of.
fn replaced(fields: &Fields, searcher: &Searcher) -> Result<Vec<String>, StoreError> {
    let all = addresses(searcher, &fields.term(Field::State, state::REPLACED))?;
    let all = with_document(searcher, all)?.into_iter();
    Ok(all.map(|(id, _)| id).collect())
}

fn with_document(
    searcher: &Searcher,
    all: Vec<DocAddress>,
) -> Result<Vec<(String, DocAddress)>, StoreError> {
    let mut found = Vec::with_capacity(all.len());
    let mut column: Option<(u32, Option<StrColumn>)> = None;
    for address in all {
        let segment = address.segment_ord;
        if column.as_ref().is_none_or(|(of, _)| *of != segment) {
            let columns = searcher.segment_reader(segment).fast_fields();
            column = Some((segment, columns.str(Field::Document.name())?));
        }
        let mut id = String::new();
        if let Some((_, Some(column))) = &column
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            let read = column.ord_to_str(ord, &mut id);
            read.map_err(TantivyError::from)?;
        }
        found.push((id, address));
    }
    Ok(found)
}
