//! The contract between what Renvoi knows (references, French, ranking) and whatever holds the passages and finds them.
//!
//! # What a back end does
//! It keeps [`Entry`]s, one a passage, a note or the head of a document, each with words, values and numbers in the
//! fields of [`Field`] and [`Number`], and a text that it gives back and never reads. It finds entries by [`Query`]s,
//! counts them, and says where the words of a query stand in the best of them. It keeps documents whole: all entries of
//! a document are seen, or none.
//!
//! # What it does not know
//! No language, no reference, no rule of ranking. Words arrive as terms, in documents and in queries alike, and a back
//! end compares them byte for byte. Which field a word is looked for in, what it weighs, which entries count as one, in
//! which order they come: all that arrives with the request or is done with the answer.
//!
//! # What a call costs
//! One call is one round trip to wherever the entries are, however much is asked in it: [`Snapshot::look_up`] takes any
//! number of questions of all kinds, [`Snapshot::find`] any number of lists. Whatever may be long comes in pages. No
//! request asks once for each word, instrument or document: a search is three round trips at least (what the words are,
//! the best entries with their evidence, the entries to show) and a dozen at most, where acts are named, slips mended or
//! nothing is found at first.
//!
//! # What an answer is
//! Complete, or an error. One request is answered from one [`Snapshot`]: whatever a run writes meanwhile is not seen by
//! it. A snapshot has a [`Deadline`]: behind it the work stops, and the answer is [`IndexError::Late`].
//!
//! ```
//! use renvoi_index::memory::Memory;
//! use renvoi_index::{Deadline, Entry, Field, Find, Index, Mode, Query};
//!
//! let index = Memory::default();
//! let writer = index.write(Mode::Update)?;
//! let mut entry = Entry::new("note-1/p1", "{}");
//! entry.add(Field::Document, "note-1");
//! entry.add(Field::Scope, "place");
//! entry.add(Field::Stemmed, "phar\nbrill");
//! writer.put(&"note-1".parse().expect("an id"), vec![entry])?;
//! writer.finish()?;
//!
//! let snapshot = index.snapshot(Deadline::NONE)?;
//! let found = snapshot.find(&[Find::of(Query::word(Field::Stemmed, "phar"))])?;
//! assert_eq!(found[0].total, 1);
//! # Ok::<(), renvoi_index::IndexError>(())
//! ```

mod address;
mod deadline;
mod entry;
mod error;
mod evidence;
mod field;
mod find;
mod finding;
mod guard;
mod look_up;
pub mod memory;
mod query;
mod rows;
mod snapshot;
#[cfg(feature = "suite")]
pub mod suite;
mod write;

pub use address::Address;
pub use deadline::Deadline;
pub use entry::Entry;
pub use error::IndexError;
pub use evidence::{Evidence, EvidenceAsked, Postings, Probe, Statistics, idf};
pub use field::{Field, Indexed, Number, resource, scope, state};
pub use find::{Among, Facet, FacetOf, Find, Found, Group, Hit, Order, Scope};
pub use finding::{Finding, Severity};
pub use guard::{guard, is_guarded};
pub use look_up::{LookUps, LookedUp, Samples, Terms, Which};
pub use query::Query;
pub use rows::{MOST_MATCHES, Row, RowPage, Rows};
pub use snapshot::{Index, Page, Snapshot, State};
pub use write::{Mode, Writer};
