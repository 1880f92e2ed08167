//! The cells of one figure as they may be published, compared with each other.

use cxpress_metric::{Absence, Direction, Missing, Reading};
use cxpress_report::{
    Cell as Published, Change, Comparison, Contrast, Decomposition, DefinitionChange, FigurePart,
    MissingCounts, Shown, SliceSeries, TargetVerdict, Unweighted, Verdict, is_comparable,
};
use cxpress_stats::shrink;

use crate::compare::{compare, readings};
use crate::decomposition::{Part, decompose};
use crate::evaluate::Evaluated;
use crate::rows::Rows;
use crate::schema::Measure;
use crate::suppression::Suppression;
use crate::targets::{self, Targets};
use crate::timeline::Timeline;
use crate::values::Slice;

/// A figure on its way into the report.
pub(super) struct Figure<'a, 'p> {
    /// Its question and metric.
    pub(super) measure: &'a Measure<'p>,
    /// When the question became another one.
    pub(super) changes: &'a [DefinitionChange],
    /// The periods.
    pub(super) timeline: &'a Timeline,
    /// How many must be in what is shown.
    pub(super) minimum: u64,
    /// What it is held to.
    pub(super) targets: Targets<'a>,
    /// What there is.
    pub(super) rows: &'a Rows,
    /// What of it is suppressed.
    pub(super) suppression: &'a Suppression,
}

impl Figure<'_, '_> {
    /// The total, one cell a period.
    pub(super) fn total(&self) -> Vec<Published> {
        let periods = 0..self.timeline.len();
        periods.map(|period| self.publish_total(period)).collect()
    }

    /// The slices, by dimension and value.
    pub(super) fn slices(&self) -> Vec<SliceSeries> {
        let periods = 0..self.timeline.len();
        let cells = |slice| {
            let periods = periods.clone();
            periods.map(|period| self.publish_slice(slice, period)).collect()
        };
        let slices = self.rows.slices.keys();
        slices
            .map(|slice| SliceSeries {
                dimension: slice.0,
                value: slice.1,
                cells: cells(*slice),
            })
            .collect()
    }

    /// A slice, or the total for none, in a period, unless it is suppressed.
    pub(super) fn shown(&self, slice: Slice, period: usize) -> Option<&Evaluated> {
        self.suppression.shown(self.rows, slice, period)
    }

