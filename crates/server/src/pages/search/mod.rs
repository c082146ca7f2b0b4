//! `/?q=…`: what a search found, with its facets, and how it was understood.

mod address;
mod facets;
mod list;
mod place;
mod suggestions;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use renvoi_query::{DEFAULT_LIMIT, Options, Page, View, search};
use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use facets::institution_name;

pub(crate) use address::search_address;

use super::home;
use crate::App;
use crate::answer::{HTML, html};
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;
use crate::routes::search::{Sort, within_limits};
use crate::ui::Ui;
use address::Manner;
use facets::{Maker, Values};
use list::List;
use suggestions::Suggestions;

/// Parameters of the page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    limit: Option<usize>,
    offset: Option<usize>,
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    by_document: bool,
    /// The part of the page that is wanted, by scripts.
    part: Option<Part>,
    /// First and last year of the form that narrows by years.
    from: Option<String>,
    to: Option<String>,
    /// Id of the document that is searched, of the form in the reader.
    inside: Option<String>,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Part {
    /// The list, and what stands beside it.
    List,
    /// The facets.
    Facets,
    /// What may follow what stands in the box.
    Suggestions,
}

/// The whole page.
#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    ui: Ui,
    query: String,
    list: List,
    facets: Facets,
}

/// The list, and what stands beside it, for a page that is shown already.
#[derive(Template)]
#[template(path = "search_list_part.html")]
struct ListPart {
    ui: Ui,
    query: String,
    list: List,
}

/// The facets, for a page that is shown already.
#[derive(Template)]
#[template(path = "search_facets.html")]
struct Facets {
    ui: Ui,
    query: String,
    manner: Manner,
    values: Vec<Values>,
    /// Years that the search is within.
    years: (String, String),
    /// Filters that hold.
    active: usize,
}

// What the template of the facets writes is escaped already.
impl askama::filters::HtmlSafe for Facets {}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let page = within_limits(asked.limit, asked.offset)?;
    let manner = Manner {
        sort: asked.sort,
        by_document: asked.by_document,
        limit: asked.limit.unwrap_or(DEFAULT_LIMIT),
    };
    if asked.from.is_some() || asked.to.is_some() {
        let ui = ask.ui();
        let (from, to) = (asked.from.unwrap_or_default(), asked.to.unwrap_or_default());
        let thesaurus = renvoi_query::Thesaurus::bundled();
        let maker = Maker::new(&ui, &asked.q, manner, &thesaurus);
        // A range that is none leaves the search as it is.
        let narrowed = maker.within(&from, &to);
        let address = narrowed.unwrap_or_else(|| manner.address(&asked.q, 0));
        return Ok(Redirect::to(&address).into_response());
    }
    if let Some(id) = &asked.inside {
        let id = renvoi_document::DocumentId::from_name(id);
        let inside = format!("{} dans:{id}", asked.q.trim());
        return Ok(Redirect::to(&manner.address(&inside, 0)).into_response());
    }
    let ui = ask.ui();
    let query = asked.q;
    let part = asked.part;
    if query.trim().is_empty() && part != Some(Part::Suggestions) {
        return app
            .page(ask, move |view| home::HomePage::new(view, ui))
            .await;
    }
    // The links of facets take as long as a search when the query is long.
    app.answer(ask, HTML, move |view| {
        let asking = Asking {
            ui,
            query,
            manner,
            page,
        };
        match part {
            None => html(&asking.whole(view)?),
            Some(Part::List) => html(&asking.list(view)?),
            Some(Part::Facets) => html(&asking.facets(view)?),
            Some(Part::Suggestions) => html(&Suggestions::new(view, &asking.ui, &asking.query)?),
        }
    })
    .await
}

/// A search that is asked for.
struct Asking {
    ui: Ui,
    query: String,
    manner: Manner,
    page: Page,
}

impl Asking {
    fn options(&self, facets: bool) -> Options {
        Options {
            page: self.page,
            order: self.manner.order(),
            by_document: self.manner.by_document,
            facets,
            ..Options::default()
        }
    }

    fn whole(self, view: &View) -> Result<SearchPage, Failure> {
        let results = search(view, &self.query, self.options(true))?;
        let thesaurus = view.thesaurus();
        let maker = Maker::new(&self.ui, &self.query, self.manner, &thesaurus);
        let facets = Facets::new(&maker, maker.facets(&results));
        let list = List::new(view, &maker, self.page, results)?;
        Ok(SearchPage {
            list,
            facets,
            query: self.query,
            ui: self.ui,
        })
    }

    fn list(self, view: &View) -> Result<ListPart, Failure> {
        let results = search(view, &self.query, self.options(false))?;
        let thesaurus = view.thesaurus();
        let maker = Maker::new(&self.ui, &self.query, self.manner, &thesaurus);
        let list = List::new(view, &maker, self.page, results)?;
        Ok(ListPart {
            list,
            query: self.query,
            ui: self.ui,
        })
    }

    fn facets(self, view: &View) -> Result<Facets, Failure> {
        let counted = Options {
            page: Page {
                offset: 0,
                limit: 0,
            },
            ..self.options(true)
        };
        let results = search(view, &self.query, counted)?;
        let thesaurus = view.thesaurus();
        let maker = Maker::new(&self.ui, &self.query, self.manner, &thesaurus);
        Ok(Facets::new(&maker, maker.facets(&results)))
    }
}

impl Facets {
    fn new(maker: &Maker<'_>, values: Vec<Values>) -> Self {
        Self {
            ui: maker.ui.clone(),
            query: maker.typed.to_owned(),
            manner: maker.manner,
            years: maker.years(),
            active: maker.query.filter_parts().len(),
            values,
        }
    }
}
