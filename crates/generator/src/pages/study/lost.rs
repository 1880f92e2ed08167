//! Why customers were lost, the most frequent reason first.

use cxpress_chart::{Breakdown, Chart, Row, Tone};
use cxpress_metric::Unit;
use cxpress_report::{DimensionValue, Pareto, RankedReason, Ranking, Report};

use super::{Builder, Section, at_the_top, ends, placed};
use crate::exhibits::axis::percent;
use crate::exhibits::{Cell, Exhibit, Table};
use crate::language::Words;
use crate::language::say;
use crate::page::Page;

/// The most reasons that are named together as the most frequent.
const NAMED: usize = 3;

/// The reasons of one figure in the period.
#[derive(Clone, Copy)]
struct Reasons<'a> {
    builder: Builder<'a>,
    figure: usize,
    dimension: usize,
    ranking: &'a Ranking,
}

impl<'a> Builder<'a> {
    /// The reasons of all figures that have some.
    pub(super) fn lost(self) -> Vec<Section> {
        let all = ranked(self.context.report, self.period);
        let section = |(figure, pareto, ranking): (usize, &Pareto, &'a Ranking)| {
            let reasons = Reasons {
                builder: self,
                figure,
                dimension: pareto.dimension,
                ranking,
            };
            reasons.section()
        };
        placed(self.context, self.page, all.map(section).collect())
    }

    /// What else is known of the records of a figure: the other figures of its source.
    fn beside(self, figure: usize) -> Option<Table> {
        let columns = [
            ("column-figure", false),
            ("column-value", true),
            ("column-base", true),
            ("column-against-before", false),
        ];
        let mut table = self.table(self.words().get("lost-beside-caption"), columns);
        let source = &self.figure(figure).source;
        for (index, other) in self.context.report.figures.iter().enumerate() {
            let told = self.total(index).is_some_and(crate::plan::tells);
            if other.source == *source && told {
                table.push(self.line(index));
            }
        }
        table.if_any()
    }
}

impl<'a> Reasons<'a> {
    fn section(self) -> Section {
        let words = self.builder.words();
        let id = &self.builder.figure(self.figure).id;
        Section {
            id: format!("reasons-{id}"),
            title: words.get("section-lost"),
            paragraphs: vec![self.finding()],
            chart: Some(Exhibit {
                title: String::new(),
                sub: words.get("lost-sub"),
                chart: self.builder.drawing(|| self.chart()),
                alternative: words.get("lost-alternative"),
                table: self.reasons(),
                events: Vec::new(),
            }),
            tables: self.builder.beside(self.figure).into_iter().collect(),
            fine: vec![words.get("lost-method")],
            ..Section::default()
        }
    }

    fn chart(self) -> Option<Chart> {
        let values = &self.builder.context.report.dimensions[self.dimension].values;
        let several = self.ranking.reasons.len() > 1;
        several.then(|| chart(self.builder.words(), values, self.ranking))
    }

    /// *43 customers were lost. Price and Delivery are the reasons given most often.*
    fn finding(self) -> String {
        let named = |reason: &RankedReason| {
            let interval = Some(reason.interval);
            (self.label(reason.value).to_owned(), ends(reason.share, interval))
        };
        let ranked: Vec<_> = self.ranking.reasons.iter().map(named).collect();
        let top = at_the_top(&ranked);
        let is_told = !top.is_empty() && top.len() <= NAMED && top.len() < ranked.len();
        let words = self.builder.words();
        let list = if is_told { words.list(&top) } else { String::new() };
        let n = if is_told { top.len() } else { 0 };
        let args = [
            ("lost", self.ranking.n.into()),
            ("n", n.into()),
            ("list", list.into()),
        ];
        words.say("lost-finding", args)
    }

