//! What the cells of a question hold while they are filled.
//!
//! Scores without weights, which is nearly all there is, are counted in one flat table: a row of it is a cell, and has a
//! place for each score and each kind of missing answer in each bucket of clusters. All else goes into cells as they
//! are. The two are added up when the cells are asked for.

use cxpress_feedback::RecordBatch;
use cxpress_metric::{Entry, Missing, Scores, Summary, SummaryKind, Value, Weight};

use super::cell::{Cell, buckets, missing_index};
use crate::schema::Measure;

/// The kinds of missing answers.
const MISSING: usize = Missing::KINDS;

/// No cell, or no place.
pub(super) const NONE: u32 = u32::MAX;

/// What the cells of one question hold.
pub(super) struct Held {
    /// Scores that were counted; none where they have weights or are something else.
    counts: Option<Counts>,
    /// What cannot be counted so, by cell.
    cells: Vec<Option<Box<Cell>>>,
    placed: Placed,
}

/// Where the entries of a batch belong.
#[derive(Default)]
pub(super) struct Placed {
    /// The row of each entry.
    rows: Vec<u32>,
    /// Its place among the counts of that row's cell; none if it belongs to another period than its row, or cannot be
    /// counted.
    places: Vec<u32>,
}

impl Placed {
    /// The entries that cannot be counted in the cells of their rows.
    pub(super) fn uncounted<'e>(&'e self, entries: &'e [Entry]) -> impl Iterator<Item = &'e Entry> {
        let entries = entries.iter().zip(&self.places);
        entries
            .filter(|(_, place)| **place == NONE)
            .map(|(entry, _)| entry)
    }
}

/// Adds one entry to its cell.
pub(super) fn add(cell: &mut Cell, entry: &Entry, records: &RecordBatch, measure: &Measure<'_>) {
    let weight = records.weights.get(entry.row as usize);
    let weight = weight.filter(|_| measure.weighted).copied();
    cell.add(entry.value, weight.unwrap_or(Weight::ONE), bucket(entry, records));
}

fn bucket(entry: &Entry, records: &RecordBatch) -> usize {
    let bucket = records.buckets.get(entry.row as usize).copied();
    bucket.map_or(0, usize::from)
}

impl Held {
    pub(super) fn new(measure: &Measure<'_>) -> Self {
        Self {
            counts: Counts::new(measure),
            cells: Vec::new(),
            placed: Placed::default(),
        }
    }

    /// Finds the places of entries.
    pub(super) fn place(&mut self, entries: &[Entry], records: &RecordBatch) {
        let Self { counts, placed, .. } = self;
        let Placed { rows, places } = placed;
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

    /// Where the entries of the batch at hand belong.
    pub(super) const fn placed(&self) -> &Placed {
        &self.placed
    }

    /// Counts the entries that were placed in the cells that rows have; there are so many cells by now. `false` if some
    /// cannot be counted.
    pub(super) fn count(&mut self, rows: &[u32], cells: u32) -> bool {
        let Self { counts, placed, .. } = self;
        counts
            .as_mut()
            .is_some_and(|counts| counts.add_all(rows, cells, placed))
    }

    /// Counts entries that were placed for another, likewise.
    pub(super) fn count_placed(&mut self, rows: &[u32], cells: u32, placed: &Placed) -> bool {
        self.counts
            .as_mut()
            .is_some_and(|counts| counts.add_all(rows, cells, placed))
    }

    /// Adds one entry to a cell.
    pub(super) fn add(&mut self, at: u32, entry: &Entry, records: &RecordBatch, measure: &Measure<'_>) {
        add(self.cell(at, measure), entry, records, measure);
    }

    /// Forgets what was counted in a cell.
    pub(super) fn clear(&mut self, at: u32) {
        if let Some(counts) = &mut self.counts {
            counts.clear(at);
        }
        if let Some(cell) = self.cells.get_mut(at as usize) {
            *cell = None;
        }
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
    pub(super) fn put(&mut self, at: u32, cell: &Cell, measure: &Measure<'_>) {
        self.cell(at, measure).merge(cell);
    }

    /// Takes all of another, whose cells are numbered otherwise: here and there. What is not here yet is moved.
    pub(super) fn absorb(&mut self, other: &mut Self, numbers: &[(u32, u32)], measure: &Measure<'_>) {
        for (mine, theirs) in numbers {
            if let (Some(counts), Some(other)) = (&mut self.counts, &other.counts) {
                counts.absorb(*mine, other, *theirs);
            }
            let Some(cell) = other.cells.get_mut(*theirs as usize).and_then(Option::take) else {
                continue;
            };
            match self.cells.get_mut(*mine as usize) {
                Some(place @ None) => *place = Some(cell),
                Some(Some(there)) => there.merge(&cell),
                None => *self.cell(*mine, measure) = *cell,
            }
        }
    }

    /// All that a cell holds, taken out; nothing if that is nothing.
    pub(super) fn take(&mut self, at: u32) -> Option<Cell> {
        let counted = self.counts.as_ref().and_then(|counts| counts.cell(at));
        let held = self.cells.get_mut(at as usize).and_then(Option::take);
        joined(counted, held.map(|held| *held))
    }

    /// All that a cell holds; nothing if that is nothing.
    pub(super) fn whole(&self, at: u32) -> Option<Cell> {
        let counted = self.counts.as_ref().and_then(|counts| counts.cell(at));
        let held = self.cells.get(at as usize).and_then(Option::as_deref);
        joined(counted, held.cloned())
    }
}

/// What was counted in a cell and what could not be counted, as one.
fn joined(counted: Option<Cell>, held: Option<Cell>) -> Option<Cell> {
    match (counted, held) {
        (Some(mut counted), Some(held)) => {
            counted.merge(&held);
            Some(counted)
        }
        (counted, held) => counted.or(held),
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

    /// Counts entries by row and place, in the cells that rows have, of which there are so many. `false` if some have no
    /// place.
    fn add_all(&mut self, cells: &[u32], all_cells: u32, placed: &Placed) -> bool {
        self.make_room(all_cells);
        let length = self.buckets * self.width();
        let counts = self.counts.as_mut_slice();
        let mut all = true;
        for (row, place) in placed.rows.iter().zip(&placed.places) {
            let cell = cells[*row as usize];
            if *place == NONE {
                all = false;
            } else if cell != NONE {
                counts[cell as usize * length + *place as usize] += 1;
            }
        }
        all
    }

    fn clear(&mut self, cell: u32) {
        let row = self.row(cell);
        if let Some(counts) = self.counts.get_mut(row) {
            counts.fill(0);
        }
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
