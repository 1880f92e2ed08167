//! Better or worse than expected.

use cxpress_estimates::net::Net;
use cxpress_metric::{Difference, Evidence, Figure, Metric, MetricSpec, Question, ScaleBounds, Unit};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("expectation", Unit::Points);
    spec.words = &[
        ("en", include_str!("expectation.en.ftl")),
        ("de", include_str!("expectation.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("expectation.en.md")),
        ("de", include_str!("expectation.de.md")),
    ];
    spec
};

/// Expectation: the share of answers above the middle of the scale (better than expected) less the share
/// below it (worse than expected), in points. The middle itself is *as expected*; a scale without a middle
/// has no such answer.
///
/// Interval and change as those of the net promoter score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expectation;

fn groups(question: &Question) -> Net<impl Fn(i32) -> bool + Copy, impl Fn(i32) -> bool + Copy> {
    let scale = question.scale.unwrap_or(ScaleBounds::new(-1, 1));
    let ends = scale.low + scale.high;
    Net {
        good: move |score| 2 * score > ends,
        bad: move |score| 2 * score < ends,
    }
}

impl Metric for Expectation {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        groups(question).figure(
            evidence.summary,
            ["better", "as-expected", "worse"],
            ["better-count", "as-expected-count", "worse-count"],
        )
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        groups(question).difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Interval, Scores, Summary, laws};

    fn figure(low: i32, high: i32, counts: &[(i32, u64)]) -> Figure {
        let summary = Summary::Scores(Scores::from_counts(counts.iter().copied()));
        let question = Question::new("stay", "expectation").with_scale(low, high);
        Expectation.evaluate(Evidence::of(&summary), &question)
    }

    #[test]
    fn check_numbers() {
        let figure = figure(-1, 1, &[(1, 50), (0, 30), (-1, 20)]);
        let net = figure.headline.estimate().expect("a value");
        let Some(Interval {
            low,
            high: Some(high),
        }) = net.interval
        else {
            panic!("an interval with two ends");
        };
        for (found, expected) in [(net.value, 30.0), (low, 14.0511), (high, 44.2013)] {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
    }

    #[track_caller]
    fn check(low: i32, high: i32, [worse, same, better]: [f64; 3]) {
        let counts: Vec<_> = (low..=high).map(|score| (score, 1)).collect();
        let figure = figure(low, high, &counts);
        let found = ["worse-count", "as-expected-count", "better-count"].map(|part| figure.value(Some(part)));
        assert_eq!(found, [Some(worse), Some(same), Some(better)]);
    }

    #[test]
    fn the_middle_of_the_scale_is_as_expected() {
        check(-1, 1, [1.0, 1.0, 1.0]);
        check(1, 3, [1.0, 1.0, 1.0]);
        check(1, 5, [2.0, 1.0, 2.0]);
        check(1, 4, [2.0, 0.0, 2.0]);
    }

    #[test]
    fn laws_hold() {
        for (low, high) in [(-1, 1), (1, 5)] {
            let question = Question::new("stay", "expectation").with_scale(low, high);
            laws::check(&Expectation, &question).unwrap();
        }
    }
}
