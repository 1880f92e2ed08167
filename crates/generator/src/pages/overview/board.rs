//! The board edition of a period: a few sheets made for paper and for a screen in the room.

use cxpress_report::Report;
use serde::Serialize;

use super::also::AlsoView;
use super::rows::Lines;
use super::story::StoryView;
use super::{Builder, Content, Page, PageKind};
use crate::context::Context;
use crate::exhibits::holds;
use crate::language::{Words, period, say};
use crate::page::BOARD;
use crate::pages::Name;
use crate::pages::actions::{self, Promised};
use crate::plan::{Scope, Spec};
use crate::view::Link;

/// How many figures have a sheet of their own.
const STORIES: usize = 4;

/// The sheets of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Board {
    /// The paper: `a4` or `letter`, a class of the stylesheet.
    paper: &'static str,
    /// The period in words.
    period: String,
    /// Draft, final, or as published.
    state: String,
    /// The last day with data, in words, where they do not fill the period.
    partial: Option<String>,
    /// How much was heard from customers.
    heard: String,
    /// The finding of the period.
    headline: String,
    /// What else is better or worse; where nothing is, what that means.
    lead: Vec<String>,
    /// The headline figures, a line each.
    headlines: Lines,
    /// The figures that changed, a sheet each.
    stories: Vec<StorySheet>,
    /// What else is worth knowing.
    also: Vec<AlsoView>,
    /// What was promised.
    promised: Option<Promised>,
    /// How many comparisons were made, and how changes are told from chance.
    tested: Option<String>,
    /// The way to the overview.
    overview: String,
}

holds!(Board: stories, promised);
holds!(StorySheet: story);

/// A figure that changed.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StorySheet {
    /// How it changed, in a sentence.
    title: String,
    /// How much, where and why, and what is done about it.
    story: StoryView,
}

/// The board editions of all periods.
pub(in crate::pages) struct Boards;

impl PageKind for Boards {
    fn spec(&self) -> Spec {
        Spec {
            name: BOARD,
            word: "board-title",
            template: "board.html",
            scope: Scope::Entered,
            place: 14,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let periods = (0..=report.current).map(|period| Page::of_period(BOARD, period));
        let entered = Page::of_period(BOARD, report.current).entered(report);
        periods.chain([entered]).collect()
    }

    /// The overview leads there.
    fn navigation(&self, _: &Context<'_>, _: Page) -> Option<Link> {
        None
    }

    /// It says nothing that the overview does not say.
    fn name(&self, _: &Report, _: &Words, _: Page) -> Option<Name> {
        None
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let period = page.period(context.report);
        let builder = Builder {
            context,
            page,
            period,
        };
        let view = builder.board();
        let title = format!("{} · {}", context.words.get(self.spec().word), view.period);
        Some(Content::new(title, Vec::new(), view))
    }
}

impl Builder<'_> {
    fn board(&self) -> Board {
        let context = self.context;
        let own = &context.report.periods[self.period];
        let written = self.written();
        let ranked = self.ranked();
        let stories = ranked.iter().take(STORIES).filter_map(|it| {
            let title = say::capitalised(&self.dated(it));
            Some(StorySheet {
                title: context.words.say("course-said", [("sentence", title.into())]),
                story: self.story(it)?,
            })
        });
        Board {
            paper: paper(&context.report.language),
            period: context.period(self.period),
            state: self.state(),
            partial: own.partial.map(|date| period::date(context.words, date)),
            heard: self.heard(own),
            lead: self.lead(&ranked, written.is_none()),
            headline: written.unwrap_or_else(|| self.headline(&ranked)),
            headlines: self.headline_lines(),
            stories: stories.collect(),
            also: self.also(ranked.first().map(|(index, ..)| *index)),
            promised: actions::promised(context, self.page, self.period),
            tested: self.tested(),
            overview: context
                .href(self.page, Page::overview(self.period))
                .unwrap_or_default(),
        }
    }
}

/// The paper of a country: letter in North America, A4 elsewhere.
fn paper(language: &str) -> &'static str {
    let mut parts = language.split('-').skip(1);
    if parts.any(|part| matches!(part, "US" | "CA" | "MX")) {
        "letter"
    } else {
        "a4"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_that_of_the_country() {
        for (language, expected) in [
            ("en-US", "letter"),
            ("fr-CA", "letter"),
            ("en-GB", "a4"),
            ("de", "a4"),
            ("en", "a4"),
        ] {
            assert_eq!(paper(language), expected, "{language}");
        }
    }
}
