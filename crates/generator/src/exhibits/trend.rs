//! A figure over time.

use cxpress_chart::{Beside, Chart, EventMark, Mark, Plateau, Trend, TrendPoint};
use cxpress_metric::{Estimate, Role};
use cxpress_report::{Control, Event, FigureSeries, Level, Report, Shift, ShiftKind, Shown};

use super::axis::OnAxis;
use super::target::{benchmark_label, target_label};
use super::{Cell, EventView, Exhibit, Subject, Table, has_interval};
use crate::context::Context;
use crate::language::{Words, period, say};
use crate::page::Page;

/// How many periods a trend shows at most.
pub(crate) const TREND: usize = 26;

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
            Some(mark) => {
                mark.number = format!("{}, {number}", mark.number);
                mark.label = format!("{}; {}", mark.label, event.label);
            }
            None => marks.push(EventMark {
                at,
                number: number.to_string(),
                label: event.label.clone(),
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

/// A figure over time up to a period; none with fewer than two values.
pub(crate) fn trend_chart(report: &Report, words: &Words, index: usize, period: usize) -> Option<Chart> {
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
    let shift = drawn_shift(figure, period);
    let first = *self::window(period, TREND).start();
    let levels = shift.map_or(&[][..], |shift| &shift.levels);
    let plateaus = levels.iter().filter_map(|level| plateau(level, first, &on_axis));
    Some(Chart::Trend(Trend {
        points,
        axis: on_axis.axis(words),
        marks,
        events,
        breaks: breaks(figure, period),
        stretches: Vec::new(),
        partial_last,
        usual: words.get("chart-usual"),
        plateaus: plateaus.collect(),
        change: shift.map_or_else(String::new, |shift| change(report, words, figure, shift, period)),
        beside: flows(words, figure, period),
    }))
}

/// The change of level that is told of a figure, where the trend draws what it is of, and levels that it kept.
fn drawn_shift(figure: &FigureSeries, period: usize) -> Option<&Shift> {
    let shown = figure.total[period].shown()?;
    let shift = shown.course.as_ref()?.told()?;
    let has_levels = !matches!(shift.kind, ShiftKind::Line { .. });
    (has_levels && figure.judged.is_none()).then_some(shift)
}

/// A level as a line, as far as it lies in the periods that are shown.
fn plateau(level: &Level, first: usize, on_axis: &OnAxis) -> Option<Plateau> {
    let to = level.to.checked_sub(first)?;
    Some(Plateau {
        from: level.from.saturating_sub(first),
        to,
        value: on_axis.scaled(level.value),
    })
}

/// By how much the last level is another than the one before, and since when, if it is of more than the last period; nothing
/// of what is as it was before, or may be.
fn change(report: &Report, words: &Words, figure: &FigureSeries, shift: &Shift, period: usize) -> String {
    let (ShiftKind::Since | ShiftKind::Steps | ShiftKind::Month, [.., before, after]) =
        (shift.kind, &shift.levels[..])
    else {
        return String::new();
    };
    if [before, after].map(|level| (level.from, level.to)) != shift.sides.map(|side| (side.from, side.to)) {
        return String::new();
    }
    let change = words
        .measure(figure.unit, after.value)
        .difference(shift.change.difference);
    if after.from == period {
        return change;
    }
    let since = period::short(words, report.period_kind, &report.periods[after.from]);
    words.say(
        "chart-change-since",
        [("change", change.into()), ("period", since.into())],
    )
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
        shares: None,
    }
}

/// What came to a stock and what left it, as lines; none of figures that are no stock.
fn flows(words: &Words, figure: &FigureSeries, period: usize) -> Vec<Beside> {
    let flow = |(role, id): (Role, &str)| {
        let values: Vec<Option<f64>> = window(period, TREND)
            .map(|at| figure.total[at].shown().and_then(|shown| flow(shown, role)))
            .collect();
        let last = values.last().copied().flatten()?;
        let count = words.measure(figure.unit, last).value(last);
        Some(Beside {
            label: words.say(id, [("count", count.into())]),
            values,
        })
    };
    [(Role::Come, "chart-come"), (Role::Gone, "chart-gone")]
        .into_iter()
        .filter_map(flow)
        .collect()
}

/// What parts of a role come to; none where there is no such part.
fn flow(shown: &Shown, role: Role) -> Option<f64> {
    let parts = shown.parts.iter().filter(|part| part.role == role);
    let values = parts.filter_map(|part| Some(part.reading.estimate()?.value));
    values.reduce(|sum, value| sum + value)
}

/// What is said of a value beside the value itself: its interval and its base.
pub(crate) fn detail(report: &Report, words: &Words, figure: &FigureSeries, estimate: &Estimate) -> String {
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

impl Subject<'_> {
    pub(crate) fn trend(self) -> Option<Exhibit> {
        let words = self.context.words;
        let columns = ["column-period", "column-value", "column-interval", "column-base"];
        let columns = columns.map(|id| (words.get(id), id != "column-period"));
        let mut table = Table::new(words.say("trend-caption", [("figure", self.label())]), columns);
        let like = self.context.column_like(self.figure, self.period);
        for at in window(self.period, TREND).rev() {
            table.push(self.trend_row(at, like));
        }
        let has_flows = !flows(words, self.figure, self.period).is_empty();
        let estimate = self.figure.total[self.period].shown()?.headline.estimate();
        let base = estimate.map_or_else(String::new, |it| self.context.base(self.figure, it));
        let sub = words.say(
            "trend-sub",
            [
                ("band", if self.has_band() { "yes" } else { "no" }.into()),
                ("flows", if has_flows { "yes" } else { "no" }.into()),
                ("base", base.into()),
                ("period", self.context.period(self.period).into()),
            ],
        );
        Some(Exhibit {
            title: words.get("section-trend"),
            sub: with_limits(self.context, self.figure, self.period, sub),
            chart: trend_chart(self.context.report, words, self.index, self.period).into(),
            alternative: trend_alternative(self.context, self.figure, self.period),
            table: (table.rows().count() > 1).then_some(table)?,
            events: self.context.events(self.index, self.period),
        })
    }

    /// Whether a value of the trend has an interval.
    fn has_band(self) -> bool {
        window(self.period, TREND).any(|at| has_interval(&self.figure.total[at]))
    }

    fn trend_row(self, at: usize, like: Option<f64>) -> Vec<Cell> {
        let cell = &self.figure.total[at];
        let page = Page::figure(at, self.index);
        let href = self.context.href(self.page, page).filter(|_| at != self.period);
        let mut row = vec![Cell::text(self.context.period(at)).place(at as u64).link(href)];
        row.extend(self.value_cells(cell, like));
        row
    }
}

impl Context<'_> {
    /// What the numbered marks of a figure's trend stand for.
    pub(crate) fn events(&self, figure: usize, period: usize) -> Vec<EventView> {
        let view = |(number, event): (usize, &Event)| EventView {
            number,
            date: period::date(self.words, event.date),
            datetime: event.date.to_string(),
            label: event.label.clone(),
        };
        marked(self.report, figure, period).map(view).collect()
    }
}