    fn label(self, value: usize) -> &'a str {
        &self.builder.context.report.dimensions[self.dimension].values[value].label
    }

    fn reasons(self) -> Table {
        let columns = [
            ("column-reason", false),
            ("column-lost", true),
            ("column-share", true),
            ("column-cumulated", true),
            ("column-ours", true),
        ];
        let words = self.builder.words();
        let mut table = self.builder.table(words.get("lost-caption"), columns);
        for reason in &self.ranking.reasons {
            table.push(self.row(reason));
        }
        for value in &self.ranking.withheld {
            let withheld = say::withheld(words, self.builder.context.report.minimum_base);
            let none = || Cell::none();
            table.push(vec![
                self.named(*value),
                Cell::text(withheld).quiet(),
                none(),
                none(),
                none(),
            ]);
        }
        if self.ranking.others > 0 {
            let id = if self.ranking.withheld.is_empty() {
                "lost-without"
            } else {
                "lost-others"
            };
            let n = Cell::count(words, self.ranking.others);
            table.push(vec![
                Cell::text(words.get(id)),
                n,
                Cell::none(),
                Cell::none(),
                Cell::none(),
            ]);
        }
        table.sum([
            Cell::text(words.get("lost-all")),
            Cell::count(words, self.ranking.n),
            Cell::none(),
            Cell::none(),
            self.builder.value(self.figure),
        ]);
        table
    }

    fn row(self, reason: &RankedReason) -> Vec<Cell> {
        let percent = self.builder.words().measure(Unit::Percent, reason.share);
        vec![
            self.named(reason.value),
            Cell::count(self.builder.words(), reason.n),
            Cell::text(percent.value(reason.share))
                .value(reason.share, Unit::Percent)
                .small(Some(percent.interval(reason.interval))),
            Cell::text(percent.value(reason.cumulated)).value(reason.cumulated, Unit::Percent),
            self.in_our_hands(reason.value),
        ]
    }

    /// A reason, leading to its page.
    fn named(self, value: usize) -> Cell {
        let page = Page::group(self.builder.period, self.dimension, value);
        Cell::text(self.label(value)).link(self.builder.context.href(self.builder.page, page))
    }

    /// The figure itself, among those with a reason.
    fn in_our_hands(self, value: usize) -> Cell {
        let slice = self.builder.figure(self.figure).slice(self.dimension, value);
        let cell = slice.and_then(|slice| slice.cells.get(self.builder.period));
        self.builder.value_of(self.figure, cell)
    }
}

/// The figures that have reasons, and those in a period.
pub(in crate::pages) fn ranked(
    report: &Report,
    period: usize,
) -> impl Iterator<Item = (usize, &Pareto, &Ranking)> {
    let figures = report.figures.iter().enumerate();
    figures.filter_map(move |(index, figure)| {
        let pareto = figure.reasons.as_ref()?;
        Some((index, pareto, pareto.periods.get(period)?.as_ref()?))
    })
}

/// Reasons by how frequent they are.
fn chart(words: &Words, values: &[DimensionValue], ranking: &Ranking) -> Chart {
    let row = |reason: &RankedReason| Row {
        label: values[reason.value].label.clone(),
        value: reason.share,
        low: reason.interval.low,
        high: reason.interval.high.unwrap_or(reason.share),
        text: words.measure(Unit::Percent, reason.share).value(reason.share),
        detail: reason_detail(words, reason),
        tone: Tone::Accent,
        before: None,
        note: String::new(),
    };
    Chart::Breakdown(Breakdown {
        rows: ranking.reasons.iter().map(row).collect(),
        axis: percent(words, String::new(), Some(0.0)),
        reference: None,
        heads: Default::default(),
        added: ranking.reasons.iter().map(|reason| reason.cumulated).collect(),
    })
}

/// *16.1 – 46.6 · added up 51.6 %*.
fn reason_detail(words: &Words, reason: &RankedReason) -> String {
    let measure = words.measure(Unit::Percent, reason.share);
    let args = [
        ("interval", measure.interval(reason.interval).into()),
        ("added", measure.value(reason.cumulated).into()),
    ];
    words.say("lost-detail", args)
}
