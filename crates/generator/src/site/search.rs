//! The index of the search: what a reader can find by its name, and where it stands.
//!
//! It is made of the planned pages and of what they show, so that nothing is found that no page shows. What
//! stands on the same page of several periods is one entry with these periods.

use cxpress_report::Report;
use serde::Serialize;

use super::asset::Asset;
use super::script;
use crate::language::Words;
use crate::language::period;
use crate::page::Page;
use crate::pages::{self, Anchor, Name};
use crate::plan::Plan;

/// What can be found: its kind, its name, what tells it from others of the same name, the path after that of the
/// period, and the periods in which it is there: first and last of each unbroken run, none for what is there once.
#[derive(Serialize)]
struct Entry(u8, String, String, String, Vec<usize>);

/// Everything that can be found.
#[derive(Serialize)]
struct Index {
    /// Id and name of each period.
    periods: Vec<(String, String)>,
    entries: Vec<Entry>,
}

/// The index as a script.
pub(crate) fn index(report: &Report, words: &Words, plan: &Plan) -> Asset {
    let on_pages = pages::finds(report, words, plan).into_iter();
    let on_pages = on_pages.map(|(name, anchor)| on_page(report, name, &anchor));
    let periods = report.periods.iter().take(report.current + 1);
    let index = Index {
        periods: periods
            .map(|it| (it.id.clone(), period::name(words, report.period_kind, it)))
            .collect(),
        entries: of_pages(report, words, plan)
            .into_iter()
            .chain(on_pages)
            .collect(),
    };
    Asset::new("search", "js", script::assigned("cxpressIndex", &index))
}

/// The pages of the plan, those of all periods together.
fn of_pages(report: &Report, words: &Words, plan: &Plan) -> Vec<Entry> {
    let entry = |(page, periods): (Page, Vec<usize>)| {
        let name = pages::name(report, words, page)?;
        Some(Entry::new(name, below(report, page), &periods))
    };
    plan.across_periods(report)
        .into_iter()
        .filter_map(entry)
        .collect()
}

/// What stands on a page, whatever else does.
fn on_page(report: &Report, name: Name, Anchor { page, id }: &Anchor) -> Entry {
    let period = page.has_period().then(|| page.period(report));
    let path = format!("{}#{id}", below(report, *page));
    Entry::new(name, path, period.as_slice())
}

/// The path of a page after that of its period.
fn below(report: &Report, page: Page) -> String {
    let path = page.path(report);
    match path.split_once('/') {
        Some((_, below)) => below.to_owned(),
        None => path,
    }
}

impl Entry {
    fn new(name: Name, path: String, periods: &[usize]) -> Self {
        Self(name.find as u8, name.title, name.note, path, runs(periods))
    }
}

/// The first and the last of each unbroken run in rising numbers.
fn runs(numbers: &[usize]) -> Vec<usize> {
    let mut runs: Vec<usize> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some(last) if *last + 1 == *number => *last = *number,
            _ => runs.extend([*number, *number]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_hold_all_numbers() {
        assert!(runs(&[]).is_empty());
        assert_eq!(runs(&[4]), vec![4, 4]);
        assert_eq!(runs(&[0, 1, 2, 5, 7, 8]), vec![0, 2, 5, 5, 7, 8]);
    }
}
