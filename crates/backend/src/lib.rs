//! Which back end an index has, by its path or URL: the one place where back ends are named. Commands and servers know
//! the contract alone ([`renvoi_index`]).

use std::path::Path;

use renvoi_index::{Finding, Index, IndexError, Mode, Writer};
use renvoi_store::{Store, StoreWriter};

/// A location that no back end is for.
#[derive(Debug, thiserror::Error)]
#[error("no index can be at {0}: name a folder")]
struct NoBackend(String);

/// A folder; anything with a scheme is for a back end that is not here.
fn folder(location: &Path) -> Result<&Path, IndexError> {
    match location.to_str() {
        Some(text) if text.contains("://") => {
            Err(IndexError::Backend(Box::new(NoBackend(text.to_owned()))))
        }
        _ => Ok(location),
    }
}

/// Opens an index for reading.
///
/// # Errors
/// There is none at that location, it is of another version, or it cannot be read.
pub fn open(location: &Path) -> Result<Box<dyn Index>, IndexError> {
    Ok(Box::new(Store::open(folder(location)?)?))
}

/// Opens an index for writing, or begins one.
///
/// # Errors
/// Another one writes it, it is of another version, or it cannot be written.
pub fn write(location: &Path, mode: Mode) -> Result<Box<dyn Writer>, IndexError> {
    Ok(Box::new(StoreWriter::open(folder(location)?, mode)?))
}

/// Looks at every byte of an index.
///
/// # Errors
/// There is none at that location.
pub fn check(location: &Path) -> Result<Vec<Finding>, IndexError> {
    Ok(renvoi_store::check(folder(location)?)?)
}

/// Whether there is an index at a location, of whatever version, or one that is being made.
pub fn is_index(location: &Path) -> bool {
    folder(location).is_ok_and(renvoi_store::is_index)
}
