//! The places that cite instruments, by the columns of all of them: records are opened for the page alone.

use std::collections::{BTreeMap, HashMap};

use renvoi_document::{DocumentId, RecordId};
use renvoi_index::{
    Address, Among, Facet, FacetOf, Field, Find, IndexError, MOST_MATCHES, Number, Query, Row,
    Rows, Scope,
};
use renvoi_reference::{Key, LegalPath};

use super::facets::{self, Counted, Dimension, Kinds};
use super::lower::{self, Side, Sided, clause};
use super::{View, read};
use crate::citing::{
    CitingAnswer, CitingPlace, CitingRequest, CitingRow, Counts, count_by_document, count_places,
    fold_versions, order_places,
};
use crate::language::{Certain, Versions};
use crate::request::Request;
use crate::stored::{FORMALLY, Facets, Record, cited_place, formally_cited_place};

/// The columns of a row, in their order.
const COLUMNS: [Number; 7] = [
    Number::Ordinal,
    Number::OfAct,
    Number::LegalPath,
    Number::SameText,
    Number::Version,
    Number::Year,
    Number::Day,
];

impl View {
    /// The places that cite instruments: those of several versions of an act once, unless each version is wanted.
    pub(crate) fn citing(&self, request: &CitingRequest) -> Result<CitingAnswer, IndexError> {
        let asked = Asked {
            view: self,
            request,
        };
        let Listed {
            rows,
            stored,
            all_versions,
            ids,
        } = asked.listed()?;
        let mut counts = Counts {
            all_versions,
            ..count_places(&rows)
        };
        if request.by_documents {
            counts.by_document = count_by_document(&rows, &ids);
        }
        let address = |row: &CitingRow| stored.get(&(row.document, row.ordinal)).copied();
        let kept: Vec<Address> = rows.iter().filter_map(address).collect();
        let facets = asked.counted(&kept, &mut counts)?;
        let page = grouped(rows, request.by_document).into_iter();
        let page = page.skip(request.offset).take(request.limit);
        let page: Vec<_> = page
            .filter_map(|(row, others)| Some((address(&row)?, row, others)))
            .collect();
        Ok(CitingAnswer {
            places: self.citing_places(page)?,
            counts,
            facets,
        })
    }

    /// The places that cite instruments and meet the filters, each version of an act once.
    pub(super) fn citing_once(&self, request: &CitingRequest) -> Result<Vec<Address>, IndexError> {
        let asked = Asked {
            view: self,
            request,
        };
        Ok(asked.listed()?.addresses())
    }

    /// How many places cite each of several instruments, each by its keys, its own mentions included.
    pub(crate) fn count_citing(&self, acts: &[Vec<Key>]) -> Result<Vec<Counts>, IndexError> {
        let mut counts = Vec::with_capacity(acts.len());
        for acts in acts.chunks(MOST_MATCHES / 2) {
            let cites = |keys: &[Key]| Sided::of(Side::Both, None).cites(keys).unscored();
            let formally =
                |keys: &[Key]| Query::any_value(Field::CitesFormally, keys.iter().map(Key::as_str));
            let asked = Rows {
                query: cites(&acts.concat()),
                numbers: COLUMNS.to_vec(),
                matches: acts
                    .iter()
                    .flat_map(|keys| [cites(keys), formally(keys)])
                    .collect(),
                ..Rows::default()
            };
            let mut rows = Vec::new();
            let documents = self.each_row(asked, |document, row, numbers| {
                rows.push((citing_row(document, numbers), row.matches));
            })?;
            documents.rank(&[], rows.iter_mut().map(|(row, _)| row));
            for at in 0..acts.len() {
                let of_act = rows
                    .iter()
                    .filter(|(_, matches)| matches >> (2 * at) & 1 == 1);
                let of_act = of_act.map(|(row, matches)| CitingRow {
                    is_formal: matches >> (2 * at + 1) & 1 == 1,
                    ..row.clone()
                });
                counts.push(counted_once(of_act.collect()));
            }
        }
        Ok(counts)
    }

