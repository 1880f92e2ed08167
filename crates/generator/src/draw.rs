//! Which charts the pages need, and their drawings. Every chart is drawn once, all in one go.

mod movement;
mod studies;

use std::collections::BTreeMap;

use cxpress_chart::{
    Album, Axis, Bar, Breakdown, Chart, Curve, Distribution, EventMark, Mark, Row, Step, Survival, Tone,
    Trend, TrendPoint,
};
use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_files::Store;
use cxpress_metric::{CurvePoint, Estimate, ScoreShare, Shape, Tone as Group, Unit};
use cxpress_report::{Benchmark, Cell, Control, Event, FigureSeries, Report, Shown, Verdict};

use crate::language::Words;
use crate::language::measure::TimeUnit;
use crate::language::{period, say};
use crate::page::{ACTIONS, About, Page};
use crate::plan::Plan;

pub(crate) use movement::fall;
pub(crate) use studies::{
    Field, alike, beyond_zero, emotions, fields, impacts, place_on_journey, ranked, short_name, stage_name,
    themes,
};

/// How many periods a trend shows at most.
pub(crate) const TREND: usize = 26;

/// How many steps of a survival curve are drawn at most: about one for each dot of a screen.
const STEPS: usize = 320;

/// Of how many steps something is said at most.
const SAID: usize = 32;

/// Where a chart stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Trend {
        period: usize,
        figure: usize,
    },
    Shape {
        period: usize,
        figure: usize,
    },
    Breakdown {
        period: usize,
        figure: usize,
        dimension: usize,
    },
    Movement {
        period: usize,
        figure: usize,
        dimension: usize,
    },
    Matrix {
        period: usize,
        study: usize,
    },
    Themes {
        period: usize,
    },
    Impacts {
        period: usize,
    },
    Journey {
        period: usize,
    },
    Reasons {
        period: usize,
        figure: usize,
    },
}

/// The drawings by place.
pub(crate) type Drawings = BTreeMap<Slot, String>;

/// The store as an album of drawings.
struct Drawn<'a>(&'a dyn Store);

impl Drawn<'_> {
    fn name(key: u128) -> String {
        format!("charts/{key:032x}")
    }
}

impl Album for Drawn<'_> {
    fn recall(&self, key: u128) -> Option<String> {
        String::from_utf8(self.0.get(&Self::name(key))?).ok()
    }

    fn keep(&self, key: u128, svg: &str) {
        self.0.put(&Self::name(key), svg.as_bytes());
    }
}

/// Draws the charts of all pages, but those that the store remembers.
pub(crate) fn all(report: &Report, words: &Words, plan: &Plan, store: &dyn Store) -> (Drawings, Diagnostics) {
    let (slots, charts): (Vec<_>, Vec<_>) = plan
        .pages()
        .flat_map(|page| charts_of(report, words, page))
        .unzip();
    let mut wrong = Diagnostics::default();
    let mut drawings = Drawings::new();
    for (slot, drawn) in slots
        .into_iter()
        .zip(cxpress_chart::draw_all(&charts, &Drawn(store)))
    {
        match drawn {
            Ok(drawing) => drop(drawings.insert(slot, drawing.svg)),
            Err(error) => {
                let message = format!("a chart could not be drawn, its page has only the table: {error}");
                wrong.push(Diagnostic::warning(Code::ChartFailed, message));
            }
        }
    }
    (drawings, wrong)
}

/// The charts of a page. Breakdowns are drawn for the periods that have pages for slices; older ones have tables.
fn charts_of(report: &Report, words: &Words, page: Page) -> Vec<(Slot, Chart)> {
    let period = page.period(report);
    match page.about {
        About::Figure(figure) => charts_of_figure(report, words, period, figure),
        About::Everything if page.kind == ACTIONS => studies::reasons(report, words, period),
        About::Everything => studies::charts(report, words, period, page.kind),
        About::Group { .. } => Vec::new(),
    }
}

fn charts_of_figure(report: &Report, words: &Words, period: usize, index: usize) -> Vec<(Slot, Chart)> {
    let figure = &report.figures[index];
    let Some(shown) = figure.total[period].shown() else {
        return Vec::new();
    };
    let mut charts = Vec::new();
    charts.extend(trend(report, words, index, period).map(|it| {
        (
            Slot::Trend {
                period,
                figure: index,
            },
            it,
        )
    }));
    let shape = shape(report, words, figure, period, shown);
    charts.extend(shape.map(|it| {
        (
            Slot::Shape {
                period,
                figure: index,
            },
            it,
        )
    }));
    if report.has_groups(period) {
        for dimension in 0..report.dimensions.len() {
            let chart = breakdown(report, words, figure, period, dimension);
            charts.extend(chart.map(|it| {
                (
                    Slot::Breakdown {
                        period,
                        figure: index,
                        dimension,
                    },
                    it,
                )
            }));
        }
        charts.extend(movement::charts(report, words, period, index, shown));
    }
    charts
}

/// How values of a figure go on an axis: divided by this, with this unit.
struct OnAxis {
    unit: Unit,
    time: TimeUnit,
}

