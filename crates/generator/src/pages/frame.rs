//! What every page has: where it stands, and the ways to others.

use cxpress_report::{AnswerAccount, Beside, State, period};

use super::KINDS;
use crate::context::Context;
use crate::page::{About, OVERVIEW, Page, Span};
use crate::view::{Frame, Link};
use crate::way::Form;

/// The most sections of a page without a list of them.
const FEW_SECTIONS: usize = 4;

/// What every page has. `title` is what this one is about.
pub(super) fn frame(context: &Context<'_>, page: Page, title: &str, anchors: Vec<Link>) -> Frame {
    let report = context.report;
    let own = [
        Some(title),
        Some(report.title.as_str()),
        report.organization.as_deref(),
    ];
    let link = |to: Page| context.href(page, to).unwrap_or_default();
    let assets = match context.form {
        Form::Site => context.assets.from(&page.root()),
        Form::SingleFile(_) | Form::Mail(_) => context.assets.clone(),
    };
    Frame {
        language: context.words.tongue.clone(),
        title: own.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        site: report.title.clone(),
        organization: report.organization.clone(),
        logo: assets.logo.clone(),
        policy: context.form.policy(),
        at: context.at(page),
        assets,
        home: link(Page::HOME),
        nav: navigation(context, page),
        crumbs: crumbs(context, page),
        previous: neighbour(context, page, page.period(report).checked_sub(1)),
        next: neighbour(context, page, Some(page.period(report) + 1)),
        beside: beside(context, page),
        anchors: if anchors.len() > FEW_SECTIONS {
            anchors
        } else {
            Vec::new()
        },
        draft: report.state == State::Draft,
        footer: footer(context),
        figures: link(Page::figures(report, page.period(report))),
        data: link(Page::DATA),
        learn: link(Page::LEARN),
        trust: link(Page::TRUST),
    }
}

fn navigation(context: &Context<'_>, page: Page) -> Vec<Link> {
    let mut kinds = KINDS;
    kinds.sort_by_key(|kind| kind.spec().place);
    kinds
        .into_iter()
        .filter_map(|kind| kind.navigation(context, page))
        .collect()
}

/// The ways to the same report by other periods; none from a single file.
fn beside(context: &Context<'_>, page: Page) -> Vec<Link> {
    let others = context.report.beside.iter();
    let others = others.filter(|_| matches!(context.form, Form::Site));
    let link = |other: &Beside| Link {
        label: context
            .words
            .say("beside-by", [("kind", period::spec(other.by).name.into())]),
        href: format!("{}{}", page.root(), other.path),
        current: false,
    };
    others.map(link).collect()
}

fn neighbour(context: &Context<'_>, page: Page, period: Option<usize>) -> Option<Link> {
    let period = period.filter(|_| page.span != Span::Report)?;
    let href = context.href(page, page.in_period(period))?;
    Some(Link {
        label: context.period(period),
        href,
        current: false,
    })
}

/// The way here from the overview; none on it, and on pages that speak of all periods.
fn crumbs(context: &Context<'_>, page: Page) -> Vec<Link> {
    let period = page.period(context.report);
    let is_below = page.kind != OVERVIEW && page.span != Span::Report;
    let to = Page::overview(period);
    let Some(href) = context.href(page, to).filter(|_| is_below) else {
        return Vec::new();
    };
    let dimension = match page.about {
        About::Group { dimension, .. } => Some(&context.report.dimensions[dimension]),
        About::Everything | About::Figure(_) => None,
    };
    let dimension = dimension.map(|dimension| Link {
        href: context.form.place(
            context.report,
            page,
            Page::groups(context.report, period),
            &format!("by-{}", dimension.id),
        ),
        label: dimension.label.clone(),
        current: false,
    });
    let overview = Link {
        label: context.period(period),
        href,
        current: false,
    };
    std::iter::once(overview).chain(dimension).collect()
}

fn footer(context: &Context<'_>) -> String {
    let files = context
        .report
        .data
        .sources
        .iter()
        .flat_map(|source| &source.files);
    let mut sums = [0_u64; 4];
    for rows in files.map(|file| &file.rows) {
        let out = [rows.rejected.values().sum::<u64>(), rows.set_aside.values().sum()];
        for (sum, n) in sums.iter_mut().zip([rows.read, rows.used, out[0], out[1]]) {
            *sum += n;
        }
    }
    let [read, used, rejected, aside] = sums.map(|n| context.words.count(n).into());
    let rows = context.words.say(
        "footer",
        [
            ("read", read),
            ("used", used),
            ("rejected", rejected),
            ("aside", aside),
        ],
    );
    [Some(rows), footer_answers(context)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What became of the answers in those rows, if there are any.
fn footer_answers(context: &Context<'_>) -> Option<String> {
    let sources = &context.report.data.sources;
    let answers = || sources.iter().flat_map(|source| &source.answers);
    let sum = |n: fn(&AnswerAccount) -> u64| context.words.count(answers().map(n).sum::<u64>());
    answers().next()?;
    Some(context.words.say(
        "footer-answers",
        [
            ("used", sum(|answers| answers.used).into()),
            ("missing", sum(|answers| answers.missing.total()).into()),
            ("rejected", sum(|answers| answers.rejected.values().sum()).into()),
        ],
    ))
}
