//! What studies of answers that were given together share.

use std::collections::BTreeMap;

use cxpress_metric::{Evidence, Interval, Reading, ScaleBounds, Scores, Summary};
use cxpress_report::{FigureSeries, Tested};
use cxpress_stats::mean::Sample as Values;
use cxpress_stats::{Range, Z95, invert, jackknife, weights};

use crate::cube::{Case, Samples};
use crate::schema::{Measure, Schema};
use crate::timeline::Timeline;

/// What studies of answers that were given together are made from.
pub(crate) struct CompleteCases<'a> {
    pub(crate) schema: &'a Schema<'a>,
    pub(crate) timeline: &'a Timeline,
    /// By source.
    pub(crate) samples: &'a [Samples],
    /// As they are published, in the order of the schema.
    pub(crate) figures: &'a [FigureSeries],
}

impl<'a> CompleteCases<'a> {
    /// The place of a question in the schema.
    pub(crate) fn place(&self, question: &str) -> Option<usize> {
        let mut questions = self.schema.measures.iter();
        questions.position(|measure| measure.config.question.id == question)
    }

    /// Whether the total of a figure is shown in a period.
    pub(crate) fn shows(&self, figure: usize, period: usize) -> bool {
        self.figures[figure].total[period].shown().is_some()
    }

    /// The samples of the source of a question.
    fn samples_of(&self, question: usize) -> &'a Samples {
        &self.samples[self.schema.measures[question].source]
    }

    /// Those who gave answers to all of some questions of one source in a period.
    pub(crate) fn cases(&self, questions: &[usize], period: usize) -> Vec<Case> {
        let sampled = self.sampled(questions);
        sampled.map_or_else(Vec::new, |(samples, columns)| {
            samples.cases(self.timeline.ids[period], &columns)
        })
    }

    /// How many these are.
    pub(crate) fn count(&self, questions: &[usize], period: usize) -> usize {
        let sampled = self.sampled(questions);
        sampled.map_or(0, |(samples, columns)| {
            samples.count(self.timeline.ids[period], &columns)
        })
    }

    /// The samples of the source of some questions, and the places of the questions in them.
    fn sampled(&self, questions: &[usize]) -> Option<(&'a Samples, Vec<usize>)> {
        let samples = self.samples_of(*questions.first()?);
        let columns: Option<Vec<usize>> = questions
            .iter()
            .map(|question| samples.column(*question))
            .collect();
        Some((samples, columns?))
    }

    /// The interval of a value of cases, widened to what the jackknife over the clusters of their source says, and the larger p
    /// of both: `range` gives the interval by critical value, `without` the value without a group.
    pub(crate) fn tested(
        &self,
        question: usize,
        cases: &[Case],
        (value, range): (f64, impl Fn(f64) -> Option<Range>),
        without: impl Fn(usize) -> Option<f64>,
    ) -> Option<(Interval, Tested)> {
        let groups = if self.schema.measures[question].clustered {
            groups(cases)
        } else {
            Vec::new()
        };
        let left_out = groups
            .into_iter()
            .filter_map(|group| Some((size(cases, group), without(group)?)));
        let (sizes, values): (Vec<f64>, Vec<f64>) = left_out.unzip();
        let (error, groups) = (
            jackknife::delete_group(&values),
            jackknife::effective_groups(&sizes),
        );
        let formula = range(Z95)?;
        let ratio = error.map_or(1.0, |error| jackknife::widening(error, groups, formula, Z95));
        let wide = formula.widened(value, ratio);
        let jackknifed = error.and_then(|error| jackknife::p_value(error, groups, value, formula));
        let p = invert::p_value(range).map(|p| jackknifed.map_or(p, |jackknifed| jackknifed.max(p)));
        Some((Interval::new(wide.low, wide.high), Tested::new(p)))
    }

    /// How many rows there were in a period, if the cases come from a sample of them.
    pub(crate) fn sampled_from(&self, question: usize, period: usize) -> Option<u64> {
        self.samples_of(question).sampled_from(self.timeline.ids[period])
    }

    /// Whether a group is large enough to be told apart from others; one without anybody tells nothing.
    pub(crate) fn may_tell(&self, group: usize) -> bool {
        group == 0 || group as u64 >= self.schema.config.minimum_base
    }
}

/// What each answer contributes to a figure that is the mean of such contributions: 100 or 0 for a share in per cent, 100, 0
/// or −100 for a net share in points, the answer itself for a mean. None if the figure is no such mean.
pub(crate) fn contributions(measure: &Measure<'_>) -> Option<BTreeMap<i16, f64>> {
    let ScaleBounds { low, high } = measure.config.question.scale?;
    let alone = |score: i32| {
        let summary = Summary::Scores(Scores::from_counts([(score, 1)]));
        let figure = measure
            .metric
            .evaluate(Evidence::of(&summary), &measure.config.question);
        let value = match figure.headline {
            Reading::Value(estimate) => estimate.value,
            Reading::Absent(_) => return None,
        };
        Some((i16::try_from(score).ok()?, value))
    };
    let additive = measure.metric.spec().additive && measure.metric.spec().judged.is_none();
    additive.then(|| (low..=high).map(alone).collect()).flatten()
}

/// Mean, spread and effective number of weighted values; none for fewer than two.
pub(crate) fn values(weighted: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Values> {
    let sum = |of: fn(f64, f64) -> f64| {
        weighted
            .clone()
            .map(|(value, weight)| of(value, weight))
            .sum::<f64>()
    };
    let total = sum(|_, weight| weight);
    let n = weights::kish(total, sum(|_, weight| weight * weight))?;
    let mean = sum(|value, weight| value * weight) / total;
    let squares: f64 = weighted
        .map(|(value, weight)| weight * (value - mean).powi(2))
        .sum();
    (n > 1.0).then(|| Values {
        mean,
        sd: (squares / total * n / (n - 1.0)).sqrt(),
        n,
    })
}

/// What the cases of a group weigh together.
fn size(cases: &[Case], group: usize) -> f64 {
    let of_group = cases.iter().filter(|case| case.group == group);
    of_group.map(|case| case.weight).sum()
}

/// The groups of cases, each once, ascending.
fn groups(cases: &[Case]) -> Vec<usize> {
    let mut groups: Vec<usize> = cases.iter().map(|case| case.group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}
