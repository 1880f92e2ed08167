//! What was promised, and what came of it, at the end of a period.

mod effect;

use cxpress_report::{Action, Report, Standing, Step};
use jiff::civil::Date;
use serde::Serialize;

use self::effect::EffectView;
use super::study::{self, Section};
use super::{Anchor, Content, Find, Name, PageKind};
use crate::context::Context;
use crate::exhibits::{self, Table, holds};
use crate::language::{Words, period};
use crate::page::{ACTIONS, Page};
use crate::plan::{Plan, Scope, Spec};
use crate::view::Link;

/// How many open actions the overview names.
const NAMED: usize = 5;

/// The actions at the end of a period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ActionsPage {
    /// The period in words.
    period: String,
    /// How many actions there are, and where they stand.
    title: String,
    /// What day this was known on.
    known: String,
    /// Actions on their way.
    open: Vec<ActionView>,
    /// Actions that were verified.
    done: Vec<ActionView>,
    /// Actions that were given up.
    dropped: Vec<ActionView>,
    /// What customers said, and what was done.
    answers: Vec<AnswerView>,
    /// Why customers were lost.
    lost: Vec<Section>,
}

holds!(ActionsPage: lost);
holds!(Promised: table);

/// An action with all that is known of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ActionView {
    /// What its id on the page begins with where it is part of a single file.
    at: String,
    /// Its id.
    id: String,
    /// What is done.
    title: String,
    /// What it is done about.
    finding: String,
    /// Owner, age, figure.
    facts: Vec<FactView>,
    /// Received, reviewed, acted, verified.
    steps: Vec<StepView>,
    /// What came of it.
    effect: Option<EffectView>,
}

/// A line about an action.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FactView {
    /// What is stated.
    term: String,
    /// What holds of it.
    text: String,
    /// The way there; none where the site has no such page.
    href: Option<String>,
    /// Whether it is bad news.
    bad: bool,
}

/// A step of an action, taken or not.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StepView {
    /// The step.
    label: String,
    /// The day in words; none if the step was not taken.
    date: Option<String>,
    /// The day as machines read it.
    datetime: Option<String>,
}

/// *You said, we did.*
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AnswerView {
    /// What customers said.
    said: String,
    /// What was done.
    did: String,
    /// The action.
    title: String,
    /// The way to it.
    href: String,
}

/// What the overview says of what was promised.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Promised {
    /// How many there are, and where they stand.
    sub: String,
    /// Those that matter most now.
    table: Option<Table>,
    /// The way to the page of actions.
    href: String,
    /// The words of that link.
    more: String,
}

/// What was promised, at the end of each period; also why customers were lost in it.
pub(super) struct Actions;

impl PageKind for Actions {
    fn spec(&self) -> Spec {
        Spec {
            name: ACTIONS,
            word: "nav-actions",
            template: "actions.html",
            scope: Scope::Entered,
            place: 9,
        }
    }

    fn pages(&self, report: &Report) -> Vec<Page> {
        let told =
            |period: &usize| has_actions(report, *period) || study::ranked(report, *period).next().is_some();
        let periods = (0..=report.current).filter(told);
        let pages = periods.map(|period| Page::of_period(ACTIONS, period));
        pages.flat_map(|page| [page, page.entered(report)]).collect()
    }

    /// The actions that stand on their latest page.
    fn finds(&self, report: &Report, _: &Words, plan: &Plan) -> Vec<(Name, Anchor)> {
        let page = Page::actions(report, report.current);
        let stands = |action: &&Action| {
            let standing = action.standings.get(report.current);
            plan.has(page) && standing.is_some_and(Option::is_some)
        };
        let find = |action: &Action| {
            let name = Name {
                find: Find::Action,
                title: action.title.clone(),
                note: action.owner.clone(),
            };
            (name, Anchor::new(page, anchor(action)))
        };
        report.actions.iter().filter(stands).map(find).collect()
    }

    fn lay_out(&self, context: &Context<'_>, page: Page) -> Option<Content> {
        let builder = Builder {
            context,
            page,
            period: page.period(context.report),
        };
        let view = builder.lay_out();
        let title = format!("{} · {}", context.words.get(self.spec().word), view.period);
        Some(Content::new(title, places(context.words, &view), view))
    }
}

/// Whether anything had been promised until the end of a period.
fn has_actions(report: &Report, period: usize) -> bool {
    let standing = |action: &Action| action.standings.get(period).is_some_and(Option::is_some);
    report.actions.iter().any(standing)
}

