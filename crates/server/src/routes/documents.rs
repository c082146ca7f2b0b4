//! `GET /api/v1/documents/{id}`: the document contract; the id may be a reference in any spelling, or a name. With a place
//! beside it (`article 21 SRI 2`) it is the place of the act.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use renvoi_query::{ActPlace, NamedPlace, Shown, show, show_place};
use serde::Serialize;

use crate::App;
use crate::error::{ApiFailure, Failure};

/// What was named.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Named {
    Document(Box<Shown>),
    Place { place: Box<ActPlace> },
}

pub(crate) async fn get(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Named>, ApiFailure> {
    let Path(id) = path?;
    let wanted = id.clone();
    let named = app.gate.run(&app.index, move |index| {
        Ok(match show_place(index, &wanted)? {
            Some(NamedPlace::Found { place, .. }) => Some(Named::Place { place }),
            Some(NamedPlace::Missing(_)) => None,
            None => show(index, &wanted)?.map(|shown| Named::Document(Box::new(shown))),
        })
    });
    let named = named.await?;
    Ok(Json(named.ok_or(Failure::NoDocument(id))?))
}
