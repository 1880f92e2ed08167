//! Net promoter score.

use cxpress_estimates::net::Net;
use cxpress_metric::{Difference, Evidence, Figure, Metric, MetricSpec, Question, ScaleBounds, Unit};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("nps", Unit::Points);
    spec.scale = Some(ScaleBounds::new(0, 10));
    spec.also = &[ScaleBounds::new(1, 10)];
    spec.words = &[
        ("en", include_str!("nps.en.ftl")),
        ("de", include_str!("nps.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("nps.en.md")),
        ("de", include_str!("nps.de.md")),
    ];
    spec
};

/// Net promoter score: the share of promoters (9–10) less the share of detractors (0–6), in points. Asked on 1–10, as some
/// do, the groups are the same, but for the 0 that nobody could give.
///
/// Interval: adjusted Wald with ¾ promoter, ¾ detractor and 1½ passives added (Rocks 2016), clipped to ±100.
/// Change: the square-and-add method from the two intervals (MOVER; Zou and Donner 2008).
#[derive(Clone, Copy, Debug, Default)]
pub struct Nps;

pub(crate) const fn is_promoter(score: i32) -> bool {
    score >= 9
}

fn is_detractor(score: i32) -> bool {
    score <= 6
}

const GROUPS: Net = Net {
    good: is_promoter,
    bad: is_detractor,
};

impl Metric for Nps {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        GROUPS.figure(
            evidence.summary,
            ["promoters", "passives", "detractors"],
            ["promoter-count", "passive-count", "detractor-count"],
        )
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        GROUPS.difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Estimate, Scores, Summary, Weight, laws};
    use cxpress_stats::Z95;

    fn of(promoters: u64, passives: u64, detractors: u64) -> Summary {
        Summary::Scores(Scores::from_counts([
            (10, promoters),
            (8, passives),
            (3, detractors),
        ]))
    }

    fn question() -> Question {
        Question::new("recommend", "nps").with_scale(0, 10)
    }

    fn estimate(summary: &Summary) -> Estimate {
        let figure = Nps.evaluate(Evidence::of(summary), &question());
        *figure.headline.estimate().expect("a value")
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
    }

    #[track_caller]
    fn check(summary: &Summary, value: f64, low: f64, high: f64) {
        let found = estimate(summary);
        near(found.value, value);
        let interval = found.interval.expect("an interval");
        near(interval.low, low);
        near(interval.high.expect("an end"), high);
    }

    #[test]
    fn check_numbers() {
        check(&of(50, 30, 20), 30.0, 14.0511, 44.2013);
        check(&of(58, 27, 15), 43.0, 27.4382, 56.0570);
        check(&of(10, 0, 0), 100.0, 47.5036, 100.0);
        check(&of(5, 0, 5), 0.0, -51.1274, 51.1274);
    }

    #[test]
    fn weighted_check_numbers() {
        let mut scores = Scores::empty(true);
        let three = Weight::new(3.0).expect("a weight");
        let rows = [(10, 30, 2), (8, 12, 3), (3, 8, 5)];
        for (score, ones, threes) in rows {
            (0..ones).for_each(|_| scores.add(score, Weight::ONE));
            (0..threes).for_each(|_| scores.add(score, three));
        }
        let summary = Summary::Scores(scores);
        check(&summary, 16.25, -9.2288, 39.5664);
        near(estimate(&summary).effective, 42.0906);
    }

    #[track_caller]
    fn check_change(before: &Summary, after: &Summary, point: f64, low: f64, high: f64) {
        let [before, after] = [before, after].map(Evidence::of);
        let found = Nps.difference(before, after, &question()).expect("a difference");
        let ends = found.at(Z95).expect("an interval");
        for (found, expected) in [(found.point, point), (ends.0, low), (ends.1, high)] {
            assert!((found - expected).abs() < 1e-3, "{found}, expected {expected}");
        }
    }

    #[test]
    fn check_numbers_of_changes() {
        check_change(&of(50, 30, 20), &of(58, 27, 15), 13.0, -8.068, 33.612);
        check_change(&of(27, 3, 0), &of(270, 30, 0), 0.0, -8.192, 23.375);
        check_change(&of(30, 0, 0), &of(25, 3, 2), -23.333, -51.276, 2.159);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Nps, &question()).unwrap();
    }
}
