//! `POST /api/v1/citations` with `{"text": …}`: the references of a text, and what is known of each instrument. The text is kept
//! nowhere.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use renvoi_query::Instrument;
use renvoi_reference::{Citation, Key, draft_references};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::Failure;
use crate::parameters::{None as NoParameters, Parameters};

/// Bytes of a request: a long draft.
pub(crate) const LONGEST: usize = 1 << 20;

/// Instruments of which it is said what is known; a list of all acts names more.
const MOST_INSTRUMENTS: usize = 500;

/// What is sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    /// The text.
    text: String,
}

/// What is answered.
#[derive(Debug, Serialize)]
struct Answer {
    /// The references, in the order of the text; offsets are its code points.
    citations: Vec<Citation>,
    /// The instruments, each once, in the order of their first references.
    instruments: Vec<Instrument>,
}

pub(crate) async fn post(
    State(app): State<App>,
    headers: HeaderMap,
    Parameters(NoParameters {}): Parameters<NoParameters>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let body = body.map_err(|_| Failure::TooLarge(LONGEST))?;
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| {
        kind.split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    });
    if !is_json {
        return Err(Failure::MediaType);
    }
    let draft: Draft =
        serde_json::from_slice(&body).map_err(|error| Failure::Body(error.to_string()))?;
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
