//! One state of the index, as one request sees it.

use std::sync::Arc;

use renvoi_document::DocumentId;
use renvoi_index::{
    Address, Deadline, Find, Found, IndexError, LookUps, LookedUp, Page, RowPage, Rows, Snapshot,
    State as StateId,
};
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use crate::among::from;
use crate::error::{StoreError, guarded};
use crate::state::State;
use crate::timed::Clock;

pub(crate) struct Seen {
    pub(crate) state: Arc<State>,
    pub(crate) deadline: Deadline,
    /// The same for the queries that run.
    pub(crate) clock: Clock,
}

impl Seen {
    pub(crate) fn new(state: Arc<State>, deadline: Deadline) -> Self {
        Self {
            state,
            deadline,
            clock: Clock::new(deadline),
        }
    }

    /// What was stored of a record.
    pub(crate) fn text(&self, address: DocAddress) -> Result<String, StoreError> {
        let doc: TantivyDocument = self.state.searcher.doc(address)?;
        let stored = doc.get_first(self.state.fields.stored);
        let stored = stored.and_then(|value| value.as_str());
        Ok(stored.unwrap_or_default().to_owned())
    }

    /// Reads what may be damaged.
    fn guarded<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, IndexError> {
        let folder = &self.state.folder;
        Ok(guarded(folder, work)?)
    }

    fn is_there(&self, address: DocAddress) -> bool {
        let segments = self.state.searcher.segment_readers();
        let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
        let segment = segments.get(segment);
        segment.is_some_and(|segment| address.doc_id < segment.max_doc())
    }
}

impl Snapshot for Seen {
    fn state(&self) -> StateId {
        self.state.id.clone()
    }

    fn resource(&self, name: &str) -> Result<Option<Arc<str>>, IndexError> {
        let mut all = self.state.resources.iter();
        let found = all.find(|(known, _)| *known == name);
        Ok(found.map(|(_, text)| Arc::clone(text)))
    }

    fn find(&self, asked: &[Find]) -> Result<Vec<Found>, IndexError> {
        let mut lists = Vec::with_capacity(asked.len());
        for asked in asked {
            self.deadline.check()?;
            lists.push(self.guarded(|| self.list(asked))?);
        }
        Ok(lists)
    }

    fn rows(&self, asked: &Rows) -> Result<RowPage, IndexError> {
        self.deadline.check()?;
        self.guarded(|| self.page(asked))
    }

    fn stored(&self, entries: &[Address]) -> Result<Vec<String>, IndexError> {
        self.guarded(|| {
            let mut stored = Vec::with_capacity(entries.len());
            for address in entries {
                self.deadline.check()?;
                let address = from(*address);
                if !self.is_there(address) {
                    return Err(StoreError::OtherSnapshot);
                }
                stored.push(self.text(address)?);
            }
            Ok(stored)
        })
    }

    fn look_up(&self, asked: &LookUps) -> Result<LookedUp, IndexError> {
        self.guarded(|| self.answers(asked))
    }

    fn documents(
        &self,
        after: Option<&DocumentId>,
        limit: usize,
    ) -> Result<Page<String>, IndexError> {
        self.deadline.check()?;
        self.guarded(|| {
            let heads = self.state.heads()?;
            let from = after.map_or(0, |after| {
                heads.partition_point(|(id, _)| id.as_str() <= after.as_str())
            });
            let page = heads.iter().skip(from).take(limit);
            let items = page.map(|(_, address)| self.text(*address));
            Ok(Page {
                items: items.collect::<Result<_, StoreError>>()?,
                total: heads.len(),
            })
        })
    }
}
