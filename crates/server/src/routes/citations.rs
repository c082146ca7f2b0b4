//! `POST /api/v1/citations` with `{"text": …}`: the references of a text, and what is known of each instrument. The text is kept
//! nowhere.

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_query::Instrument;
use renvoi_reference::{Citation, Key, draft_references};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::Json;
use crate::error::Failure;
use crate::openapi::problems;
use crate::parameters::{None as NoParameters, Parameters};
use crate::sent::Sent;

/// Instruments of which it is said what is known; a list of all acts names more.
const MOST_INSTRUMENTS: usize = 500;

/// A text.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    /// The text, whose references are wanted.
    #[schemars(example = &"Voir COM(2020) 605 et la directive (UE) 2022/2555.")]
    text: String,
}

/// The references of a text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DraftReferences")]
pub(crate) struct Answer {
    /// The references, in the order of the text; offsets are its code points.
    citations: Vec<Citation>,
    /// The instruments, each once, in the order of their first references.
    instruments: Vec<Instrument>,
}

pub(crate) async fn post(
    State(app): State<App>,
    Parameters(NoParameters {}): Parameters<NoParameters>,
    Sent(draft): Sent<Draft>,
) -> Result<Json<Answer>, Failure> {
    app.unkept(move |view| {
        let mut citations = Vec::new();
        draft_references(&draft.text, &mut |citation| citations.push(citation));
        let mut keys: Vec<Key> = Vec::new();
        for citation in &citations {
            if keys.len() < MOST_INSTRUMENTS && !keys.contains(&citation.key) {
                keys.push(citation.key.clone());
            }
        }
        Ok(Answer {
            instruments: Instrument::named(view, &keys)?,
            citations,
        })
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("citations")
        .summary("The references of a text, which is kept nowhere");
    problems(operation, &["too-large", "media-type", "body"])
}
