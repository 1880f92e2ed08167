//! The time until a review was answered.

use cxpress_estimates::waiting::{self, DAY, Wait};
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Kind, Lens, Measured, Metric, MetricSpec, Question,
};

const SPEC: MetricSpec = {
    let mut spec = waiting::spec(Kind::Reviews, "reply-time", &[Field::Replied], 7 * DAY);
    spec.lens = Lens::Perception;
    spec.words = &[waiting::WORDS[0], waiting::WORDS[1]];
    spec.explanation = &[
        ("en", include_str!("reply_time.en.md")),
        ("de", include_str!("reply_time.de.md")),
    ];
    spec
};

/// Time to reply to the reviews of the period, with those not answered by its end counted as waiting.
///
/// Kaplan–Meier (1958); median with the Brookmeyer–Crowley interval (1982); the share answered within the
/// promised time (`within:`, 7 days by default) with the log-log Greenwood band.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplyTime;

impl Metric for ReplyTime {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let replied = batch.fields.time(Field::Replied);
        let wait = |row, seen| Wait::until(seen, replied.at(row), None);
        waiting::measure(batch, question, wait, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        waiting::evaluate(evidence, SPEC.promised(question), question.time_unit())
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        waiting::difference(before.summary, after.summary, SPEC.promised(question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    /// The ten waits of the check numbers: median 21, of the answered ones alone 5.
    #[test]
    fn check_numbers() {
        let answered = [2, 3, 5, 8, 21].map(|wait| (10, Some(10 + wait)));
        let waiting = [95, 87, 70, 66, 40].map(|written| (written, None));
        let records = answered.into_iter().chain(waiting).fold(
            Records::of(&[Field::Replied], 1),
            |records, (written, replied)| records.with(written, [replied]),
        );
        let figures = records.figures(&ReplyTime, &Question::new("reply", "reply-time").with_within(8));
        assert_eq!(figures[0].value(None), Some(21.0));
        assert_eq!(figures[0].value(Some("closed-median")), Some(5.0));
        assert!((figures[0].value(Some("within")).expect("a share") - 41.6667).abs() < 1e-4);
    }

    #[test]
    fn a_reply_after_the_period_is_not_known_yet() {
        let records = (0..10).fold(Records::of(&[Field::Replied], 1), |records, _| {
            records.with(90, [Some(100)])
        });
        let figures = records.figures(&ReplyTime, &Question::new("reply", "reply-time"));
        assert_eq!(figures[0].value(Some("open")), Some(10.0));
    }

    #[test]
    fn laws_hold() {
        laws::check(&ReplyTime, &Question::new("reply", "reply-time")).unwrap();
    }
}
