//! One figure over all periods and slices.

use std::collections::BTreeMap;

use cxpress_metric::{Absence, Direction, Figure, PeriodId, Reading, Summary};
use cxpress_report::{
    Cell as Published, Comparison, Contrast, DefinitionChange, Effect, FigurePart, MissingCounts, Movement,
    Shown, SliceSeries, TargetVerdict, Unweighted, Verdict, is_comparable,
};
use cxpress_stats::shrink;

use crate::coarse::known_weights;
use crate::compare::{compare, readings};
use crate::cube::Cell;
use crate::evaluate::Evaluated;
use crate::frozen::Kept;
use crate::movement::{Part, movement};
use crate::plan::Planned;
use crate::promise::Asked;
use crate::protect::Protection;
use crate::standard::{self, Standards};

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

/// All cells of a figure, evaluated.
pub(crate) struct Rows {
    /// The total.
    pub(crate) total: Row,
    /// The slices, by dimension and value.
    pub(crate) slices: BTreeMap<(usize, usize), Row>,
    /// Whether the weights of its answers can be known, by period.
    pub(crate) known_weights: Vec<bool>,
    /// What of it was published.
    pub(crate) kept: Kept,
}

impl Rows {
    /// Evaluates the cells of a figure, some of which are as they were published.
    pub(crate) fn new(planned: &Planned<'_>, timeline: &Timeline, placed: Placed, kept: Kept) -> Self {
        let known_weights = known_weights(&placed, &timeline.ids);
        let mut rows: BTreeMap<Place, Row> = placed
            .into_iter()
            .map(|(place, cells)| (place, row(planned, timeline, cells, |id| kept.earlier(place, id))))
            .collect();
        let total = rows.remove(&None);
        Self {
            total: total.unwrap_or_else(|| vec![None; timeline.ids.len()]),
            slices: rows
                .into_iter()
                .filter_map(|(place, row)| Some((place?, row)))
                .collect(),
            known_weights,
            kept,
        }
    }
}

/// A figure on its way into the report.
pub(crate) struct Figures<'a, 'p> {
    /// Its question and metric.
    pub(crate) planned: &'a Planned<'p>,
    /// When the question became another one.
    pub(crate) changes: &'a [DefinitionChange],
    /// The periods.
    pub(crate) timeline: &'a Timeline,
    /// How many must be in what is shown.
    pub(crate) minimum: u64,
    /// What it is held to.
    pub(crate) standards: Standards<'a>,
    /// The effects that were promised.
    pub(crate) asked: &'a [Asked],
    /// What there is.
    pub(crate) rows: Rows,
    /// What of it is withheld.
    pub(crate) protection: Protection,
}

/// A figure over all periods and slices, and what came of what was promised for it.
pub(crate) struct Series {
    pub(crate) total: Vec<Published>,
    pub(crate) slices: Vec<SliceSeries>,
    /// One for each that was asked.
    pub(crate) effects: Vec<Effect>,
}

/// Compares and publishes all cells of a figure that are not withheld.
pub(crate) fn series(figures: &Figures<'_, '_>) -> Series {
    let periods = 0..figures.timeline.ids.len();
    let total: Vec<Published> = periods
        .clone()
        .map(|period| figures.publish_total(period))
        .collect();
    let slices = figures.rows.slices.keys().map(|place| SliceSeries {
        dimension: place.0,
        value: place.1,
        cells: periods
            .clone()
            .map(|period| figures.publish_slice(*place, period))
            .collect(),
    });
    let slices: Vec<SliceSeries> = slices.collect();
    let cells = |place: Place| match place {
        None => total.as_slice(),
        Some(place) => {
            let found = slices
                .iter()
                .find(|slice| (slice.dimension, slice.value) == place);
            found.map_or(&[][..], |slice| &slice.cells)
        }
    };
    let effects = figures
        .asked
        .iter()
        .map(|asked| figures.effect(asked, cells(asked.place)))
        .collect();
    Series {
        total,
        slices,
        effects,
    }
}

