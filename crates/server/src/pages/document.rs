//! `/documents/{id}`: a document, with an anchor at every passage and note.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Html;
use renvoi_document::{
    Document, DocumentId, Footnote, Language, Passage, PassageKind, Section, SectionKind, Summary,
};
use renvoi_query::{Holding, Shown, View, show, show_document};

use super::instrument_name;
use super::pieces::{Pieces, show as pieces};
use crate::App;
use crate::error::{Failure, PageFailure};
use crate::routes::search::NoParameters;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    document: Document,
    /// The document that it corrects.
    corrected: Option<Summary>,
    corrigenda: Vec<Summary>,
    /// Other versions and parts, and its text in other formats.
    beside: Vec<Holding>,
    /// Its names.
    about: Summary,
    /// Name of the instrument that repealed or replaced it, with its key.
    newer: Option<(String, String)>,
    contents: Vec<Entry>,
    passages: Vec<PassageView>,
    notes: Vec<NoteView>,
}

/// A line of the table of contents.
struct Entry {
    anchor: String,
    label: String,
    level: u8,
}

struct PassageView {
    anchor: String,
    kind: PassageKind,
    /// Anchor of the article that it heads.
    article: Option<String>,
    /// Its language, where it is not the document's.
    lang: Option<&'static str>,
    /// Level of the HTML heading, for a heading: the title of the page is 1.
    heading: u8,
    /// A page of the source begins with this passage.
    page: Option<u32>,
    text: Pieces,
}

struct NoteView {
    anchor: String,
    number: String,
    /// Its language, where it is not the document's.
    lang: Option<&'static str>,
    /// Anchor of the passage that calls it.
    called_from: Option<String>,
    text: Option<Pieces>,
}

pub(crate) async fn page(
    State(app): State<App>,
    path: Result<Path<String>, PathRejection>,
    parameters: Result<Query<NoParameters>, QueryRejection>,
) -> Result<Html<String>, PageFailure> {
    let Path(named) = path?;
    NoParameters::check(parameters)?;
    app.page(move |view| Ok(DocumentPage::new(read(view, named)?)))
        .await
}

impl DocumentPage {
    fn new(shown: Shown) -> Self {
        let Shown {
            mut document,
            corrected,
            corrigenda,
            beside,
            ..
        } = shown;
        let about = document.summary().describe();
        let passages = std::mem::take(&mut document.passages);
        let notes = std::mem::take(&mut document.footnotes);
        let contents = contents(&document, &passages);
        let printed = notes
            .iter()
            .map(|note| (note.id.anchor().to_owned(), note.printed()))
            .collect();
        let mut last_page = None;
        let mut called = HashMap::new();
        let mut articles = HashSet::new();
        let passages = passages
            .iter()
            .map(|p| {
                let opens = p.page.filter(|_| p.page != last_page);
                last_page = p.page;
                let mut view = passage_view(&document, p, opens);
                view.text = view.text.calling(&printed, &mut called);
                // An annex may number articles anew; the address is the act's own.
                view.article = view.article.filter(|id| articles.insert(id.clone()));
                view
            })
            .collect();
        Self {
            contents,
            passages,
            notes: notes.iter().map(|n| note_view(&document, n)).collect(),
            document,
            corrected,
            corrigenda,
            beside,
            newer: about
                .replaced_by
                .clone()
                .map(|key| (instrument_name(&key), key)),
            about,
        }
    }
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

fn contents(document: &Document, passages: &[Passage]) -> Vec<Entry> {
    // The title under a heading is a passage of its own in the same section.
    let mut last = None;
    passages
        .iter()
        .filter(|p| p.kind == PassageKind::Heading)
        .filter_map(|p| {
            let section = document.section(p.section.as_deref()?)?;
            let opens = last != Some(&section.id);
            last = Some(&section.id);
            opens.then(|| Entry {
                anchor: p.id.anchor().to_owned(),
                label: section.title_line(),
                level: section.level,
            })
        })
        .collect()
}

/// The anchor of an article by its number, `article-3-bis`, which a link can
/// name without knowing the passage.
fn article_anchor(section: &Section) -> Option<String> {
    let number = section.number.as_deref()?;
    let named = DocumentId::from_name(&format!("article {number}"));
    (section.kind == SectionKind::Article).then(|| named.to_string())
}

fn passage_view(document: &Document, passage: &Passage, page: Option<u32>) -> PassageView {
    let section = passage.section.as_deref();
    let section = section.and_then(|id| document.section(id));
    let level = section.map_or(1, |section| section.level);
    // The heading itself, not the title below it.
    let heading = section.filter(|s| passage.text.trim() != s.heading);
    PassageView {
        article: heading.and_then(article_anchor),
        anchor: passage.id.anchor().to_owned(),
        kind: passage.kind,
        lang: other_language(document, passage.language),
        heading: (level + 1).min(6),
        page,
        text: pieces(&passage.text, &[], &passage.citations, &passage.calls),
    }
}

fn other_language(document: &Document, language: Language) -> Option<&'static str> {
    (language != document.language).then(|| language.as_str())
}

fn note_view(document: &Document, note: &Footnote) -> NoteView {
    NoteView {
        anchor: note.id.anchor().to_owned(),
        number: note.printed(),
        lang: other_language(document, note.language),
        called_from: note.called_from.as_ref().map(|id| id.anchor().to_owned()),
        text: note
            .text
            .as_ref()
            .map(|text| pieces(text, &[], &note.citations, &[])),
    }
}
