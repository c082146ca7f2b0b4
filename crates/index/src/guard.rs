//! Work that may meet damaged bytes. Libraries that read files made to be read fast trust what they read, and panic on
//! what cannot be: that is an error of the index, and no fault of the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread does guarded work: a panic is then expected, and nothing to tell a person of.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Does work that may panic; `None` when it did. What it was to change must not be used after that.
pub fn guard<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    outcome.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none() {
        assert_eq!(guard(|| 1), Some(1));
        assert!(!is_guarded());
        let inside = guard(|| guard(is_guarded).is_some_and(|_| is_guarded()));
        assert_eq!(inside, Some(true));
        let empty: Vec<u8> = Vec::new();
        assert_eq!(guard(|| empty.iter().min().copied().expect("one")), None);
        assert!(!is_guarded());
    }
}