/// The cells of a slice, evaluated. `published` is what was published to have come before a period, for a stock.
fn row<'k>(
    planned: &Planned<'_>,
    timeline: &Timeline,
    mut cells: BTreeMap<PeriodId, Cell>,
    published: impl Fn(PeriodId) -> Option<&'k Summary>,
) -> Row {
    let spec = planned.metric.spec();
    let mut earlier = spec.stock.then(|| before(planned, timeline, &cells));
    let evaluate = |id: &PeriodId| {
        if let Some(published) = published(*id) {
            earlier = Some(published.clone());
        }
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

/// What came before the first period: a stock rests on that, too.
fn before(planned: &Planned<'_>, timeline: &Timeline, cells: &BTreeMap<PeriodId, Cell>) -> Summary {
    let empty = Summary::empty(planned.metric.spec().kind, false);
    let first = timeline.ids.first();
    let before = cells
        .iter()
        .filter(|(period, _)| first.is_some_and(|first| *period < first));
    before.fold(empty, |mut all, (_, cell)| {
        all.merge(&cell.total());
        all
    })
}

impl Figures<'_, '_> {
    /// A slice in a period, unless it is withheld.
    fn shown(&self, place: (usize, usize), period: usize) -> Option<&Evaluated> {
        let hides = self.protection.hides(place, period);
        self.rows.slices.get(&place)?[period].as_ref().filter(|_| !hides)
    }

    /// The total in a period, unless it is withheld.
    fn shown_total(&self, period: usize) -> Option<&Evaluated> {
        let hides = self.protection.hides_total(period);
        self.rows.total[period].as_ref().filter(|_| !hides)
    }

    fn publish_total(&self, period: usize) -> Published {
        let hides = self.protection.hides_total(period);
        let published = self.publish(period, self.rows.total[period].as_ref(), hides);
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown_total(period)) else {
            return published;
        };
        shown.benchmark = after
            .judged(self.planned)
            .and_then(|estimate| self.standards.benchmark(self.planned, estimate));
        let before = |at: Option<usize>| {
            let at = at.filter(|at| self.is_comparable(*at, period))?;
            Some((at, self.shown_total(at)?))
        };
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
        let hides = self.protection.hides(place, period);
        let published = self.publish(period, self.rows.slices[&place][period].as_ref(), hides);
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown(place, period))
        else {
            return published;
        };
        let against = |at: Option<usize>| {
            let at = at.filter(|at| self.is_comparable(*at, period))?;
            self.compare(Contrast::Period(at), self.shown(place, at)?, after)
        };
        shown.before = against(period.checked_sub(1));
        shown.year_before = against(self.timeline.year_before(period));
        // That one reason lies more in our hands than another is no news.
        let tells_reasons = self.planned.reasons() == Some(place.0);
        shown.rest = self
            .rest(period, after)
            .filter(|_| !tells_reasons)
            .and_then(|rest| self.compare(Contrast::Rest, &rest, after));
        shown.ranked = self.ranked(period, after);
        Published::Shown(shown)
    }

    /// The mean of a slice drawn towards that of everybody.
    fn ranked(&self, period: usize, slice: &Evaluated) -> Option<f64> {
        let usual = self.planned.metric.spec().prior?;
        let prior = self.planned.config.question.prior.map_or(usual, f64::from);
        let everybody = self.shown_total(period)?.summary.scores()?.mean()?;
        let scores = slice.summary.scores()?;
        let (mean, weight) = (scores.mean()?, scores.weight());
        shrink::mean(mean * weight, weight, everybody, prior)
    }

    /// Everybody else in a recent period, if they are enough to be shown.
    fn rest(&self, period: usize, slice: &Evaluated) -> Option<Evaluated> {
        let tested = self.planned.is_tested() && self.timeline.is_recent(period);
        let total = self.shown_total(period).filter(|_| tested)?;
        let rest = total.without(self.planned, slice);
        (rest.base() >= self.minimum).then_some(rest)
    }

    /// Whether the question was the same in both periods.
    fn is_comparable(&self, before: usize, after: usize) -> bool {
        is_comparable(self.changes, before, after)
    }

    fn compare(
        &self,
        contrast: Contrast,
        before: &Evaluated,
        after: &Evaluated,
    ) -> Option<cxpress_report::Comparison> {
        let tested = self.planned.is_tested();
        tested
            .then(|| compare(self.planned, contrast, before, after))
            .flatten()
    }

    /// A slice, or the total for none, in a period, unless it is withheld.
    fn shown_at(&self, place: Place, period: usize) -> Option<&Evaluated> {
        match place {
            None => self.shown_total(period),
            Some(place) => self.shown(place, period),
        }
    }

    /// What became of the figure: before an action against since, from the cells as they are published.
    fn effect(&self, asked: &Asked, cells: &[Published]) -> Effect {
        let tells = |period: &usize| !matches!(cells.get(*period), None | Some(Published::Absent(_)));
        let Some(after) = asked.since.clone().rev().find(tells) else {
            return match asked.since.is_empty() {
                true => Effect::TooSoon,
                false => Effect::NothingSince,
            };
        };
        let Some(before) = asked.before.filter(tells) else {
            return Effect::NothingBefore;
        };
        if !self.is_comparable(before, after) {
            return Effect::Redefined;
        }
        let sides = [before, after].map(|period| self.shown_at(asked.place, period));
        let [Some(old), Some(new)] = sides else {
            return Effect::Withheld;
        };
        let comparison = self.compare(Contrast::Period(before), old, new);
        let comparison = comparison.map(|comparison| Box::new(by_itself(comparison)));
        Effect::Compared {
            before,
            after,
            comparison,
        }
    }

    fn movements(&self, period: usize) -> Vec<Movement> {
        let planned = self.planned;
        let same = period > 0 && self.is_comparable(period - 1, period);
        if !planned.metric.spec().additive || !self.timeline.is_recent(period) || !same {
            return Vec::new();
        }
        let Some(totals) = self.shown_total(period - 1).zip(self.shown_total(period)) else {
            return Vec::new();
        };
        let of_dimension = |dimension: usize| {
            // A value that is withheld on one side is among everybody else on both, or its going into hiding
            // would look like a shift.
            let hides = |place: &(usize, usize)| {
                self.protection.hides(*place, period - 1) || self.protection.hides(*place, period)
            };
            let places = self
                .rows
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

    /// A cell as it may be published, without comparisons. Of one that is withheld not even why it has no value, or
    /// that there is nothing in it.
    fn publish(&self, period: usize, evaluated: Option<&Evaluated>, hides: bool) -> Published {
        if hides {
            return Published::Withheld;
        }
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
        let figure = evaluated.without_small_parts(self.minimum);
        Published::Shown(Box::new(Shown {
            headline: figure.headline,
            parts: parts(&figure),
            shape: figure.shape.clone(),
            missing: missing(evaluated.cell.missing),
            unweighted: self.planned.weighted.then(|| self.unweighted(evaluated)),
            discreet: false,
            rounded: false,
            widened: evaluated.widened,
            before: None,
            year_before: None,
            rest: None,
            ranked: None,
            target: self.against_target(period, evaluated),
            benchmark: None,
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

    fn against_target(&self, period: usize, evaluated: &Evaluated) -> Option<TargetVerdict> {
        let target = self.standards.target.filter(|target| target.from <= period)?;
        let interval = evaluated.judged(self.planned)?.interval?;
        let higher = match self.planned.judged_direction() {
            Direction::HigherIsBetter => true,
            Direction::LowerIsBetter => false,
            Direction::Neither => return None,
        };
        Some(standard::target_verdict(interval, target.value, higher))
    }
}

/// A comparison that was planned: it is in no family, so its own p decides.
fn by_itself(mut comparison: Comparison) -> Comparison {
    if let Some(change) = comparison
        .change
        .as_ref()
        .filter(|_| comparison.verdict != Verdict::TooFew)
    {
        comparison.verdict = change.alone;
    }
    comparison
}

fn parts(figure: &Figure) -> Vec<FigurePart> {
    let part = |part: &cxpress_metric::Part| FigurePart {
        id: part.id.to_owned(),
        unit: part.unit,
        role: part.role,
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
