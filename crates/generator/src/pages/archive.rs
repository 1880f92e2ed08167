//! The archive: every period with its headline figures.

use cxpress_metric::Reading;
use cxpress_report::{AsPublished, FigureSeries, Report};
use serde::Serialize;

use super::files::{self, FilesView};
use super::{Content, PageKind, overview};
use crate::context::Context;
use crate::exhibits::{Cell, Table, holds};
use crate::language::say;
use crate::page::Page;
use crate::plan::{Scope, Spec};

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

holds!(ArchivePage: table, published);
holds!(PublishedView: restated);

/// Periods that are shown as they were published.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PublishedView {
    /// The totals that were published otherwise first.
    restated: Option<Table>,
}

const NAME: &str = "archive";
const HERE: Page = Page::of_report(NAME);

/// The archive.
pub(super) struct Archive;

impl PageKind for Archive {
    fn spec(&self) -> Spec {
        Spec {
            name: NAME,
            word: "nav-archive",
            template: "archive.html",
            scope: Scope::Report,
            place: 11,
        }
    }

    fn pages(&self, _: &Report) -> Vec<Page> {
        vec![HERE]
    }

    fn lay_out(&self, context: &Context<'_>, _: Page) -> Option<Content> {
        let view = ArchivePage {
            table: table(context),
            published: published(context),
            files: files::files(context, (0..=context.report.current).rev()),
        };
        Some(Content::new(context.words.get("nav-archive"), Vec::new(), view))
    }
}

fn table(context: &Context<'_>) -> Table {
    let words = context.words;
    let figures = context
        .report
        .headlines
        .iter()
        .map(|index| &context.report.figures[*index]);
    let labels = figures.map(|figure| (words.counted_name(figure), true));
    let columns = ["column-period", "column-headline"].map(|id| (words.get(id), false));
    let columns = columns.into_iter().chain(labels);
    let mut table = Table::new(words.get("archive-caption"), columns);
    for period in (0..=context.report.current).rev() {
        table.push(row(context, period));
    }
    table
}

fn published(context: &Context<'_>) -> Option<PublishedView> {
    let published: Vec<&AsPublished> = context.report.as_published.iter().rev().collect();
    let restated = published.iter().any(|published| !published.restated.is_empty());
    (!published.is_empty()).then(|| PublishedView {
        restated: restated.then(|| restatements(context, &published)),
    })
}

fn restatements(context: &Context<'_>, published: &[&AsPublished]) -> Table {
    let words = context.words;
    let columns = [
        ("column-period", false),
        ("column-figure", false),
        ("column-first-published", true),
        ("column-published-now", true),
    ];
    let columns = columns.map(|(id, number)| (words.get(id), number));
    let mut table = Table::new(words.get("published-caption"), columns);
    for published in published {
        for restated in &published.restated {
            let figure = &context.report.figures[restated.figure];
            let page = Page::figure(published.period, restated.figure);
            table.push(vec![
                Cell::text(context.period(published.period)).place(published.period as u64),
                Cell::text(words.counted_name(figure)).link(context.href(HERE, page)),
                reading(context, figure, &restated.first),
                now(context, figure, published.period),
            ]);
        }
    }
    table
}

fn reading(context: &Context<'_>, figure: &FigureSeries, reading: &Reading) -> Cell {
    let cell = Cell::text(context.words.reading(figure.unit, reading));
    match reading.estimate() {
        Some(estimate) => cell.number(estimate.value, Some(figure.unit)),
        None => cell,
    }
}

/// What a figure says now of a period.
fn now(context: &Context<'_>, figure: &FigureSeries, period: usize) -> Cell {
    let cell = figure.total.get(period);
    match cell.and_then(cxpress_report::Cell::shown) {
        Some(shown) => reading(context, figure, &shown.headline),
        None => Cell::text(context.headline(figure, cell)),
    }
}

fn row(context: &Context<'_>, period: usize) -> Vec<Cell> {
    let href = context.href(HERE, Page::overview(period));
    let partial = context.report.periods[period].partial.as_ref().map(|_| "partial");
    let published = context.report.as_published(period).map(|_| "as-published");
    let state = partial.or(published).map(|id| context.words.get(id));
    let mut row = vec![
        Cell::text(context.period(period))
            .place(period as u64)
            .link(href)
            .small(state),
    ];
    row.push(Cell::text(overview::headline(context, period)).wordy());
    row.extend(
        context
            .report
            .headlines
            .iter()
            .map(|index| cell(context, period, *index)),
    );
    row
}

fn cell(context: &Context<'_>, period: usize, figure: usize) -> Cell {
    let series = &context.report.figures[figure];
    let value = series.total.get(period);
    let like = context.column_like(series, context.report.current);
    let text = context.headline_like(series, value, like);
    let Some(shown) = value.and_then(cxpress_report::Cell::shown) else {
        return Cell::text(text).quiet();
    };
    let mut cell = Cell::text(text)
        .link(context.href(HERE, Page::figure(period, figure)))
        .estimated(series.unit, shown.headline.estimate());
    let told = cxpress_report::TileVerdict::of(shown).filter(|it| it.is_marked());
    if let Some(verdict) = told.map(|it| it.mark) {
        cell.class = say::class(verdict);
        cell.shape = Some(say::shape(verdict));
        cell.small = Some(say::verdict_word(context.words, verdict));
    }
    cell
}
