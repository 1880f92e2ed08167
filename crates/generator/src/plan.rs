//! The site as data: which pages there are, where they stand, and how one leads to another.

use std::collections::{BTreeMap, BTreeSet};

use cxpress_core::{Diagnostic, Diagnostics, address};
use cxpress_metric::Shape;
use cxpress_report::{Cell, Counts, Report};

use crate::draw;

/// A page of the site. Periods, figures, dimensions, values are indices into the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Page {
    /// The overview of the reporting period, where a reader comes in.
    Home,
    /// The overview of a period.
    Overview { period: usize },
    /// A figure in a period.
    Figure { period: usize, figure: usize },
    /// A value of a dimension in a period.
    Slice {
        period: usize,
        dimension: usize,
        value: usize,
    },
    /// What many figures say together in a period.
    Study { period: usize, study: Study },
    /// What was promised, at the end of the reporting period; also why customers were lost in it.
    Promised,
    /// What was promised, at the end of a period.
    Actions { period: usize },
    /// What the figures rest on.
    Data,
    /// Every period.
    Archive,
    /// The glossary.
    Learn,
}

/// What many figures say together, in the order in which it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Study {
    /// Service, perception and experience on one timeline.
    Lenses,
    /// Touchpoint by touchpoint.
    Journey,
    /// What goes with outcomes.
    Drivers,
    /// What customers write.
    Voice,
}

impl Study {
    pub(crate) const ALL: [Self; 4] = [Self::Lenses, Self::Journey, Self::Drivers, Self::Voice];

    /// The name in addresses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Lenses => "lenses",
            Self::Journey => "journey",
            Self::Drivers => "drivers",
            Self::Voice => "voice",
        }
    }

    /// Whether a period has something for its page.
    fn has_something(self, report: &Report, period: usize) -> bool {
        let told = || {
            report
                .figures
                .iter()
                .filter(move |figure| figure.total.get(period).is_some_and(tells))
        };
        match self {
            Self::Lenses => {
                let lenses: BTreeSet<_> = told().map(|figure| figure.lens).collect();
                lenses.len() > 1
            }
            Self::Journey => told().filter(|figure| figure.touchpoint.is_some()).count() > 1,
            Self::Drivers => {
                let mut studies = report.drivers.iter();
                studies.any(|drivers| drivers.periods.get(period).is_some_and(Option::is_some))
            }
            Self::Voice => told().any(|figure| figure.counts == Counts::Comments),
        }
    }
}

impl Page {
    /// The page's permanent address.
    pub(crate) fn path(self, report: &Report) -> String {
        let period = |index: usize| &report.periods[index].id;
        match self {
            Self::Home => "index.html".to_owned(),
            Self::Overview { period: index } => format!("{}/index.html", period(index)),
            Self::Figure {
                period: index,
                figure,
            } => {
                format!("{}/metrics/{}.html", period(index), report.figures[figure].id)
            }
            Self::Slice {
                period: index,
                dimension,
                value,
            } => {
                let dimension = &report.dimensions[dimension];
                format!(
                    "{}/{}/{}.html",
                    period(index),
                    dimension.id,
                    dimension.values[value].id
                )
            }
            Self::Study { period: index, study } => format!("{}/{}.html", period(index), study.name()),
            Self::Promised => "actions.html".to_owned(),
            Self::Actions { period: index } => format!("{}/actions.html", period(index)),
            Self::Data => "data.html".to_owned(),
            Self::Archive => "archive.html".to_owned(),
            Self::Learn => "learn.html".to_owned(),
        }
    }

    /// How many folders deep the page stands.
    const fn depth(self) -> usize {
        match self {
            Self::Home | Self::Promised | Self::Data | Self::Archive | Self::Learn => 0,
            Self::Overview { .. } | Self::Actions { .. } | Self::Study { .. } => 1,
            Self::Figure { .. } | Self::Slice { .. } => 2,
        }
    }

    /// The way from this page to the site's root: empty, `../`, `../../`.
    pub(crate) fn root(self) -> String {
        "../".repeat(self.depth())
    }

