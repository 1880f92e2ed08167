//! Customer satisfaction.

use cxpress_metric::{
    Absence, Difference, Evidence, Figure, Metric, MetricSpec, Part, Question, ScaleBounds, Statistic,
    Summary, Unit,
};

use crate::answers::distribution;
use crate::share;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("csat", Unit::Percent);
    spec.explanation = &[("en", include_str!("csat.en.md"))];
    spec
};

/// Customer satisfaction: the share of answers in the top box, or the mean.
///
/// The top box is the two best answers of a scale of four points or more (4–5 of 5, 6–7 of 7), the best answer
/// of a shorter one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csat;

/// The lowest score in the top box.
fn top_box(question: &Question) -> i32 {
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 5));
    if scale.points() >= 4 {
        scale.high - 1
    } else {
        scale.high
    }
}

impl Metric for Csat {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let top = top_box(question);
        evaluate(evidence.summary, question, move |score| score >= top)
    }

    fn difference(&self, before: &Summary, after: &Summary, question: &Question) -> Option<Difference> {
        let top = top_box(question);
        difference(before, after, question, move |score| score >= top)
    }
}

/// The share of good answers or the mean, whichever is the question's headline, with the other beside it.
pub(crate) fn evaluate(summary: &Summary, question: &Question, good: impl Fn(i32) -> bool + Copy) -> Figure {
    let unit = unit(question);
    let Some(scores) = summary.scores().filter(|scores| scores.n() > 0) else {
        return Figure::absent(Absence::NoData, unit);
    };
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 5));
    let top = share::reading(scores, good);
    let mean = share::mean_reading(scores, (f64::from(scale.low), f64::from(scale.high)));
    let (headline, part) = match question.statistic {
        Statistic::TopBox => (
            top,
            Part {
                id: "mean",
                unit: Unit::Mean,
                reading: mean,
            },
        ),
        Statistic::Mean => (
            mean,
            Part {
                id: "top-box",
                unit: Unit::Percent,
                reading: top,
            },
        ),
    };
    Figure {
        headline,
        unit,
        parts: vec![part],
        shape: distribution(scores),
    }
}

pub(crate) fn difference(
    before: &Summary,
    after: &Summary,
    question: &Question,
    good: impl Fn(i32) -> bool + Copy,
) -> Option<Difference> {
    match question.statistic {
        Statistic::TopBox => share::difference(before, after, good),
        Statistic::Mean => share::mean_difference(before, after),
    }
}

const fn unit(question: &Question) -> Unit {
    match question.statistic {
        Statistic::TopBox => Unit::Percent,
        Statistic::Mean => Unit::Mean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Scores, laws};
    use cxpress_stats::Z95;

    fn of(satisfied: u64, others: u64) -> Summary {
        Summary::Scores(Scores::from_counts([(4, satisfied), (3, others)]))
    }

    fn question() -> Question {
        Question::new("food", "csat").with_scale(1, 5)
    }

    #[track_caller]
    fn check(satisfied: u64, n: u64, low: f64, high: f64) {
        let figure = Csat.evaluate(Evidence::of(&of(satisfied, n - satisfied)), &question());
        let interval = figure
            .headline
            .estimate()
            .and_then(|estimate| estimate.interval)
            .expect("one");
        assert!((interval.low / 100.0 - low).abs() < 1e-6, "{interval:?}");
        assert!(
            (interval.high.expect("an end") / 100.0 - high).abs() < 1e-6,
            "{interval:?}"
        );
    }

    #[test]
    fn check_numbers() {
        check(41, 50, 0.692_039, 0.902_298);
        check(0, 10, 0.0, 0.277_533);
        check(3, 7, 0.158_220, 0.749_542);
    }

    #[test]
    fn check_numbers_of_changes() {
        let found = Csat
            .difference(&of(48, 32), &of(56, 14), &question())
            .expect("a difference");
        let ends = found.at(Z95).expect("an interval");
        for (found, expected) in [(found.point, 20.0), (ends.0, 5.2431), (ends.1, 33.3873)] {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
    }

    #[test]
    fn the_top_box_follows_the_scale() {
        let tops = [(1, 5), (1, 7), (0, 10), (1, 3), (0, 1)]
            .map(|(low, high)| top_box(&Question::new("q", "csat").with_scale(low, high)));
        assert_eq!(tops, [4, 6, 9, 3, 1]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Csat, &question()).unwrap();
        laws::check(&Csat, &question().with_statistic(Statistic::Mean)).unwrap();
    }
}