impl OnAxis {
    fn new(unit: Unit, value: f64) -> Self {
        Self {
            unit,
            time: TimeUnit::fitting(unit, value),
        }
    }

    fn scaled(&self, value: f64) -> f64 {
        if matches!(self.unit, Unit::Seconds | Unit::BusinessSeconds) {
            value / self.time.seconds()
        } else {
            value
        }
    }

    fn axis(&self, words: &Words) -> Axis {
        let unit = match self.unit {
            Unit::Percent => words.get("axis-percent"),
            Unit::Seconds | Unit::BusinessSeconds => format!(" {}", self.time.symbol(words)),
            Unit::Points | Unit::Mean | Unit::Count | Unit::Own(_) => String::new(),
        };
        Axis { unit, ..axis(words) }
    }
}

/// An axis that writes its numbers as the rest of the page does.
fn axis(words: &Words) -> Axis {
    Axis {
        decimal_mark: words.locale.decimal_mark(),
        ..Axis::default()
    }
}

/// The periods that a trend up to `period` shows.
pub(crate) fn window(period: usize, length: usize) -> std::ops::RangeInclusive<usize> {
    (period + 1).saturating_sub(length)..=period
}

/// What happened in the periods that the trend of a figure shows, numbered from 1 in the order of days.
pub(crate) fn marked(report: &Report, figure: usize, period: usize) -> impl Iterator<Item = (usize, &Event)> {
    let window = window(period, TREND);
    let shown = report
        .events
        .iter()
        .filter(move |event| window.contains(&event.period) && event.concerns(figure));
    shown.enumerate().map(|(at, event)| (at + 1, event))
}

/// The marks of events by period, each with the numbers of all that happened in it.
fn event_marks(report: &Report, figure: usize, period: usize) -> Vec<EventMark> {
    let first = *window(period, TREND).start();
    let mut marks: Vec<EventMark> = Vec::new();
    for (number, event) in marked(report, figure, period) {
        let at = event.period - first;
        match marks.last_mut().filter(|mark| mark.at == at) {
            Some(mark) => mark.number = format!("{}, {number}", mark.number),
            None => marks.push(EventMark {
                at,
                number: number.to_string(),
            }),
        }
    }
    marks
}

/// The named lines of a trend: what the figure is held to, where that is in the unit of the headline.
fn standards(words: &Words, figure: &FigureSeries, on_axis: &OnAxis, period: usize) -> Vec<Mark> {
    if figure.judged.is_some() {
        return Vec::new();
    }
    let target = figure.target.as_ref().filter(|target| target.from <= period);
    let target = target.map(|target| (target.value, target_label(words, figure, target.value)));
    let benchmark = figure.benchmark.as_ref();
    let benchmark = benchmark.map(|it| (it.value, benchmark_label(words, figure, it)));
    let mark = |(value, label): (f64, String)| Mark {
        value: on_axis.scaled(value),
        label,
    };
    target.into_iter().chain(benchmark).map(mark).collect()
}

fn trend(report: &Report, words: &Words, index: usize, period: usize) -> Option<Chart> {
    let figure = &report.figures[index];
    let window = window(period, TREND);
    let values = figure.total[window.clone()]
        .iter()
        .filter_map(|cell| cell.shown()?.headline.estimate());
    let (count, last) = values.fold((0, None), |(n, _), estimate| (n + 1, Some(estimate.value)));
    let on_axis = OnAxis::new(figure.unit, last?);
    if count < 2 {
        return None;
    }
    let control = drawn_control(report, figure, period);
    let points = window
        .map(|at| point(report, words, figure, &on_axis, control, at))
        .collect();
    let marks = standards(words, figure, &on_axis, period);
    let events = event_marks(report, index, period);
    let partial_last = report.periods[period].partial.is_some();
    Some(Chart::Trend(Trend {
        points,
        axis: on_axis.axis(words),
        marks,
        events,
        breaks: breaks(figure, period),
        stretches: Vec::new(),
        partial_last,
    }))
}

/// Where the trend of a figure up to a period begins anew.
fn breaks(figure: &FigureSeries, period: usize) -> Vec<usize> {
    let window = window(period, TREND);
    let within = figure
        .changes
        .iter()
        .filter(|change| window.contains(&change.period));
    within.map(|change| change.period - window.start()).collect()
}

/// *target 45*.
pub(crate) fn target_label(words: &Words, figure: &FigureSeries, value: f64) -> String {
    let value = words.measure(figure.judged_unit(), value).target(value);
    words.say("target", [("value", value.into())])
}

/// *Retail index 41*.
pub(crate) fn benchmark_label(words: &Words, figure: &FigureSeries, benchmark: &Benchmark) -> String {
    let value = words
        .measure(figure.judged_unit(), benchmark.value)
        .target(benchmark.value);
    words.say(
        "benchmark",
        [
            ("label", benchmark.label.as_str().into()),
            ("value", value.into()),
        ],
    )
}

