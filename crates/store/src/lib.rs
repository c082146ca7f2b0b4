//! The embedded back end: a tantivy index in a folder.
//!
//! ```text
//! index/
//!   current.json     which generation is live, and the version it was built with
//!   lock             held by the one writer
//!   g000001/         a generation: tantivy's files, and its thesaurus.toml if it
//!                    was made with another one than the bundled
//! ```
//!
//! One tantivy document stands for a passage, a footnote or the head of a
//! document (`schema.rs`, `records.rs`). A run of the writer is one commit: a search sees all
//! of it or nothing. A rebuild makes a new generation beside the live one and
//! then points `current.json` to it.
//!
//! This is the only crate that knows tantivy. Text reaches it as terms: what a
//! word is was decided in the analysis crate.

mod citing;
mod completion;
mod counting;
mod entries;
mod error;
mod evidence;
mod excluded;
mod facets;
mod generation;
mod lookup;
mod reader;
mod records;
mod request;
mod resources;
mod same_place;
mod same_text;
mod schema;
mod search;
mod searched;
mod settle;
mod statistics;
mod tiers;
mod versions;
mod vocabulary;
mod writer;

pub use error::StoreError;
pub use generation::is_index;
pub use reader::Store;
pub use resources::{Resources, check_resources};
pub use settle::Settled;
pub use writer::{Mode, Prepared, StoreWriter, Stored};
