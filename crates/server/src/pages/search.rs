//! `/`: the search box, and what it found.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use renvoi_query::{Hit, Listed, Page, Results, search};

use super::pieces::{Pieces, show};
use super::{kind_name, render};
use crate::App;
use crate::error::PageFailure;
use crate::routes::search::Parameters;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    query: String,
    results: Option<Results>,
    hits: Vec<HitView>,
    documents: Vec<Listed>,
    first: usize,
    last: usize,
    before: Option<usize>,
    after: Option<usize>,
    limit: usize,
}

struct HitView {
    hit: Hit,
    anchor: String,
    kind: String,
    text: Pieces,
}

pub(crate) async fn page(
    State(app): State<App>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Html<String>, PageFailure> {
    let (query, options) = Parameters::check(parameters)?;
    if query.trim().is_empty() {
        let documents = app.gate.run(&app.index, |index| index.documents()).await?;
        return render(&SearchPage::welcome(documents));
    }
    let text = query.clone();
    let results = app
        .gate
        .run(&app.index, move |index| search(index, &text, options))
        .await?;
    render(&SearchPage::results(query, results, options.page))
}

impl SearchPage {
    fn welcome(documents: Vec<Listed>) -> Self {
        Self {
            query: String::new(),
            results: None,
            hits: Vec::new(),
            documents,
            first: 0,
            last: 0,
            before: None,
            after: None,
            limit: 0,
        }
    }

    fn results(query: String, mut results: Results, page: Page) -> Self {
        let hits: Vec<HitView> = std::mem::take(&mut results.hits)
            .into_iter()
            .map(|hit| HitView {
                anchor: hit.passage.anchor().to_owned(),
                kind: kind_name(hit.kind).to_owned(),
                text: show(&hit.text, &hit.highlights, &[], &[]),
                hit,
            })
            .collect();
        let last = page.offset + hits.len();
        Self {
            query,
            first: (page.offset + 1).min(last),
            last,
            before: (page.offset > 0).then(|| page.offset.saturating_sub(page.limit)),
            after: (last < results.total && !hits.is_empty()).then_some(last),
            limit: page.limit,
            documents: Vec::new(),
            results: Some(results),
            hits,
        }
    }
}
