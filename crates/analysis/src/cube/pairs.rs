//! What is counted for pairs of groups: Live chat and Returning, Live chat and South, each in the last periods.
//!
//! Which groups fell only because they hold answers of another one cannot be told from groups alone. A report on a
//! period looks back at [`WINDOW`] periods, so that is how many a pair has cells for: they lie in a ring, in which a
//! new period takes the place of the one that has become too old. Which pairs there are is known for all rows, whatever
//! their period, so that it does not matter for the bound in which order, or by which thread, rows are seen.

use std::collections::BTreeMap;

use cxpress_feedback::{NO_VALUE, RecordBatch, ValueId};
use cxpress_metric::{Entry, PeriodId};
use serde::{Deserialize, Serialize};

use super::cell::{Cell, buckets};
use super::held::{Held, NONE, Placed, add};
use crate::schema::{Measure, Schema};

/// So many periods are kept of a pair: a course looks at 24, and the period before the last is told of as well.
const WINDOW: u32 = 25;

/// The most summaries of pairs, a summary for each pair, period, question and bucket of clusters. One of scores takes about
/// 130 bytes, so that a thread needs 140 MB for pairs at most. Three dimensions of five values take 2,000 a question
/// where answers are independent, 60,000 where there are clusters.
const MOST: usize = 1 << 20;

/// A pair's number among those of its source.
pub(crate) type PairNumber = u32;

/// A value of a dimension among all dimensions.
type Value = (usize, ValueId);

/// The cells of the pairs of one source.
pub(crate) struct Pairs {
    /// Every two dimensions of the source.
    sides: Vec<Sides>,
    /// The pairs by their numbers.
    known: Vec<[Value; 2]>,
    ring: Ring,
    /// The questions whose changes are told by groups.
    questions: Vec<Question>,
    /// How many summaries a pair takes.
    summaries: usize,
    /// Whether there are too many pairs; then there is none.
    given_up: bool,
}

/// Two dimensions of a source.
struct Sides {
    /// Their places among those of the source.
    places: [usize; 2],
    /// The same among all dimensions.
    dimensions: [usize; 2],
    /// The number of each pair, by the values of the first and the second.
    numbers: Vec<Vec<PairNumber>>,
    /// The pair of each row of the batch at hand, and its cell in the period of the row.
    rows: Vec<PairNumber>,
    cells: Vec<u32>,
}

/// What the pairs of one question hold.
struct Question {
    /// Its place in the schema.
    at: usize,
    held: Held,
    /// What belongs to a period after the latest of all rows, such as what is due then.
    ahead: BTreeMap<(PairNumber, PeriodId), Cell>,
}

impl Sides {
    /// The number of a pair, which is given one if it has none.
    fn number(&mut self, [first, second]: [ValueId; 2], known: &mut Vec<[Value; 2]>) -> PairNumber {
        let (row, column) = (first as usize, second as usize);
        if row >= self.numbers.len() {
            self.numbers.resize(row + 1, Vec::new());
        }
        let numbers = &mut self.numbers[row];
        if column >= numbers.len() {
            numbers.resize(column + 1, NONE);
        }
        if numbers[column] == NONE {
            numbers[column] = u32::try_from(known.len()).unwrap_or(NONE);
            known.push([(self.dimensions[0], first), (self.dimensions[1], second)]);
        }
        numbers[column]
    }
}

/// Where the cells of pairs are, by pair and period.
#[derive(Default)]
struct Ring {
    /// The last period that a row belongs to.
    latest: Option<PeriodId>,
    /// The cell of each pair in each period of the ring.
    cells: Vec<u32>,
    /// How many cells there are.
    made: u32,
}

impl Ring {
    /// The place of a pair and period; none if it is too old, or still to come.
    fn place(&self, pair: PairNumber, period: PeriodId) -> Option<usize> {
        let age = i64::from(self.latest?.0) - i64::from(period.0);
        let is_kept = pair != NONE && (0..i64::from(WINDOW)).contains(&age);
        let in_ring = i64::from(period.0).rem_euclid(i64::from(WINDOW));
        is_kept.then_some(pair as usize * WINDOW as usize + usize::try_from(in_ring).unwrap_or(0))
    }

