//! The page at an address that has moved.

use serde::Serialize;

use super::Content;
use crate::context::Context;
use crate::exhibits::holds;
use crate::page::{About, Page};
use crate::site::moved::Moved;
use crate::view::Link;

/// A page at an address that a group had in release 0.1.0.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MovedPage {
    /// The way on, where there is only one.
    refresh: Option<String>,
    /// The pages that may be meant.
    links: Vec<Link>,
}

holds!(MovedPage:);

pub(super) const TEMPLATE: &str = "moved.html";

/// Lays out the page at an address that has moved, as seen from one of the pages that may be meant.
pub(super) fn lay_out(context: &Context<'_>, moved: &Moved, from: Page) -> Content {
    let links = moved.to.iter().filter_map(|to| link(context, from, *to));
    let links: Vec<Link> = links.collect();
    let refresh = links
        .first()
        .filter(|_| moved.is_sure)
        .map(|link| link.href.clone());
    let title = context.words.get("moved-title");
    Content::new(title, Vec::new(), MovedPage { refresh, links })
}

/// The way to the page of a group, which stands in the same folder.
fn link(context: &Context<'_>, from: Page, to: Page) -> Option<Link> {
    let About::Group { dimension, value } = to.about else {
        return None;
    };
    Some(Link {
        label: context.report.dimensions[dimension].values[value].label.clone(),
        href: context.href(from, to)?,
        current: false,
    })
}
