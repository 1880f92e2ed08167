//! The overview: what a director reads in a minute.

mod changes;
mod groups;
mod lead;
mod tested;

use cxpress_metric::Lens;
use cxpress_report::{FigureSeries, Period, Report, SliceSeries, TileVerdict};
use serde::Serialize;

use self::changes::{ChangeView, SlicesView};
use self::groups::GroupView;
use super::lens::{self, LensFigures};
use super::{Content, PageKind};
use crate::context::Context;
use crate::exhibits::{Table, TileView, holds};
use crate::language::Words;
use crate::language::{period, say};
use crate::page::{OVERVIEW, Page};
use crate::plan::{Scope, Spec};
use crate::view::{Link, NoteView};

/// The overview of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Overview {
    /// The period in words.
    period: String,
    /// Draft, final, or as published.
    state: String,
    /// The last day with data, in words, where they do not fill the period.
    partial: Option<String>,
    /// The last day with data as machines read it.
    partial_datetime: Option<String>,
    /// The first and the last day of a period whose name does not tell them: of a financial year.
    days: Option<String>,
    /// That the next period has too few answers to be reported on, where it has any.
    later: Option<String>,
    /// How much was heard from customers.
    heard: String,
    /// The finding of the period.
    headline: String,
    /// What to know at once: one sentence a finding, the worst first.
    lead: Vec<String>,
    /// The headline figures.
    tiles: Vec<TileView>,
    /// How many comparisons were made, and how changes are told from chance.
    tested: Option<String>,
    /// What that means where no headline figure is better or worse.
    quiet: Vec<String>,
    /// The figures that changed.
    changes: Vec<ChangeView>,
    /// Slices that changed while their figure as a whole did not.
    elsewhere: Vec<SlicesView>,
    /// What nobody likes to read.
    uncomfortable: Vec<super::uncomfortable::UncomfortableView>,
    /// What was promised.
    promised: Option<super::actions::Promised>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
    /// Every figure, by lens.
    lenses: Vec<LensView>,
    /// The headline figures by each dimension.
    groups: Vec<GroupView>,
}

holds!(Overview: changes, promised, lenses, groups);
holds!(LensView: table);

/// The figures of a lens.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LensView {
    /// The id of the lens.
    id: &'static str,
    /// Its name.
    label: String,
    /// Its figures.
    table: Table,
}

/// The overviews of all periods.
pub(super) struct Overviews;

impl PageKind for Overviews {
    fn spec(&self) -> Spec {
        Spec {
            name: OVERVIEW,
            word: "nav-overview",
            template: "overview.html",
            scope: Scope::Entered,
            place: 0,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let periods = (0..=report.current).map(Page::overview);
        periods.chain([Page::HOME]).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let period = page.period(context.report);
        let builder = Builder {
            context,
            page,
            period,
        };
        let view = builder.overview();
        Some(Content::new(
            context.period(period),
            places(context.words, &view),
            view,
        ))
    }
}

/// What stands on the page, in order.
fn places(words: &Words, page: &Overview) -> Vec<Link> {
    let sections = [
        (true, "changed", "section-changed"),
        (
            !page.uncomfortable.is_empty(),
            "uncomfortable",
            "section-uncomfortable",
        ),
        (page.promised.is_some(), "promised", "section-promised"),
        (!page.notes.is_empty(), "commentary", "section-commentary"),
        (true, "figures", "section-lenses"),
        (!page.groups.is_empty(), "groups", "section-groups"),
    ];
    Link::places(words, sections)
}

/// What all parts of one overview look things up in.
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn overview(&self) -> Overview {
        let Self {
            context,
            page,
            period,
        } = *self;
        let words = context.words;
        let own = &context.report.periods[period];
        let headline = context.notes_on(page).find_map(|note| note.headline.clone());
        Overview {
            period: context.period(period),
            state: words.get(match context.report.state {
                _ if context.report.as_published(self.period).is_some() => "state-published",
                cxpress_report::State::Draft => "state-draft",
                cxpress_report::State::Final => "state-final",
            }),
            partial: own.partial.map(|date| period::date(words, date)),
            partial_datetime: own.partial.map(|date| date.to_string()),
            days: period::days(words, own),
            later: self.later(),
            heard: self.heard(own),
            headline: headline.unwrap_or_else(|| self.headline()),
            lead: self.lead(),
            tiles: self.tiles(),
            tested: self.tested(),
            quiet: self.quiet(),
            changes: self
                .headlines()
                .filter_map(|(index, figure)| self.change(index, figure))
                .collect(),
            elsewhere: self.elsewhere(),
            uncomfortable: super::uncomfortable::views(context, page, period),
            promised: super::actions::promised(context, page, period),
            notes: context.note_views(page),
            lenses: self.lenses(),
            groups: self.groups(),
        }
    }

