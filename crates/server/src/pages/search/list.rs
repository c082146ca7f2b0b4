//! The list of a search: how the query was understood, the instrument or the place that it names, the places.

use std::collections::HashSet;

use renvoi_query::{
    ActPlace, Hit, How, Instrument, Interpretation, Options, Order, Page, Query, Results, View,
    search,
};
use renvoi_reference::Catalogue;

use super::address::{Manner, search_address};
use super::facets::{Chip, Maker};
use super::place::PlaceCard;
use crate::error::Failure;
use crate::pages::card::Card;
use crate::pages::hit::{Listing, Run};
use crate::pages::home::updated;
use crate::pages::names::{Name, document_address, instrument_address};
use crate::routes::search::Sort;
use crate::ui::Ui;

/// Instruments that the query may mean above the list.
const MOST_OFFERED: usize = 2;

/// Filters that are left out one by one when nothing is found.
const MOST_TRIED: usize = 6;

/// What a search found.
pub(crate) struct List {
    pub(crate) chips: Vec<Chip>,
    /// The search without its filters.
    pub(crate) cleared: Option<String>,
    /// What could not be used.
    pub(crate) diagnostics: Vec<String>,
    /// The instrument that is asked for alone.
    pub(crate) card: Option<Card>,
    /// The place of an act that is asked for.
    pub(crate) place: Option<PlaceCard>,
    /// Instruments that the query names beside words, or may mean.
    pub(crate) named: Vec<Named>,
    /// Another spelling, and its search.
    pub(crate) meant: Option<(String, String)>,
    /// What only replaced versions hold: how much, and its search.
    pub(crate) in_replaced: Option<(usize, String)>,
    /// How the words were widened.
    pub(crate) widened: Vec<Widened>,
    /// The words as a phrase, and as they are.
    pub(crate) exact: Option<(String, String)>,
    /// The words without what the query names.
    pub(crate) words: Option<(String, String)>,
    pub(crate) total: usize,
    pub(crate) certainties: Option<Certainties>,
    pub(crate) sorts: Vec<Sorted>,
    pub(crate) by_document: Sorted,
    pub(crate) runs: Vec<Run>,
    /// Number of the first hit, and of the last.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The list ends before this page: its first page.
    pub(crate) beginning: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    /// What would be found without a filter: its label, how much, and the search.
    pub(crate) without: Vec<(String, usize, String)>,
    /// Instruments beside the search.
    pub(crate) also: Vec<(String, String, Option<String>)>,
    /// Documents of the index, and when it was last changed.
    pub(crate) documents: usize,
    pub(crate) updated: Option<String>,
}

/// An instrument that a query names beside words, or may mean.
pub(crate) struct Named {
    pub(crate) name: Name,
    pub(crate) address: String,
    pub(crate) is_offered: bool,
    pub(crate) total: usize,
    pub(crate) document: Option<String>,
    pub(crate) newer: Option<(String, String)>,
}

/// How a part of the query was widened.
pub(crate) struct Widened {
    pub(crate) label: String,
    pub(crate) added: String,
}

/// A link to the same list in another manner.
pub(crate) struct Sorted {
    pub(crate) label: String,
    pub(crate) address: String,
    pub(crate) is_chosen: bool,
}

/// How surely an instrument is cited: links to one of both.
pub(crate) struct Certainties {
    pub(crate) choices: Vec<(String, usize, String, bool)>,
}

