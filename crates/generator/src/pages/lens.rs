//! The lenses through which customers are seen, and the figures of each.

use cxpress_metric::Lens;
use cxpress_report::{Comparison, FigureSeries, Shown};

use crate::context::Context;
use crate::exhibits::{Cell, Table, has_course};
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

    /// Figures in a line each.
    pub(super) fn table(&self, figures: &[(usize, &FigureSeries)], label: &str) -> Table {
        let words = self.context.words;
        let over_time = figures
            .iter()
            .any(|(_, figure)| has_course(&figure.total, self.period));
        let columns = [
            Some(("column-figure", false)),
            Some(("column-value", true)),
            Some(("column-interval", true)),
            over_time.then_some(("column-level", false)),
            Some(("column-against-before", false)),
            Some(("column-against-year", false)),
            Some(("column-base", true)),
        ];
        let columns = columns.into_iter().flatten();
        let columns = columns.map(|(id, number)| (words.get(id), number));
        let mut table = Table::new(label.to_owned(), columns);
        for (index, figure) in figures {
            table.push(self.figure_row(*index, figure, over_time));
        }
        table
    }

    fn figure_row(&self, index: usize, figure: &FigureSeries, over_time: bool) -> Vec<Cell> {
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
        let so_far = self
            .context
            .so_far(figure, self.period)
            .filter(|_| estimate.is_some());
        let level = over_time.then(|| self.context.level_cell(figure, &figure.total, self.period));
        let mut row = vec![
            Cell::text(words.counted_name(figure)).link(self.href(index)),
            Cell::text(self.context.headline(figure, Some(cell)))
                .estimated(figure.unit, estimate)
                .small(so_far),
            interval.map_or_else(Cell::none, |(measure, interval)| {
                Cell::text(measure.interval(interval)).interval(interval, figure.unit)
            }),
        ];
        row.extend(level);
        row.extend([
            verdict(shown.and_then(|shown| shown.before.as_ref())),
            verdict(shown.and_then(|shown| shown.year_before.as_ref())),
            Cell::text(basis.map_or_else(String::new, |it| self.context.base(figure, it))).based(basis),
        ]);
        row
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
