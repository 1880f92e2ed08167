//! The one figure that a period is about: how it changed, why, what customers say, what is done.

use cxpress_report::{
    Action, Counts, FigureSeries, Quoted, ShiftKind, Standing, TileKind, TileVerdict, Verdict,
};
use serde::Serialize;

use super::Builder;
use crate::exhibits::{self, Drawing, EventView, TileView, holds};
use crate::language::course::Told;
use crate::language::{period, say};
use crate::page::Page;
use crate::pages::actions::anchor;

/// What stands before the name of what was taken out of a comment: `[e-mail]`.
const TAKEN_OUT: char = '[';

/// So many actions are named.
const FEW: usize = 2;

/// Words of more letters than this are long beside a figure.
const LONG: usize = 160;

/// The figure that changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StoryView {
    /// The figure in a few lines.
    tile: TileView,
    /// By how much it changed: *11.0 points lower*.
    change: String,
    /// Since when, and what it was.
    note: Option<String>,
    /// Where the change comes from, as far as data can say.
    why: Vec<String>,
    /// What a customer wrote.
    quote: Option<QuoteView>,
    /// What is done about it.
    actions: Vec<DoneView>,
    /// What is said where nothing is done about it.
    no_action: Option<String>,
    /// The figure over time, as safe HTML.
    #[serde(rename = "svg")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    chart: Drawing,
    /// What the chart shows, in a sentence.
    alternative: String,
    /// What the numbered marks of the chart stand for.
    events: Vec<EventView>,
}

holds!(StoryView: chart);

/// What a customer wrote.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct QuoteView {
    /// The words, redacted.
    text: String,
    /// What they are about.
    theme: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
}

/// An action on the figure.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DoneView {
    /// What is done.
    title: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// Who answers for it, and until when.
    text: String,
    /// Whether it is overdue.
    late: bool,
}

/// A headline figure that is told of, by its index.
pub(super) type Ranked<'a> = (usize, Told<'a>, TileVerdict);

/// What comes first: what is news before what has long been so, what is worse before what is better, then what is newer, then
/// the order of the headlines.
fn rank((_, told, verdict): &Ranked<'_>) -> (bool, u8, std::cmp::Reverse<usize>) {
    let mark = match verdict.mark {
        Verdict::Worsened => 0,
        Verdict::Improved => 1,
        Verdict::NoEvidence | Verdict::TooFew => 2,
    };
    let shift = told.shown.course.as_ref().and_then(|course| course.told());
    let since = match (verdict.kind, shift) {
        (TileKind::Course, Some(shift)) => match shift.kind {
            ShiftKind::Line { .. } => shift.levels.last().map_or(shift.since, |level| level.from),
            _ => shift.since,
        },
        _ => told.period,
    };
    (!verdict.is_news(told.shown), mark, std::cmp::Reverse(since))
}

/// Of the words that customers wrote those that read best alone: nothing had to be taken out of them, and they are short.
fn quotable(texts: &[String]) -> Option<&String> {
    texts
        .iter()
        .min_by_key(|text| (text.contains(TAKEN_OUT), text.chars().count() > LONG))
}

