//! `/`: the search box, and what it found.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Html;
use renvoi_query::{FacetCount, Facets, Hit, Listed, Options, Order, Results, Thesaurus, search};

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
    /// Parameters that the links carry on.
    carried: &'static str,
    facets: Vec<Facet>,
}

/// Values to narrow a search by.
struct Facet {
    name: &'static str,
    values: Vec<Choice>,
}

/// A value, how often it occurs, and the query that asks for it.
struct Choice {
    label: String,
    count: u64,
    query: String,
}

/// The order and grouping of a page, as parameters of the links on it.
fn carried(options: Options) -> &'static str {
    match (options.order, options.by_document) {
        (Order::Relevance, false) => "",
        (Order::Relevance, true) => "&by_document=true",
        (Order::Newest, false) => "&sort=newest",
        (Order::Newest, true) => "&sort=newest&by_document=true",
        (Order::Oldest, false) => "&sort=oldest",
        (Order::Oldest, true) => "&sort=oldest&by_document=true",
    }
}

/// Values of a facet that are shown.
const SHOWN: usize = 8;

fn facets(query: &str, facets: &Facets, thesaurus: &Thesaurus) -> Vec<Facet> {
    let topic = |id: &str| {
        let topic = thesaurus.named(id);
        topic.map_or_else(|| id.to_owned(), |topic| topic.label.clone())
    };
    let facet = |name, filter: &str, values: &[FacetCount], label: &dyn Fn(&str) -> String| Facet {
        name,
        values: values
            .iter()
            .take(SHOWN)
            .map(|value| Choice {
                label: label(&value.value),
                count: value.count,
                query: if value.value.contains(' ') {
                    format!("{query} {filter}:\"{}\"", value.value)
                } else {
                    format!("{query} {filter}:{}", value.value)
                },
            })
            .collect(),
    };
    let same = |value: &str| value.to_owned();
    let mut all = vec![
        facet("Thèmes", "theme", &facets.topic, &topic),
        facet("Types", "type", &facets.document_type, &same),
        facet("Années", "annee", &facets.year, &same),
        facet("Genres", "genre", &facets.kind, &|kind| {
            kind_name(kind).to_owned()
        }),
    ];
    // One value is no choice.
    all.retain(|facet| facet.values.len() > 1);
    all
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
    let thesaurus = app.index.thesaurus();
    render(&SearchPage::results(query, results, options, &thesaurus))
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
            carried: "",
            facets: Vec::new(),
        }
    }

    fn results(
        query: String,
        mut results: Results,
        options: Options,
        thesaurus: &Thesaurus,
    ) -> Self {
        let page = options.page;
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
            facets: facets(&query, &results.facets, thesaurus),
            query,
            first: (page.offset + 1).min(last),
            last,
            before: (page.offset > 0).then(|| page.offset.saturating_sub(page.limit)),
            after: (last < results.total && !hits.is_empty()).then_some(last),
            limit: page.limit,
            carried: carried(options),
            documents: Vec::new(),
            results: Some(results),
            hits,
        }
    }
}
