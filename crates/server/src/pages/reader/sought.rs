//! What was searched before a document was opened: its places in the document, marked, with the way from one to the next.

use std::collections::{HashMap, HashSet};

use renvoi_document::{Document, RecordId};
use renvoi_query::{LARGEST_PAGE, Options, Page, Query, View, search};
use renvoi_reference::Catalogue;

use crate::error::Failure;
use crate::pages::names::document_address;
use crate::pages::search::search_address;

/// Places that are looked at; a document that has more is read, not searched.
const MOST: usize = 500;

/// A search within a document.
pub(super) struct Sought {
    /// The query as typed.
    pub(super) query: String,
    /// The search in all documents.
    pub(super) address: String,
    /// Places in the order of the text, by their anchors.
    places: Vec<String>,
    /// What matched, by the anchor of the passage or the note.
    marks: HashMap<String, Vec<(usize, usize)>>,
    /// The place that is shown, among them.
    at: Option<usize>,
    base: String,
}

impl Sought {
    /// Searches a document for what a query of all documents asks.
    pub(super) fn new(
        view: &View,
        query: &str,
        document: &Document,
        at: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        let id = &document.id;
        if query.trim().is_empty() {
            return Ok(None);
        }
        let mut within = Query::of(query);
        within.filters.documents = vec![id.clone()];
        within.filters.instruments.clear();
        let text = within.printed(Catalogue::bundled());
        let text = text.unwrap_or_else(|| format!("{query} dans:{id}"));
        let mut found: HashSet<String> = HashSet::new();
        let mut read = 0;
        let mut marks: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        while read < MOST {
            let options = Options::from(Page {
                offset: read,
                limit: LARGEST_PAGE,
            });
            let hits = search(view, &text, options)?.hits;
            let last = hits.len() < LARGEST_PAGE;
            read += hits.len();
            // On the page of a copy the query is of the original: its places are not here.
            for hit in hits.into_iter().filter(|hit| hit.document.id == *id) {
                let anchor = hit.passage.anchor().to_owned();
                for note in hit.footnotes.iter().filter(|note| note.matched) {
                    marks.insert(note.id.anchor().to_owned(), note.highlights.clone());
                }
                if hit.kind != "footnote" {
                    marks.insert(anchor.clone(), hit.highlights);
                }
                found.insert(anchor);
            }
            if last {
                break;
            }
        }
        let places: Vec<String> = in_reading_order(document)
            .filter(|anchor| found.contains(*anchor))
            .map(str::to_owned)
            .collect();
        Ok(Some(Self {
            at: at.and_then(|at| places.iter().position(|place| place == at)),
            query: query.to_owned(),
            address: search_address(query),
            base: document_address(id),
            places,
            marks,
        }))
    }

    /// What matched in a passage or a note.
    pub(super) fn marks(&self, anchor: &str) -> &[(usize, usize)] {
        self.marks.get(anchor).map_or(&[], Vec::as_slice)
    }

    /// Number of places.
    pub(super) fn total(&self) -> usize {
        self.places.len()
    }

    /// Number of the place that is shown, from 1.
    pub(super) fn number(&self) -> Option<usize> {
        self.at.map(|at| at + 1)
    }

    /// The anchors of the places, for scripts.
    pub(super) fn anchors(&self) -> String {
        self.places.join(" ")
    }

    /// The place before the one that is shown.
    pub(super) fn previous(&self) -> Option<String> {
        self.place(self.at?.checked_sub(1)?)
    }

    /// The place behind it; the first where none is shown.
    pub(super) fn next(&self) -> Option<String> {
        self.place(self.at.map_or(0, |at| at + 1))
    }

    fn place(&self, at: usize) -> Option<String> {
        let anchor = self.places.get(at)?;
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs
            .append_pair("q", &self.query)
            .append_pair("at", anchor);
        Some(format!("{}?{}#{anchor}", self.base, pairs.finish()))
    }
}

/// The anchors of a document as its page has them: each passage, then the notes that it is the first to call; those that
/// nothing calls are last.
fn in_reading_order(document: &Document) -> impl Iterator<Item = &str> {
    let notes: HashMap<&RecordId, &str> = document
        .footnotes
        .iter()
        .map(|note| (&note.id, note.id.anchor()))
        .collect();
    let mut placed = HashSet::new();
    let mut order = Vec::new();
    for passage in &document.passages {
        order.push(passage.id.anchor());
        let called = passage.calls.iter().filter_map(|call| notes.get(&call.id));
        order.extend(called.copied().filter(|anchor| placed.insert(*anchor)));
    }
    let rest = document.footnotes.iter().map(|note| note.id.anchor());
    order.extend(rest.filter(|anchor| !placed.contains(anchor)));
    order.into_iter()
}
