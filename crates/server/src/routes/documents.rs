//! `GET /api/v1/documents/{id}`: the document contract; the id may be a reference in any spelling, or a name. With a place
//! beside it (`article 21 SRI 2`) it is the place of the act.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use renvoi_query::{ActPlace, NamedPlace, Shown, show, show_place};
use serde::Serialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::{None, Parameters};

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
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    path: Result<Path<String>, PathRejection>,
    Parameters(None {}): Parameters<None>,
) -> Result<Response, Failure> {
    let Path(id) = path?;
    app.json(ask, move |view| match show_place(view, &id)? {
        Some(NamedPlace::Found { place, said }) => Ok(Named::Place {
            place,
            diagnostics: said.into_iter().collect(),
        }),
        // The act has no such place, or is not in the index.
        Some(NamedPlace::Missing(said)) => Err(Failure::NoPlace(said)),
        Option::None => match show(view, &id)? {
            Some(shown) => Ok(Named::Document(Box::new(shown))),
            Option::None => Err(Failure::NoDocument(id)),
        },
    })
    .await
}
