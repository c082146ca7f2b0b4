//! `GET /api/v1/search?q=…&limit=…&offset=…&sort=…&by_document=…&explain=…&facets=…&total=…`

use aide::transform::TransformOperation;
use axum::extract::State;
use renvoi_query::{DEFAULT_LIMIT, LARGEST_PAGE, Options, Order, Page, Results, WINDOW, search};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::answer::Json;
use crate::ask::Ask;
use crate::error::Failure;
use crate::openapi::kept;
use crate::parameters::Parameters;

/// Parameters of a search; others are refused by name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// The query: words, phrases, references in any spelling, filters.
    #[serde(default)]
    #[schemars(example = &"infrastructures critiques annee:2020..2022")]
    q: String,
    /// Hits wanted.
    #[schemars(range(min = 1, max = LARGEST_PAGE))]
    limit: Option<usize>,
    /// Hits to leave out from the top.
    #[schemars(range(min = 0, max = WINDOW - 1))]
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
    // A page that goes beyond the window ends with it.
    if page.offset >= WINDOW {
        return Err(Failure::Window(WINDOW));
    }
    Ok(page)
}

pub(crate) async fn get(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Asked>,
) -> Result<Json<Results>, Failure> {
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
    let locale = ask.locale;
    app.json(ask, move |view| {
        let mut results = search(view, &asked.q, options)?;
        locale.speak(&mut results.interpretation.diagnostics);
        Ok(results)
    })
    .await
}

pub(crate) fn described(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let operation = operation
        .id("search")
        .summary("Passages about a topic, an instrument, or a place of an act");
    kept(operation)
}
