//! A figure by the values of a dimension.

use cxpress_chart::{Axis, Breakdown, Chart, Mark, Row, Tone};
use cxpress_metric::Unit;
use cxpress_report::{
    Cell as Value, Comparison, DimensionValue, FigureSeries, Report, Shown, Verdict, is_comparable,
};

use super::axis::OnAxis;
use super::trend::detail;
use super::{Cell, Exhibit, Subject, Table, has_course, has_interval, spark};
use crate::language::say::{self, VerdictView};
use crate::language::{Words, echo};
use crate::page::Page;

impl<'a> Subject<'a> {
    /// The figure by the values of a dimension; older periods have tables.
    pub(crate) fn breakdown(self, dimension: usize) -> Option<Exhibit> {
        let Self { context, period, .. } = self;
        let (report, words) = (context.report, context.words);
        let label = report.dimensions[dimension].label.as_str();
        let table = self.group_table(dimension)?;
        let has_chart = report.has_groups(period);
        let chart = has_chart.then(|| chart(report, words, self.figure, period, dimension));
        let before = before(self.figure, period);
        let before = before.filter(|at| self.group_cells(dimension, *at).any(tells));
        let has_bands = self.group_cells(dimension, period).any(has_interval);
        let mut cells = self.group_cells(dimension, period).filter_map(Value::shown);
        let is_tested = cells.any(|shown| shown.rest.is_some());
        Some(Exhibit {
            title: words.say("section-by", [("dimension", label.into())]),
            sub: words.say(
                "group-sub",
                [
                    ("band", if has_bands { "yes" } else { "no" }.into()),
                    ("tested", if is_tested { "yes" } else { "no" }.into()),
                    ("period", context.period(period).into()),
                    (
                        "before",
                        before.map_or_else(String::new, |at| context.period(at)).into(),
                    ),
                    ("compared", if before.is_some() { "yes" } else { "no" }.into()),
                    ("drawn", if has_chart { "yes" } else { "no" }.into()),
                ],
            ),
            chart: chart.flatten().into(),
            alternative: self.group_alternative(dimension),
            table,
            events: Vec::new(),
        })
    }