impl List {
    pub(crate) fn new(
        view: &View,
        maker: &Maker<'_>,
        page: Page,
        mut results: Results,
    ) -> Result<Self, Failure> {
        let (ui, typed) = (maker.ui, maker.typed);
        let understood = results.interpretation.clone();
        let total = results.total.unwrap_or_default();
        let mut hits = std::mem::take(&mut results.hits);
        let found = hits.len();
        let last = page.offset + found;
        // The place that is named stands above the list, whole.
        let place = results.place.take();
        if let Some(place) = &place {
            let shown: HashSet<_> = place.units.iter().map(|unit| &unit.id).collect();
            hits.retain(|hit| !shown.contains(&hit.passage));
        }
        let is_alone = understood.text.is_empty() && understood.references.len() == 1;
        // What is named stands above the first page alone: others go on with the list.
        let is_first = page.offset == 0;
        let place = place.filter(|_| is_first);
        let card = (is_alone && place.is_none() && is_first)
            .then(|| results.instruments.iter().find(|i| i.how == How::Named))
            .flatten()
            .map(|instrument| Card::new(ui, instrument));
        let carded = card.as_ref().map(|card| card.key.clone());
        let named = results.instruments.iter();
        let named = named.filter(|i| Some(i.key.as_str()) != carded.as_deref());
        let named: Vec<&Instrument> = named.collect();
        // A word may be in the names of many: they stand beside.
        let offered = named.iter().filter(|i| i.how == How::Offered).count();
        let (named, offered): (Vec<&Instrument>, Vec<&Instrument>) = named
            .into_iter()
            .partition(|i| i.how == How::Named || offered <= MOST_OFFERED);
        let named = named
            .into_iter()
            .map(|instrument| Named::new(ui, instrument));
        let named = named.collect();
        let manner = maker.manner;
        let more = |hit: &Hit| {
            (hit.others > 0).then(|| {
                let inside = format!("{typed} dans:{}", hit.document.id);
                let manner = Manner {
                    by_document: false,
                    ..manner
                };
                (
                    ui.n("others-in-document", hit.others),
                    manner.address(&inside, 0),
                )
            })
        };
        let listing = Listing {
            ui,
            is_about: !understood.references.is_empty() && !understood.text.is_empty(),
            keys: &understood.references,
            query: typed,
        };
        let address = |offset: usize| manner.address(typed, offset);
        let has_more = last < total
            && found > 0
            // How many documents there are is not known; a page that is not full is the last.
            && (!manner.by_document || found >= page.limit);
        Ok(Self {
            chips: maker.chips(),
            cleared: maker.cleared(),
            diagnostics: ui.remarks(&understood.diagnostics),
            named,
            meant: understood.did_you_mean.clone().map(|meant| {
                let address = search_address(&meant);
                (meant, address)
            }),
            in_replaced: understood
                .in_replaced
                .as_ref()
                .map(|held| (held.total, search_address(&held.query))),
            widened: widened(ui, &understood),
            exact: exact(&understood, &maker.query),
            words: words(&understood, place.as_ref(), &maker.query),
            certainties: certainties(ui, maker, &results, is_alone && place.is_none()),
            sorts: sorts(ui, maker),
            by_document: grouped(ui, maker),
            place: place.map(|place| PlaceCard::new(ui, *Box::new(place), &understood.references)),
            card,
            first: (page.offset + 1).min(last),
            last,
            beginning: (found == 0 && total > 0 && page.offset > 0).then(|| address(0)),
            before: (page.offset > 0).then(|| address(page.offset.saturating_sub(page.limit))),
            after: has_more.then(|| address(last)),
            without: if total == 0 {
                without(view, maker)?
            } else {
                Vec::new()
            },
            also: also(view, &understood, &offered)?,
            documents: view.documents(None, 0)?.total,
            updated: updated(view, ui)?,
            runs: listing.hits(hits, more),
            total,
        })
    }
}

impl Named {
    fn new(ui: &Ui, instrument: &Instrument) -> Self {
        let card = Card::new(ui, instrument);
        Self {
            name: card.name,
            address: card.address,
            is_offered: instrument.how == How::Offered,
            total: card.total,
            document: card.document,
            newer: card.newer,
        }
    }
}

fn widened(ui: &Ui, understood: &Interpretation) -> Vec<Widened> {
    let widened = understood.expansions.iter();
    let widened = widened.filter(|widened| !widened.added.is_empty());
    widened
        .map(|widened| Widened {
            label: widened.label.clone(),
            added: match widened.count {
                Some(count) => {
                    let added = widened.added.join(", ");
                    ui.ns("explained", count, added)
                }
                None => widened.added.join(", "),
            },
        })
        .collect()
}

/// The words as one phrase, which takes them as they are, and its search.
fn exact(understood: &Interpretation, query: &Query) -> Option<(String, String)> {
    let text = understood.text.trim();
    let is_plain = text.contains(' ') && !text.contains(['"', '(', '*', '~', '-', '«', '?']);
    if !is_plain || query.is_sentence {
        return None;
    }
    let phrase = format!("\"{text}\"");
    let mut exact = query.clone();
    exact.root = Query::parse(&phrase).root;
    let printed = exact.printed(Catalogue::bundled())?;
    Some((phrase, search_address(&printed)))
}

/// What names an act or a place of one, searched as words.
fn words(
    understood: &Interpretation,
    place: Option<&ActPlace>,
    query: &Query,
) -> Option<(String, String)> {
    place?;
    let names: Vec<String> = understood
        .references
        .iter()
        .map(|key| Name::of_key(key.as_str()).number)
        .collect();
    let text = if query.free.is_empty() {
        names.join(" ")
    } else {
        query.free.join(" ")
    };
    let text = format!("\"{}\"", text.trim());
    Some((text.clone(), search_address(&text)))
}

