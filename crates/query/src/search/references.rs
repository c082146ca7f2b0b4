//! A search for instruments alone, and for places of one: the places that cite them, as `cite` lists them.

use renvoi_document::RecordId;
use renvoi_reference::{Certainty, Key};

use super::{Asked, Asking, about};
use crate::act_place::{self, ActPlace};
use crate::citing::{CitingRequest, Counts};
use crate::explanation::Explanation;
use crate::language::{Clause as Part, Query, Versions};
use crate::plan::{plan, readings};
use crate::remark::Remark;
use crate::request::{Answer, Match, Request, Role};
use crate::resolve::documents_of;
use crate::view::View;
use renvoi_index::IndexError;

/// The most passages of a place that stand before what cites it.
const MOST_OF_PLACE: usize = 3;

/// What a search for instruments alone found.
pub(super) struct Found {
    pub(super) asked: Asked,
    /// The place that the query names, when the index has it.
    pub(super) place: Option<ActPlace>,
    /// What is said of a place that is not there.
    pub(super) said: Option<Remark>,
    /// Who cites the instrument, where it is one and no filter narrows the list.
    pub(super) counts: Option<(Vec<Key>, Counts)>,
}

/// Searches for what a query of instruments alone asks; `None` for any other query.
pub(super) fn search(asking: &Asking<'_>, query: &mut Query) -> Result<Option<Found>, IndexError> {
    let index = asking.index;
    let places = query.places();
    let Some(all) = instruments(query, !places.is_empty()) else {
        return Ok(None);
    };
    let mut request = request(query, index)?;
    // Notes as results of their own are records, and no places.
    if request.filters.notes == Some(true) || request.filters.kinds.iter().any(|k| k == "footnote")
    {
        if !places.is_empty() {
            query.root.should.clear();
        }
        return Ok(None);
    }
    asking.page(&mut request);
    let keys = all.concat();
    let found = if places.is_empty() {
        act_place::Found::default()
    } else {
        act_place::find(index, &keys, &places)?
    };
    let mut filters = request.filters.clone();
    filters.cites.clear();
    let is_whole = query.filters.is_empty() && query.excluded.is_empty() && places.is_empty();
    let is_whole = is_whole && all.len() == 1 && request.clauses.must_not.is_empty();
    let citing = CitingRequest {
        own: documents_of(index, &keys)?,
        paths: found.paths,
        every_version: filters.versions == Some(Versions::All),
        filters,
        excluded: request.excluded.clone(),
        must_not: request.clauses.must_not.clone(),
        order: request.order,
        by_document: request.by_document,
        by_path: found.place.is_some(),
        facets: request.facets,
        all,
        ..CitingRequest::default()
    };
    let own = found.place.iter().flat_map(|place| &place.units);
    let most = if request.by_document {
        1
    } else {
        MOST_OF_PLACE
    };
    let own: Vec<RecordId> = own.map(|unit| unit.id.clone()).take(most).collect();
    let (asked, counts) = answered(asking, request, &citing, own)?;
    let place = found.place.map(|mut place| {
        place.count(&counts.by_path);
        place
    });
    Ok(Some(Found {
        asked,
        place,
        said: found.said,
        counts: is_whole.then_some((keys, counts)),
    }))
}

/// The instruments that a query requires, each by its keys, where it asks for nothing else. Places of one are no words,
/// nor is what only writes a reference out.
fn instruments(query: &Query, has_places: bool) -> Option<Vec<Vec<Key>>> {
    let root = &query.root;
    let alone = has_places || !about::has_content(root);
    let cited = query.filters.cites.iter().map(readings);
    if query.is_sentence || !alone || (root.must.is_empty() && query.filters.cites.is_empty()) {
        return None;
    }
    let required: Option<Vec<Vec<Key>>> = root.must.iter().map(one_of).collect();
    Some(required?.into_iter().chain(cited).collect())
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
fn request(query: &mut Query, index: &View) -> Result<Request, IndexError> {
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
) -> Result<(Asked, Counts), IndexError> {
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
    let matched = |record, role, others, certainty| Match {
        score: 0.0,
        certainty,
        // Places are in the order of a list: nothing adds up.
        explanation: asking.options.explain.then(Explanation::default),
        others,
        role: Some(role),
        record,
    };
    for record in index.records(&page)? {
        hits.push(matched(record, Role::Own, 0, None));
    }
    hits.extend(cited.places.into_iter().map(|place| {
        let role = if place.is_own { Role::Own } else { Role::Cites };
        let certainty = if place.is_formal {
            Certainty::Exact
        } else {
            Certainty::Inferred
        };
        matched(place.record, role, place.others, Some(certainty))
    }));
    let total = before + cited.counts.total();
    let asked = Asked {
        request,
        answer: Answer {
            hits,
            total,
            facets: cited.facets,
            with_words: total,
            with_acts: total,
        },
    };
    Ok((asked, cited.counts))
}
