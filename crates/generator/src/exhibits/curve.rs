//! How long it takes: the share that still waits, by time.

use cxpress_chart::{Axis, Chart, Curve, Mark, Step, Survival};
use cxpress_metric::{CurvePoint, Shape, Unit};
use cxpress_report::{Cell as Value, FigureSeries};

use super::axis::axis;
use super::{Cell, Exhibit, Subject, Table};
use crate::language::measure::TimeUnit;
use crate::language::{Words, period};

/// The times at which the table under a curve reads it.
const CURVE_ROWS: [u32; 8] = [
    3_600,
    14_400,
    28_800,
    86_400,
    2 * 86_400,
    3 * 86_400,
    7 * 86_400,
    14 * 86_400,
];

/// The share still waiting after a time.
fn waiting_share(points: &[CurvePoint], seconds: f64) -> f64 {
    let reached = points.iter().take_while(|point| point.seconds <= seconds);
    reached.last().map_or(1.0, |it| it.share)
}

/// The share that still waits after some seconds, in words.
fn waiting(words: &Words, points: &[CurvePoint], seconds: f64) -> String {
    let share = waiting_share(points, seconds);
    words.measure(Unit::Percent, 0.0).value(100.0 * share)
}

impl Subject<'_> {
    pub(crate) fn curve(self, points: &[CurvePoint]) -> Option<Exhibit> {
        let words = self.context.words;
        let before = self.period.checked_sub(1);
        let earlier = before.and_then(|at| curve_points(&self.figure.total[at]));
        let mut columns = vec![
            (words.get("column-after"), false),
            (self.context.period(self.period), true),
        ];
        if let (Some(at), Some(_)) = (before, earlier) {
            columns.push((self.context.period(at), true));
        }
        let mut table = Table::new(words.say("curve-caption", [("figure", self.label())]), columns);
        for seconds in CURVE_ROWS {
            let share = |points: &[CurvePoint]| {
                let share = waiting_share(points, f64::from(seconds));
                Cell::text(waiting(words, points, f64::from(seconds))).value(100.0 * share, Unit::Percent)
            };
            let mut row = vec![
                Cell::text(words.promise(self.figure.unit, i64::from(seconds)))
                    .value(f64::from(seconds), self.figure.unit),
                share(points),
            ];
            row.extend(earlier.map(share));
            table.push(row);
        }
        Some(Exhibit {
            title: words.get("section-curve"),
            sub: words.get("curve-sub"),
            chart: (!points.is_empty()).then(|| chart(self, points)).into(),
            alternative: self.curve_alternative(points, earlier),
            table,
            events: Vec::new(),
        })
    }

    fn curve_alternative(self, points: &[CurvePoint], earlier: Option<&[CurvePoint]>) -> String {
        let words = self.context.words;
        let within = self.figure.within.unwrap_or(86_400);
        let at = f64::from(i32::try_from(within).unwrap_or(i32::MAX));
        let before = earlier.map_or_else(String::new, |points| waiting(words, points, at));
        words.say(
            "curve-alternative",
            [
                ("time", words.promise(self.figure.unit, within).into()),
                ("share", waiting(words, points, at).into()),
                ("compared", if before.is_empty() { "no" } else { "yes" }.into()),
                ("before", before.into()),
            ],
        )
    }
}

/// How many steps of a survival curve are drawn at most: about one for each dot of a screen.
const STEPS: usize = 320;

/// Of how many steps something is said at most.
const SAID: usize = 32;

/// The curve of the period, and faint that of the one before.
fn chart(subject: Subject<'_>, points: &[CurvePoint]) -> Chart {
    let Subject {
        context,
        period,
        figure,
        ..
    } = subject;
    let (report, words) = (context.report, context.words);
    let end = curve_end(figure, points);
    let time = if end > 4.0 * 86_400.0 && figure.unit == Unit::Seconds {
        TimeUnit::Days
    } else {
        TimeUnit::Hours
    };
    let curve = |at: usize, points: &[CurvePoint], emphasised: bool| Curve {
        label: period::short(words, report.period_kind, &report.periods[at]),
        steps: steps(words, figure.unit, points, time, end),
        emphasised,
    };
    let earlier = period
        .checked_sub(1)
        .and_then(|at| Some((at, curve_points(&figure.total[at])?)));
    let mut curves: Vec<_> = earlier
        .map(|(at, points)| curve(at, points, false))
        .into_iter()
        .collect();
    curves.push(curve(period, points, true));
    let promise = figure.within.filter(|within| seconds(*within) <= end);
    let marks = promise.map(|within| Mark {
        value: seconds(within) / time.seconds(),
        label: words.promise(figure.unit, within),
    });
    let axis = Axis {
        min: Some(0.0),
        max: Some(end / time.seconds()),
        unit: format!(" {}", time.symbol(words)),
        ..axis(words)
    };
    let share_name = words.get("still-waiting");
    Chart::Survival(Survival {
        curves,
        axis,
        marks: marks.into_iter().collect(),
        share_name,
    })
}

/// The curve of a cell, if it shows one.
fn curve_points(cell: &Value) -> Option<&[CurvePoint]> {
    match &cell.shown()?.shape {
        Shape::Curve(points) if !points.is_empty() => Some(points),
        _ => None,
    }
}

/// A whole number of seconds as a number on an axis; `i32` holds 68 years.
fn seconds(whole: i64) -> f64 {
    f64::from(i32::try_from(whole).unwrap_or(i32::MAX))
}

/// Where the time axis of a curve ends: past the promise and past where nine in ten are through.
fn curve_end(figure: &FigureSeries, points: &[CurvePoint]) -> f64 {
    let last = points.last().map_or(0.0, |point| point.seconds);
    let most = points
        .iter()
        .find(|point| point.share <= 0.1)
        .map_or(last, |point| point.seconds);
    let promise = figure.within.map_or(0.0, |within| 2.0 * seconds(within));
    (1.2 * most).max(promise).min(last.max(promise)).max(3_600.0)
}

/// The steps of a curve, thinned to what can be seen.
fn steps(words: &Words, unit: Unit, points: &[CurvePoint], time: TimeUnit, end: f64) -> Vec<Step> {
    let visible: Vec<_> = points.iter().filter(|point| point.seconds <= end).collect();
    let every = visible.len().div_ceil(STEPS).max(1);
    let last = visible.len().saturating_sub(1);
    let kept = visible
        .into_iter()
        .enumerate()
        .filter(|(index, _)| index % every == 0 || *index == last);
    let kept: Vec<_> = kept.map(|(_, point)| point).collect();
    let said = kept.len().div_ceil(SAID).max(1);
    let step = |(index, point): (usize, &CurvePoint)| Step {
        x: point.seconds / time.seconds(),
        share: 100.0 * point.share,
        low: point.low.map(|low| 100.0 * low),
        high: point.high.map(|high| 100.0 * high),
        text: match index % said {
            0 => step_text(words, unit, point),
            _ => String::new(),
        },
    };
    kept.into_iter().enumerate().map(step).collect()
}

/// *after 3.2 h: 45.0 % still open*.
fn step_text(words: &Words, unit: Unit, point: &CurvePoint) -> String {
    let share = 100.0 * point.share;
    let share = words.measure(Unit::Percent, share).value(share);
    let time = words.measure(unit, point.seconds).value(point.seconds);
    words.say("spot-open", [("time", time.into()), ("share", share.into())])
}