fn point(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    on_axis: &OnAxis,
    control: Option<&Control>,
    at: usize,
) -> TrendPoint {
    let estimate = figure.total[at]
        .shown()
        .and_then(|shown| shown.headline.estimate());
    let interval = estimate.and_then(|estimate| estimate.interval);
    let limits = control.and_then(|control| control.limit(at));
    let limits = limits.map(|limit| (on_axis.scaled(limit.low), on_axis.scaled(limit.high)));
    TrendPoint {
        label: period::short(words, report.period_kind, &report.periods[at]),
        value: estimate.map(|estimate| on_axis.scaled(estimate.value)),
        low: interval.map(|interval| on_axis.scaled(interval.low)),
        high: interval
            .and_then(|interval| interval.high)
            .map(|high| on_axis.scaled(high)),
        limits: estimate.and(limits),
        text: estimate.map_or_else(String::new, |estimate| words.estimate(figure.unit, estimate)),
        detail: estimate.map_or_else(String::new, |estimate| detail(report, words, figure, estimate)),
    }
}

/// What is said of a value beside the value itself: its interval and its base.
pub(super) fn detail(report: &Report, words: &Words, figure: &FigureSeries, estimate: &Estimate) -> String {
    let interval = estimate.interval;
    let interval = interval.map(|interval| words.measure(figure.unit, estimate.value).interval(interval));
    let base = say::base(words, say::kind(report, figure), estimate);
    let parts: Vec<String> = interval.into_iter().chain([base]).collect();
    parts.join(" · ")
}

/// The usual variation of a figure, for the trend of a period: only that of the reporting period is known, and it is drawn
/// only where the trend draws what it is of.
pub(crate) fn drawn_control<'a>(
    report: &Report,
    figure: &'a FigureSeries,
    period: usize,
) -> Option<&'a Control> {
    let control = figure.control.as_ref()?;
    let is_limited = matches!(control, Control::Limits { .. });
    (is_limited && period == report.current && figure.judged.is_none()).then_some(control)
}

fn shape(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    shown: &Shown,
) -> Option<Chart> {
    match &shown.shape {
        Shape::None => None,
        Shape::Distribution(scores) if scores.iter().all(|score| score.n == Some(0)) => None,
        Shape::Distribution(scores) => Some(distribution(words, figure, scores)),
        Shape::Curve(points) if points.is_empty() => None,
        Shape::Curve(points) => Some(survival(report, words, figure, period, points)),
    }
}

fn distribution(words: &Words, figure: &FigureSeries, scores: &[ScoreShare]) -> Chart {
    let bar = |score: &ScoreShare| Bar {
        label: say::score(words, figure, score.score),
        value: 100.0 * score.share,
        text: words.measure(Unit::Percent, 0.0).value(100.0 * score.share),
        tone: tone_of(score),
    };
    let axis = Axis {
        min: Some(0.0),
        unit: words.get("axis-percent"),
        ..axis(words)
    };
    Chart::Distribution(Distribution {
        bars: scores.iter().map(bar).collect(),
        axis,
    })
}

/// The tone of a score: that of its group, if it is in one.
const fn tone_of(score: &ScoreShare) -> Tone {
    match score.group {
        None => Tone::Accent,
        Some(Group::Good) => Tone::Good,
        Some(Group::Middle) => Tone::Neutral,
        Some(Group::Bad) => Tone::Bad,
    }
}

fn survival(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    points: &[CurvePoint],
) -> Chart {
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
pub(crate) fn curve_points(cell: &Cell) -> Option<&[CurvePoint]> {
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

fn breakdown(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    dimension: usize,
) -> Option<Chart> {
    let total = figure.total[period].shown()?.headline.estimate()?;
    let on_axis = OnAxis::new(figure.unit, total.value);
    let labels = report.dimensions[dimension].values.iter().enumerate();
    let rows: Vec<_> = labels
        .filter_map(|(value, named)| {
            let shown = figure.slice(dimension, value)?.cells.get(period)?.shown()?;
            row(report, words, figure, &on_axis, &named.label, shown)
        })
        .collect();
    let label = words.say("all", [("value", words.estimate(figure.unit, total).into())]);
    let reference = Some(Mark {
        value: on_axis.scaled(total.value),
        label,
    });
    (rows.len() > 1).then(|| {
        Chart::Breakdown(Breakdown {
            rows,
            axis: on_axis.axis(words),
            reference,
            added: Vec::new(),
        })
    })
}

fn row(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    on_axis: &OnAxis,
    label: &str,
    shown: &Shown,
) -> Option<Row> {
    let estimate = shown.headline.estimate()?;
    let interval = estimate.interval;
    let high = interval
        .and_then(|interval| interval.high)
        .unwrap_or(estimate.value);
    Some(Row {
        label: label.to_owned(),
        value: on_axis.scaled(estimate.value),
        low: on_axis.scaled(interval.map_or(estimate.value, |interval| interval.low)),
        high: on_axis.scaled(high),
        text: words.estimate(figure.unit, estimate),
        detail: detail(report, words, figure, estimate),
        tone: match shown.rest.as_ref().map(|rest| rest.verdict) {
            Some(Verdict::Improved) => Tone::Good,
            Some(Verdict::Worsened) => Tone::Bad,
            _ => Tone::Neutral,
        },
    })
}
