//! The pages of a site. Each kind of pages is one file that says all of itself; [`KINDS`] lists them.

mod actions;
mod archive;
mod data;
mod figure;
mod figures;
mod files;
mod frame;
mod groups;
mod learn;
mod lens;
mod moved;
mod overview;
#[cfg(test)]
mod reference;
mod slice;
mod study;
mod trust;

use cxpress_report::Report;
use serde::Serialize;
use tera::Value;

use crate::context::Context;
use crate::exhibits::Holds;
use crate::language::Words;
use crate::page::Page;
use crate::plan::{Plan, Spec};
use crate::site::moved::Moved;
use crate::view::{Frame, Link};

/// The kinds of pages, in the order in which search and workbooks list their pages.
const KINDS: [&dyn PageKind; 15] = [
    &overview::Overviews,
    &figures::FigureLists,
    &figure::Figures,
    &groups::GroupLists,
    &slice::Groups,
    &study::lenses::Lenses,
    &study::journey::Journey,
    &study::drivers::DriverPages,
    &study::voice::Voice,
    &actions::Actions,
    &data::Data,
    &archive::Archive,
    &learn::Learn,
    &trust::Trust,
    &overview::board::Boards,
];

/// A kind of pages.
trait PageKind: Sync {
    /// What is known of it whatever a report holds.
    fn spec(&self) -> Spec;

    /// Its pages that there is something for.
    fn pages(&self, report: &Report) -> Vec<Page>;

    /// The way there in the main navigation of a page, if the site has it.
    fn navigation(&self, context: &Context<'_>, from: Page) -> Option<Link> {
        let period = from.period(context.report);
        let to = self.spec().page(context.report, period)?;
        Some(Link {
            label: context.words.get(self.spec().word),
            href: context.href(from, to)?,
            current: from.in_period(period) == to.in_period(period),
        })
    }

    /// What readers who search know a page of the kind by.
    fn name(&self, _: &Report, words: &Words, _: Page) -> Option<Name> {
        Some(Name {
            find: Find::Page,
            title: words.get(self.spec().word),
            note: String::new(),
        })
    }

    /// What readers may search for that stands on its pages.
    fn finds(&self, _: &Report, _: &Words, _: &Plan) -> Vec<(Name, Anchor)> {
        Vec::new()
    }

    /// What a page of the kind shows.
    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content>;
}

/// What a page shows, without what all pages have.
struct Content {
    /// What it is about, for the title of the window.
    title: String,
    /// The places on it, in order.
    places: Vec<Link>,
    /// What its template is given.
    view: Box<dyn View>,
}

impl Content {
    fn new(title: String, places: Vec<Link>, view: impl View + 'static) -> Self {
        let view = Box::new(view);
        Self { title, places, view }
    }
}

/// What a template is given.
pub(crate) trait View: Send {
    /// The same as a value of templates.
    fn value(&self) -> tera::TeraResult<Value>;

    /// The charts and tables in it.
    fn holds(&mut self) -> &mut dyn Holds;
}

impl<T: Serialize + Holds + Send + 'static> View for T {
    fn value(&self) -> tera::TeraResult<Value> {
        Value::try_from_serializable(self)
    }

    fn holds(&mut self) -> &mut dyn Holds {
        self
    }
}

/// A page laid out, ready for its template.
pub(crate) struct Layout {
    pub(crate) template: &'static str,
    /// What every page has.
    pub(crate) frame: Frame,
    /// What this kind of page has.
    pub(crate) page: Box<dyn View>,
}

/// What readers who search know something by.
pub(crate) struct Name {
    pub(crate) find: Find,
    pub(crate) title: String,
    /// What tells it from others of the same title.
    pub(crate) note: String,
}

/// What can be found; the script knows it by its place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Find {
    Page,
    Figure,
    Group,
    Action,
    Term,
    Quote,
}

/// A place on a page that search leads to.
pub(crate) struct Anchor {
    pub(crate) page: Page,
    /// The id of the element.
    pub(crate) id: String,
}

impl Anchor {
    fn new(page: Page, id: impl Into<String>) -> Self {
        Self { page, id: id.into() }
    }
}

/// The pages of a site.
pub(crate) fn plan(report: &Report) -> Plan {
    let mut plan = Plan::default();
    for kind in KINDS {
        plan.add(kind.spec(), kind.pages(report));
    }
    plan
}

/// The kind of a page.
fn kind(page: Page) -> Option<&'static dyn PageKind> {
    KINDS.into_iter().find(|kind| kind.spec().name == page.kind)
}

/// What readers who search know a page by.
pub(crate) fn name(report: &Report, words: &Words, page: Page) -> Option<Name> {
    kind(page)?.name(report, words, page)
}

/// What stands on the pages of a site and may be searched for.
pub(crate) fn finds(report: &Report, words: &Words, plan: &Plan) -> Vec<(Name, Anchor)> {
    let found = KINDS.into_iter().flat_map(|kind| kind.finds(report, words, plan));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(name, _)| name.find);
    found
}

/// Lays out a page.
pub(crate) fn lay_out(context: &Context<'_>, page: Page) -> Option<Layout> {
    let kind = kind(page)?;
    let Content { title, places, view } = kind.lay_out(context, page)?;
    Some(Layout {
        template: kind.spec().template,
        frame: frame::frame(context, page, &title, places),
        page: view,
    })
}

/// What the reporting period came to, as paragraphs of plain text.
pub(crate) fn summary(context: &Context<'_>) -> Vec<String> {
    overview::summary(context)
}

/// Lays out the page at an address that has moved.
pub(crate) fn lay_out_moved(context: &Context<'_>, moved: &Moved) -> Layout {
    let page = moved.to.first().copied().unwrap_or(Page::HOME);
    let Content { title, places, view } = moved::lay_out(context, moved, page);
    Layout {
        template: moved::TEMPLATE,
        frame: Frame {
            previous: None,
            next: None,
            ..frame::frame(context, page, &title, places)
        },
        page: view,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plan::Scope;

    #[test]
    fn kinds_have_names_and_places_of_their_own() {
        let specs = KINDS.map(|kind| kind.spec());
        let names: BTreeSet<_> = specs.iter().map(|spec| spec.name).collect();
        let places: BTreeSet<_> = specs.iter().map(|spec| spec.place).collect();
        assert_eq!([names.len(), places.len()], [specs.len(), specs.len()]);
    }

    #[test]
    fn only_kinds_of_many_pages_have_none_to_lead_to() {
        let led = KINDS.map(|kind| kind.spec()).into_iter();
        let led = led.filter(|spec| spec.scope == Scope::Subject);
        let names: Vec<_> = led.map(|spec| spec.name).collect();
        assert_eq!(names, [crate::page::FIGURE, crate::page::GROUP]);
    }
}
