//! Weighted values beside groups that are withheld: no finer than one answer.
//!
//! Weights are often constant within a group, and known: whoever wants all segments to count as they are in the
//! country publishes how. Then a weighted value and the same without weights are two equations about the same people,
//! and with a sum of weights and shares to the last digit they tell every group that is withheld. So where anything of a
//! weighted figure is withheld in a period, either side alone is shown: values, shares and intervals with weights,
//! rounded to what about one answer is worth (which chance changes far more), and how many answered. Values without
//! weights, sums of weights, how many gave each answer, and splits by shares of weights are left out.
//!
//! Weights that differ within groups are known to nobody who was not handed the answers: a value with such weights is no
//! equation about numbers of answers. There nothing is rounded; what is left out is the same.

use cxpress_metric::{Estimate, Interval, Number, Reading, Shape, Unit};
use cxpress_report::{Cell, Change, Comparison, Course, DriverResult, FigureSeries, Shown};

use super::Suppression;
use crate::study::Studies;

/// Rounds what is shown of a weighted figure in the periods in which something of it is withheld.
pub(crate) fn round(figure: &mut FigureSeries, suppression: &Suppression) {
    if !figure.weighted {
        return;
    }
    let cells = figure.slices.iter_mut().map(|slice| &mut slice.cells);
    for cells in cells.chain([&mut figure.total]) {
        for (period, cell) in cells.iter_mut().enumerate() {
            if let Cell::Shown(shown) = cell {
                if suppression.is_partial(period) {
                    leave_out(shown);
                }
                if suppression.is_rounded(period) {
                    round_cell(shown);
                }
                round_comparisons(shown, period, suppression);
            }
        }
    }
}

/// Rounds a comparison of periods of a figure that belongs to none of its cells, where any of them is rounded.
pub(crate) fn round_effect(
    comparison: &mut Comparison,
    figure: &FigureSeries,
    periods: &[usize],
    suppression: &Suppression,
) {
    if figure.weighted && periods.iter().any(|period| suppression.is_rounded(*period)) {
        round_comparison(comparison);
    }
}

/// Rounds what is said of the answers of the same respondents to two figures.
pub(crate) fn round_studies(studies: &mut Studies, figures: &[FigureSeries], suppressions: &[Suppression]) {
    let is_rounded =
        |figure: usize, period: usize| figures[figure].weighted && suppressions[figure].is_rounded(period);
    for swing in &mut studies.swings {
        let (from, unit) = (swing.from, figures[swing.from].unit);
        for (period, pairs) in swing.periods.iter_mut().enumerate() {
            if let Some(pairs) = pairs.as_mut().filter(|_| is_rounded(from, period)) {
                let step = step(span(unit, pairs.difference.abs()), pairs.pairs as f64);
                pairs.difference = rounded(pairs.difference, step);
                pairs.interval = widened(pairs.interval, step, (f64::MIN, f64::MAX));
            }
        }
    }
    for impact in &mut studies.impacts {
        let (outcome, unit) = (impact.outcome, figures[impact.outcome].unit);
        for (period, found) in impact.periods.iter_mut().enumerate() {
            if let Some(found) = found.as_mut().filter(|_| is_rounded(outcome, period)) {
                let step = step(
                    span(unit, found.difference.abs()),
                    found.with.min(found.without) as f64,
                );
                found.difference = rounded(found.difference, step);
                found.impact = rounded(found.impact, step);
                found.interval = widened(found.interval, step, (f64::MIN, f64::MAX));
            }
        }
    }
    for study in &mut studies.drivers {
        let outcome = study.outcome;
        for (period, found) in study.periods.iter_mut().enumerate() {
            if let Some(found) = found.as_mut().filter(|_| is_rounded(outcome, period)) {
                round_drivers(&mut found.result);
            }
        }
    }
}

/// To a hundredth: correlations are equations too.
fn round_drivers(result: &mut DriverResult) {
    const STEP: f64 = 0.01;
    let DriverResult::Weighed { r_squared, drivers } = result else {
        return;
    };
    *r_squared = rounded(*r_squared, STEP);
    for driver in drivers {
        driver.weight = rounded(driver.weight, STEP);
        driver.interval = driver.interval.map(|it| widened(it, STEP, (0.0, 1.0)));
        driver.shapley = driver.shapley.map(|it| rounded(it, STEP));
        driver.correlation = rounded(driver.correlation, STEP);
    }
}

/// Leaves out what tells a withheld group together with weighted values.
fn leave_out(shown: &mut Shown) {
    shown.discreet = true;
    shown.unweighted = None;
    if let Shape::Distribution(scores) = &mut shown.shape {
        scores.iter_mut().for_each(|score| score.n = None);
    }
    // How many gave an answer is the other side of what share of the weights it has.
    shown.parts.retain(|part| part.unit != Unit::Count);
}