    /// Opens the places of a page.
    fn citing_places(
        &self,
        page: Vec<(Address, CitingRow, usize)>,
    ) -> Result<Vec<CitingPlace>, IndexError> {
        if page.is_empty() {
            return Ok(Vec::new());
        }
        let addresses: Vec<Address> = page.iter().map(|(address, ..)| *address).collect();
        let stored = self.snapshot.stored(&addresses)?;
        let records: Vec<Record> = stored.iter().map(|t| read(t)).collect::<Result<_, _>>()?;
        let mut documents: Vec<DocumentId> =
            records.iter().map(|r| r.document.id.clone()).collect();
        documents.sort_unstable();
        documents.dedup();
        let holdings = self.holdings_by_id(&documents)?;
        let newer: HashMap<DocumentId, Option<DocumentId>> = documents
            .into_iter()
            .zip(holdings)
            .map(|(id, holding)| (id, holding.and_then(|h| h.newer_version)))
            .collect();
        let places = page.into_iter().zip(records);
        Ok(places
            .map(|((_, row, others), record)| CitingPlace {
                newer_version: newer.get(&record.document.id).cloned().flatten(),
                record,
                is_own: row.is_own,
                is_formal: row.is_formal,
                is_of_path: row.is_of_path,
                others,
            })
            .collect())
    }
}

/// Counts places, those of several versions of an act once.
fn counted_once(mut rows: Vec<CitingRow>) -> Counts {
    let all_versions = rows.len();
    fold_versions(&mut rows);
    Counts {
        all_versions,
        ..count_places(&rows)
    }
}

/// The places, or the first of each document with how many follow.
fn grouped(rows: Vec<CitingRow>, by_document: bool) -> Vec<(CitingRow, usize)> {
    let mut groups: Vec<(CitingRow, usize)> = Vec::with_capacity(rows.len());
    let mut first: HashMap<u32, usize> = HashMap::new();
    for row in rows {
        match first.get(&row.document).and_then(|at| groups.get_mut(*at)) {
            Some((_, others)) if by_document => *others += 1,
            _ => {
                first.insert(row.document, groups.len());
                groups.push((row, 0));
            }
        }
    }
    groups
}

/// The places that are listed, in order.
struct Listed {
    rows: Vec<CitingRow>,
    /// Where each is stored, by its document and its place in it.
    stored: HashMap<(u32, u64), Address>,
    /// How many there are where each version counts.
    all_versions: usize,
    /// The ids of the documents, by rank.
    ids: Vec<String>,
}

impl Listed {
    fn addresses(&self) -> Vec<Address> {
        let rows = self.rows.iter();
        let address = |row: &CitingRow| self.stored.get(&(row.document, row.ordinal)).copied();
        rows.filter_map(address).collect()
    }
}

/// A row with where it is stored, and whether it is left out.
struct FoundRow {
    row: CitingRow,
    address: Address,
    is_left_out: bool,
}

/// A request on one state of the index.
#[derive(Clone, Copy)]
struct Asked<'a> {
    view: &'a View,
    request: &'a CitingRequest,
}