/// What stands on the page, in order.
fn places(words: &Words, page: &ActionsPage) -> Vec<Link> {
    let sections = [
        (!page.open.is_empty(), "open", "section-open"),
        (!page.answers.is_empty(), "answers", "section-answers"),
        (!page.done.is_empty(), "verified", "section-verified"),
        (!page.dropped.is_empty(), "dropped", "section-dropped"),
    ];
    let mut places = Link::places(words, sections);
    let lost = page
        .lost
        .iter()
        .map(|section| Link::place(&section.id, section.title.clone()));
    places.extend(lost);
    places.extend(Link::places(words, [(true, "how", "section-effect")]));
    places
}

/// The open actions at the end of a period, for the overview; nothing if there were no actions.
pub(super) fn promised(context: &Context<'_>, page: Page, period: usize) -> Option<Promised> {
    let builder = Builder {
        context,
        page,
        period,
    };
    let to = Page::actions(context.report, period);
    let href = context.href(page, to)?;
    builder.all().next()?;
    let open = builder.open();
    let table = builder.table(&open[..open.len().min(NAMED)], to);
    Some(Promised {
        sub: builder.sum(),
        table: table.if_any(),
        more: context.words.say(
            "promised-more",
            [("n", builder.all().count().into()), ("open", open.len().into())],
        ),
        href,
    })
}

/// An action and how it stood.
type Stood<'a> = (&'a Action, &'a Standing);

#[derive(Clone, Copy)]
struct Builder<'a> {
    context: &'a Context<'a>,
    page: Page,
    period: usize,
}

impl<'a> Builder<'a> {
    fn lay_out(self) -> ActionsPage {
        let views = |stood: Vec<Stood<'a>>| stood.into_iter().map(|stood| self.action(stood)).collect();
        let known = self.known();
        ActionsPage {
            period: self.context.period(self.period),
            title: self.sum(),
            known: self.words().say("actions-known", [("date", known.into())]),
            open: views(self.open()),
            done: views(self.ended(false)),
            dropped: views(self.ended(true)),
            answers: self.answers(),
            lost: study::lost(self.context, self.page, self.period),
        }
    }

