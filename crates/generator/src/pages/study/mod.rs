//! The pages of studies: what many figures say together in a period.

pub(super) mod drivers;
pub(super) mod journey;
pub(super) mod lenses;
mod lost;
mod stops;
pub(super) mod voice;

use cxpress_chart::Chart;
use cxpress_metric::{Direction, Estimate, Interval, Unit};
use cxpress_report::{Cell as Value, Comparison, FigureSeries, Report};
use serde::Serialize;

pub(super) use self::lost::ranked;

use super::Content;
use crate::context::Context;
use crate::exhibits::{Cell, Drawing, Exhibit, Table, holds};
use crate::language::Words;
use crate::language::say;
use crate::page::Page;
use crate::pages::overview::rows::Lines;
use crate::plan::{Scope, Spec, tells};
use crate::view::{Link, NoteView};

/// A study in a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StudyPage {
    /// The period in words.
    period: String,
    /// The name of the page.
    name: String,
    /// The finding.
    title: String,
    /// How to read it.
    sub: String,
    /// What it says, part by part.
    sections: Vec<Section>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
}

/// A part of a study.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Section {
    /// The id of the section.
    pub(super) id: String,
    /// The finding.
    pub(super) title: String,
    /// What is to be said, a sentence or some each.
    paragraphs: Vec<String>,
    /// Figures in a line each.
    lines: Option<Lines>,
    /// A figure over time, its table folded.
    trend: Option<Exhibit>,
    /// A chart with its table below.
    chart: Option<Exhibit>,
    /// Tables below.
    tables: Vec<Table>,
    /// What customers wrote.
    quotes: Vec<QuotesView>,
    /// What has to be known to read it right.
    fine: Vec<String>,
}

holds!(StudyPage: sections);
holds!(Section: trend, chart, tables);

/// What customers wrote about a theme.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct QuotesView {
    /// The theme of the comments.
    theme: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// What customers wrote, redacted.
    texts: Vec<String>,
}

/// What a study came to.
struct Found {
    title: String,
    sub: String,
    sections: Vec<Section>,
}

/// The page of a study: what it came to, with its commentary.
fn lay_out<'a>(
    context: &'a Context<'a>,
    page: Page,
    spec: Spec,
    study: impl FnOnce(Builder<'a>) -> Found,
) -> Content {
    let period = page.period(context.report);
    let found = study(Builder {
        context,
        page,
        period,
    });
    let name = context.words.get(spec.word);
    let title = format!("{name} · {}", context.period(period));
    let sections = found.sections.iter();
    let places = sections
        .map(|section| Link::place(&section.id, section.title.clone()))
        .collect();
    let view = StudyPage {
        period: context.period(period),
        name,
        title: found.title,
        sub: found.sub,
        notes: context.note_views(page),
        sections: placed(context, page, found.sections),
    };
    Content::new(title, places, view)
}

/// The sections with the ids that they have on the page.
fn placed(context: &Context<'_>, page: Page, mut sections: Vec<Section>) -> Vec<Section> {
    let at = context.at(page);
    for section in &mut sections {
        section.id.insert_str(0, &at);
    }
    sections
}

/// What is known of the page of a study.
const fn spec(name: &'static str, word: &'static str, place: u8) -> Spec {
    Spec {
        name,
        word,
        template: "study.html",
        scope: Scope::Period,
        place,
    }
}

/// The pages of a study in those periods that have something for it.
fn pages(report: &Report, name: &'static str, has_something: impl Fn(usize) -> bool) -> Vec<Page> {
    let periods = (0..=report.current).filter(|period| has_something(*period));
    periods.map(|period| Page::of_period(name, period)).collect()
}

/// The figures that have something to tell in a period.
fn told(report: &Report, period: usize) -> impl Iterator<Item = &FigureSeries> {
    let figures = report.figures.iter();
    figures.filter(move |figure| figure.total.get(period).is_some_and(tells))
}

/// Why customers were lost in a period, for the page of actions.
pub(super) fn lost(context: &Context<'_>, page: Page, period: usize) -> Vec<Section> {
    let builder = Builder {
        context,
        page,
        period,
    };
    builder.lost()
}

