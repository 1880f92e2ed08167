//! What really changed: headline figures with all that is known of why, and groups of others.

use cxpress_report::{Cell, Change, Decomposition, FigureSeries, Shown, SliceSeries, TileKind, TileVerdict};
use serde::Serialize;

use super::Builder;
use crate::exhibits::{self, Drawing, EventView, holds};
use crate::language::say;

/// A headline figure that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ChangeView {
    /// The name of the figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// `better` or `worse`: a class of the stylesheet.
    class: &'static str,
    /// A shape beside the word, so that colour is never alone.
    shape: &'static str,
    /// The name of the figure with its value.
    title: String,
    /// How it changed, with its interval.
    sentence: String,
    /// The change against the year before and the usual variation.
    readings: Option<String>,
    /// The groups that changed with it.
    slices: Vec<SliceChangeView>,
    /// Why it moved, as far as data can say.
    reasons: Vec<String>,
    /// What each group adds to the change, by the first dimension.
    why: Option<WhyView>,
    /// The figure over time, as safe HTML.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    chart: Drawing,
    /// What the chart shows, in a sentence.
    alternative: String,
    /// What the numbered marks of the chart stand for.
    events: Vec<EventView>,
}

/// What each group adds to a change, as a chart.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WhyView {
    /// What is shown.
    title: String,
    /// The chart, as safe HTML.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "String"))]
    chart: Drawing,
    /// What the chart shows, in a sentence.
    alternative: String,
}

/// The slices of a figure that really changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SlicesView {
    /// The name of the figure.
    label: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// Its groups that changed.
    slices: Vec<SliceChangeView>,
}

/// A slice that really changed.
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

holds!(ChangeView: why, chart);
holds!(WhyView: chart);

/// Whether a slice changed with the total, by its own verdict, and is told of there.
fn is_told_with(total: &Shown, slice: &SliceSeries, told: TileVerdict) -> bool {
    let is_of_level = matches!(told.kind, TileKind::Course | TileKind::Before);
    let is_alike = TileVerdict::of(total).is_some_and(|it| it.mark == told.mark);
    let echoes = total.echoes.as_ref().filter(|_| is_of_level && is_alike);
    echoes.is_some_and(|echoes| echoes.is_told_with(slice.dimension, slice.value))
}

impl<'a> Builder<'a> {
    /// The slices of a figure that are better or worse, each with its verdict and the change that this rests on. Those that only
    /// follow its season, or are told of with its change, are no news.
    pub(super) fn changed_slices(
        &self,
        figure: &'a FigureSeries,
    ) -> impl Iterator<Item = (&'a SliceSeries, TileVerdict, &'a Change)> + use<'a> {
        let period = self.period;
        let total = figure.total.get(period).and_then(Cell::shown);
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

    pub(super) fn change(&self, index: usize, figure: &'a FigureSeries) -> Option<ChangeView> {
        let words = self.context.words;
        let told = self.context.told(figure, &figure.total, self.period)?;
        let verdict = told.verdict().filter(|it| it.is_marked())?;
        let before = told.shown.before.as_ref().filter(|it| it.verdict.is_real());
        let movements = before.map_or(&[][..], |_| &told.shown.movements);
        let alternative = exhibits::trend_alternative(self.context, figure, self.period);
        Some(ChangeView {
            label: words.counted_name(figure),
            href: self.figure_href(index),
            class: say::class(verdict.mark),
            shape: say::shape(verdict.mark),
            title: told.heading(),
            sentence: told.sized(verdict)?,
            readings: before.and_then(|it| say::readings(words, figure, it)),
            slices: self
                .changed_slices(figure)
                .map(|(slice, it, change)| self.slice_change(slice, it, change))
                .collect(),
            reasons: movements.iter().map(|it| self.reason(figure, it)).collect(),
            why: movements.first().and_then(|it| self.why(index, it)),
            chart: exhibits::trend_chart(self.context.report, words, index, self.period).into(),
            alternative: exhibits::with_limits(self.context, figure, self.period, alternative),
            events: self.context.events(index, self.period),
        })
    }

    fn reason(&self, figure: &FigureSeries, movement: &Decomposition) -> String {
        let dimension = &self.context.report.dimensions[movement.dimension];
        say::movement(self.context.words, figure, dimension, movement)
    }

    fn why(&self, index: usize, movement: &Decomposition) -> Option<WhyView> {
        let (context, figure) = (self.context, &self.context.report.figures[index]);
        let drawn = exhibits::waterfall(context, figure, self.period, movement);
        let (chart, alternative) = drawn.filter(|_| context.report.has_groups(self.period))?;
        let dimension = context.report.dimensions[movement.dimension].label.as_str();
        Some(WhyView {
            title: context
                .words
                .say("movement-title", [("dimension", dimension.into())]),
            chart: chart.into(),
            alternative,
        })
    }

    fn slice_change(&self, slice: &SliceSeries, told: TileVerdict, change: &Change) -> SliceChangeView {
        let words = self.context.words;
        let word = say::verdict_word(words, told.mark);
        SliceChangeView {
            class: say::class(told.mark),
            shape: say::shape(told.mark),
            word: words.say("verdict-in", [("verdict", word.into())]),
            label: self.value_label(slice).to_owned(),
            href: self.slice_href(slice.dimension, slice.value),
            change: say::change_short(words, change),
        }
    }

    /// The total of a figure that changed.
    fn total_change(&self, figure: &FigureSeries) -> Option<SliceChangeView> {
        let shown = figure.total[self.period].shown()?;
        let told = TileVerdict::of(shown).filter(|it| it.is_marked())?;
        let change = told.change(shown)?;
        Some(SliceChangeView {
            class: say::class(told.mark),
            shape: say::shape(told.mark),
            word: say::verdict_word(self.context.words, told.mark),
            label: self.context.words.get("all-customers"),
            href: None,
            change: say::change_short(self.context.words, change),
        })
    }

    /// Figures that changed as a whole, or in slices, which the section above does not tell of. Where the whole changed,
    /// its slices stand on its page.
    pub(super) fn elsewhere(&self) -> Vec<SlicesView> {
        let told: Vec<_> = self
            .headlines()
            .filter(|(index, figure)| self.change(*index, figure).is_some())
            .collect();
        let figures = self.context.report.figures.iter().enumerate();
        let rest = figures.filter(|(index, _)| told.iter().all(|(other, _)| other != index));
        let slices = |figure: &'a FigureSeries| match self.total_change(figure) {
            Some(total) => vec![total],
            None => self
                .changed_slices(figure)
                .map(|(slice, it, change)| self.slice_change(slice, it, change))
                .collect(),
        };
        let views = rest.map(|(index, figure)| SlicesView {
            label: self.context.words.counted_name(figure),
            href: self.figure_href(index),
            slices: slices(figure),
        });
        views.filter(|view| !view.slices.is_empty()).collect()
    }
}