fn round_cell(shown: &mut Shown) {
    shown.rounded = true;
    let distance = shown
        .headline
        .estimate()
        .map(|before| (before.value, rounded_estimate(before).value));
    if let (Some(benchmark), Some((exact, rounded))) = (&mut shown.benchmark, distance) {
        benchmark.difference += rounded - exact;
        benchmark.error = None;
    }
    if let (Some(benchmark), Some(estimate)) = (&mut shown.benchmark, shown.headline.estimate()) {
        benchmark.interval = widened(benchmark.interval, step_of(estimate), (f64::MIN, f64::MAX));
    }
    if let Shape::Distribution(scores) = &mut shown.shape {
        let effective = shown.headline.estimate().map_or(1.0, |it| it.effective);
        let step = step(1.0, effective);
        for score in scores {
            score.share = rounded(score.share, step).clamp(0.0, 1.0);
        }
    }
    shown.ranked = shown.headline.estimate().and_then(|estimate| {
        let (low, high) = estimate.limits;
        Some(rounded(shown.ranked?, step_of(estimate)).clamp(low, high))
    });
    let parts = shown.parts.iter_mut().map(|part| &mut part.reading);
    for reading in parts.chain([&mut shown.headline]) {
        if let Reading::Value(estimate) = reading {
            *estimate = rounded_estimate(estimate);
        }
    }
}

/// Comparisons are rounded if either side is.
fn round_comparisons(shown: &mut Shown, period: usize, suppression: &Suppression) {
    let own = suppression.is_rounded(period);
    let comparisons = [&mut shown.before, &mut shown.year_before, &mut shown.rest];
    let mut any = suppression.is_partial(period);
    for comparison in comparisons.into_iter().flatten() {
        let (is_partial, is_rounded) = match comparison.contrast {
            cxpress_report::Contrast::Period(other) => {
                (suppression.is_partial(other), suppression.is_rounded(other))
            }
            cxpress_report::Contrast::Rest => (false, false),
        };
        any |= is_partial;
        if any {
            comparison.readings.clear();
        }
        if own || is_rounded {
            round_comparison(comparison);
        }
    }
    if let Some(course) = &mut shown.course
        && (0..=period).any(|it| suppression.is_rounded(it))
    {
        round_course(course, shown.headline.estimate().map_or(1.0, |it| it.effective));
    }
    let before = period.checked_sub(1).is_some_and(|it| suppression.is_partial(it));
    if any || before {
        // Its shares are shares of weights: with those of groups whose weights are known they tell the sum of all.
        shown.movements.clear();
    }
}

fn round_comparison(comparison: &mut Comparison) {
    comparison.readings.clear();
    if let Some(change) = &mut comparison.change {
        round_change(change, comparison.smaller_base);
    }
    comparison.adjusted_p = comparison.adjusted_p.map(two_digits);
    comparison.smaller_base = rounded_base(comparison.smaller_base);
}

/// Pooled values are rounded like those of the period: with coarser steps than they need.
fn round_course(course: &mut Course, base: f64) {
    let unit = course
        .shift
        .as_ref()
        .map_or(Unit::Percent, |shift| shift.change.unit);
    let step = step(span(unit, course.level.value.abs()), base);
    let levels = course.shift.iter_mut().flat_map(|shift| &mut shift.levels);
    let unchanged = course
        .unchanged
        .iter_mut()
        .flat_map(|it| [&mut it.recent, &mut it.before]);
    for level in levels.chain(unchanged).chain([&mut course.level]) {
        level.value = rounded(level.value, step);
    }
    if let Some(shift) = &mut course.shift {
        round_change(&mut shift.change, base);
        shift.year_before = shift.year_before.map(|it| rounded(it, step));
    }
    course.detectable = (course.detectable / step).ceil() * step;
    course.p = two_digits(course.p);
    course.adjusted_p = course.adjusted_p.map(two_digits);
}

fn round_change(change: &mut Change, base: f64) {
    let span = span(change.unit, change.before.abs().max(change.after.abs()));
    let step = step(span, base);
    change.before = rounded(change.before, step);
    change.after = rounded(change.after, step);
    change.difference = rounded(change.after - change.before, step);
    change.interval = widened(change.interval, step, (-span, span));
    change.detectable = (change.detectable / step).ceil() * step;
    change.standard_error = None;
    change.approximation = None;
    change.p = two_digits(change.p);
}

