//! Records as typed columns.

use cxpress_metric::{Answer, Comments, Fields, Instant, PeriodId, Weight};

use cxpress_project::config::Source;

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
    /// What customers wrote in answer to each question, without personal data; empty for questions with scores.
    pub comments: Vec<Comments>,
    /// When each row began; empty where only the period is known.
    pub created: Vec<Instant>,
    /// What else is known of each row.
    pub fields: Fields,
    /// A number of each row, the same in every run and spread evenly over all numbers: rows with the smallest marks are
    /// a random sample. Empty unless some study needs one.
    pub marks: Vec<u64>,
    /// What tells each row from others; empty unless the source is asked for it.
    pub(super) keys: Vec<RowKey>,
}

/// What tells a row from others of its source.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowKey {
    /// The line it begins in.
    pub(super) line: u64,
    /// The hash of the response's id.
    pub(super) response: Option<u64>,
    /// The hash of the respondent and the period.
    pub(super) respondent: Option<u64>,
    /// The hash of the customer.
    pub(super) customer: Option<u64>,
    /// Whether the respondent or customer may have any number of rows.
    pub(super) known: bool,
    /// When it was given, in seconds; 0 where only the period is known.
    pub(super) at: i64,
    /// From when on another ticket of the customer means that they came back, in seconds: when it was first solved, or
    /// created, if it was not.
    pub(super) settled: i64,
    /// The period it belongs to.
    pub(super) period: PeriodId,
    /// When it was last changed, in seconds; the earliest number where that is not known.
    pub(super) updated: i64,
    /// The hash of its answers, and of which questions were asked.
    pub(super) answers: [u32; 2],
    /// The hash of the respondent alone, where it is asked whether they referred others or wrote reviews.
    pub(super) asked: Option<u64>,
    /// The hash of who referred others or wrote a review, the same as theirs as a respondent, and when, in seconds.
    pub(super) advocated: Option<(u64, i64)>,
}

impl RecordBatch {
    pub(super) fn new(source: &Source) -> Self {
        Self {
            dimensions: vec![Vec::new(); source.dimensions.len()],
            answers: vec![Vec::new(); source.questions.len()],
            comments: vec![Comments::default(); source.questions.len()],
            fields: Fields::new(source.fields.iter().map(|field| field.field)),
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
        self.comments.iter_mut().for_each(Comments::clear);
        self.created.clear();
        self.fields.clear();
        self.marks.clear();
        self.keys.clear();
    }
}
