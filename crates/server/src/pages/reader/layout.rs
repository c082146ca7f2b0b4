//! The text of a document as it is read: passages with their places and their notes.

use std::collections::{HashMap, HashSet};

use renvoi_document::{
    Document, DocumentId, Fingerprint, Footnote, Language, Passage, PassageKind, Section,
    SectionKind,
};
use renvoi_reference::LegalPath;

use super::sought::Sought;
use crate::pages::pieces::{Pieces, Source};
use crate::ui::Ui;

pub(super) struct PassageView {
    pub(super) anchor: String,
    /// Fingerprint of its text, for its permanent address.
    pub(super) fingerprint: String,
    pub(super) ordinal: usize,
    pub(super) kind: &'static str,
    /// What acts call the place: `art-21-2-b`.
    pub(super) place: Option<String>,
    /// The name that addresses of articles had before: `article-3-bis`.
    pub(super) article: Option<String>,
    /// What the margin says of it: `cons. 9`.
    pub(super) margin: Option<String>,
    pub(super) lang: Option<&'static str>,
    /// Level of the HTML heading, for a heading: the title of the page is 1.
    pub(super) heading: Option<u8>,
    /// How deep a point stands in its article.
    pub(super) depth: usize,
    /// A page of the source begins with this passage.
    pub(super) page: Option<u32>,
    pub(super) text: Pieces,
    pub(super) notes: Vec<NoteView>,
}

pub(super) struct NoteView {
    pub(super) anchor: String,
    pub(super) number: String,
    pub(super) lang: Option<&'static str>,
    pub(super) is_called: bool,
    /// `None` where the source lost it.
    pub(super) text: Option<Pieces>,
}

/// Lays passages out one after the other: each note stands with the first passage that calls it.
pub(super) struct Layout<'d> {
    document: &'d Document,
    sought: Option<&'d Sought>,
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
    pub(super) fn new(document: &'d Document, sought: Option<&'d Sought>) -> Self {
        let notes = &document.footnotes;
        let anchor = |note: &Footnote| note.id.anchor().to_owned();
        Self {
            document,
            sought,
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

    pub(super) fn passage(&mut self, ui: &Ui, passage: &Passage) -> PassageView {
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
            marks: self.marks(passage.id.anchor()),
            citations: &passage.citations,
            calls: passage.calls.iter().map(Into::into).collect(),
            ..Source::default()
        };
        let notes = passage.calls.iter().filter_map(|call| {
            let anchor = call.id.anchor();
            let note = self.notes.get(anchor)?;
            self.shown
                .insert(anchor.to_owned())
                .then(|| note_view(document, note, self.sought, true))
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

    /// What was searched, in a passage.
    fn marks(&self, anchor: &str) -> &'d [(usize, usize)] {
        self.sought.map_or(&[], |sought| sought.marks(anchor))
    }

    /// The notes that nothing calls.
    pub(super) fn loose(&self) -> Vec<NoteView> {
        let loose = self.order.iter();
        let loose = loose.filter(|note| !self.shown.contains(note.id.anchor()));
        loose
            .map(|note| note_view(self.document, note, self.sought, false))
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

/// What the margin says where a recital begins; an article says its number itself.
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

/// The anchor of an article by its number, `article-3-bis`, which a link can name without knowing the passage.
fn article_anchor(section: &Section) -> Option<String> {
    let number = section.number.as_deref()?;
    let named = DocumentId::from_name(&format!("article {number}"));
    (section.kind == SectionKind::Article).then(|| named.to_string())
}

fn other_language(document: &Document, language: Language) -> Option<&'static str> {
    (language != document.language).then(|| language.as_str())
}

fn note_view(
    document: &Document,
    note: &Footnote,
    sought: Option<&Sought>,
    is_called: bool,
) -> NoteView {
    NoteView {
        anchor: note.id.anchor().to_owned(),
        number: note.printed(),
        lang: other_language(document, note.language),
        is_called,
        text: note.text.as_ref().map(|text| {
            Source {
                text,
                marks: sought.map_or(&[], |sought| sought.marks(note.id.anchor())),
                citations: &note.citations,
                ..Source::default()
            }
            .cut()
        }),
    }
}