    /// Said on the last period alone.
    fn later(&self) -> Option<String> {
        let report = self.context.report;
        let later = report.later.as_ref().filter(|_| self.period == report.current)?;
        let words = self.context.words;
        let name = period::name(words, report.period_kind, later);
        Some(words.say("later-too-few", [("period", name.into())]))
    }

    fn headlines(&self) -> impl Iterator<Item = (usize, &'a FigureSeries)> + use<'a> {
        let report = self.context.report;
        report
            .headlines
            .iter()
            .map(|index| (*index, &report.figures[*index]))
    }

    fn figure_href(&self, figure: usize) -> Option<String> {
        self.context.href(self.page, Page::figure(self.period, figure))
    }

    fn slice_href(&self, dimension: usize, value: usize) -> Option<String> {
        self.context
            .href(self.page, Page::group(self.period, dimension, value))
    }

    fn heard(&self, own: &Period) -> String {
        let words = self.context.words;
        let sources = self.context.report.data.sources.len();
        let mut parts = Vec::new();
        for (kind, n) in own.heard.iter().filter(|(kind, _)| kind.tells_of_its_start()) {
            let (n, count) = ((*n).into(), words.count(*n).into());
            parts.push(words.say(
                "heard",
                [("kind", kind.name().into()), ("n", n), ("count", count)],
            ));
        }
        parts.push(words.say("heard-sources", [("n", sources.into())]));
        parts.join(", ")
    }

    fn tiles(&self) -> Vec<TileView> {
        let tile = |(index, figure): (usize, &'a FigureSeries)| {
            let mut tile = self
                .context
                .tile(figure, &figure.total, self.period, self.figure_href(index));
            tile.notes.extend(self.where_it_moved(figure));
            tile
        };
        self.headlines().map(tile).collect()
    }

    /// *worsened in Live chat and Phone*, if the total went the same way.
    fn where_it_moved(&self, figure: &'a FigureSeries) -> Option<String> {
        let total = TileVerdict::of(figure.total[self.period].shown()?).filter(|it| it.is_marked())?;
        let alike = self
            .changed_slices(figure)
            .filter(|(_, it, _)| it.mark == total.mark);
        let labels: Vec<_> = alike
            .map(|(slice, ..)| self.value_label(slice).to_owned())
            .collect();
        let word = say::verdict_word(self.context.words, total.mark);
        let list = self.few(&labels);
        let sentence = || {
            self.context
                .words
                .say("moved-in", [("verdict", word.into()), ("list", list.into())])
        };
        (!labels.is_empty()).then(sentence)
    }

    fn value_label(&self, slice: &SliceSeries) -> &'a str {
        &self.context.report.dimensions[slice.dimension].values[slice.value].label
    }

    fn lenses(&self) -> Vec<LensView> {
        let figures = LensFigures {
            context: self.context,
            page: self.page,
            period: self.period,
        };
        let lens = |(lens, label): (Lens, String)| LensView {
            id: lens.id(),
            table: figures.table(lens, &label),
            label,
        };
        lens::lenses(self.context, self.period)
            .into_iter()
            .map(lens)
            .collect()
    }
}