impl Asked<'_> {
    /// The filters as a search has them.
    fn filters(&self) -> Request {
        let mut filters = self.request.filters.clone();
        // They are asked of the citation: see `query`.
        filters.certainty = None;
        filters.notes = None;
        Request {
            filters,
            excluded: self.request.excluded.clone(),
            ..Request::default()
        }
    }

    /// Where citations count: in the text and in the notes that it calls, unless one of them alone is wanted.
    fn side(&self) -> Side {
        match self.request.filters.notes {
            Some(true) => Side::Notes,
            Some(false) => Side::Text,
            None => Side::Both,
        }
    }

    /// What finds the places: those that cite, meeting the filters.
    fn query(&self) -> Query {
        let wanted = self.request.filters.certainty;
        // The certainty of a place that is asked for is told by that place.
        let of_key = wanted.filter(|_| !self.request.only_paths);
        let sided = Sided::of(self.side(), of_key);
        let cites = self.request.all.iter();
        let mut must: Vec<Query> = cites.map(|keys| sided.cites(keys).unscored()).collect();
        must.push(lower::query(&self.filters()));
        let unwanted = self.request.must_not.iter();
        Query::Of {
            must,
            should: Vec::new(),
            must_not: unwanted.map(|what| clause(sided, what)).collect(),
        }
    }

    /// What finds the places that cite one of the places asked for.
    fn of_paths(&self, value: fn(&Key, &LegalPath) -> String) -> Query {
        let keys = self.request.all.iter().flatten();
        let values =
            keys.flat_map(|key| self.request.paths.iter().map(move |path| value(key, path)));
        Query::any_value(Field::CitedPlaces, values)
    }

    /// The places that are listed, each version of an act once unless every version is wanted.
    fn listed(&self) -> Result<Listed, IndexError> {
        let (found, ids) = self.rows()?;
        let place = |row: &CitingRow| (row.document, row.ordinal);
        let stored: HashMap<(u32, u64), Address> = found
            .iter()
            .map(|found| (place(&found.row), found.address))
            .collect();
        // What is left out or is of another place may be the newest version of a place: it goes after the folding.
        let left_out: std::collections::HashSet<(u32, u64)> = found
            .iter()
            .filter(|found| found.is_left_out)
            .map(|found| place(&found.row))
            .collect();
        let mut rows: Vec<CitingRow> = found.into_iter().map(|found| found.row).collect();
        let only_paths = self.request.only_paths;
        let is_wanted = |row: &CitingRow| !only_paths || row.is_of_path;
        let all_versions = rows.iter().filter(|row| is_wanted(row)).count();
        if !self.request.every_version {
            fold_versions(&mut rows);
        }
        let certainty = self.request.filters.certainty.filter(|_| only_paths);
        rows.retain(|row| {
            let is_certain = certainty.is_none_or(|c| row.is_formal == (c == Certain::Formal));
            is_wanted(row) && is_certain && !left_out.contains(&place(row))
        });
        order_places(&mut rows, self.request.order);
        Ok(Listed {
            rows,
            stored,
            all_versions,
            ids,
        })
    }

    /// The places of all versions, and the ids of their documents by rank.
    fn rows(&self) -> Result<(Vec<FoundRow>, Vec<String>), IndexError> {
        let formally = self.request.all.iter();
        let formally = formally
            .map(|keys| Query::any_value(Field::CitesFormally, keys.iter().map(Key::as_str)));
        let except = self.request.except.iter().map(RecordId::as_str);
        let asked = Rows {
            query: self.query(),
            among: Among {
                scope: Scope::Places,
                newest_only: self.request.filters.versions == Some(Versions::Latest),
                only: None,
            },
            numbers: COLUMNS.to_vec(),
            matches: vec![
                Query::all(formally.collect()),
                self.of_paths(cited_place),
                self.of_paths(formally_cited_place),
                Query::any_value(Field::Id, except),
                Query::any_value(
                    Field::CitesInNotes,
                    self.request.all.iter().flatten().map(Key::as_str),
                ),
            ],
            ..Rows::default()
        };
        let mut rows = Vec::new();
        let documents = self.view.each_row(asked, |document, row, numbers| {
            rows.push(found_row(document, row, numbers));
        })?;
        let own = &self.request.own;
        documents.rank(own, rows.iter_mut().map(|found| &mut found.row));
        Ok((rows, documents.by_rank()))
    }

    /// Counts that need another look at the places: what of the instruments they cite, and the facets.
    fn counted(&self, kept: &[Address], counts: &mut Counts) -> Result<Facets, IndexError> {
        let Self { request, .. } = self;
        let mut asked = Vec::new();
        if request.by_path {
            asked.push(self.paths(kept));
        }
        let dimensions = if request.facets {
            let filters = Request {
                filters: request.filters.clone(),
                ..Request::default()
            };
            Dimension::filtered(&filters)
        } else {
            Vec::new()
        };
        if request.facets {
            asked.extend(self.facets(kept));
        }
        for dimension in &dimensions {
            let filters = Request {
                filters: request.filters.clone(),
                ..Request::default()
            };
            let request = CitingRequest {
                filters: dimension.left_out(&filters).filters,
                ..(*request).clone()
            };
            let wider = Asked {
                request: &request,
                ..*self
            };
            asked.extend(wider.facets(&wider.listed()?.addresses()));
        }
        if asked.is_empty() {
            return Ok(Facets::default());
        }
        let mut found = self.view.snapshot.find(&asked)?.into_iter();
        if request.by_path {
            let values = found.next().unwrap_or_default().facets;
            counts.by_path = by_path(values.into_iter().flatten());
        }
        if !request.facets {
            return Ok(Facets::default());
        }
        let (mut counted, mut kinds) = read_facets(&mut found);
        for dimension in dimensions {
            let (mut wider, kinds_of_wider) = read_facets(&mut found);
            counted.replace(dimension, wider.take(dimension));
            if dimension == Dimension::Kind {
                kinds = kinds_of_wider;
            }
        }
        Ok(counted.read(&kinds))
    }

    /// A list of some places and no others.
    fn only(kept: &[Address], query: Query) -> Find {
        Find {
            query,
            among: Among {
                only: Some(kept.to_vec()),
                ..Among::default()
            },
            ..Find::default()
        }
    }

    /// Asks what of the instruments places cite.
    fn paths(&self, kept: &[Address]) -> Find {
        let keys = self.request.all.iter().flatten();
        Find {
            facets: keys
                .map(|key| Facet {
                    of: FacetOf::Field(Field::CitedPlaces),
                    beginning: format!("{key}#"),
                    limit: usize::MAX,
                })
                .collect(),
            ..Self::only(kept, Query::All)
        }
    }

    /// Asks for the facets of places, and for what corrects their kinds: a passage whose notes alone cite is no citation of
    /// its own kind, and one whose notes do is a note too.
    fn facets(&self, kept: &[Address]) -> [Find; 3] {
        let keys = || self.request.all.iter().flatten().map(Key::as_str);
        let in_text = Query::any_value(Field::CitesInText, keys());
        let in_notes = Query::any_value(Field::CitesInNotes, keys());
        [
            Find {
                facets: facets::all(),
                ..Self::only(kept, Query::All)
            },
            Find {
                facets: facets::all(),
                ..Self::only(kept, Query::All.and_not(in_text))
            },
            Find {
                total: true,
                ..Self::only(kept, in_notes)
            },
        ]
    }
}

