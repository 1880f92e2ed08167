//! Answers of the same respondents together: a random sample of rows, for studies that need more than one answer of each.
//!
//! Cells know how often an answer was given, not which went with which. Of each source and period the rows with the
//! smallest marks are kept, at most [`MOST`]. Marks are spread evenly and belong to rows, so that this is a random sample
//! without replacement, the same for any number of threads and whether a file was read now or before; where there are no
//! more rows than that, it is all of them.

use std::collections::{BTreeMap, BinaryHeap};

use cxpress_feedback::{BUCKETS, RecordBatch};
use cxpress_metric::{Entry, PeriodId, SummaryKind, Value, Weight};
use serde::{Deserialize, Serialize};

use crate::schema::Schema;

/// The most rows of a source and period.
pub(crate) const MOST: usize = 10_000;

/// No answer.
const NONE: i16 = i16::MIN;

/// No slot: the row is not in the sample.
const OUT: u32 = u32::MAX;

/// The samples of one source, by period.
pub(crate) struct Samples {
    /// The questions whose answers are kept, as places in the schema; none if no study needs them.
    questions: Vec<usize>,
    periods: BTreeMap<PeriodId, Sample>,
    /// The slot of each row of the batch at hand.
    slots: Vec<u32>,
}

/// Some rows of a period, or all.
#[derive(Default)]
pub(crate) struct Sample {
    /// How many rows there were.
    seen: u64,
    /// Marks and slots, the largest mark first.
    largest: BinaryHeap<(u64, u32)>,
    /// What is known of each row but its answers, by slot.
    rows: Vec<Row>,
    /// Their answers, as many for each as there are questions.
    answers: Vec<i16>,
}

/// What is known of a row but its answers.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    mark: u64,
    weight: Weight,
    /// The bucket of its cluster, or one by chance where answers are independent.
    group: u8,
}

impl Row {
    fn of(records: &RecordBatch, at: usize) -> Self {
        let mark = records.marks[at];
        let by_chance = (mark % u64::from(BUCKETS)).to_le_bytes()[0];
        Self {
            mark,
            weight: records.weights.get(at).copied().unwrap_or(Weight::ONE),
            group: records.buckets.get(at).copied().unwrap_or(by_chance),
        }
    }
}

impl Samples {
    /// The samples of a source of a schema.
    pub(crate) fn new(schema: &Schema<'_>, source: usize) -> Self {
        let questions = schema.measures.iter().enumerate().filter(|(_, measure)| {
            measure.source == source
                && schema.config.sources[source].sampled
                && measure.metric.spec().kind == SummaryKind::Scores
        });
        Self {
            questions: questions.map(|(at, _)| at).collect(),
            periods: BTreeMap::new(),
            slots: Vec::new(),
        }
    }

    /// Decides which rows of a batch are kept.
    pub(crate) fn prepare(&mut self, records: &RecordBatch) {
        self.slots.clear();
        if self.questions.is_empty() || records.marks.len() != records.len() {
            return;
        }
        for (at, period) in records.periods.iter().enumerate() {
            let row = Row::of(records, at);
            let slot = if row.weight.is_zero() {
                None
            } else {
                let sample = self.periods.entry(*period).or_default();
                sample.seen += 1;
                sample.offer(row, self.questions.len())
            };
            self.slots.push(slot.unwrap_or(OUT));
        }
    }

    /// Takes the answers to a question of the batch that was prepared.
    pub(crate) fn take(&mut self, question: usize, entries: &[Entry], records: &RecordBatch) {
        let width = self.questions.len();
        let Some(column) = self.column(question).filter(|_| !self.slots.is_empty()) else {
            return;
        };
        for entry in entries {
            let row = entry.row as usize;
            let (slot, Value::Score(score)) = (self.slots[row], entry.value) else {
                continue;
            };
            if slot == OUT || records.periods[row] != entry.period {
                continue;
            }
            let Some(sample) = self.periods.get_mut(&entry.period) else {
                continue;
            };
            // A later row of the batch may have taken the slot.
            if sample.rows[slot as usize].mark == records.marks[row] {
                sample.answers[slot as usize * width + column] = i16::try_from(score).unwrap_or(NONE);
            }
        }
    }

