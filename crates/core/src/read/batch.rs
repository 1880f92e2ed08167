//! Records as typed columns, and the rows that become them.

use csv::ByteRecord;
use cxpress_metric::{Answer, Instant, PeriodId, Weight};

/// How many records a batch holds at the most.
pub(super) const ROWS: usize = 2048;

/// The number of a dimension's value in the [`Dictionary`](super::Dictionary).
pub type ValueId = u32;

/// The value of a row that has none.
pub const NO_VALUE: ValueId = ValueId::MAX;

/// Into how many buckets clusters fall.
pub const BUCKETS: u8 = 32;

/// Records of one source as columns, all of one length.
#[derive(Clone, Debug, Default)]
pub struct RecordBatch {
    /// The period of each row.
    pub periods: Vec<PeriodId>,
    /// The weight of each row; empty where the source has none.
    pub weights: Vec<Weight>,
    /// The bucket of each row's cluster, 0 … 31; empty where answers are independent.
    pub buckets: Vec<u8>,
    /// Each dimension's value of each row.
    pub dimensions: Vec<Vec<ValueId>>,
    /// The answers to each question.
    pub answers: Vec<Vec<Answer>>,
    /// When each ticket was created; empty for surveys.
    pub created: Vec<Instant>,
    /// When each ticket was first answered.
    pub first_response: Vec<Option<Instant>>,
    /// When each ticket was solved.
    pub solved: Vec<Option<Instant>>,
    /// When each ticket was due.
    pub due: Vec<Option<Instant>>,
}

impl RecordBatch {
    pub(super) fn new(dimensions: usize, questions: usize) -> Self {
        Self {
            dimensions: vec![Vec::new(); dimensions],
            answers: vec![Vec::new(); questions],
            ..Self::default()
        }
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.periods.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.periods.clear();
        self.weights.clear();
        self.buckets.clear();
        self.dimensions.iter_mut().for_each(Vec::clear);
        self.answers.iter_mut().for_each(Vec::clear);
        self.created.clear();
        self.first_response.clear();
        self.solved.clear();
        self.due.clear();
    }
}

/// Some rows of a file, as they were split into cells.
#[derive(Default)]
pub(super) struct Block {
    records: Vec<ByteRecord>,
    lines: Vec<u64>,
    /// Indices of the rows that turned out to be usable.
    pub(super) usable: Vec<usize>,
}

impl Block {
    /// Room for the next row, keeping the memory of the rows before.
    pub(super) fn next(&mut self) -> &mut ByteRecord {
        let at = self.lines.len();
        if at == self.records.len() {
            self.records.push(ByteRecord::new());
        }
        &mut self.records[at]
    }

    /// Keeps the row that was filled in last.
    pub(super) fn keep(&mut self, line: u64) {
        self.lines.push(line);
    }

    pub(super) fn is_full(&self) -> bool {
        self.lines.len() == ROWS
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn row(&self, at: usize) -> (u64, &ByteRecord) {
        (self.lines[at], &self.records[at])
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.usable.clear();
    }
}