/// How far apart the ends of a unit are. A mean has none that tells its scale; the widest that is usual has ten steps.
/// Numbers of a unit of their own have no ends: the size of the values at hand stands in.
fn span(unit: Unit, size: f64) -> f64 {
    match unit {
        Unit::Points => 200.0,
        Unit::Percent => 100.0,
        Unit::Own(_) => about(size),
        Unit::Mean | Unit::Seconds | Unit::BusinessSeconds | Unit::Count => 10.0,
    }
}

fn rounded_estimate(estimate: &Estimate) -> Estimate {
    let step = step_of(estimate);
    let (low, high) = estimate.limits;
    let mut coarse = *estimate;
    coarse.value = rounded(estimate.value, step).clamp(low, high);
    coarse.interval = estimate.interval.map(|it| widened(it, step, estimate.limits));
    coarse.uncut = None;
    coarse.effective = rounded_base(estimate.effective);
    coarse.variance = None;
    coarse
}

/// An effective base to about its square root: as finely as an interval tells it. It is never more than it was, and
/// not under 30 where it was not.
fn rounded_base(effective: f64) -> f64 {
    let step = round_number(effective.max(0.0).sqrt());
    let floor = (effective / step).floor() * step;
    if effective >= 30.0 {
        floor.max(30.0)
    } else {
        floor.max(1.0).min(effective)
    }
}

/// What about one answer is worth of a range, as 1, 2 or 5 times a power of ten; no finer than what is printed.
fn step(span: f64, effective: f64) -> f64 {
    round_number((span / effective.max(1.0)).max(span / 2_000.0))
}

/// A range that values of a size may be taken to lie in, where none is known.
fn about(size: f64) -> f64 {
    4.0 * size.max(1e-6)
}

fn step_of(estimate: &Estimate) -> f64 {
    let (low, high) = estimate.limits;
    let span = high - low;
    // What has no bounds has no range that a number of answers could divide.
    let is_bounded = span < Number::LARGEST;
    step(
        if is_bounded {
            span
        } else {
            about(estimate.value.abs())
        },
        estimate.effective,
    )
}

/// The least of 1, 2 or 5 times a power of ten that is not less.
fn round_number(least: f64) -> f64 {
    let power = 10_f64.powf(least.max(1e-9).log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|times| times * power);
    let fits = steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9));
    fits.unwrap_or(10.0 * power)
}

/// The multiple of a step that is nearest. It is divided by a whole number where steps are fractions, so that `0.1 * 3`
/// is 0.3.
fn rounded(value: f64, step: f64) -> f64 {
    times(step, (value / step).round())
}

fn times(step: f64, n: f64) -> f64 {
    if step < 1.0 {
        n / (1.0 / step).round()
    } else {
        n * step
    }
}

/// An interval with ends on steps, that holds what it held.
fn widened(interval: Interval, step: f64, (least, most): (f64, f64)) -> Interval {
    Interval {
        low: times(step, (interval.low / step).floor()).max(least),
        high: interval
            .high
            .map(|high| times(step, (high / step).ceil()).min(most)),
    }
}

/// A p with two significant digits.
fn two_digits(p: f64) -> f64 {
    if p <= 0.0 {
        return p;
    }
    let digit = 10_f64.powf(p.log10().floor() - 1.0);
    ((p / digit).round() * digit).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_figures::cell;

    #[test]
    fn values_are_told_to_one_answer() {
        let steps = [20.0, 97.3, 100.0, 450.0, 1_000.0, 90_000.0].map(|base| step(100.0, base));
        assert_eq!(steps, [5.0, 2.0, 1.0, 0.5, 0.1, 0.05]);
        assert_eq!([rounded(64.6, 5.0), rounded(64.65, 0.1)], [65.0, 64.7]);
        let bases = [12.0, 31.0, 97.3, 970.0].map(rounded_base);
        assert_eq!(bases, [10.0, 30.0, 90.0, 950.0]);
        assert_eq!(
            [0.024_96, 0.5, 3.14e-7]
                .map(two_digits)
                .map(|p| format!("{p:.3e}")),
            ["2.500e-2", "5.000e-1", "3.100e-7"]
        );
    }

    #[test]
    fn an_interval_holds_what_it_held() {
        let Cell::Shown(mut shown) = cell(64.6, 9.1, 97) else {
            panic!("it is shown")
        };
        round_cell(&mut shown);
        let estimate = shown.headline.estimate().expect("a value");
        let interval = estimate.interval.expect("an interval");
        assert_eq!(
            (estimate.value, interval.low, interval.high),
            (64.0, 54.0, Some(74.0))
        );
        assert!(shown.rounded && shown.unweighted.is_none());
    }
}
