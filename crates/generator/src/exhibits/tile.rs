//! A figure in a few lines: on tiles, at the head of its page, on pages of groups.

use cxpress_metric::{Estimate, Role, Unit};
use cxpress_report::{Cell, FigureSeries, Shown};
use serde::Serialize;

use super::spark::{self, Ground};
use super::trend::window;
use crate::context::Context;
use crate::language;
use crate::language::measure::TimeUnit;
use crate::language::say::VerdictView;

/// Whether a level over time was judged in a period.
pub(crate) fn has_course(cells: &[Cell], period: usize) -> bool {
    let shown = cells.get(period).and_then(Cell::shown);
    shown.is_some_and(|shown| shown.course.is_some())
}

/// A sparkline.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SparkView {
    /// What is inside `<svg>`, as safe HTML.
    pub(crate) svg: String,
    /// What the chart shows, in a sentence.
    pub(crate) alternative: String,
}

/// A figure in a few lines.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TileView {
    /// The name of the figure.
    pub(crate) label: String,
    /// The way to its page, unless this is it.
    pub(crate) href: Option<String>,
    /// The value without unit; a word where there is none.
    pub(crate) value: String,
    /// Whether the value is a word.
    pub(crate) wordy: bool,
    /// The unit beside the value.
    pub(crate) unit: Option<String>,
    /// The interval of the value, in its unit.
    pub(crate) interval: Option<String>,
    /// Its one verdict: on its level over time, on the year before, or on the period before.
    pub(crate) verdict: Option<VerdictView>,
    /// What else is to be known: what the verdict rests on, what leaving out open tickets would say, where it moved.
    pub(crate) notes: Vec<String>,
    /// The last periods as a small line.
    pub(crate) spark: Option<SparkView>,
    /// What the value rests on.
    pub(crate) base: Option<String>,
}

/// Sparklines of groups on one scale.
pub(crate) struct SideBySide {
    /// One a group; none for a group with fewer than two values.
    pub(crate) sparks: Vec<Option<SparkView>>,
    /// The ends of the scale.
    pub(crate) extent: (f64, f64),
    /// Where the line across stands.
    pub(crate) target: Option<f64>,
}

