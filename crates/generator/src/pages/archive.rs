//! The archive: every period with its headline figures.

use serde::Serialize;

use super::Laid;
use crate::edition::Edition;
use crate::plan::Page;
use crate::say;
use crate::view::{Cell, Table};

/// Every period.
#[derive(Serialize)]
pub(crate) struct ArchivePage {
    table: Table,
}

pub(super) fn lay_out(edition: &Edition<'_>) -> Laid<ArchivePage> {
    let words = edition.words;
    let figures = edition
        .report
        .headlines
        .iter()
        .map(|index| &edition.report.figures[*index]);
    let labels = figures.map(|figure| (figure.label.clone(), true));
    let columns = std::iter::once((words.get("column-period"), false)).chain(labels);
    let mut table = Table::new(words.get("archive-caption"), columns);
    for period in (0..=edition.report.current).rev() {
        table.push(row(edition, period));
    }
    Laid {
        frame: edition.frame(Page::Archive, &words.get("nav-archive"), Vec::new()),
        page: ArchivePage { table },
    }
}

fn row(edition: &Edition<'_>, period: usize) -> Vec<Cell> {
    let href = edition.href(Page::Archive, Page::Overview { period });
    let partial = edition.report.periods[period]
        .partial
        .as_ref()
        .map(|_| edition.words.get("partial"));
    let mut row = vec![Cell::text(edition.period(period)).link(href).small(partial)];
    row.extend(
        edition
            .report
            .headlines
            .iter()
            .map(|index| cell(edition, period, *index)),
    );
    row
}

fn cell(edition: &Edition<'_>, period: usize, figure: usize) -> Cell {
    let series = &edition.report.figures[figure];
    let value = series.total.get(period);
    let text = edition.headline(series, value);
    let Some(shown) = value.and_then(cxpress_report::Cell::shown) else {
        return Cell::text(text).quiet();
    };
    let mut cell = Cell::text(text).link(edition.href(Page::Archive, Page::Figure { period, figure }));
    let real = shown
        .before
        .as_ref()
        .map(|it| it.verdict)
        .filter(|verdict| say::is_real(*verdict));
    if let Some(verdict) = real {
        cell.class = say::class(verdict);
        cell.shape = Some(say::shape(verdict));
        cell.small = Some(say::verdict_word(edition.words, verdict));
    }
    cell
}
