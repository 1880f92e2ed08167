//! The emotion at a touchpoint.

use cxpress_estimates::{scores, share};
use cxpress_metric::{
    Difference, Evidence, Figure, Lens, Metric, MetricSpec, Quality, Question, Role, ScaleBounds, Tone, Unit,
};

/// From very negative to very positive.
const SCALE: ScaleBounds = ScaleBounds::new(-2, 2);
/// Its ends.
const ENDS: (f64, f64) = (SCALE.low as f64, SCALE.high as f64);

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("emotion", Unit::Mean);
    spec.quality = Some(Quality::Emotion);
    spec.lens = Lens::Experience;
    spec.journey = true;
    spec.scale = Some(SCALE);
    spec.words = &[
        ("en", include_str!("emotion.en.ftl")),
        ("de", include_str!("emotion.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("emotion.en.md")),
        ("de", include_str!("emotion.de.md")),
    ];
    spec
};

/// Emotion: the mean valence, from −2 (very negative) over 0 (neutral) to 2 (very positive), with Student's t
/// interval. Change: Welch (1947).
#[derive(Clone, Copy, Debug, Default)]
pub struct Emotion;

impl Metric for Emotion {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        scores::figure(evidence.summary, Unit::Mean, |scores| {
            let mean = share::mean_reading(scores, ENDS);
            let parts = vec![
                share::named("negative", scores, |valence| valence < 0).with_role(Role::Group(Tone::Bad)),
                share::named("neutral", scores, |valence| valence == 0).with_role(Role::Group(Tone::Middle)),
                share::named("positive", scores, |valence| valence > 0).with_role(Role::Group(Tone::Good)),
            ];
            (mean, parts)
        })
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        share::mean_difference(before.summary, after.summary, ENDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Interval, Scores, Summary, laws};

    fn question() -> Question {
        Question::new("arrival", "emotion").with_scale(-2, 2)
    }

    /// Ten answers of sum 7 and sum of squares 13, with ¾ of an answer at −2 and at 2: mean 7/11.5, sum of squares 19, standard
    /// error .349377, t₉ 2.262157.
    #[test]
    fn check_numbers() {
        let answers = Scores::from_counts([(2, 2), (1, 4), (0, 3), (-1, 1)]);
        let figure = Emotion.evaluate(Evidence::of(&Summary::Scores(answers)), &question());
        let mean = figure.headline.estimate().expect("a mean");
        let Some(Interval {
            low,
            high: Some(high),
        }) = mean.interval
        else {
            panic!("an interval with two ends");
        };
        for (found, expected) in [(mean.value, 0.7), (low, -0.181_646), (high, 1.399_038)] {
            assert!((found - expected).abs() < 1e-5, "{found}, expected {expected}");
        }
        let shares = ["negative", "neutral", "positive"].map(|part| figure.value(Some(part)));
        assert_eq!(shares, [Some(10.0), Some(30.0), Some(60.0)]);
    }

    #[test]
    fn the_interval_stays_on_the_scale() {
        let answers = Scores::from_counts([(2, 3), (1, 1)]);
        let figure = Emotion.evaluate(Evidence::of(&Summary::Scores(answers)), &question());
        let interval = figure.headline.estimate().and_then(|mean| mean.interval);
        assert_eq!(interval.and_then(|interval| interval.high), Some(2.0));
    }

    #[test]
    fn laws_hold() {
        laws::check(&Emotion, &question()).unwrap();
    }
}
