//! The site as data: which pages there are, in which order they are listed and read.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics};
use cxpress_document::address;
use cxpress_metric::Shape;
use cxpress_report::{Cell, Report};

use crate::page::{About, BOARD, Page, Span};

/// What is known of a kind of pages whatever a report holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    /// What addresses and links by name call it: `page:NAME`.
    pub(crate) name: &'static str,
    /// The string of the theme's tables that names it to readers.
    pub(crate) word: &'static str,
    pub(crate) template: &'static str,
    pub(crate) scope: Scope,
    /// Its place among the kinds in the order of reading: of the navigation, and of a period as one file.
    pub(crate) place: u8,
}

/// How many pages of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One.
    Report,
    /// One a period.
    Period,
    /// One a period, that of the reporting period at a permanent address too: where readers come in.
    Entered,
    /// One a period and subject.
    Subject,
}

impl Spec {
    /// The page of the kind that readers of a period are led to; none where there are several.
    pub(crate) fn page(&self, report: &Report, period: usize) -> Option<Page> {
        match self.scope {
            Scope::Report => Some(Page::of_report(self.name)),
            Scope::Period => Some(Page::of_period(self.name, period)),
            Scope::Entered => Some(Page::of_period(self.name, period).entered(report)),
            Scope::Subject => None,
        }
    }
}

/// The pages of a site.
#[derive(Default)]
pub(crate) struct Plan {
    kinds: Vec<Spec>,
    pages: Vec<Page>,
    known: BTreeSet<Page>,
}

impl Plan {
    /// Adds pages of a kind, which are listed after those of other kinds.
    pub(crate) fn add(&mut self, kind: Spec, pages: impl IntoIterator<Item = Page>) {
        let pages: BTreeSet<Page> = pages.into_iter().collect();
        self.kinds.push(kind);
        self.pages.extend(&pages);
        self.known.extend(pages);
    }

    /// In a fixed order: kind by kind.
    pub(crate) fn pages(&self) -> impl Iterator<Item = Page> + '_ {
        self.pages.iter().copied()
    }

    /// The pages of the reporting period and those that speak of all periods, each once, in the order of reading. The board
    /// edition says the same once more.
    pub(crate) fn current(&self, report: &Report) -> Vec<Page> {
        let is_meant =
            |page: &Page| !page.is_entrance() && page.period(report) == report.current && page.kind != BOARD;
        let mut pages: Vec<Page> = self.pages().filter(is_meant).collect();
        pages.sort_by_key(|page| self.kind(*page).map(|kind| kind.place));
        pages
    }

    /// The plan of the reporting period and of what speaks of all periods, in the order of reading. Where readers come in is
    /// the page of the period.
    pub(crate) fn of_current(self, report: &Report) -> Self {
        let pages = self.current(report);
        let held: BTreeSet<Page> = pages.iter().copied().collect();
        let is_held = |page: &Page| held.contains(page) || held.contains(&page.in_period(report.current));
        Self {
            known: self
                .known
                .into_iter()
                .filter(|page| page.period(report) == report.current && is_held(page))
                .collect(),
            pages,
            kinds: self.kinds,
        }
    }

    /// Every page that the site has.
    pub(crate) fn known(&self) -> impl Iterator<Item = Page> + '_ {
        self.known.iter().copied()
    }

    /// The pages of all periods together, each as that of the first, with the periods that have it.
    pub(crate) fn across_periods(&self, report: &Report) -> Vec<(Page, Vec<usize>)> {
        let of_kind = |kind: &Spec| {
            let pages = self
                .pages()
                .filter(|page| page.kind == kind.name && !page.is_entrance());
            let mut once: BTreeMap<Page, Vec<usize>> = BTreeMap::new();
            for page in pages {
                let periods = once.entry(page.in_period(0)).or_default();
                periods.extend(page.has_period().then(|| page.period(report)));
            }
            once
        };
        self.kinds.iter().flat_map(of_kind).collect()
    }

    /// Whether the site has a page.
    pub(crate) fn has(&self, page: Page) -> bool {
        self.known.contains(&page)
    }

    /// The kind of a page.
    pub(crate) fn kind(&self, page: Page) -> Option<&Spec> {
        self.kinds.iter().find(|kind| kind.name == page.kind)
    }

    /// The page that a name means in a period, whether the site has it or not.
    pub(crate) fn named(&self, report: &Report, name: &str, period: usize) -> Option<Page> {
        let kind = self.kinds.iter().find(|kind| kind.name == name)?;
        kind.page(report, period)
    }

    /// The names of kinds of which there is one page a period or one.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        let kinds = self.kinds.iter().filter(|kind| kind.scope != Scope::Subject);
        kinds.map(|kind| kind.name)
    }

    /// The pages of groups, each with its period, dimension and value.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Page, usize, usize, usize)> + '_ {
        self.pages().filter_map(|page| match (page.span, page.about) {
            (Span::Period(period), About::Group { dimension, value }) => {
                Some((page, period, dimension, value))
            }
            _ => None,
        })
    }

    /// Addresses that cannot be: two pages at one, or letters that no address should hold.
    pub(crate) fn check(&self, report: &Report) -> Diagnostics {
        let mut wrong = Diagnostics::default();
        let mut seen = BTreeMap::new();
        let mut reserved = BTreeSet::new();
        for page in self.pages() {
            let path = page.path(report);
            if !is_safe(&path) {
                let message = format!("a page would stand at `{path}`, which is no address");
                wrong.push(
                    Diagnostic::error(Code::AddressUnsafe, message)
                        .help("use letters, digits, `-`, `_`, `.`"),
                );
            }
            reserved.extend(
                path.split('/')
                    .filter(|part| address::is_reserved(part))
                    .map(str::to_owned),
            );
            if seen.insert(path.to_lowercase(), page).is_some() {
                let message = format!("two pages would stand at `{path}`");
                wrong.push(
                    Diagnostic::error(Code::AddressTwice, message).help("rename the dimension or the figure"),
                );
            }
        }
        for name in reserved {
            let message = format!("Windows allows no file and no folder of the name `{name}`");
            let diagnostic = Diagnostic::warning(Code::AddressReserved, message);
            wrong.push(diagnostic.help("choose another id, if the report is to be opened there"));
        }
        wrong
    }
}

fn is_safe(path: &str) -> bool {
    let letter = |c: char| c == '.' || address::is_letter(c);
    path.split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(letter))
}

/// Whether a cell has something to tell: a value, a part, a shape.
pub(crate) fn tells(cell: &Cell) -> bool {
    cell.shown().is_some_and(|shown| {
        shown.headline.estimate().is_some()
            || shown.parts.iter().any(|part| part.reading.estimate().is_some())
            || shown.shape != Shape::None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_letters_and_nothing_else() {
        assert!(is_safe("2026-10/metrics/would_recommend.html"));
        assert!(is_safe("2026-10/topic/größe-日本.html"));
        for path in [
            "../x.html",
            "a//b.html",
            "a b.html",
            "a\u{202e}.html",
            "a/\"x.html",
            ".hidden/x",
        ] {
            assert!(!is_safe(path), "{path}");
        }
    }
}