    /// The cells of the groups of a dimension in a period.
    fn group_cells(self, dimension: usize, period: usize) -> impl Iterator<Item = &'a Value> {
        let slices = self.figure.slices.iter();
        let own = slices.filter(move |slice| slice.dimension == dimension);
        own.filter_map(move |slice| slice.cells.get(period))
    }

    fn group_table(self, dimension: usize) -> Option<Table> {
        let words = self.context.words;
        let named = &self.context.report.dimensions[dimension];
        let judged = self
            .figure
            .judged
            .as_ref()
            .map(|part| say::judged_name(words, self.figure, part));
        let mut columns = vec![
            (named.label.clone(), false),
            (words.get("column-value"), true),
            (words.get("column-interval"), true),
            (words.get("column-base"), true),
        ];
        columns.extend(judged.map(|name| (say::capitalised(&name), true)));
        let ranking = self.ranking(dimension);
        let is_ranked = ranking.is_some();
        if is_ranked {
            columns.push((words.get("column-ranked"), true));
        }
        let slices = self
            .figure
            .slices
            .iter()
            .filter(|slice| slice.dimension == dimension);
        let over_time = slices
            .into_iter()
            .any(|slice| has_course(&slice.cells, self.period));
        let level = over_time.then_some("column-level");
        let verdicts = level
            .into_iter()
            .chain(["column-against-before", "column-against-rest"]);
        columns.extend(verdicts.map(|id| (words.get(id), false)));
        let args = [
            ("figure", self.label()),
            ("dimension", named.label.as_str().into()),
        ];
        let mut table = Table::new(words.say("group-table", args), columns);
        for value in ranking.unwrap_or_else(|| (0..named.values.len()).collect()) {
            let slice = self.figure.slice(dimension, value);
            let cell = slice.and_then(|slice| slice.cells.get(self.period));
            if let Some(cell) = cell.filter(|cell| !matches!(cell, Value::Absent(_))) {
                let mut row = self.group_row(dimension, value, cell, is_ranked);
                let level = slice.map_or_else(Cell::none, |slice| {
                    self.context.level_cell(self.figure, &slice.cells, self.period)
                });
                row.extend(over_time.then_some(level));
                row.extend(self.group_verdicts(cell));
                table.push(row);
            }
        }
        table.condensed().if_any()
    }

    /// The values of a dimension by the means that they are ranked by, the best first and those without last; none where
    /// they are not ranked.
    fn ranking(self, dimension: usize) -> Option<Vec<usize>> {
        let values = 0..self.context.report.dimensions[dimension].values.len();
        let ranked = |value: &usize| {
            let slice = self.figure.slice(dimension, *value)?;
            slice.cells.get(self.period)?.shown()?.ranked
        };
        let mut ranking: Vec<(usize, Option<f64>)> = values.map(|value| (value, ranked(&value))).collect();
        let any = ranking.iter().any(|(_, mean)| mean.is_some());
        let key = |mean: Option<f64>| mean.unwrap_or(f64::NEG_INFINITY);
        ranking.sort_by(|a, b| key(b.1).total_cmp(&key(a.1)));
        any.then(|| ranking.into_iter().map(|(value, _)| value).collect())
    }

    fn group_row(self, dimension: usize, value: usize, cell: &Value, is_ranked: bool) -> Vec<Cell> {
        let words = self.context.words;
        let shown = cell.shown();
        let label = &self.context.report.dimensions[dimension].values[value].label;
        let href = self.slice_href(dimension, value);
        let of_figure = (self.figure, self.period);
        let mark = echo::mark(words, self.context.report, of_figure, (dimension, value));
        let mut row = vec![Cell::text(label).link(href).small(mark)];
        row.extend(self.value_cells(cell, None));
        if let Some(part) = &self.figure.judged {
            let reading = shown.and_then(|shown| shown.reading(Some(&part.id)));
            let text = reading.map_or_else(String::new, |it| words.reading(part.unit, it));
            let estimate = reading.and_then(|it| it.estimate());
            row.push(Cell::text(text).estimated(part.unit, estimate));
        }
        if is_ranked {
            let ranked = shown.and_then(|shown| shown.ranked);
            row.push(ranked.map_or_else(Cell::none, |ranked| {
                Cell::text(words.measure(Unit::Mean, ranked).value(ranked)).value(ranked, Unit::Mean)
            }));
        }
        row
    }

    /// What a group is held against.
    fn group_verdicts(self, cell: &Value) -> [Cell; 2] {
        let words = self.context.words;
        let shown = cell.shown();
        let before = shown.and_then(|shown| shown.before.as_ref());
        let before = before.map_or_else(Cell::none, |it| {
            self.verdict_cell(say::verdict(words, it.verdict), it)
        });
        let rest = shown.and_then(|shown| shown.rest.as_ref());
        [before, rest.map_or_else(Cell::none, |it| self.rest_cell(it))]
    }

    fn rest_cell(self, comparison: &Comparison) -> Cell {
        let mut verdict = say::verdict(self.context.words, comparison.verdict);
        verdict.text = say::rest_word(self.context.words, comparison.verdict);
        self.verdict_cell(verdict, comparison)
    }

    /// A verdict with the difference below, by which it is ordered.
    fn verdict_cell(self, verdict: VerdictView, comparison: &Comparison) -> Cell {
        let change = comparison
            .change
            .as_ref()
            .filter(|_| comparison.verdict != Verdict::TooFew);
        let small = change.map(|change| {
            let measure = self.context.words.measure(change.unit, change.difference);
            let interval = measure.difference_interval(change.interval);
            let difference = measure.difference(change.difference);
            let args = [("difference", difference.into()), ("interval", interval.into())];
            self.context.words.say("difference-with-interval", args)
        });
        let word = verdict.text.clone();
        let cell = Cell::from(verdict).small(small);
        let cell = match change {
            Some(change) => cell.value(change.difference, change.unit),
            None => cell,
        };
        cell.compared(word, comparison)
    }

    fn group_alternative(self, dimension: usize) -> String {
        let words = self.context.words;
        let named = &self.context.report.dimensions[dimension];
        let shown = named.values.iter().enumerate().filter_map(|(value, named)| {
            let cell = self.figure.slice(dimension, value)?.cells.get(self.period)?;
            Some((named.label.as_str(), cell.shown()?.headline.estimate()?))
        });
        let shown: Vec<_> = shown.collect();
        let low = shown.iter().min_by(|a, b| a.1.value.total_cmp(&b.1.value));
        let high = shown.iter().max_by(|a, b| a.1.value.total_cmp(&b.1.value));
        let (Some(low), Some(high)) = (low, high) else {
            return words.get("no-data");
        };
        words.say(
            "group-alternative",
            [
                ("lowest", low.0.into()),
                ("low", words.estimate(self.figure.unit, low.1).into()),
                ("highest", high.0.into()),
                ("high", words.estimate(self.figure.unit, high.1).into()),
            ],
        )
    }

    /// The way to the page of a group.
    pub(crate) fn slice_href(self, dimension: usize, value: usize) -> Option<String> {
        let page = Page::group(self.period, dimension, value);
        self.context.href(self.page, page)
    }
}

