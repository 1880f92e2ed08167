//! The journey, touchpoint by touchpoint: how each stands, where groups differ, and how the feeling goes on.

use cxpress_chart::{Axis, Chart, Trend, TrendPoint};
use cxpress_metric::{Direction, Estimate, Role, Tone};
use cxpress_report::{Cell as Value, FigureSeries, PairedDifference, Report, Swing};

use super::stops::{alike, emotions, place_on_journey, stage_name, stretches};
use super::{
    Builder, Found, Section, at_the_top, beyond_zero, estimate, lay_out, pages, short_name, spec, told,
};
use crate::context::Context;
use crate::exhibits::axis::OnAxis;
use crate::exhibits::{Cell, Exhibit, Table, detail};
use crate::language::Words;
use crate::language::say;
use crate::page::Page;
use crate::pages::{Content, PageKind};
use crate::plan::Spec;

/// More values than this do not fit beside each other.
const MOST_VALUES: usize = 9;

/// The shades that values are sorted into, the worst first.
const SHADES: [&str; 5] = ["shade-1", "shade-2", "shade-3", "shade-4", "shade-5"];

/// The most touchpoints that are named together.
const NAMED: usize = 3;

/// Touchpoint by touchpoint.
pub(in crate::pages) struct Journey;

impl PageKind for Journey {
    fn spec(&self) -> Spec {
        spec("journey", "nav-journey", 4)
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        pages(report, self.spec().name, |period| {
            let stops = told(report, period).filter(|figure| figure.touchpoint.is_some());
            stops.count() > 1
        })
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        Some(lay_out(context, page, self.spec(), Builder::journey))
    }
}

impl<'a> Builder<'a> {
    pub(super) fn journey(self) -> Found {
        let mut sections = vec![self.touchpoints()];
        sections.extend(self.emotions());
        sections.extend(self.by_group());
        sections.extend(self.consistent());
        Found {
            title: self.journey_title(),
            sub: self.words().get("journey-sub"),
            sections,
        }
    }

    /// The figures of touchpoints, in the order of the journey.
    fn stops(self) -> Vec<(usize, &'a FigureSeries, &'a str)> {
        let figures = self.context.report.figures.iter().enumerate();
        let stops =
            figures.filter_map(|(index, figure)| Some((index, figure, figure.touchpoint.as_deref()?)));
        let mut stops: Vec<_> = stops.collect();
        stops.sort_by_key(|(_, _, touchpoint)| place_on_journey(self.context.report, touchpoint));
        stops
    }

    /// The stage of the journey that a touchpoint belongs to; none where there are no stages.
    fn stage(self, touchpoint: &str) -> Option<String> {
        stage_name(self.context.report, self.words(), touchpoint)
    }

    /// *Delivery and Returns are where the journey is weakest.* Among touchpoints that can be held against each other.
    fn journey_title(self) -> String {
        let words = self.words();
        // Upside down, so that the weakest is at the top.
        let upturned = |figure: &FigureSeries, value: f64| match figure.direction {
            Direction::HigherIsBetter => -value,
            Direction::LowerIsBetter | Direction::Neither => value,
        };
        let stop = |index: &usize| {
            let figure = self.figure(*index);
            let interval = reliable(self.total(*index))?.interval?;
            let ends = [interval.low, interval.high?].map(|end| upturned(figure, end));
            let is_judged = figure.direction != Direction::Neither;
            let name = figure.touchpoint.clone().filter(|_| is_judged)?;
            Some((name, (ends[0].min(ends[1]), ends[0].max(ends[1]))))
        };
        let group = alike(self.context.report, self.period);
        let mut ranked: Vec<(String, (f64, f64))> = group.iter().filter_map(stop).collect();
        ranked.sort_by(|a, b| (b.1.0 + b.1.1).total_cmp(&(a.1.0 + a.1.1)));
        let weak = at_the_top(&ranked);
        if weak.is_empty() || weak.len() > NAMED || weak.len() == ranked.len() {
            return words.get("journey-title");
        }
        words.say(
            "journey-title-weak",
            [("n", weak.len().into()), ("list", words.list(&weak).into())],
        )
    }

