//! The index of the search: what a reader can find by its name, and where it stands.
//!
//! It is made of the planned pages and of what they show, so that nothing is found that no page shows. What
//! stands on the same page of several periods is one entry with these periods.

use std::collections::BTreeMap;

use cxpress_report::Report;
use serde::Serialize;

use super::asset::Asset;
use super::script;
use crate::edition::study_word;
use crate::language::Words;
use crate::language::period;
use crate::pages::{TERMS, quoted};
use crate::plan::{Page, Plan, Study};

/// What an entry is; the script knows them by their place here.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Page,
    Figure,
    Group,
    Action,
    Term,
    Quote,
}

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
    let desk = Desk { report, words, plan };
    let mut entries = desk.pages();
    entries.extend(desk.actions());
    entries.extend(desk.terms());
    entries.extend(desk.quotes());
    let periods = report.periods.iter().take(report.current + 1);
    let index = Index {
        periods: periods
            .map(|it| (it.id.clone(), period::name(words, report.period_kind, it)))
            .collect(),
        entries,
    };
    Asset::new("search", "js", script::assigned("cxpressIndex", &index))
}

/// What all entries are made from.
struct Desk<'a> {
    report: &'a Report,
    words: &'a Words,
    plan: &'a Plan,
}

impl Desk<'_> {
    /// The pages of the plan, those of all periods together.
    fn pages(&self) -> Vec<Entry> {
        let mut periods: BTreeMap<Page, Vec<usize>> = BTreeMap::new();
        for page in self.plan.pages() {
            if !matches!(page, Page::Home | Page::Promised) {
                let once = periods.entry(page.in_period(0)).or_default();
                once.extend(page.has_period().then(|| page.period(self.report)));
            }
        }
        let entries = periods.into_iter();
        entries.map(|(page, periods)| self.page(page, &periods)).collect()
    }

    fn page(&self, page: Page, periods: &[usize]) -> Entry {
        let (kind, title, note) = self.named(page);
        let path = page.path(self.report);
        let below = path.split_once('/').map_or(path.as_str(), |(_, below)| below);
        Entry(kind as u8, title, note, below.to_owned(), runs(periods))
    }

    /// What a page is, what it is called, and what tells it from others.
    fn named(&self, page: Page) -> (Kind, String, String) {
        let word = |id: &str| (Kind::Page, self.words.get(id), String::new());
        match page {
            Page::Home | Page::Overview { .. } => word("nav-overview"),
            Page::Figure { figure, .. } => {
                let figure = &self.report.figures[figure];
                let touchpoint = figure.touchpoint.iter().cloned();
                let metric = figure.metric.id.replace('-', " ");
                let about: Vec<_> = touchpoint.chain([metric]).collect();
                (Kind::Figure, figure.label.clone(), about.join(" · "))
            }
            Page::Slice { dimension, value, .. } => {
                let dimension = &self.report.dimensions[dimension];
                let value = dimension.values[value].label.clone();
                (Kind::Group, value, dimension.label.clone())
            }
            Page::Study { study, .. } => word(study_word(study)),
            Page::Promised | Page::Actions { .. } => word("nav-actions"),
            Page::Data => word("nav-data"),
            Page::Archive => word("nav-archive"),
            Page::Learn => word("nav-learn"),
        }
    }

    /// The actions that stand on their latest page.
    fn actions(&self) -> Vec<Entry> {
        let current = self.report.current;
        let page = Page::actions(self.report, current);
        let stands = |action: &&cxpress_report::Action| {
            self.plan.has(page) && action.standings.get(current).is_some_and(Option::is_some)
        };
        let actions = self.report.actions.iter().filter(stands);
        let entry = |action: &cxpress_report::Action| {
            let path = format!("{}#action-{}", page.path(self.report), action.id);
            Entry(
                Kind::Action as u8,
                action.title.clone(),
                action.owner.clone(),
                path,
                Vec::new(),
            )
        };
        actions.map(entry).collect()
    }

    fn terms(&self) -> Vec<Entry> {
        let entry = |id: &str| {
            let term = self.words.get(&format!("term-{id}"));
            let meaning = self.words.get(&format!("meaning-{id}"));
            let path = format!("{}#term-{id}", Page::Learn.path(self.report));
            Entry(Kind::Term as u8, term, meaning, path, Vec::new())
        };
        TERMS.into_iter().map(entry).collect()
    }

    /// What customers wrote, as far as it is published.
    fn quotes(&self) -> Vec<Entry> {
        let study = Study::Voice;
        let periods = (0..=self.report.current).filter(|period| {
            let period = *period;
            self.plan.has(Page::Study { period, study })
        });
        let of_period = |period: usize| {
            quoted(self.report, period)
                .into_iter()
                .flat_map(move |(theme, texts)| {
                    let theme = self.report.figures[theme].label.as_str();
                    texts.iter().map(move |text| self.quote(period, theme, text))
                })
        };
        periods.flat_map(of_period).collect()
    }

    fn quote(&self, period: usize, theme: &str, text: &str) -> Entry {
        let path = format!("{}.html#quotes", Study::Voice.name());
        Entry(
            Kind::Quote as u8,
            text.to_owned(),
            theme.to_owned(),
            path,
            vec![period, period],
        )
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
