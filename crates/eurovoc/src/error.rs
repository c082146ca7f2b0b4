//! Why a file cannot be imported, and what to do about it.

use std::path::PathBuf;

use renvoi_query::ThesaurusError;

/// A failure of an import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is an archive.
    #[error("{}: it is an archive: unpack it, and give the file that is in it", path.display())]
    Packed {
        /// The file.
        path: PathBuf,
    },
    /// The file is none of the forms known.
    #[error(
        "{}: it is no EuroVoc file that is known ({found}): give SKOS as RDF/XML, the XML files desc_fr, uf_fr and \
         relation_bt, or a table parted by tabs with the columns `id` and `pref_fr`",
        path.display()
    )]
    Unknown {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        found: String,
    },
    /// The file is not well formed.
    #[error("{}, {place}: {problem}; download it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// A concept that was asked for is not there.
    #[error("no concept `{name}`: give the number of a EuroVoc concept or its French label")]
    NoSuch {
        /// What was asked for.
        name: String,
    },
    /// No concept could be used.
    #[error("nothing to import: no chosen concept has a French label")]
    Nothing,
    /// The topics make no thesaurus.
    #[error(transparent)]
    Thesaurus(#[from] ThesaurusError),
}
