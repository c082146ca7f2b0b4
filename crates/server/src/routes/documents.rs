//! `GET /api/v1/documents/{id}`: the document contract; the id may be a reference in any spelling, or a name.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use renvoi_query::{Shown, show};

use crate::App;
use crate::error::{ApiFailure, Failure};

/// Reads the whole document that an id, a reference in any spelling or a name names.
async fn read(app: &App, named: String) -> Result<Shown, Failure> {
    let wanted = named.clone();
    app.gate
        .run(&app.index, move |index| show(index, &wanted))
        .await?
        .ok_or(Failure::NoDocument(named))
}

pub(crate) async fn get(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Shown>, ApiFailure> {
    let Path(id) = path?;
    Ok(Json(read(&app, id).await?))
}
