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
    Place {
        place: Box<ActPlace>,
        /// What the act does not have of what was named.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        diagnostics: Vec<String>,
    },
    /// The act has no such place, or is not in the index.
    #[serde(skip)]
    Missing(String),
}

pub(crate) async fn get(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Named>, ApiFailure> {
    let Path(id) = path?;
    let wanted = id.clone();
    let named = app.gate.run(&app.engine, move |index| {
        Ok(match show_place(index, &wanted)? {
            Some(NamedPlace::Found { place, said }) => Some(Named::Place {
                place,
                diagnostics: said.into_iter().collect(),
            }),
            Some(NamedPlace::Missing(said)) => Some(Named::Missing(said)),
            None => show(index, &wanted)?.map(|shown| Named::Document(Box::new(shown))),
        })
    });
    match named.await? {
        Some(Named::Missing(said)) => Err(Failure::NoPlace(said).into()),
        Some(named) => Ok(Json(named)),
        None => Err(Failure::NoDocument(id).into()),
    }
}