impl Context<'_> {
    /// The unit beside a large value: `NPS`, `%`, `h median`, `of 5`.
    pub(crate) fn unit(&self, figure: &FigureSeries, value: f64) -> Option<String> {
        match figure.unit {
            Unit::Points => self.words.find(&format!("unit-{}", figure.metric.id), []),
            Unit::Percent => Some(self.words.get("unit-percent")),
            Unit::Mean => {
                // Of a scale that goes below zero, the highest is not what there is to be had: −0.3 of 2 says
                // nothing.
                let scale = figure.scale.filter(|scale| scale.low >= 0)?;
                let high = u64::try_from(scale.high).ok()?;
                Some(self.words.say("unit-mean", [("high", high.into())]))
            }
            Unit::Seconds | Unit::BusinessSeconds => {
                let time = TimeUnit::fitting(figure.unit, value);
                let unit = time.symbol_in(figure.unit, self.words);
                Some(self.words.say("unit-median", [("unit", unit.into())]))
            }
            Unit::Own(own) => Some(own.name().to_owned()),
            Unit::Count => None,
        }
    }

    /// A figure in a few lines: on tiles, at the head of its page, on pages of slices.
    pub(crate) fn tile(
        &self,
        figure: &FigureSeries,
        cells: &[Cell],
        period: usize,
        href: Option<String>,
    ) -> TileView {
        let shown = cells.get(period).and_then(Cell::shown);
        let told_reading = shown.map(Shown::told);
        let estimate = told_reading.as_ref().and_then(|reading| reading.estimate());
        let measure = |estimate: &Estimate| self.words.measure(figure.unit, estimate.value);
        let value = estimate.map(|estimate| measure(estimate).bare(estimate.value));
        let interval = estimate.and_then(|it| Some(measure(it).interval(it.interval?)));
        let told = self.told(figure, cells, period);
        let told = told.and_then(|told| Some((told, told.verdict()?)));
        let note = told.and_then(|(told, verdict)| told.note(verdict));
        let note = note.map(|note| self.words.of_counts(figure, note));
        let counted = shown.and_then(|shown| self.counted(figure, shown));
        let closed_only = shown.and_then(|shown| self.closed_only(shown));
        TileView {
            label: match shown.map(|shown| &shown.corrected) {
                Some(None) => self.words.counted_name(figure),
                _ => figure.label.clone(),
            },
            href,
            wordy: value.is_none(),
            value: value.unwrap_or_else(|| self.headline(figure, cells.get(period))),
            unit: estimate.and_then(|estimate| self.unit(figure, estimate.value)),
            interval,
            verdict: told.map(|(told, verdict)| told.view(verdict)),
            notes: self
                .so_far(figure, period)
                .into_iter()
                .chain(counted)
                .chain(note)
                .chain(closed_only)
                .collect(),
            spark: self.spark(figure, cells, period),
            base: estimate.map(|estimate| self.tile_base(figure, shown, estimate)),
        }
    }

    /// *so far, until 10 October 2026*: what adds up over a period that is not over is not what it will come to.
    pub(crate) fn so_far(&self, figure: &FigureSeries, period: usize) -> Option<String> {
        let until = self.report.periods.get(period)?.partial?;
        let date = language::period::date(self.words, until);
        let sentence = || self.words.say("so-far-until", [("date", date.into())]);
        figure.accrues.then(sentence)
    }

    /// *corrected by people's labels; counted: 12.4 %*.
    pub(crate) fn counted(&self, figure: &FigureSeries, shown: &Shown) -> Option<String> {
        let counted = shown.corrected.as_ref().and(shown.headline.estimate())?;
        let labels = figure.audit.as_ref().map_or(0, |audit| audit.labels);
        let args = [
            ("labels", self.words.count(labels).into()),
            ("value", self.words.estimate(figure.unit, counted).into()),
        ];
        Some(self.words.say("tile-counted", args))
    }

    /// *closed tickets alone would say 6.1 h*.
    pub(crate) fn closed_only(&self, shown: &Shown) -> Option<String> {
        let [(unit, closed), _] = self.closed_apart(shown)?;
        let value = self.words.estimate(unit, closed);
        Some(self.words.say("closed-only", [("value", value.into())]))
    }

    /// The median of closed tickets alone and that of all, each with its unit, where some are open and that can be seen:
    /// where none is, or both read alike, there is nothing to explain.
    pub(crate) fn closed_apart<'s>(&self, shown: &'s Shown) -> Option<[(Unit, &'s Estimate); 2]> {
        let open = shown.in_role(Role::Open)?.reading.estimate()?;
        let closed = shown.in_role(Role::ClosedOnly)?;
        let both = [closed.reading.estimate()?, shown.headline.estimate()?];
        let [one, other] = both.map(|estimate| self.words.estimate(closed.unit, estimate));
        let is_seen = open.value > 0.0 && one != other && (both[0].value - both[1].value).abs() >= 1.0;
        is_seen.then(|| both.map(|estimate| (closed.unit, estimate)))
    }

    /// *812 tickets, 203 still open*.
    pub(crate) fn rests_on(
        &self,
        figure: &FigureSeries,
        shown: Option<&Shown>,
        estimate: &Estimate,
    ) -> String {
        let base = self.base(figure, estimate);
        let open = shown
            .and_then(|shown| shown.in_role(Role::Open))
            .and_then(|part| part.reading.estimate());
        let Some(open) = open else { return base };
        let open = self.words.fixed(open.value, 0);
        self.words
            .say("base-open", [("base", base.into()), ("open", open.into())])
    }

    /// *812 tickets, 203 still open · target 45, missed*.
    fn tile_base(&self, figure: &FigureSeries, shown: Option<&Shown>, estimate: &Estimate) -> String {
        let base = self.rests_on(figure, shown, estimate);
        let parts: Vec<String> = std::iter::once(base).chain(self.target(figure, shown)).collect();
        parts.join(" · ")
    }

    /// *target 45, missed*, where the target is set for what is shown.
    fn target(&self, figure: &FigureSeries, shown: Option<&Shown>) -> Option<String> {
        use cxpress_report::TargetVerdict::{CannotSay, Met, Missed};
        let verdict = shown?.target?;
        let target = self.target_name(figure, figure.target.as_ref()?.value);
        let word = match verdict {
            Met => "target-met",
            Missed => "target-missed",
            CannotSay => "target-cannot-say",
        };
        let word = self.words.get(word);
        let args = [("target", target.into()), ("verdict", word.into())];
        let said = self.words.say("target-verdict", args);
        Some(self.words.of_counts(figure, said))
    }

    fn spark(&self, figure: &FigureSeries, all: &[Cell], period: usize) -> Option<SparkView> {
        let cells = all.get(window(period, spark::PERIODS))?;
        let target = self.set_target(figure, cells);
        let extent = spark::extent(cells, target)?;
        let ground = Ground {
            extent,
            target,
            beside: &[],
            moved: self.moved(figure, all, period),
        };
        self.spark_within(figure, cells, period, ground)
    }

    /// From when on a sparkline is another than before, and whether that is for better or worse; a place in its window.
    fn moved(&self, figure: &FigureSeries, cells: &[Cell], period: usize) -> Option<(usize, &'static str)> {
        let told = self.told(figure, cells, period)?;
        let class = told.view(told.verdict()?).class;
        let is_moved = matches!(class, "better" | "worse");
        let shown = cells.get(period)?.shown()?;
        let course = shown.course.as_ref().and_then(|course| course.told());
        let since = course.map_or(period, |shift| shift.since);
        let first = *window(period, spark::PERIODS).start();
        is_moved.then(|| (since.saturating_sub(first), class))
    }

    /// The last periods of several groups on one scale, each beside everybody; none where no group has a value.
    pub(crate) fn sparks<'g>(
        &self,
        figure: &'g FigureSeries,
        groups: &[&'g [Cell]],
        period: usize,
    ) -> Option<SideBySide> {
        let window = window(period, spark::PERIODS);
        let total = figure.total.get(window.clone()).unwrap_or_default();
        let target = self.set_target(figure, total);
        let within = |cells: &'g [Cell]| cells.get(window.clone()).unwrap_or_default();
        let all = groups.iter().copied().map(within).chain([total]).flatten();
        let extent = spark::extent(all, target)?;
        let draw = |cells: &&'g [Cell]| {
            let ground = Ground {
                extent,
                target,
                beside: total,
                moved: self.moved(figure, cells, period),
            };
            self.spark_within(figure, within(cells), period, ground)
        };
        Some(SideBySide {
            sparks: groups.iter().map(draw).collect(),
            extent,
            target,
        })
    }

    /// The value of a figure's target, where it is set for the last of these cells and in their unit.
    fn set_target(&self, figure: &FigureSeries, cells: &[Cell]) -> Option<f64> {
        let last = cells.last().and_then(Cell::shown)?;
        let target = figure.target.as_ref().filter(|_| last.target.is_some());
        target
            .filter(|_| figure.judged.is_none())
            .map(|target| target.value)
    }

    fn spark_within(
        &self,
        figure: &FigureSeries,
        cells: &[Cell],
        period: usize,
        ground: Ground<'_>,
    ) -> Option<SparkView> {
        let first = *window(period, spark::PERIODS).start();
        let breaks = figure.changes.iter();
        let breaks: Vec<usize> = breaks
            .filter_map(|change| change.period.checked_sub(first))
            .collect();
        let svg = spark::draw(cells, &breaks, ground)?;
        let value = |cell: Option<&Cell>| self.headline(figure, cell);
        let alternative = self.words.say(
            "spark-alternative",
            [
                ("n", cells.len().into()),
                ("first", value(cells.first()).into()),
                ("last", value(cells.last()).into()),
                ("since", self.period(first).into()),
            ],
        );
        let alternative = self.words.of_counts(figure, alternative);
        Some(SparkView { svg, alternative })
    }
}
