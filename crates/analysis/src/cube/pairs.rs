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
    /// The last period that a row belongs to.
    latest: Option<PeriodId>,
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

/// The cell of a pair in a period, where the latest period is as told; none if it is too old, or still to come.
fn cell_of(pair: PairNumber, period: PeriodId, latest: Option<PeriodId>) -> u32 {
    let age = latest.map_or(-1, |latest| i64::from(latest.0) - i64::from(period.0));
    if pair == NONE || !(0..i64::from(WINDOW)).contains(&age) {
        return NONE;
    }
    let window = i32::try_from(WINDOW).unwrap_or(1);
    pair.saturating_mul(WINDOW) + period.0.rem_euclid(window).unsigned_abs()
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
            latest: None,
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
        let (known, latest) = (&mut self.known, self.latest);
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
                .extend(cells.map(|(pair, period)| cell_of(*pair, *period, latest)));
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
        let (latest, cells) = (self.latest, self.cells());
        let mut questions = self.questions.iter_mut();
        let Some(question) = questions.find(|known| known.at == question) else {
            return;
        };
        let divides = |sides: &&Sides| sides.places.iter().all(|place| measure.divided[*place]);
        for sides in self.sides.iter().filter(divides) {
            if question.held.count_placed(&sides.cells, cells, placed) {
                continue;
            }
            for entry in placed.uncounted(entries) {
                let pair = sides.rows[entry.row as usize];
                question.add((pair, latest), entry, records, measure);
            }
        }
    }

    /// Takes all that another of the same source has.
    pub(super) fn absorb(&mut self, other: &Self, measures: &[Measure<'_>]) {
        self.given_up |= other.given_up;
        let Some(latest) = other.latest.filter(|_| self.are_counted()) else {
            self.hold_to_bound();
            return;
        };
        self.advance(latest);
        let numbers: Vec<PairNumber> = other.known.iter().map(|pair| self.number(*pair)).collect();
        let periods: Vec<PeriodId> = (0..i32::try_from(WINDOW).unwrap_or(1))
            .map(|age| PeriodId(latest.0.saturating_sub(age)))
            .collect();
        let mut cells = Vec::new();
        for (theirs, mine) in (0..).zip(&numbers) {
            for period in &periods {
                let there = cell_of(*mine, *period, self.latest);
                cells.push((there, cell_of(theirs, *period, other.latest)));
            }
        }
        cells.retain(|(mine, _)| *mine != NONE);
        for (mine, theirs) in self.questions.iter_mut().zip(&other.questions) {
            let measure = &measures[mine.at];
            mine.held.absorb(&theirs.held, &cells, measure);
            for ((pair, period), cell) in &theirs.ahead {
                mine.put((numbers[*pair as usize], *period), self.latest, cell, measure);
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
        self.latest.is_some_and(|latest| age(latest) < i64::from(WINDOW))
    }

    /// All that was counted of a question for a pair in a period; nothing if that is nothing.
    pub(crate) fn cell(&self, question: usize, pair: PairNumber, period: PeriodId) -> Option<Cell> {
        let question = self.questions.iter().find(|known| known.at == question)?;
        let at = cell_of(pair, period, self.latest);
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
        let latest = self.latest.map_or(0, |latest| latest.0);
        let periods: Vec<PeriodId> = (0..i32::try_from(WINDOW).unwrap_or(1))
            .map(|age| PeriodId(latest.saturating_sub(age)))
            .collect();
        let of_question = |question: &Question| {
            let ahead = question.ahead.iter();
            let mut cells: Vec<_> = ahead
                .map(|((pair, period), cell)| (*pair, *period, cell.clone()))
                .collect();
            for (pair, _) in self.known() {
                let held = periods.iter().filter_map(|period| {
                    let at = cell_of(pair, *period, self.latest);
                    let cell = (at != NONE).then(|| question.held.whole(at)).flatten()?;
                    Some((pair, *period, cell))
                });
                cells.extend(held);
            }
            cells
        };
        SavedPairs {
            given_up: self.given_up,
            latest: self.latest,
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
                    mine.put((*pair, period), self.latest, &cell, &measures[mine.at]);
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

    /// How many cells there are room for.
    fn cells(&self) -> u32 {
        u32::try_from(self.known.len())
            .unwrap_or(NONE)
            .saturating_mul(WINDOW)
    }

    /// The number of a pair, which is given one if it has none.
    fn number(&mut self, [first, second]: [Value; 2]) -> PairNumber {
        let mut sides = self.sides.iter_mut();
        let sides = sides.find(|sides| sides.dimensions == [first.0, second.0]);
        sides.map_or(NONE, |sides| sides.number([first.1, second.1], &mut self.known))
    }

    /// Makes room for the periods up to this one: what is too old by then is forgotten.
    fn advance(&mut self, last: PeriodId) {
        let Some(latest) = self.latest.replace(last.max(self.latest.unwrap_or(last))) else {
            return;
        };
        let steps = (i64::from(last.0) - i64::from(latest.0)).clamp(0, i64::from(WINDOW));
        let steps = i32::try_from(steps).unwrap_or(0);
        for step in 0..steps {
            let new = PeriodId(last.0 - step);
            for pair in 0..u32::try_from(self.known.len()).unwrap_or(NONE) {
                let at = cell_of(pair, new, self.latest);
                self.questions
                    .iter_mut()
                    .for_each(|question| question.held.clear(at));
            }
        }
    }

    /// Forgets all pairs if they are too many.
    fn hold_to_bound(&mut self) {
        self.given_up |= self.known.len().saturating_mul(self.summaries) > MOST;
        if self.given_up {
            self.known = Vec::new();
            self.questions.clear();
            self.sides.clear();
        }
    }
}

impl Question {
    /// Adds one entry to the cell of a pair.
    fn add(
        &mut self,
        (pair, latest): (PairNumber, Option<PeriodId>),
        entry: &Entry,
        records: &RecordBatch,
        measure: &Measure<'_>,
    ) {
        let at = cell_of(pair, entry.period, latest);
        if at != NONE {
            self.held.add(at, entry, records, measure);
        } else if pair != NONE && latest.is_some_and(|latest| entry.period > latest) {
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
        (pair, period): (PairNumber, PeriodId),
        latest: Option<PeriodId>,
        cell: &Cell,
        measure: &Measure<'_>,
    ) {
        let at = cell_of(pair, period, latest);
        if at != NONE {
            self.held.put(at, cell, measure);
        } else if pair != NONE && latest.is_some_and(|latest| period > latest) {
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
