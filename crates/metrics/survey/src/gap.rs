//! The gap between what customers expected and what they perceived.

use std::collections::BTreeMap;

use cxpress_estimates::{scores, share};
use cxpress_metric::{
    Difference, Evidence, Figure, Metric, MetricSpec, Question, Reading, ScaleBounds, ScoreShare, Scores,
    Shape, Unit,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("gap", Unit::Mean);
    spec.paired = true;
    spec.words = &[
        ("en", include_str!("gap.en.ftl")),
        ("de", include_str!("gap.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("gap.en.md")),
        ("de", include_str!("gap.de.md")),
    ];
    spec
};

/// Expectation gap (SERVQUAL; Parasuraman, Zeithaml and Berry 1988): the mean of perception − expectation, in
/// points of the scale both were given on. A dimension of several items, such as reliability, has the mean over
/// its items and the customers who answered all of them.
///
/// A score is one customer's difference, or the sum of those of all items, so that it is a whole number; figures
/// divide it by the number of items. The t interval of its mean is the paired one: what differs between
/// customers, but not between their answers, is not in it, and items of one customer, which go together, are not
/// taken as independent. Change: Welch (1947).
#[derive(Clone, Copy, Debug, Default)]
pub struct Gap;

fn items(question: &Question) -> f64 {
    f64::from(question.items.max(1))
}

/// The ends of what gaps can sum to.
fn ends(question: &Question) -> (f64, f64) {
    let sums = question.scale.unwrap_or(ScaleBounds::new(-4, 4));
    (sums.low.into(), sums.high.into())
}

/// The mean gap of an item.
fn mean(gaps: &Scores, question: &Question) -> Reading {
    match share::mean_reading(gaps, ends(question)) {
        Reading::Value(estimate) => Reading::Value(estimate.divided(items(question))),
        absent => absent,
    }
}

/// How many customers have each gap, to the nearest point of the scale.
fn distribution(gaps: &Scores, items: u16) -> Shape {
    let total = gaps.weight();
    let mut points: BTreeMap<i32, (u64, f64)> = BTreeMap::new();
    for cell in gaps.cells() {
        let point = points
            .entry(nearest(cell.score, items.max(1).into()))
            .or_default();
        *point = (point.0 + cell.n, point.1 + cell.weight / total);
    }
    let shares = points.into_iter();
    let shares = shares.map(|(score, (n, share))| ScoreShare::new(score, Some(n), share));
    Shape::Distribution(shares.collect())
}

/// A sum divided by the number of its items, to the nearest whole number; half-way, away from zero.
const fn nearest(sum: i32, items: i32) -> i32 {
    (2 * sum + sum.signum() * items) / (2 * items)
}

impl Metric for Gap {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let figure = scores::figure(evidence.summary, Unit::Mean, |gaps| {
            let parts = vec![
                share::named("fell-short", gaps, |gap| gap < 0),
                share::named("lived-up", gaps, |gap| gap >= 0),
            ];
            (mean(gaps, question), parts)
        });
        match evidence.summary.scores().filter(|gaps| gaps.n() > 0) {
            Some(gaps) => figure.with_shape(distribution(gaps, question.items)),
            None => figure,
        }
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        let difference = share::mean_difference(before.summary, after.summary, ends(question))?;
        Some(difference.divided(items(question)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Interval, Scores, Summary, laws};

    fn question() -> Question {
        Question::new("reliability", "gap").with_scale(-4, 4)
    }

    /// Ten pairs of sum −7 and sum of squares 13, with ¾ at −4 and at 4: mean −7/11.5, standard error .520704, t₉ 2.262157.
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
        for (found, expected) in [(mean.value, -0.7), (low, -1.786_607), (high, 0.569_216)] {
            assert!((found - expected).abs() < 1e-5, "{found}, expected {expected}");
        }
        let shares = ["fell-short", "lived-up"].map(|part| figure.value(Some(part)));
        assert_eq!(shares, [Some(60.0), Some(40.0)]);
    }

    /// Sums of four items on a scale of 1 to 7: −6 −4 −3 −3 −1 0 0 2 5 −2, of which the mean is −1.2; with ¾ at −24 and at 24
    /// the standard error is 2.812971; divided by 4, and t₉ 2.262157.
    #[test]
    fn a_dimension_of_several_items_is_in_points_of_the_scale() {
        let sums = |counts: &[(i32, u64)]| Summary::Scores(Scores::from_counts(counts.iter().copied()));
        let now = sums(&[
            (-6, 1),
            (-4, 1),
            (-3, 2),
            (-2, 1),
            (-1, 1),
            (0, 2),
            (2, 1),
            (5, 1),
        ]);
        let question = Question::new("reliability", "gap")
            .with_scale(-24, 24)
            .with_items(4);
        let figure = Gap.evaluate(Evidence::of(&now), &question);
        let mean = figure.headline.estimate().expect("a mean");
        let interval = mean.interval.expect("an interval");
        let found = [mean.value, interval.low, interval.high.expect("an end")];
        for (found, expected) in found.into_iter().zip([-0.3, -1.851_721, 1.329_982]) {
            assert!((found - expected).abs() < 1e-5, "{found}, expected {expected}");
        }
        assert_eq!((mean.base, mean.limits), (10, (-6.0, 6.0)));
        assert_eq!(figure.value(Some("fell-short")), Some(60.0));
        let Shape::Distribution(shares) = &figure.shape else {
            panic!("a distribution")
        };
        let shares: Vec<_> = shares
            .iter()
            .map(|share| (share.score, share.n.expect("it is told")))
            .collect();
        assert_eq!(shares, [(-2, 1), (-1, 4), (0, 3), (1, 2)]);
        let before = sums(&[(0, 5), (4, 5)]);
        let change = Gap
            .difference(Evidence::of(&before), Evidence::of(&now), &question)
            .expect("a change");
        let (low, high) = change.at(1.959_964).expect("an interval");
        for (found, expected) in [(change.point, -0.8), (low, -2.948_942), (high, 1.496_037)] {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
    }

    #[test]
    fn laws_hold() {
        laws::check(&Gap, &question()).unwrap();
        laws::check(&Gap, &question().with_scale(-24, 24).with_items(6)).unwrap();
    }
}
