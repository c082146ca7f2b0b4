//! What the second stage of ranking needs of the best candidates: where each
//! term stands in them, read from the postings.

use renvoi_document::{DocumentId, PassageKind};
use renvoi_query::Term as Wanted;
use renvoi_query::{Evidence, Occurrences, Pool, Request, Role, Statistics, TermStatistics};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, Term};

use crate::error::StoreError;
use crate::request::{self, Side, Sided};
use crate::schema::{Fields, scope};

/// The evidence of candidates. A place whose notes match is there twice, as its text and as its notes: what is said in
/// either counts as if it stood alone, and what the other says is its context.
pub(crate) struct Gathered {
    pub(crate) pool: Pool,
    /// Which of the candidates that were given each candidate of the pool is.
    pub(crate) of: Vec<usize>,
}

/// Gathers the evidence of candidates, in the order given.
pub(crate) fn gather(
    fields: &Fields,
    searcher: &Searcher,
    masses: &Masses,
    request: &Request,
    top: &[(Score, DocAddress)],
) -> Result<Gathered, StoreError> {
    let evidence = |(first, _): &(Score, DocAddress)| Evidence {
        first: *first,
        terms: vec![Occurrences::default(); request.terms.len()],
        expansions: vec![false; request.expansions.len()],
        ..Evidence::default()
    };
    let mut texts: Vec<Evidence> = top.iter().map(evidence).collect();
    let side = Side::of(request);
    let mut notes: Vec<Evidence> = match side {
        Side::Both => texts.clone(),
        Side::Text | Side::Notes => Vec::new(),
    };
    // Postings are read forwards, so candidates are taken in their order.
    let mut order: Vec<(DocAddress, usize)> = top
        .iter()
        .enumerate()
        .map(|(at, (_, address))| (*address, at))
        .collect();
    order.sort_unstable();
    for of_segment in order.chunk_by(|a, b| a.0.segment_ord == b.0.segment_ord) {
        let Some((address, _)) = of_segment.first() else {
            continue;
        };
        let segment = searcher.segment_reader(address.segment_ord);
        let docs: Vec<(DocId, usize)> = of_segment
            .iter()
            .map(|(address, at)| (address.doc_id, *at))
            .collect();
        let of_side = |side, docs| Gather {
            fields,
            segment,
            masses: masses.of(address.segment_ord),
            docs,
            side,
        };
        of_side(Side::Text, &docs).all(searcher, request, &mut texts)?;
        if side == Side::Both {
            let lengths = segment.get_fieldnorms_reader(fields.notes)?;
            let mut with_notes = docs.clone();
            with_notes.retain(|(doc, _)| lengths.fieldnorm(*doc) > 0);
            if !with_notes.is_empty() {
                of_side(Side::Notes, &with_notes).all(searcher, request, &mut notes)?;
            }
        }
    }
    let mut of: Vec<usize> = (0..top.len()).collect();
    let mut candidates = texts;
    for (at, note) in notes.into_iter().enumerate() {
        let says = note
            .terms
            .iter()
            .any(|found| found.text > 0 || !found.positions.is_empty());
        if says || note.expansions.contains(&true) {
            of.push(at);
            candidates.push(note);
        }
    }
    Ok(Gathered {
        pool: Pool {
            statistics: statistics(fields, searcher, request)?,
            candidates,
        },
        of,
    })
}

impl Gathered {
    /// What the text of a place says is the context of its notes, and the other way round.
    pub(crate) fn join_parts(&mut self, places: usize) {
        for at in places..self.pool.candidates.len() {
            let Some(place) = self.of.get(at).copied() else {
                continue;
            };
            if let Ok([text, note]) = self.pool.candidates.get_disjoint_mut([place, at]) {
                for (text, note) in text.terms.iter_mut().zip(&mut note.terms) {
                    text.context += note.text;
                    note.context += text.text;
                }
            }
        }
    }
}

