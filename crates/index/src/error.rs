//! Why an index did not answer.

/// Why an index did not answer.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The deadline of the request passed first.
    #[error("the search took too long: ask for less, or again when less is asked of the index")]
    Late,
    /// There is none.
    #[error("no index in {0}: make one with `renvoi ingest PATH…`")]
    Absent(String),
    /// The back end failed; what it says names the remedy.
    #[error(transparent)]
    Backend(Box<dyn std::error::Error + Send + Sync>),
    /// A stored entry is not what this version stores.
    #[error(
        "a record of the index cannot be read: {0}; rebuild the index with `renvoi ingest --rebuild PATH…`"
    )]
    Record(String),
}

impl From<serde_json::Error> for IndexError {
    fn from(error: serde_json::Error) -> Self {
        Self::Record(error.to_string())
    }
}
