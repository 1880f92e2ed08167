//! The cube: (question, slice, period) → a mergeable summary.
//!
//! One pass over the records fills it; its size grows with cells, not with rows. Sums are exact, so it does not
//! matter which thread saw which record, or whether it was seen in this run or before.

mod cell;
mod grid;
mod held;
mod pairs;
mod quotes;
mod sample;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use cxpress_feedback::{Dictionary, NO_VALUE, RecordBatch, Sink, ValueId};
use cxpress_metric::{Batch, Comments, Measured, PeriodId};
use serde::{Deserialize, Serialize};

pub(crate) use self::cell::{Cell, Cells, RawSlice};
use self::grid::Grid;
use self::held::Held;
use self::pairs::SavedPairs;
pub(crate) use self::pairs::{PairNumber, Pairs};
pub(crate) use self::quotes::Quotes;
use self::sample::SavedSamples;
pub(crate) use self::sample::{Case, Samples};
use crate::labels::wanted;
use crate::schema::{Hashes, Schema};

/// What a cube held.
pub(crate) struct Parts {
    /// By question.
    pub(crate) cells: Vec<Cells>,
    /// How many rows have each value of a dimension, by source.
    pub(crate) seen: Vec<BTreeMap<(usize, ValueId), u64>>,
    /// By source.
    pub(crate) pairs: Vec<Pairs>,
    /// By source.
    pub(crate) samples: Vec<Samples>,
    /// By question.
    pub(crate) quotes: Vec<Quotes>,
    /// The comments with labels that are in the data.
    pub(crate) labelled: Hashes,
    /// What a metric said when it panicked, by question.
    pub(crate) failures: BTreeMap<usize, String>,
}

/// A thread's share of the cube.
pub struct Cube<'a> {
    schema: &'a Schema<'a>,
    /// By source.
    grids: Vec<Grid>,
    questions: Vec<Held>,
    /// By source.
    pairs: Vec<Pairs>,
    /// By source.
    samples: Vec<Samples>,
    /// By question.
    quotes: Vec<Quotes>,
    /// The comments with labels that were seen.
    labelled: Hashes,
    /// What a metric said when it panicked, by question.
    failures: BTreeMap<usize, String>,
    measured: Measured,
    no_comments: Comments,
}

impl<'a> Cube<'a> {
    /// An empty cube.
    #[must_use]
    pub fn new(schema: &'a Schema<'a>) -> Self {
        Self {
            schema,
            grids: schema
                .sources
                .iter()
                .map(|dimensions| Grid::new(dimensions))
                .collect(),
            questions: schema.measures.iter().map(Held::new).collect(),
            pairs: (0..schema.sources.len())
                .map(|source| Pairs::new(schema, source))
                .collect(),
            samples: (0..schema.sources.len())
                .map(|source| Samples::new(schema, source))
                .collect(),
            quotes: schema
                .measures
                .iter()
                .map(|measure| Quotes::new(schema.quotes(measure)))
                .collect(),
            labelled: Hashes::new(),
            failures: BTreeMap::new(),
            measured: Measured::default(),
            no_comments: Comments::default(),
        }
    }

    /// What it holds, for the report.
    pub(crate) fn into_parts(mut self) -> Parts {
        // Each question is let go of once its cells are taken.
        let questions = std::mem::take(&mut self.questions).into_iter();
        let questions = self.schema.measures.iter().zip(questions);
        let cells = questions.map(|(measure, mut held)| self.grids[measure.source].cells(|at| held.take(at)));
        Parts {
            cells: cells.collect(),
            seen: self.grids.iter().map(seen).collect(),
            pairs: self.pairs,
            samples: self.samples,
            quotes: self.quotes,
            labelled: self.labelled,
            failures: self.failures,
        }
    }

    fn all_cells(&self) -> impl Iterator<Item = Cells> + '_ {
        let questions = self.schema.measures.iter().zip(&self.questions);
        questions.map(|(measure, held)| self.grids[measure.source].cells(|at| held.whole(at)))
    }

    fn take_question(&mut self, at: usize, records: &RecordBatch) {
        let measure = &self.schema.measures[at];
        let answers = records.answers.get(measure.index).map_or(&[][..], Vec::as_slice);
        let batch = Batch::new(&records.periods, &self.schema.calendar)
            .with_answers(answers)
            .with_comments(records.comments.get(measure.index).unwrap_or(&self.no_comments))
            .with_created(&records.created)
            .with_fields(&records.fields);
        self.measured.clear();
        let measured = &mut self.measured;
        let run = || measure.metric.measure(&batch, &measure.config.question, measured);
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            self.failures.insert(at, said(panic.as_ref()));
            return;
        }
        let entries = self.measured.entries();
        let kind = measure.metric.spec().kind;
        if let Err(misfit) = entries.iter().try_for_each(|entry| kind.takes(entry.value)) {
            self.failures.insert(at, misfit.to_string());
            return;
        }
        self.grids[measure.source].take(measure, entries, records, &mut self.questions[at]);
        let placed = self.questions[at].placed();
        self.pairs[measure.source].take((at, measure), entries, records, placed);
        self.samples[measure.source].take(at, entries, records);
        self.quotes[at].take(measure.index, entries, records);
    }
}

/// How many rows have each value of a dimension.
fn seen(grid: &Grid) -> BTreeMap<(usize, ValueId), u64> {
    grid.seen()
        .map(|(dimension, value, n)| ((dimension, value), n))
        .collect()
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".into())
}

