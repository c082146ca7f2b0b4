//! `GET /api/v1/references/{key}`: everything that cites an instrument, named
//! in any spelling.

use axum::Json;
use axum::extract::{Path, State};
use renvoi_query::{CitedBy, cite};

use crate::App;
use crate::error::{ApiFailure, Failure};

pub(crate) async fn get(
    State(app): State<App>,
    Path(key): Path<String>,
) -> Result<Json<CitedBy>, ApiFailure> {
    let named = key.clone();
    let cited = app
        .gate
        .run(&app.index, move |index| cite(index, &named))
        .await?
        .ok_or(Failure::NotAReference(key))?;
    Ok(Json(cited))
}
