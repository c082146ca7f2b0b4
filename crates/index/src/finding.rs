//! What an examination of an index found.

use serde::Serialize;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Answers are right; something may be tidied.
    Note,
    /// Answers may be wrong, or there are none.
    Damage,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The file, document or record.
    pub what: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// Damage that only a new index repairs.
    pub fn damage(what: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            severity: Severity::Damage,
            what: what.into(),
            problem: problem.into(),
            remedy: "rebuild the index with `renvoi ingest --rebuild PATH…`, or put back a copy of its folder".to_owned(),
        }
    }

    /// Something that does no harm.
    pub fn note(
        what: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Note,
            what: what.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}