impl Sink for Cube<'_> {
    fn take(&mut self, source: usize, records: &RecordBatch) {
        self.grids[source].prepare(&self.schema.sources[source], records);
        self.pairs[source].prepare(records);
        self.samples[source].prepare(records);
        wanted::take(self.schema, source, records, &mut self.labelled);
        for at in 0..self.schema.measures.len() {
            if self.schema.measures[at].source == source && !self.failures.contains_key(&at) {
                self.take_question(at, records);
            }
        }
    }

    fn absorb(&mut self, mut other: Self) {
        self.failures.extend(other.failures);
        for (question, theirs) in other.labelled {
            self.labelled.entry(question).or_default().extend(theirs);
        }
        let grids = self.grids.iter_mut().zip(&other.grids);
        let numbers: Vec<_> = grids.map(|(mine, theirs)| mine.absorb(theirs)).collect();
        let questions = self.questions.iter_mut().zip(&mut other.questions);
        for ((mine, theirs), measure) in questions.zip(&self.schema.measures) {
            mine.absorb(theirs, &numbers[measure.source], measure);
        }
        for (mine, theirs) in self.pairs.iter_mut().zip(&mut other.pairs) {
            mine.absorb(theirs, &self.schema.measures);
        }
        for (mine, theirs) in self.samples.iter_mut().zip(&other.samples) {
            mine.absorb(theirs);
        }
        for (mine, theirs) in self.quotes.iter_mut().zip(&other.quotes) {
            mine.absorb(theirs);
        }
    }

    fn save(&self, dictionary: &Dictionary) -> Option<Vec<u8>> {
        // What customers wrote is in no cache: such a file is read again.
        if !self.failures.is_empty() || self.quotes.iter().any(|quotes| !quotes.is_empty()) {
            return None;
        }
        // All values there are, not only those with cells: readers see what nobody has answered for, too.
        let values: BTreeSet<(usize, ValueId)> = self.grids.iter().flat_map(Grid::values).collect();
        let name =
            |(dimension, value): &(usize, ValueId)| Some((*dimension, dictionary.name(*dimension, *value)?));
        let names = values.iter().map(name).collect::<Option<Vec<_>>>()?;
        let places: BTreeMap<_, usize> = values.into_iter().zip(0..).collect();
        let saved = |cells: Cells| -> Vec<SavedCell> {
            let cells = cells.into_iter();
            cells
                .map(|((slice, period), cell)| match slice {
                    RawSlice::All => (None, period, cell),
                    RawSlice::Value { dimension, value } => {
                        (Some((dimension, places[&(dimension, value)])), period, cell)
                    }
                })
                .collect()
        };
        let saved = Saved {
            values: names,
            seen: (self.grids.iter().map(seen))
                .map(|seen| seen.iter().map(|(value, n)| (places[value], *n)).collect())
                .collect(),
            questions: self.all_cells().map(saved).collect(),
            pairs: self.pairs.iter().map(|pairs| pairs.save(&places)).collect(),
            samples: self.samples.iter().map(Samples::save).collect(),
            labelled: self.labelled.clone(),
        };
        postcard::to_stdvec(&saved).ok()
    }

    fn load(&mut self, bytes: &[u8], dictionary: &Dictionary) -> bool {
        let Ok(saved) = postcard::from_bytes::<Saved>(bytes) else {
            return false;
        };
        if saved.questions.len() != self.questions.len()
            || saved.pairs.len() != self.pairs.len()
            || saved.samples.len() != self.samples.len()
            || saved.seen.len() != self.grids.len()
        {
            return false;
        }
        self.labelled = saved.labelled;
        for (samples, saved) in self.samples.iter_mut().zip(&saved.samples) {
            samples.load(saved);
        }
        let ids: Vec<ValueId> = saved
            .values
            .iter()
            .map(|(dimension, name)| dictionary.id(*dimension, name))
            .collect();
        let dimensions = saved.values.iter().map(|(dimension, _)| *dimension);
        let named: Vec<(usize, ValueId)> = dimensions.zip(ids.iter().copied()).collect();
        for (grid, seen) in self.grids.iter_mut().zip(saved.seen) {
            for (at, n) in seen {
                let Some(((dimension, _), id)) = saved.values.get(at).zip(ids.get(at)) else {
                    return false;
                };
                grid.see(*dimension, *id, n);
            }
        }
        for (pairs, saved) in self.pairs.iter_mut().zip(saved.pairs) {
            if !pairs.load(saved, &named, &self.schema.measures) {
                return false;
            }
        }
        let questions = self.questions.iter_mut().zip(&self.schema.measures);
        for ((held, measure), cells) in questions.zip(saved.questions) {
            let grid = &mut self.grids[measure.source];
            for (slice, period, cell) in cells {
                let slice = match slice.map(|(dimension, at)| (dimension, ids.get(at))) {
                    None => RawSlice::All,
                    // There are too many values, as is said in the end.
                    Some((_, Some(&NO_VALUE))) => continue,
                    Some((dimension, Some(value))) => RawSlice::Value {
                        dimension,
                        value: *value,
                    },
                    Some((_, None)) => return false,
                };
                held.put(grid.at(slice, period), &cell, measure);
            }
        }
        true
    }
}

/// A cube as it is kept: with the names of values, since their ids are of one run.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Saved {
    /// Dimension and name of each value.
    values: Vec<(usize, String)>,
    /// How many rows have each value, by source: place in [`Saved::values`], rows.
    seen: Vec<Vec<(usize, u64)>>,
    /// By question.
    questions: Vec<Vec<SavedCell>>,
    /// By source.
    pairs: Vec<SavedPairs>,
    /// By source.
    samples: Vec<SavedSamples>,
    /// The comments with labels that are in the file: hashes, of labels that the project holds.
    labelled: Hashes,
}

/// Slice (dimension, place in [`Saved::values`]), period, cell.
type SavedCell = (Option<(usize, usize)>, PeriodId, Cell);
