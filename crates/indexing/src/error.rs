//! Why a run cannot go on.

use renvoi_analysis::dictionary::DictionaryError;
use renvoi_index::IndexError;
use renvoi_query::ThesaurusError;

/// A failure of a run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The index cannot be read or written.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The index was made with another dictionary than the one given.
    #[error(
        "the index in {index} was made with another dictionary, or with none: rebuild it with `renvoi ingest --rebuild --dictionary DIR PATH…`"
    )]
    OtherDictionary {
        /// Where the index is.
        index: String,
    },
    /// The dictionary of the index cannot be used.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// Records are tagged with one thesaurus, and searched with it.
    #[error(
        "the index in {index} was made with another thesaurus: to change it, rebuild with `renvoi ingest --rebuild PATH…`; to keep it, name none (--thesaurus, RENVOI_THESAURUS, thesaurus.toml in that folder)"
    )]
    OtherThesaurus {
        /// Where the index is.
        index: String,
    },
    /// The thesaurus of the index is damaged.
    #[error(
        "the thesaurus of the index in {index}: {source}; rebuild the index with `renvoi ingest --rebuild --thesaurus FILE PATH…`"
    )]
    Thesaurus {
        /// Where the index is.
        index: String,
        /// What is wrong with it.
        source: ThesaurusError,
    },
    /// What is to be stored cannot be written as JSON.
    #[error("a record cannot be stored: {0}")]
    Record(#[from] serde_json::Error),
}