    /// The cell of a pair in a period; none if there is none.
    fn find(&self, pair: PairNumber, period: PeriodId) -> u32 {
        let cell = self.place(pair, period).and_then(|place| self.cells.get(place));
        cell.copied().unwrap_or(NONE)
    }

    /// The cell of a pair in a period, which is made if it is not there; none where there is no place for it.
    fn make(&mut self, pair: PairNumber, period: PeriodId) -> u32 {
        let Some(place) = self.place(pair, period) else {
            return NONE;
        };
        if place >= self.cells.len() {
            self.cells.resize((pair as usize + 1) * WINDOW as usize, NONE);
        }
        let cell = &mut self.cells[place];
        if *cell == NONE {
            *cell = self.made;
            self.made += 1;
        }
        *cell
    }

    /// Whether a period comes after all rows.
    fn is_ahead(&self, period: PeriodId) -> bool {
        self.latest.is_some_and(|latest| period > latest)
    }

    /// Its periods, the last first.
    fn periods(&self) -> Vec<PeriodId> {
        let ages = 0..i32::try_from(WINDOW).unwrap_or(1);
        let latest = self.latest.into_iter();
        let periods = latest.flat_map(|latest| {
            ages.clone()
                .map(move |age| PeriodId(latest.0.saturating_sub(age)))
        });
        periods.collect()
    }
}

