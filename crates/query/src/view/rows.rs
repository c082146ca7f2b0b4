//! The columns of all that matches, read page by page.

use std::collections::HashMap;

use renvoi_document::DocumentId;
use renvoi_index::{IndexError, Row, Rows};

use super::View;
use crate::citing::CitingRow;

/// Rows that are read at once.
const ROWS: usize = 10_000;

impl View {
    /// Gives each row to `each`, with the number of its document and its columns; returns the documents.
    pub(super) fn each_row(
        &self,
        asked: Rows,
        mut each: impl FnMut(u32, &Row, &[u64]),
    ) -> Result<Documents, IndexError> {
        let columns = asked.numbers.len().max(1);
        let mut asked = Rows {
            limit: ROWS,
            after: None,
            ..asked
        };
        let mut documents = Documents::default();
        loop {
            let page = self.snapshot.rows(&asked)?;
            let of_page = documents.numbers(page.documents);
            for (row, numbers) in page.rows.iter().zip(page.numbers.chunks_exact(columns)) {
                let document = usize::try_from(row.document).unwrap_or(usize::MAX);
                let document = of_page.get(document).copied().unwrap_or(u32::MAX);
                each(document, row, numbers);
            }
            asked.after = page.next;
            if asked.after.is_none() {
                return Ok(documents);
            }
        }
    }
}

/// The documents of places, by their ids.
#[derive(Default)]
pub(super) struct Documents {
    ids: Vec<String>,
    known: HashMap<String, u32>,
}

impl Documents {
    /// The numbers of the documents of a page.
    fn numbers(&mut self, ids: Vec<String>) -> Vec<u32> {
        let ids = ids.into_iter();
        ids.map(|id| {
            let new = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
            let number = *self.known.entry(id.clone()).or_insert(new);
            if number == new {
                self.ids.push(id);
            }
            number
        })
        .collect()
    }

    /// The ids of the documents, by rank.
    pub(super) fn by_rank(self) -> Vec<String> {
        let mut ids = self.ids;
        ids.sort_unstable();
        ids
    }

    /// Gives rows the ranks of their documents among all by their ids, and tells which are the instrument.
    pub(super) fn rank<'r>(
        &self,
        own: &[DocumentId],
        rows: impl Iterator<Item = &'r mut CitingRow>,
    ) {
        let mut ranked: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        ranked.sort_unstable();
        let ranks: Vec<(u32, bool)> = self
            .ids
            .iter()
            .map(|id| {
                let rank = ranked.binary_search(&id.as_str()).unwrap_or_default();
                let is_own = own.iter().any(|own| own.as_str() == id);
                (u32::try_from(rank).unwrap_or(u32::MAX), is_own)
            })
            .collect();
        for row in rows {
            let at = usize::try_from(row.document).unwrap_or(usize::MAX);
            if let Some((rank, is_own)) = ranks.get(at) {
                (row.document, row.is_own) = (*rank, *is_own);
            }
        }
    }
}
