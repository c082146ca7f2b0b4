//! Where the words of a request stand in its best records, read from the postings.

use renvoi_index::{
    Evidence, EvidenceAsked, Field, Hit, Indexed, Postings as Found, Probe, Query, Statistics,
};
use tantivy::postings::Postings;
use tantivy::query::EnableScoring;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TantivyError};

use crate::among::from;
use crate::error::StoreError;
use crate::snapshot::Seen;
use crate::state::State;

/// The records of one segment, in their order, each with its rank in the list.
struct OfSegment<'s> {
    ord: u32,
    reader: &'s SegmentReader,
    docs: Vec<(DocId, usize)>,
}

pub(crate) fn gather(
    seen: &Seen,
    asked: &EvidenceAsked,
    hits: &[Hit],
) -> Result<Evidence, StoreError> {
    let state = &*seen.state;
    // Postings are read forwards, so records are taken in their order.
    let mut order: Vec<_> = (0..)
        .zip(hits)
        .map(|(rank, hit)| (from(hit.address), rank))
        .collect();
    order.sort_unstable();
    let segments: Vec<OfSegment<'_>> = order
        .chunk_by(|a, b| a.0.segment_ord == b.0.segment_ord)
        .filter_map(|records| {
            let ord = records.first()?.0.segment_ord;
            Some(OfSegment {
                ord,
                reader: state.searcher.segment_reader(ord),
                docs: records
                    .iter()
                    .map(|(at, rank)| (at.doc_id, *rank))
                    .collect(),
            })
        })
        .collect();
    let mut evidence = Evidence {
        entries: hits.len(),
        probes: Vec::with_capacity(asked.probes.len()),
        lengths: vec![vec![0; hits.len()]; asked.lengths.len()],
        masses: vec![0.0; hits.len()],
        matches: vec![vec![false; hits.len()]; asked.matches.len()],
        statistics: statistics(state, asked)?,
    };
    for probe in &asked.probes {
        seen.deadline.check()?;
        evidence.probes.push(found(state, &segments, probe)?);
    }
    for segment in &segments {
        lengths(state, segment, asked, &mut evidence.lengths)?;
        if let Some(field) = asked.mass_of {
            masses(
                state,
                segment,
                (field, asked.mass_beside),
                &mut evidence.masses,
            )?;
        }
        for (query, matches) in asked.matches.iter().zip(&mut evidence.matches) {
            for rank in matching(seen, segment.reader, query, &segment.docs)? {
                if let Some(matches) = matches.get_mut(rank) {
                    *matches = true;
                }
            }
        }
    }
    Ok(evidence)
}

/// The records that have a word.
fn found(state: &State, segments: &[OfSegment<'_>], probe: &Probe) -> Result<Found, StoreError> {
    let option = match probe.field.indexed() {
        Indexed::Placed if probe.placed => IndexRecordOption::WithFreqsAndPositions,
        Indexed::Placed | Indexed::Counted => IndexRecordOption::WithFreqs,
        Indexed::Value | Indexed::Words | Indexed::No => IndexRecordOption::Basic,
    };
    let term = state.fields.term(probe.field, &probe.word);
    // Each record with its places, by where these begin.
    let mut all: Vec<(usize, u32, usize)> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    for segment in segments {
        let inverted = segment.reader.inverted_index(term.field())?;
        let read = inverted.read_postings(&term, option);
        let Some(mut postings) = read.map_err(TantivyError::from)? else {
            continue;
        };
        for (doc, rank) in &segment.docs {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() == *doc {
                all.push((*rank, postings.term_freq(), places.len()));
                if option == IndexRecordOption::WithFreqsAndPositions {
                    postings.append_positions_with_offset(0, &mut places);
                }
            }
        }
    }
    all.sort_unstable_by_key(|(rank, ..)| *rank);
    let mut found = Found::default();
    for (rank, count, from) in all {
        found.entries.push((rank, count));
        let to = from + usize::try_from(count).unwrap_or_default();
        found
            .places
            .extend(places.get(from..to).unwrap_or_default());
    }
    Ok(found)
}

fn lengths(
    state: &State,
    segment: &OfSegment<'_>,
    asked: &EvidenceAsked,
    lengths: &mut [Vec<u32>],
) -> Result<(), StoreError> {
    for (field, lengths) in asked.lengths.iter().zip(lengths) {
        let norms = segment
            .reader
            .get_fieldnorms_reader(state.fields.of(*field))?;
        for (doc, rank) in &segment.docs {
            if let Some(length) = lengths.get_mut(*rank) {
                *length = norms.fieldnorm(*doc);
            }
        }
    }
    Ok(())
}

fn masses(
    state: &State,
    segment: &OfSegment<'_>,
    (field, beside): (Field, Option<Field>),
    masses: &mut [f32],
) -> Result<(), StoreError> {
    let Some(terms) = segment.reader.fast_fields().str(field.name())? else {
        return Ok(());
    };
    let known = state.masses(field, beside)?;
    let known = known.of(segment.ord);
    for (doc, rank) in &segment.docs {
        let mut distinct: Vec<u64> = terms.term_ords(*doc).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mass = |term: &u64| known.get(usize::try_from(*term).ok()?);
        if let Some(sum) = masses.get_mut(*rank) {
            *sum = distinct.iter().filter_map(mass).sum();
        }
    }
    Ok(())
}

/// Those of some records of a segment, in their order, that a query matches.
pub(crate) fn matching<T: Copy>(
    seen: &Seen,
    segment: &SegmentReader,
    query: &Query,
    records: &[(DocId, T)],
) -> Result<Vec<T>, StoreError> {
    let query = seen.translator().whole(query);
    let scoring = EnableScoring::disabled_from_searcher(&seen.state.searcher);
    let mut matching = query.weight(scoring)?.scorer(segment, 1.0)?;
    let mut found = Vec::new();
    for (doc, record) in records {
        if matching.doc() < *doc {
            matching.seek(*doc);
        }
        if matching.doc() == *doc {
            found.push(*record);
        }
    }
    seen.deadline.check()?;
    Ok(found)
}

fn statistics(state: &State, asked: &EvidenceAsked) -> Result<Statistics, StoreError> {
    let mut statistics = Statistics {
        entries: state.scopes.entries,
        ..Statistics::default()
    };
    for Probe { field, word, .. } in &asked.probes {
        let frequency = state.searcher.doc_freq(&state.fields.term(*field, word))?;
        statistics.probes.push(frequency);
    }
    for field in &asked.lengths {
        let mut tokens = 0;
        for segment in state.searcher.segment_readers() {
            tokens += segment
                .inverted_index(state.fields.of(*field))?
                .total_num_tokens();
        }
        statistics.lengths.push(tokens);
    }
    Ok(statistics)
}