impl Pairs {
    /// The pairs of a source of a schema.
    pub(super) fn new(schema: &Schema<'_>, source: usize) -> Self {
        let dimensions = &schema.sources[source];
        let places = 0..dimensions.len();
        let sides = places.flat_map(|first| (first + 1..dimensions.len()).map(move |second| [first, second]));
        let sides: Vec<Sides> = sides
            .map(|places| Sides {
                places,
                dimensions: places.map(|place| dimensions[place]),
                numbers: Vec::new(),
                rows: Vec::new(),
                cells: Vec::new(),
            })
            .collect();
        let measures = schema.measures.iter().enumerate();
        let told = measures.filter(|(_, measure)| measure.source == source && is_told_by_groups(measure));
        let told: Vec<(usize, &Measure<'_>)> = told.filter(|_| !sides.is_empty()).collect();
        let summaries = told.iter().map(|(_, measure)| buckets(measure)).sum::<usize>();
        Self {
            sides,
            known: Vec::new(),
            ring: Ring::default(),
            questions: told
                .into_iter()
                .map(|(at, measure)| Question {
                    at,
                    held: Held::new(measure),
                    ahead: BTreeMap::new(),
                })
                .collect(),
            summaries: summaries * WINDOW as usize,
            given_up: false,
        }
    }

    /// Finds the pairs of the rows of a batch, and their cells.
    pub(super) fn prepare(&mut self, records: &RecordBatch) {
        let Some(last) = records.periods.iter().max().filter(|_| self.are_counted()) else {
            return;
        };
        self.advance(*last);
        let (known, ring) = (&mut self.known, &mut self.ring);
        for sides in &mut self.sides {
            let [first, second] = sides.places.map(|place| &records.dimensions[place]);
            let mut rows = std::mem::take(&mut sides.rows);
            rows.clear();
            rows.extend(first.iter().zip(second).map(|values| match values {
                (&NO_VALUE, _) | (_, &NO_VALUE) => NONE,
                (first, second) => sides.number([*first, *second], known),
            }));
            sides.cells.clear();
            let cells = rows.iter().zip(&records.periods);
            sides
                .cells
                .extend(cells.map(|(pair, period)| ring.make(*pair, *period)));
            sides.rows = rows;
        }
        self.hold_to_bound();
    }

    /// Adds what a metric has read off the batch that was prepared.
    pub(super) fn take(
        &mut self,
        (question, measure): (usize, &Measure<'_>),
        entries: &[Entry],
        records: &RecordBatch,
        placed: &Placed,
    ) {
        if !self.are_counted() {
            return;
        }
        let ring = &mut self.ring;
        let mut questions = self.questions.iter_mut();
        let Some(question) = questions.find(|known| known.at == question) else {
            return;
        };
        let divides = |sides: &&Sides| sides.places.iter().all(|place| measure.divided[*place]);
        for sides in self.sides.iter().filter(divides) {
            if question.held.count_placed(&sides.cells, ring.made, placed) {
                continue;
            }
            for entry in placed.uncounted(entries) {
                let pair = sides.rows[entry.row as usize];
                question.add(ring, pair, entry, records, measure);
            }
        }
    }

    /// Takes all that another of the same source has.
    pub(super) fn absorb(&mut self, other: &mut Self, measures: &[Measure<'_>]) {
        self.given_up |= other.given_up;
        let Some(latest) = other.ring.latest.filter(|_| self.are_counted()) else {
            self.hold_to_bound();
            return;
        };
        self.advance(latest);
        let numbers: Vec<PairNumber> = other.known.iter().map(|pair| self.number(*pair)).collect();
        let mut cells = Vec::new();
        for (theirs, mine) in (0..).zip(&numbers) {
            for period in other.ring.periods() {
                let there = other.ring.find(theirs, period);
                if there != NONE {
                    cells.push((self.ring.make(*mine, period), there));
                }
            }
        }
        cells.retain(|(mine, _)| *mine != NONE);
        for (mine, theirs) in self.questions.iter_mut().zip(&mut other.questions) {
            let measure = &measures[mine.at];
            mine.held.absorb(&mut theirs.held, &cells, measure);
            for ((pair, period), cell) in &theirs.ahead {
                mine.put(&mut self.ring, (numbers[*pair as usize], *period), cell, measure);
            }
        }
        self.hold_to_bound();
    }

    /// Whether there were too many pairs to count.
    pub(crate) const fn given_up(&self) -> bool {
        self.given_up
    }

    /// The pairs with their numbers, by dimensions among all dimensions.
    pub(crate) fn known(&self) -> impl Iterator<Item = (PairNumber, [Value; 2])> + '_ {
        (0..).zip(self.known.iter().copied())
    }

    /// Whether cells of a period are kept.
    pub(crate) fn reach(&self, period: PeriodId) -> bool {
        let age = |latest: PeriodId| i64::from(latest.0) - i64::from(period.0);
        self.ring
            .latest
            .is_some_and(|latest| age(latest) < i64::from(WINDOW))
    }

    /// All that was counted of a question for a pair in a period; nothing if that is nothing.
    pub(crate) fn cell(&self, question: usize, pair: PairNumber, period: PeriodId) -> Option<Cell> {
        let question = self.questions.iter().find(|known| known.at == question)?;
        let at = self.ring.find(pair, period);
        let held = (at != NONE).then(|| question.held.whole(at)).flatten();
        match (held, question.ahead.get(&(pair, period))) {
            (Some(mut held), Some(ahead)) => {
                held.merge(ahead);
                Some(held)
            }
            (held, ahead) => held.or_else(|| ahead.cloned()),
        }
    }

    /// What is kept until the next build; `places` are those of values among all that are named.
    pub(super) fn save(&self, places: &BTreeMap<Value, usize>) -> SavedPairs {
        let pairs = self.known.iter();
        let pairs = pairs.map(|pair| pair.map(|value| places.get(&value).copied().unwrap_or(usize::MAX)));
        let periods = self.ring.periods();
        let of_question = |question: &Question| {
            let ahead = question.ahead.iter();
            let mut cells: Vec<_> = ahead
                .map(|((pair, period), cell)| (*pair, *period, cell.clone()))
                .collect();
            for (pair, _) in self.known() {
                let held = periods.iter().filter_map(|period| {
                    let at = self.ring.find(pair, *period);
                    let cell = (at != NONE).then(|| question.held.whole(at)).flatten()?;
                    Some((pair, *period, cell))
                });
                cells.extend(held);
            }
            cells
        };
        SavedPairs {
            given_up: self.given_up,
            latest: self.ring.latest,
            pairs: pairs.collect(),
            questions: self.questions.iter().map(of_question).collect(),
        }
    }

    /// Takes what was kept, with the values that are named there. `false` if it does not fit.
    pub(super) fn load(&mut self, saved: SavedPairs, named: &[Value], measures: &[Measure<'_>]) -> bool {
        self.given_up |= saved.given_up;
        if self.are_counted() && saved.questions.len() != self.questions.len() {
            return false;
        }
        if let Some(latest) = saved.latest.filter(|_| self.are_counted()) {
            self.advance(latest);
            let mut numbers = Vec::new();
            for pair in saved.pairs {
                let [Some(first), Some(second)] = pair.map(|place| named.get(place).copied()) else {
                    return false;
                };
                // There are too many values, as is said in the end.
                let is_there = first.1 != NO_VALUE && second.1 != NO_VALUE;
                numbers.push(if is_there {
                    self.number([first, second])
                } else {
                    NONE
                });
            }
            for (mine, cells) in self.questions.iter_mut().zip(saved.questions) {
                for (pair, period, cell) in cells {
                    let Some(pair) = numbers.get(pair as usize) else {
                        return false;
                    };
                    let measure = &measures[mine.at];
                    mine.put(&mut self.ring, (*pair, period), &cell, measure);
                }
            }
        }
        self.hold_to_bound();
        true
    }

    /// Whether pairs are counted at all.
    const fn are_counted(&self) -> bool {
        !self.given_up && !self.questions.is_empty()
    }

    /// The number of a pair, which is given one if it has none.
    fn number(&mut self, [first, second]: [Value; 2]) -> PairNumber {
        let mut sides = self.sides.iter_mut();
        let sides = sides.find(|sides| sides.dimensions == [first.0, second.0]);
        sides.map_or(NONE, |sides| sides.number([first.1, second.1], &mut self.known))
    }

    /// Makes room for the periods up to this one: what is too old by then is forgotten.
    fn advance(&mut self, last: PeriodId) {
        let latest = self.ring.latest.unwrap_or(last);
        self.ring.latest = Some(last.max(latest));
        let steps = (i64::from(last.0) - i64::from(latest.0)).clamp(0, i64::from(WINDOW));
        for step in 0..i32::try_from(steps).unwrap_or(0) {
            let new = PeriodId(last.0 - step);
            for pair in 0..u32::try_from(self.known.len()).unwrap_or(NONE) {
                let at = self.ring.find(pair, new);
                for question in self.questions.iter_mut().filter(|_| at != NONE) {
                    question.held.clear(at);
                }
            }
        }
    }

    /// Forgets all pairs if they are too many.
    fn hold_to_bound(&mut self) {
        self.given_up |= self.known.len().saturating_mul(self.summaries) > MOST;
        if self.given_up {
            self.known = Vec::new();
            self.ring = Ring::default();
            self.questions.clear();
            self.sides.clear();
        }
    }
}

impl Question {
    /// Adds one entry to the cell of a pair.
    fn add(
        &mut self,
        ring: &mut Ring,
        pair: PairNumber,
        entry: &Entry,
        records: &RecordBatch,
        measure: &Measure<'_>,
    ) {
        let at = ring.make(pair, entry.period);
        if at != NONE {
            self.held.add(at, entry, records, measure);
        } else if pair != NONE && ring.is_ahead(entry.period) {
            let ahead = self.ahead.entry((pair, entry.period));
            add(
                ahead.or_insert_with(|| Cell::new(measure)),
                entry,
                records,
                measure,
            );
        }
    }

    /// Adds a whole cell.
    fn put(
        &mut self,
        ring: &mut Ring,
        (pair, period): (PairNumber, PeriodId),
        cell: &Cell,
        measure: &Measure<'_>,
    ) {
        let at = ring.make(pair, period);
        if at != NONE {
            self.held.put(at, cell, measure);
        } else if pair != NONE && ring.is_ahead(period) {
            let ahead = self.ahead.entry((pair, period));
            ahead.or_insert_with(|| Cell::new(measure)).merge(cell);
        }
    }
}

/// Whether it is asked of changes of a question which groups they come from.
fn is_told_by_groups(measure: &Measure<'_>) -> bool {
    let divided = measure.divided.iter().filter(|divided| **divided);
    measure.is_tested() && !measure.metric.spec().stock && divided.count() > 1
}

/// Pairs as they are kept.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct SavedPairs {
    given_up: bool,
    latest: Option<PeriodId>,
    /// The places of their values among all that are named.
    pairs: Vec<[usize; 2]>,
    /// By question.
    questions: Vec<Vec<(PairNumber, PeriodId, Cell)>>,
}
