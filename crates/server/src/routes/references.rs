//! `GET /api/v1/references/{key}`: everything that cites an instrument, named
//! in any spelling.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use renvoi_query::{CitedBy, cite};

use crate::App;
use crate::error::{ApiFailure, Failure};

pub(crate) async fn get(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<CitedBy>, ApiFailure> {
    let Path(key) = path?;
    let named = key.clone();
    let cited = app
        .gate
        .run(&app.index, move |index| cite(index, &named))
        .await?
        .ok_or(Failure::NotAReference(key))?;
    Ok(Json(cited))
}
