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
use crate::request;
use crate::schema::{Fields, scope};

/// Gathers the evidence of candidates, in the order given.
pub(crate) fn pool(
    fields: &Fields,
    searcher: &Searcher,
    masses: &Masses,
    request: &Request,
    top: &[(Score, DocAddress)],
) -> Result<Pool, StoreError> {
    let mut candidates: Vec<Evidence> = top
        .iter()
        .map(|(first, _)| Evidence {
            first: *first,
            terms: vec![Occurrences::default(); request.terms.len()],
            expansions: vec![false; request.expansions.len()],
            ..Evidence::default()
        })
        .collect();
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
        Gather {
            fields,
            segment,
            masses: masses.of(address.segment_ord),
            docs: &docs,
        }
        .all(searcher, request, &mut candidates)?;
    }
    Ok(Pool {
        statistics: statistics(fields, searcher, request)?,
        candidates,
    })
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
        let records = searcher.doc_freq(&Term::from_field_text(fields.scope, scope::TEXT))?;
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
            let query = request::clause(self.fields, &expansion.clause);
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
            let cites = request::clause(self.fields, &acts.cites);
            // An act that cites itself is itself.
            for (query, role) in [(cites, Role::Cites), (own, Role::Own)] {
                self.matching(searcher, &*query, |at| {
                    if let Some(evidence) = pool.get_mut(at) {
                        evidence.role = role;
                    }
                })?;
            }
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
        let heading = self.segment.get_fieldnorms_reader(self.fields.heading)?;
        let stems = self.segment.fast_fields().str("heading")?;
        for (doc, at) in self.docs {
            let Some(evidence) = pool.get_mut(*at) else {
                continue;
            };
            evidence.text_length = text.fieldnorm(*doc) + english.fieldnorm(*doc);
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
        let stem = &term.stem.french;
        self.count(fields.stemmed, stem, index, pool, |f, n| f.text += n)?;
        self.count(fields.english, &term.stem.english, index, pool, |f, n| {
            f.text += n;
        })?;
        self.count(fields.heading, stem, index, pool, |f, n| f.heading = n)?;
        for form in term.forms.iter().filter(|form| form.is_typed) {
            self.count(fields.heading_words, &form.word, index, pool, |f, n| {
                f.typed_heading += n;
            })?;
        }
        match &term.marked {
            Some(marked) => self.count(fields.written, marked, index, pool, |f, n| f.marked = n),
            None => Ok(()),
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
        for form in &term.forms {
            self.each(
                self.fields.exact,
                &form.word,
                placed,
                |at, doc, postings| {
                    let counts = form.counts(english.fieldnorm(doc) > 0);
                    if let Some(found) = occurrences(pool, at, index).filter(|_| counts) {
                        if form.in_family {
                            found.family += postings.term_freq();
                        }
                        if form.is_typed {
                            found.typed += postings.term_freq();
                        }
                        postings.append_positions_with_offset(0, &mut found.positions);
                    }
                },
            )?;
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
    // Heads of documents and lost notes are no passages.
    let records = frequency(fields.scope, scope::TEXT)?;
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
