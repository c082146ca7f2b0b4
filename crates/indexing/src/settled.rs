//! What was settled.

use renvoi_document::DocumentId;

/// What the end of a run found out about the documents of one instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// A file holds the same text as a document in a better format.
    Copy {
        /// The document that is searched.
        document: DocumentId,
        /// Id of the other one.
        copy: DocumentId,
        /// Full path of its file.
        origin: String,
    },
    /// Documents with different texts claim one number; all of them are searched.
    Conflict {
        /// Key of the instrument.
        key: String,
        /// The documents, each with the full path of its file.
        documents: Vec<(DocumentId, String)>,
    },
}
