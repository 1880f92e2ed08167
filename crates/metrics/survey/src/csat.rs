//! Customer satisfaction.

use cxpress_estimates::scores;
use cxpress_metric::{
    Difference, Direction, Evidence, Figure, Metric, MetricSpec, Question, ScaleBounds, Unit,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("csat", Unit::Percent);
    spec.turns = true;
    spec.words = &[
        ("en", include_str!("csat.en.ftl")),
        ("de", include_str!("csat.de.ftl")),
        scores::WORDS[0],
        scores::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("csat.en.md")),
        ("de", include_str!("csat.de.md")),
    ];
    spec
};

/// Customer satisfaction: the share of answers in the top box, or the mean.
///
/// The top box is the two best answers of a scale of four points or more (4–5 of 5, 6–7 of 7), the best
/// answer of a shorter one. Where a low answer is the good one, as of school grades, the best are the lowest: 1–2 of 6.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csat;

/// The lowest and the highest score in the top box.
fn top_box(question: &Question) -> ScaleBounds {
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 5));
    let more = i32::from(scale.points() >= 4);
    match question.direction {
        Direction::LowerIsBetter => ScaleBounds::new(scale.low, scale.low + more),
        Direction::HigherIsBetter | Direction::Neither => ScaleBounds::new(scale.high - more, scale.high),
    }
}

impl Metric for Csat {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        let top = top_box(question);
        scores::evaluate(evidence.summary, question, move |score| top.contains(score))
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        let top = top_box(question);
        scores::difference(before.summary, after.summary, question, move |score| {
            top.contains(score)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Scores, Statistic, Summary, laws};
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
        let (before, after) = (of(48, 32), of(56, 14));
        let found = Csat
            .difference(Evidence::of(&before), Evidence::of(&after), &question())
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
        let bounds = [(4, 5), (6, 7), (9, 10), (3, 3), (1, 1)];
        assert_eq!(tops, bounds.map(|(low, high)| ScaleBounds::new(low, high)));
    }

    #[test]
    fn the_best_of_school_grades_are_the_lowest() {
        let grades = |low, high| {
            let question = Question::new("q", "csat").with_scale(low, high);
            top_box(&question.with_direction(Direction::LowerIsBetter))
        };
        assert_eq!(grades(1, 6), ScaleBounds::new(1, 2));
        assert_eq!(grades(1, 3), ScaleBounds::new(1, 1));
    }

    #[test]
    fn laws_hold() {
        laws::check(&Csat, &question()).unwrap();
        laws::check(&Csat, &question().with_statistic(Statistic::Mean)).unwrap();
    }
}
