//! The gap between what customers expected and what they perceived.

use cxpress_estimates::{scores, share};
use cxpress_metric::{Difference, Evidence, Figure, Metric, MetricSpec, Question, ScaleBounds, Unit};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("gap", Unit::Mean);
    spec.paired = true;
    spec.explanation = &[("en", include_str!("gap.en.md"))];
    spec
};

/// Expectation gap (SERVQUAL; Parasuraman, Zeithaml and Berry 1988): the mean of perception − expectation, in
/// points of the scale both were given on.
///
/// A score is one customer's difference, so the scale runs from −(high − low) to high − low. The t interval
/// of its mean is the paired one: what differs between customers, but not between their two answers, is not
/// in it. Change: Welch (1947).
#[derive(Clone, Copy, Debug, Default)]
pub struct Gap;

impl Metric for Gap {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let scale = question.scale.unwrap_or(ScaleBounds::new(-4, 4));
        scores::figure(evidence.summary, Unit::Mean, |gaps| {
            let mean = share::mean_reading(gaps, (scale.low.into(), scale.high.into()));
            let parts = vec![
                share::named("fell-short", gaps, |gap| gap < 0),
                share::named("lived-up", gaps, |gap| gap >= 0),
            ];
            (mean, parts)
        })
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        share::mean_difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Interval, Scores, Summary, laws};

    fn question() -> Question {
        Question::new("reliability", "gap").with_scale(-4, 4)
    }

    /// Ten pairs of sum −7 and sum of squares 13: mean −.7, variance .9, standard error .3, t₉ 2.262157.
    #[test]
    fn check_numbers() {
        let gaps = Scores::from_counts([(-2, 2), (-1, 4), (0, 3), (1, 1)]);
        let figure = Gap.evaluate(Evidence::of(&Summary::Scores(gaps)), &question());
        let mean = figure.headline.estimate().expect("a mean");
        let Some(Interval {
            low,
            high: Some(high),
        }) = mean.interval
        else {
            panic!("an interval with two ends");
        };
        for (found, expected) in [(mean.value, -0.7), (low, -1.378_647), (high, -0.021_353)] {
            assert!((found - expected).abs() < 1e-5, "{found}, expected {expected}");
        }
        let shares = ["fell-short", "lived-up"].map(|part| figure.value(Some(part)));
        assert_eq!(shares, [Some(60.0), Some(40.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Gap, &question()).unwrap();
    }
}