    fn publish_total(&self, period: usize) -> Published {
        let published = self.publish(None, period);
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown(None, period)) else {
            return published;
        };
        shown.benchmark = after
            .judged(self.measure)
            .and_then(|estimate| self.targets.benchmark(self.measure, estimate));
        let before = |at: Option<usize>| {
            let at = at.filter(|at| self.may_be_held(period) && self.is_comparable(*at, period))?;
            Some((at, self.shown(None, at)?))
        };
        for (slot, side) in [
            (&mut shown.before, before(period.checked_sub(1))),
            (&mut shown.year_before, before(self.timeline.year_before(period))),
        ] {
            let Some((at, before)) = side else { continue };
            *slot = self
                .compare(Contrast::Period(at), before, after)
                .map(|mut comparison| {
                    comparison.readings = readings(self.measure, before, after);
                    comparison
                });
        }
        shown.course = self.course(None, period);
        shown.movements = self.movements(period);
        Published::Shown(shown)
    }

    /// How the total of the reporting period differs from that of each earlier one.
    pub(super) fn earlier(&self) -> Vec<Option<Change>> {
        let current = self.timeline.current();
        let against = |at: usize| {
            let is_alike = self.may_be_held(current) && self.is_comparable(at, current);
            let (before, after) = (self.shown(None, at)?, self.shown(None, current)?);
            let compared = is_alike.then(|| self.compare(Contrast::Period(at), before, after));
            let compared = compared.flatten()?;
            compared.change.filter(|_| compared.verdict != Verdict::TooFew)
        };
        (0..current).map(against).collect()
    }

    fn publish_slice(&self, slice: (usize, usize), period: usize) -> Published {
        let published = self.publish(Some(slice), period);
        let (Published::Shown(mut shown), Some(after)) = (published.clone(), self.shown(Some(slice), period))
        else {
            return published;
        };
        let against = |at: Option<usize>| {
            let at = at.filter(|at| self.may_be_held(period) && self.is_comparable(*at, period))?;
            self.compare(Contrast::Period(at), self.shown(Some(slice), at)?, after)
        };
        shown.before = against(period.checked_sub(1));
        shown.year_before = against(self.timeline.year_before(period));
        // That one reason lies more in our hands than another is no news.
        let tells_reasons = self.measure.reasons() == Some(slice.0);
        shown.rest = self
            .rest(period, after)
            .filter(|_| !tells_reasons)
            .and_then(|rest| self.compare(Contrast::Rest, &rest, after));
        if self.timeline.is_recent(period) {
            shown.course = self.course(Some(slice), period);
        }
        shown.ranked = self.ranked(period, after);
        Published::Shown(shown)
    }

    /// The mean of a slice drawn towards that of everybody.
    fn ranked(&self, period: usize, slice: &Evaluated) -> Option<f64> {
        let usual = self.measure.metric.spec().prior?;
        let prior = self.measure.config.question.prior.map_or(usual, f64::from);
        let everybody = self.shown(None, period)?.summary.scores()?.mean()?;
        let scores = slice.summary.scores()?;
        let (mean, weight) = (scores.mean()?, scores.weight());
        shrink::mean(mean * weight, weight, everybody, prior)
    }

    /// Everybody else in a recent period, if they are enough to be shown.
    fn rest(&self, period: usize, slice: &Evaluated) -> Option<Evaluated> {
        let tested = self.measure.is_tested() && self.timeline.is_recent(period);
        let total = self.shown(None, period).filter(|_| tested)?;
        let rest = total.without(self.measure, slice);
        (rest.base() >= self.minimum).then_some(rest)
    }

    /// Whether the question was the same in both periods.
    pub(super) fn is_comparable(&self, before: usize, after: usize) -> bool {
        is_comparable(self.changes, before, after)
    }

    /// Whether a period's figure is one *so far*: it adds up over a period that is not over.
    fn is_so_far(&self, period: usize) -> bool {
        self.measure.metric.spec().accrues && !self.timeline.is_over(period)
    }

    /// Whether a period's figure may be held against another's.
    pub(super) fn may_be_held(&self, period: usize) -> bool {
        self.measure.is_tested() && !self.is_so_far(period)
    }

    fn compare(&self, contrast: Contrast, before: &Evaluated, after: &Evaluated) -> Option<Comparison> {
        let tested = self.measure.is_tested();
        tested
            .then(|| compare(self.measure, contrast, before, after))
            .flatten()
    }

    fn movements(&self, period: usize) -> Vec<Decomposition> {
        let measure = self.measure;
        let same = period > 0 && self.may_be_held(period) && self.is_comparable(period - 1, period);
        if !measure.metric.spec().additive || !self.timeline.is_recent(period) || !same {
            return Vec::new();
        }
        let Some(totals) = self.shown(None, period - 1).zip(self.shown(None, period)) else {
            return Vec::new();
        };
        let of_dimension = |dimension: &usize| {
            let parts = self.parts(*dimension, period);
            decompose(measure, *dimension, totals, &parts, self.minimum)
        };
        measure.dimensions.iter().filter_map(of_dimension).collect()
    }

    /// The values of a dimension in a period and the one before. A value that is suppressed in one of them is among
    /// everybody else in both, or its going into hiding would look like a shift.
    fn parts(&self, dimension: usize, period: usize) -> Vec<Part<'_>> {
        let hides = |slice: &(usize, usize)| {
            let periods = [period - 1, period];
            periods.map(|period| self.suppression.hides(Some(*slice), period)) != [false; 2]
        };
        let slices = self.rows.slices.keys();
        let slices = slices.filter(|slice| slice.0 == dimension && !hides(slice));
        let parts = slices.map(|slice| Part {
            value: Some(slice.1),
            before: self.shown(Some(*slice), period - 1),
            after: self.shown(Some(*slice), period),
        });
        parts
            .filter(|part| part.before.is_some() || part.after.is_some())
            .collect()
    }

    /// A cell as it may be published, without comparisons. Of one that is withheld not even why it has no value, or
    /// that there is nothing in it.
    fn publish(&self, slice: Slice, period: usize) -> Published {
        if self.suppression.hides(slice, period) {
            return Published::Withheld;
        }
        let Some(evaluated) = self.rows.at(slice, period) else {
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
            unweighted: self.measure.weighted.then(|| self.unweighted(evaluated)),
            discreet: false,
            rounded: false,
            widened: evaluated.widened,
            corrected: None,
            before: None,
            year_before: None,
            rest: None,
            course: None,
            echoes: None,
            ranked: None,
            target: self.against_target(period, evaluated),
            benchmark: None,
            movements: Vec::new(),
        }))
    }

    fn unweighted(&self, evaluated: &Evaluated) -> Unweighted {
        let plain = Evaluated::new(self.measure, evaluated.cell.unweighted(), None).figure;
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
        let target = self.targets.target.filter(|target| target.from <= period);
        let target = target.filter(|_| !self.is_so_far(period))?;
        let interval = evaluated.judged(self.measure)?.interval?;
        let higher = match self.measure.judged_direction() {
            Direction::HigherIsBetter => true,
            Direction::LowerIsBetter => false,
            Direction::Neither => return None,
        };
        Some(targets::target_verdict(interval, target.value, higher))
    }
}

fn parts(figure: &cxpress_metric::Figure) -> Vec<FigurePart> {
    let part = |part: &cxpress_metric::Part| FigurePart {
        id: part.id.to_owned(),
        unit: part.unit,
        role: part.role,
        reading: part.reading,
    };
    figure.parts.iter().map(part).collect()
}

const fn missing(counts: [u64; Missing::KINDS]) -> MissingCounts {
    let [not_asked, not_answered, does_not_apply, dont_know, other_language] = counts;
    MissingCounts {
        not_asked,
        not_answered,
        does_not_apply,
        dont_know,
        other_language,
    }
}
