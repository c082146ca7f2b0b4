//! The fields of the contract as tantivy has them.

use renvoi_analysis::Lines;
use renvoi_index::{Entry, Field, Indexed, Number};
use tantivy::schema::{
    self, FAST, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{TantivyDocument, Term};

/// Raised with every change to how the fields are kept.
pub(crate) const VERSION: u32 = 13;

/// The tokenizer of all fields of words.
const TERMS: &str = "renvoi_terms";

/// Texts come as lines of terms: who wrote them has read them.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TERMS, TextAnalyzer::builder(Lines::default()).build());
    manager
}

/// The fields, and what is given back.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// In the order of [`Field::ALL`].
    fields: Vec<schema::Field>,
    /// In the order of [`Number::ALL`].
    numbers: Vec<schema::Field>,
    pub(crate) stored: schema::Field,
}

fn options(field: Field) -> TextOptions {
    let words = |option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TERMS)
                .set_index_option(option),
        )
    };
    let (options, of_column) = match field.indexed() {
        Indexed::No => (TextOptions::default(), "raw"),
        Indexed::Value => (STRING, "raw"),
        Indexed::Words => (words(IndexRecordOption::Basic), TERMS),
        Indexed::Counted => (words(IndexRecordOption::WithFreqs), TERMS),
        Indexed::Placed => (words(IndexRecordOption::WithFreqsAndPositions), TERMS),
    };
    if field.is_column() {
        options.set_fast(of_column)
    } else {
        options
    }
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let fields = Field::ALL.iter();
        let fields = fields
            .map(|field| builder.add_text_field(field.name(), options(*field)))
            .collect();
        let numbers = Number::ALL.iter();
        let numbers = numbers
            .map(|number| {
                let name = number.name();
                if number.is_indexed() {
                    builder.add_u64_field(name, INDEXED | FAST)
                } else {
                    builder.add_u64_field(name, FAST)
                }
            })
            .collect();
        let stored = builder.add_text_field("json", STORED);
        Self {
            schema: builder.build(),
            fields,
            numbers,
            stored,
        }
    }

    pub(crate) fn of(&self, field: Field) -> schema::Field {
        // Each variant has its place in the list: a test looks at all.
        self.fields
            .get(field as usize)
            .copied()
            .unwrap_or(self.stored)
    }

    pub(crate) fn number(&self, number: Number) -> schema::Field {
        self.numbers
            .get(number as usize)
            .copied()
            .unwrap_or(self.stored)
    }

    /// A word or value of a field.
    pub(crate) fn term(&self, field: Field, text: &str) -> Term {
        Term::from_field_text(self.of(field), text)
    }

    /// What tantivy keeps of an entry.
    pub(crate) fn document(&self, entry: &Entry) -> TantivyDocument {
        let texts = entry.fields.iter().map(|(_, text)| text.len() + PER_FIELD);
        let room = entry.stored.len() + texts.sum::<usize>();
        // With room for all from the start, a record is not moved while it grows.
        let mut doc = TantivyDocument::with_capacity(room);
        for (field, text) in &entry.fields {
            doc.add_text(self.of(*field), text);
        }
        for (number, value) in &entry.numbers {
            doc.add_u64(self.number(*number), *value);
        }
        doc.add_text(self.stored, &entry.stored);
        doc
    }
}

/// Bytes that a value takes besides its text.
const PER_FIELD: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_has_its_place() {
        let fields = Fields::new();
        for field in Field::ALL {
            assert_eq!(
                fields.schema.get_field_name(fields.of(*field)),
                field.name()
            );
        }
        for number in Number::ALL {
            assert_eq!(
                fields.schema.get_field_name(fields.number(*number)),
                number.name()
            );
        }
    }
}
