//! A query that stops when the deadline of its request passes: it ends then as if nothing more matched, and who asked
//! looks at the deadline before the answer is believed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

use renvoi_index::Deadline;
use tantivy::query::{EmptyQuery, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// The time of one request, shared by all its queries: when one of them finds that it is over, it is over for all.
#[derive(Clone, Debug)]
pub(crate) struct Clock(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    deadline: Deadline,
    is_late: AtomicBool,
    /// Scorers that were made.
    scorers: AtomicU32,
}

impl Clock {
    pub(crate) fn new(deadline: Deadline) -> Self {
        Self(Arc::new(Shared {
            deadline,
            is_late: AtomicBool::new(false),
            scorers: AtomicU32::new(0),
        }))
    }

    /// Whether the request may take as long as it takes.
    pub(crate) fn is_endless(&self) -> bool {
        self.0.deadline == Deadline::NONE
    }

    fn is_late(&self) -> bool {
        self.0.is_late.load(Relaxed)
    }

    /// Looks at the time.
    fn look(&self) -> bool {
        if self.0.deadline.is_past() {
            self.0.is_late.store(true, Relaxed);
        }
        self.is_late()
    }
}

#[derive(Debug)]
pub(crate) struct Timed {
    pub(crate) query: Box<dyn Query>,
    pub(crate) clock: Clock,
}

impl Clone for Timed {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            clock: self.clock.clone(),
        }
    }
}

impl Query for Timed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        // Of many phrases each looks up its words and opens their places: that takes time too.
        if self.clock.look() {
            return EmptyQuery.weight(scoring);
        }
        Ok(Box::new(TimedWeight {
            weight: self.query.weight(scoring)?,
            clock: self.clock.clone(),
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct TimedWeight {
    weight: Box<dyn Weight>,
    clock: Clock,
}

impl Weight for TimedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.clock.look() {
            return Ok(Box::new(EmptyScorer));
        }
        let before = self.clock.0.scorers.fetch_add(1, Relaxed);
        Ok(Box::new(TimedScorer {
            scorer: self.weight.scorer(segment, boost)?,
            clock: self.clock.clone(),
            // Of many scorers that step in turn, one after the other looks at the time, not all at once.
            steps: before.wrapping_mul(APART) % STEPS,
        }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, doc)
    }
}

struct TimedScorer {
    scorer: Box<dyn Scorer>,
    clock: Clock,
    steps: u32,
}

/// Steps between two looks at the time: some ten microseconds.
const STEPS: u32 = 256;

/// Steps between the looks of two scorers.
const APART: u32 = 37;

impl TimedScorer {
    /// Takes a step; whether the time is over.
    fn step(&mut self) -> bool {
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(STEPS) {
            return self.clock.look();
        }
        self.clock.is_late()
    }
}

impl DocSet for TimedScorer {
    fn advance(&mut self) -> DocId {
        if self.step() {
            return TERMINATED;
        }
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.step() {
            return TERMINATED;
        }
        self.scorer.seek(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; tantivy::COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        // A block is many steps.
        if self.clock.look() {
            return 0;
        }
        self.scorer.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        if self.clock.is_late() {
            return TERMINATED;
        }
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }
}

impl Scorer for TimedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
