//! Net promoter score.

use cxpress_metric::{
    Absence, Approximation, Difference, Estimate, Evidence, Figure, Interval, Method, Metric, MetricSpec,
    Part, Question, Reading, ScaleBounds, Scores, Summary, Unit,
};
use cxpress_stats::net::{self, NetShare};
use cxpress_stats::{Range, Z95, mover};

use crate::answers::{Coded, distribution};
use crate::share;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("nps", Unit::Points);
    spec.scale = Some(ScaleBounds::new(0, 10));
    spec.explanation = &[("en", include_str!("nps.en.md"))];
    spec
};

/// Net promoter score: the share of promoters (9–10) less the share of detractors (0–6), in points.
///
/// Interval: adjusted Wald with ¾ promoter, ¾ detractor and 1½ passives added (Rocks 2016), clipped to ±100.
/// Change: the square-and-add method from the two intervals (MOVER; Zou and Donner 2008).
#[derive(Clone, Copy, Debug, Default)]
pub struct Nps;

fn is_promoter(score: i32) -> bool {
    score >= 9
}

fn is_detractor(score: i32) -> bool {
    score <= 6
}

fn code(score: i32) -> f64 {
    f64::from(i8::from(is_promoter(score)) - i8::from(is_detractor(score)))
}

/// Shares as fractions with their effective base.
fn net_share(scores: &Scores) -> Option<(NetShare, Coded)> {
    let coded = Coded::read(scores, code)?;
    let positive = scores.share(is_promoter)?;
    let negative = scores.share(is_detractor)?;
    Some((
        NetShare {
            positive,
            negative,
            n: coded.effective,
        },
        coded,
    ))
}

/// The interval. With one or two unanimous answers the adjusted interval ends short of the raw score; it is then
/// extended to hold it.
fn range(share: NetShare, z: f64) -> Option<Range> {
    let point = share.positive - share.negative;
    let range = net::adjusted_wald(share.positive, share.negative, share.n, z)?;
    Some(Range {
        low: range.low.min(point),
        high: range.high.max(point),
    })
}

/// How many answers satisfy `test`, unweighted.
fn count(id: &'static str, scores: &Scores, test: impl Fn(i32) -> bool) -> Part {
    let n: u64 = scores
        .cells()
        .filter(|cell| test(cell.score))
        .map(|cell| cell.n)
        .sum();
    let estimate = Estimate {
        value: n as f64,
        interval: None,
        base: scores.n(),
        effective: scores.n() as f64,
        method: Method::Exact,
        variance: None,
        limits: (0.0, f64::MAX),
    };
    Part {
        id,
        unit: Unit::Count,
        reading: Reading::Value(estimate),
    }
}

impl Metric for Nps {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some((scores, (share, coded))) = evidence
            .summary
            .scores()
            .and_then(|scores| Some((scores, net_share(scores)?)))
        else {
            return Figure::absent(Absence::NoData, Unit::Points);
        };
        let headline = Estimate {
            value: 100.0 * coded.mean,
            interval: range(share, Z95).map(|r| Interval::new(100.0 * r.low, 100.0 * r.high)),
            base: coded.n,
            effective: coded.effective,
            method: Method::AdjustedWald,
            variance: Some(1e4 * coded.variance),
            limits: (-100.0, 100.0),
        };
        let part = |id, test: fn(i32) -> bool| Part {
            id,
            unit: Unit::Percent,
            reading: share::reading(scores, test),
        };
        Figure {
            headline: Reading::Value(headline),
            unit: Unit::Points,
            parts: vec![
                part("promoters", is_promoter),
                part("passives", |score| !is_promoter(score) && !is_detractor(score)),
                part("detractors", is_detractor),
                count("promoter-count", scores, is_promoter),
                count("passive-count", scores, |score| {
                    !is_promoter(score) && !is_detractor(score)
                }),
                count("detractor-count", scores, is_detractor),
            ],
            shape: distribution(scores),
        }
    }

    fn difference(&self, before: &Summary, after: &Summary, _: &Question) -> Option<Difference> {
        let (before, coded_before) = net_share(before.scores()?)?;
        let (after, coded_after) = net_share(after.scores()?)?;
        let (old, new) = (coded_before.mean, coded_after.mean);
        let interval = move |z| {
            let ends = mover::difference(old, range(before, z)?, new, range(after, z)?);
            Some((100.0 * ends.low, 100.0 * ends.high))
        };
        let approximation = net::adjusted_difference(before, after).map(|adjusted| Approximation {
            difference: 100.0 * adjusted.difference,
            standard_error: 100.0 * adjusted.se,
            p: adjusted.p,
        });
        Some(Difference::new(100.0 * (new - old), interval).with_approximation(approximation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Weight, laws};

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
