//! Where entries are.

use serde::{Deserialize, Serialize};

/// Where an entry is, in one snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address(pub u64);
