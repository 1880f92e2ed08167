//! Kept promises: tickets closed by their target.

use cxpress_metric::{
    Absence, Batch, Categories, Difference, Estimate, Evidence, Figure, Instant, Interval, Measured, Method,
    Metric, MetricSpec, Part, PeriodId, Question, Reading, Shape, Summary, SummaryKind, Unit, Value,
};
use cxpress_stats::{Z95, proportion};

use crate::{count, counted};

const SPEC: MetricSpec = {
    let mut spec = MetricSpec::of_tickets("sla", SummaryKind::Categories, Unit::Percent);
    spec.needs = &["solved", "due"];
    spec.explanation = &[("en", include_str!("sla.en.md"))];
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
        let ends = batch.tickets.solved.iter().zip(batch.tickets.due);
        for (row, ((solved, due), period)) in ends.zip(batch.periods).enumerate() {
            if let Some((period, category)) = due.and_then(|due| as_due(batch, *solved, due)) {
                out.push(row, period, Value::Category(category));
            }
            if let Some(seen) = batch.calendar.seen_at(*period) {
                out.push(row, *period, Value::Category(as_created(*solved, *due, seen)));
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
            headline: share(met, due),
            unit: Unit::Percent,
            parts: vec![
                count("met", met, due),
                count("missed", due - met, due),
                Part {
                    id: "usual-rate",
                    unit: Unit::Percent,
                    reading: share(counts.count(MET), usual),
                },
                created_part("usual-met", MET),
                created_part("usual-breached", BREACHED),
                created_part("usual-late", LATE),
                created_part("usual-not-due", NOT_DUE),
                created_part("usual-no-target", NO_TARGET),
            ],
            shape: Shape::None,
        }
    }

    fn difference(&self, before: &Summary, after: &Summary, _: &Question) -> Option<Difference> {
        let ((m0, n0), (m1, n1)) = (due(before.categories()?), due(after.categories()?));
        if n0 == 0 || n1 == 0 {
            return None;
        }
        let [m0, n0, m1, n1] = [m0, n0, m1, n1].map(|count| count as f64);
        let interval = move |z| {
            let range = proportion::newcombe(m0 / n0, n0, m1 / n1, n1, z)?;
            Some((100.0 * range.low, 100.0 * range.high))
        };
        Some(Difference::new(100.0 * (m1 / n1) - 100.0 * (m0 / n0), interval))
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

fn share(part: u64, whole: u64) -> Reading {
    if whole == 0 {
        return Reading::Absent(Absence::NoData);
    }
    let share = part as f64 / whole as f64;
    let range = proportion::wilson(share, whole as f64, Z95);
    Reading::Value(Estimate {
        interval: range.map(|r| Interval::new(100.0 * r.low, 100.0 * r.high)),
        method: Method::Wilson,
        variance: Some(1e4 * share * (1.0 - share)),
        limits: (0.0, 100.0),
        ..counted(100.0 * share, whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cxpress_metric::{Calendar, TicketColumns, laws};

    fn question() -> Question {
        Question::new("promise", "sla")
    }

    /// Tickets created at 10 in a period from 0 to 100: (solved, due).
    fn figure(tickets: &[(Option<i64>, Option<i64>)]) -> Figure {
        let calendar = Calendar::new(PeriodId(0), [0, 100, 200].map(Instant).to_vec());
        let solved: Vec<_> = tickets.iter().map(|(solved, _)| solved.map(Instant)).collect();
        let due: Vec<_> = tickets.iter().map(|(_, due)| due.map(Instant)).collect();
        let created = vec![Instant(10); tickets.len()];
        let columns = TicketColumns {
            created: &created,
            solved: &solved,
            due: &due,
            first_response: &[],
        };
        let periods = vec![PeriodId(0); tickets.len()];
        let batch = Batch {
            periods: &periods,
            answers: &[],
            tickets: columns,
            calendar: &calendar,
        };
        let mut measured = Measured::default();
        Sla.measure(&batch, &question(), &mut measured);
        let mut counts = Categories::default();
        for entry in measured
            .entries()
            .iter()
            .filter(|entry| entry.period == PeriodId(0))
        {
            if let Value::Category(category) = entry.value {
                counts.add(category);
            }
        }
        Sla.evaluate(Evidence::of(&Summary::Categories(counts)), &question())
    }

    fn value(figure: &Figure, part: Option<&str>) -> f64 {
        figure
            .reading(part)
            .and_then(Reading::estimate)
            .expect("a value")
            .value
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
