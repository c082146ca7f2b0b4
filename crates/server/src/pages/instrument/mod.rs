//! `/r/{key}`: an instrument, who cites it, and what is cited beside it; as a page, or as CSV, JSON or Atom.

mod asked;
mod export;
mod graph;
mod tables;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renvoi_query::{Cited, CitedBy, Holding, How, Instrument, Part, View, cite_place};
use renvoi_reference::Catalogue;

use super::card::{Card, Chart};
use super::hit::{Listing, Run};
use super::names::document_address;
use super::search::search_address;
use crate::App;
use crate::answer::{HTML, JSON, html};
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::{InPath, Parameters};
use crate::routes::feed::{ATOM, Of};
use crate::routes::references::one_instrument;
use crate::ui::Ui;
use asked::{Asked, Certainty, Format, Wanted};
use graph::Graph;
use tables::{DocumentRow, PlaceRow, cited_places, place_label, rows};

/// Passages on a page.
const PASSAGES: usize = 50;

#[derive(Template)]
#[template(path = "instrument.html")]
struct InstrumentPage {
    ui: Ui,
    card: Card,
    /// Versions and parts in the index.
    versions: Vec<(String, String)>,
    corrigenda: Vec<(String, String)>,
    diagnostics: Vec<String>,
    total: usize,
    total_documents: usize,
    total_all: usize,
    total_own: usize,
    /// Filters that hold: what they say, and the page without them.
    chips: Vec<(String, String)>,
    certainties: Vec<(String, usize, String, bool)>,
    chart: Chart,
    documents: Vec<DocumentRow>,
    more_documents: Vec<DocumentRow>,
    places: Vec<PlaceRow>,
    more_places: Vec<PlaceRow>,
    graph: Graph,
    runs: Vec<Run>,
    own: Vec<Run>,
    first: usize,
    last: usize,
    before: Option<String>,
    after: Option<String>,
    is_beyond: bool,
    csv: String,
    json: String,
    atom: String,
    all: String,
}

/// What a reference shows when one points at it.
#[derive(Template)]
#[template(path = "card_part.html")]
struct CardPart {
    ui: Ui,
    card: Card,
}

