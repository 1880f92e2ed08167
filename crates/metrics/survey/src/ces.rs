//! Customer effort.

use cxpress_estimates::scores;
use cxpress_metric::{
    Difference, Direction, Evidence, Figure, Metric, MetricSpec, Quality, Question, ScaleBounds, Unit,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("ces", Unit::Percent);
    spec.quality = Some(Quality::Ease);
    spec.direction = None;
    spec.words = &[scores::WORDS[0], scores::WORDS[1]];
    spec.explanation = &[
        ("en", include_str!("ces.en.md")),
        ("de", include_str!("ces.de.md")),
    ];
    spec
};

/// Customer effort: the share of answers on the easy side of the scale's middle, or the mean.
///
/// Version 1 asks how much effort it took (1–5, lower is better: 1–2 count as easy), version 2 whether it was
/// made easy (1–7, higher is better: 5–7 count). The direction belongs to the question and has no default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ces;

/// Whether an answer says that it was easy.
fn easy(question: &Question) -> impl Fn(i32) -> bool + Copy + 'static {
    let scale = question.scale.unwrap_or(ScaleBounds::new(1, 7));
    let lower = question.direction == Direction::LowerIsBetter;
    move |score| {
        let above = 2 * score - (scale.low + scale.high);
        if lower { above < 0 } else { above > 0 }
    }
}

impl Metric for Ces {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        scores::evaluate(evidence.summary, question, easy(question))
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        scores::difference(before.summary, after.summary, question, easy(question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Scores, Statistic, Summary, laws};

    fn version1() -> Question {
        Question::new("effort", "ces")
            .with_scale(1, 5)
            .with_direction(Direction::LowerIsBetter)
    }

    fn version2() -> Question {
        Question::new("effort", "ces").with_scale(1, 7)
    }

    #[track_caller]
    fn check(question: &Question, value: f64) {
        let scores = Scores::from_counts((1..=question.scale.expect("a scale").high).map(|score| (score, 1)));
        let figure = Ces.evaluate(Evidence::of(&Summary::Scores(scores)), question);
        assert!((figure.headline.estimate().expect("a value").value - value).abs() < 1e-9);
    }

    #[test]
    fn version_1_counts_1_and_2_version_2_counts_5_to_7() {
        check(&version1(), 40.0);
        check(&version2(), 300.0 / 7.0);
    }

    #[test]
    fn laws_hold() {
        for question in [version1(), version2(), version2().with_statistic(Statistic::Mean)] {
            laws::check(&Ces, &question).unwrap();
        }
    }
}
