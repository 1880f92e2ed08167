//! The page of a figure: value, trend, shape, parts, comparisons, why it moved, how it is computed.

use cxpress_metric::{CurvePoint, Method, ScoreShare, Shape, Unit};
use cxpress_report::{
    Cell as Value, Change, Comparison, Contrast, FigureSeries, Movement, MovementRow, Shown, Verdict,
};
use serde::Serialize;

use super::{Laid, exact};
use crate::draw::{self, Slot};
use crate::edition::Edition;
use crate::plan::Page;
use crate::say::VerdictView;
use crate::view::{Cell, ChartView, Link, NoteView, Table, TileView};
use crate::words::Words;
use crate::{number, prose, say};

/// The page of a figure in a period.
#[derive(Serialize)]
pub(crate) struct FigurePage {
    period: String,
    title: String,
    wording: Option<String>,
    tile: TileView,
    findings: Vec<FindingView>,
    notes: Vec<NoteView>,
    trend: Option<ChartView>,
    shape: Option<ChartView>,
    shape_id: &'static str,
    groups: Vec<GroupView>,
    parts: Option<Table>,
    closed_only: Option<String>,
    comparison: Option<Table>,
    readings: Vec<String>,
    movements: Vec<MovementView>,
    missing: Table,
    method: Vec<MethodView>,
    explanation: String,
    exact: Vec<Table>,
}

/// One comparison in a sentence.
#[derive(Serialize)]
struct FindingView {
    against: String,
    verdict: VerdictView,
    text: Option<String>,
}

/// A figure by the values of a dimension.
#[derive(Serialize)]
struct GroupView {
    id: String,
    label: String,
    chart: ChartView,
}

/// Why the figure moved, by a dimension.
#[derive(Serialize)]
struct MovementView {
    sentence: String,
    table: Table,
}

/// A line of the note on method.
#[derive(Serialize)]
struct MethodView {
    term: String,
    text: String,
}

pub(super) fn lay_out(edition: &Edition<'_>, page: Page, period: usize, figure: usize) -> Laid<FigurePage> {
    let series = &edition.report.figures[figure];
    let desk = Desk {
        edition,
        page,
        period,
        index: figure,
        figure: series,
    };
    let laid = series.total[period].shown().map(|shown| desk.lay_out(shown));
    let view = laid.unwrap_or_else(|| desk.empty());
    let title = format!("{} · {}", series.label, edition.period(period));
    Laid {
        frame: edition.frame(page, &title, anchors(edition.words, &view)),
        page: view,
    }
}

/// What stands on the page, in order.
fn anchors(words: &Words, page: &FigurePage) -> Vec<Link> {
    let mut anchors = Vec::new();
    let mut add = |there: bool, id: &str, label: String| {
        if there {
            anchors.push(Link {
                label,
                href: format!("#{id}"),
                current: false,
            });
        }
    };
    add(
        !page.notes.is_empty(),
        "commentary",
        words.get("section-commentary"),
    );
    add(page.trend.is_some(), "trend", words.get("section-trend"));
    add(
        page.shape.is_some(),
        page.shape_id,
        words.get(shape_section(page.shape_id)),
    );
    for group in &page.groups {
        add(
            true,
            &format!("by-{}", group.id),
            words.say("section-by", [("dimension", group.label.as_str().into())]),
        );
    }
    add(!page.movements.is_empty(), "why", words.get("section-why"));
    add(
        page.comparison.is_some(),
        "comparison",
        words.get("section-comparison"),
    );
    add(page.parts.is_some(), "parts", words.get("section-parts"));
    add(true, "missing", words.get("section-missing"));
    add(true, "method", words.get("section-method"));
    anchors
}

fn shape_section(id: &str) -> &'static str {
    if id == "curve" {
        "section-curve"
    } else {
        "section-distribution"
    }
}

