//! Reopen rate.

use cxpress_estimates::waiting::DAY;
use cxpress_estimates::window;
use cxpress_metric::{
    Batch, Difference, Direction, Evidence, Field, Figure, Kind, Measured, Metric, MetricSpec, Question,
    SummaryKind, Unit,
};

use crate::settled;

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Tickets, "reopen", SummaryKind::Categories, Unit::Percent);
    spec.direction = Some(Direction::LowerIsBetter);
    spec.needs = &[Field::Solved, Field::Reopened];
    spec.within = Some(7 * DAY);
    spec.explanation = &[
        ("en", include_str!("reopen.en.md")),
        ("de", include_str!("reopen.de.md")),
    ];
    spec
};

/// Reopen rate: of the tickets solved in the period, the share that was opened again within the window
/// (`within:`, 7 days by default). Tickets whose window is not over at the end of the period are left out,
/// and counted as such.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reopen;

impl Metric for Reopen {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, question: &Question, out: &mut Measured) {
        let window = SPEC.promised(question);
        let reopened = batch.fields.time(Field::Reopened);
        let happened = |row, start| window::holds(reopened.at(row), start, window);
        window::measure(batch, window, settled::first_solved(batch), happened, out);
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        window::evaluate(evidence.summary, "reopened", "stayed-solved")
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        window::difference(before.summary, after.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::laws;
    use cxpress_metric::trial::Trial;

    #[test]
    fn a_ticket_counts_once_its_window_is_over() {
        let question = Question::new("reopen", "reopen").with_within(20);
        let figures = Trial::of(&[Field::Solved, Field::Reopened], 1)
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
    fn laws_hold() {
        laws::check(&Reopen, &Question::new("reopen", "reopen")).unwrap();
    }
}
