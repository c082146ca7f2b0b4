//! `GET /api/v1/documents/{id}`: the document contract.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use renvoi_document::DocumentId;
use renvoi_query::{Shown, show};

use crate::App;
use crate::error::{ApiFailure, Failure};

/// Reads a whole document.
pub(crate) async fn read(app: &App, id: String) -> Result<Shown, Failure> {
    let Ok(parsed) = id.parse::<DocumentId>() else {
        return Err(Failure::NoDocument(id));
    };
    app.gate
        .run(&app.index, move |index| show(index, &parsed))
        .await?
        .ok_or(Failure::NoDocument(id))
}

pub(crate) async fn get(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Shown>, ApiFailure> {
    let Path(id) = path?;
    Ok(Json(read(&app, id).await?))
}