    fn touchpoints(self) -> Section {
        let words = self.words();
        let columns = [
            ("column-touchpoint", false),
            ("column-figure", false),
            ("column-value", true),
            ("column-base", true),
            ("column-against-before", false),
            ("column-against-year", false),
        ];
        let mut table = self.table(words.get("journey-caption"), columns);
        let mut last = None;
        for (index, _, touchpoint) in self.stops() {
            let again = last.replace(touchpoint) == Some(touchpoint);
            table.head(self.stage(touchpoint));
            let year = self.total(index).and_then(Value::shown);
            let year = year.and_then(|shown| shown.year_before.as_ref());
            table.push(vec![
                Cell::text(touchpoint).again(again),
                self.named(index),
                self.latest(index),
                self.base(index),
                self.before(index),
                year.map_or_else(Cell::none, |comparison| self.verdict(index, comparison)),
            ]);
        }
        Section {
            id: "touchpoints".into(),
            title: words.get("section-touchpoints"),
            tables: vec![table.condensed()],
            ..Section::default()
        }
    }

    /// A figure's value; where nothing was heard in the period, with when something was last.
    fn latest(self, index: usize) -> Cell {
        let value = self.value(index);
        if self
            .total(index)
            .is_some_and(|cell| !matches!(cell, Value::Absent(_)))
        {
            return value;
        }
        let figure = self.figure(index);
        let last = (0..self.period)
            .rev()
            .find(|at| figure.total[*at].shown().is_some());
        value.small(Some(match last.map(|at| self.context.period(at)) {
            Some(period) => self.words().say("last-heard", [("period", period.into())]),
            None => self.words().get("never-heard"),
        }))
    }

    /// How customers feel along the journey, and the steps between touchpoints.
    fn emotions(self) -> Option<Section> {
        let words = self.words();
        let swings = &self.context.report.swings;
        let steps: Vec<(&Swing, PairedDifference)> = swings
            .iter()
            .filter_map(|swing| Some((swing, (*swing.periods.get(self.period)?)?)))
            .collect();
        let stops = emotions(self.context.report);
        let told = stops
            .iter()
            .filter(|index| self.total(**index).is_some_and(crate::plan::tells));
        if told.count() < 2 {
            return None;
        }
        let strips = stops
            .iter()
            .any(|index| shares(self.figure(*index), self.period).is_some());
        let columns = [
            ("column-touchpoint", false),
            ("column-value", true),
            ("column-base", true),
            ("column-onward", true),
            ("column-pairs", true),
        ];
        let mut table = self.table(words.get("emotion-caption"), columns);
        for index in &stops {
            let step = steps.iter().find(|(swing, _)| swing.to == *index);
            table.head(self.stage(short_name(self.figure(*index))));
            table.push(self.emotion_row(*index, step.map(|(_, step)| step)));
        }
        let evident = steps
            .iter()
            .filter(|(_, step)| step.tested.is_word(step.interval));
        let largest = evident.max_by(|a, b| {
            beyond_zero(a.1.interval)
                .abs()
                .total_cmp(&beyond_zero(b.1.interval).abs())
        });
        Some(Section {
            id: "emotion".into(),
            title: words.get("section-emotion"),
            paragraphs: vec![largest.map_or_else(
                || words.get("swing-none"),
                |(swing, step)| self.swing_sentence(swing, step),
            )],
            chart: Some(Exhibit {
                title: String::new(),
                sub: words.say(
                    "emotion-sub",
                    [("strips", if strips { "yes" } else { "no" }.into())],
                ),
                chart: self.drawing(|| emotion_chart(self.context.report, words, &stops, self.period)),
                alternative: words.get("emotion-alternative"),
                table: table.condensed(),
                events: Vec::new(),
            }),
            fine: vec![words.get("swing-method")],
            ..Section::default()
        })
    }

    fn emotion_row(self, index: usize, step: Option<&PairedDifference>) -> Vec<Cell> {
        let figure = self.figure(index);
        let measure = |step: &PairedDifference| self.words().measure(figure.unit, step.difference);
        let change = step.map_or_else(Cell::none, |step| {
            let interval = measure(step).difference_interval(step.interval);
            Cell::text(measure(step).signed(step.difference))
                .value(step.difference, figure.unit)
                .ends(step.interval, figure.unit)
                .small(Some(interval))
        });
        vec![
            Cell::text(short_name(figure)).link(self.href(index)),
            self.value(index),
            self.base(index),
            change,
            step.map_or_else(Cell::none, |step| Cell::count(self.words(), step.pairs)),
        ]
    }

