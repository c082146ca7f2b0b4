//! Which records a search looks at, as a bit each: places or notes, with older versions or without.
//!
//! A query finds every record that matches; what is not looked at is left out as it comes, which costs one bit a record
//! instead of a clause that every query carries.

use std::sync::Arc;

use renvoi_index::{Address, Field, Scope, scope};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term,
};

use crate::error::StoreError;
use crate::schema::Fields;

/// The records of a segment, a bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    fn of(records: u32) -> Self {
        let words = usize::try_from(records).unwrap_or_default().div_ceil(64);
        Self(vec![0; words])
    }

    fn has(&self, doc: DocId) -> bool {
        let word = usize::try_from(doc / 64).unwrap_or(usize::MAX);
        self.0
            .get(word)
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    fn add(&mut self, doc: DocId) {
        let word = usize::try_from(doc / 64).unwrap_or(usize::MAX);
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (doc % 64);
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// What either has.
    fn with(&self, other: &Self) -> Self {
        let both = self.0.iter().zip(&other.0);
        Self(both.map(|(one, other)| one | other).collect())
    }

    /// Drops what another has and a third has not.
    fn drop_those(&mut self, other: &Self, unless: &Self) {
        for (at, word) in self.0.iter_mut().enumerate() {
            let of = |bits: &Self| bits.0.get(at).copied().unwrap_or_default();
            *word &= !(of(other) & !of(unless));
        }
    }
}

/// The records of all segments, a bit each.
pub(crate) type Among = Arc<Vec<Bits>>;

/// What may be looked at in one state of the index.
#[derive(Debug)]
pub(crate) struct Scopes {
    places: Among,
    notes: Among,
    /// Of these, what is looked at where older versions are left out.
    newest_places: Among,
    newest_notes: Among,
    /// How many records are a place or a note.
    pub(crate) entries: u64,
}

impl Scopes {
    /// Reads what is looked at; `replaced` are the ids of the documents that a newer version took the place of.
    pub(crate) fn new(
        fields: &Fields,
        searcher: &Searcher,
        replaced: &[String],
    ) -> Result<Self, StoreError> {
        let replaced: Vec<Term> = replaced
            .iter()
            .map(|id| fields.term(Field::Document, id))
            .collect();
        let mut read = [const { Vec::new() }; 4];
        let mut entries = 0;
        for segment in searcher.segment_readers() {
            let with = |value| bits(segment, [fields.term(Field::Scope, value)].iter());
            let (places, notes) = (with(scope::PLACE)?, with(scope::NOTE)?);
            let lasting = with(scope::LASTING)?;
            let replaced = bits(segment, replaced.iter())?;
            entries += places.with(&notes).count();
            let (mut newest_places, mut newest_notes) = (places.clone(), notes.clone());
            newest_places.drop_those(&replaced, &lasting);
            newest_notes.drop_those(&replaced, &lasting);
            let all = [places, notes, newest_places, newest_notes];
            for (list, bits) in read.iter_mut().zip(all) {
                list.push(bits);
            }
        }
        let [places, notes, newest_places, newest_notes] = read.map(Arc::new);
        Ok(Self {
            places,
            notes,
            newest_places,
            newest_notes,
            entries,
        })
    }

    /// What a request looks at.
    pub(crate) fn of(&self, searcher: &Searcher, among: &renvoi_index::Among) -> Among {
        if let Some(only) = &among.only {
            return these(searcher, only);
        }
        let (places, notes) = if among.newest_only {
            (&self.newest_places, &self.newest_notes)
        } else {
            (&self.places, &self.notes)
        };
        match among.scope {
            Scope::Places => Arc::clone(places),
            Scope::Notes => Arc::clone(notes),
            Scope::Either => Arc::new(
                places
                    .iter()
                    .zip(notes.iter())
                    .map(|(places, notes)| places.with(notes))
                    .collect(),
            ),
        }
    }
}

/// Some records.
fn these(searcher: &Searcher, only: &[Address]) -> Among {
    let segments = searcher.segment_readers().iter();
    let mut among: Vec<Bits> = segments
        .map(|segment| Bits::of(segment.max_doc()))
        .collect();
    for address in only {
        let address = from(*address);
        let segment = usize::try_from(address.segment_ord).unwrap_or(usize::MAX);
        if let Some(bits) = among.get_mut(segment) {
            bits.add(address.doc_id);
        }
    }
    Arc::new(among)
}

/// An address of the contract: the segment above, the record below.
pub(crate) fn to(address: DocAddress) -> Address {
    Address(u64::from(address.segment_ord) << 32 | u64::from(address.doc_id))
}

/// The address that one of the contract is.
pub(crate) fn from(Address(address): Address) -> DocAddress {
    let half = |half: u64| u32::try_from(half & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    DocAddress::new(half(address >> 32), half(address))
}

/// The records of a segment with any of some terms.
fn bits<'t>(
    segment: &SegmentReader,
    terms: impl Iterator<Item = &'t Term>,
) -> Result<Bits, StoreError> {
    let mut bits = Bits::of(segment.max_doc());
    for term in terms {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted
            .read_postings(term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?
        else {
            continue;
        };
        while postings.doc() != TERMINATED {
            bits.add(postings.doc());
            postings.advance();
        }
    }
    Ok(bits)
}

/// A collector that sees some records alone.
pub(crate) struct Only<'a, C> {
    pub(crate) among: &'a Among,
    pub(crate) collector: C,
}

/// What [`Only`] is to a segment.
pub(crate) struct OnlyOfSegment<C> {
    among: Among,
    segment: usize,
    collector: C,
}

impl<C: Collector> Collector for Only<'_, C> {
    type Fruit = C::Fruit;
    type Child = OnlyOfSegment<C::Child>;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        Ok(OnlyOfSegment {
            among: Arc::clone(self.among),
            segment: usize::try_from(ordinal).unwrap_or(usize::MAX),
            collector: self.collector.for_segment(ordinal, segment)?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.collector.requires_scoring()
    }

    fn merge_fruits(
        &self,
        fruits: Vec<<Self::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<Self::Fruit> {
        self.collector.merge_fruits(fruits)
    }
}

impl<C: SegmentCollector> SegmentCollector for OnlyOfSegment<C> {
    type Fruit = C::Fruit;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self
            .among
            .get(self.segment)
            .is_some_and(|bits| bits.has(doc))
        {
            self.collector.collect(doc, score);
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.collector.harvest()
    }
}

/// Collects the records that match, in their order.
pub(crate) struct Records;

impl Collector for Records {
    type Fruit = Vec<DocAddress>;
    type Child = RecordsOfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        Ok(RecordsOfSegment {
            segment,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<DocAddress>>) -> tantivy::Result<Self::Fruit> {
        let mut all = fruits.concat();
        all.sort_unstable();
        Ok(all)
    }
}

/// What [`Records`] is to a segment.
pub(crate) struct RecordsOfSegment {
    segment: SegmentOrdinal,
    found: Vec<DocAddress>,
}

impl SegmentCollector for RecordsOfSegment {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.found.push(DocAddress::new(self.segment, doc));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