/// Forgets the words that the context of all candidates has. Where they are passages of one act that was named, these are
/// the words of its title: that it says a word of the topic makes none of them better than another.
pub(crate) fn forget_titles(pool: &mut Pool) {
    let terms = pool.candidates.first().map_or(0, |first| first.terms.len());
    for term in 0..terms {
        let of_term = |evidence: &Evidence| evidence.terms.get(term).map(|found| found.context);
        let mut candidates = pool.candidates.iter();
        if candidates.all(|evidence| of_term(evidence).is_some_and(|count| count > 0)) {
            for evidence in &mut pool.candidates {
                if let Some(found) = evidence.terms.get_mut(term) {
                    found.context = 0;
                }
            }
        }
    }
}

/// What the words of headings tell, for every segment: found once for a state of
/// the index, since a heading's words are not read at query time.
#[derive(Debug, Default)]
pub(crate) struct Masses(Vec<Vec<f32>>);

impl Masses {
    pub(crate) fn new(fields: &Fields, searcher: &Searcher) -> Result<Self, StoreError> {
        let records = records(fields, searcher)?;
        let mut all = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let mut of_segment = Vec::new();
            if let Some(stems) = segment.fast_fields().str("heading")? {
                let words = stems.dictionary().stream();
                let mut words = words.map_err(tantivy::TantivyError::from)?;
                while words.advance() {
                    let word = std::str::from_utf8(words.key()).unwrap_or_default();
                    let with = |field| searcher.doc_freq(&Term::from_field_text(field, word));
                    let with = with(fields.stemmed)?.max(with(fields.heading)?);
                    of_segment.push(renvoi_query::idf(with, records));
                }
            }
            all.push(of_segment);
        }
        Ok(Self(all))
    }

    fn of(&self, segment: u32) -> &[f32] {
        let segment = usize::try_from(segment).unwrap_or(usize::MAX);
        self.0.get(segment).map_or(&[], Vec::as_slice)
    }
}

/// The candidates of one segment, each with its place in the pool.
struct Gather<'s> {
    fields: &'s Fields,
    segment: &'s SegmentReader,
    /// What each heading stem of the segment tells, by its number.
    masses: &'s [f32],
    docs: &'s [(DocId, usize)],
    /// The text of the candidates, or their notes.
    side: Side,
}

