//! A search for instruments alone, and for places of one: the places that cite them, as `cite` lists them.

use renvoi_document::RecordId;
use renvoi_reference::{Key, LegalPath};

use super::{Asked, Asking, about};
use crate::act_place::{self, ActPlace};
use crate::citing::CitingRequest;
use crate::index::{IndexError, PassageIndex};
use crate::language::{Clause as Part, Query, Versions};
use crate::plan::{plan, readings};
use crate::rank::Explanation;
use crate::request::{Answer, Match, Request, Role};
use crate::resolve::documents_of;

/// The most passages of a place that stand before what cites it.
const MOST_OF_PLACE: usize = 3;

/// What a search for instruments alone found.
pub(super) struct Found {
    pub(super) asked: Asked,
    /// The place that the query names, when the index has it.
    pub(super) place: Option<ActPlace>,
    /// What is said of a place that is not there.
    pub(super) said: Option<String>,
}

/// Searches for what a query of instruments alone asks; `None` for any other query.
pub(super) fn search(asking: &Asking<'_>, query: &mut Query) -> Result<Option<Found>, IndexError> {
    // Notes as results of their own are records, and no places.
    let of_notes = query.filters.notes == Some(true)
        || query.filters.kinds.iter().any(|kind| kind == "footnote");
    let places = query.places();
    let Some(all) = instruments(query, !places.is_empty()).filter(|_| !of_notes) else {
        return Ok(None);
    };
    let index = asking.index;
    let mut request = request(query, index)?;
    asking.page(&mut request);
    let keys = all.concat();
    let citing = CitingRequest {
        own: documents_of(index, &keys)?,
        paths: places.iter().filter_map(LegalPath::of).collect(),
        every_version: query.filters.versions == Some(Versions::All),
        filters: request.filters.clone(),
        excluded: request.excluded.clone(),
        order: request.order,
        by_document: request.by_document,
        facets: true,
        all,
        ..CitingRequest::default()
    };
    if places.is_empty() {
        let asked = answered(asking, request, &citing, Vec::new())?;
        return Ok(Some(Found {
            asked,
            place: None,
            said: None,
        }));
    }
    let found = act_place::find(index, &keys, &places)?;
    let is_filtered = !query.filters.is_empty() || !query.excluded.is_empty();
    // Filters are on what cites: the place itself is what it is.
    let own = found.place.iter().flat_map(|place| &place.units);
    let own = own.map(|unit| unit.id.clone()).take(MOST_OF_PLACE);
    let own: Vec<RecordId> = own.filter(|_| !is_filtered).collect();
    let asked = answered(asking, request, &citing, own)?;
    let place = match found.place {
        Some(mut place) => {
            let counts = CitingRequest {
                limit: 0,
                facets: false,
                ..citing
            };
            place.count(&index.citing(&counts)?.counts.by_path);
            Some(place)
        }
        None => None,
    };
    Ok(Some(Found {
        asked,
        place,
        said: found.said,
    }))
}

/// The instruments that a query requires, each by its keys, where it asks for nothing else. Places of one are no words,
/// nor is what only writes a reference out.
fn instruments(query: &Query, has_places: bool) -> Option<Vec<Vec<Key>>> {
    let root = &query.root;
    let alone = has_places || !about::has_content(root);
    if root.must.is_empty() || !root.must_not.is_empty() || query.is_sentence || !alone {
        return None;
    }
    root.must.iter().map(one_of).collect()
}

/// The keys of an instrument, or of several any of which is wanted.
fn one_of(part: &Part) -> Option<Vec<Key>> {
    match part {
        Part::Reference { key, .. } => Some(readings(key)),
        Part::Group(group) if group.must.is_empty() && group.must_not.is_empty() => {
            let each = group.should.iter().map(alternative);
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// The keys of one alternative of several.
fn alternative(part: &Part) -> Option<Vec<Key>> {
    match part {
        Part::Group(group) if group.must_not.is_empty() => {
            match (group.should.as_slice(), group.must.as_slice()) {
                ([], [one]) => one_of(one),
                _ => None,
            }
        }
        other => one_of(other),
    }
}

/// What the hits are shown by: the instruments and the filters, but no words.
fn request(query: &mut Query, index: &dyn PassageIndex) -> Result<Request, IndexError> {
    let words = std::mem::take(&mut query.root.should);
    let planned = plan(query, index);
    query.root.should = words;
    planned
}

/// Asks for the part of the list that is wanted, behind the passages of a place that come first.
fn answered(
    asking: &Asking<'_>,
    request: Request,
    citing: &CitingRequest,
    own: Vec<RecordId>,
) -> Result<Asked, IndexError> {
    let before = own.len();
    let cited = CitingRequest {
        except: own.clone(),
        offset: request.offset.saturating_sub(before),
        limit: request
            .limit
            .saturating_sub(before.saturating_sub(request.offset)),
        ..citing.clone()
    };
    let index = asking.index;
    let cited = index.citing(&cited)?;
    let page = own.into_iter().skip(request.offset).take(request.limit);
    let page: Vec<RecordId> = page.collect();
    let mut hits = Vec::with_capacity(page.len() + cited.places.len());
    let matched = |record, role, others| Match {
        score: 0.0,
        // Places are in the order of a list: nothing adds up.
        explanation: asking.options.explain.then(Explanation::default),
        others,
        role: Some(role),
        record,
    };
    for record in index.records(&page)? {
        hits.push(matched(record, Role::Own, 0));
    }
    hits.extend(cited.places.into_iter().map(|place| {
        let role = if place.is_own { Role::Own } else { Role::Cites };
        matched(place.record, role, place.others)
    }));
    let total = before + cited.counts.total();
    Ok(Asked {
        request,
        answer: Answer {
            hits,
            total,
            facets: cited.facets,
            with_words: total,
            with_acts: total,
        },
    })
}
