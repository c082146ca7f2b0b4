//! `/instruments/{key}`: everything that cites an instrument.

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Html;
use renvoi_document::Summary;
use renvoi_query::{CitedBy, cite, readings};
use renvoi_reference::Citation;

use super::pieces::{Pieces, show};
use super::{instrument_name, render};
use crate::App;
use crate::error::PageFailure;
use crate::routes::references::one_instrument;

#[derive(Template)]
#[template(path = "instrument.html")]
struct InstrumentPage {
    cited: CitedBy,
    corrigenda: Vec<Summary>,
    /// Name and key of what repealed or replaced it.
    newer: Option<(String, String)>,
    places: Vec<Place>,
}

/// A citing place, its text cut around what it cites.
struct Place {
    document: Summary,
    section: String,
    page: Option<u32>,
    anchor: String,
    text: Pieces,
    note: Option<(u32, Pieces)>,
    unsure: bool,
}

pub(crate) async fn page(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Html<String>, PageFailure> {
    let Path(key) = path?;
    let named = key.clone();
    let cited = app
        .gate
        .run(&app.index, move |index| cite(index, &named))
        .await?;
    let mut cited = one_instrument(cited, key)?;
    let places = std::mem::take(&mut cited.cited_by);
    // A number without its type is cited by each of its readings.
    let keys = readings(&cited.key);
    let places = places
        .into_iter()
        .map(|place| {
            let cut = |text: &str, citations: &[Citation]| {
                let marks: Vec<(usize, usize)> = citations
                    .iter()
                    .filter(|c| keys.contains(&c.key))
                    .map(|c| (c.start, c.end))
                    .collect();
                show(text, &marks, citations, &[])
            };
            let id = place
                .footnote
                .as_ref()
                .map(|n| &n.id)
                .or(place.passage.as_ref());
            Place {
                anchor: id.map(|id| id.anchor().to_owned()).unwrap_or_default(),
                section: place.section.join(" › "),
                page: place.page,
                text: cut(&place.text, &place.citations),
                note: place
                    .footnote
                    .as_ref()
                    .map(|n| (n.number, cut(&n.text, &n.citations))),
                unsure: place.certainty != renvoi_reference::Certainty::Exact,
                document: place.document,
            }
        })
        .collect();
    render(&InstrumentPage {
        corrigenda: std::mem::take(&mut cited.corrigenda),
        newer: cited
            .replaced_by
            .as_ref()
            .map(|key| (instrument_name(key.as_str()), key.to_string())),
        cited,
        places,
    })
}