/// A trend in words: first, last, lowest, highest.
pub(crate) fn trend_alternative(context: &Context<'_>, figure: &FigureSeries, period: usize) -> String {
    let window = window(period, TREND);
    let known = window.filter_map(|at| Some((at, figure.total[at].shown()?.headline.estimate()?)));
    let known: Vec<_> = known.collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return context.words.get("no-data");
    };
    let low = known
        .iter()
        .min_by(|a, b| a.1.value.total_cmp(&b.1.value))
        .unwrap_or(first);
    let high = known
        .iter()
        .max_by(|a, b| a.1.value.total_cmp(&b.1.value))
        .unwrap_or(last);
    let like = context.column_like(figure, period);
    let value = |point: &(usize, &Estimate)| {
        let measure = context.words.measure(figure.unit, like.unwrap_or(point.1.value));
        measure.value(point.1.value).into()
    };
    let when = |point: &(usize, &Estimate)| context.period(point.0).into();
    context.words.say(
        "trend-alternative",
        [
            ("figure", context.words.counted_name(figure).into()),
            ("first", value(first)),
            ("since", when(first)),
            ("last", value(last)),
            ("until", when(last)),
            ("low", value(low)),
            ("lowest", when(low)),
            ("high", value(high)),
            ("highest", when(high)),
        ],
    )
}

/// What is said beside a trend, and what its lines without a name are, if it has such lines.
pub(crate) fn with_limits(
    context: &Context<'_>,
    figure: &FigureSeries,
    period: usize,
    text: String,
) -> String {
    match drawn_control(context.report, figure, period) {
        Some(_) => context.words.say("trend-limits", [("text", text.into())]),
        None => text,
    }
}
