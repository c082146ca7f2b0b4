//! `/d/{id}`: a document laid out for reading, with an address for every passage, article, recital, point and note.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use renvoi_document::{
    Document, DocumentId, Fingerprint, Footnote, Found, Language, Passage, PassageKind, Section,
    SectionKind,
};
use renvoi_query::{Holding, Shown, View, show, show_document};
use renvoi_reference::{LegalPath, parse};
use schemars::JsonSchema;
use serde::Deserialize;

use super::card::subject;
use super::names::{Name, document_address, instrument_address};
use super::pieces::{Pieces, Source};
use crate::App;
use crate::answer::{HTML, Made, html};
use crate::ask::Ask;
use crate::error::Failure;
use crate::parameters::Parameters;
use crate::ui::Ui;

/// Passages from which on a browser lays out what is in sight only.
const LONG: usize = 1_500;

/// Parameters of the page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Asked {
    /// Fingerprint of the text that is linked to.
    h: Option<String>,
    /// Where the text was found, after the link was followed.
    at: Option<String>,
}

#[derive(Template)]
#[template(path = "reader.html")]
struct ReaderPage {
    ui: Ui,
    /// What became of the text that is linked to.
    said: Option<Said>,
    id: DocumentId,
    name: Name,
    title: Option<String>,
    lang: &'static str,
    date: Option<String>,
    version: Option<String>,
    journal: Option<String>,
    file: String,
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

struct PassageView {
    anchor: String,
    /// Fingerprint of its text, for its permanent address.
    fingerprint: String,
    ordinal: usize,
    kind: &'static str,
    /// What acts call the place: `art-21-2-b`.
    place: Option<String>,
    /// The name that addresses of articles had before: `article-3-bis`.
    article: Option<String>,
    /// What the margin says of it: `art. 21`, `cons. 9`.
    margin: Option<String>,
    lang: Option<&'static str>,
    /// Level of the HTML heading, for a heading: the title of the page is 1.
    heading: Option<u8>,
    /// How deep a point stands in its article.
    depth: usize,
    /// A page of the source begins with this passage.
    page: Option<u32>,
    text: Pieces,
    notes: Vec<NoteView>,
}

struct NoteView {
    anchor: String,
    number: String,
    lang: Option<&'static str>,
    is_called: bool,
    /// `None` where the source lost it.
    text: Option<Pieces>,
}

pub(crate) async fn page(
    State(app): State<App>,
    ask: Ask,
    path: Result<Path<String>, PathRejection>,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Failure> {
    let Path(named) = path?;
    let ui = ask.ui();
    app.answer(ask, HTML, move |view| {
        let shown = read(view, named)?;
        let link = asked.h.as_deref().map(|h| Link::follow(h, &shown.document));
        // Without a script a page does not know which anchor it is opened at: the address says it.
        if let Some(link) = &link
            && asked.at.is_none()
            && let Some(elsewhere) = link.elsewhere(&shown.document.id)
        {
            return Ok(Made::Elsewhere(elsewhere));
        }
        let said = link.and_then(|link| link.said(&ui));
        Ok(Made::Body(html(&ReaderPage::new(ui, shown, said))?))
    })
    .await
}

/// A permanent link that was followed.
struct Link {
    /// Its fingerprint as it was given.
    fingerprint: String,
    /// `None` for what is no fingerprint.
    found: Option<Found>,
}

/// What a link says of a text that is gone.
const NOWHERE: &str = "0";

impl Link {
    fn follow(fingerprint: &str, document: &Document) -> Self {
        let read = fingerprint.parse::<Fingerprint>();
        Self {
            found: read.ok().map(|fingerprint| fingerprint.find(document)),
            fingerprint: fingerprint.to_owned(),
        }
    }

    /// Where the text is now, when it is not where the link says.
    fn elsewhere(&self, id: &DocumentId) -> Option<String> {
        let (at, anchor) = match self.found.as_ref()? {
            Found::Same(_) => return None,
            Found::Moved(anchor) | Found::Within(anchor) | Found::Changed(anchor) => {
                (anchor.as_str(), anchor.as_str())
            }
            Found::Lost => (NOWHERE, "contenu"),
        };
        let address = document_address(id);
        Some(format!("{address}?h={}&at={at}#{anchor}", self.fingerprint))
    }

    /// What became of the text: whether that is to be checked, and a sentence with the place.
    fn said(&self, ui: &Ui) -> Option<Said> {
        let place = |anchor: &str| match anchor.strip_prefix('n') {
            Some(number) => ui.s("place-note", number),
            None => format!("¶\u{a0}{}", anchor.trim_start_matches('p')),
        };
        let (message, anchor, is_warning) = match &self.found {
            Some(Found::Same(_)) => return None,
            Some(Found::Moved(anchor)) => ("link-moved", Some(anchor), false),
            Some(Found::Within(anchor)) => ("link-within", Some(anchor), false),
            Some(Found::Changed(anchor)) => ("link-changed", Some(anchor), true),
            Some(Found::Lost) => ("link-lost", None, true),
            None => ("link-unreadable", None, true),
        };
        Some(Said {
            text: match anchor {
                Some(anchor) => ui.s(message, place(anchor)),
                None => ui.t(message),
            },
            is_warning,
            anchor: anchor.cloned(),
        })
    }
}

/// What is said of a link above the text.
struct Said {
    text: String,
    is_warning: bool,
    anchor: Option<String>,
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
    fn new(ui: Ui, shown: Shown, said: Option<Said>) -> Self {
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
        let mut layout = Layout::new(&document);
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
            contents: contents(&document),
            notes: document.footnotes.len(),
            missing,
            is_long: document.passages.len() > LONG,
            id: document.id.clone(),
            name,
            passages,
            loose: layout.loose(),
            said,
            ui,
        }
    }
}

/// Lays passages out one after the other: each note stands with the first passage that calls it.
struct Layout<'d> {
    document: &'d Document,
    notes: HashMap<String, &'d Footnote>,
    order: Vec<&'d Footnote>,
    printed: HashMap<String, String>,
    shown: HashSet<String>,
    /// How often each note was called.
    called: HashMap<String, usize>,
    /// Anchors that are taken: an annex may number articles anew, the address is the act's own.
    places: HashSet<String>,
    page: Option<u32>,
}

