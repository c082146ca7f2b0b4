//! Questions about words, documents and records.

use renvoi_index::{Field, LookUps, LookedUp};
use tantivy::{DocAddress, Searcher};

use crate::error::StoreError;
use crate::postings::{addresses, has};
use crate::snapshot::Seen;
use crate::{vocabulary, words};

impl Seen {
    pub(crate) fn answers(&self, asked: &LookUps) -> Result<LookedUp, StoreError> {
        let (fields, searcher) = (&self.state.fields, &self.state.searcher);
        let mut answers = LookedUp::default();
        for terms in &asked.terms {
            self.deadline.check()?;
            let found = vocabulary::find(&self.state, terms, self.deadline)?;
            answers.terms.push(found);
        }
        for samples in &asked.samples {
            let found = words::samples(fields, searcher, samples)?;
            answers.samples.push(self.texts(&found)?);
        }
        for (field, value) in &asked.present {
            answers
                .present
                .push(has(searcher, &fields.term(*field, value))?);
        }
        for (field, value) in &asked.about {
            let heads = self.heads(*field, value)?;
            let about = heads.into_iter().map(|address| self.about(address));
            answers.about.push(about.collect::<Result<_, _>>()?);
        }
        for (field, value) in &asked.heads {
            answers.heads.push(self.texts(&self.heads(*field, value)?)?);
        }
        for id in &asked.records {
            self.deadline.check()?;
            let found = addresses(searcher, &fields.term(Field::Id, id.as_str()))?;
            answers.records.extend(self.texts(&found)?);
        }
        for id in &asked.documents {
            answers.documents.push(self.whole(id.as_str())?);
        }
        Ok(answers)
    }

    fn texts(&self, found: &[DocAddress]) -> Result<Vec<String>, StoreError> {
        found.iter().map(|address| self.text(*address)).collect()
    }

    /// The heads of documents with a value.
    fn heads(&self, field: Field, value: &str) -> Result<Vec<DocAddress>, StoreError> {
        let fields = &self.state.fields;
        let mut found = addresses(&self.state.searcher, &fields.term(field, value))?;
        let mut is_head = Ok(true);
        found.retain(|address| match ordinal(&self.state.searcher, *address) {
            Ok(ordinal) => ordinal == 0,
            Err(error) => {
                is_head = Err(error);
                false
            }
        });
        is_head?;
        Ok(found)
    }

    /// What the column of a head says of its document.
    fn about(&self, address: DocAddress) -> Result<String, StoreError> {
        let segment = self.state.searcher.segment_reader(address.segment_ord);
        let mut about = String::new();
        if let Some(column) = segment.fast_fields().str(Field::About.name())?
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            let read = column.ord_to_str(ord, &mut about);
            read.map_err(tantivy::TantivyError::from)?;
        }
        Ok(about)
    }

    /// A document: its head, and its records in their order.
    fn whole(&self, id: &str) -> Result<Option<(String, Vec<String>)>, StoreError> {
        let (fields, searcher) = (&self.state.fields, &self.state.searcher);
        let Some(head) = addresses(searcher, &fields.term(Field::Id, id))?.pop() else {
            return Ok(None);
        };
        let mut records = Vec::new();
        for address in addresses(searcher, &fields.term(Field::Document, id))? {
            if address != head {
                records.push((ordinal(searcher, address)?, address));
            }
        }
        records.sort_unstable();
        let mut texts = Vec::with_capacity(records.len());
        for (_, address) in records {
            self.deadline.check()?;
            texts.push(self.text(address)?);
        }
        Ok(Some((self.text(head)?, texts)))
    }
}

/// The place of a record in its document.
fn ordinal(searcher: &Searcher, address: DocAddress) -> Result<u64, StoreError> {
    let segment = searcher.segment_reader(address.segment_ord);
    let column = segment
        .fast_fields()
        .u64(renvoi_index::Number::Ordinal.name())?;
    Ok(column.first(address.doc_id).unwrap_or_default())
}
