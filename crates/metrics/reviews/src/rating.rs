//! The rating of reviews.

use cxpress_estimates::scores;
use cxpress_metric::{Difference, Evidence, Figure, Metric, MetricSpec, Question, ScaleBounds, Unit};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("rating", Unit::Percent);
    spec.scale = Some(ScaleBounds::new(1, 5));
    spec.prior = Some(10.0);
    spec.words = &[scores::WORDS[0], scores::WORDS[1]];
    spec.explanation = &[
        ("en", include_str!("rating.en.md")),
        ("de", include_str!("rating.de.md")),
    ];
    spec
};

/// Rating: the share of reviews with 4 or 5 stars, or the mean number of stars.
///
/// Places are ranked by the shrunk mean `(m·C + Σ) ÷ (m + n)`, where `C` is the mean of all places and m is 10 unless the
/// question names another number (`prior`); the analysis computes it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rating;

fn is_good(stars: i32) -> bool {
    stars >= 4
}

impl Metric for Rating {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        scores::evaluate(evidence.summary, question, is_good)
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        scores::difference(before.summary, after.summary, question, is_good)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Interval, Scores, Shape, Statistic, Summary, laws};

    fn question() -> Question {
        Question::new("stars", "rating").with_scale(1, 5)
    }

    /// 41 good reviews of 50.
    fn reviews() -> Summary {
        Summary::Scores(Scores::from_counts([(5, 31), (4, 10), (3, 2), (2, 1), (1, 6)]))
    }

    #[test]
    fn check_numbers() {
        let figure = Rating.evaluate(Evidence::of(&reviews()), &question());
        let share = figure.headline.estimate().expect("a share");
        let Some(Interval {
            low,
            high: Some(high),
        }) = share.interval
        else {
            panic!("an interval with two ends");
        };
        for (found, expected) in [(share.value, 82.0), (low, 69.2039), (high, 90.2298)] {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
        assert_eq!(figure.value(Some("mean")), Some(4.18));
        let Shape::Distribution(stars) = figure.shape else {
            panic!("a distribution");
        };
        let counts: Vec<_> = stars
            .iter()
            .map(|stars| (stars.score, stars.n.expect("it is told")))
            .collect();
        assert_eq!(counts, [(1, 6), (2, 1), (3, 2), (4, 10), (5, 31)]);
    }

    #[test]
    fn the_mean_can_be_the_headline() {
        let question = question().with_statistic(Statistic::Mean);
        let figure = Rating.evaluate(Evidence::of(&reviews()), &question);
        assert_eq!(
            (figure.value(None), figure.value(Some("top-box"))),
            (Some(4.18), Some(82.0))
        );
    }

    #[test]
    fn laws_hold() {
        laws::check(&Rating, &question()).unwrap();
        laws::check(&Rating, &question().with_statistic(Statistic::Mean)).unwrap();
    }
}