    fn swing_sentence(self, swing: &Swing, step: &PairedDifference) -> String {
        let measure = self.words().measure(self.figure(swing.to).unit, step.difference);
        self.words().say(
            "swing-largest",
            [
                ("from", short_name(self.figure(swing.from)).into()),
                ("to", short_name(self.figure(swing.to)).into()),
                ("way", if step.difference < 0.0 { "down" } else { "up" }.into()),
                ("amount", measure.amount(step.difference).into()),
                ("interval", measure.difference_interval(step.interval).into()),
            ],
        )
    }

    /// The touchpoints by the values of each dimension that is not too wide, with shades.
    fn by_group(self) -> Vec<Section> {
        let dimensions = 0..self.context.report.dimensions.len();
        dimensions.filter_map(|dimension| self.heat(dimension)).collect()
    }

    fn heat(self, dimension: usize) -> Option<Section> {
        let words = self.words();
        let named = &self.context.report.dimensions[dimension];
        let group = alike(self.context.report, self.period);
        let cells = |index: usize, value: usize| {
            let slice = self.figure(index).slice(dimension, value)?;
            slice
                .cells
                .get(self.period)
                .filter(|cell| !matches!(cell, Value::Absent(_)))
        };
        let values: Vec<usize> = (0..named.values.len())
            .filter(|value| group.iter().any(|index| cells(*index, *value).is_some()))
            .collect();
        if values.len() < 2 || values.len() > MOST_VALUES {
            return None;
        }
        let labels = values
            .iter()
            .map(|value| (named.values[*value].label.clone(), true));
        let columns = std::iter::once((words.get("column-touchpoint"), false)).chain(labels);
        let label = named.label.as_str();
        let mut table = Table::new(words.say("heat-caption", [("dimension", label.into())]), columns);
        let shown = group
            .iter()
            .flat_map(|index| values.iter().filter_map(|value| cells(*index, *value)));
        let range = extent(shown);
        for index in &group {
            let figure = self.figure(*index);
            table.head(self.stage(short_name(figure)));
            let row = values
                .iter()
                .map(|value| self.shaded(figure, cells(*index, *value), range));
            table.push(
                std::iter::once(Cell::text(short_name(figure)).link(self.href(*index)))
                    .chain(row)
                    .collect(),
            );
        }
        Some(Section {
            id: format!("by-{}", named.id),
            title: words.say("section-heat", [("dimension", label.into())]),
            tables: vec![table],
            fine: vec![words.get("heat-method")],
            ..Section::default()
        })
    }

    /// A value with a shade: strong where it is bad. What is only indicative has none.
    fn shaded(self, figure: &FigureSeries, cell: Option<&Value>, range: (f64, f64)) -> Cell {
        let text = self.context.headline(figure, cell);
        let Some(estimate) = reliable(cell) else {
            let few = cell
                .and_then(Value::shown)
                .map(|_| self.words().get("indicative"));
            return Cell::text(text).quiet().small(few);
        };
        let rest = cell.and_then(Value::shown).and_then(|shown| shown.rest.as_ref());
        let rest = rest.map(|rest| rest.verdict).filter(|verdict| verdict.is_real());
        let share = (estimate.value - range.0) / (range.1 - range.0).max(f64::MIN_POSITIVE);
        Cell {
            class: match figure.direction {
                Direction::HigherIsBetter => shade(share),
                Direction::LowerIsBetter => shade(1.0 - share),
                Direction::Neither => Cell::none().class,
            },
            small: rest.map(|verdict| say::rest_word(self.words(), verdict)),
            ..Cell::text(text).value(estimate.value, figure.unit)
        }
    }

