//! What a search answers.

use renvoi_document::{Language, RecordId, Summary};
use renvoi_reference::{Certainty, Key};
use schemars::JsonSchema;
use serde::Serialize;

use crate::act_place::ActPlace;
use crate::explanation::Explanation;
use crate::instruments::Instrument;
use crate::language::Filters;
use crate::remark::Remark;
use crate::request::{Role, Widened};
use crate::snippet::Snippet;
use crate::stored::Facets;

/// The answer to a search; its JSON is a published contract.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Results {
    /// The query as given.
    pub query: String,
    /// How it was understood.
    pub interpretation: Interpretation,
    /// The instruments that it names, then those that it may mean.
    pub instruments: Vec<Instrument>,
    /// The place of an act that the query names, and nothing else, when the index has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<ActPlace>,
    /// How many places match: passages with the notes that they call; under `note:oui` notes. `None` where it was not asked
    /// for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
    /// Time taken, in microseconds.
    pub took_us: u64,
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// Counts over all that match, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

/// How a query was understood.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Interpretation {
    /// Words and phrases.
    pub text: String,
    /// Instruments named.
    pub references: Vec<Key>,
    /// Filters.
    pub filters: Filters,
    /// What is left out.
    #[serde(skip_serializing_if = "Filters::is_empty")]
    pub excluded: Filters,
    /// What was looked for besides the words: synonyms of a topic, what an acronym
    /// stands for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expansions: Vec<Widened>,
    /// The query with the words that the index does not have replaced by near
    /// ones that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// What only versions that were replaced hold, when nothing else was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_replaced: Option<InReplaced>,
    /// What could not be used.
    pub diagnostics: Vec<Remark>,
}

/// What only replaced versions of instruments hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InReplaced {
    /// How many passages and notes.
    pub total: usize,
    /// The query that finds them.
    pub query: String,
}

/// A place that matches: a passage with the notes that it calls. Where notes are wanted as such, and of notes that nothing
/// calls, it is the note.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// Rank among all hits, from 1.
    pub rank: usize,
    /// Score; comparable within one answer and one role only.
    pub score: f64,
    /// Address of the passage or note.
    pub passage: RecordId,
    /// Kind of passage, or `footnote`.
    pub kind: &'static str,
    /// Why it stands where it does: it is of the act that the query names, cites it, or has the words.
    pub role: Role,
    /// How surely it cites what was asked for, where citations alone were: `exact` by a reference that says all of the
    /// number, else `inferred`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// The whole text.
    pub text: String,
    /// What matched, in code points of the text; nothing where only notes did.
    pub highlights: Vec<(usize, usize)>,
    /// The part of the text that a list of results shows: whole sentences where
    /// that is short enough.
    pub snippet: Snippet,
    /// For a note: the passage that calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called_from: Option<Origin>,
    /// The document.
    pub document: Summary,
    /// Headings from the root to the place.
    pub section: Vec<String>,
    /// The same in sentence case, where the source prints headings in capitals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub display_section: Vec<String>,
    /// Page it begins on.
    pub page: Option<u32>,
    /// Language of the text.
    pub language: Language,
    /// The notes that the passage calls; for a note, itself.
    pub footnotes: Vec<HitNote>,
    /// The instruments cited in the text and in the notes.
    pub citations: Vec<Key>,
    /// Further hits of the same document, when hits are grouped; looked for among
    /// the best two thousand.
    #[serde(skip_serializing_if = "is_zero")]
    pub others: usize,
    /// A hit before it on the page, of another document, with nearly the same text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_text_as: Option<RecordId>,
    /// Shares of the score by signal; none unless asked for.
    pub explain: Option<Explanation>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A note under a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HitNote {
    /// The number on the page.
    pub number: u32,
    /// Its address.
    pub id: RecordId,
    /// Where the passage calls it: the call stands before the character at this offset, in code points of the text. None
    /// where the hit is the note itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
    /// Its text; empty when the source lost it.
    pub text: String,
    /// Whether it is why the place was found.
    pub matched: bool,
    /// What matched, in code points of its text.
    pub highlights: Vec<(usize, usize)>,
}

/// The passage that calls a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Origin {
    /// Its address.
    pub passage: RecordId,
    /// Its text.
    pub text: String,
    /// The sentence of it that calls the note.
    pub snippet: Snippet,
}
