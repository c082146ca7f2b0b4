//! Which records a search looks at, as a bit each: places or notes, with older versions or without.
//!
//! A query finds every record that matches; what is not looked at is left out as it comes, which costs one bit a record
//! instead of a clause that every query carries.

use std::sync::Arc;

use renvoi_query::Request;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term,
};

use crate::error::StoreError;
use crate::request::wants_notes;
use crate::schema::{Fields, scope};

/// The records of a segment, a bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    fn of(records: u32) -> Self {
        let words = usize::try_from(records).unwrap_or_default().div_ceil(64);
        Self(vec![0; words])
    }

    /// No record of any segment.
    pub(crate) fn none(searcher: &Searcher) -> Vec<Self> {
        let segments = searcher.segment_readers().iter();
        segments
            .map(|segment| Self::of(segment.max_doc()))
            .collect()
    }

    pub(crate) fn has(&self, doc: DocId) -> bool {
        let word = usize::try_from(doc / 64).unwrap_or(usize::MAX);
        self.0
            .get(word)
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    pub(crate) fn add(&mut self, doc: DocId) {
        let word = usize::try_from(doc / 64).unwrap_or(usize::MAX);
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (doc % 64);
        }
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

/// What searches look at in one state of the index.
#[derive(Debug)]
pub(crate) struct Searched {
    /// Passages, and notes that nothing calls.
    pub(crate) places: Among,
    /// Of these, those of the newest versions, and the recitals of older ones: an act loses them when it is consolidated.
    pub(crate) newest_places: Among,
    /// All notes.
    pub(crate) notes: Among,
    pub(crate) newest_notes: Among,
    /// Places of documents that a newer version took the place of.
    pub(crate) replaced: Among,
}

impl Searched {
    /// Reads what is looked at; `superseded` are the documents that have a newer version.
    pub(crate) fn new(
        fields: &Fields,
        searcher: &Searcher,
        superseded: &[Term],
    ) -> Result<Self, StoreError> {
        let mut read = [const { Vec::new() }; 5];
        for segment in searcher.segment_readers() {
            let with =
                |field, value: &str| bits(segment, [Term::from_field_text(field, value)].iter());
            let places = with(fields.scope, scope::PLACE)?;
            let called = with(fields.scope, scope::NOTE)?;
            let footnotes = with(fields.kind, "footnote")?;
            let recitals = with(fields.kind, "recital")?;
            let of_recitals = with(fields.scope, scope::OF_RECITAL)?;
            let replaced = bits(segment, superseded.iter())?;
            let mut notes = called;
            // A note that nothing calls is a place and a note.
            for (word, (place, note)) in notes.0.iter_mut().zip(places.0.iter().zip(&footnotes.0)) {
                *word |= place & note;
            }
            let (mut newest_places, mut newest_notes) = (places.clone(), notes.clone());
            newest_places.drop_those(&replaced, &recitals);
            newest_notes.drop_those(&replaced, &of_recitals);
            let all = [places, newest_places, notes, newest_notes, replaced];
            for (list, bits) in read.iter_mut().zip(all) {
                list.push(bits);
            }
        }
        let [places, newest_places, notes, newest_notes, replaced] = read.map(Arc::new);
        Ok(Self {
            places,
            newest_places,
            notes,
            newest_notes,
            replaced,
        })
    }
}

impl Searched {
    /// What a request looks at: places, or notes where they are wanted as such.
    pub(crate) fn of(&self, request: &Request) -> Among {
        let filters = &request.filters;
        let (places, notes) = if request.newest_only {
            (&self.newest_places, &self.newest_notes)
        } else {
            (&self.places, &self.notes)
        };
        let with_others = filters.notes.is_none() && filters.kinds.len() > 1;
        match (wants_notes(request), with_others) {
            (false, _) => Arc::clone(places),
            (true, false) => Arc::clone(notes),
            // `genre:note,recital`
            (true, true) => Arc::new(
                places
                    .iter()
                    .zip(notes.iter())
                    .map(|(places, notes)| places.with(notes))
                    .collect(),
            ),
        }
    }
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
