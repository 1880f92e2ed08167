//! Refuses a figure that cannot be drawn, before anything is drawn.

use crate::error::ChartError;
use crate::figure::{Axis, Bracket, Breakdown, Chart, Curve, Distribution, Mark, Survival, Trend, Waterfall};

/// Nothing larger is drawn: ticks of such numbers would not be readable.
const LARGEST: f64 = 1e12;

type Checked = Result<(), ChartError>;

/// Checks that there is something to draw and that every number has a place on an axis.
pub(crate) fn check(chart: &Chart) -> Checked {
    match chart {
        Chart::Trend(trend) => check_trend(trend),
        Chart::Distribution(distribution) => check_distribution(distribution),
        Chart::Breakdown(breakdown) => check_breakdown(breakdown),
        Chart::Survival(survival) => check_survival(survival),
        Chart::Waterfall(waterfall) => check_waterfall(waterfall),
    }
}

fn check_trend(trend: &Trend) -> Checked {
    nonempty(trend.points.iter().any(|point| point.value.is_some()))?;
    check_axis(&trend.axis)?;
    check_marks(&trend.marks)?;
    check_events(trend)?;
    check_stretches(trend)?;
    check_plateaus(trend)?;
    numbers(
        "value",
        trend
            .beside
            .iter()
            .flat_map(|line| line.values.iter().copied().flatten()),
    )?;
    let shares = trend.points.iter().filter_map(|point| point.shares);
    numbers("share", shares.flatten())?;
    trend.points.iter().try_for_each(|point| {
        numbers("value", point.value)?;
        let (low, high) = point.limits.unzip();
        interval(low, high)?;
        interval(point.low, point.high)
    })
}

fn check_distribution(distribution: &Distribution) -> Checked {
    nonempty(!distribution.bars.is_empty())?;
    check_axis(&distribution.axis)?;
    let bars = &distribution.bars;
    numbers(
        "bar",
        bars.iter()
            .flat_map(|bar| [Some(bar.value), bar.before])
            .flatten(),
    )?;
    check_brackets(&distribution.brackets, bars.len())
}

fn check_breakdown(breakdown: &Breakdown) -> Checked {
    nonempty(!breakdown.rows.is_empty())?;
    check_axis(&breakdown.axis)?;
    check_marks(breakdown.reference.as_slice())?;
    numbers("sum", breakdown.added.iter().copied())?;
    breakdown.rows.iter().try_for_each(|row| {
        numbers("value", [Some(row.value), row.before].into_iter().flatten())?;
        interval(Some(row.low), Some(row.high))
    })
}

fn check_survival(survival: &Survival) -> Checked {
    nonempty(survival.curves.iter().any(|curve| !curve.steps.is_empty()))?;
    check_axis(&survival.axis)?;
    check_marks(&survival.marks)?;
    survival.curves.iter().try_for_each(check_curve)
}

fn check_waterfall(waterfall: &Waterfall) -> Checked {
    nonempty(!waterfall.parts.is_empty())?;
    check_axis(&waterfall.axis)?;
    numbers("level", [waterfall.before.value, waterfall.after.value])?;
    numbers("part", waterfall.parts.iter().map(|part| part.amount))
}

fn check_curve(curve: &Curve) -> Checked {
    for step in &curve.steps {
        numbers("time", [step.x])?;
        numbers("share", [step.share])?;
        interval(step.low, step.high)?;
    }
    if curve.steps.is_sorted_by(|before, after| before.x <= after.x) {
        return Ok(());
    }
    Err(ChartError::Order(curve.label.clone()))
}

fn check_axis(axis: &Axis) -> Checked {
    numbers("axis limit", axis.min.into_iter().chain(axis.max))?;
    interval(axis.min, axis.max)
}

fn check_marks(marks: &[Mark]) -> Checked {
    numbers("mark", marks.iter().map(|mark| mark.value))
}

/// Every event has its period.
fn check_events(trend: &Trend) -> Checked {
    match trend.events.iter().find(|event| event.at >= trend.points.len()) {
        Some(event) => Err(ChartError::Period(event.at)),
        None => Ok(()),
    }
}

/// Every bracket is of bars that are there, and begins after the one before.
fn check_brackets(brackets: &[Bracket], bars: usize) -> Checked {
    let mut next = 0;
    for bracket in brackets {
        if bracket.from < next || bracket.to < bracket.from {
            return Err(ChartError::Order(bracket.label.clone()));
        }
        if bracket.to >= bars {
            return Err(ChartError::Period(bracket.to));
        }
        next = bracket.to + 1;
    }
    Ok(())
}

/// Every level is of points that are there.
fn check_plateaus(trend: &Trend) -> Checked {
    numbers("level", trend.plateaus.iter().map(|plateau| plateau.value))?;
    let places = trend
        .plateaus
        .iter()
        .flat_map(|plateau| [plateau.from, plateau.to]);
    match places.into_iter().find(|at| *at >= trend.points.len()) {
        Some(at) => Err(ChartError::Period(at)),
        None => Ok(()),
    }
}

/// Every stretch begins at a point, after the one before.
fn check_stretches(trend: &Trend) -> Checked {
    let stretches = &trend.stretches;
    let beyond = stretches
        .iter()
        .find(|stretch| stretch.from >= trend.points.len());
    let early = stretches.windows(2).find(|pair| pair[1].from <= pair[0].from);
    match (beyond, early) {
        (Some(stretch), _) => Err(ChartError::Period(stretch.from)),
        (None, Some(pair)) => Err(ChartError::Order(pair[1].label.clone())),
        (None, None) => Ok(()),
    }
}

fn nonempty(is: bool) -> Checked {
    if is { Ok(()) } else { Err(ChartError::Empty) }
}

fn numbers(place: &'static str, values: impl IntoIterator<Item = f64>) -> Checked {
    let wrong = |value: &f64| !value.is_finite() || value.abs() > LARGEST;
    match values.into_iter().find(wrong) {
        Some(value) => Err(ChartError::Number(place, value)),
        None => Ok(()),
    }
}

fn interval(low: Option<f64>, high: Option<f64>) -> Checked {
    numbers("interval", low.into_iter().chain(high))?;
    match (low, high) {
        (Some(low), Some(high)) if low > high => Err(ChartError::Interval(low, high)),
        _ => Ok(()),
    }
}
