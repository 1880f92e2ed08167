//! Promoters who do what they say.

use cxpress_estimates::{count, scores, share};
use cxpress_metric::{
    Answer, Batch, Difference, Evidence, Field, Figure, Measured, Metric, MetricSpec, Missing, Question,
    ScaleBounds, Shape, Unit, Value,
};

use crate::nps;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_answers("ambassador", Unit::Percent);
    spec.scale = Some(ScaleBounds::new(0, 10));
    spec.needs = &[Field::Advocated];
    spec.words = &[
        ("en", include_str!("ambassador.en.ftl")),
        ("de", include_str!("ambassador.de.ftl")),
    ];
    spec.explanation = &[
        ("en", include_str!("ambassador.en.md")),
        ("de", include_str!("ambassador.de.md")),
    ];
    spec
};

/// Ambassadors: of the promoters of the period (9 and 10 of 0 to 10), the share that referred another customer or
/// wrote a review before its end. Promoters of whom it is not known who they are, are not in the base; nor are
/// passives and detractors, to whom it does not apply.
///
/// Interval: Wilson (1927). Change: Newcombe (1998), method 10.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ambassador;

/// Whether a value is that of an ambassador; of other promoters it is 0.
const fn is_ambassador(value: i32) -> bool {
    value == 1
}

/// What an answer comes to, given whether the promoter who gave it is an ambassador, if that is known.
fn value(answer: Answer, ambassador: Option<bool>) -> Option<Value> {
    Some(match answer {
        Answer::Missing(kind) => Value::Missing(kind),
        Answer::Score(score) if !nps::is_promoter(score) => Value::Missing(Missing::DoesNotApply),
        Answer::Score(_) => match ambassador {
            Some(ambassador) => Value::Score(i32::from(ambassador)),
            None => Value::Missing(Missing::DontKnow),
        },
        _ => return None,
    })
}

impl Metric for Ambassador {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let advocated = batch.fields.time(Field::Advocated);
        for (row, (answer, period)) in batch.answers.iter().zip(batch.periods).enumerate() {
            let known = advocated.at(row).zip(batch.calendar.seen_at(*period));
            let ambassador = known.map(|(advocated, seen)| advocated < seen);
            if let Some(value) = value(*answer, ambassador) {
                out.push(row, *period, value);
            }
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let figure = scores::figure(evidence.summary, Unit::Percent, |promoters| {
            let ambassadors = promoters.cells().filter(|cell| is_ambassador(cell.score));
            let n = ambassadors.map(|cell| cell.n).sum();
            let parts = vec![
                count("ambassadors", n, promoters.n()),
                count("other-promoters", promoters.n() - n, promoters.n()),
            ];
            (share::reading(promoters, is_ambassador), parts)
        });
        figure.with_shape(Shape::None)
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        share::difference(before.summary, after.summary, is_ambassador)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, Fields, Instant, PeriodId, Scores, Summary, laws};

    fn question() -> Question {
        Question::new("ambassadors", "ambassador").with_scale(0, 10)
    }

    /// What is measured of an answer in the second period, from second 100 to 200, by when its respondent advocated.
    fn measured(answer: Answer, advocated: Option<Instant>) -> Option<Value> {
        let calendar = Calendar::new(PeriodId(0), [0, 100, 200].map(Instant).to_vec());
        let mut fields = Fields::new([Field::Advocated]);
        fields.push_time(Field::Advocated, advocated);
        let answers = [answer];
        let batch = Batch::new(&[PeriodId(1)], &calendar)
            .with_answers(&answers)
            .with_fields(&fields);
        let mut out = Measured::default();
        Ambassador.measure(&batch, &question(), &mut out);
        out.entries().first().map(|entry| entry.value)
    }

    #[test]
    fn what_was_done_before_the_end_of_the_period_counts() {
        let promoter = |at: i64| measured(Answer::Score(9), Some(Instant(at)));
        assert_eq!([-5, 199].map(promoter), [Some(Value::Score(1)); 2]);
        assert_eq!(promoter(200), Some(Value::Score(0)));
        assert_eq!(promoter(Instant::NEVER.0), Some(Value::Score(0)));
    }

    #[test]
    fn only_promoters_who_are_known_are_in_the_base() {
        let early = Some(Instant(5));
        let missing = |kind| Some(Value::Missing(kind));
        assert_eq!(measured(Answer::Score(10), None), missing(Missing::DontKnow));
        assert_eq!(measured(Answer::Score(8), early), missing(Missing::DoesNotApply));
        let blank = Answer::Missing(Missing::NotAnswered);
        assert_eq!(measured(blank, early), missing(Missing::NotAnswered));
        assert_eq!(measured(Answer::Rejected, early), None);
    }

    fn promoters(ambassadors: u64, others: u64) -> Summary {
        Summary::Scores(Scores::from_counts([(1, ambassadors), (0, others)]))
    }

    /// 12 of 40: Wilson 18.0748 … 45.4300; 23 of 40 after that: Newcombe 5.7669 … 45.8833.
    #[test]
    fn check_numbers() {
        let (before, after) = (promoters(12, 28), promoters(23, 17));
        let figure = Ambassador.evaluate(Evidence::of(&before), &question());
        let rate = figure.headline.estimate().expect("a share");
        let interval = rate.interval.expect("an interval");
        let change = Ambassador
            .difference(Evidence::of(&before), Evidence::of(&after), &question())
            .expect("a difference");
        let (low, high) = change.at(1.959_964).expect("an interval");
        let found = [
            rate.value,
            interval.low,
            interval.high.expect("an end"),
            change.point,
            low,
            high,
        ];
        for (found, expected) in found
            .into_iter()
            .zip([30.0, 18.0748, 45.43, 27.5, 5.7669, 45.8833])
        {
            assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
        }
        let counts = ["ambassadors", "other-promoters"].map(|part| figure.value(Some(part)));
        assert_eq!(counts, [Some(12.0), Some(28.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Ambassador, &question()).unwrap();
    }
}