/// Links to the formal and to the inferred citations of the one instrument that is asked for.
fn certainties(
    ui: &Ui,
    maker: &Maker<'_>,
    results: &Results,
    is_card: bool,
) -> Option<Certainties> {
    let instrument = results.instruments.first().filter(|_| is_card)?;
    let (formal, inferred) = (instrument.places.formal, instrument.places.inferred);
    if formal == 0 || inferred == 0 {
        return None;
    }
    let chosen = maker.query.filters.certainty;
    let mut base = maker.query.clone();
    base.filters.certainty = None;
    let choice = |message: &str, count, certainty: Option<renvoi_query::Certain>| {
        let mut query = base.clone();
        query.filters.certainty = certainty;
        let text = query.printed(Catalogue::bundled())?;
        let address = maker.manner.address(&text, 0);
        Some((ui.t(message), count, address, certainty == chosen))
    };
    let choices = [
        choice("certainty-all", formal + inferred, None),
        choice(
            "certainty-formal",
            formal,
            Some(renvoi_query::Certain::Formal),
        ),
        choice(
            "certainty-inferred",
            inferred,
            Some(renvoi_query::Certain::Inferred),
        ),
    ];
    // Counts are those of the whole list: filters would make them another.
    let is_whole = {
        let mut rest = maker.query.clone();
        rest.filters.certainty = None;
        rest.filters.is_empty() && rest.excluded.is_empty()
    };
    is_whole.then(|| Certainties {
        choices: choices.into_iter().flatten().collect(),
    })
}

fn sorts(ui: &Ui, maker: &Maker<'_>) -> Vec<Sorted> {
    let sorts = [
        ("sort-relevance", Sort::Relevance),
        ("sort-newest", Sort::Newest),
        ("sort-oldest", Sort::Oldest),
    ];
    let sorts = sorts.into_iter().map(|(message, sort)| Sorted {
        label: ui.t(message),
        address: Manner {
            sort,
            ..maker.manner
        }
        .address(maker.typed, 0),
        is_chosen: maker.manner.sort == sort,
    });
    sorts.collect()
}

fn grouped(ui: &Ui, maker: &Maker<'_>) -> Sorted {
    let is_chosen = maker.manner.by_document;
    Sorted {
        label: ui.t("by-document"),
        address: Manner {
            by_document: !is_chosen,
            ..maker.manner
        }
        .address(maker.typed, 0),
        is_chosen,
    }
}

/// What would be found without one of the filters.
fn without(view: &View, maker: &Maker<'_>) -> Result<Vec<(String, usize, String)>, Failure> {
    let mut found = Vec::new();
    for part in maker.query.filter_parts().into_iter().take(MOST_TRIED) {
        let Some(text) = part.without.printed(Catalogue::bundled()) else {
            continue;
        };
        let counted = Options {
            page: Page {
                offset: 0,
                limit: 0,
            },
            order: Order::Relevance,
            ..Options::default()
        };
        let total = search(view, &text, counted)?.total.unwrap_or_default();
        if total > 0 {
            let address = maker.manner.address(&text, 0);
            found.push((maker.filter_label(&part), total, address));
        }
    }
    found.sort_by_key(|(_, total, _)| std::cmp::Reverse(*total));
    Ok(found)
}

/// Instruments and documents whose names have the words of the query.
fn also(
    view: &View,
    understood: &Interpretation,
    offered: &[&Instrument],
) -> Result<Vec<(String, String, Option<String>)>, Failure> {
    const MOST: usize = 6;
    let text = understood.text.trim();
    if offered.is_empty() && text.is_empty() || text.len() > 60 || !understood.references.is_empty()
    {
        return Ok(Vec::new());
    }
    let suggested = renvoi_query::suggest(view, text)?;
    let mut also: Vec<(String, String, Option<String>)> = Vec::new();
    for instrument in offered.iter().take(MOST) {
        let address = instrument_address(instrument.key.as_str());
        also.push((instrument.name.clone(), address, instrument.title.clone()));
    }
    for document in suggested.documents.into_iter().take(MOST) {
        let document = document.describe();
        let name = Name::of(&document);
        let title = (name.number != document.shown_title())
            .then(|| super::super::card::subject(document.shown_title()));
        also.push((name.number, document_address(&document.id), title));
    }
    for instrument in suggested.instruments.into_iter().take(MOST) {
        let name = Name::of_key(instrument.key.as_str());
        if !also.iter().any(|(known, ..)| *known == name.number) {
            let address = instrument_address(instrument.key.as_str());
            also.push((name.number, address, instrument.title));
        }
    }
    also.truncate(MOST);
    Ok(also)
}
