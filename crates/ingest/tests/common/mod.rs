//! Helpers of the integration tests.

use std::path::PathBuf;

/// A file of the shared corpora, or none where they are not there, said aloud.
/// CI sets `RENVOI_NEEDS_SHARED`, and then their absence is a failure.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    if shared.exists() {
        return Some(shared);
    }
    assert!(
        std::env::var_os("RENVOI_NEEDS_SHARED").is_none(),
        "{} is missing and RENVOI_NEEDS_SHARED is set",
        shared.display()
    );
    eprintln!("SKIPPED: {} is not there", shared.display());
    None
}

/// The text without white space.
#[allow(dead_code, reason = "each test file compiles this one for itself")]
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
