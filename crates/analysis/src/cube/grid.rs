//! Where the cells of a source are: by slice and period, alike for all of its questions.

use std::collections::BTreeMap;

use cxpress_feedback::{NO_VALUE, RecordBatch, ValueId};
use cxpress_metric::{Entry, PeriodId};

use super::cell::{Cell, Cells, RawSlice};
use super::held::{Held, NONE};
use crate::schema::Measure;

/// The cells of the questions of one source. They are numbered alike for all of them.
pub(crate) struct Grid {
    /// Where the cells of a slice are: of everybody, then by dimension among all dimensions.
    all: Index,
    dimensions: BTreeMap<usize, Index>,
    /// How many rows have each value, by dimension among all dimensions.
    seen: BTreeMap<usize, Vec<u64>>,
    /// How many cells there are.
    cells: u32,
    /// The cell of each row of the batch at hand, by slice: everybody, then the source's dimensions in their order.
    rows: Vec<Vec<u32>>,
}

impl Grid {
    /// The cells of a source with these dimensions among all dimensions.
    pub(crate) fn new(dimensions: &[usize]) -> Self {
        Self {
            all: Index::default(),
            dimensions: dimensions.iter().map(|all| (*all, Index::default())).collect(),
            seen: BTreeMap::new(),
            cells: 0,
            rows: vec![Vec::new(); dimensions.len() + 1],
        }
    }

    /// Finds the cells of the rows of a batch, in the periods that the rows belong to.
    pub(crate) fn prepare(&mut self, dimensions: &[usize], records: &RecordBatch) {
        let Self {
            all,
            dimensions: indices,
            seen,
            cells,
            rows,
        } = self;
        let [everybody, values @ ..] = rows.as_mut_slice() else {
            return;
        };
        everybody.clear();
        everybody.extend(records.periods.iter().map(|period| all.cell(0, *period, cells)));
        for ((rows, dimension), ids) in values.iter_mut().zip(dimensions).zip(&records.dimensions) {
            let index = indices.entry(*dimension).or_default();
            let seen = seen.entry(*dimension).or_default();
            ids.iter().for_each(|value| see(seen, *value, 1));
            rows.clear();
            rows.extend(
                ids.iter()
                    .zip(&records.periods)
                    .map(|(value, period)| match *value {
                        NO_VALUE => NONE,
                        value => index.cell(value, *period, cells),
                    }),
            );
        }
    }

    /// Adds what a metric has read off the batch that was prepared.
    pub(crate) fn take(
        &mut self,
        measure: &Measure<'_>,
        entries: &[Entry],
        records: &RecordBatch,
        held: &mut Held,
    ) {
        held.place(entries, records);
        let mut uncounted: Option<Vec<Entry>> = None;
        let slices = (0..self.rows.len()).filter(|slice| is_divided(measure, *slice));
        for slice in slices {
            if held.count(&self.rows[slice], self.cells) {
                continue;
            }
            let rest = || held.placed().uncounted(entries).copied().collect();
            for entry in uncounted.get_or_insert_with(rest).iter() {
                self.add(measure, slice, entry, records, held);
            }
        }
    }

    /// Adds one entry to the cell of a slice: of everybody, or of the value that its row has.
    fn add(
        &mut self,
        measure: &Measure<'_>,
        slice: usize,
        entry: &Entry,
        records: &RecordBatch,
        held: &mut Held,
    ) {
        let slice = match slice.checked_sub(1) {
            None => RawSlice::All,
            Some(at) => match (measure.dimensions[at], records.dimensions[at][entry.row as usize]) {
                (_, NO_VALUE) => return,
                (dimension, value) => RawSlice::Value { dimension, value },
            },
        };
        let cell = self.at(slice, entry.period);
        held.add(cell, entry, records, measure);
    }

    /// The cell of a slice and period, which is made if it is not there.
    pub(crate) fn at(&mut self, slice: RawSlice, period: PeriodId) -> u32 {
        match slice {
            RawSlice::All => self.all.cell(0, period, &mut self.cells),
            RawSlice::Value { dimension, value } => {
                let index = self.dimensions.entry(dimension).or_default();
                index.cell(value, period, &mut self.cells)
            }
        }
    }

    /// Where the cells of another grid of the same source are here, by their numbers there.
    pub(crate) fn absorb(&mut self, other: &Self) -> Vec<(u32, u32)> {
        for (dimension, value, n) in other.seen() {
            self.see(dimension, value, n);
        }
        let held: Vec<_> = other.held().collect();
        held.into_iter()
            .map(|(slice, period, theirs)| (self.at(slice, period), theirs))
            .collect()
    }

