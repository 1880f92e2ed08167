//! The glossary, for every employee.

use std::collections::BTreeMap;

use cxpress_report::Report;
use serde::Serialize;

use super::{Anchor, Content, Find, Name, PageKind, trust};
use crate::commentary;
use crate::context::Context;
use crate::exhibits::holds;
use crate::language::{Words, say};
use crate::page::{LEARN, Page};
use crate::plan::{Plan, Scope, Spec};
use crate::view::Link;

/// The glossary.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LearnPage {
    /// The glossary.
    terms: Vec<TermView>,
    /// Every metric of the report, explained.
    metrics: Vec<MetricView>,
}

holds!(LearnPage:);

/// A term and what it means.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TermView {
    /// The id of the term.
    id: &'static str,
    /// The term.
    term: String,
    /// What it means.
    text: String,
}

/// A metric and the figures that are made with it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MetricView {
    /// The id of the metric.
    id: String,
    /// What it is called.
    name: String,
    /// The figures it is used for.
    figures: Vec<Link>,
    /// What it is, as safe HTML.
    explanation: String,
    /// The way to what simulations found of it.
    trust: Option<Link>,
}

/// The terms of the glossary: for each, `term-…` and `meaning-…` in the string table.
const TERMS: [&str; 18] = [
    "service",
    "experience",
    "improved",
    "worsened",
    "unchanged",
    "back",
    "echo",
    "no-evidence",
    "too-few",
    "interval",
    "base",
    "effective-base",
    "indicative",
    "withheld",
    "benchmark",
    "verified",
    "mix",
    "nps",
];

/// The glossary.
pub(super) struct Learn;

impl PageKind for Learn {
    fn spec(&self) -> Spec {
        Spec {
            name: LEARN,
            word: "nav-learn",
            template: "learn.html",
            scope: Scope::Report,
            place: 12,
        }
    }

    fn pages(&self, _: &Report) -> Vec<Page> {
        vec![Page::LEARN]
    }

    fn finds(&self, _: &Report, words: &Words, _: &Plan) -> Vec<(Name, Anchor)> {
        let find = |id: &'static str| {
            let TermView { term, text, .. } = term(words, id);
            let name = Name {
                find: Find::Term,
                title: term,
                note: text,
            };
            (name, Anchor::new(Page::LEARN, format!("term-{id}")))
        };
        TERMS.into_iter().map(find).collect()
    }

    fn lay_out(&self, context: &Context<'_>, _: Page) -> Option<Content> {
        let words = context.words;
        let view = LearnPage {
            terms: TERMS.into_iter().map(|id| term(words, id)).collect(),
            metrics: metrics(context),
        };
        Some(Content::new(words.get("nav-learn"), Vec::new(), view))
    }
}

fn term(words: &Words, id: &'static str) -> TermView {
    TermView {
        id,
        term: words.get(&format!("term-{id}")),
        text: words.get(&format!("meaning-{id}")),
    }
}

/// What a metric is called: as the table of words says, or by its id.
fn name(words: &Words, id: &str) -> String {
    let known = words.find(&format!("metric-{id}"), []);
    known.unwrap_or_else(|| say::capitalised(&id.replace('-', " ")))
}

fn metrics(context: &Context<'_>) -> Vec<MetricView> {
    let mut metrics: BTreeMap<&str, MetricView> = BTreeMap::new();
    let period = context.report.current;
    for (index, figure) in context.report.figures.iter().enumerate() {
        let metric = &figure.metric;
        let view = metrics.entry(&metric.id).or_insert_with(|| MetricView {
            id: metric.id.clone(),
            figures: Vec::new(),
            name: name(context.words, &metric.id),
            explanation: commentary::explanation(context.words, metric),
            trust: trust::link(context, Page::LEARN, figure),
        });
        if let Some(href) = context.href(Page::LEARN, Page::figure(period, index)) {
            view.figures.push(Link {
                label: figure.label.clone(),
                href,
                current: false,
            });
        }
    }
    metrics.into_values().collect()
}
