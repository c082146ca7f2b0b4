//! `EuroVoc` as it is distributed, read into the topics of a thesaurus.
//!
//! ```text
//! SKOS as RDF/XML   (skos.rs)  \
//! XML dumps         (dump.rs)   >  concepts  ->  chosen (select.rs)  ->  merged with topics (merge.rs)
//! a table           (table.rs) /
//! ```
//!
//! What a file is, its content says. Files are read as streams, and one tag, text
//! or line takes no more than a bounded piece of memory, however large the file.
//!
//! ```no_run
//! # fn f() -> Result<(), Box<dyn std::error::Error>> {
//! use renvoi_eurovoc::{Selection, import};
//! use renvoi_query::Thesaurus;
//!
//! let files = ["eurovoc-skos-ap-act.rdf".into()];
//! let (thesaurus, report) = import(&files, &Selection::default(), &Thesaurus::bundled())?;
//! println!("{} topics, {} of them new", thesaurus.topics().len(), report.added);
//! # Ok(())
//! # }
//! ```

mod bounded;
mod concept;
mod dump;
mod error;
mod file;
mod merge;
mod select;
mod skos;
mod table;
mod xml;

use std::path::PathBuf;

use renvoi_query::Thesaurus;

pub use error::ImportError;
pub use merge::{Dropped, Reason, Report};
pub use select::Selection;

/// Reads files of one edition of `EuroVoc` and merges the chosen concepts with
/// the topics that are there.
///
/// # Errors
/// A file cannot be read or is none of the forms known, or a concept that was
/// named is not there.
pub fn import(
    files: &[PathBuf],
    selection: &Selection,
    with: &Thesaurus,
) -> Result<(Thesaurus, Report), ImportError> {
    let mut concepts = concept::Concepts::default();
    for path in files {
        file::read(path, &mut concepts)?;
    }
    let chosen = selection.of(&concepts)?;
    let (topics, report) = merge::merge(with.topics(), &concepts, &chosen);
    if report.added + report.widened == 0 {
        return Err(ImportError::Nothing);
    }
    Ok((Thesaurus::new(topics)?, report))
}
