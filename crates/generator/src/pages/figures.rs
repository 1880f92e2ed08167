//! All figures of a period in one place: those with news in a line each, the others folded, and what changed in groups.

use cxpress_metric::Lens;
use cxpress_report::{
    Cell as Value, Change, FigureSeries, Report, Shown, SliceSeries, TileKind, TileVerdict,
};
use serde::Serialize;

use super::lens::{self, LensFigures};
use super::{Content, PageKind};
use crate::context::Context;
use crate::exhibits::{Table, holds};
use crate::language::say;
use crate::page::{FIGURES, Page};
use crate::plan::{Scope, Spec, tells};
use crate::view::Link;

/// From so many figures without news on they are folded.
const MANY: usize = 4;

/// All figures of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FiguresPage {
    /// The period in words.
    period: String,
    /// How many figures there are, and how many have news.
    title: String,
    /// Every figure, by lens.
    lenses: Vec<LensView>,
    /// Groups that changed while their figure as a whole did not.
    groups: Vec<ChangedView>,
}

holds!(FiguresPage: lenses);
holds!(LensView: news, others);

/// The figures of a lens.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LensView {
    /// The id of the lens.
    id: &'static str,
    /// Its name.
    label: String,
    /// What it is.
    lead: String,
    /// Its figures with news; all of them where few have none.
    news: Option<Table>,
    /// The others.
    others: Option<Table>,
    /// How many those are.
    others_label: String,
}

/// The groups of a figure that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangedView {
    /// The name of the figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// Its groups that changed.
    slices: Vec<SliceChangeView>,
}

/// A group that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SliceChangeView {
    /// `better` or `worse`: a class of the stylesheet.
    class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    shape: &'static str,
    /// The verdict in a word.
    word: String,
    /// The group.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// How it changed, with its interval.
    change: String,
}

/// The lists of all figures.
pub(super) struct FigureLists;