/// What all parts of one study look things up in.
#[derive(Clone, Copy)]
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn words(self) -> &'a Words {
        self.context.words
    }

    fn figure(self, index: usize) -> &'a FigureSeries {
        &self.context.report.figures[index]
    }

    /// The total of a figure in the period.
    fn total(self, index: usize) -> Option<&'a Value> {
        self.figure(index).total.get(self.period)
    }

    fn href(self, figure: usize) -> Option<String> {
        let period = self.period;
        self.context.href(self.page, Page::figure(period, figure))
    }

    /// A figure's name, leading to its page.
    fn named(self, index: usize) -> Cell {
        Cell::text(&self.figure(index).label).link(self.href(index))
    }

    /// The same, called counted where people's labels correct the headline.
    fn named_as_counted(self, index: usize) -> Cell {
        Cell::text(self.words().counted_name(self.figure(index))).link(self.href(index))
    }

    /// A figure's value with its interval below; a word where there is none.
    fn value(self, index: usize) -> Cell {
        self.value_of(index, self.total(index))
    }

    /// The value of a figure in one of its slices.
    fn value_of(self, index: usize, cell: Option<&Value>) -> Cell {
        let figure = self.figure(index);
        let text = self.context.headline(figure, cell);
        let Some(estimate) = cell
            .and_then(Value::shown)
            .and_then(|shown| shown.headline.estimate())
        else {
            return Cell::text(text).quiet();
        };
        let measure = self.words().measure(figure.unit, estimate.value);
        Cell::text(text)
            .small(estimate.interval.map(|interval| measure.interval(interval)))
            .valued(estimate, figure.unit)
    }

    /// What a figure rests on.
    fn base(self, index: usize) -> Cell {
        let estimate = self
            .total(index)
            .and_then(Value::shown)
            .and_then(|shown| shown.basis());
        let text = estimate.map(|estimate| self.context.base(self.figure(index), estimate));
        Cell::text(text.unwrap_or_default()).based(estimate)
    }

    /// How a figure stands to the period before.
    fn before(self, index: usize) -> Cell {
        let before = self
            .total(index)
            .and_then(Value::shown)
            .and_then(|shown| shown.before.as_ref());
        before.map_or_else(Cell::none, |comparison| self.verdict(index, comparison))
    }

    fn verdict(self, index: usize, comparison: &Comparison) -> Cell {
        let word = say::verdict_word(self.words(), comparison.verdict);
        let verdict = say::sized_verdict(self.words(), self.figure(index), comparison);
        Cell::from(verdict).compared(word, comparison)
    }

    /// A figure in a line: name, value, base, and how it stands to the period before.
    fn line(self, index: usize) -> Vec<Cell> {
        vec![
            self.named_as_counted(index),
            self.value(index),
            self.base(index),
            self.before(index),
        ]
    }

    /// A table with these columns: ids of words, and whether they hold numbers.
    fn table<const N: usize>(self, caption: String, columns: [(&str, bool); N]) -> Table {
        Table::new(
            caption,
            columns.map(|(id, number)| (self.words().get(id), number)),
        )
    }

    /// A chart of the study; older periods have tables.
    fn drawing(self, chart: impl FnOnce() -> Option<Chart>) -> Drawing {
        let has_charts = self.context.report.has_groups(self.period);
        has_charts.then(chart).flatten().into()
    }

    /// *of a random 10 000 of 52 310 rows*, where not all were looked at.
    fn sampled(self, sampled_from: Option<u64>, looked_at: u64) -> Option<String> {
        let all = self.words().count(sampled_from?);
        let args = [("n", self.words().count(looked_at).into()), ("all", all.into())];
        Some(self.words().say("study-sampled", args))
    }
}

/// The ends of a value's interval; of one without, the value itself.
fn ends(value: f64, interval: Option<Interval>) -> (f64, f64) {
    interval.map_or((value, value), |interval| {
        (interval.low, interval.high.unwrap_or(value))
    })
}

/// The names of those that may be at the top: the first, and all whose interval reaches into that of the first. `ranked`
/// holds names with intervals, the largest value first.
fn at_the_top(ranked: &[(String, (f64, f64))]) -> Vec<String> {
    let Some((_, first)) = ranked.first() else {
        return Vec::new();
    };
    let top = ranked.iter().take_while(|(_, interval)| interval.1 >= first.0);
    top.map(|(name, _)| name.clone()).collect()
}

/// The value of a figure in a period.
fn estimate(figure: &FigureSeries, period: usize) -> Option<&Estimate> {
    figure.total.get(period)?.shown()?.headline.estimate()
}

/// The touchpoint that a figure is about, or else its own name.
fn short_name(figure: &FigureSeries) -> &str {
    figure.touchpoint.as_deref().unwrap_or(&figure.label)
}

/// The end of an interval nearest zero, 0 if zero is in it: what an effect is for certain.
fn beyond_zero(interval: Interval) -> f64 {
    let high = interval.high.unwrap_or(f64::INFINITY);
    0.0_f64.clamp(interval.low, high)
}

/// What makes figures comparable: who was asked, metric, scale, statistic.
fn comparable(figure: &FigureSeries) -> (&str, &str, Option<(i32, i32)>, Unit, Direction) {
    let scale = figure.scale.map(|scale| (scale.low, scale.high));
    (
        &figure.source,
        &figure.metric.id,
        scale,
        figure.unit,
        figure.direction,
    )
}
