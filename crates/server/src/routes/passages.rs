//! `GET /api/v1/passages/{id}`: a passage or a note with its document and its permanent link.

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_document::{Footnote, Passage, RecordId, Summary};
use renvoi_query::Content;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::{kept, problems};
use crate::pages::names::permanent_address;
use crate::parameters::{InPath, None as NoParameters, Parameters};

/// The passage that is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Id of a passage or of a note, as `com-2020-605/p42` and `com-2020-605/n33`.
    #[schemars(example = &"com-2020-605/p42")]
    id: String,
}

/// A passage or a note with its document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PassageInDocument")]
pub(crate) struct Answer {
    /// The passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<Passage>,
    /// The note.
    #[serde(skip_serializing_if = "Option::is_none")]
    footnote: Option<Footnote>,
    /// Headings from the root to the place.
    section: Vec<String>,
    /// The document.
    document: Summary,
    /// Its permanent address on this server.
    link: String,
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    InPath(Asked { id: named }): InPath<Asked>,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Json<Answer>, Failure> {
    app.json(ask, move |view| {
        let absent = || Failure::NoPassage(named.clone());
        let id: RecordId = named.parse().map_err(|_| absent())?;
        let record = view.records(&[id])?.into_iter().next();
        let record = record.ok_or_else(absent)?;
        let link = permanent_address(record.id(), record.text());
        let (passage, footnote) = match record.content {
            Content::Passage(passage) => (Some(passage), None),
            Content::Footnote(note) => (None, Some(note)),
        };
        Ok(Answer {
            passage,
            footnote,
            section: record.section,
            document: record.document.describe(),
            link,
        })
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("passage")
        .summary("A passage or a note with its document and its permanent link");
    problems(kept(operation), &["no-passage"])
}
