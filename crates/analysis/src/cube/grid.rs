//! The cells of the questions of a source while they are filled.
//!
//! Scores without weights, which is nearly all there is, are counted in one flat table: a row of it is a cell, and has a
//! place for each score and each kind of missing answer in each bucket of clusters. All else goes into cells as they
//! are. The two are added up when the cells are asked for.

use std::collections::BTreeMap;

use cxpress_feedback::{NO_VALUE, RecordBatch, ValueId};
use cxpress_metric::{Entry, Missing, PeriodId, Scores, Summary, SummaryKind, Value, Weight};

use super::cell::{Cell, Cells, RawSlice, buckets, missing_index};
use crate::schema::Measure;

/// The kinds of missing answers.
const MISSING: usize = Missing::KINDS;

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

/// What the cells of one question hold.
pub(crate) struct Held {
    /// Scores that were counted; none where they have weights or are something else.
    counts: Option<Counts>,
    /// What cannot be counted so, by cell.
    cells: Vec<Option<Box<Cell>>>,
    /// The row of each entry of a batch, and its place among the counts of that row's cell; none if it belongs to
    /// another period than its row, or cannot be counted.
    rows: Vec<u32>,
    places: Vec<u32>,
}

/// No cell, or no place.
const NONE: u32 = u32::MAX;

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
        let slices = (0..self.rows.len()).filter(|slice| is_divided(measure, *slice));
        for slice in slices {
            let rows = std::mem::take(&mut self.rows[slice]);
            let all_counted = held.counts.as_mut().is_some_and(|counts| {
                counts.make_room(self.cells);
                counts.add_all(&rows, &held.rows, &held.places)
            });
            if !all_counted {
                for (at, entry) in entries.iter().enumerate() {
                    if held.places[at] == NONE {
                        self.add(measure, slice, entry, records, held);
                    }
                }
            }
            self.rows[slice] = rows;
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
        let row = entry.row as usize;
        let slice = match slice.checked_sub(1) {
            None => RawSlice::All,
            Some(at) => match (measure.dimensions[at], records.dimensions[at][row]) {
                (_, NO_VALUE) => return,
                (dimension, value) => RawSlice::Value { dimension, value },
            },
        };
        let cell = self.at(slice, entry.period);
        let weight = records.weights.get(row).filter(|_| measure.weighted);
        let weight = weight.copied().unwrap_or(Weight::ONE);
        held.cell(cell, measure)
            .add(entry.value, weight, bucket(entry, records));
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
    pub(crate) fn cells(&self, held: &Held) -> Cells {
        self.held()
            .filter_map(|(slice, period, at)| Some(((slice, period), held.whole(at)?)))
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

fn bucket(entry: &Entry, records: &RecordBatch) -> usize {
    let bucket = records.buckets.get(entry.row as usize).copied();
    bucket.map_or(0, usize::from)
}

impl Held {
    pub(crate) fn new(measure: &Measure<'_>) -> Self {
        Self {
            counts: Counts::new(measure),
            cells: Vec::new(),
            rows: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Finds the places of entries.
    fn place(&mut self, entries: &[Entry], records: &RecordBatch) {
        let Self {
            counts, rows, places, ..
        } = self;
        rows.clear();
        rows.extend(entries.iter().map(|entry| entry.row));
        places.clear();
        places.extend(entries.iter().map(|entry| match counts {
            Some(counts) if entry.period == records.periods[entry.row as usize] => {
                counts.place(entry.value, bucket(entry, records))
            }
            _ => NONE,
        }));
    }

    /// A cell of what cannot be counted.
    fn cell(&mut self, at: u32, measure: &Measure<'_>) -> &mut Cell {
        let at = at as usize;
        if at >= self.cells.len() {
            self.cells.resize_with(at + 1, || None);
        }
        self.cells[at].get_or_insert_with(|| Box::new(Cell::new(measure)))
    }

    /// Adds a whole cell.
    pub(crate) fn put(&mut self, at: u32, cell: &Cell, measure: &Measure<'_>) {
        self.cell(at, measure).merge(cell);
    }

    /// Adds all of another, whose cells are numbered otherwise: here and there.
    pub(crate) fn absorb(&mut self, other: &Self, numbers: &[(u32, u32)], measure: &Measure<'_>) {
        for (mine, theirs) in numbers {
            if let (Some(counts), Some(other)) = (&mut self.counts, &other.counts) {
                counts.absorb(*mine, other, *theirs);
            }
            if let Some(Some(cell)) = other.cells.get(*theirs as usize) {
                self.put(*mine, cell, measure);
            }
        }
    }

    /// All that a cell holds; nothing if that is nothing.
    fn whole(&self, at: u32) -> Option<Cell> {
        let counted = self.counts.as_ref().and_then(|counts| counts.cell(at));
        let held = self.cells.get(at as usize).and_then(Option::as_deref);
        match (counted, held) {
            (Some(mut counted), Some(held)) => {
                counted.merge(held);
                Some(counted)
            }
            (counted, held) => counted.or_else(|| held.cloned()),
        }
    }
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

/// How many gave each score of a scale.
struct Counts {
    low: i32,
    /// How many scores the scale has.
    scores: usize,
    buckets: usize,
    /// By cell, bucket, and score or kind of missing answer.
    counts: Vec<u64>,
}

impl Counts {
    fn new(measure: &Measure<'_>) -> Option<Self> {
        let scale = measure.config.question.scale?;
        let counted = measure.metric.spec().kind == SummaryKind::Scores && !measure.weighted;
        counted.then(|| Self {
            low: scale.low,
            scores: usize::try_from(scale.points()).unwrap_or(0),
            buckets: buckets(measure),
            counts: Vec::new(),
        })
    }

    /// How many counts a bucket has.
    const fn width(&self) -> usize {
        self.scores + MISSING
    }

    /// The place of a value in a cell; none if it is not of the scale.
    fn place(&self, value: Value, bucket: usize) -> u32 {
        let place = match value {
            Value::Score(score) => {
                let at = usize::try_from(i64::from(score) - i64::from(self.low)).ok();
                at.filter(|at| *at < self.scores)
            }
            Value::Missing(kind) => Some(self.scores + missing_index(kind)),
            _ => None,
        };
        place.map_or(NONE, |place| {
            u32::try_from(bucket * self.width() + place).unwrap_or(NONE)
        })
    }

    fn row(&self, cell: u32) -> std::ops::Range<usize> {
        let length = self.buckets * self.width();
        cell as usize * length..(cell as usize + 1) * length
    }

    /// Makes room for so many cells.
    fn make_room(&mut self, cells: u32) {
        let end = self.row(cells).start;
        if end > self.counts.len() {
            self.counts.resize(end, 0);
        }
    }

    /// Counts entries by row and place, in the cells that rows have, which there is room for. `false` if some have no
    /// place.
    fn add_all(&mut self, cells: &[u32], rows: &[u32], places: &[u32]) -> bool {
        let length = self.buckets * self.width();
        let counts = self.counts.as_mut_slice();
        let mut all = true;
        for (row, place) in rows.iter().zip(places) {
            let cell = cells[*row as usize];
            if *place == NONE {
                all = false;
            } else if cell != NONE {
                counts[cell as usize * length + *place as usize] += 1;
            }
        }
        all
    }

    fn absorb(&mut self, cell: u32, other: &Self, theirs: u32) {
        let Some(row) = other.counts.get(other.row(theirs)) else {
            return;
        };
        self.make_room(cell + 1);
        let mine = self.row(cell);
        for (mine, theirs) in self.counts[mine].iter_mut().zip(row) {
            *mine += theirs;
        }
    }

    /// What was counted in a cell; nothing if that is nothing.
    fn cell(&self, cell: u32) -> Option<Cell> {
        let row = self.counts.get(self.row(cell))?;
        if row.iter().all(|n| *n == 0) {
            return None;
        }
        let mut missing = [0; MISSING];
        let summaries = row.chunks(self.width()).map(|bucket| {
            for (all, n) in missing.iter_mut().zip(&bucket[self.scores..]) {
                *all += n;
            }
            let given = bucket[..self.scores].iter().enumerate().filter(|(_, n)| **n > 0);
            Summary::Scores(Scores::from_counts(
                given.map(|(at, n)| (self.low + i32::try_from(at).unwrap_or(0), *n)),
            ))
        });
        let summaries = summaries.collect();
        Some(Cell::of(missing, summaries))
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