impl<'a> Builder<'a> {
    /// The headline figures that are better or worse, the one to tell first. What has long been better is no news; what has
    /// long been worse is told of for as long as it is.
    pub(super) fn ranked(&self) -> Vec<Ranked<'a>> {
        let told = self.headlines().filter_map(|(index, figure)| {
            let told = self.context.told(figure, &figure.total, self.period)?;
            let verdict = told.verdict().filter(|it| it.is_marked())?;
            let is_told = verdict.is_news(told.shown) || verdict.mark == Verdict::Worsened;
            is_told.then_some((index, told, verdict))
        });
        let mut told: Vec<_> = told.collect();
        told.sort_by_key(rank);
        told
    }

    /// The story of a figure.
    pub(super) fn story(&self, ranked: &Ranked<'a>) -> Option<StoryView> {
        let (index, told, verdict) = *ranked;
        let (context, figure) = (self.context, told.figure);
        let tile = context.tile(figure, &figure.total, self.period, self.figure_href(index));
        let brief = told.brief(verdict);
        let actions = self.done(index);
        let alternative = exhibits::trend_alternative(context, figure, self.period);
        Some(StoryView {
            tile,
            change: brief.verdict.text,
            note: brief.note,
            why: self.why(index, told),
            quote: self.quote(index, verdict.mark),
            no_action: actions
                .is_empty()
                .then(|| context.words.get("story-no-action"))
                .filter(|_| verdict.mark == Verdict::Worsened),
            actions,
            chart: exhibits::trend_chart(context.report, context.words, index, self.period).into(),
            alternative: exhibits::with_limits(context, figure, self.period, alternative),
            events: context.events(index, self.period),
        })
    }

    /// Which groups the change comes from, and how much those cost.
    fn why(&self, index: usize, told: Told<'_>) -> Vec<String> {
        let figure = &self.context.report.figures[index];
        // Where no group stands out, none is told to have cost most.
        let echoes = told.shown.echoes.as_ref();
        let stands_out = echoes.is_none_or(|echoes| !echoes.leading.is_empty());
        let before = told.shown.before.as_ref().filter(|it| it.verdict.is_real());
        let movements = before.map_or(&[][..], |_| &told.shown.movements);
        let cost = movements.iter().find_map(|movement| {
            let dimension = &self.context.report.dimensions[movement.dimension];
            say::movement_cost(self.context.words, figure, dimension, movement)
        });
        let readings = before.and_then(|it| say::readings(self.context.words, figure, it));
        [told.echoes(), cost.filter(|_| stands_out), readings]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What a customer wrote about a theme that more bring up than before, or fewer, as the figure is worse or better: of the
    /// themes of the figure's own source the one that changed last, and then most for certain.
    fn quote(&self, index: usize, mark: Verdict) -> Option<QuoteView> {
        let report = self.context.report;
        let source = report.figures[index].source.as_str();
        let of_theme = |quoted: &'a Quoted| {
            let theme: &FigureSeries = &report.figures[quoted.theme];
            let told = self.context.told(theme, &theme.total, self.period)?;
            let verdict = told.verdict().filter(|it| it.mark == mark)?;
            let is_meant = theme.counts == Counts::Comments && theme.source == source;
            let change = verdict.change(told.shown).filter(|_| is_meant)?;
            let ends = [change.interval.low, change.interval.high.unwrap_or(f64::MAX)];
            let certain = ends[0].abs().min(ends[1].abs());
            let (_, _, since) = rank(&(quoted.theme, told, verdict));
            let text = quotable(quoted.periods.get(self.period)?)?;
            Some((since, certain, quoted.theme, text))
        };
        let themes = report.quotes.iter().filter_map(of_theme);
        let order = |a: &(_, f64, _, _), b: &(_, f64, _, _)| b.1.total_cmp(&a.1);
        let (_, _, theme, text) = themes.min_by(|a, b| a.0.cmp(&b.0).then_with(|| order(a, b)))?;
        Some(QuoteView {
            text: text.clone(),
            theme: report.figures[theme].label.clone(),
            href: self.figure_href(theme),
        })
    }

    /// A few of the open actions on a figure, the newest first.
    fn done(&self, index: usize) -> Vec<DoneView> {
        let report = self.context.report;
        let stood = |action: &'a Action| {
            let is_meant = action.aim.is_some_and(|aim| aim.figure == index);
            let standing = action.standings.get(self.period)?.as_ref()?;
            (is_meant && standing.is_open()).then_some((action, standing))
        };
        let open = report.actions.iter().rev().filter_map(stood);
        open.take(FEW)
            .map(|(action, standing)| self.action(action, standing))
            .collect()
    }

    fn action(&self, action: &Action, standing: &Standing) -> DoneView {
        let (context, words) = (self.context, self.context.words);
        let page = Page::actions(context.report, self.period);
        let due = action.due.map(|due| period::date(words, due));
        let args = [
            ("owner", action.owner.as_str().into()),
            ("due", due.clone().unwrap_or_default().into()),
            ("overdue", standing.overdue.into()),
        ];
        let id = match due {
            None => "story-action-owner",
            Some(_) if standing.overdue > 0 => "story-action-late",
            Some(_) => "story-action",
        };
        DoneView {
            title: action.title.clone(),
            href: context.place(self.page, page, &anchor(action)),
            text: words.say(id, args),
            late: standing.overdue > 0,
        }
    }
}
