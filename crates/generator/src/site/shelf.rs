//! Which workbook holds which tables: one a period with all of them, and one for each page of the reporting period.

use cxpress_report::Report;
use rayon::prelude::*;

use super::download::{self, Shelf};
use crate::Fault;
use crate::exhibits::Sheet;
use crate::language::Words;
use crate::language::period;
use crate::page::Page;

/// The tables of a page.
pub(crate) struct Tables {
    pub(crate) page: Page,
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) sheets: Vec<Sheet>,
}

/// The path of the workbook of a period.
pub(crate) fn workbook_path(report: &Report, period: usize) -> String {
    format!("{}/tables.xlsx", report.periods[period].id)
}

/// The workbook that the tables of a page lead to.
pub(crate) fn of(report: &Report, page: Page) -> Shelf {
    let path = page.path(report);
    let period = page.period(report);
    let workbook = if period == report.current {
        download::workbook_path(&path)
    } else {
        workbook_path(report, period)
    };
    Shelf { page: path, workbook }
}

/// All workbooks, by their paths.
pub(crate) fn workbooks(
    report: &Report,
    words: &Words,
    tables: Vec<Tables>,
) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut periods: Vec<Vec<(String, Vec<Sheet>)>> = Vec::new();
    periods.resize_with(report.periods.len(), Vec::new);
    let mut own = Vec::new();
    for Tables {
        page,
        path,
        title,
        sheets,
    } in tables
    {
        if sheets.is_empty() {
            continue;
        }
        let period = page.period(report);
        if period == report.current {
            own.push((download::workbook_path(&path), title.clone(), sheets.clone()));
        }
        // The pages at which readers come in are those of the reporting period once more.
        if !page.is_entrance() {
            periods[period].push((title, sheets.into_iter().map(|sheet| sheet.of(&path)).collect()));
        }
    }
    let own = own.into_par_iter().map(|(path, title, sheets)| {
        let bytes = download::workbook(&[(title, sheets)], &report.title, words)?;
        Ok((path, bytes))
    });
    let whole = periods.into_par_iter().enumerate();
    let whole = whole
        .filter(|(_, pages)| !pages.is_empty())
        .map(|(period, pages)| {
            let name = period::name(words, report.period_kind, &report.periods[period]);
            let title = words.say("workbook-title", [("period", name.into())]);
            let bytes = download::workbook(&pages, &title, words)?;
            Ok((workbook_path(report, period), bytes))
        });
    own.chain(whole).collect()
}
