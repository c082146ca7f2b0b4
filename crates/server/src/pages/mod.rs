//! The pages, rendered on the server. They work without scripts; the templates
//! escape all text.

pub(crate) mod document;
pub(crate) mod instrument;
mod pieces;
pub(crate) mod search;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::header;
use axum::response::IntoResponse;
use renvoi_reference::{Catalogue, Key};

use crate::error::PageFailure;
use crate::routes::search::NoParameters;

pub(crate) async fn style(
    parameters: Result<Query<NoParameters>, QueryRejection>,
) -> Result<impl IntoResponse, PageFailure> {
    NoParameters::check(parameters)?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "max-age=3600"),
        ],
        include_str!("../../../../web/static/style.css"),
    ))
}

/// A kind of passage in French.
fn kind_name(kind: &str) -> &str {
    match kind {
        "paragraph" => "paragraphe",
        "heading" => "titre",
        "list-item" => "point de liste",
        "box" => "encadré",
        "footnote" => "note",
        "recital" => "considérant",
        "table-row" => "ligne de tableau",
        other => other,
    }
}

/// Name and short name of the instrument with a key.
fn instrument_name(key: &str) -> String {
    let Ok(key) = key.parse::<Key>() else {
        return key.to_owned();
    };
    let catalogue = Catalogue::bundled();
    match catalogue.short_name(&key) {
        Some(short) => format!("{} · {short}", catalogue.name(&key)),
        None => catalogue.name(&key),
    }
}
