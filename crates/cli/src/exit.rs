//! Exit codes.

/// The command did what was asked.
pub(crate) const DONE: u8 = 0;
/// It failed, and said why on standard error.
pub(crate) const FAILED: u8 = 1;
/// Part of it was done: some files could not be ingested, or some references fetched.
pub(crate) const PARTLY: u8 = 3;
/// It was done, and found an index that is damaged.
pub(crate) const DAMAGED: u8 = 4;
