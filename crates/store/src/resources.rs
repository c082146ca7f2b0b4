//! What an index is made and searched with besides its texts: topics and, for Japanese, a dictionary.

use std::path::Path;
use std::sync::Arc;

use renvoi_analysis::dictionary::Dictionary;
use renvoi_query::Thesaurus;

use crate::error::StoreError;
use crate::generation::{self, Current};

/// What texts are read with besides the texts themselves. An index is made and
/// searched with the same ones.
#[derive(Debug, Default)]
pub struct Resources {
    /// Topics; without one an index keeps its own, in a rebuild too, and a new
    /// one has the bundled.
    pub thesaurus: Option<Thesaurus>,
    /// Japanese words; without one an index keeps its own, in a rebuild too, and
    /// a new one takes each two letters for a word.
    pub dictionary: Option<Dictionary>,
}

/// Refuses resources that the index of a folder was not made with, before
/// anything is written; a folder without an index takes any.
///
/// # Errors
/// The index has other ones, is of another version, or cannot be read.
pub fn check_resources(root: &Path, given: Resources) -> Result<(), StoreError> {
    match Current::read(root)? {
        Some(current) => same_resources(root, &current, given).map(|_| ()),
        None => Ok(()),
    }
}

/// The resources that an index is updated with: those that it was made with.
pub(crate) fn same_resources(
    root: &Path,
    current: &Current,
    given: Resources,
) -> Result<(Arc<Thesaurus>, Option<Dictionary>), StoreError> {
    current.check(root)?;
    let dictionary = same_dictionary(root, current, given.dictionary)?;
    let thesaurus = generation::thesaurus(&root.join(&current.generation))?;
    let other = |given: Thesaurus| given.topics() != thesaurus.topics();
    if given.thesaurus.is_some_and(other) {
        let path = root.to_owned();
        return Err(StoreError::OtherThesaurus { path });
    }
    Ok((thesaurus, dictionary))
}

/// The dictionary that an index is updated with: the one that it was made with,
/// wherever it stands now.
fn same_dictionary(
    root: &Path,
    current: &Current,
    given: Option<Dictionary>,
) -> Result<Option<Dictionary>, StoreError> {
    match (&current.dictionary, given) {
        (recorded, None) => Ok(recorded.clone()),
        (Some(recorded), Some(given)) if recorded.digest == given.digest => Ok(Some(given)),
        _ => Err(StoreError::OtherDictionary {
            path: root.to_owned(),
        }),
    }
}