impl Gather<'_> {
    fn all(
        &self,
        searcher: &Searcher,
        request: &Request,
        pool: &mut [Evidence],
    ) -> Result<(), StoreError> {
        self.matches(searcher, request, pool)?;
        self.lengths(pool)?;
        let english = self.segment.get_fieldnorms_reader(self.fields.english)?;
        for (index, term) in request.terms.iter().enumerate() {
            if request.with_context {
                let context = self.fields.context;
                self.count(context, &term.stem.french, index, pool, |f, n| {
                    f.context = n;
                })?;
            }
            self.counts(index, term, pool)?;
            self.places(index, term, &english, pool)?;
        }
        Ok(())
    }

    /// Which candidates say an expansion, are of an act that is hinted at, or are headings.
    fn matches(
        &self,
        searcher: &Searcher,
        request: &Request,
        pool: &mut [Evidence],
    ) -> Result<(), StoreError> {
        for (index, expansion) in request.expansions.iter().enumerate() {
            let sided = Sided::new(self.fields, request, self.side);
            let query = request::clause(&sided, &expansion.clause);
            self.matching(searcher, &*query, |at| {
                let found = pool.get_mut(at).and_then(|e| e.expansions.get_mut(index));
                if let Some(found) = found {
                    *found = true;
                }
            })?;
        }
        if let Some(acts) = &request.hinted {
            let ids = acts.documents.iter().map(DocumentId::as_str);
            let own = request::any(self.fields.document, ids);
            let sided = Sided::new(self.fields, request, Side::Both);
            let cites = request::clause(&sided, &acts.cites);
            // An act that cites itself is itself.
            for (query, role) in [(cites, Role::Cites), (own, Role::Own)] {
                self.matching(searcher, &*query, |at| {
                    if let Some(evidence) = pool.get_mut(at) {
                        evidence.role = role;
                    }
                })?;
            }
        }
        if self.side == Side::Notes {
            return Ok(());
        }
        let heading = PassageKind::Heading.as_str();
        let basic = IndexRecordOption::Basic;
        self.each(self.fields.kind, heading, basic, |at, _, _| {
            if let Some(evidence) = pool.get_mut(at) {
                evidence.is_heading = true;
            }
        })
    }

    /// How long the candidates and what stands above them are.
    fn lengths(&self, pool: &mut [Evidence]) -> Result<(), StoreError> {
        let text = self.segment.get_fieldnorms_reader(self.fields.stemmed)?;
        let english = self.segment.get_fieldnorms_reader(self.fields.english)?;
        let notes = self.segment.get_fieldnorms_reader(self.fields.notes)?;
        let heading = self.segment.get_fieldnorms_reader(self.fields.heading)?;
        let stems = self.segment.fast_fields().str("heading")?;
        for (doc, at) in self.docs {
            let Some(evidence) = pool.get_mut(*at) else {
                continue;
            };
            evidence.text_length = match self.side {
                Side::Notes => notes.fieldnorm(*doc),
                Side::Text | Side::Both => text.fieldnorm(*doc) + english.fieldnorm(*doc),
            };
            evidence.heading_length = heading.fieldnorm(*doc);
            if let Some(stems) = &stems {
                let mut distinct: Vec<u64> = stems.term_ords(*doc).collect();
                distinct.sort_unstable();
                distinct.dedup();
                let mass = |stem: &u64| self.masses.get(usize::try_from(*stem).ok()?);
                evidence.heading_mass = distinct.iter().filter_map(mass).sum();
            }
        }
        Ok(())
    }

    /// How often a term of the request stands in the candidates, in their headings and contexts.
    fn counts(&self, index: usize, term: &Wanted, pool: &mut [Evidence]) -> Result<(), StoreError> {
        let fields = self.fields;
        let (stem, english) = (&term.stem.french, &term.stem.english);
        if self.side == Side::Notes {
            // Each note has the stems of its language, in one field.
            self.count(fields.notes, stem, index, pool, |f, n| f.text += n)?;
            if english != stem {
                self.count(fields.notes, english, index, pool, |f, n| f.text += n)?;
            }
        } else {
            self.count(fields.stemmed, stem, index, pool, |f, n| f.text += n)?;
            self.count(fields.english, english, index, pool, |f, n| f.text += n)?;
        }
        self.count(fields.heading, stem, index, pool, |f, n| f.heading = n)?;
        for form in term.forms.iter().filter(|form| form.is_typed) {
            self.count(fields.heading_words, &form.word, index, pool, |f, n| {
                f.typed_heading += n;
            })?;
        }
        match &term.marked {
            Some(marked) if self.side != Side::Notes => {
                self.count(fields.written, marked, index, pool, |f, n| f.marked = n)
            }
            _ => Ok(()),
        }
    }

    /// Counts a word of a field in the candidates.
    fn count(
        &self,
        field: Field,
        word: &str,
        index: usize,
        pool: &mut [Evidence],
        add: impl Fn(&mut Occurrences, u32),
    ) -> Result<(), StoreError> {
        let counted = IndexRecordOption::WithFreqs;
        self.each(field, word, counted, |at, _, postings| {
            if let Some(found) = occurrences(pool, at, index) {
                add(found, postings.term_freq());
            }
        })
    }

    /// Where the forms of a term stand in the candidates.
    fn places(
        &self,
        index: usize,
        term: &Wanted,
        english: &FieldNormReader,
        pool: &mut [Evidence],
    ) -> Result<(), StoreError> {
        let placed = IndexRecordOption::WithFreqsAndPositions;
        let words = match self.side {
            Side::Notes => self.fields.exact_notes,
            Side::Text | Side::Both => self.fields.exact,
        };
        let of_notes = self.side == Side::Notes;
        for form in &term.forms {
            self.each(words, &form.word, placed, |at, doc, postings| {
                let counts = if of_notes {
                    form.counts(true) || form.counts(false)
                } else {
                    form.counts(english.fieldnorm(doc) > 0)
                };
                if let Some(found) = occurrences(pool, at, index).filter(|_| counts) {
                    if form.in_family {
                        found.family += postings.term_freq();
                    }
                    if form.is_typed {
                        found.typed += postings.term_freq();
                    }
                    postings.append_positions_with_offset(0, &mut found.positions);
                }
            })?;
        }
        for (_, at) in self.docs {
            if let Some(found) = occurrences(pool, *at, index) {
                found.positions.sort_unstable();
            }
        }
        Ok(())
    }

    /// Shows the candidates that match a query.
    fn matching(
        &self,
        searcher: &Searcher,
        query: &dyn Query,
        mut take: impl FnMut(usize),
    ) -> Result<(), StoreError> {
        let scoring = EnableScoring::disabled_from_searcher(searcher);
        let mut matching = query.weight(scoring)?.scorer(self.segment, 1.0)?;
        for (doc, at) in self.docs {
            if matching.doc() < *doc {
                matching.seek(*doc);
            }
            if matching.doc() == *doc {
                take(*at);
            }
        }
        Ok(())
    }

    /// Shows the postings of a term at each of the candidates that have it.
    fn each(
        &self,
        field: Field,
        term: &str,
        option: IndexRecordOption,
        mut take: impl FnMut(usize, DocId, &mut dyn Postings),
    ) -> Result<(), StoreError> {
        let inverted = self.segment.inverted_index(field)?;
        let term = Term::from_field_text(field, term);
        let Some(mut postings) = inverted
            .read_postings(&term, option)
            .map_err(tantivy::TantivyError::from)?
        else {
            return Ok(());
        };
        for (doc, at) in self.docs {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() == *doc {
                take(*at, *doc, &mut postings);
            }
        }
        Ok(())
    }
}

