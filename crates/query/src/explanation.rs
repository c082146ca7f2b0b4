//! What a score is made of, for those who ask.

use schemars::JsonSchema;
use serde::Serialize;

/// What a score is made of; its JSON is part of a hit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Explanation {
    /// The shares, which add up to the score.
    pub signals: Vec<Share>,
}

/// One signal's share of a score.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// Name of the signal.
    pub signal: &'static str,
    /// Its value times its weight.
    pub share: f64,
    /// Its value.
    pub value: f64,
}
