//! A figure by the values of each dimension.

use super::*;
use crate::view::SparkView;

/// How many groups are shown over time at most: those with the largest base.
const SIDE_BY_SIDE: usize = 12;

/// The groups of a dimension over time, side by side on one scale.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct HistoryView {
    /// What is shown.
    title: String,
    /// How to read it.
    sub: String,
    /// The groups.
    groups: Vec<GroupHistoryView>,
}

/// A group over time.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct GroupHistoryView {
    /// The group.
    label: String,
    /// The way to its page; none where the site has no such page.
    href: Option<String>,
    /// Its value in the period.
    value: String,
    /// Its last periods.
    spark: SparkView,
}

impl<'a> Builder<'a> {
    pub(super) fn group(self, dimension: usize) -> Option<BreakdownView> {
        let words = self.context.words;
        let named = &self.context.report.dimensions[dimension];
        let table = self.group_table(dimension)?;
        let slot = Slot::Breakdown {
            period: self.period,
            figure: self.index,
            dimension,
        };
        let label = named.label.as_str();
        Some(BreakdownView {
            id: named.id.clone(),
            label: label.to_owned(),
            consistency: self.consistency(dimension),
            chart: ChartView {
                title: words.say("section-by", [("dimension", label.into())]),
                sub: words.say("group-sub", [("period", self.context.period(self.period).into())]),
                svg: self.context.drawings.get(&slot).cloned(),
                alternative: self.group_alternative(dimension),
                table,
                events: Vec::new(),
            },
            history: self.history(dimension),
        })
    }

    /// The groups over time, for the periods that have pages for groups.
    fn history(self, dimension: usize) -> Option<HistoryView> {
        let words = self.context.words;
        if !self.context.report.has_groups(self.period) {
            return None;
        }
        let shown = self.largest(dimension);
        let cells: Vec<&[Value]> = shown.iter().map(|(_, cells)| *cells).collect();
        let sparks = self.context.sparks(self.figure, &cells, self.period);
        let view = |((value, cells), spark): ((usize, &[Value]), Option<SparkView>)| {
            Some(GroupHistoryView {
                label: self.context.report.dimensions[dimension].values[value]
                    .label
                    .clone(),
                href: self.slice_href(dimension, value),
                value: self.context.headline(self.figure, cells.get(self.period)),
                spark: spark?,
            })
        };
        let groups: Vec<_> = shown.into_iter().zip(sparks).filter_map(view).collect();
        let label = self.context.report.dimensions[dimension].label.as_str();
        (groups.len() > 1).then(|| HistoryView {
            title: words.say("history-title", [("dimension", label.into())]),
            sub: words.get("history-sub"),
            groups,
        })
    }

    /// The groups with the largest base in the period, in their own order, with their cells.
    fn largest(self, dimension: usize) -> Vec<(usize, &'a [Value])> {
        let values = 0..self.context.report.dimensions[dimension].values.len();
        let group = |value: usize| {
            let cells = &self.figure.slice(dimension, value)?.cells;
            let base = cells.get(self.period)?.shown()?.basis()?.base;
            Some((base, value, cells.as_slice()))
        };
        let mut groups: Vec<_> = values.filter_map(group).collect();
        groups.sort_by_key(|(base, value, _)| (std::cmp::Reverse(*base), *value));
        groups.truncate(SIDE_BY_SIDE);
        groups.sort_by_key(|(_, value, _)| *value);
        groups
            .into_iter()
            .map(|(_, value, cells)| (value, cells))
            .collect()
    }

    fn slice_href(self, dimension: usize, value: usize) -> Option<String> {
        let page = Page::group(self.period, dimension, value);
        self.context.href(self.page, page)
    }

    pub(super) fn group_table(self, dimension: usize) -> Option<Table> {
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
        columns.extend(["column-against-before", "column-against-rest"].map(|id| (words.get(id), false)));
        let args = [
            ("figure", self.label()),
            ("dimension", named.label.as_str().into()),
        ];
        let mut table = Table::new(words.say("group-table", args), columns);
        for value in ranking.unwrap_or_else(|| (0..named.values.len()).collect()) {
            let slice = self.figure.slice(dimension, value);
            let cell = slice.and_then(|slice| slice.cells.get(self.period));
            if let Some(cell) = cell.filter(|cell| !matches!(cell, Value::Absent(_))) {
                table.push(self.group_row(dimension, value, cell, is_ranked));
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

    pub(super) fn group_row(
        self,
        dimension: usize,
        value: usize,
        cell: &Value,
        is_ranked: bool,
    ) -> Vec<Cell> {
        let words = self.context.words;
        let shown = cell.shown();
        let label = &self.context.report.dimensions[dimension].values[value].label;
        let href = self.slice_href(dimension, value);
        let mut row = vec![Cell::text(label).link(href)];
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
        let before = shown.and_then(|shown| shown.before.as_ref());
        row.push(before.map_or_else(Cell::none, |it| {
            self.verdict_cell(say::verdict(words, it.verdict), it)
        }));
        let rest = shown.and_then(|shown| shown.rest.as_ref());
        row.push(rest.map_or_else(Cell::none, |it| self.rest_cell(it)));
        row
    }

    pub(super) fn rest_cell(self, comparison: &Comparison) -> Cell {
        let mut verdict = say::verdict(self.context.words, comparison.verdict);
        verdict.text = say::rest_word(self.context.words, comparison.verdict);
        self.verdict_cell(verdict, comparison)
    }

    /// A verdict with the difference below, by which it is ordered.
    pub(super) fn verdict_cell(self, verdict: VerdictView, comparison: &Comparison) -> Cell {
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

    pub(super) fn group_alternative(self, dimension: usize) -> String {
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
}
