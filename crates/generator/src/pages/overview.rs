//! The overview: what a director reads in a minute.

mod also;
pub(super) mod board;
mod lead;
pub(super) mod rows;
mod story;
mod tested;

use cxpress_report::{FigureSeries, Period, Report, State};
use serde::Serialize;

use self::also::AlsoView;
use self::rows::Lines;
use self::story::StoryView;
use super::{Content, PageKind};
use crate::context::Context;
use crate::exhibits::holds;
use crate::language::Words;
use crate::language::period;
use crate::page::{BOARD, OVERVIEW, Page};
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
    /// What else is better or worse, a sentence each; where nothing is, what that means.
    lead: Vec<String>,
    /// The figure that the period is about; none where none is better or worse.
    story: Option<StoryView>,
    /// The headline figures, a line each.
    headlines: Lines,
    /// What else is worth knowing.
    also: Vec<AlsoView>,
    /// How many comparisons were made, and how changes are told from chance.
    tested: Option<String>,
    /// The way to the board edition.
    board: Option<String>,
    /// What was promised.
    promised: Option<super::actions::Promised>,
    /// Commentary for this page.
    notes: Vec<NoteView>,
}

holds!(Overview: story, promised);

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

/// The headline of a period: the author's, or else what the verdicts say.
pub(super) fn headline(context: &Context<'_>, period: usize) -> String {
    let builder = Builder {
        context,
        page: Page::overview(period),
        period,
    };
    builder
        .written()
        .unwrap_or_else(|| builder.headline(&builder.ranked()))
}

/// What the reporting period came to, as paragraphs of plain text: what the digest says where nothing but text is shown.
pub(super) fn summary(context: &Context<'_>) -> Vec<String> {
    let builder = Builder {
        context,
        page: Page::HOME,
        period: context.report.current,
    };
    let overview = builder.overview();
    let mut paragraphs = vec![
        format!("{} · {}", context.report.title, overview.period),
        overview.headline,
    ];
    paragraphs.extend(overview.lead);
    paragraphs.push(overview.headlines.text());
    paragraphs.extend(overview.also.iter().map(AlsoView::text));
    paragraphs
}

/// What stands on the page, in order.
fn places(words: &Words, page: &Overview) -> Vec<Link> {
    let sections = [
        (true, "figures", "section-headlines"),
        (!page.also.is_empty(), "also", "section-also"),
        (!page.notes.is_empty(), "commentary", "section-commentary"),
        (page.promised.is_some(), "promised", "section-promised"),
    ];
    Link::places(words, sections)
}

/// What all parts of one overview look things up in.
pub(super) struct Builder<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) page: Page,
    pub(super) period: usize,
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
        let written = self.written();
        let ranked = self.ranked();
        Overview {
            period: context.period(period),
            state: self.state(),
            partial: own.partial.map(|date| period::date(words, date)),
            partial_datetime: own.partial.map(|date| date.to_string()),
            days: period::days(words, own),
            later: self.later(),
            heard: self.heard(own),
            lead: self.lead(&ranked, written.is_none()),
            headline: written.unwrap_or_else(|| self.headline(&ranked)),
            story: ranked.first().and_then(|it| self.story(it)),
            headlines: self.headline_lines(),
            also: self.also(ranked.first().map(|(index, ..)| *index)),
            board: context.href(page, Page::of_period(BOARD, period).entered(context.report)),
            tested: self.tested(),
            promised: super::actions::promised(context, page, period),
            notes: context.note_views(page),
        }
    }

    /// The headline that an author wrote for the period.
    fn written(&self) -> Option<String> {
        let mut notes = self.context.notes_on(Page::overview(self.period));
        notes.find_map(|note| note.headline.clone())
    }

    /// Draft, final, or as published.
    fn state(&self) -> String {
        let report = self.context.report;
        self.context.words.get(match report.state {
            _ if report.as_published(self.period).is_some() => "state-published",
            State::Draft => "state-draft",
            State::Final => "state-final",
        })
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
}
