//! `/instruments/{key}`: everything that cites an instrument.

use askama::Template;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Html;
use renvoi_document::Summary;
use renvoi_query::{CitedBy, Citing, CitingEvidence, Part, cite};
use renvoi_reference::Citation;

use super::instrument_name;
use super::pieces::{Pieces, part, show};
use crate::App;
use crate::error::PageFailure;
use crate::routes::references::{Parameters, following, one_instrument};

#[derive(Template)]
#[template(path = "instrument.html")]
struct InstrumentPage {
    cited: CitedBy,
    corrigenda: Vec<Summary>,
    /// Name and key of what repealed or replaced it.
    newer: Option<(String, String)>,
    /// Places of others, then the instrument's own.
    others: Vec<Place>,
    own: Vec<Place>,
    first: usize,
    last: usize,
    /// The list ends before this page.
    is_beyond: bool,
    /// What was named, for the links of the page.
    asked: String,
    before: Option<usize>,
    after: Option<usize>,
    limit: usize,
}

/// A citing place, its text cut around what it cites.
struct Place {
    document: Summary,
    section: String,
    page: Option<u32>,
    anchor: String,
    text: Pieces,
    /// The text begins before what is shown, or goes on behind it.
    cut_before: bool,
    cut_after: bool,
    notes: Vec<(u32, Pieces)>,
    unsure: bool,
    /// The day of the version, where it is an older one.
    version: Option<String>,
}

impl Place {
    fn new(place: Citing) -> Self {
        let marks = |evidence: Option<&CitingEvidence>| {
            evidence.map(|e| e.spans.clone()).unwrap_or_default()
        };
        let own = place.evidence.iter().find(|e| e.footnote.is_none());
        let (start, end) = (place.snippet.start, place.snippet.end);
        let cut = |text: &str, spans: &[(usize, usize)], citations: &[Citation]| {
            show(text, spans, citations, &[])
        };
        let notes = place.evidence.iter().filter_map(|evidence| {
            let note = evidence.footnote.as_ref()?;
            Some((
                note.number,
                cut(&note.text, &evidence.spans, &note.citations),
            ))
        });
        let older = place.newer_version.is_some();
        let id = place
            .passage
            .as_ref()
            .or(place.footnote.as_ref().map(|note| &note.id));
        Self {
            anchor: id.map(|id| id.anchor().to_owned()).unwrap_or_default(),
            section: place.section.join(" › "),
            page: place.page,
            text: part(&place.text, (start, end), &marks(own), &place.citations),
            cut_before: start > 0,
            cut_after: place.text.chars().nth(end).is_some(),
            notes: notes.collect(),
            unsure: place.certainty != renvoi_reference::Certainty::Exact,
            version: older.then(|| match place.document.consolidated {
                Some(day) => format!("version du {day}, remplacée"),
                None => "texte adopté, remplacé".to_owned(),
            }),
            document: place.document,
        }
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    parameters: Result<Query<Parameters>, QueryRejection>,
) -> Result<Html<String>, PageFailure> {
    let Path(key) = path?;
    let part = Parameters::check(parameters)?;
    app.page(move |view| {
        let cited = one_instrument(cite(view, &key, part)?, key.clone())?;
        Ok(InstrumentPage::new(cited, key, part))
    })
    .await
}

impl InstrumentPage {
    /// A part of the places that cite what was asked.
    fn new(mut cited: CitedBy, asked: String, part: Part) -> Self {
        let shown = std::mem::take(&mut cited.cited_by);
        let last = part.offset.saturating_add(shown.len());
        let is_beyond = shown.is_empty() && cited.total > 0;
        // The list ends with the instrument's own mentions.
        let of_others = (cited.total - cited.total_own).saturating_sub(part.offset);
        let mut others: Vec<Place> = shown.into_iter().map(Place::new).collect();
        let own = others.split_off(of_others.min(others.len()));
        Self {
            corrigenda: std::mem::take(&mut cited.corrigenda),
            newer: cited
                .replaced_by
                .as_ref()
                .map(|key| (instrument_name(key.as_str()), key.to_string())),
            others,
            own,
            first: part.offset.saturating_add(1).min(last),
            is_beyond,
            asked,
            last,
            before: (part.offset > 0).then(|| part.offset.saturating_sub(part.limit)),
            after: following(&cited, part),
            limit: part.limit,
            cited,
        }
    }
}
