//! Keys: one canonical string an instrument, whatever way it was written.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The canonical name of one instrument: `COM(2020) 605`, `32016L1148`, `JO L 194, 19.7.2016`.
///
/// Two citations are of the same instrument exactly when their keys are equal. A key is made by [`crate::scan`] or
/// [`crate::parse`] only, and parses back to itself.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Key(String);

/// A string that names no instrument.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an EU reference: write it as documents do, such as COM(2020) 605 or directive (UE) 2016/1148"
)]
pub struct KeyError(String);

impl Key {
    pub(crate) fn new(canonical: String) -> Self {
        Self(canonical)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = KeyError;

    /// Reads any spelling that [`crate::parse`] knows.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        crate::parse(text)
            .map(|citation| citation.key)
            .ok_or_else(|| KeyError(text.to_owned()))
    }
}

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}
