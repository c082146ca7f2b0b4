//! `GET /api/v1/passages/{id}`: a passage or a note with its document and its permanent link.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use renvoi_document::{Footnote, Passage, RecordId, Summary};
use renvoi_query::Content;
use serde::Serialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::pages::names::permanent_address;
use crate::parameters::{None as NoParameters, Parameters};

/// A passage or a note.
#[derive(Debug, Serialize)]
struct Answer {
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
    path: Result<Path<String>, PathRejection>,
    Parameters(NoParameters {}): Parameters<NoParameters>,
) -> Result<Response, Failure> {
    let Path(named) = path?;
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
