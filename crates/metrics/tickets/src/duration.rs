//! Time to resolution and time to first response.

use cxpress_estimates::waiting::{self, DAY};
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Question,
};

const RESOLUTION: MetricSpec = {
    let mut spec = waiting::spec(Kind::Tickets, "resolution", &[Field::Solved], 7 * DAY);
    spec.explanation = &[
        ("en", include_str!("resolution.en.md")),
        ("de", include_str!("resolution.de.md")),
    ];
    spec
};

const FIRST_RESPONSE: MetricSpec = {
    let mut spec = waiting::spec(Kind::Tickets, "first-response", &[Field::FirstResponse], DAY);
    spec.explanation = &[
        ("en", include_str!("first_response.en.md")),
        ("de", include_str!("first_response.de.md")),
    ];
    spec
};

/// Time to resolution of the tickets created in the period, with those still open counted as open.
///
/// Kaplan–Meier (1958); median with the Brookmeyer–Crowley interval (1982); the share resolved within the
/// promised time with the log-log Greenwood band. A cancelled ticket was open until it was cancelled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolution;

/// Time to first response of the tickets created in the period, with those still unanswered counted as such.
///
/// Computed as [`Resolution`] is.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstResponse;

impl Metric for Resolution {
    fn spec(&self) -> &MetricSpec {
        &RESOLUTION
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        waiting::measure(batch, question, Field::Solved, Some(Field::Cancelled), out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        waiting::evaluate(
            evidence.summary,
            RESOLUTION.promised(question),
            question.time_unit(),
        )
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        waiting::difference(before.summary, after.summary, RESOLUTION.promised(question))
    }
}

impl Metric for FirstResponse {
    fn spec(&self) -> &MetricSpec {
        &FIRST_RESPONSE
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        waiting::measure(batch, question, Field::FirstResponse, Some(Field::Cancelled), out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        waiting::evaluate(
            evidence.summary,
            FIRST_RESPONSE.promised(question),
            question.time_unit(),
        )
    }

    fn difference(
        &self,
        before: Evidence<'_>,
        after: Evidence<'_>,
        question: &Question,
    ) -> Option<Difference> {
        waiting::difference(before.summary, after.summary, FIRST_RESPONSE.promised(question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{
        Absence, Calendar, Durations, Fields, Instant, Interval, PeriodId, Reading, Summary, Value, laws,
    };

    fn question() -> Question {
        Question::new("resolution", "resolution").with_within(8)
    }

    fn of(tickets: &[(i64, bool)]) -> Summary {
        let mut durations = Durations::default();
        tickets
            .iter()
            .for_each(|(seconds, observed)| durations.add(*seconds, *observed));
        Summary::Durations(durations)
    }

    const TEN: [(i64, bool); 10] = [
        (2, true),
        (3, true),
        (5, true),
        (5, false),
        (8, true),
        (13, false),
        (21, true),
        (30, false),
        (34, false),
        (60, false),
    ];

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure
            .reading(part)
            .and_then(Reading::estimate)
            .expect("a value")
            .value
    }

    #[test]
    fn check_numbers() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN)), &question());
        let median = figure.headline.estimate().expect("a median");
        assert_eq!(
            (median.value, median.interval),
            (21.0, Some(Interval { low: 2.0, high: None }))
        );
        assert_eq!(value(&figure, Some("closed-median")), 5.0);
        assert!((value(&figure, Some("within")) - 100.0 * (1.0 - 0.7 / 6.0 * 5.0)).abs() < 1e-9);
        assert_eq!(
            figure.reading(Some("p90")),
            Some(&Reading::Absent(Absence::NotReached))
        );
        assert_eq!(
            (value(&figure, Some("resolved")), value(&figure, Some("open"))),
            (5.0, 5.0)
        );
    }

    #[test]
    fn under_ten_tickets_are_too_few_for_a_curve() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN[..9])), &question());
        assert_eq!(figure.headline, Reading::Absent(Absence::TooFew));
    }

    #[test]
    fn a_promise_longer_than_the_observation_is_not_reached() {
        let figure = Resolution.evaluate(Evidence::of(&of(&TEN)), &question().with_within(61));
        assert_eq!(
            figure.reading(Some("within")),
            Some(&Reading::Absent(Absence::NotReached))
        );
    }

    #[test]
    fn a_ticket_solved_after_the_period_is_open_in_it_and_a_cancelled_one_until_then() {
        let calendar = Calendar::new(PeriodId(0), [0, 100, 200].map(Instant).to_vec());
        let mut fields = Fields::new([Field::Solved, Field::Cancelled]);
        for solved in [Some(95), Some(100), Some(98), None] {
            fields.push_time(Field::Solved, solved.map(Instant));
        }
        for cancelled in [None, None, Some(96), Some(97)] {
            fields.push_time(Field::Cancelled, cancelled.map(Instant));
        }
        let batch = Batch {
            periods: &[PeriodId(0); 4],
            answers: &[],
            comments: &cxpress_metric::Comments::default(),
            created: &[Instant(90); 4],
            fields: &fields,
            calendar: &calendar,
        };
        let mut measured = Measured::default();
        Resolution.measure(&batch, &question(), &mut measured);
        let values: Vec<_> = measured.entries().iter().map(|entry| entry.value).collect();
        let expected = [(5, true), (10, false), (6, false), (7, false)]
            .map(|(seconds, observed)| Value::Duration { seconds, observed });
        assert_eq!(values, expected);
    }

    #[test]
    fn laws_hold() {
        let question = Question::new("resolution", "resolution");
        laws::check(&Resolution, &question).unwrap();
        laws::check(&FirstResponse, &question).unwrap();
    }
}
