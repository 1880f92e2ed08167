//! Repeat contacts.

use cxpress_estimates::waiting::DAY;
use cxpress_estimates::window;
use cxpress_metric::{
    Batch, Difference, Direction, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Quality,
    Question, SummaryKind, Unit,
};

use crate::first_solved_of;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(
        Kind::Tickets,
        "repeat-contact",
        SummaryKind::Categories,
        Unit::Percent,
    );
    spec.quality = Some(Quality::Effectiveness);
    spec.definition = 2;
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &[Field::Again];
    spec.within = Some(7 * DAY);
    spec.words = &[
        ("en", include_str!("repeat.en.ftl")),
        ("de", include_str!("repeat.de.ftl")),
        window::WORDS[0],
        window::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("repeat.en.md")),
        ("de", include_str!("repeat.de.md")),
    ];
    spec
};

/// Repeat contacts: of the tickets solved in the period, the share whose customer opened another one within the window
/// after that (`within:`, 7 days by default); where it is not known when tickets were solved, of those created in it,
/// within the window after their creation. Tickets whose window is not over at the end of the period are left out, and
/// counted as such; so are tickets without a customer.
#[derive(Clone, Copy, Debug, Default)]
pub struct RepeatContact;

impl Metric for RepeatContact {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let again = batch.fields.time(Field::Again);
        let is_told = batch.fields.time(Field::Solved).is_there();
        let solved = first_solved_of(batch);
        let start = |row| {
            if is_told {
                solved(row)
            } else {
                batch.created.get(row).copied()
            }
        };
        let known = |row| start(row).filter(|_| again.at(row).is_some());
        let happened = |row, start| window::holds(again.at(row), start, window);
        window::measure(batch, window, known, happened, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        window::evaluate(evidence.summary, "repeated", "single")
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        window::difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::testing::Records;
    use cxpress_metric::{Instant, laws};

    #[test]
    fn the_next_ticket_counts_within_the_window() {
        let question = Question::new("repeat", "repeat-contact").with_within(20);
        let figures = Records::of(&[Field::Again], 1)
            .with(5, [Some(20)])
            .with(5, [Some(26)])
            .with(5, [Some(Instant::NEVER.0)])
            .with(5, [None])
            .figures(&RepeatContact, &question);
        let found = ["repeated", "single", "window-open"].map(|part| figures[0].value(Some(part)));
        assert_eq!(found, [Some(1.0), Some(2.0), Some(0.0)]);
    }

    #[test]
    fn the_window_starts_when_a_ticket_is_solved_where_that_is_known() {
        let question = Question::new("repeat", "repeat-contact").with_within(20);
        let figures = Records::of(&[Field::Again, Field::Solved], 1)
            .with(5, [Some(60), Some(45)])
            .with(5, [Some(70), Some(45)])
            .with(5, [Some(20), None])
            .figures(&RepeatContact, &question);
        let found = ["repeated", "single", "window-open"].map(|part| figures[0].value(Some(part)));
        assert_eq!(found, [Some(1.0), Some(1.0), Some(0.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&RepeatContact, &Question::new("repeat", "repeat-contact")).unwrap();
    }
}
