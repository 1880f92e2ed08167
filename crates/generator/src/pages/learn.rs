//! The glossary, for every employee.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Laid;
use crate::commentary;
use crate::edition::Edition;
use crate::plan::Page;
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
    /// The figures it is used for.
    figures: Vec<Link>,
    /// What it is, as safe HTML.
    explanation: String,
}

/// The terms of the glossary: for each, `term-…` and `meaning-…` in the string table.
pub(crate) const TERMS: [&str; 15] = [
    "service",
    "experience",
    "improved",
    "worsened",
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

pub(super) fn lay_out(edition: &Edition<'_>) -> Laid<LearnPage> {
    let words = edition.words;
    let term = |id: &'static str| TermView {
        id,
        term: words.get(&format!("term-{id}")),
        text: words.get(&format!("meaning-{id}")),
    };
    let view = LearnPage {
        terms: TERMS.into_iter().map(term).collect(),
        metrics: metrics(edition),
    };
    Laid {
        frame: edition.frame(Page::Learn, &words.get("nav-learn"), Vec::new()),
        page: view,
    }
}

fn metrics(edition: &Edition<'_>) -> Vec<MetricView> {
    let mut metrics: BTreeMap<&str, MetricView> = BTreeMap::new();
    let period = edition.report.current;
    for (index, figure) in edition.report.figures.iter().enumerate() {
        let metric = &figure.metric;
        let view = metrics.entry(&metric.id).or_insert_with(|| MetricView {
            id: metric.id.clone(),
            figures: Vec::new(),
            explanation: commentary::explanation(edition.words, &metric.explanation),
        });
        if let Some(href) = edition.href(
            Page::Learn,
            Page::Figure {
                period,
                figure: index,
            },
        ) {
            view.figures.push(Link {
                label: figure.label.clone(),
                href,
                current: false,
            });
        }
    }
    metrics.into_values().collect()
}
