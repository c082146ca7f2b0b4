//! `/`: the search box, and what it found.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query as Parameter, State};
use axum::response::Html;
use renvoi_query::{
    Facet, FacetCount, Facets, Hit, HitNote, Listed, Options, Order, Query, Results, Role,
    Thesaurus, search,
};
use renvoi_reference::{Catalogue, Key};

use super::pieces::{Pieces, part, show};
use super::{instrument_name, kind_name};
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
    /// Documents of the index; those listed may be the first of them.
    held: usize,
    first: usize,
    /// Number of the first hit in the list.
    start: usize,
    /// The list ends before this page.
    is_beyond: bool,
    last: usize,
    before: Option<usize>,
    after: Option<usize>,
    /// Each hit stands for its document.
    grouped: bool,
    limit: usize,
    /// Parameters that the links carry on.
    carried: &'static str,
    facets: Vec<Values>,
}

/// Values to narrow a search by.
struct Values {
    name: &'static str,
    values: Vec<Choice>,
}

/// A value and how often it occurs.
struct Choice {
    label: String,
    count: u64,
    /// The search asks for it already: its link leaves it out.
    chosen: bool,
    /// The query of its link.
    query: Option<String>,
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

fn facets(typed: &str, facets: &Facets, thesaurus: &Thesaurus) -> Vec<Values> {
    let mut query = Query::of(typed);
    // A topic may be typed by its label.
    for name in &mut query.filters.topics {
        if let Some(topic) = thesaurus.named(name) {
            name.clone_from(&topic.id);
        }
    }
    let topic = |id: &str| {
        let topic = thesaurus.named(id);
        topic.map_or_else(|| id.to_owned(), |topic| topic.label.clone())
    };
    let values = |name, facet, counts: &[FacetCount], label: &dyn Fn(&str) -> String| Values {
        name,
        values: counts
            .iter()
            .take(SHOWN)
            .map(|FacetCount { value, count }| {
                let narrowed = query.clone().narrowed(facet, value);
                let chosen = narrowed.filters == query.filters;
                let wanted = if chosen {
                    query.clone().widened(facet)
                } else {
                    narrowed
                };
                Choice {
                    label: label(value),
                    count: *count,
                    chosen,
                    query: wanted.written(typed, facet, value, Catalogue::bundled()),
                }
            })
            .collect(),
    };
    let same = |value: &str| value.to_owned();
    let mut all = vec![
        values("Thèmes", Facet::Topic, &facets.topic, &topic),
        values("Types", Facet::Type, &facets.document_type, &type_name),
        values("Années", Facet::Year, &facets.year, &same),
        values("Genres", Facet::Kind, &facets.kind, &|kind| {
            kind_name(kind).to_owned()
        }),
        values("Langues", Facet::Language, &facets.language, &language_name),
    ];
    // One value is no choice.
    all.retain(|values| values.values.len() > 1);
    all
}

/// Types are kept without accents.
fn type_name(folded: &str) -> String {
    let name = match folded {
        "decision" => "décision",
        "reglement" => "règlement",
        other => other,
    };
    name.to_owned()
}

fn language_name(code: &str) -> String {
    let name = match code {
        "fr" => "français",
        "en" => "anglais",
        "ja" => "japonais",
        other => other,
    };
    name.to_owned()
}

struct HitView {
    hit: Hit,
    /// Name of what repealed or replaced its document.
    newer: Option<String>,
    anchor: String,
    kind: String,
    /// Why it stands where it does, where the query names an act beside words.
    role: Option<&'static str>,
    /// The place of a better hit with nearly the same text.
    same_text_as: Option<String>,
    text: Pieces,
    /// The text begins before what is shown, or goes on behind it.
    cut_before: bool,
    cut_after: bool,
    /// Its notes that matched, and the others.
    matched: Vec<NoteView>,
    others: Vec<NoteView>,
}

/// A note under a hit.
struct NoteView {
    number: u32,
    /// None where the source lost it.
    text: Option<Pieces>,
}

impl NoteView {
    fn new(note: &HitNote) -> Self {
        let text = (!note.text.is_empty()).then(|| show(&note.text, &note.highlights, &[], &[]));
        Self {
            number: note.number,
            text,
        }
    }
}

impl HitView {
    fn new(hit: Hit, is_about: bool) -> Self {
        let (start, end) = (hit.snippet.start, hit.snippet.end);
        let notes = |matched: bool| {
            let notes = hit.footnotes.iter().filter(|note| note.matched == matched);
            notes.map(NoteView::new).collect()
        };
        let is_note = hit.kind == "footnote";
        Self {
            matched: if is_note { Vec::new() } else { notes(true) },
            others: if is_note { Vec::new() } else { notes(false) },
            role: match hit.role {
                Role::Own if is_about => Some("dans l’acte"),
                Role::Cites if is_about => Some("renvoie à l’acte"),
                Role::Own | Role::Cites | Role::Words => None,
            },
            same_text_as: hit.same_text_as.as_ref().map(|id| {
                let (document, anchor) = (id.document(), id.anchor());
                format!("/documents/{document}#{anchor}")
            }),
            anchor: hit.passage.anchor().to_owned(),
            kind: kind_name(hit.kind).to_owned(),
            text: part(&hit.text, (start, end), &hit.highlights, &[]),
            cut_before: start > 0,
            cut_after: hit.text.chars().nth(end).is_some(),
            newer: hit.document.replaced_by.as_deref().map(instrument_name),
            hit,
        }
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    parameters: Result<Parameter<Parameters>, QueryRejection>,
) -> Result<Html<String>, PageFailure> {
    let (query, options) = Parameters::check(parameters)?;
    // The links of facets take as long as a search when the query is long.
    app.page(move |view| {
        if query.trim().is_empty() {
            let mut page = view.documents(None, MOST_LISTED)?;
            page.items.retain(|listed| listed.copy_of.is_none());
            for listed in &mut page.items {
                listed.summary = listed.summary.clone().describe();
            }
            return Ok(SearchPage::welcome(page.items, page.total));
        }
        let results = search(view, &query, options)?;
        let thesaurus = view.thesaurus();
        Ok(SearchPage::results(query, results, options, &thesaurus))
    })
    .await
}

/// The name of the instrument with a key, for the template.
fn name(key: &Key) -> String {
    instrument_name(key.as_str())
}

/// Documents that the first page lists: of a small index all.
const MOST_LISTED: usize = 50;

impl SearchPage {
    fn welcome(documents: Vec<Listed>, held: usize) -> Self {
        Self {
            held,
            query: String::new(),
            results: None,
            hits: Vec::new(),
            documents,
            first: 0,
            start: 0,
            is_beyond: false,
            last: 0,
            before: None,
            after: None,
            grouped: false,
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
        let understood = &results.interpretation;
        let is_about = !understood.references.is_empty() && !understood.text.is_empty();
        let mut hits = std::mem::take(&mut results.hits);
        let last = page.offset + hits.len();
        // The place that is named stands above the list, whole.
        if let Some(place) = &results.place {
            hits.retain(|hit| !place.units.iter().any(|unit| unit.id == hit.passage));
        }
        let shown = last - page.offset - hits.len();
        let hits: Vec<HitView> = hits
            .into_iter()
            .map(|hit| HitView::new(hit, is_about))
            .collect();
        Self {
            facets: facets(&query, &results.facets, thesaurus),
            query,
            first: (page.offset + 1).min(last),
            start: page.offset + 1 + shown,
            is_beyond: last == page.offset && results.total > 0,
            last,
            before: (page.offset > 0).then(|| page.offset.saturating_sub(page.limit)),
            // How many documents there are is not known; a page that is not full is the last.
            after: (last < results.total
                && last > page.offset
                && (!options.by_document || last - page.offset >= page.limit))
                .then_some(last),
            grouped: options.by_document,
            limit: page.limit,
            carried: carried(options),
            documents: Vec::new(),
            held: 0,
            results: Some(results),
            hits,
        }
    }
}
