//! A place in a list: of a search, or of those that cite an instrument.

use renvoi_document::{Language, RecordId, Summary};
use renvoi_query::{Citing, CitingEvidence, Hit, HitNote, Role};
use renvoi_reference::{Certainty, Citation, Key};

use super::names::{
    Name, Position, document_address, instrument_address, kind_name, permanent_address,
    record_address, sought_address,
};
use super::pieces::{CallAt, Pieces, Source};
use crate::ui::Ui;

/// Chips that a place shows; a table of references has hundreds.
const MOST_CHIPS: usize = 8;

/// Neighbours in a list that are of one section of a document, under one head.
pub(crate) struct Run {
    pub(crate) document: Summary,
    pub(crate) name: Name,
    pub(crate) address: String,
    pub(crate) date: Option<String>,
    /// Day of the consolidated version.
    pub(crate) version: Option<String>,
    /// What repealed or replaced the document: its name and its page.
    pub(crate) newer: Option<(String, String)>,
    /// Headings above the places.
    pub(crate) path: Vec<String>,
    pub(crate) places: Vec<Place>,
    /// Further places of the document, and where they are listed.
    pub(crate) more: Option<(String, String)>,
}

/// A place in a list.
pub(crate) struct Place {
    /// Its id, by which scripts name it.
    pub(crate) id: String,
    /// Where it is in the reader.
    pub(crate) address: String,
    /// Its permanent address.
    pub(crate) link: String,
    pub(crate) page: Option<u32>,
    pub(crate) position: Position,
    /// `¶ 83`: an address of Renvoi's own.
    pub(crate) ordinal: Option<String>,
    /// The note that was found by itself.
    pub(crate) note: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) is_inferred: bool,
    /// Why it stands where it does, where the query names an act beside words.
    pub(crate) role: Option<String>,
    /// Its language, where that is not French.
    pub(crate) lang: Option<&'static str>,
    pub(crate) text: Option<Pieces>,
    pub(crate) is_cut_before: bool,
    pub(crate) is_cut_after: bool,
    pub(crate) notes: Vec<Note>,
    /// What is said of the notes, where they are folded.
    pub(crate) folded: Option<String>,
    pub(crate) cites: Vec<(String, String)>,
    /// Instruments that it cites, too, but for which there is no room.
    pub(crate) more_cites: usize,
    /// A better place with nearly the same text.
    pub(crate) same_text_as: Option<String>,
}

/// A note under a place.
pub(crate) struct Note {
    pub(crate) number: u32,
    pub(crate) address: String,
    /// `None` where the source lost it.
    pub(crate) text: Option<Pieces>,
}

/// What the places of a list share.
#[derive(Clone, Copy)]
pub(crate) struct Listing<'u> {
    pub(crate) ui: &'u Ui,
    /// The query is about an act, beside its words.
    pub(crate) is_about: bool,
    /// Keys that the list is of: chips do not repeat them.
    pub(crate) keys: &'u [Key],
    /// What was searched: the reader goes on with it.
    pub(crate) query: &'u str,
}

/// The path that a page shows: without the title of the document, which stands above it.
fn shown<'p>(section: &'p [String], display: &'p [String], document: &Summary) -> &'p [String] {
    let path = if display.is_empty() { section } else { display };
    match path.split_first() {
        Some((first, rest)) if first == &document.title || first == document.shown_title() => rest,
        _ => path,
    }
}

