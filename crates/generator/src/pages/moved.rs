//! The page at an address that has moved.

use serde::Serialize;

use super::Laid;
use crate::edition::Edition;
use crate::plan::Page;
use crate::site::moved::Moved;
use crate::view::{Frame, Link};

/// A page at an address that a group had in release 0.1.0.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MovedPage {
    /// The way on, where there is only one.
    refresh: Option<String>,
    /// The pages that may be meant.
    links: Vec<Link>,
}

pub(crate) fn lay_out(edition: &Edition<'_>, moved: &Moved) -> Laid<MovedPage> {
    let from = moved.to.first().copied().unwrap_or(Page::Home);
    let links: Vec<Link> = moved
        .to
        .iter()
        .filter_map(|to| link(edition, from, *to))
        .collect();
    let refresh = links
        .first()
        .filter(|_| moved.is_sure)
        .map(|link| link.href.clone());
    Laid {
        frame: Frame {
            previous: None,
            next: None,
            ..edition.frame(from, &edition.words.get("moved-title"), Vec::new())
        },
        page: MovedPage { refresh, links },
    }
}

/// The way to the page of a group, which stands in the same folder.
fn link(edition: &Edition<'_>, from: Page, to: Page) -> Option<Link> {
    let Page::Slice { dimension, value, .. } = to else {
        return None;
    };
    Some(Link {
        label: edition.report.dimensions[dimension].values[value].label.clone(),
        href: edition.href(from, to)?,
        current: false,
    })
}