    /// The period the page speaks of; the reporting period where it speaks of all.
    pub(crate) const fn period(self, report: &Report) -> usize {
        match self {
            Self::Overview { period }
            | Self::Figure { period, .. }
            | Self::Slice { period, .. }
            | Self::Study { period, .. }
            | Self::Actions { period } => period,
            Self::Home | Self::Promised | Self::Data | Self::Archive | Self::Learn => report.current,
        }
    }

    /// Whether there is one page of the kind in each period.
    pub(crate) const fn has_period(self) -> bool {
        !matches!(
            self,
            Self::Home | Self::Promised | Self::Data | Self::Archive | Self::Learn
        )
    }

    /// The page of the actions at the end of a period, where readers come in.
    pub(crate) const fn actions(report: &Report, period: usize) -> Self {
        if period == report.current {
            Self::Promised
        } else {
            Self::Actions { period }
        }
    }

    /// The same page in another period.
    pub(crate) const fn in_period(self, period: usize) -> Self {
        match self {
            Self::Home | Self::Overview { .. } => Self::Overview { period },
            Self::Promised | Self::Actions { .. } => Self::Actions { period },
            Self::Figure { figure, .. } => Self::Figure { period, figure },
            Self::Study { study, .. } => Self::Study { period, study },
            Self::Slice { dimension, value, .. } => Self::Slice {
                period,
                dimension,
                value,
            },
            other => other,
        }
    }
}

/// The pages of a site.
pub(crate) struct Plan {
    pages: BTreeSet<Page>,
}

impl Plan {
    /// The pages that there is something for.
    pub(crate) fn new(report: &Report) -> Self {
        let mut pages = BTreeSet::from([Page::Home, Page::Data, Page::Archive, Page::Learn]);
        for period in 0..=report.current {
            pages.insert(Page::Overview { period });
            pages.extend(figure_pages(report, period));
            let studies = Study::ALL
                .into_iter()
                .filter(|study| study.has_something(report, period));
            pages.extend(studies.map(|study| Page::Study { period, study }));
            if has_actions(report, period) || draw::ranked(report, period).next().is_some() {
                pages.extend([Page::Actions { period }, Page::actions(report, period)]);
            }
        }
        for period in (0..=report.current).filter(|period| report.has_groups(*period)) {
            pages.extend(slice_pages(report, period));
        }
        Self { pages }
    }

    /// In a fixed order.
    pub(crate) fn pages(&self) -> impl Iterator<Item = Page> + '_ {
        self.pages.iter().copied()
    }

    /// Whether the site has a page.
    pub(crate) fn has(&self, page: Page) -> bool {
        self.pages.contains(&page)
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
                    Diagnostic::error("address-unsafe", message).help("use letters, digits, `-`, `_`, `.`"),
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
                    Diagnostic::error("address-twice", message).help("rename the dimension or the figure"),
                );
            }
        }
        for name in reserved {
            let message = format!("Windows allows no file and no folder of the name `{name}`");
            let diagnostic = Diagnostic::warning("address-reserved", message);
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

/// Whether anything had been promised until the end of a period.
fn has_actions(report: &Report, period: usize) -> bool {
    let standing =
        |action: &cxpress_report::Action| action.standings.get(period).is_some_and(Option::is_some);
    report.actions.iter().any(standing)
}

fn figure_pages(report: &Report, period: usize) -> impl Iterator<Item = Page> + '_ {
    let told = move |figure: &usize| report.figures[*figure].total.get(period).is_some_and(tells);
    (0..report.figures.len())
        .filter(told)
        .map(move |figure| Page::Figure { period, figure })
}

fn slice_pages(report: &Report, period: usize) -> BTreeSet<Page> {
    let series = report.figures.iter().flat_map(|figure| &figure.slices);
    let told = series.filter(|slice| slice.cells.get(period).is_some_and(tells));
    told.map(|slice| Page::Slice {
        period,
        dimension: slice.dimension,
        value: slice.value,
    })
    .collect()
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
