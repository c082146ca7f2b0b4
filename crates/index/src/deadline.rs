//! When an answer is no longer waited for.

use std::time::{Duration, Instant};

use crate::error::IndexError;

/// The moment behind which a request is no longer waited for. The work on it stops then: between its steps, and within
/// long ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// A request that may take as long as it takes: a command, a test.
    pub const NONE: Self = Self(None);

    /// So long from now.
    pub fn after(time: Duration) -> Self {
        Self(Instant::now().checked_add(time))
    }

    /// Whether it is past.
    pub fn is_past(&self) -> bool {
        self.0.is_some_and(|at| Instant::now() >= at)
    }

    /// An error when it is past.
    ///
    /// # Errors
    /// [`IndexError::Late`].
    pub fn check(&self) -> Result<(), IndexError> {
        if self.is_past() {
            return Err(IndexError::Late);
        }
        Ok(())
    }
}