    /// Takes all that another of the same source has.
    pub(crate) fn absorb(&mut self, other: &Self) {
        let width = self.questions.len();
        for (period, sample) in &other.periods {
            let mine = self.periods.entry(*period).or_default();
            mine.seen += sample.seen;
            for (row, answers) in sample.rows.iter().zip(sample.answers.chunks(width)) {
                mine.put(*row, answers);
            }
        }
    }

    /// The place of a question among those whose answers are kept.
    pub(crate) fn column(&self, question: usize) -> Option<usize> {
        self.questions.iter().position(|known| *known == question)
    }

    /// The rows of a period with answers to all of some questions, by their marks.
    pub(crate) fn cases(&self, period: PeriodId, columns: &[usize]) -> Vec<Case> {
        let Some(sample) = self.periods.get(&period) else {
            return Vec::new();
        };
        let rows = sample
            .rows
            .iter()
            .zip(sample.answers.chunks(self.questions.len()));
        let mut cases: Vec<(u64, Case)> = rows
            .filter_map(|(row, answers)| Some((row.mark, Case::of(row, answers, columns)?)))
            .collect();
        cases.sort_unstable_by_key(|(mark, _)| *mark);
        cases.into_iter().map(|(_, case)| case).collect()
    }

    /// How many rows of a period have answers to all of some questions.
    pub(crate) fn count(&self, period: PeriodId, columns: &[usize]) -> usize {
        let Some(sample) = self.periods.get(&period) else {
            return 0;
        };
        let rows = sample.answers.chunks(self.questions.len());
        let has_all = |answers: &&[i16]| columns.iter().all(|column| answers[*column] != NONE);
        rows.filter(has_all).count()
    }

    /// How many rows of a period there were, if not all of them were kept.
    pub(crate) fn sampled_from(&self, period: PeriodId) -> Option<u64> {
        let sample = self.periods.get(&period)?;
        (sample.seen > sample.rows.len() as u64).then_some(sample.seen)
    }

    /// What is kept until the next build.
    pub(crate) fn save(&self) -> SavedSamples {
        let periods = self.periods.iter();
        periods
            .map(|(period, sample)| (*period, sample.seen, sample.rows.clone(), sample.answers.clone()))
            .collect()
    }

    /// Takes what was kept of the same questions.
    pub(crate) fn load(&mut self, saved: &SavedSamples) {
        let width = self.questions.len();
        for (period, seen, rows, answers) in saved {
            let sample = self.periods.entry(*period).or_default();
            sample.seen += seen;
            for (row, answers) in rows.iter().zip(answers.chunks(width.max(1))) {
                sample.put(*row, answers);
            }
        }
    }
}

/// Samples as they are kept: period, how many rows there were, rows, answers.
pub(crate) type SavedSamples = Vec<(PeriodId, u64, Vec<Row>, Vec<i16>)>;

impl Sample {
    /// The slot of a row, if it is in the sample; all its answers are still to come.
    fn offer(&mut self, row: Row, width: usize) -> Option<u32> {
        let slot = if self.rows.len() < MOST {
            self.rows.push(row);
            self.answers.extend(std::iter::repeat_n(NONE, width));
            u32::try_from(self.rows.len() - 1).ok()?
        } else {
            self.largest.peek().filter(|(mark, _)| row.mark < *mark)?;
            let (_, slot) = self.largest.pop()?;
            let at = slot as usize;
            self.rows[at] = row;
            self.answers[at * width..(at + 1) * width].fill(NONE);
            slot
        };
        self.largest.push((row.mark, slot));
        Some(slot)
    }

    fn put(&mut self, row: Row, answers: &[i16]) {
        if let Some(slot) = self.offer(row, answers.len()) {
            let start = slot as usize * answers.len();
            self.answers[start..start + answers.len()].copy_from_slice(answers);
        }
    }
}

/// A row with answers to all that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    /// Its weight, above 0.
    pub(crate) weight: f64,
    /// Its group for the jackknife, 0 … 31.
    pub(crate) group: usize,
    /// The answers, in the order in which they were asked for.
    pub(crate) answers: Vec<i16>,
}

impl Case {
    fn of(row: &Row, answers: &[i16], columns: &[usize]) -> Option<Self> {
        let wanted = columns.iter().map(|column| answers.get(*column).copied());
        let answers: Option<Vec<i16>> = wanted
            .map(|answer| answer.filter(|answer| *answer != NONE))
            .collect();
        Some(Self {
            weight: row.weight.value(),
            group: usize::from(row.group),
            answers: answers?,
        })
    }
}
