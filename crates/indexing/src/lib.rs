//! From documents to the analysed entries of an index: the side of writing that knows French and the law.
//!
//! ```text
//! Document -> pieces (what stands where) -> records (words, keys, places) -> entries -> whatever holds the index
//!                                             run: what is put, taken out, settled at the end
//! ```
//!
//! [`Run`] is over any back end's [`Writer`](renvoi_index::Writer): it knows which documents come from one file, which are
//! one text in two formats, and which is the newest version of an act.

mod error;
mod examine;
mod held;
mod pieces;
mod records;
mod resources;
mod run;
mod same_place;
mod same_text;
mod settle;
mod settled;

pub use error::RunError;
pub use examine::{Counts, examine};
pub use held::{Held, Stored};
pub use resources::{Resources, check_resources};
pub use run::{Prepared, Run};
pub use settled::Settled;