    /// How many rows have each value, by dimension among all dimensions.
    pub(crate) fn seen(&self) -> impl Iterator<Item = (usize, ValueId, u64)> + '_ {
        self.seen.iter().flat_map(|(dimension, counts)| {
            let values = counts.iter().zip(0..).filter(|(n, _)| **n > 0);
            values.map(|(n, value)| (*dimension, value, *n))
        })
    }

    /// Counts rows that have a value.
    pub(crate) fn see(&mut self, dimension: usize, value: ValueId, rows: u64) {
        see(self.seen.entry(dimension).or_default(), value, rows);
    }

    /// The cells of a question, with all that was counted. Those that hold nothing are left out.
    pub(crate) fn cells(&self, mut held: impl FnMut(u32) -> Option<Cell>) -> Cells {
        self.held()
            .filter_map(|(slice, period, at)| Some(((slice, period), held(at)?)))
            .collect()
    }

    /// The values of rows, by dimension among all dimensions.
    pub(crate) fn values(&self) -> impl Iterator<Item = (usize, ValueId)> + '_ {
        self.seen().map(|(dimension, value, _)| (dimension, value))
    }

    /// Which cells there are.
    fn held(&self) -> impl Iterator<Item = (RawSlice, PeriodId, u32)> + '_ {
        let all = self.all.held().map(|(_, period, at)| (RawSlice::All, period, at));
        let values = self.dimensions.iter().flat_map(|(dimension, index)| {
            index.held().map(|(value, period, at)| {
                let dimension = *dimension;
                (RawSlice::Value { dimension, value }, period, at)
            })
        });
        all.chain(values)
    }
}

/// Counts rows with a value, of one dimension.
fn see(counts: &mut Vec<u64>, value: ValueId, rows: u64) {
    if value == NO_VALUE {
        return;
    }
    let at = value as usize;
    if at >= counts.len() {
        counts.resize(at + 1, 0);
    }
    counts[at] += rows;
}

/// Whether a question has cells for a slice: everybody, or a dimension of its source.
fn is_divided(measure: &Measure<'_>, slice: usize) -> bool {
    slice.checked_sub(1).is_none_or(|at| measure.divided[at])
}
/// Where the cells of the values of a dimension are, by period.
#[derive(Default)]
struct Index {
    /// The first period there is room for.
    first: i32,
    /// How many periods there is room for.
    periods: usize,
    /// By value, then by period.
    at: Vec<u32>,
}

impl Index {
    /// The cell of a value and period, which is made if it is not there; `cells` is how many there are.
    fn cell(&mut self, value: ValueId, period: PeriodId, cells: &mut u32) -> u32 {
        // What lies before the first period wraps around, and is then too large as well.
        let offset = period.0.wrapping_sub(self.first).cast_unsigned() as usize;
        if offset < self.periods
            && let Some(cell) = self.at.get(value as usize * self.periods + offset)
            && *cell != NONE
        {
            return *cell;
        }
        self.make(value, period, cells)
    }

    #[cold]
    fn make(&mut self, value: ValueId, period: PeriodId, cells: &mut u32) -> u32 {
        self.make_room(value, period);
        let offset = usize::try_from(period.0 - self.first).unwrap_or(0);
        let cell = &mut self.at[value as usize * self.periods + offset];
        if *cell == NONE {
            *cell = *cells;
            *cells += 1;
        }
        *cell
    }

    /// Makes room for a value and a period.
    fn make_room(&mut self, value: ValueId, period: PeriodId) {
        if self.periods == 0 {
            self.first = period.0;
        }
        let last = self.first + i32::try_from(self.periods).unwrap_or(i32::MAX) - 1;
        let (first, last) = (self.first.min(period.0), last.max(period.0));
        let periods = usize::try_from(last - first + 1).unwrap_or(0);
        if periods != self.periods {
            let before = usize::try_from(self.first - first).unwrap_or(0);
            let mut at = vec![NONE; self.at.len() / self.periods.max(1) * periods];
            for (old, new) in self.at.chunks(self.periods.max(1)).zip(at.chunks_mut(periods)) {
                new[before..before + old.len()].copy_from_slice(old);
            }
            (self.at, self.first, self.periods) = (at, first, periods);
        }
        let values = (value as usize + 1).max(self.at.len() / self.periods);
        self.at.resize(values * self.periods, NONE);
    }

    fn held(&self) -> impl Iterator<Item = (ValueId, PeriodId, u32)> + '_ {
        let periods = self.periods.max(1);
        let made = self.at.iter().enumerate().filter(|(_, cell)| **cell != NONE);
        made.map(move |(at, cell)| {
            let value = ValueId::try_from(at / periods).unwrap_or(NO_VALUE);
            let offset = i32::try_from(at % periods).unwrap_or(0);
            (value, PeriodId(self.first + offset), *cell)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_grows_in_all_directions() {
        let mut index = Index::default();
        let mut cells = 0;
        let asked = [(0, 5), (2, 7), (0, 3), (7, 12), (2, 7), (0, 5)];
        let found = asked.map(|(value, period)| index.cell(value, PeriodId(period), &mut cells));
        assert_eq!(found, [0, 1, 2, 3, 1, 0]);
        assert_eq!(cells, 4);
        let held: Vec<_> = index
            .held()
            .map(|(value, period, at)| (value, period.0, at))
            .collect();
        assert_eq!(held, [(0, 3, 2), (0, 5, 0), (2, 7, 1), (7, 12, 3)]);
    }
}
