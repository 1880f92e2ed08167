//! How far the report can be trusted: what simulations found of what it is made with.

mod sentence;

use std::collections::BTreeMap;

use cxpress_metric::{Method, Statistic};
use cxpress_report::{FigureSeries, Report};
use serde::Serialize;

use super::{Anchor, Content, Find, Name, PageKind};
use crate::context::Context;
use crate::exhibits::holds;
use crate::language::Words;
use crate::page::{Page, TRUST};
use crate::plan::{Plan, Scope, Spec};
use crate::proof::{self, Claim, Group, What};
use crate::view::Link;

/// How far the report can be trusted.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TrustPage {
    /// What was simulated: intervals, false alarms, what would be found.
    groups: Vec<TrustView>,
    /// What simulations do not tell.
    limits: Vec<String>,
}

holds!(TrustPage:);

/// Simulations of one kind.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TrustView {
    /// The id of the section.
    id: &'static str,
    /// What they are about.
    title: String,
    /// What it means.
    lead: String,
    /// What was found, of each metric where they are about metrics.
    subjects: Vec<SubjectView>,
}

/// What simulations found of a metric, or of the report.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SubjectView {
    /// The id of the metric; none where it is about the report.
    metric: Option<String>,
    /// The figures that are made with it.
    figures: Vec<Link>,
    /// What was found, a sentence each.
    findings: Vec<String>,
}

/// How far the report can be trusted.
pub(super) struct Trust;

impl PageKind for Trust {
    fn spec(&self) -> Spec {
        Spec {
            name: TRUST,
            word: "trust-title",
            template: "trust.html",
            scope: Scope::Report,
            place: 13,
        }
    }

    fn pages(&self, _: &Report) -> Vec<Page> {
        vec![Page::TRUST]
    }

    /// Pages lead there from what they say of methods, and from their foot.
    fn navigation(&self, _: &Context<'_>, _: Page) -> Option<Link> {
        None
    }

    fn finds(&self, report: &Report, words: &Words, _: &Plan) -> Vec<(Name, Anchor)> {
        let used = Used::of(report);
        let find = |group: Group| {
            let [id, title, lead] = words_of(group);
            let name = Name {
                find: Find::Term,
                title: words.get(title),
                note: words.get(lead),
            };
            (name, Anchor::new(Page::TRUST, id))
        };
        GROUPS
            .into_iter()
            .filter(|group| used.speaks_of(*group))
            .map(find)
            .collect()
    }

    fn lay_out(&self, context: &Context<'_>, _: Page) -> Option<Content> {
        let used = Used::of(context.report);
        let claims: Vec<&Claim> = proof::known().iter().filter(|claim| used.has(claim)).collect();
        let groups = GROUPS
            .into_iter()
            .filter(|group| used.speaks_of(*group))
            .map(|group| {
                let [id, title, lead] = words_of(group);
                TrustView {
                    id,
                    title: context.words.get(title),
                    lead: context.words.get(lead),
                    subjects: subjects(context, &used, group, &claims),
                }
            });
        let view = TrustPage {
            groups: groups.collect(),
            limits: limits(context.words, &used),
        };
        Some(Content::new(context.words.get("trust-title"), Vec::new(), view))
    }
}

const GROUPS: [Group; 3] = [Group::Intervals, Group::Alarms, Group::Found];

/// The id of a section, the string that is its title, and the one that says what it means.
const fn words_of(group: Group) -> [&'static str; 3] {
    match group {
        Group::Intervals => ["intervals", "trust-intervals", "trust-intervals-lead"],
        Group::Alarms => ["alarms", "trust-alarms", "trust-alarms-lead"],
        Group::Found => ["found", "trust-found", "trust-found-lead"],
    }
}

/// What a figure is called in the table: its metric, and its statistic where that is not the usual one.
fn subject(figure: &FigureSeries) -> String {
    let metric = &figure.metric.id;
    match figure.statistic {
        Statistic::TopBox => metric.clone(),
        Statistic::Mean => format!("{metric}-mean"),
    }
}

/// The way from a page to what simulations found of how a figure is made; in its words, whether there is anything.
pub(super) fn link(context: &Context<'_>, from: Page, figure: &FigureSeries) -> Option<Link> {
    let subject = subject(figure);
    let is_simulated = proof::known().iter().any(|claim| claim.subject == subject);
    let word = if is_simulated {
        "trust-link"
    } else {
        "trust-link-none"
    };
    Some(Link {
        label: context.words.get(word),
        href: context.place(from, Page::TRUST, &anchor(&subject))?,
        current: false,
    })
}

/// Where the page speaks of a metric.
fn anchor(subject: &str) -> String {
    format!("trust-{subject}")
}

/// What the report is made with.
struct Used<'a> {
    /// The figures of each metric and statistic, each with its place.
    metrics: BTreeMap<String, Vec<(usize, &'a FigureSeries)>>,
    /// Whether levels over time are judged.
    courses: bool,
    /// Whether drivers are weighed.
    drivers: bool,
    /// Whether some answers come in clusters.
    clusters: bool,
    /// The kinds of families of comparisons, by their ids.
    families: Vec<&'static str>,
}

