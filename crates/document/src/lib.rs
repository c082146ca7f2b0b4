//! What a document is once it has been read: sections, passages, footnotes and
//! the citations in them, with permanent ids.
//!
//! The serialised form of [`Document`] is a published contract; its JSON Schema
//! stands in `schema/document.schema.json` and a test keeps the two equal. All
//! offsets in it are Unicode code points.
//!
//! ```
//! use renvoi_document::DocumentId;
//!
//! let id = DocumentId::from_name("COM(2020) 605");
//! assert_eq!(id.as_str(), "com-2020-605");
//! assert_eq!(id.passage(42).as_str(), "com-2020-605/p42");
//! assert_eq!(id.note("33").as_str(), "com-2020-605/n33");
//! ```
//!
//! This crate does no I/O and knows neither readers nor the index.

mod fingerprint;
mod id;
mod model;
pub mod origin;
mod place;
mod text;

pub use fingerprint::{Fingerprint, FingerprintError, Found};
pub use id::{DocumentId, IdError, RecordId};
pub use jiff::civil::Date;
pub use model::{
    Call, Document, Footnote, Language, Passage, PassageKind, Section, SectionKind, Source, Summary,
};
pub use text::{CodePoints, words};
