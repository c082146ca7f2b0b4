//! `/d/{id}`: a document laid out for reading, with an address for every passage, article, recital, point and note.

mod compare;
mod layout;
mod link;
mod sought;

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renvoi_document::{Document, DocumentId, PassageKind};
use renvoi_query::{Holding, Shown, View, show, show_document};
use renvoi_reference::parse;
use schemars::JsonSchema;
use serde::Deserialize;

use super::card::subject;
use super::names::{Name, document_address, instrument_address};
use crate::App;
use crate::answer::{HTML, Made, html};
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::{InPath, Parameters};
use crate::ui::Ui;
use compare::ComparePage;
use layout::{Layout, NoteView, PassageView};
use link::{Link, Said};
use sought::Sought;

/// Passages from which on a browser lays out what is in sight only.
const LONG: usize = 1_500;

/// Parameters of the page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Fingerprint of the text that is linked to.
    h: Option<String>,
    /// Where the text was found, after the link was followed; the place that is shown, of a search.
    at: Option<String>,
    /// What was searched before the document was opened.
    q: Option<String>,
    /// Another version of the act, to be compared with.
    versus: Option<String>,
}

#[derive(Template)]
#[template(path = "reader.html")]
struct ReaderPage {
    ui: Ui,
    /// What became of the text that is linked to.
    said: Option<Said>,
    /// What was searched before it was opened.
    sought: Option<Sought>,
    id: DocumentId,
    name: Name,
    title: Option<String>,
    lang: &'static str,
    date: Option<String>,
    version: Option<String>,
    journal: Option<String>,
    file: String,
    /// Its address on this server, for paper.
    address: String,
    /// Whether the API answers everyone, so that the page may lead there.
    has_json: bool,
    /// The page of the instrument that it is.
    instrument: Option<String>,
    eurlex: Option<String>,
    /// What it corrects: name and address.
    corrects: Option<(String, String)>,
    /// What repealed or replaced it.
    newer: Option<(String, String)>,
    newer_version: Option<String>,
    copy_of: Option<(String, String)>,
    /// Other versions and parts, corrigenda, other formats.
    beside: Vec<(String, String)>,
    /// Versions that it may be compared with.
    versions: Vec<(String, String)>,
    contents: Vec<Entry>,
    passages: Vec<PassageView>,
    /// Notes that nothing calls.
    loose: Vec<NoteView>,
    notes: usize,
    missing: usize,
    is_long: bool,
}

/// A line of the table of contents.
struct Entry {
    anchor: String,
    label: String,
    level: u8,
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    InPath(named): InPath<String>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let (ui, origin, has_json) = (ask.ui(), ask.origin(), !app.wants_tokens);
    app.answer(ask, HTML, move |view| {
        let shown = read(view, named)?;
        if let Some(other) = asked.versus {
            let other = read(view, other)?.document;
            // Only versions of one text can be compared, article by article.
            if other.reference.is_none() || other.reference != shown.document.reference {
                return Err(Failure::Value {
                    name: "versus".to_owned(),
                    value: other.id.to_string(),
                });
            }
            // The newer one stands on the right, whichever was named first.
            let (mut old, mut new) = (&other, &shown.document);
            if old.consolidated > new.consolidated {
                (old, new) = (new, old);
            }
            return Ok(Made::Body(html(&ComparePage::new(ui, old, new))?));
        }
        let link = asked.h.as_deref().map(|h| Link::follow(h, &shown.document));
        // Without a script a page does not know which anchor it is opened at: the address says it.
        if let Some(link) = &link
            && asked.at.is_none()
            && let Some(elsewhere) = link.elsewhere(&shown.document.id)
        {
            return Ok(Made::Elsewhere(elsewhere));
        }
        let said = link.and_then(|link| link.said(&ui));
        let query = asked.q.as_deref().unwrap_or_default();
        let sought = Sought::new(view, query, &shown.document, asked.at.as_deref())?;
        let page = ReaderPage::new(ui, &origin, shown, said, sought);
        Ok(Made::Body(html(&ReaderPage { has_json, ..page })?))
    })
    .await
}

/// Reads what the address names. A copy is shown as it is: its passages have addresses of their own.
fn read(view: &View, named: String) -> Result<Shown, Failure> {
    if let Ok(id) = named.parse::<DocumentId>()
        && let Some(shown) = show_document(view, &id)?
    {
        return Ok(shown);
    }
    show(view, &named)?.ok_or(Failure::NoDocument(named))
}

