//! Kept promises: tickets closed by their target.

use cxpress_estimates::count;
use cxpress_estimates::rate::Rate;
use cxpress_metric::{
    Absence, Batch, Categories, Difference, Evidence, Field, Figure, Instant, Kind, Measured, Metric,
    MetricSpec, PeriodId, Question, Shape, SummaryKind, Unit, Value,
};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_records(Kind::Tickets, "sla", SummaryKind::Categories, Unit::Percent);
    spec.needs = &[Field::Solved, Field::Due];
    spec.explanation = &[
        ("en", include_str!("sla.en.md")),
        ("de", include_str!("sla.de.md")),
    ];
    spec
};

/// Of the tickets due in the period, in the period they were due.
const DUE_MET: u8 = 0;
const DUE_MISSED: u8 = 1;
/// Of the tickets created in the period, as of its end: what other tools count.
const MET: u8 = 2;
const BREACHED: u8 = 3;
const LATE: u8 = 4;
const NOT_DUE: u8 = 5;
const NO_TARGET: u8 = 6;

/// Kept promises: of the tickets due in the period, the share closed by their target. Closed on the target is
/// met. The share that other tools print, met ÷ (met + breached + open and late) of those created in the
/// period, stands beside it: it counts early closures before they are due, and flatters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sla;

impl Metric for Sla {
    fn spec(&self) -> &MetricSpec {
        &SPEC
    }

    fn measure(&self, batch: &Batch<'_>, _: &Question, out: &mut Measured) {
        let [solved, due, cancelled] =
            [Field::Solved, Field::Due, Field::Cancelled].map(|field| batch.fields.time(field));
        for (row, period) in batch.periods.iter().enumerate() {
            if cancelled.at(row).is_some() && solved.at(row).is_none() {
                continue;
            }
            let (solved, due) = (solved.at(row), due.at(row));
            if let Some((period, category)) = due.and_then(|due| as_due(batch, solved, due)) {
                out.push(row, period, Value::Category(category));
            }
            if let Some(seen) = batch.calendar.seen_at(*period) {
                out.push(row, *period, Value::Category(as_created(solved, due, seen)));
            }
        }
    }

    fn evaluate(&self, evidence: Evidence<'_>, _: &Question) -> Figure {
        let Some(counts) = evidence.summary.categories().filter(|counts| counts.n() > 0) else {
            return Figure::absent(Absence::NoData, Unit::Percent);
        };
        let (met, due) = due(counts);
        let usual = counts.count(MET) + counts.count(BREACHED) + counts.count(LATE);
        let created = usual + counts.count(NOT_DUE) + counts.count(NO_TARGET);
        let created_part = |id, category| count(id, counts.count(category), created);
        Figure {
            headline: Rate::of(met, due).reading(),
            unit: Unit::Percent,
            parts: vec![
                count("met", met, due),
                count("missed", due - met, due),
                Rate::of(counts.count(MET), usual).named("usual-rate"),
                created_part("usual-met", MET),
                created_part("usual-breached", BREACHED),
                created_part("usual-late", LATE),
                created_part("usual-not-due", NOT_DUE),
                created_part("usual-no-target", NO_TARGET),
            ],
            shape: Shape::None,
        }
    }

    fn difference(&self, before: Evidence<'_>, after: Evidence<'_>, _: &Question) -> Option<Difference> {
        let [before, after] = [before, after].map(|side| side.summary.categories().map(due));
        let [before, after] = [before?, after?].map(|(met, due)| Rate::of(met, due));
        before.difference(after)
    }
}

/// The period a ticket was due in, once it is over, and whether the promise was kept.
fn as_due(batch: &Batch<'_>, solved: Option<Instant>, due: Instant) -> Option<(PeriodId, u8)> {
    let period = batch.calendar.period_of(due)?;
    let over = due < batch.calendar.seen_at(period)?;
    let met = solved.is_some_and(|solved| solved <= due);
    over.then_some((period, if met { DUE_MET } else { DUE_MISSED }))
}

/// How a ticket stood when the period of its creation was over.
fn as_created(solved: Option<Instant>, due: Option<Instant>, seen: Instant) -> u8 {
    let Some(due) = due else { return NO_TARGET };
    match solved.filter(|solved| *solved < seen) {
        Some(solved) if solved <= due => MET,
        Some(_) => BREACHED,
        None if due < seen => LATE,
        None => NOT_DUE,
    }
}

/// Those met, and all due.
fn due(counts: &Categories) -> (u64, u64) {
    let met = counts.count(DUE_MET);
    (met, met + counts.count(DUE_MISSED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::trial::Trial;
    use cxpress_metric::{Reading, laws};

    fn question() -> Question {
        Question::new("promise", "sla")
    }

    /// Tickets created at 10 in a period from 0 to 100: (solved, due).
    fn figure(tickets: &[(Option<i64>, Option<i64>)]) -> Figure {
        let empty = Trial::of(&[Field::Solved, Field::Due], 1);
        let add = |trial: Trial, (solved, due): &(_, _)| trial.with(10, [*solved, *due]);
        let mut figures = tickets.iter().fold(empty, add).figures(&Sla, &question());
        figures.remove(0)
    }

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure.value(part).expect("a value")
    }

    #[test]
    fn the_promise_is_kept_up_to_the_target_and_judged_when_due() {
        let figure = figure(&[
            (Some(50), Some(50)),
            (Some(51), Some(50)),
            (None, Some(50)),
            (Some(20), Some(150)),
            (None, Some(150)),
            (Some(20), None),
        ]);
        assert!((value(&figure, None) - 100.0 / 3.0).abs() < 1e-9);
        let usual = [
            "usual-met",
            "usual-breached",
            "usual-late",
            "usual-not-due",
            "usual-no-target",
        ];
        assert_eq!(
            usual.map(|part| value(&figure, Some(part))),
            [2.0, 1.0, 1.0, 1.0, 1.0]
        );
        assert_eq!(value(&figure, Some("usual-rate")), 50.0);
    }

    #[test]
    fn without_any_ticket_due_there_is_no_rate() {
        let figure = figure(&[(Some(20), None)]);
        assert_eq!(figure.headline, Reading::Absent(Absence::NoData));
    }

    #[test]
    fn laws_hold() {
        laws::check(&Sla, &question()).unwrap();
    }
}
