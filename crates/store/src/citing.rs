//! The places that cite instruments, read from columns: records are opened for the page alone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use renvoi_document::{DocumentId, RecordId};
use renvoi_query::{
    CitingAnswer, CitingPlace, CitingRequest, CitingRow, Counts, Facets, Request, count_places,
    fold_versions, order_places,
};
use renvoi_reference::{Key, LegalPath};
use tantivy::columnar::{Column, StrColumn};
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, Searcher, Term};

use crate::error::StoreError;
use crate::facets::{self, Counted};
use crate::lookup::{addresses, kind};
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
            among: &known.searched.places,
        };
        let all = asked.rows()?;
        let all_versions = all.len();
        let mut rows: Vec<CitingRow> = all.iter().map(|(row, _)| row.clone()).collect();
        if !request.every_version {
            fold_versions(&mut rows);
        }
        order_places(&mut rows, request.order);
        let stored: HashMap<(u32, u64), DocAddress> = all
            .iter()
            .map(|(row, address)| ((row.document, row.ordinal), *address))
            .collect();
        let address = |row: &CitingRow| stored.get(&(row.document, row.ordinal)).copied();
        let kept: Vec<DocAddress> = rows.iter().filter_map(address).collect();
        let counts = Counts {
            all_versions,
            by_path: asked.by_path(&kept)?,
            ..count_places(&rows)
        };
        let facets = if request.facets {
            asked.facets(&kept)?
        } else {
            Facets::default()
        };
        let page = grouped(rows, request.by_document).into_iter();
        let page = page.skip(request.offset).take(request.limit);
        let replaced = &known.searched.replaced;
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
        Request {
            filters: self.request.filters.clone(),
            excluded: self.request.excluded.clone(),
            ..Request::default()
        }
    }

    /// What finds the places: those that cite, meeting the filters.
    fn query(&self, filters: &Request) -> Box<dyn Query> {
        let fields = &self.generation.fields;
        let sided = Sided::new(fields, filters, Side::of(filters));
        let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for keys in &self.request.all {
            all.push((Occur::Must, request::unscored(sided.cites(keys))));
        }
        if self.request.only_paths {
            let places = self.cited_places(cited_place);
            let places = places.iter().map(String::as_str);
            all.push((Occur::Must, request::any(fields.cited_places, places)));
        }
        all.push((Occur::Must, request::query(fields, filters)));
        Box::new(BooleanQuery::new(all))
    }

    /// The values of the field of cited places that are the places asked for.
    fn cited_places(&self, value: fn(&Key, &LegalPath) -> String) -> Vec<String> {
        let keys = self.request.all.iter().flatten();
        keys.flat_map(|key| self.request.paths.iter().map(move |path| value(key, path)))
            .collect()
    }

    /// The records that cite the instruments formally, or the places that alone are asked for.
    fn formal(&self) -> Result<HashSet<DocAddress>, StoreError> {
        let fields = &self.generation.fields;
        if self.request.only_paths {
            return self.with(
                fields.cited_places,
                &self.cited_places(formally_cited_place),
            );
        }
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
    fn with(
        &self,
        field: tantivy::schema::Field,
        values: &[String],
    ) -> Result<HashSet<DocAddress>, StoreError> {
        let mut found = HashSet::new();
        for value in values {
            let term = Term::from_field_text(field, value);
            found.extend(addresses(self.searcher, &term)?);
        }
        Ok(found)
    }

    /// The places of all versions.
    fn rows(&self) -> Result<Found, StoreError> {
        let only = Only {
            among: self.among,
            collector: Records,
        };
        let query = self.query(&self.filters());
        let found = self.searcher.search(&*query, &only)?;
        let fields = &self.generation.fields;
        let formal = self.formal()?;
        let of_path = self.with(fields.cited_places, &self.cited_places(cited_place))?;
        let except = self.except()?;
        let mut documents = Documents::default();
        let mut rows: Found = Vec::with_capacity(found.len());
        let mut columns: Option<(u32, Columns)> = None;
        for address in found
            .into_iter()
            .filter(|address| !except.contains(address))
        {
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
            row.is_formal = formal.contains(&address);
            row.is_of_path = of_path.contains(&address);
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

    /// How many of the places cite each place of the instruments.
    fn by_path(&self, kept: &[DocAddress]) -> Result<Vec<(String, usize)>, StoreError> {
        let keys: Vec<&str> = self
            .request
            .all
            .iter()
            .flatten()
            .map(AsRef::as_ref)
            .collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut column: Option<(u32, Option<StrColumn>)> = None;
        let mut values: HashMap<(u32, u64), Option<String>> = HashMap::new();
        for address in kept {
            let segment = address.segment_ord;
            if column.as_ref().is_none_or(|(of, _)| *of != segment) {
                let columns = self.searcher.segment_reader(segment).fast_fields();
                column = Some((segment, columns.str("cited_places")?));
            }
            let Some((_, Some(column))) = &column else {
                continue;
            };
            let mut of_place: Vec<u64> = column.term_ords(address.doc_id).collect();
            of_place.dedup();
            for ord in of_place {
                let path = match values.entry((segment, ord)) {
                    std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                    std::collections::hash_map::Entry::Vacant(new) => {
                        let mut value = String::new();
                        column
                            .ord_to_str(ord, &mut value)
                            .map_err(tantivy::TantivyError::from)?;
                        let path = value
                            .split_once('#')
                            .filter(|(key, path)| keys.contains(key) && !path.ends_with(FORMALLY));
                        new.insert(path.map(|(_, path)| path.to_owned()))
                    }
                };
                if let Some(path) = path {
                    *counts.entry(path.clone()).or_default() += 1;
                }
            }
        }
        Ok(counts.into_iter().collect())
    }

    /// Counts of values over the places.
    fn facets(&self, kept: &[DocAddress]) -> Result<Facets, StoreError> {
        let mut among: Vec<Bits> = Bits::none(self.searcher);
        for address in kept {
            let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
            if let Some(bits) = among.get_mut(segment) {
                bits.add(address.doc_id);
            }
        }
        let among = Arc::new(among);
        let only = Only {
            among: &among,
            collector: facets::collector(&facets::FIELDS),
        };
        let filters = self.filters();
        let query = self.query(&filters);
        let mut counted = Counted::new(self.searcher.search(&*query, &only)?);
        self.correct_kinds(kept, &mut counted)?;
        for dimension in Dimension::filtered(&filters) {
            let query = self.query(&dimension.left_out(&filters));
            let only = Only {
                among: self.among,
                collector: facets::collector(&[dimension.name()]),
            };
            counted.take(dimension, self.searcher.search(&*query, &only)?);
        }
        Ok(counted.read())
    }
}

impl Asked<'_> {
    /// A passage whose notes alone cite is no citation of its own kind, and one whose notes do is a note too.
    fn correct_kinds(&self, kept: &[DocAddress], counted: &mut Counted) -> Result<(), StoreError> {
        let fields = &self.generation.fields;
        let keys: Vec<String> = self
            .request
            .all
            .iter()
            .flatten()
            .map(ToString::to_string)
            .collect();
        let in_text = self.with(fields.cites_in_text, &keys)?;
        let in_notes = self.with(fields.cites_in_notes, &keys)?;
        let mut lost: HashMap<String, u64> = HashMap::new();
        for address in kept.iter().filter(|address| !in_text.contains(address)) {
            *lost.entry(kind(self.searcher, *address)?).or_default() += 1;
        }
        let noted = kept.iter().filter(|address| in_notes.contains(address));
        counted.correct_kinds(&lost, noted.count());
        Ok(())
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
