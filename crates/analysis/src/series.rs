//! One figure over all periods and slices.

use std::collections::BTreeMap;

use cxpress_core::config::Config;
use cxpress_metric::{Absence, Direction, Figure, PeriodId, Reading, Summary};
use cxpress_report::{
    Cell as Published, Contrast, FigurePart, MissingCounts, Movement, Shown, SliceSeries, Target,
    TargetVerdict, Unweighted,
};

use crate::compare::{compare, readings};
use crate::cube::Cell;
use crate::evaluate::Evaluated;
use crate::movement::{Part, movement};
use crate::plan::Planned;
use crate::values::Values;
use crate::withhold::withheld;

/// The periods of a report.
pub(crate) struct Timeline {
    /// The periods, oldest first; the last is reported on.
    pub(crate) ids: Vec<PeriodId>,
    /// How many periods make a year.
    pub(crate) year: Option<usize>,
}

impl Timeline {
    /// Whether a period has all its pages: the one reported on and the one before.
    fn is_recent(&self, period: usize) -> bool {
        period + 2 >= self.ids.len()
    }

    fn year_before(&self, period: usize) -> Option<usize> {
        period.checked_sub(self.year?)
    }
}

/// A dimension and one of its values, by their places; none for all customers.
pub(crate) type Place = Option<(usize, usize)>;
/// Cells by the place of their slice.
pub(crate) type Placed = BTreeMap<Place, BTreeMap<PeriodId, Cell>>;
/// One entry a period: nothing where there are no records.
type Row = Vec<Option<Evaluated>>;

struct Figures<'a, 'p> {
    planned: &'a Planned<'p>,
    timeline: &'a Timeline,
    minimum: u64,
    target: Option<Target>,
    total: Row,
    slices: BTreeMap<(usize, usize), Row>,
    /// Whether a slice is withheld in a period.
    hidden: BTreeMap<(usize, usize), Vec<bool>>,
}

/// Evaluates, withholds and compares all cells of a figure.
pub(crate) fn series(
    planned: &Planned<'_>,
    values: &Values,
    timeline: &Timeline,
    placed: Placed,
    config: &Config,
    target: Option<Target>,
) -> (Vec<Published>, Vec<SliceSeries>) {
    let mut rows: BTreeMap<Place, Row> = placed
        .into_iter()
        .map(|(place, cells)| (place, row(planned, timeline, cells)))
        .collect();
    let total = rows
        .remove(&None)
        .unwrap_or_else(|| vec![None; timeline.ids.len()]);
    let slices: BTreeMap<_, _> = rows
        .into_iter()
        .filter_map(|(place, row)| Some((place?, row)))
        .collect();
    let minimum = config.minimum_base;
    let hidden = hidden(planned, values, &total, &slices, minimum);
    let figures = Figures {
        planned,
        timeline,
        minimum,
        target,
        total,
        slices,
        hidden,
    };
    let periods = 0..timeline.ids.len();
    let published = periods
        .clone()
        .map(|period| figures.publish_total(period))
        .collect();
    let slices = figures.slices.keys().map(|place| SliceSeries {
        dimension: place.0,
        value: place.1,
        cells: periods
            .clone()
            .map(|period| figures.publish_slice(*place, period))
            .collect(),
    });
    (published, slices.collect())
}

fn row(planned: &Planned<'_>, timeline: &Timeline, mut cells: BTreeMap<PeriodId, Cell>) -> Row {
    let spec = planned.metric.spec();
    let mut earlier = spec.stock.then(|| Summary::empty(spec.kind, false));
    let evaluate = |id: &PeriodId| {
        let cell = cells
            .remove(id)
            .or_else(|| spec.stock.then(|| Cell::new(planned)))?;
        let evaluated = Evaluated::new(planned, cell, earlier.as_ref());
        if let Some(earlier) = &mut earlier {
            earlier.merge(&evaluated.summary);
        }
        Some(evaluated)
    };
    timeline.ids.iter().map(evaluate).collect()
}

