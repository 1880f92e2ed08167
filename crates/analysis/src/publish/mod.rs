//! Figures as they may be published: what is suppressed is left out, the rest is compared. Verdicts come later.

mod cells;
mod course;

use cxpress_metric::Input;
use cxpress_project::config::Cluster;
use cxpress_report::{Counts, DefinitionChange, FigureSeries, JudgedPart, MetricInfo};
use jiff::civil::Date;
use rayon::prelude::*;

use self::cells::Figure;
use crate::rows::Rows;
use crate::schema::Measure;
use crate::scope::Scope;
use crate::suppression::Suppression;
use crate::targets::{self, Targets};
use crate::timeline::Span;

/// The figures in the order of the schema.
pub(crate) fn publish(scope: &Scope<'_>, rows: &[Rows], suppressions: &[Suppression]) -> Vec<FigureSeries> {
    let questions = scope.schema.measures.par_iter();
    let all = questions.zip(rows).zip(suppressions);
    all.map(|((measure, rows), suppression)| figure(scope, measure, rows, suppression))
        .collect()
}

fn figure(scope: &Scope<'_>, measure: &Measure<'_>, rows: &Rows, suppression: &Suppression) -> FigureSeries {
    let config = scope.schema.config;
    let spans = &scope.timeline.spans;
    let spec = measure.metric.spec();
    let question = &measure.config.question;
    let target = targets::target(config, &question.id, spans);
    let benchmark = targets::benchmark(config, &question.id);
    let changes = changes(&measure.config.changes, spans);
    let figure = Figure {
        measure,
        changes: &changes,
        timeline: &scope.timeline,
        minimum: measure.minimum(config),
        targets: Targets {
            target: target.as_ref(),
            benchmark: benchmark.as_ref(),
        },
        rows,
        suppression,
    };
    let (total, slices, earlier) = (figure.total(), figure.slices(), figure.earlier());
    FigureSeries {
        id: question.id.clone(),
        label: measure.config.label.clone(),
        forms: measure.config.forms.clone(),
        wording: measure.config.wording.clone(),
        metric: MetricInfo {
            id: spec.id.to_owned(),
            definition: spec.definition,
            explanation: spec.explanation_in(&config.language).to_owned(),
        },
        lens: measure.config.lens.unwrap_or(spec.lens),
        unit: measure.unit(),
        direction: question.direction,
        tested: measure.is_tested(),
        accrues: spec.accrues,
        counts: counts(spec.input),
        scale: question.scale_of_item(),
        score_words: score_words(measure),
        rejected: rejected(scope, measure),
        statistic: question.statistic,
        within: question.within.or(spec.within),
        touchpoint: measure.config.touchpoint.clone(),
        source: config.sources[measure.source].id.clone(),
        weighted: measure.weighted,
        cluster: clustered_by(&config.sources[measure.source].cluster),
        changes,
        judged: judged_part(measure),
        enough: spec.enough,
        target,
        benchmark,
        total,
        slices,
        earlier,
        control: None,
        consistency: Vec::new(),
        reasons: None,
        audit: None,
    }
}

/// The part that verdicts fall on, if it is not the headline.
fn judged_part(measure: &Measure<'_>) -> Option<JudgedPart> {
    let judged = measure.metric.spec().judged?;
    Some(JudgedPart {
        id: judged.part.to_owned(),
        unit: judged.unit,
        role: judged.role,
        direction: measure.judged_direction(),
    })
}

const fn counts(input: Input) -> Counts {
    match input {
        Input::Answers => Counts::Answers,
        Input::Comments => Counts::Comments,
        Input::Numbers | Input::Records(_) => Counts::Records,
    }
}

fn clustered_by(cluster: &Cluster) -> Option<String> {
    match cluster {
        Cluster::None => None,
        Cluster::Day => Some("day".into()),
        Cluster::Column(column) => column.names.first().map(|name| name.written.clone()),
    }
}

/// How many answers could not be used, period by period.
fn rejected(scope: &Scope<'_>, measure: &Measure<'_>) -> Vec<u64> {
    let rejected = scope.extent.rejected.get(&(measure.source, measure.index));
    let Some(rejected) = rejected else {
        return Vec::new();
    };
    let periods = scope.timeline.ids.iter();
    periods
        .map(|period| rejected.get(period).copied().unwrap_or(0))
        .collect()
}

/// The words for scores, the first for each, in the order of scores.
fn score_words(measure: &Measure<'_>) -> Vec<(i32, String)> {
    let mut words: Vec<(i32, String)> = Vec::new();
    for (word, score) in &measure.config.values {
        if !words.iter().any(|(known, _)| known == score) {
            words.push((*score, word.clone()));
        }
    }
    words.sort_by_key(|(score, _)| *score);
    words
}

/// When a question became another one, by period; what lies after the last period is not known yet.
fn changes(configured: &[(Date, String)], spans: &[Span]) -> Vec<DefinitionChange> {
    let changes = configured.iter().filter_map(|(date, what)| {
        Some(DefinitionChange {
            period: spans.iter().position(|span| *date <= span.last)?,
            date: *date,
            what: what.clone(),
        })
    });
    changes.collect()
}
