//! Columns of all that matches.

use std::collections::HashMap;

use renvoi_index::{Field, Number, Row, RowPage, Rows};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, SegmentReader, TantivyError};

use crate::among::{Only, Records, from, to};
use crate::error::StoreError;
use crate::evidence::matching;
use crate::snapshot::Seen;

impl Seen {
    pub(crate) fn page(&self, asked: &Rows) -> Result<RowPage, StoreError> {
        let searcher = &self.state.searcher;
        let among = self.state.scopes.of(searcher, &asked.among);
        let only = Only {
            among: &among,
            collector: Records,
        };
        let query = self.translator().whole(&asked.query);
        let mut found = searcher.search(&*query, &only)?;
        self.deadline.check()?;
        if let Some(after) = asked.after {
            let after = from(after);
            found.drain(..found.partition_point(|address| *address < after));
        }
        let next = found.get(asked.limit).map(|address| to(*address));
        found.truncate(asked.limit);
        let mut page = RowPage {
            next,
            ..RowPage::default()
        };
        let mut documents = Documents::default();
        for of_segment in found.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            self.deadline.check()?;
            self.segment(asked, of_segment, &mut documents, &mut page)?;
        }
        page.documents = documents.ids;
        Ok(page)
    }

    /// Adds the rows of one segment.
    fn segment(
        &self,
        asked: &Rows,
        found: &[DocAddress],
        documents: &mut Documents,
        page: &mut RowPage,
    ) -> Result<(), StoreError> {
        let Some(first) = found.first() else {
            return Ok(());
        };
        let segment = self.state.searcher.segment_reader(first.segment_ord);
        let columns = Columns::of(segment, &asked.numbers)?;
        let begun = page.rows.len();
        documents.known.clear();
        for address in found {
            page.rows.push(Row {
                address: to(*address),
                document: documents.number(&columns, address.doc_id)?,
                matches: 0,
            });
            let numbers = columns.numbers.iter();
            page.numbers
                .extend(numbers.map(|c| c.first(address.doc_id).unwrap_or_default()));
        }
        let records = found.iter().zip(begun..);
        let records: Vec<(DocId, usize)> = records.map(|(a, at)| (a.doc_id, at)).collect();
        for (bit, query) in asked.matches.iter().enumerate() {
            for at in matching(self, segment, query, &records)? {
                if let Some(row) = page.rows.get_mut(at) {
                    row.matches |= 1 << bit;
                }
            }
        }
        Ok(())
    }
}

/// The documents of rows.
#[derive(Default)]
struct Documents {
    ids: Vec<String>,
    by_id: HashMap<String, u32>,
    /// By their numbers in the column of the segment.
    known: HashMap<u64, u32>,
}

impl Documents {
    /// The place of a record's document in the list.
    fn number(&mut self, columns: &Columns, doc: DocId) -> Result<u32, StoreError> {
        let column = columns.document.as_ref();
        let Some((column, ord)) = column.and_then(|c| Some((c, c.term_ords(doc).next()?))) else {
            return Ok(u32::MAX);
        };
        if let Some(known) = self.known.get(&ord) {
            return Ok(*known);
        }
        let mut id = String::new();
        column
            .ord_to_str(ord, &mut id)
            .map_err(TantivyError::from)?;
        let new = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let number = *self.by_id.entry(id.clone()).or_insert(new);
        if number == new {
            self.ids.push(id);
        }
        self.known.insert(ord, number);
        Ok(number)
    }
}

/// The columns of a segment.
struct Columns {
    document: Option<StrColumn>,
    numbers: Vec<Column<u64>>,
}

impl Columns {
    fn of(segment: &SegmentReader, numbers: &[Number]) -> Result<Self, StoreError> {
        let columns = segment.fast_fields();
        let numbers = numbers.iter().map(|number| columns.u64(number.name()));
        Ok(Self {
            document: columns.str(Field::Document.name())?,
            numbers: numbers.collect::<Result<_, _>>()?,
        })
    }
}