impl<'d> Layout<'d> {
    fn new(document: &'d Document) -> Self {
        let notes = &document.footnotes;
        let anchor = |note: &Footnote| note.id.anchor().to_owned();
        Self {
            document,
            notes: notes.iter().map(|note| (anchor(note), note)).collect(),
            order: notes.iter().collect(),
            printed: notes
                .iter()
                .map(|note| (anchor(note), note.printed()))
                .collect(),
            shown: HashSet::new(),
            called: HashMap::new(),
            places: HashSet::new(),
            page: None,
        }
    }

    fn passage(&mut self, ui: &Ui, passage: &Passage) -> PassageView {
        let opens = passage.page.filter(|_| passage.page != self.page);
        self.page = passage.page;
        let document = self.document;
        let section = passage
            .section
            .as_deref()
            .and_then(|id| document.section(id));
        let is_heading = passage.kind == PassageKind::Heading;
        // The heading itself, not the title below it.
        let opened = section.filter(|s| is_heading && passage.text.trim() != s.heading);
        let path = document.legal_path(passage);
        let place = path.as_ref().map(place_anchor);
        let place = place.filter(|place| self.places.insert(place.clone()));
        let article = opened.and_then(article_anchor);
        let article = article.filter(|anchor| self.places.insert(anchor.clone()));
        let text = Source {
            text: &passage.text,
            citations: &passage.citations,
            calls: passage.calls.iter().map(Into::into).collect(),
            ..Source::default()
        };
        let notes = passage.calls.iter().filter_map(|call| {
            let anchor = call.id.anchor();
            let note = self.notes.get(anchor)?;
            self.shown
                .insert(anchor.to_owned())
                .then(|| note_view(document, note, true))
        });
        let notes: Vec<NoteView> = notes.collect();
        let depth = match passage.kind {
            PassageKind::ListItem => path
                .as_ref()
                .map_or(1, |path| path.depth().saturating_sub(2).max(1)),
            _ => 0,
        };
        PassageView {
            margin: place
                .as_ref()
                .and(path.as_ref())
                .and_then(|path| margin(ui, path)),
            place,
            article,
            fingerprint: Fingerprint::of(passage.id.anchor(), &passage.text).to_string(),
            anchor: passage.id.anchor().to_owned(),
            ordinal: passage.ordinal,
            kind: passage.kind.as_str(),
            lang: other_language(document, passage.language),
            heading: is_heading.then(|| (section.map_or(1, |section| section.level) + 1).min(6)),
            depth: depth.min(4),
            page: opens,
            text: text.cut().calling(&self.printed, &mut self.called),
            notes,
        }
    }

    /// The notes that nothing calls.
    fn loose(&self) -> Vec<NoteView> {
        let loose = self.order.iter();
        let loose = loose.filter(|note| !self.shown.contains(note.id.anchor()));
        loose
            .map(|note| note_view(self.document, note, false))
            .collect()
    }
}

/// `art-21-2-b` of `art.21/2/b`, `rec-4` of `cons.4`.
fn place_anchor(path: &LegalPath) -> String {
    let mut anchor = String::new();
    for step in path.to_string().split('/') {
        let (kind, number) = step.split_once('.').unwrap_or(("", step));
        let kind = match kind {
            "cons" => "rec",
            other => other,
        };
        for part in [kind, number] {
            if !part.is_empty() {
                if !anchor.is_empty() {
                    anchor.push('-');
                }
                anchor.push_str(part);
            }
        }
    }
    anchor
}

/// What the margin says where an article or a recital begins.
fn margin(ui: &Ui, path: &LegalPath) -> Option<String> {
    let path = path.to_string();
    let (kind, number) = path.split_once('.')?;
    if number.contains('/') {
        return None;
    }
    match kind {
        "cons" => Some(ui.s("place-recital", number)),
        _ => None,
    }
}

fn contents(document: &Document) -> Vec<Entry> {
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

/// The anchor of an article by its number, `article-3-bis`, which a link can name without knowing the passage.
fn article_anchor(section: &Section) -> Option<String> {
    let number = section.number.as_deref()?;
    let named = DocumentId::from_name(&format!("article {number}"));
    (section.kind == SectionKind::Article).then(|| named.to_string())
}

fn other_language(document: &Document, language: Language) -> Option<&'static str> {
    (language != document.language).then(|| language.as_str())
}

fn note_view(document: &Document, note: &Footnote, is_called: bool) -> NoteView {
    NoteView {
        anchor: note.id.anchor().to_owned(),
        number: note.printed(),
        lang: other_language(document, note.language),
        is_called,
        text: note.text.as_ref().map(|text| {
            Source {
                text,
                citations: &note.citations,
                ..Source::default()
            }
            .cut()
        }),
    }
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
