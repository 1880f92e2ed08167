//! Reopen rate.

use cxpress_estimates::waiting::DAY;
use cxpress_estimates::window;
use cxpress_metric::{
    Batch, Difference, Direction, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Quality,
    Question, SummaryKind, Unit,
};

use crate::first_solved_of;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Tickets, "reopen", SummaryKind::Categories, Unit::Percent);
    spec.quality = Some(Quality::Effectiveness);
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &[Field::Solved, Field::Reopened];
    spec.instead = &[Field::Reopens];
    spec.within = Some(7 * DAY);
    spec.words = &[
        ("en", include_str!("reopen.en.ftl")),
        ("de", include_str!("reopen.de.ftl")),
        window::WORDS[0],
        window::WORDS[1],
    ];
    spec.explanation = &[
        ("en", include_str!("reopen.en.md")),
        ("de", include_str!("reopen.de.md")),
    ];
    spec
};

/// Reopen rate: of the tickets solved in the period, the share that was opened again within the window
/// (`within:`, 7 days by default). Tickets whose window is not over at the end of the period are left out,
/// and counted as such.
///
/// Where an export says how often a ticket was opened again, but not when, there is no window: of the tickets solved in
/// the period (of those created in it, where it is not known when they were solved), the share with one time or more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reopen;

impl Metric for Reopen {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let is_timed = batch.fields.time(Field::Reopened).is_there();
        if !is_timed && batch.fields.number(Field::Reopens).is_there() {
            return counted(batch, out);
        }
        let window = SPEC.promised(question);
        let reopened = batch.fields.time(Field::Reopened);
        let happened = |row, start| window::holds(reopened.at(row), start, window);
        window::measure(batch, window, first_solved_of(batch), happened, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        window::evaluate(evidence.summary, "reopened", "stayed-solved")
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        window::difference(before.summary, after.summary)
    }
}

/// Notes for each ticket whether it was ever opened again; those of which that is not known are left out.
fn counted(batch: &Batch<'_>, out: &mut Measured) {
    let reopens = batch.fields.number(Field::Reopens);
    let is_told = batch.fields.time(Field::Solved).is_there();
    let solved = first_solved_of(batch);
    for (row, created) in batch.created.iter().enumerate() {
        let start = if is_told { solved(row) } else { Some(*created) };
        let place = start.and_then(|start| window::place(batch.calendar, start, 0));
        if let Some(((period, _), reopens)) = place.zip(reopens.at(row)) {
            out.push(row, period, window::value(reopens > 0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::testing::Records;

    #[test]
    fn a_ticket_counts_once_its_window_is_over() {
        let question = Question::new("reopen", "reopen").with_within(20);
        let figures = Records::of(&[Field::Solved, Field::Reopened], 1)
            .with(5, [Some(10), None])
            .with(5, [Some(10), Some(30)])
            .with(5, [Some(10), Some(31)])
            .with(5, [Some(81), None])
            .with(5, [Some(81), Some(82)])
            .with(5, [None, None])
            .figures(&Reopen, &question);
        let found = ["reopened", "stayed-solved", "window-open"].map(|part| figures[0].value(Some(part)));
        assert_eq!(found, [Some(1.0), Some(2.0), Some(2.0)]);
        assert!((figures[0].value(None).expect("a rate") - 100.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_number_of_times_does_as_well() {
        let question = Question::new("reopen", "reopen");
        let parts = ["reopened", "stayed-solved", "window-open"];
        let values = |figures: &[Figure]| parts.map(|part| figures[0].value(Some(part)));
        let solved = Records::of(&[Field::Solved, Field::Reopens], 1)
            .with(5, [Some(10), Some(0)])
            .with(5, [Some(99), Some(2)])
            .with(5, [Some(10), None])
            .with(5, [None, Some(1)])
            .figures(&Reopen, &question);
        assert_eq!(values(&solved), [Some(1.0), Some(1.0), Some(0.0)]);
        let created = Records::of(&[Field::Reopens], 1)
            .with(5, [Some(0)])
            .with(5, [Some(1)])
            .with(5, [Some(0)])
            .figures(&Reopen, &question);
        assert_eq!(values(&created), [Some(1.0), Some(2.0), Some(0.0)]);
    }

    #[test]
    fn laws_hold() {
        laws::check(&Reopen, &Question::new("reopen", "reopen")).unwrap();
    }
}