/// The finding of a figure: what its title says.
pub(super) fn finding(words: &Words, figure: &FigureSeries, shown: &Shown) -> String {
    let value = words.reading(figure.unit, &shown.headline);
    let plain = [("figure", figure.label.as_str().into()), ("value", value.into())];
    let Some(comparison) = &shown.before else {
        return words.say("finding-alone", plain);
    };
    let verdict = say::verdict_word(words, comparison.verdict);
    match (&comparison.change, &figure.judged) {
        (Some(change), None) if say::is_real(comparison.verdict) => moved(words, figure, change),
        (Some(change), Some(part)) if say::is_real(comparison.verdict) => {
            let what = say::judged_pair(words, figure, part, change);
            let args = [
                ("figure", figure.label.as_str().into()),
                ("verdict", verdict.into()),
                ("what", what.into()),
            ];
            words.say("finding-judged", args)
        }
        _ => words.say(
            "finding-verdict",
            plain.into_iter().chain([("verdict", verdict.into())]),
        ),
    }
}

/// *Would recommend fell 8.9 points to 31.0*.
pub(super) fn moved(words: &Words, figure: &FigureSeries, change: &Change) -> String {
    let amount = words
        .measure(change.unit, change.difference)
        .amount(change.difference);
    let after = words.measure(change.unit, change.after).value(change.after);
    words.say(
        "finding-moved",
        [
            ("figure", figure.label.as_str().into()),
            ("way", say::way(change.way()).into()),
            ("amount", amount.into()),
            ("after", after.into()),
        ],
    )
}