fn base(row: Option<&Row>, period: usize) -> u64 {
    row.and_then(|row| row[period].as_ref())
        .map_or(0, Evaluated::base)
}

/// Which slices are withheld in which periods.
fn hidden(
    planned: &Planned<'_>,
    values: &Values,
    total: &Row,
    slices: &BTreeMap<(usize, usize), Row>,
    minimum: u64,
) -> BTreeMap<(usize, usize), Vec<bool>> {
    let mut hidden = BTreeMap::new();
    for dimension in &planned.dimensions {
        let places: Vec<_> = (0..values.dimensions[*dimension].values.len())
            .map(|value| (*dimension, value))
            .collect();
        for (period, total) in total.iter().enumerate() {
            let bases: Vec<u64> = places
                .iter()
                .map(|place| base(slices.get(place), period))
                .collect();
            let all = total.as_ref().map_or(0, Evaluated::base);
            for (place, hides) in places.iter().zip(withheld(&bases, all, minimum)) {
                hidden.entry(*place).or_insert_with(Vec::new).push(hides);
            }
        }
    }
    hidden
}

impl Figures<'_, '_> {
    /// A slice in a period, unless it is withheld.
    fn shown(&self, place: (usize, usize), period: usize) -> Option<&Evaluated> {
        let hides = self.hidden.get(&place).is_some_and(|hidden| hidden[period]);
        self.slices.get(&place)?[period].as_ref().filter(|_| !hides)
    }

    /// The total in a period, unless it is withheld.
    fn shown_total(&self, period: usize) -> Option<&Evaluated> {
        self.total[period]
            .as_ref()
            .filter(|total| !(1..self.minimum).contains(&total.base()))
    }