fn occurrences(pool: &mut [Evidence], at: usize, term: usize) -> Option<&mut Occurrences> {
    pool.get_mut(at)?.terms.get_mut(term)
}

/// Passages and notes: heads of documents and lost notes are none.
fn records(fields: &Fields, searcher: &Searcher) -> Result<u64, StoreError> {
    let of = |value| searcher.doc_freq(&Term::from_field_text(fields.scope, value));
    Ok(of(scope::PLACE)? + of(scope::NOTE)?)
}

fn statistics(
    fields: &Fields,
    searcher: &Searcher,
    request: &Request,
) -> Result<Statistics, StoreError> {
    let frequency = |field, term: &str| searcher.doc_freq(&Term::from_field_text(field, term));
    let (french, english) = (fields.stemmed, fields.english);
    let mut terms = Vec::with_capacity(request.terms.len());
    for term in &request.terms {
        let (folded, marked) = match &term.marked {
            Some(marked) => (
                frequency(fields.exact, &term.exact)?,
                frequency(fields.written, marked)?,
            ),
            None => (0, 0),
        };
        terms.push(TermStatistics {
            folded,
            marked,
            text: frequency(french, &term.stem.french)? + frequency(english, &term.stem.english)?,
            heading: frequency(fields.heading, &term.stem.french)?,
        });
    }
    let records = records(fields, searcher)?;
    Ok(Statistics {
        records,
        text_length: mean_length(searcher, &[french, english], records)?,
        heading_length: mean_length(searcher, &[fields.heading], records)?,
        terms,
    })
}

/// The mean number of terms of records in some fields together.
#[allow(clippy::cast_precision_loss)] // a mean
fn mean_length(searcher: &Searcher, fields: &[Field], records: u64) -> Result<f32, StoreError> {
    let mut tokens = 0_u64;
    for segment in searcher.segment_readers() {
        for field in fields {
            tokens += segment.inverted_index(*field)?.total_num_tokens();
        }
    }
    Ok((tokens as f32 / records.max(1) as f32).max(1.0))
}
