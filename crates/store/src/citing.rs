//! The places that cite instruments, read from columns: records are opened for the page alone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use renvoi_document::{DocumentId, RecordId};
use renvoi_query::{
    Certain, CitingAnswer, CitingPlace, CitingRequest, CitingRow, Counts, Facets, Request,
    Versions, count_places, fold_versions, order_places,
};
use renvoi_reference::{Key, LegalPath};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, Term};

use crate::error::StoreError;
use crate::excluded::Excluded;
use crate::facets::{self, Counted};
use crate::lookup::{addresses, kinds};
use crate::reader::Generation;
use crate::request::{self, Dimension, Side, Sided};
use crate::schema::{FORMALLY, cited_place, formally_cited_place};
use crate::searched::{Among, Bits, Only, Records};

/// Places, each with where it is stored.
type Found = Vec<(CitingRow, DocAddress)>;

impl Generation {
    pub(crate) fn citing(&self, request: &CitingRequest) -> Result<CitingAnswer, StoreError> {
        let searcher = self.reader.searcher();
        let known = self.known(&searcher)?;
        let asked = Asked {
            generation: self,
            searcher: &searcher,
            request,
            among: if request.filters.versions == Some(Versions::Latest) {
                &known.searched.newest_places
            } else {
                &known.searched.places
            },
        };
        let Listed {
            rows,
            stored,
            all_versions,
        } = asked.listed()?;
        let mut counts = Counts {
            all_versions,
            ..count_places(&rows)
        };
        let address = |row: &CitingRow| stored.get(&(row.document, row.ordinal)).copied();
        let mut kept: Vec<DocAddress> = rows.iter().filter_map(address).collect();
        kept.sort_unstable();
        if request.by_path {
            counts.by_path = asked.by_path(&kept)?;
        }
        let facets = if request.facets {
            asked.facets(&kept)?
        } else {
            Facets::default()
        };
        let replaced = &known.searched.replaced;
        let page = grouped(rows, request.by_document).into_iter();
        let page = page.skip(request.offset).take(request.limit);
        let places = page.filter_map(|(row, others)| Some((address(&row)?, row, others)));
        let places = places
            .map(|(address, row, others)| {
                Ok(CitingPlace {
                    record: self.stored(&searcher, address)?,
                    is_own: row.is_own,
                    is_of_path: row.is_of_path,
                    is_replaced: has(replaced, address),
                    others,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(CitingAnswer {
            places,
            counts,
            facets,
        })
    }

    /// The places that cite instruments and meet the filters, each version of an act once.
    pub(crate) fn citing_once(
        &self,
        searcher: &Searcher,
        among: &Among,
        request: &CitingRequest,
    ) -> Result<Among, StoreError> {
        let asked = Asked {
            generation: self,
            searcher,
            request,
            among,
        };
        let listed = asked.listed()?;
        Ok(asked.bits(&listed.addresses()))
    }
}

fn has(among: &Among, address: DocAddress) -> bool {
    let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
    among
        .get(segment)
        .is_some_and(|bits| bits.has(address.doc_id))
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
    stored: HashMap<(u32, u64), DocAddress>,
    /// How many there are where each version counts.
    all_versions: usize,
}

impl Listed {
    fn addresses(&self) -> Vec<DocAddress> {
        let rows = self.rows.iter();
        let address = |row: &CitingRow| self.stored.get(&(row.document, row.ordinal)).copied();
        let mut addresses: Vec<DocAddress> = rows.filter_map(address).collect();
        addresses.sort_unstable();
        addresses
    }
}

/// A request on one state of the index.
struct Asked<'a> {
    generation: &'a Generation,
    searcher: &'a Searcher,
    request: &'a CitingRequest,
    among: &'a Among,
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
    fn query(&self) -> Box<dyn Query> {
        let fields = &self.generation.fields;
        let side = self.side();
        let wanted = self.request.filters.certainty;
        // The certainty of a place that is asked for is told by that place.
        let of_key = wanted.filter(|_| !self.request.only_paths);
        let sided = Sided::of(fields, side, of_key);
        let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for keys in &self.request.all {
            all.push((Occur::Must, request::unscored(sided.cites(keys))));
        }
        for clause in &self.request.must_not {
            let unwanted = request::clause(&sided, clause);
            all.push((Occur::MustNot, Box::new(Excluded(unwanted))));
        }
        all.push((Occur::Must, request::query(fields, &self.filters())));
        Box::new(BooleanQuery::new(all))
    }

    /// The values of the field of cited places that are the places asked for.
    fn cited_places(&self, value: fn(&Key, &LegalPath) -> String) -> Vec<String> {
        let keys = self.request.all.iter().flatten();
        keys.flat_map(|key| self.request.paths.iter().map(move |path| value(key, path)))
            .collect()
    }

    /// The records that cite the instruments formally.
    fn formal(&self) -> Result<HashSet<DocAddress>, StoreError> {
        let fields = &self.generation.fields;
        let mut formal: Option<HashSet<DocAddress>> = None;
        for keys in &self.request.all {
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            let of_keys = self.with(fields.cites_formally, &keys)?;
            formal = Some(match formal {
                Some(formal) => formal.intersection(&of_keys).copied().collect(),
                None => of_keys,
            });
        }
        Ok(formal.unwrap_or_default())
    }

    /// The records with any of some values of a field.
    fn with(&self, field: Field, values: &[String]) -> Result<HashSet<DocAddress>, StoreError> {
        let mut found = HashSet::new();
        for value in values {
            let term = Term::from_field_text(field, value);
            found.extend(addresses(self.searcher, &term)?);
        }
        Ok(found)
    }

    /// The places that are listed, each version of an act once unless every version is wanted.
    fn listed(&self) -> Result<Listed, StoreError> {
        let found = self.rows()?;
        let stored: HashMap<(u32, u64), DocAddress> = found
            .iter()
            .map(|(row, address)| ((row.document, row.ordinal), *address))
            .collect();
        let mut rows: Vec<CitingRow> = found.into_iter().map(|(row, _)| row).collect();
        let only_paths = self.request.only_paths;
        let is_wanted = |row: &CitingRow| !only_paths || row.is_of_path;
        let all_versions = rows.iter().filter(|row| is_wanted(row)).count();
        if !self.request.every_version {
            fold_versions(&mut rows);
        }
        // Only now: what is left out or is of another place may be the newest version of a place.
        let except = self.except()?;
        let certainty = self.request.filters.certainty.filter(|_| only_paths);
        rows.retain(|row| {
            let address = stored.get(&(row.document, row.ordinal));
            let is_certain = certainty.is_none_or(|c| row.is_formal == (c == Certain::Formal));
            let is_left_out = address.is_some_and(|address| except.contains(address));
            is_wanted(row) && is_certain && !is_left_out
        });
        order_places(&mut rows, self.request.order);
        Ok(Listed {
            rows,
            stored,
            all_versions,
        })
    }

    /// The places of all versions.
    fn rows(&self) -> Result<Found, StoreError> {
        let only = Only {
            among: self.among,
            collector: Records,
        };
        let found = self.searcher.search(&*self.query(), &only)?;
        let fields = &self.generation.fields;
        let formal = self.formal()?;
        let of_path = self.with(fields.cited_places, &self.cited_places(cited_place))?;
        let formal_of_path = self.with(
            fields.cited_places,
            &self.cited_places(formally_cited_place),
        )?;
        let mut documents = Documents::default();
        let mut rows: Found = Vec::with_capacity(found.len());
        let mut columns: Option<(u32, Columns)> = None;
        for address in found {
            if columns
                .as_ref()
                .is_none_or(|(segment, _)| *segment != address.segment_ord)
            {
                let segment = self.searcher.segment_reader(address.segment_ord);
                columns = Some((address.segment_ord, Columns::of(segment)?));
            }
            let Some((_, columns)) = &columns else {
                continue;
            };
            let mut row = columns.row(address, &mut documents)?;
            row.is_of_path = of_path.contains(&address);
            // Of a place that is asked for its own citations tell.
            row.is_formal = if row.is_of_path {
                formal_of_path.contains(&address)
            } else {
                formal.contains(&address)
            };
            rows.push((row, address));
        }
        documents.rank(&mut rows, &self.request.own);
        Ok(rows)
    }

    /// The records that are left out.
    fn except(&self) -> Result<HashSet<DocAddress>, StoreError> {
        let ids: Vec<String> = self
            .request
            .except
            .iter()
            .map(RecordId::to_string)
            .collect();
        self.with(self.generation.fields.id, &ids)
    }

    /// How many of the places, in the order that they are stored in, cite each place of the instruments.
    fn by_path(&self, kept: &[DocAddress]) -> Result<Vec<(String, usize)>, StoreError> {
        let keys = self.request.all.iter().flatten();
        let keys: Vec<&str> = keys.map(AsRef::as_ref).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for of_segment in kept.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = of_segment.first() else {
                continue;
            };
            let columns = self
                .searcher
                .segment_reader(first.segment_ord)
                .fast_fields();
            let Some(column) = columns.str("cited_places")? else {
                continue;
            };
            let mut of_value: HashMap<u64, usize> = HashMap::new();
            for address in of_segment {
                for value in column.term_ords(address.doc_id) {
                    *of_value.entry(value).or_default() += 1;
                }
            }
            let mut value = String::new();
            for (ord, count) in of_value {
                value.clear();
                let read = column.ord_to_str(ord, &mut value);
                read.map_err(tantivy::TantivyError::from)?;
                if let Some((key, path)) = value.split_once('#')
                    && keys.contains(&key)
                    && !path.ends_with(FORMALLY)
                {
                    *counts.entry(path.to_owned()).or_default() += count;
                }
            }
        }
        Ok(counts.into_iter().collect())
    }

    /// Some records as bits.
    fn bits(&self, records: &[DocAddress]) -> Among {
        let mut among: Vec<Bits> = Bits::none(self.searcher);
        for address in records {
            let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
            if let Some(bits) = among.get_mut(segment) {
                bits.add(address.doc_id);
            }
        }
        Arc::new(among)
    }

    /// Counts of values over the places; those that the request filters by as if it did not.
    fn facets(&self, kept: &[DocAddress]) -> Result<Facets, StoreError> {
        let mut counted = self.counted(kept, &facets::FIELDS)?;
        let filters = Request {
            filters: self.request.filters.clone(),
            ..Request::default()
        };
        for dimension in Dimension::filtered(&filters) {
            let request = CitingRequest {
                filters: dimension.left_out(&filters).filters,
                ..self.request.clone()
            };
            let wider = Asked {
                request: &request,
                ..*self
            };
            let kept = wider.listed()?.addresses();
            counted.replace(dimension, wider.counted(&kept, &[dimension.name()])?);
        }
        Ok(counted.read())
    }

    fn counted(&self, kept: &[DocAddress], names: &[&str]) -> Result<Counted, StoreError> {
        let among = self.bits(kept);
        let only = Only {
            among: &among,
            collector: facets::collector(names),
        };
        let mut counted = Counted::new(self.searcher.search(&AllQuery, &only)?);
        // A passage whose notes alone cite is no citation of its own kind, and one whose notes do is a note too.
        let fields = &self.generation.fields;
        let keys = self.request.all.iter().flatten();
        let keys: Vec<String> = keys.map(ToString::to_string).collect();
        let in_text = self.with(fields.cites_in_text, &keys)?;
        let in_notes = self.with(fields.cites_in_notes, &keys)?;
        let lost = kept.iter().filter(|address| !in_text.contains(*address));
        let lost = kinds(self.searcher, &lost.copied().collect::<Vec<_>>())?;
        let noted = kept.iter().filter(|address| in_notes.contains(*address));
        counted.correct_kinds(lost, noted.count());
        Ok(counted)
    }
}

/// The documents of places, by their ids.
#[derive(Default)]
struct Documents {
    ids: Vec<String>,
    /// By segment and number in its column.
    known: HashMap<(u32, u64), u32>,
}

impl Documents {
    /// The number of a document, by its number in the column of a segment.
    fn number(&mut self, column: &StrColumn, segment: u32, ord: u64) -> Result<u32, StoreError> {
        if let Some(known) = self.known.get(&(segment, ord)) {
            return Ok(*known);
        }
        let mut id = String::new();
        column
            .ord_to_str(ord, &mut id)
            .map_err(tantivy::TantivyError::from)?;
        let number = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(id);
        self.known.insert((segment, ord), number);
        Ok(number)
    }

    /// Ranks the documents by their ids, and tells which are the instrument.
    fn rank(&self, rows: &mut Found, own: &[DocumentId]) {
        let mut ranked: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        ranked.sort_unstable();
        ranked.dedup();
        let rank = |id: &str| ranked.binary_search(&id).unwrap_or_default();
        let ranks: Vec<(u32, bool)> = self
            .ids
            .iter()
            .map(|id| {
                let is_own = own.iter().any(|own| own.as_str() == id);
                (u32::try_from(rank(id)).unwrap_or(u32::MAX), is_own)
            })
            .collect();
        for (row, _) in rows {
            let at = usize::try_from(row.document).unwrap_or(usize::MAX);
            if let Some((rank, is_own)) = ranks.get(at) {
                (row.document, row.is_own) = (*rank, *is_own);
            }
        }
    }
}

/// The columns of a segment.
struct Columns {
    document: Option<StrColumn>,
    ordinal: Column<u64>,
    of_act: Column<u64>,
    legal_path: Column<u64>,
    same_text: Column<u64>,
    version: Column<u64>,
    year: Column<u64>,
    day: Column<u64>,
}

impl Columns {
    fn of(segment: &tantivy::SegmentReader) -> Result<Self, StoreError> {
        let columns = segment.fast_fields();
        Ok(Self {
            document: columns.str("document")?,
            ordinal: columns.u64("ordinal")?,
            of_act: columns.u64("of_act")?,
            legal_path: columns.u64("legal_path")?,
            same_text: columns.u64("same_text")?,
            version: columns.u64("version")?,
            year: columns.u64("year")?,
            day: columns.u64("day")?,
        })
    }

    fn row(
        &self,
        DocAddress {
            segment_ord,
            doc_id,
        }: DocAddress,
        documents: &mut Documents,
    ) -> Result<CitingRow, StoreError> {
        let of = |column: &Column<u64>| column.first(doc_id).unwrap_or_default();
        let column = self.document.as_ref();
        let ord = column.and_then(|column| column.term_ords(doc_id).next());
        let document = match (column, ord) {
            (Some(column), Some(ord)) => documents.number(column, segment_ord, ord)?,
            _ => u32::MAX,
        };
        Ok(CitingRow {
            document,
            ordinal: of(&self.ordinal),
            of_act: of(&self.of_act),
            legal_path: of(&self.legal_path),
            same_text: of(&self.same_text),
            version: of(&self.version),
            year: u16::try_from(of(&self.year)).unwrap_or_default(),
            day: of(&self.day),
            ..CitingRow::default()
        })
    }
}