    fn publish_total(&self, period: usize) -> Published {
        let published = self.publish(self.total[period].as_ref(), self.shown_total(period));
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown_total(period)) else {
            return published;
        };
        let before = |at: Option<usize>| at.and_then(|at| Some((at, self.shown_total(at)?)));
        for (slot, side) in [
            (&mut shown.before, before(period.checked_sub(1))),
            (&mut shown.year_before, before(self.timeline.year_before(period))),
        ] {
            let Some((at, before)) = side else { continue };
            *slot = self
                .compare(Contrast::Period(at), before, after)
                .map(|mut comparison| {
                    comparison.readings = readings(self.planned, before, after);
                    comparison
                });
        }
        shown.movements = self.movements(period);
        Published::Shown(shown)
    }

    fn publish_slice(&self, place: (usize, usize), period: usize) -> Published {
        let published = self.publish(self.slices[&place][period].as_ref(), self.shown(place, period));
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown(place, period))
        else {
            return published;
        };
        let against = |at: Option<usize>| {
            let at = at?;
            self.compare(Contrast::Period(at), self.shown(place, at)?, after)
        };
        shown.before = against(period.checked_sub(1));
        shown.year_before = against(self.timeline.year_before(period));
        shown.rest = self
            .rest(period, after)
            .and_then(|rest| self.compare(Contrast::Rest, &rest, after));
        Published::Shown(shown)
    }

    /// Everybody else in a recent period, if they are enough to be shown.
    fn rest(&self, period: usize, slice: &Evaluated) -> Option<Evaluated> {
        let tested = self.planned.metric.spec().tested && self.timeline.is_recent(period);
        let total = self.shown_total(period).filter(|_| tested)?;
        let rest = total.cell.without(&slice.cell);
        (rest.n() >= self.minimum).then(|| Evaluated::new(self.planned, rest, None))
    }

    fn compare(
        &self,
        contrast: Contrast,
        before: &Evaluated,
        after: &Evaluated,
    ) -> Option<cxpress_report::Comparison> {
        let tested = self.planned.metric.spec().tested;
        tested
            .then(|| compare(self.planned, contrast, before, after))
            .flatten()
    }

    fn movements(&self, period: usize) -> Vec<Movement> {
        let planned = self.planned;
        if !planned.metric.spec().additive || !self.timeline.is_recent(period) || period == 0 {
            return Vec::new();
        }
        let Some(totals) = self.shown_total(period - 1).zip(self.shown_total(period)) else {
            return Vec::new();
        };
        let of_dimension = |dimension: usize| {
            // A value that is withheld on one side is among everybody else on both, or its going into hiding
            // would look like a shift.
            let hides = |place: &(usize, usize)| {
                let hidden = self.hidden.get(place);
                hidden.is_some_and(|hidden| hidden[period - 1] || hidden[period])
            };
            let places = self
                .slices
                .keys()
                .filter(|place| place.0 == dimension && !hides(place));
            let parts = places.map(|place| Part {
                value: Some(place.1),
                before: self.shown(*place, period - 1),
                after: self.shown(*place, period),
            });
            let parts: Vec<_> = parts
                .filter(|part| part.before.is_some() || part.after.is_some())
                .collect();
            movement(planned, dimension, totals, &parts, self.minimum)
        };
        planned
            .dimensions
            .iter()
            .filter_map(|dimension| of_dimension(*dimension))
            .collect()
    }

    /// A cell as it may be published, without comparisons.
    fn publish(&self, evaluated: Option<&Evaluated>, shown: Option<&Evaluated>) -> Published {
        let Some(evaluated) = evaluated else {
            return Published::Absent(Absence::NoData);
        };
        let figure = &evaluated.figure;
        let asked = evaluated.cell.missing.iter().sum::<u64>() + evaluated.cell.n();
        if let Reading::Absent(absence) = figure.headline
            && (figure.parts.is_empty() || asked == 0)
        {
            return Published::Absent(absence);
        }
        let Some(evaluated) = shown else {
            return Published::Withheld;
        };
        let figure = evaluated.without_small_parts(self.minimum);
        Published::Shown(Box::new(Shown {
            headline: figure.headline,
            parts: parts(&figure),
            shape: figure.shape.clone(),
            missing: missing(evaluated.cell.missing),
            unweighted: self.planned.weighted.then(|| self.unweighted(evaluated)),
            widened: evaluated.widened,
            before: None,
            year_before: None,
            rest: None,
            target: self.target.and_then(|target| self.against(target, evaluated)),
            movements: Vec::new(),
        }))
    }

    fn unweighted(&self, evaluated: &Evaluated) -> Unweighted {
        let plain = Evaluated::new(self.planned, evaluated.cell.unweighted(), None).figure;
        let weight = evaluated
            .summary
            .scores()
            .map_or(0.0, cxpress_metric::Scores::weight);
        Unweighted {
            headline: plain.headline,
            parts: parts(&plain),
            weight,
        }
    }

    fn against(&self, target: Target, evaluated: &Evaluated) -> Option<TargetVerdict> {
        let interval = evaluated.judged(self.planned)?.interval?;
        let above = interval.low >= target.value;
        let below = interval.high.is_some_and(|high| high <= target.value);
        let higher = self.planned.judged_direction() == Direction::HigherIsBetter;
        Some(match (above, below) {
            (true, true) | (false, false) => TargetVerdict::CannotSay,
            (above, _) if above == higher => TargetVerdict::Met,
            _ => TargetVerdict::Missed,
        })
    }
}

fn parts(figure: &Figure) -> Vec<FigurePart> {
    let part = |part: &cxpress_metric::Part| FigurePart {
        id: part.id.to_owned(),
        unit: part.unit,
        reading: part.reading,
    };
    figure.parts.iter().map(part).collect()
}

const fn missing(counts: [u64; 4]) -> MissingCounts {
    let [not_asked, not_answered, does_not_apply, dont_know] = counts;
    MissingCounts {
        not_asked,
        not_answered,
        does_not_apply,
        dont_know,
    }
}
