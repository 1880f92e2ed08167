//! The lenses through which customers are seen, and the figures of each.

use cxpress_metric::Lens;
use cxpress_report::{Comparison, FigureSeries, Shown};

use crate::context::Context;
use crate::exhibits::{Cell, Table};
use crate::language::say;
use crate::page::Page;

/// The figures of a lens in a period, as a page lists them.
pub(super) struct LensFigures<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) page: Page,
    pub(super) period: usize,
}

impl LensFigures<'_> {
    fn href(&self, figure: usize) -> Option<String> {
        self.context.href(self.page, Page::figure(self.period, figure))
    }

    /// The figures of a lens in a period.
    pub(super) fn table(&self, lens: Lens, label: &str) -> Table {
        let words = self.context.words;
        let columns = [
            ("column-figure", false),
            ("column-value", true),
            ("column-interval", true),
            ("column-against-before", false),
            ("column-against-year", false),
            ("column-base", true),
        ];
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let mut table = Table::new(label.to_owned(), columns);
        for (index, figure) in self.context.report.figures.iter().enumerate() {
            if figure.lens == lens && self.href(index).is_some() {
                table.push(self.figure_row(index, figure));
            }
        }
        table
    }

    fn figure_row(&self, index: usize, figure: &FigureSeries) -> Vec<Cell> {
        let words = self.context.words;
        let cell = &figure.total[self.period];
        let shown = cell.shown();
        let estimate = shown.and_then(|shown| shown.headline.estimate());
        let interval = estimate.and_then(|it| Some((words.measure(figure.unit, it.value), it.interval?)));
        let basis = shown.and_then(Shown::basis);
        let verdict = |comparison: Option<&Comparison>| {
            comparison.map_or_else(Cell::none, |it| {
                let word = say::verdict_word(words, it.verdict);
                Cell::from(say::sized_verdict(words, figure, it)).compared(word, it)
            })
        };
        vec![
            Cell::text(words.counted_name(figure)).link(self.href(index)),
            Cell::text(self.context.headline(figure, Some(cell))).estimated(figure.unit, estimate),
            interval.map_or_else(Cell::none, |(measure, interval)| {
                Cell::text(measure.interval(interval)).interval(interval, figure.unit)
            }),
            verdict(shown.and_then(|shown| shown.before.as_ref())),
            verdict(shown.and_then(|shown| shown.year_before.as_ref())),
            Cell::text(basis.map_or_else(String::new, |it| self.context.base(figure, it))).based(basis),
        ]
    }
}

/// The lenses that have figures in a period, each with its anchor.
pub(super) fn lenses(context: &Context<'_>, period: usize) -> Vec<(Lens, String)> {
    let figures = context.report.figures.iter().enumerate();
    let told: Vec<_> = figures
        .filter(|(figure, _)| context.plan.has(Page::figure(period, *figure)))
        .map(|(_, figure)| figure.lens)
        .collect();
    let there = Lens::ALL.into_iter().filter(|lens| told.contains(lens));
    let named = |lens: Lens| (lens, context.words.get(&format!("lens-{}", lens.id())));
    there.map(named).collect()
}
