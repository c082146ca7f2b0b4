//! A query that stops when the deadline of its request passes: it ends then as if nothing more matched, and who asked
//! looks at the deadline before the answer is believed.

use renvoi_index::Deadline;
use tantivy::query::{EmptyQuery, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

#[derive(Debug)]
pub(crate) struct Timed {
    pub(crate) query: Box<dyn Query>,
    pub(crate) deadline: Deadline,
}

impl Clone for Timed {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            deadline: self.deadline,
        }
    }
}

impl Query for Timed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        // Of many phrases each looks up its words and opens their places: that takes time too.
        if self.deadline.is_past() {
            return EmptyQuery.weight(scoring);
        }
        Ok(Box::new(TimedWeight {
            weight: self.query.weight(scoring)?,
            deadline: self.deadline,
        }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct TimedWeight {
    weight: Box<dyn Weight>,
    deadline: Deadline,
}

impl Weight for TimedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.deadline.is_past() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(TimedScorer {
            scorer: self.weight.scorer(segment, boost)?,
            deadline: self.deadline,
            steps: 0,
            is_late: false,
        }))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, doc)
    }
}

struct TimedScorer {
    scorer: Box<dyn Scorer>,
    deadline: Deadline,
    steps: u32,
    is_late: bool,
}

/// Steps between two looks at the clock: some ten microseconds.
const STEPS: u32 = 256;

impl TimedScorer {
    fn look(&mut self) {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS) {
            self.is_late |= self.deadline.is_past();
        }
    }
}

impl DocSet for TimedScorer {
    fn advance(&mut self) -> DocId {
        self.look();
        if self.is_late {
            return TERMINATED;
        }
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.look();
        if self.is_late {
            return TERMINATED;
        }
        self.scorer.seek(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; tantivy::COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        // A block is looked at as one step would be, several times over.
        self.steps |= STEPS - 1;
        self.look();
        if self.is_late {
            return 0;
        }
        self.scorer.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        if self.is_late {
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