impl PageKind for FigureLists {
    fn spec(&self) -> Spec {
        Spec {
            name: FIGURES,
            word: "nav-figures",
            template: "figures.html",
            scope: Scope::Entered,
            place: 1,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let told = |period: &usize| {
            let mut figures = report.figures.iter();
            figures.any(|figure| figure.total.get(*period).is_some_and(tells))
        };
        let periods = (0..=report.current).filter(told);
        let pages = periods.map(|period| Page::of_period(FIGURES, period));
        pages.flat_map(|page| [page, page.entered(report)]).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let period = page.period(context.report);
        let builder = Builder {
            context,
            page,
            period,
        };
        let view = builder.lay_out();
        let mut places: Vec<Link> = view
            .lenses
            .iter()
            .map(|lens| Link::place(lens.id, lens.label.clone()))
            .collect();
        let groups = (!view.groups.is_empty(), "groups", "section-elsewhere");
        places.extend(Link::places(context.words, [groups]));
        let title = format!("{} · {}", context.words.get(self.spec().word), view.period);
        Some(Content::new(title, places, view))
    }
}

/// Whether a slice changed with the total, by its own verdict, and is told of there.
fn is_told_with(total: &Shown, slice: &SliceSeries, told: TileVerdict) -> bool {
    let is_of_level = matches!(told.kind, TileKind::Course | TileKind::Before);
    let is_alike = TileVerdict::of(total).is_some_and(|it| it.mark == told.mark);
    let echoes = total.echoes.as_ref().filter(|_| is_of_level && is_alike);
    echoes.is_some_and(|echoes| echoes.is_told_with(slice.dimension, slice.value))
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn lay_out(self) -> FiguresPage {
        let lenses = lens::lenses(self.context, self.period).into_iter();
        FiguresPage {
            period: self.context.period(self.period),
            title: self.title(),
            lenses: lenses.map(|(lens, label)| self.lens(lens, label)).collect(),
            groups: self.changed_groups(),
        }
    }

    /// The figures that have pages.
    fn figures(self) -> impl Iterator<Item = (usize, &'a FigureSeries)> {
        let figures = self.context.report.figures.iter().enumerate();
        figures.filter(move |(index, _)| self.context.plan.has(Page::figure(self.period, *index)))
    }

    fn title(self) -> String {
        let news = self.figures().filter(|(_, figure)| self.is_news(figure)).count();
        let args = [("n", self.figures().count().into()), ("news", news.into())];
        self.context.words.say("figures-title", args)
    }

    /// Whether a figure is better or worse, or its level is another where neither is better, and has not long been so.
    fn is_news(self, figure: &FigureSeries) -> bool {
        let shown = figure.total.get(self.period).and_then(Value::shown);
        let told = shown.and_then(TileVerdict::of);
        shown.zip(told).is_some_and(|(shown, told)| told.is_news(shown))
    }

    fn lens(self, lens: Lens, label: String) -> LensView {
        let words = self.context.words;
        let own: Vec<_> = self.figures().filter(|(_, figure)| figure.lens == lens).collect();
        let (news, others): (Vec<_>, Vec<_>) = own.iter().partition(|(_, figure)| self.is_news(figure));
        let (news, others) = if others.len() < MANY || news.is_empty() {
            (own, Vec::new())
        } else {
            (news, others)
        };
        let figures = LensFigures {
            context: self.context,
            page: self.page,
            period: self.period,
        };
        let others_label = words.say("figures-others", [("n", others.len().into())]);
        LensView {
            id: lens.id(),
            lead: words.get(&format!("lens-{}-is", lens.id())),
            news: figures.table(&news, &label).if_any(),
            others: figures.table(&others, &others_label).if_any(),
            others_label,
            label,
        }
    }

    /// The slices of a figure that are better or worse, each with its verdict and the change that this rests on. Those that only
    /// follow its season, or are told of with its change, are no news.
    fn changed_slices(
        self,
        figure: &'a FigureSeries,
    ) -> impl Iterator<Item = (&'a SliceSeries, TileVerdict, &'a Change)> {
        let period = self.period;
        let total = figure.total.get(period).and_then(Value::shown);
        figure.slices.iter().filter_map(move |slice| {
            let shown = slice.cells.get(period)?.shown()?;
            if total.is_some_and(|total| TileVerdict::follows_season(shown, total)) {
                return None;
            }
            let told = TileVerdict::of(shown).filter(|it| it.is_marked())?;
            let is_news = !total.is_some_and(|total| is_told_with(total, slice, told));
            Some((slice, told, told.change(shown)?)).filter(|_| is_news)
        })
    }

    fn slice_change(self, slice: &SliceSeries, told: TileVerdict, change: &Change) -> SliceChangeView {
        let (context, words) = (self.context, self.context.words);
        let word = say::verdict_word(words, told.mark);
        let to = Page::group(self.period, slice.dimension, slice.value);
        SliceChangeView {
            class: say::class(told.mark),
            shape: say::shape(told.mark),
            word: words.say("verdict-in", [("verdict", word.into())]),
            label: context.report.dimensions[slice.dimension].values[slice.value]
                .label
                .clone(),
            href: context.href(self.page, to),
            change: say::change_short(words, change),
        }
    }

    /// The figures of which groups changed while the whole did not. Where the whole changed, its groups stand on its page.
    fn changed_groups(self) -> Vec<ChangedView> {
        let quiet = self.figures().filter(|(_, figure)| !self.is_news(figure));
        let views = quiet.map(|(index, figure)| ChangedView {
            label: self.context.words.counted_name(figure),
            href: self.context.href(self.page, Page::figure(self.period, index)),
            slices: self
                .changed_slices(figure)
                .map(|(slice, told, change)| self.slice_change(slice, told, change))
                .collect(),
        });
        views.filter(|view| !view.slices.is_empty()).collect()
    }
}
