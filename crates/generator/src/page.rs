//! What a page is, from which its address follows.

use cxpress_report::Report;

/// The kinds of pages that others lead to. What is known of a kind stands with it, in `pages`.
pub(crate) const OVERVIEW: &str = "overview";
pub(crate) const BOARD: &str = "board";
pub(crate) const FIGURE: &str = "figure";
pub(crate) const FIGURES: &str = "figures";
pub(crate) const GROUP: &str = "group";
pub(crate) const GROUPS: &str = "groups";
pub(crate) const ACTIONS: &str = "actions";
pub(crate) const DATA: &str = "data";
pub(crate) const LEARN: &str = "learn";
pub(crate) const TRUST: &str = "trust";

/// A page of the site. Periods, figures, dimensions and values are indices into the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Page {
    /// The name of its kind.
    pub(crate) kind: &'static str,
    pub(crate) span: Span,
    pub(crate) about: About,
}

/// The time that a page speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    /// The reporting period, at an address that is the same in every report: where readers come in.
    Current,
    /// A period.
    Period(usize),
    /// All periods.
    Report,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    Everything,
    Figure(usize),
    /// A value of a dimension.
    Group {
        dimension: usize,
        value: usize,
    },
}

impl Page {
    /// The overview of the reporting period, where a reader comes in.
    pub(crate) const HOME: Self = Self {
        span: Span::Current,
        ..Self::of_report(OVERVIEW)
    };
    /// What the figures rest on.
    pub(crate) const DATA: Self = Self::of_report(DATA);
    /// The glossary.
    pub(crate) const LEARN: Self = Self::of_report(LEARN);
    /// How far the report can be trusted.
    pub(crate) const TRUST: Self = Self::of_report(TRUST);

    /// The only page of a kind.
    pub(crate) const fn of_report(kind: &'static str) -> Self {
        Self {
            kind,
            span: Span::Report,
            about: About::Everything,
        }
    }

    /// The page of a kind in a period.
    pub(crate) const fn of_period(kind: &'static str, period: usize) -> Self {
        Self {
            span: Span::Period(period),
            ..Self::of_report(kind)
        }
    }

    /// The overview of a period.
    pub(crate) const fn overview(period: usize) -> Self {
        Self::of_period(OVERVIEW, period)
    }

    /// A figure in a period.
    pub(crate) const fn figure(period: usize, figure: usize) -> Self {
        Self {
            about: About::Figure(figure),
            ..Self::of_period(FIGURE, period)
        }
    }

    /// A value of a dimension in a period.
    pub(crate) const fn group(period: usize, dimension: usize, value: usize) -> Self {
        Self {
            about: About::Group { dimension, value },
            ..Self::of_period(GROUP, period)
        }
    }

    /// All figures of a period, where readers come in.
    pub(crate) fn figures(report: &Report, period: usize) -> Self {
        Self::of_period(FIGURES, period).entered(report)
    }

    /// The groups of a period, where readers come in.
    pub(crate) fn groups(report: &Report, period: usize) -> Self {
        Self::of_period(GROUPS, period).entered(report)
    }

    /// The page of the actions at the end of a period, where readers come in.
    pub(crate) fn actions(report: &Report, period: usize) -> Self {
        Self::of_period(ACTIONS, period).entered(report)
    }

    /// Where readers come in, instead of the same page of the reporting period.
    pub(crate) fn entered(self, report: &Report) -> Self {
        match self.span {
            Span::Period(period) if period == report.current => Self {
                span: Span::Current,
                ..self
            },
            _ => self,
        }
    }

    /// The page's permanent address.
    pub(crate) fn path(self, report: &Report) -> String {
        let folder = match self.span {
            Span::Period(period) => format!("{}/", report.periods[period].id),
            Span::Current | Span::Report => String::new(),
        };
        match self.about {
            // The overview is what a folder opens with.
            About::Everything if self.kind == OVERVIEW => format!("{folder}index.html"),
            About::Everything => format!("{folder}{}.html", self.kind),
            About::Figure(figure) => format!("{folder}metrics/{}.html", report.figures[figure].id),
            About::Group { dimension, value } => {
                let dimension = &report.dimensions[dimension];
                format!("{folder}{}/{}.html", dimension.id, dimension.values[value].id)
            }
        }
    }

    /// The way from this page to the site's root: empty, `../`, `../../`.
    pub(crate) fn root(self) -> String {
        let depth = usize::from(self.has_period()) + usize::from(self.about != About::Everything);
        "../".repeat(depth)
    }

    /// The period the page speaks of; the reporting period where it speaks of all.
    pub(crate) const fn period(self, report: &Report) -> usize {
        match self.span {
            Span::Period(period) => period,
            Span::Current | Span::Report => report.current,
        }
    }

    /// Whether the page stands in the folder of a period.
    pub(crate) const fn has_period(self) -> bool {
        matches!(self.span, Span::Period(_))
    }

    /// Whether the same page stands at another address, which is that of its period.
    pub(crate) const fn is_entrance(self) -> bool {
        matches!(self.span, Span::Current)
    }

    /// This page in another period; itself where it speaks of all.
    pub(crate) const fn in_period(self, period: usize) -> Self {
        match self.span {
            Span::Report => self,
            Span::Current | Span::Period(_) => Self {
                span: Span::Period(period),
                ..self
            },
        }
    }
}