impl CardPart {
    fn new(view: &View, ui: Ui, key: &str) -> Result<Self, Failure> {
        let named =
            renvoi_reference::parse(key).ok_or_else(|| Failure::NotAReference(key.to_owned()))?;
        let instrument = Instrument::of(view, &named.key, How::Named)?;
        let card = Card::new(&ui, &instrument);
        Ok(Self { ui, card })
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    InPath(key): InPath<String>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let place = asked.path()?;
    let part = if asked.format.is_some() {
        Part::WHOLE
    } else {
        Part {
            offset: asked.offset.unwrap_or(0),
            limit: PASSAGES,
        }
    };
    let kind = match asked.format {
        None => HTML,
        Some(Format::Csv) => export::CSV,
        Some(Format::Json) => JSON,
        Some(Format::Atom) => ATOM,
    };
    let (ui, locale, feed) = (ask.ui(), ask.locale, Of::new(&ask));
    if asked.part == Some(Wanted::Card) {
        return app
            .page(ask, move |view| CardPart::new(view, ui, &key))
            .await;
    }
    app.answer(ask, kind, move |view| {
        let cited = cite_place(view, &asked.query(&key), place, part)?;
        let mut cited = one_instrument(cited, key.clone())?;
        match asked.format {
            Some(Format::Csv) => export::csv(&cited),
            Some(Format::Json) => {
                locale.speak(&mut cited.diagnostics);
                serde_json::to_vec(&cited).map_err(|_| Failure::Internal)
            }
            Some(Format::Atom) => {
                let page = asked.address(&named(&key, &cited), |_| ());
                let feed = feed.updated(view)?;
                feed.written(feed.citing(&cited, &page))
            }
            None => {
                let named = named(&key, &cited);
                html(&InstrumentPage::new(view, ui, &asked, &named, part, cited)?)
            }
        }
    })
    .await
}

/// What the addresses of the page name: the instrument by its key where nothing else was named, else what was, with the
/// place and the filters in it (`article 21 SRI 2`).
fn named(asked: &str, cited: &CitedBy) -> String {
    let whole = Catalogue::bundled().resolve(asked);
    if whole.is_some_and(|citation| citation.attributes.places.is_empty()) {
        cited.key.to_string()
    } else {
        asked.to_owned()
    }
}

impl InstrumentPage {
    fn new(
        view: &View,
        ui: Ui,
        asked: &Asked,
        named: &str,
        part: Part,
        mut cited: CitedBy,
    ) -> Result<Self, Failure> {
        let key = cited.key.clone();
        let instrument = Instrument::of(view, &key, How::Named)?;
        let mut card = Card::new(&ui, &instrument);
        card.total = cited.total;
        let listing = Listing {
            ui: &ui,
            is_about: false,
            keys: std::slice::from_ref(&key),
            query: key.as_str(),
        };
        // The list ends with the instrument's own mentions.
        let mut places = std::mem::take(&mut cited.cited_by);
        let last = part.offset.saturating_add(places.len());
        let of_others = (cited.total - cited.total_own).saturating_sub(part.offset);
        let own = places.split_off(of_others.min(places.len()));
        let address = |change: &dyn Fn(&mut Asked)| asked.address(named, change);
        let page = |offset: usize| asked.address(named, |asked| asked.offset = Some(offset));
        let total_documents = cited.by_document.iter().filter(|of| !of.own).count();
        let (documents, more_documents) = rows(&ui, &cited, asked, named);
        let (places_in_sight, more_places) = cited_places(&ui, &cited, asked);
        Ok(Self {
            versions: versions(&ui, view.holdings(&key)?),
            corrigenda: cited
                .corrigenda
                .iter()
                .map(|corrigendum| {
                    let date = corrigendum.date.map(|date| ui.date(date));
                    let name = date.unwrap_or_else(|| corrigendum.id.to_string());
                    (name, document_address(&corrigendum.id))
                })
                .collect(),
            diagnostics: ui.remarks(&cited.diagnostics),
            total: cited.total,
            total_documents,
            total_all: cited.total_all_versions,
            total_own: cited.total_own,
            chips: chips(&ui, asked, named),
            certainties: certainties(view, &ui, asked, named, &cited)?,
            chart: Chart::of(&cited.by_year)
                .linked(|year| address(&|asked| asked.year = Some(year))),
            documents,
            more_documents,
            places: places_in_sight,
            more_places,
            graph: Graph::new(&card.name, &cited, |id| {
                address(&|asked| asked.document = Some(id.to_owned()))
            }),
            runs: listing.citing(places),
            own: listing.citing(own),
            first: part.offset.saturating_add(1).min(last),
            last,
            before: (part.offset > 0).then(|| page(part.offset.saturating_sub(PASSAGES))),
            after: (last < cited.total && last > part.offset).then(|| page(last)),
            is_beyond: last == part.offset && cited.total > 0,
            csv: address(&|asked| asked.format = Some(Format::Csv)),
            json: address(&|asked| asked.format = Some(Format::Json)),
            atom: address(&|asked| asked.format = Some(Format::Atom)),
            all: search_address(key.as_str()),
            card,
            ui,
        })
    }
}

fn versions(ui: &Ui, holdings: Vec<Holding>) -> Vec<(String, String)> {
    let mut holdings: Vec<Holding> = holdings
        .into_iter()
        .filter(|held| held.copy_of.is_none())
        .collect();
    holdings.sort_by_key(|held| std::cmp::Reverse(held.summary.consolidated));
    let versions = holdings.into_iter().map(|held| {
        let summary = &held.summary;
        let label = match (summary.consolidated, &summary.part) {
            (Some(day), _) => ui.s("consolidated-on", ui.date(day)),
            (None, Some(part)) if part != "1" => ui.s("part-n", part),
            (None, _) => ui.t("as-adopted"),
        };
        (label, document_address(&summary.id))
    });
    versions.collect()
}

fn chips(ui: &Ui, asked: &Asked, key: &str) -> Vec<(String, String)> {
    let mut chips = Vec::new();
    if let Some(certainty) = asked.certainty {
        let label = match certainty {
            Certainty::Formal => ui.t("filter-certitude-formelle"),
            Certainty::Inferred => ui.t("filter-certitude-deduite"),
        };
        chips.push((label, asked.address(key, |asked| asked.certainty = None)));
    }
    if let Some(year) = asked.year {
        let label = ui.s("filter-annee", year.to_string());
        chips.push((label, asked.address(key, |asked| asked.year = None)));
    }
    if let Some(document) = &asked.document {
        let label = ui.s("filter-dans", document);
        chips.push((label, asked.address(key, |asked| asked.document = None)));
    }
    if let Some(place) = &asked.place {
        let label = place_label(ui, place);
        chips.push((label, asked.address(key, |asked| asked.place = None)));
    }
    chips
}

/// Links to the formal and the inferred citations, with what they would list.
fn certainties(
    view: &View,
    ui: &Ui,
    asked: &Asked,
    named: &str,
    cited: &CitedBy,
) -> Result<Vec<(String, usize, String, bool)>, Failure> {
    let mut totals = (cited.total, cited.total_formal, cited.total_inferred);
    if asked.certainty.is_some() {
        let all = Asked {
            certainty: None,
            ..asked.clone()
        };
        let nothing = Part {
            offset: 0,
            limit: 0,
        };
        if let Cited::By(all) = cite_place(view, &all.query(named), asked.path()?, nothing)? {
            totals = (all.total, all.total_formal, all.total_inferred);
        }
    }
    let (all, formal, inferred) = totals;
    if asked.certainty.is_none() && (formal == 0 || inferred == 0) {
        return Ok(Vec::new());
    }
    let choice = |message: &str, count: usize, certainty: Option<Certainty>| {
        let address = asked.address(named, |asked| asked.certainty = certainty);
        (ui.t(message), count, address, certainty == asked.certainty)
    };
    Ok(vec![
        choice("certainty-all", all, None),
        choice("certainty-formal", formal, Some(Certainty::Formal)),
        choice("certainty-inferred", inferred, Some(Certainty::Inferred)),
    ])
}