impl ReaderPage {
    fn new(ui: Ui, origin: &str, shown: Shown, said: Option<Said>, sought: Option<Sought>) -> Self {
        let Shown {
            document,
            corrected,
            corrigenda,
            beside,
            ..
        } = shown;
        let about = document.summary().describe();
        let name = Name::of(&about);
        let title = subject(about.shown_title());
        let missing = document
            .footnotes
            .iter()
            .filter(|note| note.text.is_none())
            .count();
        let reference = document.reference.as_deref().and_then(parse);
        let versions = beside.iter().filter(|held| held.copy_of.is_none());
        let is_version = |held: &&Holding| held.summary.part == document.part;
        let versions = versions.filter(is_version).map(|held| {
            let (label, _) = beside_label(&ui, held);
            let address = document_address(&document.id);
            (label, format!("{address}?versus={}", held.summary.id))
        });
        let versions: Vec<(String, String)> = versions.collect();
        let others = corrigenda.iter().map(|corrigendum| {
            let date = corrigendum
                .date
                .map(|date| ui.date(date))
                .unwrap_or_default();
            (
                ui.s("corrigendum-of", date),
                document_address(&corrigendum.id),
            )
        });
        let beside = beside
            .iter()
            .map(|held| beside_label(&ui, held))
            .chain(others);
        let beside: Vec<(String, String)> = beside.collect();
        let mut layout = Layout::new(&document, sought.as_ref());
        let passages = document.passages.iter();
        let passages: Vec<PassageView> = passages
            .map(|passage| layout.passage(&ui, passage))
            .collect();
        Self {
            title: (title != name.number).then_some(title),
            lang: document.language.as_str(),
            date: document.date.map(|date| ui.date(date)),
            version: document
                .consolidated
                .map(|day| ui.s("version-of", ui.date(day))),
            journal: document.journal.clone(),
            file: document.source.file.clone(),
            address: format!("{origin}{}", document_address(&document.id)),
            has_json: true,
            instrument: document.reference.as_deref().map(instrument_address),
            eurlex: reference.and_then(|reference| reference.url),
            corrects: document.corrects.as_deref().map(|key| match &corrected {
                Some(corrected) => (Name::of(corrected).line(), document_address(&corrected.id)),
                None => (Name::of_key(key).line(), instrument_address(key)),
            }),
            newer: about
                .replaced_by
                .as_deref()
                .map(|key| (Name::of_key(key).line(), instrument_address(key))),
            newer_version: document.newer_version.as_ref().map(document_address),
            copy_of: document
                .copy_of
                .as_ref()
                .map(|id| (id.to_string(), document_address(id))),
            beside,
            versions,
            contents: contents(&ui, &document),
            notes: document.footnotes.len(),
            missing,
            is_long: document.passages.len() > LONG,
            id: document.id.clone(),
            name,
            passages,
            loose: layout.loose(),
            said,
            sought,
            ui,
        }
    }
}

fn contents(ui: &Ui, document: &Document) -> Vec<Entry> {
    // Recitals stand under no heading.
    let mut recitals = document.passages.iter();
    let preamble = recitals.position(|passage| passage.kind == PassageKind::Recital);
    let mut entries = headings(document);
    if let Some(at) = preamble
        && let Some(first) = document.passages.get(at)
    {
        let passages = document.passages.iter().take(at);
        let before: HashSet<&str> = passages.map(|passage| passage.id.anchor()).collect();
        let index = entries.partition_point(|entry| before.contains(entry.anchor.as_str()));
        let entry = Entry {
            anchor: first.id.anchor().to_owned(),
            label: ui.t("recitals"),
            level: 1,
        };
        entries.insert(index, entry);
    }
    entries
}

fn headings(document: &Document) -> Vec<Entry> {
    // The title under a heading is a passage of its own in the same section.
    let mut last = None;
    let passages = document.passages.iter();
    passages
        .filter(|p| p.kind == PassageKind::Heading)
        .filter_map(|p| {
            let section = document.section(p.section.as_deref()?)?;
            let opens = last != Some(&section.id);
            last = Some(&section.id);
            opens.then(|| Entry {
                anchor: p.id.anchor().to_owned(),
                label: section.title_line(),
                level: section.level.min(5),
            })
        })
        .collect()
}

/// Another document of the same instrument.
fn beside_label(ui: &Ui, held: &Holding) -> (String, String) {
    let summary = &held.summary;
    let label = if held.copy_of.is_some() {
        ui.ss("same-text-in", &held.format, &held.file)
    } else {
        match (summary.consolidated, &summary.part) {
            (Some(day), _) => ui.s("consolidated-on", ui.date(day)),
            (None, Some(part)) if part != "1" => ui.s("part-n", part),
            (None, _) => ui.t("as-adopted"),
        }
    };
    (label, document_address(&summary.id))
}
