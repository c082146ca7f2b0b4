//! What an index is made and searched with besides its texts: topics and, for Japanese, a dictionary.

use std::sync::Arc;

use renvoi_analysis::dictionary::Dictionary;
use renvoi_index::{Snapshot, resource};
use renvoi_query::Thesaurus;

use crate::error::RunError;

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

/// What an index was made with.
pub(crate) struct Kept {
    pub(crate) thesaurus: Arc<Thesaurus>,
    pub(crate) dictionary: Option<Dictionary>,
}

impl Kept {
    pub(crate) fn of(snapshot: &dyn Snapshot, index: &str) -> Result<Self, RunError> {
        let thesaurus = match snapshot.resource(resource::THESAURUS)? {
            Some(text) => {
                let read = Thesaurus::parse(&text).map_err(|source| RunError::Thesaurus {
                    index: index.to_owned(),
                    source,
                });
                Arc::new(read?)
            }
            None => Thesaurus::bundled(),
        };
        let dictionary = snapshot.resource(resource::DICTIONARY)?;
        Ok(Self {
            thesaurus,
            dictionary: match dictionary {
                Some(text) => Some(serde_json::from_str(&text)?),
                None => None,
            },
        })
    }

    /// Refuses what an index was not made with. The dictionary may stand in another place than it did.
    pub(crate) fn same(self, given: Resources, index: &str) -> Result<Self, RunError> {
        let index = || index.to_owned();
        let other = |given: Thesaurus| given.topics() != self.thesaurus.topics();
        if given.thesaurus.is_some_and(other) {
            return Err(RunError::OtherThesaurus { index: index() });
        }
        let dictionary = match (self.dictionary, given.dictionary) {
            (recorded, None) => recorded,
            (Some(recorded), Some(given)) if recorded.digest == given.digest => Some(given),
            _ => return Err(RunError::OtherDictionary { index: index() }),
        };
        Ok(Self { dictionary, ..self })
    }
}

/// Refuses resources that an index was not made with, before anything is written; `index` is where it is.
///
/// # Errors
/// The index has other ones, or cannot be read.
pub fn check_resources(
    snapshot: &dyn Snapshot,
    given: Resources,
    index: &str,
) -> Result<(), RunError> {
    Kept::of(snapshot, index)?.same(given, index).map(|_| ())
}