/// A trend in words: first, last, lowest, highest.
pub(super) fn trend_alternative(edition: &Edition<'_>, figure: &FigureSeries, period: usize) -> String {
    let window = draw::window(period, draw::TREND);
    let known = window.filter_map(|at| Some((at, figure.total[at].shown()?.headline.estimate()?)));
    let known: Vec<_> = known.collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return edition.words.get("no-data");
    };
    let low = known
        .iter()
        .min_by(|a, b| a.1.value.total_cmp(&b.1.value))
        .unwrap_or(first);
    let high = known
        .iter()
        .max_by(|a, b| a.1.value.total_cmp(&b.1.value))
        .unwrap_or(last);
    let value =
        |point: &(usize, &cxpress_metric::Estimate)| edition.words.estimate(figure.unit, point.1).into();
    let when = |point: &(usize, &cxpress_metric::Estimate)| edition.period(point.0).into();
    edition.words.say(
        "trend-alternative",
        [
            ("figure", figure.label.as_str().into()),
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

/// What all parts of one page look things up in.
#[derive(Clone, Copy)]
struct Desk<'a> {
    edition: &'a Edition<'a>,
    page: Page,
    period: usize,
    index: usize,
    figure: &'a FigureSeries,
}

impl Desk<'_> {
    fn lay_out(self, shown: &Shown) -> FigurePage {
        let words = self.edition.words;
        FigurePage {
            title: finding(words, self.figure, shown),
            findings: self.findings(shown),
            notes: self.edition.note_views(self.page),
            trend: self.trend(),
            shape: self.shape(shown),
            groups: (0..self.edition.report.dimensions.len())
                .filter_map(|it| self.group(it))
                .collect(),
            parts: self.parts(shown),
            closed_only: self.closed_only(shown),
            comparison: self.comparison(shown),
            readings: self.readings(shown),
            movements: shown.movements.iter().map(|it| self.movement(it)).collect(),
            missing: self.missing(shown),
            method: self.method(shown),
            exact: exact::tables(self.edition.words, self.figure, shown),
            shape_id: if matches!(shown.shape, Shape::Curve(_)) {
                "curve"
            } else {
                "distribution"
            },
            ..self.empty()
        }
    }

    fn empty(self) -> FigurePage {
        FigurePage {
            period: self.edition.period(self.period),
            title: self.figure.label.clone(),
            wording: self.figure.wording.clone(),
            tile: self
                .edition
                .tile(self.figure, &self.figure.total, self.period, None),
            findings: Vec::new(),
            notes: Vec::new(),
            trend: None,
            shape: None,
            shape_id: "distribution",
            groups: Vec::new(),
            parts: None,
            closed_only: None,
            comparison: None,
            readings: Vec::new(),
            movements: Vec::new(),
            missing: Table::default(),
            method: Vec::new(),
            explanation: prose::explanation(&self.figure.metric.explanation),
            exact: Vec::new(),
        }
    }

    /// The two comparisons in time, each with what it is against.
    fn comparisons(self, shown: &Shown) -> Vec<(String, &Comparison)> {
        let both = [&shown.before, &shown.year_before];
        let named = both
            .into_iter()
            .flatten()
            .filter_map(|comparison| match comparison.contrast {
                Contrast::Period(index) => Some((self.edition.period(index), comparison)),
                Contrast::Rest => None,
            });
        named.collect()
    }

    fn findings(self, shown: &Shown) -> Vec<FindingView> {
        let words = self.edition.words;
        let finding = |(than, comparison): (String, &Comparison)| FindingView {
            against: words.say("against", [("period", than.as_str().into())]),
            verdict: say::verdict(words, comparison.verdict),
            text: match comparison
                .change
                .as_ref()
                .filter(|_| comparison.verdict != Verdict::TooFew)
            {
                Some(change) => {
                    let sentence = say::change_sentence(words, self.figure, change, &than);
                    let note = say::verdict_note(words, self.figure, comparison);
                    Some(
                        [Some(sentence), note]
                            .into_iter()
                            .flatten()
                            .collect::<Vec<_>>()
                            .join("; "),
                    )
                }
                None => say::verdict_note(words, self.figure, comparison),
            },
        };
        self.comparisons(shown).into_iter().map(finding).collect()
    }

    fn trend(self) -> Option<ChartView> {
        let words = self.edition.words;
        let columns = ["column-period", "column-value", "column-interval", "column-base"];
        let columns = columns.map(|id| (words.get(id), id != "column-period"));
        let mut table = Table::new(words.say("trend-caption", [("figure", self.label())]), columns);
        for at in draw::window(self.period, draw::TREND).rev() {
            table.push(self.trend_row(at));
        }
        let estimate = self.figure.total[self.period].shown()?.headline.estimate();
        let base = estimate.map_or_else(String::new, |it| self.edition.base(self.figure, it));
        let slot = Slot::Trend {
            period: self.period,
            figure: self.index,
        };
        let svg = self.edition.drawings.get(&slot).cloned();
        Some(ChartView {
            title: words.get("section-trend"),
            sub: words.say(
                "trend-sub",
                [
                    ("base", base.into()),
                    ("period", self.edition.period(self.period).into()),
                ],
            ),
            svg,
            alternative: trend_alternative(self.edition, self.figure, self.period),
            table: (table.rows.len() > 1).then_some(table)?,
        })
    }

    fn label(self) -> fluent_bundle::FluentValue<'static> {
        self.figure.label.clone().into()
    }

    fn trend_row(self, at: usize) -> Vec<Cell> {
        let cell = &self.figure.total[at];
        let page = Page::Figure {
            period: at,
            figure: self.index,
        };
        let href = self.edition.href(self.page, page).filter(|_| at != self.period);
        let mut row = vec![Cell::text(self.edition.period(at)).link(href)];
        row.extend(self.value_cells(cell));
        row
    }

    /// Value, interval and base of a cell.
    fn value_cells(self, cell: &Value) -> [Cell; 3] {
        let words = self.edition.words;
        let value = Cell::text(self.edition.headline(self.figure, Some(cell)));
        let Some(estimate) = cell.shown().and_then(|shown| shown.headline.estimate()) else {
            return [value.quiet(), Cell::none(), Cell::text(self.basis(cell))];
        };
        let measure = words.measure(self.figure.unit, estimate.value);
        let interval = estimate
            .interval
            .map_or_else(String::new, |interval| measure.interval(interval));
        [
            value,
            Cell::text(interval),
            Cell::text(self.edition.base(self.figure, estimate)),
        ]
    }

    /// The base of a cell whose headline is absent, as where half were not reached.
    fn basis(self, cell: &Value) -> String {
        let basis = cell.shown().and_then(Shown::basis);
        basis.map_or_else(String::new, |it| self.edition.base(self.figure, it))
    }

    fn shape(self, shown: &Shown) -> Option<ChartView> {
        match &shown.shape {
            Shape::None => None,
            Shape::Distribution(scores) => self.distribution(scores),
            Shape::Curve(points) => self.curve(points),
        }
    }

    fn shape_svg(self) -> Option<String> {
        let slot = Slot::Shape {
            period: self.period,
            figure: self.index,
        };
        self.edition.drawings.get(&slot).cloned()
    }

    fn distribution(self, scores: &[ScoreShare]) -> Option<ChartView> {
        let words = self.edition.words;
        let mut columns = vec![
            ("column-score", true),
            ("column-answers", true),
            ("column-share", true),
        ];
        if draw::is_net(self.figure) {
            columns.push(("column-group", false));
        }
        let columns: Vec<_> = columns
            .into_iter()
            .map(|(id, number)| (words.get(id), number))
            .collect();
        let mut table = Table::new(
            words.say("distribution-caption", [("figure", self.label())]),
            columns,
        );
        for score in scores {
            table.push(self.score_row(score));
        }
        let total: u64 = scores.iter().map(|score| score.n).sum();
        let most = scores.iter().max_by(|a, b| a.share.total_cmp(&b.share))?;
        let share = words.measure(Unit::Percent, 0.0).value(100.0 * most.share);
        let counted = say::counted(words, self.edition.kind(self.figure), total);
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        Some(ChartView {
            title: words.get("section-distribution"),
            sub: words.say(
                "distribution-sub",
                [("base", counted.into()), ("weighted", weighted.into())],
            ),
            svg: self.shape_svg(),
            alternative: words.say(
                "distribution-alternative",
                [
                    ("score", most.score.to_string().into()),
                    ("share", share.into()),
                    ("net", self.net()),
                ],
            ),
            table: table.if_any()?,
        })
    }

    fn net(self) -> fluent_bundle::FluentValue<'static> {
        if draw::is_net(self.figure) {
            "yes".into()
        } else {
            "no".into()
        }
    }

    fn score_row(self, score: &ScoreShare) -> Vec<Cell> {
        let words = self.edition.words;
        let mut row = vec![
            Cell::text(number::fixed(f64::from(score.score), 0)),
            Cell::text(number::count(score.n)),
            Cell::text(words.measure(Unit::Percent, 0.0).value(100.0 * score.share)),
        ];
        if draw::is_net(self.figure) {
            row.push(Cell::text(words.get(
                match draw::tone_of(self.figure, score.score) {
                    cxpress_chart::Tone::Good => "part-promoters",
                    cxpress_chart::Tone::Bad => "part-detractors",
                    _ => "part-passives",
                },
            )));
        }
        row
    }

    fn curve(self, points: &[CurvePoint]) -> Option<ChartView> {
        let words = self.edition.words;
        let before = self.period.checked_sub(1);
        let earlier = before.and_then(|at| draw::curve_points(&self.figure.total[at]));
        let mut columns = vec![
            (words.get("column-after"), false),
            (self.edition.period(self.period), true),
        ];
        if let (Some(at), Some(_)) = (before, earlier) {
            columns.push((self.edition.period(at), true));
        }
        let mut table = Table::new(words.say("curve-caption", [("figure", self.label())]), columns);
        for seconds in CURVE_ROWS {
            let share = |points: &[CurvePoint]| Cell::text(waiting(words, points, f64::from(seconds)));
            let mut row = vec![Cell::text(words.promise(i64::from(seconds))), share(points)];
            row.extend(earlier.map(share));
            table.push(row);
        }
        Some(ChartView {
            title: words.get("section-curve"),
            sub: words.get("curve-sub"),
            svg: self.shape_svg(),
            alternative: self.curve_alternative(points, earlier),
            table,
        })
    }

    fn curve_alternative(self, points: &[CurvePoint], earlier: Option<&[CurvePoint]>) -> String {
        let words = self.edition.words;
        let within = self.figure.within.unwrap_or(86_400);
        let at = f64::from(i32::try_from(within).unwrap_or(i32::MAX));
        let before = earlier.map_or_else(String::new, |points| waiting(words, points, at));
        words.say(
            "curve-alternative",
            [
                ("time", words.promise(within).into()),
                ("share", waiting(words, points, at).into()),
                ("compared", if before.is_empty() { "no" } else { "yes" }.into()),
                ("before", before.into()),
            ],
        )
    }

    fn group(self, dimension: usize) -> Option<GroupView> {
        let words = self.edition.words;
        let named = &self.edition.report.dimensions[dimension];
        let table = self.group_table(dimension)?;
        let slot = Slot::Breakdown {
            period: self.period,
            figure: self.index,
            dimension,
        };
        let label = named.label.as_str();
        Some(GroupView {
            id: named.id.clone(),
            label: label.to_owned(),
            chart: ChartView {
                title: words.say("section-by", [("dimension", label.into())]),
                sub: words.say("group-sub", [("period", self.edition.period(self.period).into())]),
                svg: self.edition.drawings.get(&slot).cloned(),
                alternative: self.group_alternative(dimension),
                table,
            },
        })
    }

    fn group_table(self, dimension: usize) -> Option<Table> {
        let words = self.edition.words;
        let named = &self.edition.report.dimensions[dimension];
        let judged = self
            .figure
            .judged
            .as_deref()
            .map(|part| say::part_name(words, self.figure, part));
        let mut columns = vec![
            (named.label.clone(), false),
            (words.get("column-value"), true),
            (words.get("column-interval"), true),
            (words.get("column-base"), true),
        ];
        columns.extend(judged.map(|name| (capitalised(&name), true)));
        columns.extend(["column-against-before", "column-against-rest"].map(|id| (words.get(id), false)));
        let mut table = Table::new(words.say("group-table", [("figure", self.label())]), columns);
        for value in 0..named.values.len() {
            let slice = self.figure.slice(dimension, value);
            let cell = slice.and_then(|slice| slice.cells.get(self.period));
            if let Some(cell) = cell.filter(|cell| !matches!(cell, Value::Absent(_))) {
                table.push(self.group_row(dimension, value, cell));
            }
        }
        table.condensed().if_any()
    }

    fn group_row(self, dimension: usize, value: usize, cell: &Value) -> Vec<Cell> {
        let words = self.edition.words;
        let shown = cell.shown();
        let label = &self.edition.report.dimensions[dimension].values[value].label;
        let href = self.edition.href(
            self.page,
            Page::Slice {
                period: self.period,
                dimension,
                value,
            },
        );
        let mut row = vec![Cell::text(label).link(href)];
        row.extend(self.value_cells(cell));
        if let Some(part) = &self.figure.judged {
            let reading = shown.and_then(|shown| shown.reading(Some(part)));
            row.push(Cell::text(
                reading.map_or_else(String::new, |it| words.reading(Unit::Percent, it)),
            ));
        }
        let before = shown.and_then(|shown| shown.before.as_ref());
        row.push(before.map_or_else(Cell::none, |it| {
            self.verdict_cell(say::verdict(words, it.verdict), it)
        }));
        let rest = shown.and_then(|shown| shown.rest.as_ref());
        row.push(rest.map_or_else(Cell::none, |it| self.rest_cell(it)));
        row
    }

    fn rest_cell(self, comparison: &Comparison) -> Cell {
        let mut verdict = say::verdict(self.edition.words, comparison.verdict);
        verdict.text = say::rest_word(self.edition.words, comparison.verdict);
        self.verdict_cell(verdict, comparison)
    }

    /// A verdict with the difference below.
    fn verdict_cell(self, verdict: VerdictView, comparison: &Comparison) -> Cell {
        let change = comparison
            .change
            .as_ref()
            .filter(|_| comparison.verdict != Verdict::TooFew);
        let small = change.map(|change| {
            let measure = self.edition.words.measure(change.unit, change.difference);
            let interval = measure.difference_interval(change.interval);
            let difference = measure.difference(change.difference);
            let args = [("difference", difference.into()), ("interval", interval.into())];
            self.edition.words.say("difference-with-interval", args)
        });
        Cell::from(verdict).small(small)
    }

    fn group_alternative(self, dimension: usize) -> String {
        let words = self.edition.words;
        let named = &self.edition.report.dimensions[dimension];
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

    fn parts(self, shown: &Shown) -> Option<Table> {
        let words = self.edition.words;
        let columns = ["column-part", "column-value", "column-interval"];
        let columns = columns.map(|id| (words.get(id), id != "column-part"));
        let mut table = Table::new(words.get("parts-caption"), columns);
        for part in &shown.parts {
            let estimate = part.reading.estimate();
            let interval =
                estimate.and_then(|it| Some(words.measure(part.unit, it.value).interval(it.interval?)));
            table.push(vec![
                Cell::text(capitalised(&say::part_name(words, self.figure, &part.id))),
                Cell::text(words.reading(part.unit, &part.reading)),
                Cell::text(interval.unwrap_or_default()),
            ]);
        }
        table.condensed().if_any()
    }

    /// What the median of closed tickets alone would say, and how far it is off.
    fn closed_only(self, shown: &Shown) -> Option<String> {
        let words = self.edition.words;
        let closed = shown.parts.iter().find(|part| part.id == "closed-median")?;
        let (closed, all) = (closed.reading.estimate()?, shown.headline.estimate()?);
        let apart = all.value - closed.value;
        Some(words.say(
            "closed-only-long",
            [
                ("closed", words.estimate(Unit::Seconds, closed).into()),
                ("all", words.estimate(Unit::Seconds, all).into()),
                ("apart", words.measure(Unit::Seconds, apart).amount(apart).into()),
                ("way", if apart > 0.0 { "less" } else { "more" }.into()),
            ],
        ))
    }

    fn comparison(self, shown: &Shown) -> Option<Table> {
        let words = self.edition.words;
        let columns = [
            ("column-against", false),
            ("column-reading", false),
            ("column-before", true),
            ("column-after-value", true),
            ("column-difference", true),
            ("column-se", true),
            ("column-p", true),
            ("column-adjusted", true),
            ("column-normal", true),
        ];
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let mut table = Table::new(words.get("comparison-caption"), columns);
        for (than, comparison) in self.comparisons(shown) {
            let Some(judged) = comparison.change.as_ref() else {
                continue;
            };
            table.push(self.reading_row(Some(than), judged, comparison.adjusted_p, comparison));
            let others = comparison.readings.iter();
            for other in
                others.filter(|it| (it.weighted, it.clustered) != (judged.weighted, judged.clustered))
            {
                table.push(self.reading_row(None, other, None, comparison));
            }
        }
        table.condensed().if_any()
    }

    fn reading_row(
        self,
        than: Option<String>,
        change: &Change,
        adjusted: Option<f64>,
        comparison: &Comparison,
    ) -> Vec<Cell> {
        let words = self.edition.words;
        let measure = words.measure(change.unit, change.after);
        let difference = words.measure(change.unit, change.difference);
        let error = change
            .standard_error
            .map_or_else(String::new, |it| difference.signed(it).replace('+', ""));
        let verdict = than.is_some().then(|| say::verdict(words, comparison.verdict));
        let mut against = Cell::text(than.unwrap_or_default());
        against.small = verdict.as_ref().map(|it| format!("{} {}", it.shape, it.text));
        vec![
            against,
            Cell::text(self.reading_name(change)),
            Cell::text(measure.value(change.before)),
            Cell::text(measure.value(change.after)),
            Cell::text(difference.difference(change.difference))
                .small(Some(difference.difference_interval(change.interval))),
            Cell::text(error),
            Cell::text(number::p(change.p)),
            Cell::text(adjusted.map_or_else(String::new, number::p)),
            self.approximation(change),
        ]
    }

    fn approximation(self, change: &Change) -> Cell {
        let words = self.edition.words;
        let Some(normal) = &change.approximation else {
            return Cell::none();
        };
        let measure = words.measure(change.unit, normal.difference);
        let error = measure.signed(normal.standard_error).replace('+', "");
        let args = [("error", error.into()), ("p", number::p(normal.p).into())];
        Cell::text(measure.difference(normal.difference)).small(Some(words.say("normal", args)))
    }

    fn reading_name(self, change: &Change) -> String {
        let words = self.edition.words;
        let weighted = if change.weighted { "yes" } else { "no" };
        let cluster = if change.clustered {
            say::cluster_name(words, self.figure)
        } else {
            None
        };
        let clustered = if cluster.is_some() { "yes" } else { "no" };
        words.say(
            "reading-name",
            [
                ("weighted", weighted.into()),
                ("clustered", clustered.into()),
                ("cluster", cluster.unwrap_or_default().into()),
                ("weights", if self.figure.weighted { "yes" } else { "no" }.into()),
            ],
        )
    }

    fn readings(self, shown: &Shown) -> Vec<String> {
        let words = self.edition.words;
        let told = self
            .comparisons(shown)
            .into_iter()
            .filter_map(|(than, comparison)| {
                let sentence = say::readings(words, self.figure, comparison)?;
                let args = [("period", than.into()), ("sentence", sentence.into())];
                Some(words.say("readings-against", args))
            });
        told.collect()
    }

    fn movement(self, movement: &Movement) -> MovementView {
        let words = self.edition.words;
        let named = &self.edition.report.dimensions[movement.dimension];
        let columns = [
            (named.label.clone(), false),
            (words.get("column-share-before"), true),
            (words.get("column-share-after"), true),
            (words.get("column-before"), true),
            (words.get("column-after-value"), true),
            (words.get("column-rate"), true),
            (words.get("column-mix"), true),
        ];
        let weighted = if self.figure.weighted { "yes" } else { "no" };
        let caption = words.say(
            "movement-caption",
            [
                ("dimension", named.label.as_str().into()),
                ("weighted", weighted.into()),
            ],
        );
        let mut table = Table::new(caption, columns);
        for row in &movement.rows {
            table.push(self.movement_row(say::row_name(words, named, row), row));
        }
        table.push(self.movement_total(movement));
        MovementView {
            sentence: say::movement(words, self.figure, named, movement),
            table,
        }
    }

    fn movement_row(self, label: String, row: &MovementRow) -> Vec<Cell> {
        let words = self.edition.words;
        let share = |share: f64| Cell::text(words.measure(Unit::Percent, 0.0).value(100.0 * share));
        let value = |value: Option<f64>| match value {
            Some(value) => Cell::text(words.measure(self.figure.unit, value).value(value)),
            None => Cell::text(words.get("no-data")).quiet(),
        };
        let signed = |value: f64| Cell::text(words.measure(self.figure.unit, value).signed(value));
        vec![
            Cell::text(label),
            share(row.share_before),
            share(row.share_after),
            value(row.before),
            value(row.after),
            signed(row.rate),
            signed(row.mix),
        ]
    }

    fn movement_total(self, movement: &Movement) -> Vec<Cell> {
        let words = self.edition.words;
        let signed = |value: f64| Cell::text(words.measure(self.figure.unit, value).signed(value));
        let difference = words
            .measure(self.figure.unit, movement.total)
            .difference(movement.total);
        let total = words.say("movement-total", [("total", difference.into())]);
        let mut row = vec![Cell::text(total)];
        row.extend(std::iter::repeat_with(Cell::none).take(4));
        row.extend([signed(movement.rate), signed(movement.mix)]);
        row.iter_mut().for_each(|cell| cell.class = "total");
        row
    }

    fn missing(self, shown: &Shown) -> Table {
        let words = self.edition.words;
        let columns = [
            (words.get("column-kind"), false),
            (words.get("column-number"), true),
        ];
        let mut table = Table::new(words.get("missing-caption"), columns);
        let missing = &shown.missing;
        let used = shown.basis().map(|estimate| estimate.base);
        let rows = [
            ("missing-used", used),
            ("missing-not-asked", Some(missing.not_asked)),
            ("missing-not-answered", Some(missing.not_answered)),
            ("missing-does-not-apply", Some(missing.does_not_apply)),
            ("missing-dont-know", Some(missing.dont_know)),
        ];
        for (id, n) in rows {
            table
                .rows
                .extend(n.map(|n| vec![Cell::text(words.get(id)), Cell::text(number::count(n))]));
        }
        table
    }

    fn method(self, shown: &Shown) -> Vec<MethodView> {
        let words = self.edition.words;
        let figure = self.figure;
        let definition = [
            ("metric", figure.metric.id.as_str().into()),
            ("version", u64::from(figure.metric.definition).into()),
        ];
        let cluster = say::cluster_name(words, figure);
        let independence = match cluster {
            Some(cluster) => {
                let widened = if shown.widened { "yes" } else { "no" };
                words.say(
                    "method-clustered",
                    [("cluster", cluster.into()), ("widened", widened.into())],
                )
            }
            None => words.get("method-independent"),
        };
        let weights = words.get(if figure.weighted {
            "method-weighted"
        } else {
            "method-unweighted"
        });
        let mut lines = vec![("method-definition", words.say("method-version", definition))];
        lines.extend(
            shown
                .headline
                .estimate()
                .map(|it| ("method-interval", words.get(method(it.method)))),
        );
        lines.push(("method-independence", independence));
        lines.push(("method-weights", self.weights(shown, weights)));
        lines.push(("method-direction", say::direction(words, figure.direction)));
        lines.extend(self.judged_note());
        lines.push(("method-limits", words.get("method-chance")));
        lines
            .into_iter()
            .map(|(id, text)| MethodView {
                term: words.get(id),
                text,
            })
            .collect()
    }

    fn weights(self, shown: &Shown, text: String) -> String {
        let unweighted = shown.unweighted.as_ref().and_then(|it| it.headline.estimate());
        let Some(estimate) = unweighted.filter(|_| self.figure.weighted) else {
            return text;
        };
        let value = self.edition.words.estimate(self.figure.unit, estimate);
        let effective = shown.headline.estimate().map_or(0.0, |it| it.effective);
        self.edition.words.say(
            "method-unweighted-value",
            [
                ("text", text.into()),
                ("value", value.into()),
                ("effective", number::fixed(effective, 0).into()),
            ],
        )
    }

    fn judged_note(self) -> Option<(&'static str, String)> {
        let words = self.edition.words;
        let part = say::part_name(words, self.figure, self.figure.judged.as_deref()?);
        Some((
            "method-judged",
            words.say("method-judged-text", [("part", part.into())]),
        ))
    }
}

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
fn waiting(words: &Words, points: &[CurvePoint], seconds: f64) -> String {
    let share = points
        .iter()
        .take_while(|point| point.seconds <= seconds)
        .last()
        .map_or(1.0, |it| it.share);
    words.measure(Unit::Percent, 0.0).value(100.0 * share)
}

const fn method(method: Method) -> &'static str {
    match method {
        Method::AdjustedWald => "interval-adjusted-wald",
        Method::Wilson => "interval-wilson",
        Method::StudentT => "interval-student-t",
        Method::Greenwood => "interval-greenwood",
        Method::BrookmeyerCrowley => "interval-brookmeyer-crowley",
        Method::Exact => "interval-exact",
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