fn read_facets(found: &mut impl Iterator<Item = renvoi_index::Found>) -> (Counted, Kinds) {
    let mut next = || found.next().unwrap_or_default();
    let [all, lost, noted] = [next(), next(), next()];
    let mut lost = Counted::of(lost.facets);
    let kinds = Kinds {
        lost: lost.take(Dimension::Kind).into_iter().collect(),
        notes: noted.total,
    };
    (Counted::of(all.facets), kinds)
}

/// Counts of the values of cited places by their ways, whatever key they have.
fn by_path(values: impl Iterator<Item = (String, u64)>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (value, count) in values {
        if let Some((_, path)) = value.split_once('#')
            && !path.ends_with(FORMALLY)
        {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            *counts.entry(path.to_owned()).or_default() += count;
        }
    }
    counts.into_iter().collect()
}

fn found_row(document: u32, row: &Row, numbers: &[u64]) -> FoundRow {
    let matches = |query: u32| row.matches >> query & 1 == 1;
    let is_of_path = matches(1);
    FoundRow {
        address: row.address,
        is_left_out: matches(3),
        row: CitingRow {
            is_of_path,
            is_in_notes: matches(4),
            // Of a place that is asked for its own citations tell.
            is_formal: if is_of_path { matches(2) } else { matches(0) },
            ..citing_row(document, numbers)
        },
    }
}

/// What the columns of a row say.
fn citing_row(document: u32, numbers: &[u64]) -> CitingRow {
    let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
    CitingRow {
        document,
        ordinal: number(0),
        of_act: number(1),
        legal_path: number(2),
        same_text: number(3),
        version: number(4),
        year: u16::try_from(number(5)).unwrap_or_default(),
        day: number(6),
        ..CitingRow::default()
    }
}
