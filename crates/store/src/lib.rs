//! The embedded back end: a tantivy index in a folder.
//!
//! ```text
//! index/
//!   current.json     which generation is live, and the version it was built with
//!   lock             held by the one writer
//!   g000001/         a generation: tantivy's files, and the texts kept with it (its thesaurus, its dictionary)
//! ```
//!
//! One tantivy document stands for one entry of the contract ([`renvoi_index`]). What a run saves is one commit: a request
//! sees all of it or nothing. A rebuild makes a new generation beside the live one and then points `current.json` to it.
//!
//! This is the only crate that knows tantivy. Words reach it as terms: what a word is, which field it is looked for in
//! and what it weighs was decided elsewhere.

mod among;
mod check;
mod error;
mod evidence;
mod excluded;
mod facets;
mod find;
mod folder;
mod generation;
mod groups;
mod look_up;
mod postings;
mod query;
mod read_only;
mod rows;
mod schema;
mod snapshot;
mod state;
mod statistics;
mod store;
mod timed;
mod values;
mod vocabulary;
mod whole;
mod words;
mod writer;

pub use check::check;
pub use error::StoreError;
pub use folder::is_index;
pub use store::Store;
pub use writer::StoreWriter;
