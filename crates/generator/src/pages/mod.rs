//! The views of the pages, one module a kind of page.

mod actions;
mod archive;
mod data;
mod figure;
mod learn;
mod moved;
mod overview;
#[cfg(test)]
mod reference;
mod slice;
mod study;
mod uncomfortable;

use serde::Serialize;

pub(crate) use self::learn::TERMS;
pub(crate) use self::study::quoted;

use crate::edition::Edition;
use crate::plan::Page;
use crate::site::moved::Moved;
use crate::view::Frame;

/// A page with what its template needs.
#[derive(Serialize)]
pub(crate) struct Laid<T> {
    /// What every page has.
    frame: Frame,
    /// What this kind of page has.
    page: T,
}

/// A page laid out, ready for its template.
pub(crate) enum Layout {
    Overview(Box<Laid<overview::Overview>>),
    Figure(Box<Laid<figure::FigurePage>>),
    Slice(Box<Laid<slice::SlicePage>>),
    Study(Box<Laid<study::StudyPage>>),
    Actions(Box<Laid<actions::ActionsPage>>),
    Data(Box<Laid<data::DataPage>>),
    Archive(Box<Laid<archive::ArchivePage>>),
    Learn(Box<Laid<learn::LearnPage>>),
    Moved(Box<Laid<moved::MovedPage>>),
}

impl Layout {
    /// What the page is about.
    pub(crate) fn title(&self) -> &str {
        let frame = match self {
            Self::Overview(laid) => &laid.frame,
            Self::Figure(laid) => &laid.frame,
            Self::Slice(laid) => &laid.frame,
            Self::Study(laid) => &laid.frame,
            Self::Actions(laid) => &laid.frame,
            Self::Data(laid) => &laid.frame,
            Self::Archive(laid) => &laid.frame,
            Self::Learn(laid) => &laid.frame,
            Self::Moved(laid) => &laid.frame,
        };
        &frame.title
    }
}

/// Lays out the page at an address that has moved.
pub(crate) fn lay_out_moved(edition: &Edition<'_>, moved: &Moved) -> Layout {
    Layout::Moved(Box::new(moved::lay_out(edition, moved)))
}

/// Lays out a page.
pub(crate) fn lay_out(edition: &Edition<'_>, page: Page) -> Layout {
    match page {
        Page::Home => Layout::Overview(Box::new(overview::lay_out(edition, page, edition.report.current))),
        Page::Overview { period } => Layout::Overview(Box::new(overview::lay_out(edition, page, period))),
        Page::Figure { period, figure } => {
            Layout::Figure(Box::new(figure::lay_out(edition, page, period, figure)))
        }
        Page::Slice {
            period,
            dimension,
            value,
        } => Layout::Slice(Box::new(slice::lay_out(edition, page, period, dimension, value))),
        Page::Study { period, study } => {
            Layout::Study(Box::new(study::lay_out(edition, page, period, study)))
        }
        Page::Promised => Layout::Actions(Box::new(actions::lay_out(edition, page, edition.report.current))),
        Page::Actions { period } => Layout::Actions(Box::new(actions::lay_out(edition, page, period))),
        Page::Data => Layout::Data(Box::new(data::lay_out(edition))),
        Page::Archive => Layout::Archive(Box::new(archive::lay_out(edition))),
        Page::Learn => Layout::Learn(Box::new(learn::lay_out(edition))),
    }
}