    fn words(self) -> &'a Words {
        self.context.words
    }

    /// The last day that is known in the period.
    fn known(self) -> String {
        let own = &self.context.report.periods[self.period];
        let day = own.partial.or(own.end);
        day.map_or_else(|| own.id.clone(), |day| period::date(self.words(), day))
    }

    /// The actions that had been received, in that order.
    fn all(self) -> impl Iterator<Item = Stood<'a>> {
        let actions = self.context.report.actions.iter();
        actions.filter_map(move |action| Some((action, action.standings.get(self.period)?.as_ref()?)))
    }

    fn open(self) -> Vec<Stood<'a>> {
        self.all().filter(|(_, standing)| standing.is_open()).collect()
    }

    /// Those that were dropped, or verified; the last to end first.
    fn ended(self, dropped: bool) -> Vec<Stood<'a>> {
        let ended = self
            .all()
            .filter(|(_, it)| !it.is_open() && it.dropped == dropped);
        let mut ended: Vec<_> = ended.collect();
        ended.sort_by_key(|(action, _)| std::cmp::Reverse((end_of(action), &action.id)));
        ended
    }

    /// *3 actions are open, 1 of them overdue; 2 are verified.*
    fn sum(self) -> String {
        let (open, done, dropped) = (self.open(), self.ended(false), self.ended(true));
        let overdue = open.iter().filter(|(_, standing)| standing.overdue > 0).count();
        self.words().say(
            "actions-sum",
            [
                ("open", open.len().into()),
                ("overdue", overdue.into()),
                ("verified", done.len().into()),
                ("dropped", dropped.len().into()),
            ],
        )
    }

    fn action(self, stood: Stood<'a>) -> ActionView {
        let (action, standing) = stood;
        ActionView {
            at: self.context.at(self.page),
            id: action.id.clone(),
            title: action.title.clone(),
            finding: action.finding.clone(),
            facts: self.facts(stood),
            steps: self.steps(stood),
            effect: match action.aim {
                None => Some(self.note("effect-no-aim")),
                Some(_) => standing.effect.as_ref().map(|effect| self.effect(stood, effect)),
            },
        }
    }

    fn facts(self, (action, standing): Stood<'a>) -> Vec<FactView> {
        let words = self.words();
        let fact = |id: &str, text: String| FactView {
            term: words.get(id),
            text,
            href: None,
            bad: false,
        };
        let mut facts = vec![
            fact("action-owner", action.owner.clone()),
            fact("action-age", self.age(standing)),
        ];
        let due = FactView {
            bad: standing.overdue > 0,
            ..fact("action-due", self.due(action, standing))
        };
        facts.push(due);
        facts.extend(self.aim(action).map(|(text, href)| FactView {
            href,
            ..fact("action-aim", text)
        }));
        let dropped = action.dropped.as_ref().filter(|_| standing.dropped);
        facts.extend(dropped.map(|end| {
            let date = period::date(words, end.date);
            let args = [("date", date.into()), ("reason", end.reason.as_str().into())];
            fact("action-dropped", words.say("dropped-why", args))
        }));
        facts
    }

    fn age(self, standing: &Standing) -> String {
        let id = if standing.is_open() {
            "age-open"
        } else {
            "age-ended"
        };
        self.words().say(id, [("n", standing.age.into())])
    }

    /// The due date, and how it was kept.
    fn due(self, action: &Action, standing: &Standing) -> String {
        let Some(due) = action.due else {
            return self.words().get("due-never");
        };
        let date = period::date(self.words(), due);
        let acted = action.day_of(Step::Action);
        match acted.filter(|_| standing.step >= Step::Action) {
            Some(day) if day <= due => self.words().say("due-kept", [("date", date.into())]),
            Some(_) => self.words().say("due-late", [("date", date.into())]),
            None => {
                let args = [("n", standing.overdue.into()), ("date", date.into())];
                self.words().say("due", args)
            }
        }
    }

    /// What it should move, and the way there.
    fn aim(self, action: &Action) -> Option<(String, Option<String>)> {
        let aim = action.aim?;
        let report = self.context.report;
        let figure = &report.figures[aim.figure];
        let to = Page::figure(self.period, aim.figure);
        let label = match aim.slice {
            None => self.words().counted_name(figure),
            Some((dimension, value)) => self.words().say(
                "aim-in",
                [
                    ("figure", self.words().counted_name(figure).into()),
                    (
                        "slice",
                        report.dimensions[dimension].values[value].label.as_str().into(),
                    ),
                ],
            ),
        };
        Some((label, self.context.href(self.page, to)))
    }

    /// The steps in order; of an action that was dropped, those that were taken.
    fn steps(self, stood: Stood<'a>) -> Vec<StepView> {
        let last = if stood.1.dropped {
            stood.1.step
        } else {
            Step::Verified
        };
        let shown = Step::ALL.into_iter().filter(|step| *step <= last);
        shown.map(|step| self.step(stood, step)).collect()
    }

    fn step(self, (action, standing): Stood<'a>, step: Step) -> StepView {
        let taken = action.day_of(step).filter(|_| step <= standing.step);
        let words = self.words();
        StepView {
            label: step_name(words, step),
            date: taken.map(|date| period::date(words, date)),
            datetime: taken.map(|date| date.to_string()),
        }
    }

    /// What customers said and what was done, for actions that have been taken; the latest first.
    fn answers(self) -> Vec<AnswerView> {
        let taken = self.all().filter(|(_, standing)| standing.step >= Step::Action);
        let mut answers: Vec<_> = taken.collect();
        answers.reverse();
        let view = |(action, _): Stood<'a>| {
            Some(AnswerView {
                said: action.said.clone()?,
                did: action.did.clone()?,
                title: action.title.clone(),
                href: self.context.here(self.page, &anchor(action)),
            })
        };
        answers.into_iter().filter_map(view).collect()
    }

    fn table(self, open: &[Stood<'a>], to: Page) -> Table {
        let words = self.words();
        let columns = [
            "column-action",
            "column-owner",
            "column-age",
            "column-due",
            "column-step",
        ];
        let columns = columns.map(|id| (words.get(id), false));
        let mut table = Table::new(words.get("promised-caption"), columns);
        for (action, standing) in open {
            let due = exhibits::Cell::text(self.due(action, standing));
            let due = match action.due {
                Some(day) => due.day(day),
                None => due,
            };
            table.push(vec![
                exhibits::Cell::text(&action.title)
                    .link(self.context.place(self.page, to, &anchor(action)))
                    .small(self.aim(action).map(|(label, _)| label)),
                exhibits::Cell::text(&action.owner),
                exhibits::Cell::text(self.words().say("age", [("n", standing.age.into())]))
                    .days(standing.age.into()),
                if standing.overdue > 0 { due.bad() } else { due },
                exhibits::Cell::text(step_name(words, standing.step)).place(standing.step as u64),
            ]);
        }
        table
    }
}

/// The place of an action on the page of actions.
pub(super) fn anchor(action: &Action) -> String {
    format!("action-{}", action.id)
}

/// The day on which an action was verified or dropped.
fn end_of(action: &Action) -> Option<Date> {
    let dropped = action.dropped.as_ref().map(|end| end.date);
    dropped.or_else(|| action.steps.last().map(|(_, day)| *day))
}

fn step_name(words: &Words, step: Step) -> String {
    words.get(match step {
        Step::Received => "step-received",
        Step::Reviewed => "step-reviewed",
        Step::Action => "step-action",
        Step::Verified => "step-verified",
    })
}
