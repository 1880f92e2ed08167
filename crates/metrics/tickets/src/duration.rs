//! Time to resolution and time to first response.

use cxpress_estimates::waiting::{self, DAY, Wait};
use cxpress_metric::{
    Batch, Difference, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Question,
};

use crate::life::{Life, State};

const RESOLUTION: MetricSpec = {
    let mut spec = waiting::spec(Kind::Tickets, "resolution", &[Field::Solved], 7 * DAY);
    spec.definition = 2;
    spec.words = &waiting::WORDS;
    spec.explanation = &[
        ("en", include_str!("resolution.en.md")),
        ("de", include_str!("resolution.de.md")),
    ];
    spec
};

const FIRST_RESPONSE: MetricSpec = {
    let mut spec = waiting::spec(Kind::Tickets, "first-response", &[Field::FirstResponse], DAY);
    spec.words = &waiting::WORDS;
    spec.explanation = &[
        ("en", include_str!("first_response.en.md")),
        ("de", include_str!("first_response.de.md")),
    ];
    spec
};

/// Time to resolution of the tickets created in the period, with those still open counted as open.
///
/// Kaplan–Meier (1958); median with the Brookmeyer–Crowley interval (1982); the share resolved within the
/// promised time with the log-log Greenwood band. A cancelled ticket was open until it was cancelled; one that was opened
/// again and not solved since is open. Time in which it was paused does not count.
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
        let wait = |row, seen| {
            let life = Life::of(batch, row);
            let (end, left) = match life.at(seen) {
                State::Open => (None, None),
                State::Solved(at) => (Some(at), None),
                State::Cancelled(at) => (None, Some(at)),
            };
            let paused = life.paused;
            Wait { end, left, paused }
        };
        waiting::measure(batch, question, wait, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        waiting::evaluate(evidence, RESOLUTION.promised(question), question.time_unit())
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
        let [answered, cancelled] =
            [Field::FirstResponse, Field::Cancelled].map(|field| batch.fields.time(field));
        let wait = |row, seen| Wait::until(seen, answered.at(row), cancelled.at(row));
        waiting::measure(batch, question, wait, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, question: &Question) -> Figure {
        waiting::evaluate(evidence, FIRST_RESPONSE.promised(question), question.time_unit())
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
        Absence, Calendar, Durations, Ended, Fields, Instant, Interval, PeriodId, Reading, Summary, Value,
        laws,
    };

    fn question() -> Question {
        Question::new("resolution", "resolution").with_within(8)
    }

    fn of(tickets: &[(i64, bool)]) -> Summary {
        let mut durations = Durations::default();
        tickets.iter().for_each(|(seconds, solved)| {
            let ended = if *solved { Ended::Reached } else { Ended::Running };
            durations.add(*seconds, ended);
        });
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

    /// How long tickets took that were created at 90 in a period that ends at 100.
    fn durations<const N: usize>(tickets: &[[Option<i64>; N]], kept: [Field; N]) -> Vec<(i64, Ended)> {
        let calendar = Calendar::new(PeriodId(0), [0, 100, 200].map(Instant).to_vec());
        let mut fields = Fields::new(kept);
        for ticket in tickets {
            for (field, value) in kept.into_iter().zip(ticket) {
                fields.push_time(field, value.map(Instant));
                fields.push_number(field, value.map(|value| i32::try_from(value).expect("a number")));
            }
        }
        let (periods, created) = (vec![PeriodId(0); tickets.len()], vec![Instant(90); tickets.len()]);
        let batch = Batch::new(&periods, &calendar)
            .with_created(&created)
            .with_fields(&fields);
        let mut measured = Measured::default();
        Resolution.measure(&batch, &question(), &mut measured);
        let values = measured.entries().iter().map(|entry| match entry.value {
            Value::Duration { seconds, ended } => (seconds, ended),
            other => panic!("{other:?} is no duration"),
        });
        values.collect()
    }

    #[test]
    fn a_ticket_solved_after_the_period_is_open_in_it_and_a_cancelled_one_until_then() {
        let found = durations(
            &[
                [Some(95), None],
                [Some(100), None],
                [Some(98), Some(96)],
                [None, Some(97)],
            ],
            [Field::Solved, Field::Cancelled],
        );
        let expected = [
            (5, Ended::Reached),
            (10, Ended::Running),
            (8, Ended::Reached),
            (7, Ended::Left),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_ticket_opened_again_and_not_solved_since_waits_on() {
        let found = durations(
            &[
                [Some(92), Some(93)],
                [Some(92), Some(100)],
                [Some(95), Some(93)],
                [Some(95), None],
            ],
            [Field::Solved, Field::Reopened],
        );
        let expected = [
            (10, Ended::Running),
            (2, Ended::Reached),
            (5, Ended::Reached),
            (5, Ended::Reached),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn pauses_are_taken_off_also_while_a_ticket_is_open() {
        let found = durations(
            &[
                [Some(95), Some(2)],
                [Some(95), None],
                [None, Some(3)],
                [None, Some(30)],
            ],
            [Field::Solved, Field::Paused],
        );
        let expected = [
            (3, Ended::Reached),
            (5, Ended::Reached),
            (7, Ended::Running),
            (0, Ended::Running),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_was_given_up_is_not_open() {
        let mut durations = Durations::default();
        (1..=10).for_each(|seconds| durations.add(seconds, Ended::Reached));
        durations.add(5, Ended::Left);
        let figure = Resolution.evaluate(Evidence::of(&Summary::Durations(durations)), &question());
        let found = ["resolved", "open", "left"].map(|part| value(&figure, Some(part)));
        assert_eq!(found, [10.0, 0.0, 1.0]);
    }

    #[test]
    fn laws_hold() {
        let question = Question::new("resolution", "resolution");
        laws::check(&Resolution, &question).unwrap();
        laws::check(&FirstResponse, &question).unwrap();
    }
}
