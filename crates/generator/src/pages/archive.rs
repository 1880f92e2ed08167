//! The archive: every period with its headline figures.

use cxpress_metric::Reading;
use cxpress_report::{FigureSeries, FrozenPeriod};
use serde::Serialize;

use super::Laid;
use crate::edition::Edition;
use crate::language::say;
use crate::plan::Page;
use crate::view::{Cell, FilesView, Table};

/// Every period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ArchivePage {
    /// Every period, with the headline figures.
    table: Table,
    /// What is known of periods that are shown as they were published, if any are.
    published: Option<PublishedView>,
    /// The files of every period that hold all its figures and tables, the latest first.
    files: Vec<FilesView>,
}

/// Periods that are shown as they were published.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PublishedView {
    /// The totals that were published otherwise first.
    restated: Option<Table>,
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
        page: ArchivePage {
            table,
            published: published(edition),
            files: (0..=edition.report.current)
                .rev()
                .map(|period| edition.files(period))
                .collect(),
        },
    }
}

fn published(edition: &Edition<'_>) -> Option<PublishedView> {
    let frozen: Vec<&FrozenPeriod> = edition.report.frozen.iter().rev().collect();
    let restated = frozen.iter().any(|frozen| !frozen.restated.is_empty());
    (!frozen.is_empty()).then(|| PublishedView {
        restated: restated.then(|| restatements(edition, &frozen)),
    })
}

fn restatements(edition: &Edition<'_>, frozen: &[&FrozenPeriod]) -> Table {
    let words = edition.words;
    let columns = [
        ("column-period", false),
        ("column-figure", false),
        ("column-first-published", true),
        ("column-published-now", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(words.get("published-caption"), columns);
    for frozen in frozen {
        for restated in &frozen.restated {
            let figure = &edition.report.figures[restated.figure];
            let page = Page::Figure {
                period: frozen.period,
                figure: restated.figure,
            };
            table.push(vec![
                Cell::text(edition.period(frozen.period)).place(frozen.period as u64),
                Cell::text(figure.label.clone()).link(edition.href(Page::Archive, page)),
                reading(edition, figure, &restated.first),
                now(edition, figure, frozen.period),
            ]);
        }
    }
    table
}

fn reading(edition: &Edition<'_>, figure: &FigureSeries, reading: &Reading) -> Cell {
    let cell = Cell::text(edition.words.reading(figure.unit, reading));
    match reading.estimate() {
        Some(estimate) => cell.number(estimate.value, Some(figure.unit)),
        None => cell,
    }
}

/// What a figure says now of a period.
fn now(edition: &Edition<'_>, figure: &FigureSeries, period: usize) -> Cell {
    let cell = figure.total.get(period);
    match cell.and_then(cxpress_report::Cell::shown) {
        Some(shown) => reading(edition, figure, &shown.headline),
        None => Cell::text(edition.headline(figure, cell)),
    }
}

fn row(edition: &Edition<'_>, period: usize) -> Vec<Cell> {
    let href = edition.href(Page::Archive, Page::Overview { period });
    let partial = edition.report.periods[period].partial.as_ref().map(|_| "partial");
    let published = edition.report.frozen(period).map(|_| "as-published");
    let state = partial.or(published).map(|id| edition.words.get(id));
    let mut row = vec![
        Cell::text(edition.period(period))
            .place(period as u64)
            .link(href)
            .small(state),
    ];
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
    let like = edition.column_like(series, edition.report.current);
    let text = edition.headline_like(series, value, like);
    let Some(shown) = value.and_then(cxpress_report::Cell::shown) else {
        return Cell::text(text).quiet();
    };
    let mut cell = Cell::text(text)
        .link(edition.href(Page::Archive, Page::Figure { period, figure }))
        .estimated(series.unit, shown.headline.estimate());
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
