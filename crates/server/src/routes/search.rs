//! `GET /api/v1/search?q=…&limit=…&offset=…&sort=…&by_document=…&explain=…&facets=…&total=…`

use axum::extract::State;
use axum::response::Response;
use renvoi_query::{DEFAULT_LIMIT, LARGEST_PAGE, Options, Order, Page, WINDOW, search};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;

/// Parameters of a search; others are refused by name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// The query.
    #[serde(default)]
    q: String,
    /// Hits wanted.
    limit: Option<usize>,
    /// Hits to leave out from the top.
    offset: Option<usize>,
    /// Their order.
    #[serde(default)]
    sort: Sort,
    /// Whether only the first hit of each document is wanted.
    #[serde(default)]
    by_document: bool,
    /// Whether each score is explained.
    #[serde(default)]
    explain: bool,
    /// Whether values are counted over all that matches.
    #[serde(default)]
    facets: bool,
    /// Whether it is said how much matches; `false` may be faster.
    #[serde(default = "yes")]
    total: bool,
}

fn yes() -> bool {
    true
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest document first.
    Newest,
    /// Oldest document first.
    Oldest,
}

/// The page of a list that is asked for, within the limits.
pub(crate) fn within_limits(limit: Option<usize>, offset: Option<usize>) -> Result<Page, Failure> {
    let page = Page {
        offset: offset.unwrap_or(0),
        limit: limit.unwrap_or(DEFAULT_LIMIT),
    };
    if !(1..=LARGEST_PAGE).contains(&page.limit) {
        return Err(Failure::Range {
            name: "limit",
            first: 1,
            last: LARGEST_PAGE,
        });
    }
    if page.offset.saturating_add(page.limit) > WINDOW {
        return Err(Failure::Window(WINDOW));
    }
    Ok(page)
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let options = Options {
        page: within_limits(asked.limit, asked.offset)?,
        order: match asked.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        },
        by_document: asked.by_document,
        explain: asked.explain,
        facets: asked.facets,
        uncounted: !asked.total,
        without: None,
    };
    app.json(ask, move |view| Ok(search(view, &asked.q, options)?))
        .await
}