impl<'a> Used<'a> {
    fn of(report: &'a Report) -> Self {
        let mut metrics: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (place, figure) in report.figures.iter().enumerate() {
            let figures = metrics.entry(subject(figure)).or_default();
            figures.push((place, figure));
        }
        let cells = || report.figures.iter().flat_map(|figure| &figure.total);
        let families = report.families.iter();
        Self {
            metrics,
            courses: cells().any(|cell| cell.shown().is_some_and(|shown| shown.course.is_some())),
            drivers: !report.drivers.is_empty(),
            clusters: report.figures.iter().any(|figure| figure.cluster.is_some()),
            families: families
                .filter(|family| family.period == report.current)
                .filter_map(|family| sentence::family(family.kind))
                .collect(),
        }
    }

    /// Whether there is anything to say of a kind of simulations.
    fn speaks_of(&self, group: Group) -> bool {
        let has_metrics = group == Group::Intervals && !self.metrics.is_empty();
        let mut of_group = proof::known().iter().filter(|claim| claim.what.group() == group);
        has_metrics || of_group.any(|claim| self.has(claim))
    }

    /// Whether a row of the table concerns the report.
    fn has(&self, claim: &Claim) -> bool {
        let figures = self.metrics.get(&claim.subject);
        let any = |test: fn(&FigureSeries) -> bool| {
            figures.is_some_and(|figures| figures.iter().any(|(_, figure)| test(figure)))
        };
        match claim.what {
            What::Interval | What::IntervalJudged | What::Change => figures.is_some(),
            What::IntervalWeighted => any(|figure| figure.weighted),
            What::IntervalClustered
            | What::IntervalTickets
            | What::ChangeClustered
            | What::ChangeTickets
            | What::ChangePanel => any(|figure| figure.cluster.is_some()),
            What::Drivers => self.drivers,
            What::Family => {
                let subject = claim.subject.as_str();
                self.families.contains(&subject) || sentence::is_several(subject) && !self.families.is_empty()
            }
            What::WideReport => !self.families.is_empty(),
            What::FewClusters | What::Clusters => self.clusters,
            What::QuietPanel => self.clusters && self.courses,
            What::QuietCourse | What::Season | What::Fall | What::Drift | What::SeasonTold => self.courses,
        }
    }
}

/// What was found of the metrics of a report, and of what is not about one.
fn subjects(context: &Context<'_>, used: &Used<'_>, group: Group, claims: &[&Claim]) -> Vec<SubjectView> {
    let of_group: Vec<&Claim> = claims
        .iter()
        .copied()
        .filter(|claim| claim.what.group() == group)
        .collect();
    let metrics = used.metrics.iter().filter(|_| group == Group::Intervals);
    let metrics = metrics.map(|(metric, figures)| {
        let own: Vec<&Claim> = of_group
            .iter()
            .copied()
            .filter(|claim| claim.subject == *metric)
            .collect();
        let kind = figures
            .first()
            .map_or("survey", |(_, figure)| context.kind(figure));
        let findings = if own.is_empty() {
            vec![context.words.get(unknown(context, figures))]
        } else {
            sentence::all(context.words, kind, &own)
        };
        SubjectView {
            metric: Some(metric.clone()),
            figures: figures
                .iter()
                .filter_map(|(place, figure)| way(context, *place, figure))
                .collect(),
            findings,
        }
    });
    let is_of_metric = |claim: &Claim| used.metrics.contains_key(&claim.subject);
    let rest: Vec<&Claim> = of_group
        .iter()
        .copied()
        .filter(|claim| !is_of_metric(claim))
        .collect();
    let rest = (!rest.is_empty()).then(|| SubjectView {
        metric: None,
        figures: Vec::new(),
        findings: sentence::all(context.words, "survey", &rest),
    });
    metrics.chain(rest).collect()
}

/// Why nothing was found of a metric: what is counted has no interval, and the metric of somebody else was not simulated.
fn unknown(context: &Context<'_>, figures: &[(usize, &FigureSeries)]) -> &'static str {
    let period = context.report.current;
    let shown = figures
        .iter()
        .filter_map(|(_, figure)| figure.total.get(period)?.shown());
    let mut estimates = shown.filter_map(|shown| shown.headline.estimate());
    let is_counted = estimates
        .next()
        .is_some_and(|estimate| estimate.method == Method::Exact);
    if is_counted {
        "trust-no-interval"
    } else {
        "trust-not-simulated"
    }
}

fn way(context: &Context<'_>, place: usize, figure: &FigureSeries) -> Option<Link> {
    let to = Page::figure(context.report.current, place);
    Some(Link {
        label: figure.label.clone(),
        href: context.href(Page::TRUST, to)?,
        current: false,
    })
}

/// What simulations do not tell.
fn limits(words: &Words, used: &Used<'_>) -> Vec<String> {
    let courses: &[&str] = if used.courses {
        &["trust-limits-course", "trust-limits-wander"]
    } else {
        &[]
    };
    let all = ["trust-limits-chance", "trust-limits-kinds"]
        .iter()
        .chain(courses);
    all.map(|id| words.get(id)).collect()
}