impl Listing<'_> {
    /// Hits, with neighbours of one section under one head.
    pub(crate) fn hits(
        &self,
        hits: Vec<Hit>,
        more: impl Fn(&Hit) -> Option<(String, String)>,
    ) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for hit in hits {
            let position = Position::of(
                self.ui,
                shown(&hit.section, &hit.display_section, &hit.document),
            );
            let more = more(&hit);
            let document = hit.document.clone();
            let place = self.hit(hit, position);
            add(&mut runs, self.ui, document, place, more);
        }
        runs
    }

    /// Places that cite, by document and section.
    pub(crate) fn citing(&self, places: Vec<Citing>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for place in places {
            let position = Position::of(
                self.ui,
                shown(&place.section, &place.display_section, &place.document),
            );
            let document = place.document.clone();
            let older = place.newer_version.is_some();
            let place = self.place(place, position);
            add(&mut runs, self.ui, document, place, None);
            if let Some(run) = runs.last_mut().filter(|_| older) {
                run.version = Some(older_version(self.ui, &run.document));
            }
        }
        runs
    }

    fn hit(&self, hit: Hit, position: Position) -> Place {
        let ui = self.ui;
        let is_note = hit.kind == "footnote";
        let page = document_address(&hit.document.id);
        let calls = hit.footnotes.iter().filter_map(|note| {
            Some(CallAt {
                at: note.at?,
                printed: note.number.to_string(),
                anchor: note.id.anchor().to_owned(),
            })
        });
        let source = match &hit.called_from {
            Some(origin) if is_note => Source {
                text: &origin.text,
                part: Some((origin.snippet.start, origin.snippet.end)),
                ..Source::default()
            },
            _ => Source {
                text: &hit.text,
                part: Some((hit.snippet.start, hit.snippet.end)),
                marks: &hit.highlights,
                calls: calls.collect(),
                page,
                ..Source::default()
            },
        };
        // A note that nothing calls has no text but its own.
        let has_text = !is_note || hit.called_from.is_some();
        let matched = hit.footnotes.iter().filter(|note| note.matched).count();
        let is_found_by_text = !hit.highlights.is_empty() && !is_note;
        let mut chips = self.chips(hit.citations.iter());
        let more_cites = chips.len().saturating_sub(MOST_CHIPS);
        chips.truncate(MOST_CHIPS);
        let role = match hit.role {
            Role::Own if self.is_about => Some(ui.t("role-own")),
            Role::Cites if self.is_about => Some(ui.t("role-cites")),
            Role::Own | Role::Cites | Role::Words => None,
        };
        Place {
            id: hit.passage.to_string(),
            address: sought_address(&hit.passage, self.query),
            link: permanent_address(&hit.passage, &hit.text),
            page: hit.page,
            position,
            ordinal: ordinal(&hit.passage),
            note: is_note.then(|| {
                let number = hit.footnotes.first().map_or(0, |note| note.number);
                ui.n("note-number", number)
            }),
            kind: telling_kind(ui, hit.kind),
            is_inferred: hit.certainty.is_some_and(|c| c != Certainty::Exact),
            role,
            lang: other_than_french(hit.language),
            is_cut_before: source.is_cut_before(),
            is_cut_after: source.is_cut_after(),
            text: has_text.then(|| source.cut()),
            folded: (is_found_by_text && !hit.footnotes.is_empty())
                .then(|| announced(ui, &hit.footnotes, matched)),
            // Of a place that its notes found, they alone say why.
            notes: hit
                .footnotes
                .iter()
                .filter(|note| is_found_by_text || matched == 0 || note.matched)
                .map(Note::of_hit)
                .collect(),
            cites: chips,
            more_cites,
            same_text_as: hit.same_text_as.as_ref().map(record_address),
        }
    }

    fn place(&self, place: Citing, position: Position) -> Place {
        let ui = self.ui;
        let own = place.evidence.iter().find(|e| e.footnote.is_none());
        let none: &[(usize, usize)] = &[];
        let notes = place.evidence.iter().filter_map(Note::of_evidence);
        let notes: Vec<Note> = notes.collect();
        let id = place
            .passage
            .as_ref()
            .or(place.footnote.as_ref().map(|n| &n.id));
        let cited: Vec<&Citation> = place
            .citations
            .iter()
            .chain(
                place
                    .evidence
                    .iter()
                    .filter_map(|e| e.footnote.as_ref())
                    .flat_map(|note| &note.citations),
            )
            .collect();
        let mut chips = self.chips(cited.iter().map(|citation| &citation.key));
        let more_cites = chips.len().saturating_sub(MOST_CHIPS);
        chips.truncate(MOST_CHIPS);
        let source = Source {
            text: &place.text,
            part: Some((place.snippet.start, place.snippet.end)),
            marks: own.map_or(none, |own| own.spans.as_slice()),
            calls: place.calls.iter().map(CallAt::from).collect(),
            page: document_address(&place.document.id),
            ..Source::default()
        };
        Place {
            id: id.map(ToString::to_string).unwrap_or_default(),
            address: id
                .map(|id| sought_address(id, self.query))
                .unwrap_or_default(),
            link: id
                .map(|id| permanent_address(id, own_text(&place)))
                .unwrap_or_default(),
            page: place.page,
            position,
            ordinal: place.passage.as_ref().and_then(ordinal),
            note: own.is_none().then(|| {
                let number = place.footnote.as_ref().map_or(0, |note| note.number);
                ui.n("note-number", number)
            }),
            kind: None,
            is_inferred: place.certainty != Certainty::Exact,
            role: None,
            lang: other_than_french(place.language),
            is_cut_before: source.is_cut_before(),
            is_cut_after: source.is_cut_after(),
            text: (!place.text.is_empty()).then(|| source.cut()),
            notes,
            folded: None,
            cites: chips,
            more_cites,
            same_text_as: None,
        }
    }

    /// Names and pages of the instruments that are cited, but for those that the list is of.
    fn chips<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Vec<(String, String)> {
        let mut chips: Vec<(String, String)> = Vec::new();
        for key in keys.filter(|key| !self.keys.contains(key)) {
            let chip = (
                Name::of_key(key.as_str()).line(),
                instrument_address(key.as_str()),
            );
            if !chips.contains(&chip) {
                chips.push(chip);
            }
        }
        chips
    }
}

