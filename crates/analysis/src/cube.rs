//! The cube: (question, slice, period) → a mergeable summary.
//!
//! One pass over the records fills it; its size grows with cells, not with rows. Sums are exact, so it does not
//! matter which thread saw which record.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cxpress_core::read::{BUCKETS, NO_VALUE, RecordBatch, Sink, ValueId};
use cxpress_metric::{Batch, Measured, Missing, PeriodId, Summary, TicketColumns, Value, Weight};
use rustc_hash::FxHashMap;

use crate::plan::{Plan, Planned};

/// A part of the customers: all of them, or those with one value of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slice {
    All,
    Value { dimension: usize, value: ValueId },
}

/// What the cube holds for one question, slice and period.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) missing: [u64; 4],
    /// One summary, or one for each bucket of clusters.
    buckets: Vec<Summary>,
}

impl Cell {
    pub(crate) fn new(planned: &Planned<'_>) -> Self {
        let empty = Summary::empty(planned.metric.spec().kind, planned.weighted);
        let n = if planned.clustered {
            usize::from(BUCKETS)
        } else {
            1
        };
        Self {
            missing: [0; 4],
            buckets: vec![empty; n],
        }
    }

    fn add(&mut self, value: Value, weight: Weight, bucket: usize) {
        match value {
            Value::Missing(kind) => self.missing[missing_index(kind)] += 1,
            value => self.buckets[bucket].add(value, weight),
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.missing.iter_mut().zip(other.missing) {
            *mine += theirs;
        }
        for (mine, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            mine.merge(theirs);
        }
    }

    /// The same without a part that was counted in it.
    pub(crate) fn without(&self, part: &Self) -> Self {
        let buckets = self
            .buckets
            .iter()
            .zip(&part.buckets)
            .map(|(mine, theirs)| mine.without(theirs));
        let mut missing = self.missing;
        for (mine, theirs) in missing.iter_mut().zip(part.missing) {
            *mine -= theirs.min(*mine);
        }
        Self {
            missing,
            buckets: buckets.collect(),
        }
    }

    /// The same with every weight 1.
    pub(crate) fn unweighted(&self) -> Self {
        Self {
            missing: self.missing,
            buckets: self.buckets.iter().map(Summary::unweighted).collect(),
        }
    }

    /// All buckets together.
    pub(crate) fn total(&self) -> Summary {
        let (first, rest) = self
            .buckets
            .split_first()
            .expect("a cell has at least one summary");
        rest.iter().fold(first.clone(), |mut total, bucket| {
            total.merge(bucket);
            total
        })
    }

    /// The buckets of clusters that hold something; none where answers are independent.
    pub(crate) fn clusters(&self) -> impl Iterator<Item = (usize, &Summary)> {
        let held = self
            .buckets
            .iter()
            .enumerate()
            .filter(|(_, bucket)| bucket.n() > 0);
        held.filter(|_| self.buckets.len() > 1)
    }

    /// How many records gave a value.
    pub(crate) fn n(&self) -> u64 {
        self.buckets.iter().map(Summary::n).sum()
    }
}

fn missing_index(kind: Missing) -> usize {
    match kind {
        Missing::NotAsked => 0,
        Missing::NotAnswered => 1,
        Missing::DoesNotApply => 2,
        Missing::DontKnow => 3,
    }
}

/// The cells of one question, by slice and period.
pub(crate) type Cells = BTreeMap<(Slice, PeriodId), Cell>;

/// A thread's share of the cube.
pub struct Cube<'a> {
    plan: &'a Plan<'a>,
    questions: Vec<FxHashMap<(Slice, PeriodId), Cell>>,
    /// What a metric said when it panicked, by question.
    failures: BTreeMap<usize, String>,
    measured: Measured,
}

impl<'a> Cube<'a> {
    /// An empty cube.
    #[must_use]
    pub fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            plan,
            questions: vec![FxHashMap::default(); plan.questions.len()],
            failures: BTreeMap::new(),
            measured: Measured::default(),
        }
    }

    /// All shares together: cells by question, and failures of metrics.
    pub(crate) fn merge(cubes: Vec<Self>) -> (Vec<Cells>, BTreeMap<usize, String>) {
        let questions = cubes.first().map_or(0, |cube| cube.questions.len());
        let mut merged: Vec<Cells> = vec![Cells::new(); questions];
        let mut failures = BTreeMap::new();
        for cube in cubes {
            failures.extend(cube.failures);
            for (all, mine) in merged.iter_mut().zip(cube.questions) {
                mine.into_iter().for_each(|(key, cell)| match all.get_mut(&key) {
                    Some(held) => held.merge(&cell),
                    None => drop(all.insert(key, cell)),
                });
            }
        }
        (merged, failures)
    }

    fn take_question(&mut self, at: usize, records: &RecordBatch) {
        let planned = &self.plan.questions[at];
        let answers = records.answers.get(planned.index).map_or(&[][..], Vec::as_slice);
        let tickets = TicketColumns {
            created: &records.created,
            first_response: &records.first_response,
            solved: &records.solved,
            due: &records.due,
        };
        let batch = Batch {
            periods: &records.periods,
            answers,
            tickets,
            calendar: &self.plan.calendar,
        };
        self.measured.clear();
        let measured = &mut self.measured;
        let measure = || planned.metric.measure(&batch, &planned.config.question, measured);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(measure)) {
            self.failures.insert(at, said(panic.as_ref()));
            return;
        }
        let cells = &mut self.questions[at];
        for entry in self.measured.entries() {
            let row = entry.row as usize;
            let weight = records.weights.get(row).copied().unwrap_or(Weight::ONE);
            let bucket = records.buckets.get(row).copied().map_or(0, usize::from);
            let mut add = |slice| {
                let cell = cells
                    .entry((slice, entry.period))
                    .or_insert_with(|| Cell::new(planned));
                cell.add(entry.value, weight, bucket);
            };
            add(Slice::All);
            for (values, dimension) in records.dimensions.iter().zip(&planned.dimensions) {
                let value = values[row];
                if value != NO_VALUE {
                    add(Slice::Value {
                        dimension: *dimension,
                        value,
                    });
                }
            }
        }
    }
}

/// What a panic said.
pub(crate) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".into())
}

impl Sink for Cube<'_> {
    fn take(&mut self, source: usize, records: &RecordBatch) {
        for at in 0..self.plan.questions.len() {
            if self.plan.questions[at].source == source && !self.failures.contains_key(&at) {
                self.take_question(at, records);
            }
        }
    }
}
