//! `/d`: the documents of the index, the latest first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;

use super::home::{Row, updated};
use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;

/// Documents on a page.
const MOST: usize = 50;

/// Parameters of the page.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    #[serde(default)]
    offset: usize,
}

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    ui: crate::ui::Ui,
    total: usize,
    /// Versions that were replaced, and copies: they are in the index, and not in the list.
    others: usize,
    first: usize,
    updated: Option<String>,
    rows: Vec<Row>,
    before: Option<String>,
    after: Option<String>,
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    Parameters(Asked { offset }): Parameters<Asked>,
) -> Result<Response, Failure> {
    let ui = ask.ui();
    app.page(ask, move |view| {
        let listed = view.latest(offset, MOST)?;
        let address = |offset: usize| match offset {
            0 => "/d".to_owned(),
            offset => format!("/d?offset={offset}"),
        };
        let end = offset.saturating_add(listed.items.len());
        let others = view.documents(None, 0)?.total.saturating_sub(listed.total);
        let rows = listed.items.into_iter();
        Ok(DocumentsPage {
            total: listed.total,
            others,
            first: offset.saturating_add(1),
            updated: updated(view, &ui)?,
            rows: rows.map(|listed| Row::new(&ui, listed)).collect(),
            before: (offset > 0).then(|| address(offset.saturating_sub(MOST))),
            after: (end < listed.total).then(|| address(end)),
            ui,
        })
    })
    .await
}