    /// Where groups differ by more than chance, and where not.
    fn consistent(self) -> Option<Section> {
        if self.period != self.context.report.current {
            return None;
        }
        let words = self.words();
        let columns = [
            ("column-touchpoint", false),
            ("column-figure", false),
            ("column-groups", false),
            ("column-consistency", false),
            ("column-spread", true),
        ];
        let mut table = self.table(words.get("consistency-caption"), columns);
        let (mut last, mut last_figure) = (None, None);
        for (index, figure, touchpoint) in self.stops() {
            for study in &figure.consistency {
                let again = last.replace(touchpoint) == Some(touchpoint);
                let same = last_figure.replace(index) == Some(index);
                table.head(self.stage(touchpoint));
                let measure = words.measure(figure.judged_unit(), study.tau);
                let (id, class) = if study.differ {
                    ("groups-differ", "worse")
                } else {
                    ("groups-same", "same")
                };
                let word = Cell {
                    class,
                    ..Cell::text(words.get(id))
                };
                table.push(vec![
                    Cell::text(touchpoint).again(again),
                    Cell::text(&figure.label).link(self.href(index)).again(same),
                    Cell::text(&self.context.report.dimensions[study.dimension].label),
                    word,
                    Cell::text(measure.amount(study.tau))
                        .value(study.tau, figure.judged_unit())
                        .ends(study.interval, figure.judged_unit())
                        .small(Some(measure.interval(study.interval))),
                ]);
            }
        }
        Some(Section {
            id: "consistency".into(),
            title: words.get("section-consistency"),
            tables: vec![table.if_any()?],
            fine: vec![words.get("consistency-method")],
            ..Section::default()
        })
    }
}

/// The value of a cell, if it rests on enough.
fn reliable(cell: Option<&Value>) -> Option<&Estimate> {
    let estimate = cell?.shown()?.headline.estimate()?;
    (!say::is_indicative(estimate)).then_some(estimate)
}

/// The shade of a value, 0 the worst and 1 the best.
fn shade(share: f64) -> &'static str {
    let steps = SHADES.iter().enumerate();
    let mut below = steps.filter(|(at, _)| share < (*at as f64 + 1.0) / SHADES.len() as f64);
    below.next().map_or(SHADES[SHADES.len() - 1], |(_, class)| class)
}

/// The smallest and the largest of the values that rest on enough.
fn extent<'c>(cells: impl Iterator<Item = &'c Value>) -> (f64, f64) {
    let values = cells.filter_map(|cell| Some(reliable(Some(cell))?.value));
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The values of touchpoints along the journey.
fn emotion_chart(report: &Report, words: &Words, stops: &[usize], period: usize) -> Option<Chart> {
    let unit = report.figures[*stops.first()?].unit;
    let scale = report.figures[*stops.first()?].scale;
    let point = |index: &usize| {
        let figure = &report.figures[*index];
        let estimate = estimate(figure, period);
        let interval = estimate.and_then(|estimate| estimate.interval);
        TrendPoint {
            label: short_name(figure).to_owned(),
            value: estimate.map(|estimate| estimate.value),
            low: interval.map(|interval| interval.low),
            high: interval.and_then(|interval| interval.high),
            limits: None,
            text: estimate.map_or_else(String::new, |estimate| words.estimate(unit, estimate)),
            detail: estimate.map_or_else(String::new, |it| detail(report, words, figure, it)),
            shares: shares(figure, period),
        }
    };
    let points: Vec<TrendPoint> = stops.iter().map(point).collect();
    let known = points.iter().filter(|point| point.value.is_some()).count();
    (known > 1).then(|| {
        Chart::Trend(Trend {
            points,
            axis: Axis {
                min: scale.map(|scale| scale.low.into()),
                max: scale.map(|scale| scale.high.into()),
                ..OnAxis::new(unit, 1.0).axis(words)
            },
            marks: Vec::new(),
            events: Vec::new(),
            breaks: Vec::new(),
            stretches: stretches(report, words, stops),
            partial_last: false,
            usual: String::new(),
            plateaus: Vec::new(),
            change: String::new(),
            beside: Vec::new(),
        })
    })
}

/// The shares of answers that are bad, neither and good, where a figure says all three.
fn shares(figure: &FigureSeries, period: usize) -> Option<[f64; 3]> {
    let shown = figure.total[period].shown()?;
    let share = |tone: Tone| Some(shown.in_role(Role::Group(tone))?.reading.estimate()?.value);
    Some([share(Tone::Bad)?, share(Tone::Middle)?, share(Tone::Good)?])
}
