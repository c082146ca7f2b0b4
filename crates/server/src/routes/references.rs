//! `GET /api/v1/references/{key}`: everything that cites an instrument, named
//! in any spelling.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use renvoi_query::{Cited, CitedBy, cite};

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
        .await?;
    let cited = one_instrument(cited, key)?;
    Ok(Json(cited))
}

/// The one instrument that was named; several are an answer of their own.
pub(crate) fn one_instrument(cited: Cited, named: String) -> Result<CitedBy, Failure> {
    match cited {
        Cited::By(cited) => Ok(*cited),
        Cited::Several(candidates) => Err(Failure::SeveralInstruments { named, candidates }),
        Cited::Nothing => Err(Failure::NotAReference(named)),
    }
}