/// The groups of a dimension by their values, the highest on top, on the axis that all dimensions of the figure share.
fn chart(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    period: usize,
    dimension: usize,
) -> Option<Chart> {
    let total = figure.total[period].shown()?.headline.estimate()?;
    let on_axis = OnAxis::new(figure.unit, total.value);
    let mut rows = rows(report, words, figure, &on_axis, period, dimension);
    rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    let label = words.say("all", [("value", words.estimate(figure.unit, total).into())]);
    // What is counted adds up: no group is near the whole.
    let reference = (figure.unit != Unit::Count).then(|| Mark {
        value: on_axis.scaled(total.value),
        label,
    });
    let (min, max) = extent(figure, period)?;
    (rows.len() > 1).then(|| {
        Chart::Breakdown(Breakdown {
            rows,
            axis: Axis {
                min: Some(on_axis.scaled(min)),
                max: Some(on_axis.scaled(max)),
                ..on_axis.axis(words)
            },
            reference,
            heads: Default::default(),
            added: Vec::new(),
        })
    })
}

/// What of the groups of all dimensions goes on an axis, the lowest and the highest: values with their intervals, and values before.
fn extent(figure: &FigureSeries, period: usize) -> Option<(f64, f64)> {
    let at = |period: usize| {
        figure
            .slices
            .iter()
            .filter_map(move |slice| slice.cells.get(period))
    };
    let ends = spark::extent(at(period), None)?;
    let told = figure
        .slices
        .iter()
        .filter(|slice| slice.cells.get(period).is_some_and(tells));
    let values = before(figure, period)
        .into_iter()
        .flat_map(|before| told.clone().filter_map(move |slice| slice.cells.get(before)))
        .filter_map(|cell| Some(cell.shown()?.headline.estimate()?.value));
    Some(values.fold(ends, |(low, high), value| (low.min(value), high.max(value))))
}

/// Whether a cell has a value.
fn tells(cell: &Value) -> bool {
    cell.shown()
        .is_some_and(|shown| shown.headline.estimate().is_some())
}

/// The values of a dimension that have a value, in their order.
fn rows(
    report: &Report,
    words: &Words,
    figure: &FigureSeries,
    on_axis: &OnAxis,
    period: usize,
    dimension: usize,
) -> Vec<Row> {
    let values = report.dimensions[dimension].values.iter().enumerate();
    let row = |(value, named): (usize, &DimensionValue)| {
        let cells = &figure.slice(dimension, value)?.cells;
        let own = row(
            report,
            words,
            figure,
            on_axis,
            &named.label,
            cells.get(period)?.shown()?,
        )?;
        let before = before(figure, period).and_then(|at| cells.get(at)?.shown()?.headline.estimate());
        Some(Row {
            before: before.map(|estimate| on_axis.scaled(estimate.value)),
            ..own
        })
    };
    values.filter_map(row).collect()
}

/// The period that a period of a figure is held against, if it is measured in the same way.
pub(super) fn before(figure: &FigureSeries, period: usize) -> Option<usize> {
    let before = period.checked_sub(1)?;
    is_comparable(&figure.changes, before, period).then_some(before)
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
        before: None,
        note: String::new(),
    })
}