impl Note {
    fn of_hit(note: &HitNote) -> Self {
        let source = Source {
            text: &note.text,
            marks: &note.highlights,
            ..Source::default()
        };
        Self {
            number: note.number,
            address: record_address(&note.id),
            text: (!note.text.is_empty()).then(|| source.cut()),
        }
    }

    fn of_evidence(evidence: &CitingEvidence) -> Option<Self> {
        let note = evidence.footnote.as_ref()?;
        let source = Source {
            text: &note.text,
            marks: &evidence.spans,
            ..Source::default()
        };
        Some(Self {
            number: note.number,
            address: record_address(&note.id),
            text: Some(source.cut()),
        })
    }
}

/// Adds a place to the last run, where it is of the same section, or to a new one.
fn add(
    runs: &mut Vec<Run>,
    ui: &Ui,
    document: Summary,
    place: Place,
    more: Option<(String, String)>,
) {
    if let Some(run) = runs.last_mut()
        && run.document.id == document.id
        && run.path == place.position.path
        && run.more.is_none()
    {
        run.places.push(place);
        run.more = more;
        return;
    }
    runs.push(Run {
        name: Name::of(&document),
        address: document_address(&document.id),
        date: document.date.map(|date| ui.date(date)),
        version: document
            .consolidated
            .map(|day| ui.s("version-of", ui.date(day))),
        newer: document.replaced_by.as_deref().map(|key| {
            let name = Name::of_key(key).line();
            (name, instrument_address(key))
        }),
        path: place.position.path.clone(),
        places: vec![place],
        more,
        document,
    });
}

/// What is said of a version that a newer one took the place of.
fn older_version(ui: &Ui, document: &Summary) -> String {
    match document.consolidated {
        Some(day) => ui.s("version-replaced", ui.date(day)),
        None => ui.t("adopted-replaced"),
    }
}

/// The text of the passage, or of the note that nothing calls.
fn own_text(place: &Citing) -> &str {
    match (&place.passage, &place.footnote) {
        (None, Some(note)) => &note.text,
        _ => &place.text,
    }
}

/// `¶ 83` of a passage; nothing of a note, which has a number of its own.
fn ordinal(id: &RecordId) -> Option<String> {
    let ordinal = id.anchor().strip_prefix('p')?;
    Some(format!("¶\u{a0}{ordinal}"))
}

/// A kind that tells something: most places are paragraphs.
fn telling_kind(ui: &Ui, kind: &str) -> Option<String> {
    matches!(kind, "heading" | "box" | "table-row").then(|| kind_name(ui, kind))
}

fn other_than_french(language: Language) -> Option<&'static str> {
    (language != Language::Fr).then(|| language.as_str())
}

/// *Notes 74 à 77, 4 avec les mots cherchés.*
fn announced(ui: &Ui, notes: &[HitNote], matched: usize) -> String {
    let numbers: Vec<u32> = notes.iter().map(|note| note.number).collect();
    let (first, last) = (numbers.first().copied(), numbers.last().copied());
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    let said = if numbers.len() == 1 {
        ui.n("one-note", first)
    } else if usize::try_from(last.saturating_sub(first)) == Ok(numbers.len() - 1) {
        ui.ss("notes-from-to", first.to_string(), last.to_string())
    } else {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        ui.s("notes-listed", numbers.join(", "))
    };
    match matched {
        0 => said,
        _ if numbers.len() == 1 => ui.s("note-with-words", said),
        n => ui.ns("notes-with-words", n, said),
    }
}
